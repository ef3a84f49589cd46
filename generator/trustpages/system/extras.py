"""Libraries that only some have: they come with an extra, and where one is missing, all say so alike."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from trustpages.model.problem import TrustpagesError


def require_extra(library: str, extra: str) -> Any:
    """The library; raises TrustpagesError `missing-extra`, which says what to install."""
    try:
        return import_module(library)
    except ImportError as error:
        raise describe_missing(library, extra) from error


def refuse_missing(library: str, extra: str) -> None:
    """Raises TrustpagesError `missing-extra` where the library is not installed, and loads nothing."""
    if find_spec(library) is None:
        raise describe_missing(library, extra)


def describe_missing(library: str, extra: str) -> TrustpagesError:
    """That the library is not installed, and what installs it."""
    sentence = f"the library {library.partition('.')[0]} is not installed; it comes with the extra `{extra}`"
    return TrustpagesError("missing-extra", sentence, f"pip install 'WHEEL[{extra}]'")
