"""Every table of a page as a spreadsheet beside the page, which the table then leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any

from trustpages.compose.pages import data as page_data
from trustpages.compose.views import Table
from trustpages.model.page import Cell, Page, Spreadsheet, page_folder


def with_downloads(page: Page) -> tuple[Page, tuple[Spreadsheet, ...]]:
    """The page with a path of its spreadsheet in each table that has rows, and those spreadsheets."""
    found: dict[str, Spreadsheet] = {}
    data = _linked(page.data, page_folder(page.path), found)
    return replace(page, data=data), tuple(found.values())


def _linked(value: Any, folder: PurePosixPath, found: dict[str, Spreadsheet]) -> Any:
    """`value` with every table in it linked; looks into tuples and into what pages are made of."""
    match value:
        case Table():
            return _with_path(value, folder, found) if value.rows else value
        case tuple():
            parts = tuple(_linked(part, folder, found) for part in value)
            return value if _same(parts, value) else parts
        case _ if is_dataclass(value) and type(value).__module__ == page_data.__name__:
            named = {
                field.name: _linked(getattr(value, field.name), folder, found) for field in fields(value)
            }
            changed = {name: part for name, part in named.items() if part is not getattr(value, name)}
            return replace(value, **changed) if changed else value  # type: ignore[type-var]  # no class, by its module
        case _:
            return value


def _same(parts: Iterable[Any], value: Iterable[Any]) -> bool:
    return all(part is one for part, one in zip(parts, value, strict=True))


def _with_path(table: Table, folder: PurePosixPath, found: dict[str, Spreadsheet]) -> Table:
    path, number = str(folder / f"{table.id}.csv"), 1
    while path in found:
        number += 1
        path = str(folder / f"{table.id}-{number}.csv")
    rows = tuple(
        tuple(_cell(cell, column in table.numeric) for column, cell in enumerate(row.cells))
        for row in table.rows
    )
    found[path] = Spreadsheet(path, table.columns, rows)
    return replace(table, csv=path)


def _cell(text: str, is_numeric: bool) -> Cell:
    """A number where a column of numbers holds one as people read it ("1,151"), else the text."""
    if not is_numeric:
        return text
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return number if number.is_finite() else text
