"""What every version brings along: the checker, one file that needs nothing but Python, and a style sheet."""

from __future__ import annotations

from importlib.resources import files


def read_checker() -> bytes:
    """The checker as a file to ship."""
    return files(__name__).joinpath("trustverify.py").read_bytes()


def read_style_sheet() -> bytes:
    """The style sheet of the list of versions and of the pages of a withdrawn one."""
    return files(__name__).joinpath("pages.css").read_bytes()
