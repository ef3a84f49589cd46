"""The checker of published folders: one file that needs nothing but Python, shipped with every site."""

from __future__ import annotations

from importlib.resources import files


def checker_file() -> bytes:
    """The checker as a file to ship."""
    return files(__name__).joinpath("trustverify.py").read_bytes()
