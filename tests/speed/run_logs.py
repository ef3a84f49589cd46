"""How long a large run log takes to count, as CSV, JSONL and Parquet: one process each, its start included.

Run it with `make speed-runs`, or `make speed-runs ROWS='1000000 10000000'`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from speed.peak import Run, run

FORMS = ("parquet", "csv", "jsonl")
_COPY = {"csv": "FORMAT csv, HEADER", "jsonl": "FORMAT json", "parquet": "FORMAT parquet"}
_TESTS = Path(__file__).resolve().parents[1]
_CLUSTERS = 400


@dataclass(frozen=True, slots=True)
class Counted:
    """A run log of one form: rows that were counted, bytes of the file, the process that counted them."""

    form: str
    rows: int
    size: int
    run: Run

    def line(self) -> str:
        """The figures in the columns that `main` names."""
        times = f"{self.run.seconds:6.2f}  {self.run.cpu:6.2f}"
        return f"{self.rows:>10}  {self.form:<7}  {self.size / 2**20:7.1f}  {times}  {self.run.peak:5.0f}"


def measure_runs(rows: int, form: str) -> Counted:
    """Writes a run log of that many rows and has it counted: good and unknown runs by customer and by time."""
    with tempfile.TemporaryDirectory(prefix="trustpages-speed-") as name:
        folder = Path(name)
        _write(rows, folder / f"runs.{form}", form)
        counted = run(
            [sys.executable, "-m", "speed.run_logs", "--count", form],
            folder=folder,
            environment={**os.environ, "PYTHONPATH": str(_TESTS)},
        )
        return Counted(form, int(counted.output), (folder / f"runs.{form}").stat().st_size, counted)


def _write(rows: int, file: Path, form: str) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            f"COPY (SELECT DATE '2026-04-01' + CAST(i * 90 // {rows} AS INTEGER) AS started, "  # noqa: S608
            f"'c' || (i * 7919 % {_CLUSTERS}) AS customer, "
            "CASE WHEN i % 50 = 0 THEN NULL WHEN i % 10 < 8 THEN 'yes' ELSE 'no' END AS settled "
            f"FROM range({rows}) t(i)) TO '{file}' ({_COPY[form]})"
        )


def _count(form: str) -> int:
    from trustpages.intake.data.requests import run_requests
    from trustpages.model.aggregate import DataRequest
    from trustpages.model.documents.items.data_file import Data
    from trustpages.model.problem import ProblemLevel

    data = Data.model_validate(
        {
            "file": f"runs.{form}",
            "success": {"column": "settled", "equals": "yes"},
            "cluster": "customer",
            "at": "started",
        }
    )
    request = DataRequest("agent/runs", ".", data)
    answers, problems = run_requests(Path.cwd(), (request,))
    if errors := [problem for problem in problems if problem.level is ProblemLevel.ERROR]:
        sys.exit("\n".join(map(str, errors)))
    return answers[request].attempts


def main() -> None:
    """Prints a line for each number of rows on the command line and each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[1_000_000, 10_000_000], help="rows of the log")
    parser.add_argument("--count", choices=FORMS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.count:
        print(_count(chosen.count))
        return
    print(f"{'rows':>10}  {'form':<7}  {'file MB':>7}  {'s':>6}  {'cpu s':>6}  {'MB':>5}")
    for rows in chosen.rows:
        for form in FORMS:
            print(measure_runs(rows, form).line())


if __name__ == "__main__":
    main()
