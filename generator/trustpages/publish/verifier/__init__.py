"""Files that every version contains: the stand-alone verifier, which needs only Python, and a style sheet."""

from __future__ import annotations

from importlib.resources import files


def read_checker() -> bytes:
    """The source of the stand-alone verifier, `trustverify.py`."""
    return files(__name__).joinpath("trustverify.py").read_bytes()


def read_style_sheet() -> bytes:
    """The style sheet of the list of versions and of tombstone pages."""
    return files(__name__).joinpath("pages.css").read_bytes()
