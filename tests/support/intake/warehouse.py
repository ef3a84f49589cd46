"""Tables of runs as a warehouse has them, what loops of Python make of them, and the same asked of DuckDB."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from trustpages.intake.data.aggregates.contract import EVENT
from trustpages.intake.data.warehouse.contract_query import write_query
from trustpages.intake.data.warehouse.dialects import DIALECTS
from trustpages.model.documents.items.data_file import Data

DAYS = (date(2026, 6, 1), date(2026, 6, 28))
TABLE = "runs"
COLUMNS = {
    "started": "TIMESTAMP",
    "customer": "VARCHAR",
    "language": "VARCHAR",
    "settled": "VARCHAR",
    "passed": "BOOLEAN",
    "seconds": "DOUBLE",
    "kind": "VARCHAR",
}

DATA = Data.model_validate(
    {
        "table": TABLE,
        "where": {"column": "kind", "equals": "run"},
        "success": {"column": "settled", "equals": "yes"},
        "outcomes": {
            "passed": {"column": "passed", "equals": True},
            "fast": {"column": "seconds", "at_most": 0.9},
            "slow": {"column": "seconds", "at_least": 1},
            "odd": {"column": "seconds", "is_in": [0.1, 3]},
            "either": {"column": "settled", "is_in": ["yes", "it's so"]},
        },
        "event": {"column": "settled", "equals": "it's so"},
        "cluster": "customer",
        "stratum": "language",
        "at": "started",
    }
)
"""All that an item can say of a table."""

Row = dict[str, Any]


def make_rows(count: int, seed: int = 1) -> list[Row]:
    """So many rows that hold all that a warehouse may: gaps, other rows, quotes, days at the edge of a window."""
    state = seed

    def draw(most: int) -> int:
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % most

    return [
        {
            "started": f"2026-06-{1 + draw(28):02} {draw(24):02}:{draw(60):02}:00",
            "customer": f"c'{draw(count // 5 + 2)}",
            "language": ("de", "en", 'x"y')[draw(3)],
            "settled": ("yes", "no", "it's so", None, "yes", "yes", "")[draw(7)],
            "passed": (True, False, None, True)[draw(4)],
            "seconds": (0.1, 0.9, 0.9000001, 1.0, 3.0, None, 1e300)[draw(7)],
            "kind": ("run", "run", "run", "note", None)[draw(5)],
        }
        for _ in range(count)
    ]


def make_table(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], name: str = TABLE) -> None:
    """The rows as a table of DuckDB."""
    columns = ", ".join(f"{column} {kind}" for column, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE {name} ({columns})")
    if rows:
        insert = f"INSERT INTO {name} VALUES ({', '.join('?' for _ in COLUMNS)})"  # noqa: S608  # a name of a test
        connection.executemany(insert, [[row[column] for column in COLUMNS] for row in rows])


def ask_duckdb(rows: Sequence[Row], data: Data = DATA, *, named: bool = False) -> list[Row]:
    """What the printed query finds in a table of these rows."""
    with duckdb.connect(":memory:") as connection:
        make_table(connection, rows)
        query = write_query(data, DIALECTS["duckdb"], DAYS, named=named)
        if query.prelude:
            connection.execute(query.prelude)
        found = connection.execute(query.sql)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def name_runs(rows: Sequence[Row]) -> list[Row]:
    """The rows with names that tell them apart; numbers would be taken for none."""
    return [{"name": hashlib.sha256(f"{number}".encode()).hexdigest()[:12], **row} for number, row in enumerate(rows)]


def write_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else ["k"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read_cell(predicate: Any, cell: Any) -> bool | None:
    """Whether a cell of a typed column meets a condition; None where it is empty."""
    if cell is None or cell == "":
        return None
    if predicate.at_least is not None:
        return bool(cell >= predicate.at_least)
    if predicate.at_most is not None:
        return bool(cell <= predicate.at_most)
    return cell in predicate.is_in if predicate.is_in is not None else bool(cell == predicate.equals)


def add_up(rows: Sequence[Row], data: Data = DATA, *, named: bool = False) -> list[tuple[Any, ...]]:
    """The contract by loops: outcome, stratum, first, last, k, n, unknown, clusters, k2, n2, kn; in order."""
    conditions = {"success": data.success, **data.outcomes, EVENT: data.event}
    counts: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [None, None, 0, 0, 0])
    for row in rows:
        if data.where is not None and not read_cell(data.where, row[data.where.column]):
            continue
        day = row[data.at][:10] if data.at else None
        for outcome, predicate in conditions.items():
            if predicate is None:
                continue
            good = read_cell(predicate, row[predicate.column])
            for stratum in {None, row[data.stratum]} if data.stratum else {None}:
                sums = counts[outcome, stratum, row[data.cluster] if data.cluster else None, day if named else None]
                if day is not None:
                    sums[0], sums[1] = min(filter(None, (sums[0], day))), max(filter(None, (sums[1], day)))
                sums[2] += good is True
                sums[3] += good is not None
                sums[4] += good is None
    alike: dict[tuple[Any, ...], int] = defaultdict(int)
    for (outcome, stratum, cluster, _), sums in counts.items():
        alike[outcome, stratum, cluster if named else None, *sums] += 1
    return sorted(
        (
            (outcome, stratum, first, last, c * k, c * n, c * unknown, c, c * k * k, c * n * n, c * k * n)
            for (outcome, stratum, _, first, last, k, n, unknown), c in alike.items()
        ),
        key=repr,
    )


def sort_found(rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """The same of the rows that a warehouse returned, none of which has a cell that cannot be read."""
    names = ("outcome", "stratum", "first", "last", "k", "n", "unknown", "clusters", "k2", "n2", "kn")
    assert not any(int(row["unreadable"]) for row in rows)
    found = [
        tuple(
            row[name]
            if name in ("outcome", "stratum")
            else (str(row[name])[:10] if row[name] is not None else None)
            if name in ("first", "last")
            else int(row[name])
            for name in names
        )
        for row in rows
    ]
    return sorted(found, key=repr)


ITEM = """\
kind: bundle
schema: trustpages/1
id: june
agent: {agent}
visibility: public
producer: {{name: Acme, relationship: vendor}}
collected: {{from: 2026-06-01, to: 2026-06-28}}
items:
  - kind: runs
    id: june-runs
    setting: production
    selection: all
    method: deterministic
    data:
      table: {table}  # in the warehouse
      where: {{column: kind, equals: run}}
      success: {{column: settled, equals: 'yes'}}
      cluster: customer
      at: started
"""


TRUST = """\
kind: trust
schema: trustpages/1
publisher: {{name: Acme}}
as_of: 2026-07-01
connections: {{prod: {{backend: {backend}}}}}
"""


def write_item(root: Path, *, backend: str = "duckdb", table: str = TABLE) -> Path:
    """A workspace with an item whose rows stand in a warehouse, and with a connection to that."""
    agent = next(path.parent.name for path in sorted(root.glob("evidence/*/agent.yml")))
    bundles = root / "evidence" / agent / "bundles"
    bundles.mkdir(exist_ok=True)
    (bundles / "june.yml").write_text(ITEM.format(agent=agent, table=table))
    (root / "trust.yml").write_text(TRUST.format(backend=backend))
    return root
