"""The process in which a driver works: reads an order from stdin, answers with JSON, and lets nothing else out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any


def connect(backend: str, prefix: str, environment: Mapping[str, str]) -> Any:  # a backend of ibis, which has no types
    """A connection with the parameters that the environment holds under the prefix."""
    import ibis

    given = {
        name.removeprefix(prefix).lower(): int(value) if value.isdecimal() else value
        for name, value in sorted(environment.items())
        if name.startswith(prefix)
    }
    return getattr(ibis, backend).connect(**given)


def fetch(found: Any, most: int) -> tuple[list[str], list[list[str | None]]]:  # each driver has a cursor of its own
    """The names of the columns and at most so many rows, of whatever a driver returns for a query."""
    columns: Iterable[Any]
    rows: Iterable[Sequence[Any]]
    if hasattr(found, "toLocalIterator"):  # Spark
        columns, rows = found.columns, found.toLocalIterator()
    elif hasattr(found, "fetchall"):  # DB-API
        columns, rows = [column[0] for column in found.description], found.fetchall()
    elif hasattr(found, "result_rows"):  # ClickHouse
        columns, rows = found.column_names, found.result_rows
    else:  # BigQuery
        columns, rows = [field.name for field in found.schema], (tuple(row.values()) for row in found)
    return [str(column) for column in columns], [[write_cell(cell) for cell in row] for row in islice(rows, most)]


def write_cell(cell: Any) -> str | None:  # as above
    """A cell as text: a whole number without a point, a day without a time."""
    if cell is None or cell != cell:  # only NaN, which stands for null, differs from itself
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | str):
        return str(cell)
    return str(int(cell)) if cell == int(cell) else str(cell)


def answer(order: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """The answer to an order, or the name of what went wrong."""
    try:
        connection = connect(order["backend"], order["prefix"], environment)
        *before, query = order["statements"]
        if order["backend"] == "bigquery":  # whose statements share nothing unless they are sent together
            before, query = [], ";\n".join((*before, query))
        for statement in before:
            connection.raw_sql(statement)
        columns, rows = fetch(connection.raw_sql(query), order["most"])
    except Exception as error:  # whatever a driver raises
        return {"error": f"{type(error).__module__}.{type(error).__qualname__}"}
    return {"columns": columns, "rows": rows}


def main() -> None:
    """Answers the order on stdin."""
    order = json.load(sys.stdin)
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what a driver prints may hold what it was given
        os.dup2(nowhere, stream)
    with channel:
        json.dump(answer(order, os.environ), channel)
        channel.flush()
    os._exit(0)  # a driver with threads of its own may never end


if __name__ == "__main__":
    main()
