"""Spreadsheets: every table of a page as CSV beside it, and the obligations and limitations of an agent.

A table of a page has its figures as they are printed there; those of an agent have them as computed, unrounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any

from trustpages.compose import paths
from trustpages.compose.blocks import Table
from trustpages.compose.pages import data as page_data
from trustpages.model.measured import Measured
from trustpages.model.page import Cell, Page, Spreadsheet, page_folder
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report


def link_spreadsheets(page: Page) -> tuple[Page, tuple[Spreadsheet, ...]]:
    """The page with a path of its spreadsheet in each table that has rows, and those spreadsheets."""
    found: dict[str, Spreadsheet] = {}
    data = _link_tables(page.data, page_folder(page.path), found)
    return replace(page, data=data), tuple(found.values())


def _link_tables(value: Any, folder: PurePosixPath, found: dict[str, Spreadsheet]) -> Any:
    """`value` with every table in it linked; looks into tuples and into what pages are made of."""
    match value:
        case Table():
            return _link_table(value, folder, found) if value.rows else value
        case tuple():
            parts = tuple(_link_tables(part, folder, found) for part in value)
            return value if _are_same(parts, value) else parts
        case _ if is_dataclass(value) and type(value).__module__ == page_data.__name__:
            named = {
                field.name: _link_tables(getattr(value, field.name), folder, found) for field in fields(value)
            }
            changed = {name: part for name, part in named.items() if part is not getattr(value, name)}
            return replace(value, **changed) if changed else value  # type: ignore[type-var]  # no class, by its module
        case _:
            return value


def _are_same(parts: Iterable[Any], value: Iterable[Any]) -> bool:
    return all(part is one for part, one in zip(parts, value, strict=True))


def _link_table(table: Table, folder: PurePosixPath, found: dict[str, Spreadsheet]) -> Table:
    path, number = str(folder / f"{table.id}.csv"), 1
    while path in found:
        number += 1
        path = str(folder / f"{table.id}-{number}.csv")
    rows = tuple(
        tuple(_parse_cell(cell, column in table.numeric) for column, cell in enumerate(row.cells))
        for row in table.rows
    )
    found[path] = Spreadsheet(path, table.columns, rows)
    return replace(table, csv=path)


def _parse_cell(text: str, is_numeric: bool) -> Cell:
    """A number where a column of numbers holds one as people read it ("1,151"), else the text."""
    if not is_numeric:
        return text
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


_STANDING = ("as_of", "audience", "valid_until", "illustrative")
_PROMISES = (
    *("agent", "promise", "text", "severity", "verdict", "status", "k", "n", "n_eff"),
    *("estimate", "low", "high", "level", "method", "unit", "reason", "evidence", *_STANDING),
)
_LIMITATIONS = ("agent", "rule", "severity", "text", "removed_by", "about", *_STANDING)


def compose_spreadsheets(report: Report, agent: AgentReport) -> tuple[Spreadsheet, ...]:
    """Both spreadsheets of `agent`; each row carries day, audience and expiry, so that none travels without them."""
    until = agent.valid_until.day
    standing = (report.as_of.isoformat(), report.audience.value, until.isoformat() if until else None)
    promises = tuple(
        (
            agent.id,
            *_make_obligation_row(obligation),
            *standing,
            _say_yes_or_no(obligation.illustrative or obligation.illustrative_evidence),
        )
        for obligation in agent.findings.obligations
    )
    limitations = tuple(
        (agent.id, *_make_limitation_row(one), *standing, _say_yes_or_no(agent.illustrative))
        for one in agent.limitations.triggered
    )
    return (
        Spreadsheet(paths.promises_csv(agent.id), _PROMISES, promises),
        Spreadsheet(paths.limitations_csv(agent.id), _LIMITATIONS, limitations),
    )


def _make_obligation_row(one: ObligationResult) -> tuple[Cell, ...]:
    found = one.quantity
    head = (one.ref, one.promise, one.severity.value, one.verdict.value)
    if not isinstance(found, Measured):
        absent: tuple[Cell, ...] = (None,) * 9
        return (*head, found.status.value, *absent, found.reason, _join_names(one.pooled))
    counts = (found.k, found.n, found.n_eff)
    limits = (
        _replace_infinite(found.value),
        _replace_infinite(found.low),
        _replace_infinite(found.high),
        found.level,
    )
    return (
        *head,
        found.status.value,
        *counts,
        *limits,
        found.method,
        found.unit,
        None,
        _join_names(one.pooled),
    )


def _make_limitation_row(one: Limitation) -> tuple[Cell, ...]:
    return (one.rule, one.severity.value, one.text, one.removed_by, _join_names(one.subjects))


def _replace_infinite(value: float | None) -> Cell:
    return "infinite" if value is not None and math.isinf(value) else value


def _join_names(names: tuple[str, ...]) -> str:
    return "; ".join(names)


def _say_yes_or_no(flag: bool) -> str:
    return "yes" if flag else "no"
