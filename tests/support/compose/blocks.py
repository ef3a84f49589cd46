"""What stands on a page, by kind of block."""

from __future__ import annotations

from typing import TypeVar

from trustpages.model.pages.blocks import Block, Table, walk
from trustpages.model.pages.page import Page

B = TypeVar("B", bound=Block)


def blocks_of(page: Page, kind: type[B]) -> tuple[B, ...]:
    """The blocks of one kind, in the order of the page."""
    return tuple(block for block in walk(page.sections) if isinstance(block, kind))


def tables_of(page: Page) -> tuple[Table, ...]:
    """The tables of a page."""
    return blocks_of(page, Table)


def path_of(row: object) -> str:
    """Where the first cell of a row leads."""
    return str(row.cells[0].path)  # type: ignore[attr-defined]  # a row whose first cell is a link
