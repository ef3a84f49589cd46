"""DuckDB connections that can read some files and do nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from trustpages.intake.data.predicates import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


class Connections:
    """Connections for a batch of opened files, one for each number of threads, made when it is first wanted.

    To open one takes longer than to count a small file, so the files of a batch share them. They may read the
    files at `paths` alone: no extensions, no network, no other file.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._allowed = ", ".join(map(literal, paths))
        self._held = ExitStack()
        self._open: dict[int, DuckDBPyConnection] = {}

    def with_threads(self, threads: int) -> DuckDBPyConnection:
        """The connection, in memory and in UTC, that works with so many threads."""
        if threads not in self._open:
            self._open[threads] = self._connected(threads)
        return self._open[threads]

    def drop(self) -> None:
        """Closes all of them, such as after an error, so that no file suffers from what happened at another."""
        self._open.clear()
        self._held.close()

    def _connected(self, threads: int) -> DuckDBPyConnection:
        import duckdb

        connection = self._held.enter_context(duckdb.connect(":memory:", config={"threads": threads}))
        for setting in (
            f"memory_limit = '{MEMORY}'",
            "temp_directory = ''",
            "TimeZone = 'UTC'",
            "preserve_insertion_order = true",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            f"allowed_paths = [{self._allowed}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.drop()
