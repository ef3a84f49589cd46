"""Files that every version contains: two stand-alone checkers, which need only Python, and a style sheet."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

RECOMPUTER: Final = "verify/trustrecompute.py"
"""Where a version has the file of `read_recomputer`."""


def read_checker() -> bytes:
    """The source of the stand-alone verifier, `trustverify.py`."""
    return files(__name__).joinpath("trustverify.py").read_bytes()


def read_recomputer() -> bytes:
    """The source of `trustrecompute.py`, which decides verdicts again from the counts of a report."""
    return files(__name__).joinpath("trustrecompute.py").read_bytes()


def read_style_sheet() -> bytes:
    """The style sheet of the list of versions and of tombstone pages."""
    return files(__name__).joinpath("pages.css").read_bytes()
