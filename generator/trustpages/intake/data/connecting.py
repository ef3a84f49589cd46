"""A DuckDB connection that can read one file and do nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trustpages.intake.data.predicates import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


@contextmanager
def connected(path: str, threads: int) -> Iterator[DuckDBPyConnection]:
    """A connection in memory, in UTC, that may open `path` alone: no extensions, no network, no other file."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": threads}) as connection:
        for setting in (
            f"memory_limit = '{MEMORY}'",
            "temp_directory = ''",
            "TimeZone = 'UTC'",
            "preserve_insertion_order = true",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            f"allowed_paths = [{literal(path)}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        yield connection
