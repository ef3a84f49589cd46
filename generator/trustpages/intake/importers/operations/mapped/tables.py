"""Rows of a foreign file by a mapping: checked as those of a data file are, then read cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from trustpages.intake.data.formats import FileFormat, find_format
from trustpages.intake.data.opened_files import Connections
from trustpages.intake.data.predicates import Scan, read_outcome
from trustpages.intake.data.requests import run_requests
from trustpages.intake.data.tables import NUMBER_OF_ROW, SqlTable, describe_table
from trustpages.intake.importers.importer import Doubt
from trustpages.intake.importers.inputs import InputFile
from trustpages.intake.messages.quoting import join_names, quote, quote_path, suggest_nearest
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, RowColumns
from trustpages.model.documents.items.mapping import RowMapping
from trustpages.model.problem import Fault, Place, Problem, ProblemLevel
from trustpages.model.source_map import Located, ValuePath

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS: Final = 2_000_000
_FOLDER: Final = "rows"
_ITEM: Final = "mapping/rows"

Expressions: TypeAlias = Callable[[SqlTable, Scan], Sequence[str]]
"""The cells that are wanted of each row, as SQL over the columns of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedRows:
    """A mapping with the name of its item and the places of its keys."""

    mapping: RowMapping
    name: str
    places: Located


@dataclass(frozen=True, slots=True)
class CellRows:
    """The rows of a file that were chosen, each its number and the cells asked for; `others` were not chosen."""

    rows: Sequence[tuple[Any, ...]]
    others: int = 0
    doubts: tuple[Doubt, ...] = field(default=())


def sum_up(problems: Sequence[Problem]) -> Fault:
    """The first of some problems as what stops the import, with its place and how many more there are."""
    first = problems[0]
    more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
    return Fault(first.code, f"{first.place}: {first.sentence}{more}", first.remedy)


def read_cells(
    file: InputFile, rows: MappedRows, wanted: Sequence[str], checks: Sequence[DataRequest], expressions: Expressions
) -> CellRows | Fault:
    """The cells of each chosen row, in the order of the file.

    `wanted` are the columns that the expressions read; `checks` are what the file must be able to answer, of data that
    `describe_data` made.
    """
    format_ = find_format(file.name)
    if isinstance(format_, Fault):
        return Fault(format_.code, f"{quote_path(file.path)}: {format_.sentence}", format_.remedy)
    with _put_down(file, format_) as path:
        checked = _check(file, rows, path, checks)
        if isinstance(checked, Fault):
            return checked
        with Connections([str(path)]) as connections:
            found = _select(file, rows, format_, path, wanted, expressions, connections.with_threads(1))
    return found if isinstance(found, Fault) else replace(found, doubts=checked)


def describe_data(file: InputFile, columns: RowColumns, **more: Any) -> Data | Fault:
    """The columns of a mapping as the key `data` of an item would have them, of this file."""
    format_ = find_format(file.name)
    if isinstance(format_, Fault):
        return Fault(format_.code, f"{quote_path(file.path)}: {format_.sentence}", format_.remedy)
    shared = {name: getattr(columns, name) for name in RowColumns.model_fields}
    return Data(file=_name(format_), **{**shared, **more})


def ask(data: Data, outcome: str | None = None, value: str | None = None) -> DataRequest:
    """A question to the file of these data."""
    return DataRequest(_ITEM, _FOLDER, data, outcome=outcome, value=value)


def _name(format_: FileFormat) -> str:
    return f"input.{format_.kind}{'.gz' if format_.gzip else ''}"


@contextmanager
def _put_down(file: InputFile, format_: FileFormat) -> Iterator[Path]:
    """The bytes as a file in a folder of its own, which is gone afterwards: DuckDB reads files alone."""
    with TemporaryDirectory(prefix="trustpages-import-") as folder:
        path = Path(folder, _FOLDER, _name(format_))
        path.parent.mkdir()
        path.write_bytes(file.content)
        yield path


def _check(file: InputFile, rows: MappedRows, path: Path, checks: Sequence[DataRequest]) -> tuple[Doubt, ...] | Fault:
    def find_place(_: str, where: ValuePath) -> Place:
        return rows.places.place_of(where)

    answers, problems = run_requests(path.parents[1], tuple(checks), where=find_place)
    shown = [_put_in_place(problem, file, path) for problem in problems]
    errors = [problem for problem in shown if problem.level is ProblemLevel.ERROR]
    if errors:
        return sum_up(errors)
    read = max((answer.file.read for answer in answers.values() if answer.file), default=0)
    if read > MOST_ROWS:
        sentence = f"{quote_path(file.path)} holds {read:,} rows, more than {MOST_ROWS:,}"
        return Fault("import-too-large", sentence, "put the file beside the bundle, and point `data` at it")
    return tuple(Doubt(kind=problem.code, sentence=problem.sentence) for problem in shown)


def _put_in_place(problem: Problem, file: InputFile, path: Path) -> Problem:
    """The problem, about the file that was named instead of the one that was put down."""
    place = problem.place
    if place.file == f"{_FOLDER}/{path.name}":
        place = replace(place, file=file.path)
    return replace(problem, place=place, sentence=problem.sentence.replace(path.name, file.name))


def _select(
    file: InputFile,
    rows: MappedRows,
    format_: FileFormat,
    path: Path,
    wanted: Sequence[str],
    expressions: Expressions,
    connection: DuckDBPyConnection,
) -> CellRows | Fault:
    import duckdb

    where = rows.mapping.where
    names = {*wanted, *([where.column] if where else ())}
    try:
        table = describe_table(format_, str(path), names, connection, rows.mapping.rows)
        if isinstance(table, Fault):
            return Fault(table.code, f"{quote_path(file.path)}: {table.sentence}", table.remedy)
        missing = next((name for name in wanted if name not in table.columns), None)
        if missing is not None:
            remedy = suggest_nearest(missing, table.columns, f"known: {join_names(table.columns)}")
            return Fault("data-column", f"no column {quote(missing)} in {quote_path(file.path)}", remedy)
        read = connection.execute(f"SELECT count(*) FROM {table.sql}").fetchall()[0][0]  # noqa: S608  # quoted there
        if where is not None:
            chosen = Scan(prefix="trustpages_where")
            table = table.choose(chosen, read_outcome(where, table.columns[where.column], chosen))
        scan = Scan()
        number = scan.name(NUMBER_OF_ROW)
        cells = ", ".join((number, *expressions(table, scan)))
        # Every name and literal in these was quoted where it was made.
        found = connection.execute(f"SELECT {cells} FROM {scan.sql(table.numbered)} ORDER BY {number}").fetchall()  # noqa: S608
    except duckdb.Error:
        return Fault("data-unreadable", f"{quote_path(file.path)} cannot be read", "write it anew, or split it")
    return CellRows(found, read - len(found))
