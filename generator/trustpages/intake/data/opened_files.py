"""Data files that were opened and checked, and DuckDB connections that can read those files and do nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from trustpages.intake.data.formats import FileFormat
from trustpages.intake.data.predicates import quote_sql
from trustpages.intake.data.rows import find_broken_rows
from trustpages.model.problem import Fault, Place, Problem, ProblemLevel
from trustpages.model.source_map import ValuePath

FindPlace: TypeAlias = Callable[[str, ValuePath], Place | None]
"""Where an item, `agent/item-id`, says something about its data: the place of a path inside `data`."""


def find_no_place(item: str, path: ValuePath) -> Place | None:
    """No place, for requests that come from no document."""
    del item, path
    return None


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """An opened data file: its path in the workspace, its format, the path by which it is read."""

    path: str
    format: FileFormat
    opened: str
    where: FindPlace = find_no_place

    @property
    def name(self) -> str:
        """Its name, for a sentence that stands elsewhere."""
        return PurePosixPath(self.path).name

    def problem(self, code: str, sentence: str, remedy: str, line: int = 0) -> Problem:
        """A problem in a line of the file, counted from 1, or with the file as a whole."""
        return Problem(Place(self.path, line, 1 if line else 0), code, sentence, remedy)

    def make_item_problem(
        self,
        item: str,
        path: ValuePath,
        code: str,
        sentence: str,
        remedy: str,
        level: ProblemLevel = ProblemLevel.ERROR,
    ) -> Problem:
        """A problem with what an item says about the file, at the place where it does."""
        return Problem(self.where(item, path) or Place(self.path, 1, 1), code, sentence, remedy, level)

    def find_broken(self) -> tuple[Problem, ...]:
        """The first lines that cannot be read, as problems; empty where none is found."""
        remedy = "correct the row, or write the file anew"
        return tuple(
            self.problem("data-row", reason, remedy, line)
            for line, reason in find_broken_rows(self.format.kind, self.opened)
        )

    def refuse(self, fault: Fault) -> Problem:
        """The fault as a problem with the file as a whole."""
        return fault.at(Place(self.path))


class Unanswerable(Exception):
    """Raised with the problems that leave a file without answers; caught inside this package."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)  # so that it can be sent from one process to another
        self.problems = problems


if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


class Connections:
    """Connections for a batch of opened files, one for each number of threads, made when it is first wanted.

    To open one takes longer than to count a small file, so the files of a batch share them. They may read the
    files at `paths` alone: no extensions, no network, no other file.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._allowed = ", ".join(map(quote_sql, paths))
        self._held = ExitStack()
        self._open: dict[int, DuckDBPyConnection] = {}

    def with_threads(self, threads: int) -> DuckDBPyConnection:
        """The connection, in memory and in UTC, that works with so many threads."""
        if threads not in self._open:
            self._open[threads] = self._connect(threads)
        return self._open[threads]

    def drop(self) -> None:
        """Closes all of them, such as after an error, so that no file suffers from what happened at another."""
        self._open.clear()
        self._held.close()

    def _connect(self, threads: int) -> DuckDBPyConnection:
        import duckdb  # late: a command without data files ends before it is imported

        connection = self._held.enter_context(duckdb.connect(":memory:", config={"threads": threads}))
        for setting in (
            # A file that somebody else wrote must not take the machine's memory, nor its disk instead.
            f"memory_limit = '{MEMORY}'",
            "temp_directory = ''",
            "TimeZone = 'UTC'",
            "preserve_insertion_order = true",  # so that numbers of rows are those of the file
            # Reading may neither download code nor open a second file or an address.
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            f"allowed_paths = [{self._allowed}]",
            "enable_external_access = false",
            "enable_progress_bar = false",  # it would write to the terminal, or into what a command prints
            "lock_configuration = true",  # last, since nothing can be set after it
        ):
            connection.execute(f"SET {setting}")
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()
