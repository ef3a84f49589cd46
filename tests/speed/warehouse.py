"""How long a table of very many runs takes to add up in place, by the query that `evidence snapshot` asks of DuckDB.

Run it with `make speed-warehouse`, or `make speed-warehouse ROWS='10000000 100000000'`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from speed.peak import run
from trustpages.intake.data.warehouse.contract_query import write_query
from trustpages.intake.data.warehouse.dialects import DIALECTS
from trustpages.model.documents.items.data_file import Data

_TESTS = Path(__file__).resolve().parents[1]
_DAYS = (date(2026, 4, 1), date(2026, 6, 29))
_PIECE = 10_000_000
_RUNS_OF_A_CUSTOMER = 20
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "800MB",
    "threads": 2,
    "preserve_insertion_order": False,
}

DATA = Data.model_validate(
    {
        "table": '"lake/*/*.parquet"',
        "success": {"column": "settled", "equals": "yes"},
        "cluster": "customer",
        "at": "started",
    }
)


def write_lake(rows: int, folder: Path) -> int:
    """So many runs in partitions by month, written piece by piece; the bytes that they take."""
    lake = folder / "lake"
    with duckdb.connect(":memory:", config={"memory_limit": "4GB"}) as connection:
        for begin in range(0, rows, _PIECE):
            here = min(_PIECE, rows - begin)
            connection.execute(
                "COPY (SELECT DATE '2026-04-01' + CAST(i % 90 AS INTEGER) AS started, "  # noqa: S608
                f"'c' || (i * 7919 % {max(rows // _RUNS_OF_A_CUSTOMER, 1)}) AS customer, "
                "CASE WHEN hash(i) % 50 = 0 THEN NULL WHEN hash(i) % 10 < 8 THEN 'yes' ELSE 'no' END AS settled, "
                f"'m' || (i % 90 // 30) AS month FROM range({begin}, {begin + here}) t(i)) "
                f"TO '{lake}' (FORMAT parquet, PARTITION_BY (month), APPEND)"
            )
    return sum(file.stat().st_size for file in lake.rglob("*.parquet"))


def count_lake() -> str:
    """Runs, clusters and rows of the answer, of the lake in this folder."""
    query = write_query(DATA, DIALECTS["duckdb"], _DAYS)
    with duckdb.connect(":memory:", config=_SETTINGS) as connection:
        connection.execute(query.prelude)
        found = connection.execute(f"SELECT sum(n + unknown), sum(clusters), count(*) FROM ({query.sql})").fetchall()[0]  # noqa: S608
    return " ".join(str(int(value)) for value in found)


def main() -> None:
    """Prints a line for each number of rows on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[10_000_000], help="rows of the table")
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.count:
        print(count_lake())
        return
    print(f"{'rows':>11}  {'clusters':>9}  {'answer':>7}  {'file MB':>7}  {'s':>7}  {'cpu s':>7}  {'MB':>5}")
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory(prefix="trustpages-speed-") as name:
            size = write_lake(rows, Path(name))
            order = [sys.executable, "-m", "speed.warehouse", "--count"]
            ran = run(order, folder=Path(name), environment={**os.environ, "PYTHONPATH": str(_TESTS)})
            runs, clusters, answer = map(int, ran.output.split())
            print(
                f"{runs:>11}  {clusters:>9}  {answer:>7}  {size / 2**20:7.1f}  "
                f"{ran.seconds:7.1f}  {ran.cpu:7.1f}  {ran.peak:5.0f}"
            )


if __name__ == "__main__":
    main()
