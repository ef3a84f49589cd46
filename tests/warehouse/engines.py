"""One query in several engines: each finds what loops of Python do, to the last integer.

Not part of the test run: `make test-warehouse` installs Spark and dbt beside the environment, and uses the Java and the
Postgres of the machine.
"""

from __future__ import annotations

import csv
import io
import json
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from support.intake.warehouse import (
    COLUMNS,
    DATA,
    DAYS,
    Row,
    add_up,
    ask_duckdb,
    make_rows,
    make_table,
    sort_found,
    write_item,
)
from support.system.commands import trustpages
from support.workspaces.bare import write_bare
from trustpages.intake.data.warehouse.contract_query import ContractQuery, write_query
from trustpages.intake.data.warehouse.dialects import DIALECTS

ROOT = Path(__file__).resolve().parents[2]
ENGINES = ROOT / ".venv/warehouse/bin"
ROWS = make_rows(2_000)
GRAINS = pytest.mark.parametrize("named", [False, True])
MINUTES = 60 * 15


def query_for(dialect: str, *, named: bool) -> ContractQuery:
    return write_query(DATA, DIALECTS[dialect], DAYS, named=named)


@GRAINS
def test_duckdb(named: bool) -> None:
    assert sort_found(ask_duckdb(ROWS, named=named)) == add_up(ROWS, named=named)


@pytest.mark.skipif(not (ENGINES / "spark-submit").exists(), reason="no Spark; `make test-warehouse` installs it")
def test_spark(tmp_path: Path) -> None:
    queries = [query_for("spark", named=named) for named in (False, True)]
    order = {"columns": COLUMNS, "rows": ROWS, "queries": [(query.prelude, query.sql) for query in queries]}
    target = tmp_path / "found.json"
    done = subprocess.run(
        [ENGINES / "python", ROOT / "tests/warehouse/spark_program.py", target],
        input=json.dumps(order),
        text=True,
        capture_output=True,
        timeout=MINUTES,
        check=False,
        env={**os.environ, "PYSPARK_PYTHON": str(ENGINES / "python")},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for named, found in zip((False, True), json.loads(target.read_text()), strict=True):
        assert sort_found(found) == add_up(ROWS, named=named)


@contextmanager
def postgres() -> Iterator[list[str]]:
    """The beginning of a psql command to a server of its own, which ends with the block; root starts none."""
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    drop = {"user": user} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="trustpages-postgres-") as folder:
        if drop:
            shutil.chown(folder, user)
        data = f"{folder}/data"

        def run(*command: str) -> None:
            subprocess.run(command, check=True, timeout=300, cwd=folder, stdout=subprocess.DEVNULL, **drop)  # type: ignore[call-overload]

        run("initdb", "-D", data, "-U", "postgres", "--auth=trust")
        run("pg_ctl", "-D", data, "-o", f"-k {folder} -c listen_addresses=", "-l", f"{folder}/log", "-w", "start")
        try:
            yield ["psql", "-h", folder, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "--quiet", "--csv"]
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def tell_postgres(psql: Sequence[str], text: str) -> str:
    done = subprocess.run(psql, input=text, text=True, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not (shutil.which("initdb") and shutil.which("psql")), reason="no Postgres on this machine")
def test_postgres() -> None:
    kinds = {"TIMESTAMP": "timestamptz", "VARCHAR": "text", "BOOLEAN": "boolean", "DOUBLE": "double precision"}
    columns = ", ".join(f"{name} {kinds[kind]}" for name, kind in COLUMNS.items())
    with postgres() as psql:
        tell_postgres(psql, f"CREATE TABLE runs ({columns})")
        tell_postgres(psql, f"\\copy runs from pstdin csv null '\\N'\n{write_copy(ROWS)}\\.\n")
        for named in (False, True):
            query = query_for("postgres", named=named)
            out = tell_postgres(psql, f"SET TIME ZONE 'America/New_York';\n{query.text}")
            found = [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(io.StringIO(out))]
            assert sort_found(found) == add_up(ROWS, named=named)


def write_copy(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow(
            "\\N" if cell is None else f"{cell}+00" if name == "started" else cell for name, cell in row.items()
        )
    return text.getvalue()


PROJECT = {
    "dbt_project.yml": """\
name: trial
version: 1.0.0
config-version: 2
profile: trial
vars:
  trustpages_evidence:
    model: runs
    outcomes:
      success: "nullif(settled, '') = 'yes'"
      passed: passed
      fast: seconds <= 0.9
      slow: seconds >= 1
      odd: seconds in (0.1, 3)
      either: "nullif(settled, '') in ('yes', 'it''s so')"
      (event): "nullif(settled, '') = 'it''s so'"
    cluster: customer
    stratum: language
    day: cast(started as date)
    where: kind = 'run'
    first: '2026-06-01'
    last: '2026-06-28'
    named: {named}
""",
    "profiles.yml": "trial: {{target: dev, outputs: {{dev: {{type: duckdb, path: {folder}/trial.duckdb}}}}}}\n",
    "packages.yml": "packages: [{{local: {package}}}]\n",
    "models/runs.sql": "select * from source_runs\n",
}


@pytest.mark.skipif(not (ENGINES / "dbt").exists(), reason="no dbt; `make test-warehouse` installs it")
@GRAINS
def test_dbt(named: bool, tmp_path: Path) -> None:
    rows = ROWS[:300]
    package = shutil.copytree(ROOT / "integrations/dbt", tmp_path / "package")
    (tmp_path / "models").mkdir()
    for name, text in PROJECT.items():
        said = text.format(folder=tmp_path, package=package, named=str(named).lower())
        (tmp_path / name).write_text(said)
    database = str(tmp_path / "trial.duckdb")
    with duckdb.connect(database) as connection:
        make_table(connection, rows, "source_runs")
    for command in ("deps", "build"):
        done = subprocess.run(
            [ENGINES / "dbt", command, "--profiles-dir", "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=MINUTES,
            check=False,
            env={**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
        )
        assert done.returncode == 0, done.stdout[-2000:]
    with duckdb.connect(database) as connection:
        answer = connection.execute("SELECT * FROM trustpages_aggregate")
        names = [column[0] for column in answer.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    assert sort_found(found) == add_up(rows, named=named)


def test_what_dbt_or_an_engine_found_is_brought_back(tmp_path: Path) -> None:
    acme = write_item(write_bare(tmp_path / "acme"))
    data = DATA.model_copy(update={"outcomes": {}, "event": None, "stratum": None})
    with duckdb.connect(":memory:") as connection:
        make_table(connection, ROWS)
        query = write_query(data, DIALECTS["duckdb"], DAYS)
        connection.execute(query.prelude)
        connection.execute(f"COPY ({query.sql}) TO '{tmp_path}/found.parquet' (FORMAT parquet)")
    assert trustpages("evidence", "load", "june-runs", tmp_path / "found.parquet", folder=acme).code == 0
