"""The static site generator that sites are built with: the one place where it is chosen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from trustpages.publish.site.engine import Engine

LIBRARIES: Final = ("markdown", "mkdocs", "mkdocs-material", "pymdown-extensions")
"""The distributions that decide what the engine makes of a page."""


@cache
def load_engine() -> Engine:
    """The engine; `LIBRARIES` names what it uses."""
    from trustpages.publish.site.mkdocs import Mkdocs  # late: an answer from the result cache needs no engine

    return Mkdocs()
