"""Spreadsheets: every table of a page as CSV beside it, and the obligations and limitations of an agent.

A table of a page has its figures as they are printed there; those of an agent have them as computed, unrounded.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

from trustpages.compose import paths
from trustpages.compose.wording.said import say
from trustpages.model.measured import Measured
from trustpages.model.pages.blocks import Block, Definitions, Panel, Section, Table
from trustpages.model.pages.page import Cell, Page, Spreadsheet, page_folder
from trustpages.model.pages.values import Said
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import SEVERITIES, VERDICTS


def link_spreadsheets(page: Page) -> tuple[Page, tuple[Spreadsheet, ...]]:
    """The page with a path of its spreadsheet in each table that has rows, and those spreadsheets."""
    sheets: dict[str, Spreadsheet] = {}
    folder = page_folder(page.path)
    sections = tuple(_link_within(section, folder, sheets) for section in page.sections)
    return replace(page, sections=sections) if sheets else page, tuple(sheets.values())


_T = TypeVar("_T", Section, Panel)


def _link_within(block: _T, folder: PurePosixPath, sheets: dict[str, Spreadsheet]) -> _T:
    before = len(sheets)
    blocks = _link_tables(block.blocks, folder, sheets)
    return replace(block, blocks=blocks) if len(sheets) > before else block


def _link_tables(blocks: tuple[Block, ...], folder: PurePosixPath, sheets: dict[str, Spreadsheet]) -> tuple[Block, ...]:
    linked: list[Block] = []
    for block in blocks:
        match block:
            # Of one that is cut short, the spreadsheet stands with the whole table.
            case Table() if block.rows and block.shown is None:
                rows = tuple(tuple(map(to_cell, row.cells)) for row in block.rows)
                linked.append(replace(block, csv=_add_spreadsheet(block.id, block.columns, rows, folder, sheets)))
            case Definitions() if block.entries:
                path = _add_spreadsheet(block.id, block.columns, block.entries, folder, sheets)
                linked.append(replace(block, csv=path))
            case Section():
                linked.append(_link_within(block, folder, sheets))
            case Panel():
                linked.append(_link_within(block, folder, sheets))
            case _:
                linked.append(block)
    return tuple(linked)


def _add_spreadsheet(
    name: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    folder: PurePosixPath,
    sheets: dict[str, Spreadsheet],
) -> str:
    """Adds a spreadsheet to those of the page, and returns its path."""
    path, number = str(folder / f"{name}.csv"), 1
    # Tables of one page may share an id, and neither file may replace the other.
    while path in sheets:
        number += 1
        path = str(folder / f"{name}-{number}.csv")
    sheets[path] = Spreadsheet(path, columns, rows)
    return path


def to_cell(said: Said) -> Cell:
    """A value as programs read it: counts as numbers, days as `YYYY-MM-DD`, all else in words."""
    match said:
        case int():
            return said
        case date():
            return said.isoformat()
    return say(said)


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
        (agent.id, *_make_limitation_row(limitation), *standing, _say_yes_or_no(agent.illustrative))
        for limitation in agent.limitations.triggered
    )
    return (
        Spreadsheet(paths.promises_csv(agent.id), _PROMISES, promises),
        Spreadsheet(paths.limitations_csv(agent.id), _LIMITATIONS, limitations),
    )


def _make_obligation_row(result: ObligationResult) -> tuple[Cell, ...]:
    quantity = result.quantity
    head = (result.ref, result.promise, SEVERITIES[result.severity].in_sentence, VERDICTS[result.verdict].in_sentence)
    if not isinstance(quantity, Measured):
        absent: tuple[Cell, ...] = (None,) * 9
        return (*head, quantity.status.value, *absent, quantity.reason, _join_names(result.pooled))
    counts = (quantity.k, quantity.n, quantity.n_eff)
    limits = (
        _replace_infinite(quantity.value),
        _replace_infinite(quantity.low),
        _replace_infinite(quantity.high),
        quantity.level,
    )
    return (
        *head,
        quantity.status.value,
        *counts,
        *limits,
        quantity.method,
        quantity.unit,
        None,
        _join_names(result.pooled),
    )


def _make_limitation_row(limitation: Limitation) -> tuple[Cell, ...]:
    return (
        limitation.rule,
        SEVERITIES[limitation.severity].in_sentence,
        limitation.text,
        limitation.removed_by,
        _join_names(limitation.subjects),
    )


def _replace_infinite(value: float | None) -> Cell:
    # Programs disagree on how a number without limit is written; a word is read the same by all.
    return "infinite" if value is not None and math.isinf(value) else value


def _join_names(names: tuple[str, ...]) -> str:
    return "; ".join(names)


def _say_yes_or_no(flag: bool) -> str:
    return "yes" if flag else "no"
