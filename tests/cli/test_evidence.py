"""Evidence from a warehouse, as a user makes it: the query printed, its answer brought back, or the warehouse asked."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from support.intake.warehouse import make_rows, make_table, write_item
from support.intake.workspaces import files_below
from support.system.commands import trustpages
from support.workspaces.bare import write_bare

ROWS = make_rows(200)


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    return write_item(write_bare(tmp_path / "acme"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with duckdb.connect(str(tmp_path / "prod.duckdb")) as connection:
        make_table(connection, ROWS)
    return tmp_path / "prod.duckdb"


def bundle_of(root: Path) -> str:
    return next(root.glob("evidence/*/bundles/june.yml")).read_text()


def find_beside(root: Path, name: str) -> Path:
    return next(root.glob("evidence/*/bundles")) / name


def test_a_query_is_printed_run_and_brought_back(acme: Path, database: Path, tmp_path: Path) -> None:
    assert "[data-table]" in trustpages("check", folder=acme).out + trustpages("check", folder=acme).err
    printed = trustpages("evidence", "sql", "june-runs", "--dialect", "duckdb", folder=acme)
    assert printed.code == 0
    (tmp_path / "june.sql").write_text(printed.out)
    with duckdb.connect(str(database)) as connection:
        prelude, query = printed.out.split(";\n", 1)
        connection.execute(prelude)
        connection.execute(f"COPY ({query.rstrip().removesuffix(';')}) TO '{tmp_path}/found.parquet' (FORMAT parquet)")
    before = bundle_of(acme)
    loading = ("evidence", "load", "june-runs", tmp_path / "found.parquet", "--query", tmp_path / "june.sql")
    loaded = trustpages(*loading, folder=acme)
    assert (loaded.code, loaded.out.count("june.yml")) == (0, 1)
    assert find_beside(acme, "june-june-runs.sql").read_text() == printed.out
    after = bundle_of(acme)
    assert "table: runs  # in the warehouse\n" in after
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert trustpages("check", folder=acme).code == 0
    whole = files_below(acme)
    assert trustpages(*loading, folder=acme).code == 0
    assert files_below(acme) == whole


def test_a_warehouse_is_asked_and_its_answer_kept(acme: Path, database: Path) -> None:
    ran = trustpages("evidence", "snapshot", "june-runs", folder=acme, TRUSTPAGES_PROD_DATABASE=str(database))
    assert ran.code == 0, ran.err
    assert "connection: prod" in bundle_of(acme)
    assert "asked: " in bundle_of(acme)
    first = find_beside(acme, "june-june-runs.csv").read_bytes()
    database.unlink()
    assert trustpages("check", folder=acme).code == 0  # nobody needs the warehouse any more
    with duckdb.connect(str(database)) as connection:
        make_table(connection, ROWS[::-1])
    assert (
        trustpages("evidence", "snapshot", "june-runs", folder=acme, TRUSTPAGES_PROD_DATABASE=str(database)).code == 0
    )
    assert find_beside(acme, "june-june-runs.csv").read_bytes() == first


def test_an_impossible_answer_changes_nothing(acme: Path, tmp_path: Path) -> None:
    before = files_below(acme)
    wrong = tmp_path / "found.csv"
    wrong.write_text("first,last,k,n,unknown,clusters,k2,n2,kn\n2026-06-01,2026-06-02,3,2,0,1,9,4,6\n")
    ran = trustpages("evidence", "load", "june-runs", wrong, folder=acme)
    assert ran.code == 3
    assert "june-june-runs.csv:2:1: [data-aggregate] k = 3 is more than n = 2" in ran.err
    assert files_below(acme) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sql", "june-runs", "--dialect", "oracle"), "[sql-dialect]"),
        (("sql", "july-runs", "--dialect", "duckdb"), "[no-such-name]"),
        (("load", "june-runs", "trust.yml"), "[data-format]"),
        (("snapshot", "june-runs"), "the connection 'prod' gave no answer: _duckdb.Catalog"),
    ],
)
def test_what_cannot_be_asked_is_told(arguments: tuple[str, ...], said: str, acme: Path) -> None:
    ran = trustpages("evidence", *arguments, folder=acme)
    assert ran.code == 1
    assert said in ran.err


def test_files_in_partitions_are_asked_in_place(tmp_path: Path) -> None:
    acme = write_item(write_bare(tmp_path / "acme"), table="""'"lake/*/*.parquet"'""")
    with duckdb.connect(":memory:") as connection:
        make_table(connection, ROWS)
        lake = "(FORMAT parquet, PARTITION_BY (language))"
        connection.execute(f"COPY runs TO '{acme}/lake' {lake}")
    ran = trustpages("evidence", "snapshot", "june-runs", folder=acme)
    assert ran.code == 0, ran.err
    assert trustpages("check", folder=acme).code == 0
