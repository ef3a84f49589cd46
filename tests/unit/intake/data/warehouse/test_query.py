"""The printed query: what it finds in tables, and that what an item says stays a name or a value in each dialect."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from support.intake.warehouse import (
    COLUMNS,
    DATA,
    DAYS,
    Row,
    add_up,
    ask_duckdb,
    make_rows,
    make_table,
    name_runs,
    sort_found,
    write_csv,
)
from trustpages.intake.data.requests import run_requests
from trustpages.intake.data.warehouse.contract_query import write_query
from trustpages.intake.data.warehouse.dialects import DIALECTS, get_dialect, split_table
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, DataRequest
from trustpages.model.documents.items.data_file import Data
from trustpages.model.problem import TrustpagesError

HOSTILE = "it's \\' \" ` ; DROP TABLE runs; -- \n €"
FORMS: tuple[dict[str, Any], ...] = (
    {},
    {"cluster": None},
    {"stratum": None, "where": None},
    {"at": None},
    {"at": None, "cluster": None, "stratum": None},
    {"null_is": "failure", "event": None},
)


def vary(data: Data, **keys: Any) -> Data:
    said = data.model_dump(exclude_none=True, by_alias=True) | keys
    return Data.model_validate({key: value for key, value in said.items() if value is not None})


@pytest.mark.parametrize("count", [0, 1, 300])
def test_the_query_adds_up_what_loops_do(count: int) -> None:
    rows = make_rows(count)
    assert sort_found(ask_duckdb(rows)) == add_up(rows)


CELLS = st.fixed_dictionaries(
    {
        "started": st.builds("2026-06-{:02} {:02}:30:00".format, st.integers(1, 4), st.integers(0, 23)),
        "customer": st.sampled_from(["a", "b", "c'", "d e"]),
        "language": st.sampled_from(["de", 'x"y']),
        "settled": st.sampled_from(["yes", "no", "it's so", None]),
        "passed": st.sampled_from([True, False, None]),
        "seconds": st.sampled_from([0.1, 0.9, 0.9000001, 1.0, 3.0, None]),
        "kind": st.sampled_from(["run", "run", "note"]),
    }
)
RUN: Row = dict(zip(COLUMNS, ("2026-06-01 00:00:00", "a", "de", "yes", True, 0.1, "run"), strict=True))


ENDS = st.sampled_from([None, date(2026, 6, 2), date(2026, 6, 3)])


@settings(max_examples=8, deadline=None)
@given(
    rows=st.lists(CELLS, min_size=1, max_size=25),
    form=st.sampled_from(FORMS),
    named=st.booleans(),
    window=st.tuples(ENDS, ENDS),
    outcome=st.sampled_from(["success", *DATA.outcomes, None]),
)
def test_a_table_answers_as_its_rows_do(
    rows: list[Row], form: dict[str, Any], named: bool, window: tuple[date | None, date | None], outcome: str | None
) -> None:
    data = vary(DATA, **form)
    rows = [RUN, *rows]  # so that there is a run
    first, last = window if data.at else (None, None)
    asked = DataRequest("desk/runs", ".", data, outcome=outcome, first=first, last=last)
    expected = answer_from(write_csv(name_runs(rows)), asked)
    found = answer_from(write_csv(ask_duckdb(rows, data, named=named)), asked, is_table=True)
    if named or not data.cluster:
        assert not found.cut
    if not found.cut:
        assert tell(found) == tell(expected)
    assert expected.file is not None
    assert found.attempts + found.before + found.after + found.cut == expected.file.chosen


def answer_from(content: str, asked: DataRequest, *, is_table: bool = False) -> DataAggregate:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "data.csv").write_text(content)
        said: dict[str, Any] = {"aggregate": {}} if is_table else {"table": None, "run": "name"}
        request = replace(asked, data=vary(asked.data, file="data.csv", **said))
        answers, problems = run_requests(Path(folder), (request,))
        assert [problem for problem in problems if problem.level == "error"] == []
        return answers[request]


def tell(answer: DataAggregate) -> tuple[Any, ...]:
    """All that both can tell: clusters without their names, days where each row is of one."""
    return (
        answer.attempts,
        answer.successes,
        answer.unknown,
        answer.first,
        answer.last,
        answer.events,
        count_alike(answer.clusters),
        [
            (part.stratum, part.attempts, part.successes, part.unknown, count_alike(part.clusters))
            for part in answer.strata
        ],
        answer.sums,
    )


def count_alike(clusters: tuple[ClusterAggregate, ...]) -> Counter[tuple[int, int, int]]:
    found = Counter[tuple[int, int, int]]()
    for cluster in clusters:
        found[cluster.attempts, cluster.successes, cluster.unknown] += cluster.number
    return found


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("named", [False, True])
def test_what_an_item_says_stays_a_value_in_each_dialect(dialect: str, named: bool) -> None:
    column = "a\"b`c'd; --"
    data = vary(
        DATA,
        success={"column": column, "equals": HOSTILE},
        outcomes={"some": {"column": "Other Column", "is_in": [HOSTILE, 0.1, -1e-7]}},
        cluster=column,
    )
    query = write_query(data, DIALECTS[dialect], DAYS, named=named)
    statement, *others = sqlglot.parse(query.sql, dialect=dialect)
    assert others == []
    assert isinstance(statement, exp.Select)
    literals = {literal.this for literal in statement.find_all(exp.Literal) if literal.is_string}
    assert HOSTILE in literals
    assert {"0.1", "-1e-07"} <= literals
    names = {column.name for column in statement.find_all(exp.Column) if column.table == "t"}
    assert {column, "Other Column"} <= names
    assert all(column.this.quoted for column in statement.find_all(exp.Column) if column.table == "t")
    assert [table.sql(dialect="duckdb") for table in statement.find_all(exp.Table) if table.alias == "t"] == [
        '"RUNS" AS t' if dialect == "snowflake" else '"runs" AS t'
    ]
    # Written again from what was read it is the same: nothing of it was read as something else.
    assert statement.sql(dialect=dialect, pretty=True, comments=False) == query.sql


@pytest.mark.parametrize("dialect", DIALECTS)
def test_days_are_those_of_utc_in_each_dialect(dialect: str) -> None:
    assert "UTC" in write_query(DATA, DIALECTS[dialect], DAYS).prelude
    assert write_query(vary(DATA, at=None), DIALECTS[dialect]).prelude == ""


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("runs", ("runs",)),
        ("a.b.c", ("a", "b", "c")),
        ('"a.b".c', ("a.b", "c")),
        ("`my-project`.d.t", ("my-project", "d", "t")),
        ("my-project.d.t", ("my-project", "d", "t")),
    ],
)
def test_a_table_has_up_to_three_names(name: str, parts: tuple[str, ...]) -> None:
    assert split_table(name) == parts


@pytest.mark.parametrize("name", ["a..b", "a.b.c.d", ".a", 'a"b', "`a"])
def test_what_is_no_name_of_a_table_is_refused(name: str) -> None:
    with pytest.raises(TrustpagesError, match="not the name of a table"):
        split_table(name)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_files_in_place_are_read_without_a_guess_at_types(form: str, tmp_path: Path) -> None:
    rows = [{**row, "customer": f"00{number % 7}"} for number, row in enumerate(make_rows(200))]
    data = vary(DATA, table=f'"{tmp_path}/lake/*/*.{form}"')
    with duckdb.connect(":memory:") as connection:
        make_table(connection, rows)
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"COPY runs TO '{tmp_path}/lake' (FORMAT {form}, PARTITION_BY (customer))")
        found = connection.execute(write_query(data, DIALECTS["duckdb"], DAYS).sql)
        names = [column[0] for column in found.description or ()]
        assert sort_found([dict(zip(names, row, strict=True)) for row in found.fetchall()]) == add_up(rows)
    with pytest.raises(TrustpagesError, match="CSV or Parquet"):
        write_query(vary(DATA, table='"lake/*.xlsx"'), DIALECTS["duckdb"])


@pytest.mark.parametrize("moment", ["2026-06-01", "2026-06-01 23:30:00", "2026-06-01T19:30:00-04:00"])
def test_days_that_are_text_are_read_as_those_of_files(moment: str) -> None:
    data = vary(DATA, cluster=None, stratum=None, where=None, outcomes={}, event=None)
    query = write_query(data, DIALECTS["duckdb"], DAYS)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE runs AS SELECT '{moment}' AS started, 'yes' AS settled")
        connection.execute(query.prelude)
        assert connection.execute(query.sql).fetchall()[0][2:4] == (date(2026, 6, 1), date(2026, 6, 1))


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "a\0"])
def test_a_name_that_no_warehouse_has_is_refused(name: str) -> None:
    with pytest.raises(TrustpagesError, match="cannot be the name"):
        write_query(vary(DATA, cluster=name), DIALECTS["clickhouse"])


def test_an_unknown_dialect_gets_the_nearest() -> None:
    with pytest.raises(TrustpagesError) as caught:
        get_dialect("postgre")
    assert "'postgres'" in caught.value.remedy


def test_small_letters_mean_capitals_in_snowflake() -> None:
    data = vary(DATA, cluster="Mixed Case")
    sql = write_query(data, DIALECTS["snowflake"]).sql
    assert 't."SETTLED"' in sql
    assert 't."Mixed Case"' in sql


@pytest.mark.parametrize(
    "data", [vary(DATA, table=None, file="runs.csv"), vary(DATA, success=None, outcomes={}, event=None)]
)
def test_an_item_without_a_table_or_an_outcome_asks_nothing(data: Data) -> None:
    with pytest.raises(TrustpagesError) as caught:
        write_query(data, DIALECTS["duckdb"])
    assert caught.value.code == "sql-data"
