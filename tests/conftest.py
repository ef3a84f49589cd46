"""Options of the test run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

# No deadline: the first example of a run also pays for the late import of scipy.
settings.register_profile("steady", parent=settings(), deadline=None)
settings.load_profile("steady")


# What the tests build is kept apart from what the user's own commands keep.
if "TRUSTPAGES_CACHE" not in os.environ:
    os.environ["TRUSTPAGES_CACHE"] = tempfile.mkdtemp(prefix="trustpages-cache-")
    atexit.register(shutil.rmtree, os.environ["TRUSTPAGES_CACHE"], ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-gold", action="store_true", help="write the gold files anew instead of comparing"
    )


@pytest.fixture
def updates_gold(request: pytest.FixtureRequest) -> bool:
    """Whether gold files are to be written: `python -m pytest tests/unit/render --update-gold`."""
    return bool(request.config.getoption("--update-gold"))
