"""A new workspace for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustpages.workflow.init import make_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """What `trustpages init` makes: valid, and with nothing to complain about."""
    make_workspace(tmp_path / "acme", demo=False)
    return tmp_path / "acme"
