"""Cells that can be read and hardly mean what the item says of them: each kind is a warning with its count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustpages.intake.data.opened_files import OpenedFile
from trustpages.intake.data.predicates import SqlColumn, quote_sql
from trustpages.intake.data.queries import NamedColumn
from trustpages.intake.data.scrutiny.schema_mismatches import find_place_of, get_texts
from trustpages.intake.data.tables import SqlTable
from trustpages.intake.messages.quoting import quote
from trustpages.model.documents.items.data_file import Data, Predicate
from trustpages.model.problem import Problem, ProblemLevel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FEWEST = 5
"""Cells below which it is no surprise that all of them meet a condition."""

_BLANKS = " \t\r\n\u00a0\u2007\u202f\u200b\ufeff"
_NOTHING_KNOWN = (
    "-", "--", "?", "missing", "n.a.", "n/a", "na", "nan", "nil", "none", "not available", "not recorded", "null",
    "tbd", "undefined", "unknown",
)  # fmt: skip
_WORDS = ", ".join(map(quote_sql, _NOTHING_KNOWN))
_SPELLINGS = (frozenset({"yes", "y", "true", "1", "1.0"}), frozenset({"no", "n", "false", "0", "0.0"}))


@dataclass(frozen=True, slots=True)
class CellCounts:
    """What the cells of one condition are: with a value, meeting it, nearly meeting it; above 1, and in between.

    `empty` ones hold nothing, `unsaid` ones a word for nothing.
    """

    known: int
    empty: int
    met: int
    near: int
    example: str | None
    unsaid: int
    word: str | None
    others: int
    numbers: int
    above_one: int
    most: float | None
    fractions: int


@dataclass(frozen=True, slots=True)
class DoubtfulCells:
    """What is doubtful about the cells of an item, as `FileRows` has it, and the warnings."""

    near: int = 0
    unsaid: int = 0
    presumed: int = 0
    always: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()


def find_doubtful_cells(
    file: OpenedFile, table: SqlTable, data: Data, named: Iterable[NamedColumn], connection: DuckDBPyConnection
) -> DoubtfulCells:
    """The cells that hardly mean what these conditions of an item say of them."""
    conditions = [column for column in named if column.condition is not None]
    if not conditions:
        return DoubtfulCells()
    pairs = [(condition, _count_cells(condition, table, connection)) for condition in conditions]
    always = (named.column for named, found in pairs if _is_always_met(named, found, pairs))
    outcomes = [found for named, found in pairs if named.path[0] in {"success", "outcomes"}]
    return DoubtfulCells(
        near=sum(found.near for _, found in pairs),
        unsaid=sum(found.unsaid for named, found in pairs if named.path == ("event",)),
        presumed=max((found.empty for found in outcomes), default=0) if data.null_is == "success" else 0,
        always=tuple(dict.fromkeys(always)),
        scales=tuple(filter(None, (_tell_other_scale(named, found) for named, found in pairs))),
        warnings=tuple(problem for pair in pairs for problem in _doubt(file, *pair, pairs)),
    )


def _tell_other_scale(named: NamedColumn, found: CellCounts) -> str:
    """That the cells of a condition are on another scale than its number; empty where they are not, or may not be."""
    # Cells below 1 beside a greater number may well be seconds.
    scale = _find_other_scale(named.condition, found) if named.condition is not None and found.above_one else ""
    return f"the cells of the column {quote(named.column)} {scale}" if scale else ""


def _count_cells(named: NamedColumn, table: SqlTable, connection: DuckDBPyConnection) -> CellCounts:
    cell, texts = table.columns[named.column], get_texts(named.condition)
    if texts:
        return _count_texts(cell, texts, table, connection)
    expressions = ", ".join(_list_of_numbers(named.condition, cell))
    # Every name and literal in these was quoted by `predicates` and `tables`.
    return CellCounts(*connection.execute(f"SELECT {expressions} FROM {table.sql}").fetchall()[0])  # noqa: S608


def _count_texts(
    cell: SqlColumn, texts: tuple[str, ...], table: SqlTable, connection: DuckDBPyConnection
) -> CellCounts:
    """The cells of a column of texts, each of which is of one kind."""
    folded = f"lower(trim(cell, {quote_sql(_BLANKS)}))"
    kinds = f"""CASE WHEN cell IS NULL THEN 'empty'
        WHEN cell IN ({", ".join(map(quote_sql, texts))}) THEN 'exact'
        WHEN {folded} IN ({", ".join(map(quote_sql, _list_spellings(texts)))}) THEN 'near'
        WHEN {folded} IN ({_WORDS}) THEN 'unsaid' ELSE 'other' END"""
    # Each text once: there are few, and to fold one takes longer than to read it. Quoted as above.
    each = f"(SELECT {cell.text} AS cell, count(*) AS n FROM {table.sql} GROUP BY cell)"  # noqa: S608
    rows = connection.execute(
        f"SELECT {kinds} AS kind, CAST(sum(n) AS BIGINT), min(cell) FROM {each} GROUP BY kind"  # noqa: S608
    ).fetchall()
    counts, examples = ({kind: values[place] for kind, *values in rows} for place in (0, 1))
    empty, exact, near, unsaid = (counts.get(kind, 0) for kind in ("empty", "exact", "near", "unsaid"))
    known = sum(counts.values()) - empty
    return CellCounts(
        known=known,
        empty=empty,
        met=exact,
        near=near,
        example=examples.get("near"),
        unsaid=unsaid,
        word=examples.get("unsaid"),
        others=known - exact,
        numbers=0,
        above_one=0,
        most=None,
        fractions=0,
    )


def _list_of_numbers(condition: Predicate | None, cell: SqlColumn) -> tuple[str, ...]:
    """The same over the rows, for a condition that holds cells against a number."""
    number = cell.number or f"TRY_CAST({cell.text} AS DOUBLE)"
    exact = f"coalesce({_compare_number(condition, number)}, false)"
    return (
        f"count({cell.text})",
        f"count(*) - count({cell.text})",
        f"count(*) FILTER ({exact})",
        *("0", "NULL", "0", "NULL"),
        f"count(*) FILTER ({cell.text} IS NOT NULL AND NOT ({exact}))",
        f"count({number})",
        f"count(*) FILTER ({number} > 1 AND isfinite({number}))",
        f"max({number}) FILTER (isfinite({number}))",
        f"count(*) FILTER ({number} > 0 AND {number} < 1)",
    )


def _list_spellings(texts: tuple[str, ...]) -> list[str]:
    """How else the texts may be written, in lower case without blanks around."""
    folded = {text.strip(_BLANKS).lower() for text in texts}
    more = (spellings for spellings in _SPELLINGS if folded & spellings)
    return sorted(folded.union(*more))


def _compare_number(condition: Predicate | None, number: str) -> str:
    if condition is None:
        return "false"
    if condition.at_least is not None:
        return f"{number} >= CAST({condition.at_least!r} AS DOUBLE)"
    if condition.at_most is not None:
        return f"{number} <= CAST({condition.at_most!r} AS DOUBLE)"
    return "false"  # truth values and numbers that are equal or not are told apart by their kind


def _doubt(
    file: OpenedFile, named: NamedColumn, found: CellCounts, every: list[tuple[NamedColumn, CellCounts]]
) -> Iterator[Problem]:
    condition = named.condition
    if condition is None:
        return

    def warn(code: str, sentence: str, remedy: str) -> Problem:
        return file.make_item_problem(named.item, find_place_of(named), code, sentence, remedy, ProblemLevel.WARNING)

    column = f"of the column {quote(named.column)} of {file.name}"
    if found.near and found.example is not None:
        cells = _count(found.near, "cell")
        wanted = " or ".join(map(quote, get_texts(condition)))
        sentence = f"{cells} {column} nearly {_verb(found.near, 'is', 'are')} {wanted} and "
        sentence += f"{_verb(found.near, 'does', 'do')} not count, such as {quote(found.example)}"
        yield warn("data-spelling", sentence, "write them all alike, or list every spelling in 'is_in'")
    if found.unsaid and found.word is not None:
        says, counts = _verb(found.unsaid, "says", "say"), _verb(found.unsaid, "counts", "count")
        sentence = f"{_count(found.unsaid, 'cell')} {column} {says} that nothing is known, such as "
        sentence += f"{quote(found.word)}, and {counts} as known not to meet the condition"
        yield warn("data-unsaid", sentence, "leave cells empty where nothing is known")
    scale = _find_other_scale(condition, found)
    if scale:
        sentence = f"the cells {column} {scale}"
        yield warn("data-scale", sentence, "write shares in the file and in the condition, or per cents in both")
    elif _is_always_met(named, found, every):
        sentence = f"all {found.known:,} cells {column} meet the condition, so it tells no run from another"
        yield warn("data-always-met", sentence, "look whether the column and the value are those that are meant")


def _find_other_scale(condition: Predicate, found: CellCounts) -> str:
    """What is odd about the cells beside the number that they are held against, as the end of a sentence."""
    line = condition.at_least if condition.at_least is not None else condition.at_most
    if line is None or found.most is None:
        return ""
    is_share = 0 < line < 1
    if is_share and found.above_one and (condition.at_least is not None or found.above_one == found.numbers):
        return f"go up to {found.most:g}, {found.above_one:,} of them above 1, and {line:g} is a share"
    if 1 < line <= 100 and found.fractions >= _FEWEST and not found.above_one:
        return f"go up to {found.most:g}, as shares do, and {line:g} is none"
    return ""


def _is_always_met(named: NamedColumn, found: CellCounts, every: list[tuple[NamedColumn, CellCounts]]) -> bool:
    if found.met < max(_FEWEST, found.known):
        return False
    # Where another condition names what the same column would hold otherwise, a perfect record is one.
    return not any(other.column == named.column and counts.met == 0 for other, counts in every if other is not named)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def _verb(number: int, singular: str, plural: str) -> str:
    return singular if number == 1 else plural
