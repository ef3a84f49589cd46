"""Rows of an aggregate: what cannot be is refused at its line, and what a file calls its columns does not matter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.intake.data.aggregates import reading
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, DataRequest, SumsAggregate
from trustpages.model.documents.counts import explain_impossible_sums
from trustpages.model.documents.items.data_file import Data

HEAD = "outcome,stratum,cluster,first,last,k,n,unknown,clusters,k2,n2,kn,unreadable"
GOOD = "success,,,2026-06-01,2026-06-03,27,30,3,3,243,300,270,0"
DAYS = (date(2026, 6, 1), date(2026, 6, 28))


def ask(folder: Path, content: str | bytes, *, file: str = "sums.csv", **said: Any) -> DataAggregate | list[str]:
    """The answer about the success of the table, or `line code sentence` of each problem."""
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    data = {
        "table": "runs",
        "file": file,
        "aggregate": {},
        "success": {"column": "settled", "equals": "yes"},
        "cluster": "customer",
        "at": "started",
    } | said
    described = Data.model_validate({key: value for key, value in data.items() if value is not None})
    request = DataRequest("desk/runs", ".", described, collected=DAYS)
    answers, problems = run_requests(folder, (request,))
    return answers[request] if answers else [f"{found.place.line} {found.code} {found.sentence}" for found in problems]


def table(*rows: str) -> str:
    return "\n".join((HEAD, *rows, ""))


def test_clusters_that_are_alike_are_told_by_their_sums(tmp_path: Path) -> None:
    found = ask(tmp_path, table(GOOD))
    assert isinstance(found, DataAggregate)
    assert (found.attempts, found.successes, found.unknown) == (33, 27, 3)
    assert found.clusters == (ClusterAggregate("\0" + "1", 11, 9, 1, 3),)
    assert found.sums is None


def test_sums_of_other_clusters_stay_sums(tmp_path: Path) -> None:
    found = ask(tmp_path, table("success,,,2026-06-01,2026-06-03,17,20,0,2,149,208,176,0"))
    assert isinstance(found, DataAggregate)
    assert found.clusters == ()
    assert found.sums == SumsAggregate(2, 17, 20, 0, 149, 208, 176)


WRONG = {
    "more good than known": (("27", "31"), "is more than n"),
    "small squares": ((",243,", ",241,"), "too small for k"),
    "large squares": ((",300,270", ",902,270"), "too large"),
    "odd squares": ((",300,270", ",301,270"), "even where its sum is"),
    "no clusters": ((",3,3,243", ",3,0,243"), "counts no run, or no cluster"),
    "no number": ((",27,", ",many,"), "holds 'many' where a whole number"),
    "negative": ((",27,", ",-27,"), "holds '-27' where a whole number"),
    "part of a run": ((",27,", ",27.5,"), "holds '27.5' where a whole number"),
    "empty": ((",27,", ",,"), "is empty where a whole number"),
    "other outcome": (("success", "fast"), "defines no outcome 'fast'"),
    "a part": (("success,,", "success,de,"), "about the part 'de'"),
    "one name for three": (("success,,,", "success,,c1,"), "3 clusters have one name"),
    "no day": (("2026-06-01,2026-06-03", ","), "does not say its first and last day"),
    "days reversed": (("2026-06-01,2026-06-03", "2026-06-03,2026-06-01"), "does not say its first and last day"),
    "no such day": (("2026-06-03", "2026-06-31"), "where a day is expected"),
    "another month": (("2026-06-01", "2026-05-31"), "lie outside of those of collection"),
    "cells unread": ((",270,0", ",270,2"), "2 runs have a cell that cannot be read"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_refused_at_its_line(case: str, tmp_path: Path) -> None:
    (old, new), said = WRONG[case]
    wrong = GOOD.replace(old, new, 1)
    assert wrong != GOOD
    found = ask(tmp_path, table("success,,,2026-06-04,2026-06-04,1,1,0,1,1,1,1,0", wrong))
    assert isinstance(found, list)
    assert found[0].startswith("3 data-")
    assert said in found[0]


def test_rows_that_stand_twice_are_refused(tmp_path: Path) -> None:
    named = "success,,c1,2026-06-01,2026-06-03,1,1,0,1,1,1,1,0"
    again = named.replace("2026-06-01,2026-06-03", "2026-06-03,2026-06-04")
    assert ask(tmp_path, table(GOOD, GOOD)) == ["3 data-aggregate the row stands twice"]
    assert "overlap those of another row" in str(ask(tmp_path, table(named, again)))


def test_parts_and_outcomes_have_to_add_up(tmp_path: Path) -> None:
    part = GOOD.replace("success,,", "success,de,")
    whole = ask(
        tmp_path, table(GOOD, part.replace("27,30,3,3,243,300,270", "18,20,2,2,162,200,180")), stratum="language"
    )
    assert "the parts of 'success' add up to k = 18, n = 20, unknown = 2, not to 27, 30, 3" in str(whole)
    other = GOOD.replace("success", "fast").replace(",3,3,", ",6,3,")
    said = {"fast": {"column": "seconds", "at_most": 1}}
    assert "its outcomes are not of the same runs" in str(ask(tmp_path, table(GOOD, other), outcomes=said))
    assert "no row tells the outcome 'fast'" in str(ask(tmp_path, table(GOOD), outcomes=said))


def test_runs_that_stand_alone_have_sums_of_ones(tmp_path: Path) -> None:
    assert "each run stands for itself" in str(ask(tmp_path, table(GOOD), cluster=None))
    found = ask(tmp_path, table("success,,,2026-06-01,2026-06-01,9,10,2,10,9,10,9,0"), cluster=None)
    assert isinstance(found, DataAggregate)
    assert (found.attempts, found.successes, found.unknown, found.clusters, found.days) == (12, 9, 2, (), 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (GOOD.replace("27,30,3,3,243,300,270", "0,30,3,3,0,300,0"), "data-condition"),
        (GOOD.replace("27,30,3,3,243,300,270", "30,30,3,3,300,300,300"), "data-always-met"),
    ],
)
def test_conditions_that_no_run_meets_or_all_are_doubted(row: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "sums.csv").write_text(table(row))
    success = {"column": "settled", "equals": "yes"}
    said = {"table": "runs", "file": "sums.csv", "aggregate": {}, "success": success, "cluster": "c", "at": "t"}
    answers, problems = run_requests(tmp_path, (DataRequest("desk/runs", ".", Data.model_validate(said)),))
    assert answers
    assert [(problem.code, problem.level.value) for problem in problems] == [(code, "warning")]


def test_columns_may_be_in_capitals_and_fewer(tmp_path: Path) -> None:
    few = "K,N,UNKNOWN,CLUSTERS,K2,N2,KN,FIRST,LAST\n27,30,3,3,243,300,270,2026-06-01,2026-06-03\n"
    assert ask(tmp_path, few) == ask(tmp_path, table(GOOD))
    assert "no column kn" in str(ask(tmp_path, few.replace(",KN", "").replace(",270", "")))


def test_parquet_says_the_same(tmp_path: Path) -> None:
    expected = ask(tmp_path, table(GOOD))
    with duckdb.connect(":memory:") as connection:
        target = tmp_path / "sums.parquet"
        connection.execute(f"COPY (FROM read_csv('{tmp_path}/sums.csv')) TO '{target}' (FORMAT parquet)")
    assert ask(tmp_path, target.read_bytes(), file="sums.parquet") == expected


def test_a_table_with_more_rows_than_anybody_adds_up_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    rows = (GOOD, GOOD.replace("2026-06-03", "2026-06-04"))
    assert ask(tmp_path, table(*rows)) == ["0 data-aggregate the aggregate has more than 1 rows"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).filter(lambda pair: pair[0] <= pair[1]), min_size=1))
def test_sums_of_real_clusters_are_possible(clusters: list[tuple[int, int]]) -> None:
    k, n = sum(k for k, _ in clusters), sum(n for _, n in clusters)
    squares = sum(k * k for k, _ in clusters), sum(n * n for _, n in clusters), sum(k * n for k, n in clusters)
    assert explain_impossible_sums(len(clusters), k, n, *squares) == ""


@pytest.mark.parametrize(
    "said",
    [
        {"table": "runs", "file": "runs.csv"},
        {"file": "runs.csv", "aggregate": {}},
        {"table": "runs", "aggregate": {}},
        {"table": "runs", "values": {"seconds": "seconds"}},
        {"table": "runs", "run": "name"},
        {},
    ],
)
def test_what_is_said_of_a_table_fits_together(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"`file`|`aggregate`|of a table"):
        Data.model_validate(said)
