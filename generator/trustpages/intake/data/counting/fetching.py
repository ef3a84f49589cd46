"""Values of SQL expressions over a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def fetch_rows(
    connection: DuckDBPyConnection, expressions: Sequence[str], source: str, grouping: str = ""
) -> list[tuple[Any, ...]]:
    """The values of the expressions, in order; what several questions ask alike is asked once."""
    distinct = {expression: place for place, expression in enumerate(dict.fromkeys(expressions))}
    sql = f"SELECT {', '.join(distinct)} FROM {source} {grouping}"  # noqa: S608  # quoted by who wrote the parts
    rows = connection.execute(sql).fetchall()
    if len(distinct) == len(expressions):
        return rows
    places = [distinct[expression] for expression in expressions]
    return [tuple(row[place] for place in places) for row in rows]
