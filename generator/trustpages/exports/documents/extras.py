"""Libraries that only some have: they come with an extra, and where they are missing, it is named."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from trustpages.model.problem import TrustpagesError


def require_extra(library: str, extra: str) -> Any:
    """The library; raises TrustpagesError `missing-extra`, which says what to install."""
    try:
        return import_module(library)
    except ImportError as error:
        sentence = f"the library {library.partition('.')[0]} is not installed"
        raise TrustpagesError("missing-extra", sentence, f"pip install 'WHEEL[{extra}]'") from error
