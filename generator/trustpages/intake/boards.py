"""Scoreboards: the rows of a comparison from a CSV or JSONL file beside the benchmark, each fault at its line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from pydantic import ValidationError

from trustpages.intake.checks.items import find_data_file
from trustpages.intake.data.formats import PEEKED, recognise_content
from trustpages.intake.files.workspace_folder import DataFile
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.intake.messages.written_numbers import explain_number
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.benchmarks.boards import Board, Comparison, ComparisonRow
from trustpages.model.problem import Fault, Place, Problem
from trustpages.model.source_map import ValuePath

MOST_ROWS = 10_000

Cells: TypeAlias = Mapping[str, Any]
"""A row by column, as the file has it."""


def read_boards(
    document: LoadedDocument, data: Mapping[str, DataFile | Fault]
) -> tuple[LoadedDocument, tuple[Problem, ...]]:
    """The document with the rows of its scoreboards, and what is wrong with the rows of its comparisons.

    Any document that is no benchmark is returned as it is.
    """
    benchmark = document.model
    if not isinstance(benchmark, Benchmark):
        return document, ()
    filled, problems = [], []
    for number, comparison in enumerate(benchmark.comparisons):
        path: ValuePath = ("comparisons", number)
        if comparison.board is None:
            filled.append(comparison)
            problems += [
                Problem(document.source.place_of((*path, "rows", index)), code, sentence, remedy)
                for index, code, sentence, remedy in _check_rows(comparison)
            ]
            continue
        board = comparison.board
        file = find_data_file(document, (*path, "board"), board.file, board.sha256, data)
        if isinstance(file, DataFile):
            with_rows, faults = _read_board(comparison, board, file)
            filled.append(with_rows)
            problems += faults
        elif file is not None:
            problems.append(file)
    model = benchmark.model_copy(update={"comparisons": tuple(filled)})
    return replace(document, model=model), tuple(problems)


def _check_rows(comparison: Comparison) -> Iterator[tuple[int, str, str, str]]:
    """Position, code, sentence and remedy of every row that contradicts its comparison or another row."""
    first: dict[tuple[str, str | None, int | None], int] = {}
    for index, row in enumerate(comparison.rows):
        for sentence in comparison.explain_impossible(row):
            yield index, "impossible-count", sentence, "correct the number, or name the unit of the comparison"
        key = row.name_key, row.version, row.trials
        earlier = first.setdefault(key, index)
        # Versions are a series in which one may be measured again; agents are observations that would count twice.
        if comparison.of == "agents" and earlier != index:
            sentence = f"{quote(row.agent)} stands in row {earlier + 1} as well"
            remedy = "keep one of the rows, or tell them apart by 'version' or 'trials'"
            yield index, "duplicate-entrant", sentence, remedy


def _read_board(comparison: Comparison, board: Board, data: DataFile) -> tuple[Comparison, list[Problem]]:
    rows: list[ComparisonRow] = []
    lines: list[int] = []
    problems: list[Problem] = []
    try:
        for line, cells in _read_cells(data):
            row = _read_row(board, cells, Place(data.path, line, 1))
            if isinstance(row, ComparisonRow):
                rows.append(row)
                lines.append(line)
            else:
                problems += row
    except _UnreadableBoard as error:
        return comparison, [*problems, error.problem]
    # As if the rows stood in the document: what is written from it, and read again, needs no file.
    filled = comparison.model_copy(update={"rows": tuple(rows), "board": None})
    for index, code, sentence, remedy in _check_rows(filled):
        problems.append(Problem(Place(data.path, lines[index], 1), code, sentence, remedy))
    if not rows and not problems:
        remedy = "put a row for each agent below the names of the columns"
        problems.append(Problem(Place(data.path), "data-empty", "the file holds no row", remedy))
    return filled, problems


class _UnreadableBoard(Exception):
    """The file cannot be read any further."""

    def __init__(self, place: Place, code: str, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(place, code, sentence, remedy)


def _read_cells(data: DataFile) -> Iterator[tuple[int, Cells]]:
    """Every row with the line on which it begins."""
    place, ending = Place(data.path), PurePosixPath(data.path).suffix.lower()
    if data.content is None:
        sentence, remedy = "the file is too large for a scoreboard", "keep the rows that are compared"
        raise _UnreadableBoard(place, "path-too-large", sentence, remedy)
    if (fault := recognise_content(data.content[:PEEKED])) is not None:
        raise _UnreadableBoard(place, fault.code, fault.sentence, fault.remedy)
    try:
        text = data.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.content.count(b"\n", 0, error.start) + 1
        raise _UnreadableBoard(Place(data.path, line, 1), "data-row", "it is not UTF-8", "save it as UTF-8") from None
    if ending == ".csv":
        yield from _read_csv(text, data.path)
    elif ending in {".jsonl", ".ndjson"}:
        yield from _read_jsonl(text, data.path)
    else:
        sentence = f"a scoreboard does not end in {quote(ending)}"
        raise _UnreadableBoard(place, "data-format", sentence, "save it as .csv or .jsonl")


def _read_csv(text: str, file: str) -> Iterator[tuple[int, Cells]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        names = next(reader, None)
        if names is None:
            raise _UnreadableBoard(Place(file), "data-empty", "the file is empty", "name the columns in its first line")
        if len(set(names)) < len(names):
            twice = join_names(sorted({name for name in names if names.count(name) > 1}))
            raise _UnreadableBoard(Place(file, 1, 1), "data-column", f"a column stands twice: {twice}", "rename one")
        line = reader.line_num + 1
        for number, values in enumerate(reader):
            if number >= MOST_ROWS:
                raise _too_many(file, line)
            if values and len(values) != len(names):
                sentence = f"the row has {len(values)} values, there are {len(names)} columns"
                raise _UnreadableBoard(Place(file, line, 1), "data-row", sentence, "correct the row")
            if values:
                yield line, dict(zip(names, values, strict=True))
            line = reader.line_num + 1
    except csv.Error as error:
        sentence = f"the row cannot be read: {error}"
        raise _UnreadableBoard(Place(file, line, 1), "data-row", sentence, "correct it") from None


def _read_jsonl(text: str, file: str) -> Iterator[tuple[int, Cells]]:
    for line, content in enumerate(text.split("\n"), 1):
        if line > MOST_ROWS:
            raise _too_many(file, line)
        if not content.strip():
            continue
        try:
            cells = json.loads(content, parse_constant=lambda name: name)
        except (ValueError, RecursionError):
            cells = None
        if not isinstance(cells, dict):
            sentence = "the line is no JSON object"
            raise _UnreadableBoard(Place(file, line, 1), "data-row", sentence, "write one object a line")
        yield line, cells


def _too_many(file: str, line: int) -> _UnreadableBoard:
    sentence = f"a scoreboard has at most {MOST_ROWS:,} rows"
    return _UnreadableBoard(Place(file, line, 1), "path-too-large", sentence, "keep the rows that are compared")


def _read_row(board: Board, cells: Cells, place: Place) -> ComparisonRow | list[Problem]:
    """The row, or everything that is wrong with it; an empty cell says nothing."""
    columns = {key: column for key, column in board.columns.model_dump().items() if column is not None}
    missing = [column for column in columns.values() if column not in cells]
    if missing:
        remedy = suggest_nearest(missing[0], list(cells), f"the columns are {join_names(list(cells))}")
        return [Problem(place, "data-column", f"there is no column {quote(missing[0])}", remedy)]
    values: dict[str, Any] = {}
    problems = []
    for key, column in columns.items():
        value = _read_cell(key, cells[column], is_percent=_SCALES.get(key, key) in board.percent)
        if isinstance(value, Fault):
            problems.append(value.at(place))
        elif value is not None:
            values[key] = value
    if problems:
        return problems
    values["ours"] = values.get("agent") in board.ours
    try:
        return ComparisonRow.model_validate(values)
    except ValidationError as error:
        remedy = "correct the row, or the names of its columns in the comparison"
        return [
            Problem(place, "data-row", f"{_name_column(columns, fault['loc'])}{fault['msg']}", remedy)
            for fault in error.errors(include_url=False)
        ]


def _name_column(columns: Mapping[str, str], path: tuple[int | str, ...]) -> str:
    key = str(path[0]) if path else ""
    return f"column {quote(columns.get(key, key))}: " if key else ""


_NUMBERS = frozenset({"score", "low", "high", "outcome"})
_SCALES = {"low": "score", "high": "score"}  # limits are printed as the score is
_COUNTS = frozenset({"n_tasks", "trials", "rank", "successes", "runs"})


def _read_cell(key: str, cell: Any, *, is_percent: bool) -> Any:
    """The value of a cell for that key of a row: None where it is empty, a Fault where it cannot be read."""
    text = "" if cell is None else str(cell).strip()
    if not text:
        return None
    if key in _NUMBERS | _COUNTS:
        number = _read_number(text.removesuffix("%") if is_percent else text)
        if number is None or isinstance(cell, bool):
            remedy = explain_number(text) or f"write the {key} as a number, or leave it empty"
            return Fault("data-row", f"{quote(text)} is no number", remedy)
        if key in _NUMBERS:
            # By decimal places, so that 57 % is 0.57 and not a neighbour of it.
            return float(number.scaleb(-2) if is_percent else number)
        if number != int(number):
            return Fault("data-row", f"{quote(text)} is no whole number", f"write the {key} as a whole number")
        return int(number)
    if key == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Fault("data-row", f"{quote(text)} is no date", "write it as 2026-11-30")
    return text


def _read_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 300 else None
