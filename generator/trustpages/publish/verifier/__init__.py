"""What every version brings along: the checker, one file that needs nothing but Python, and a style sheet."""

from __future__ import annotations

from importlib.resources import files


def checker_file() -> bytes:
    """The checker as a file to ship."""
    return files(__name__).joinpath("trustverify.py").read_bytes()


def style_file() -> bytes:
    """The style sheet of the list of versions and of the pages of a withdrawn one."""
    return files(__name__).joinpath("pages.css").read_bytes()
