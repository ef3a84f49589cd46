"""A verdict on a table of a warehouse is that on its rows, wherever the sums tell its clusters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.builders import a_bundle, a_context, a_pact, an_obligation, runs
from support.intake.warehouse import DATA, Row, ask_duckdb, name_runs, write_csv
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.pooling import identify_run_sets
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.intake.data.requests import run_requests
from trustpages.model.documents.items.data_file import Data
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

AS_OF = date(2026, 7, 1)
COLLECTED = {"from": "2026-06-01", "to": "2026-06-28"}
AGENT = a_bundle(runs(1, 1)).agent
KEEP = {"where", "success", "cluster", "stratum", "at", "outcomes", "event"}


def make_runs(customers: int, each: int, bad: int, *, long: bool = False) -> list[Row]:
    """Runs of customers, each on one day or over the whole month; every so many of them fail, and some are unknown."""
    return [
        {
            "started": f"2026-06-{1 + (run * 9 if long else customer) % 28:02} 10:00:00",
            "customer": f"c{customer}",
            "language": ("de", "en")[(customer + run) % 2],
            "settled": None if customer % 17 == 3 and not run else "no" if customer % bad == 0 and run < 2 else "yes",
            "passed": True,
            "seconds": 0.5,
            "kind": "run",
        }
        for customer in range(customers)
        for run in range(each)
    ]


def judge(
    folder: Path, rows: list[Row], *, grain: str, without: tuple[str, ...] = (), **terms: Any
) -> ObligationResult:
    """The verdict on the rows themselves, or on what their table adds up to."""
    said = {
        key: value
        for key, value in DATA.model_dump(exclude_none=True, by_alias=True).items()
        if key in KEEP and key not in without
    }
    source: dict[str, Any]
    if grain == "rows":
        content, source = write_csv(name_runs(rows)), {"run": "name"}
    else:
        found = ask_duckdb(rows, Data.model_validate(said | {"table": "runs"}), named=grain == "named")
        content = write_csv(add_up(found) if grain == "sums" else found)
        source = {"table": "runs", "aggregate": {}}
    bundles = folder / f"evidence/{AGENT}/bundles"
    bundles.mkdir(parents=True, exist_ok=True)
    (bundles / f"{grain}.csv").write_text(content)
    item = runs(None, None, selection="random", collected=COLLECTED, data={**said, **source, "file": f"{grain}.csv"})
    pact = a_pact(an_obligation(**terms))
    context = a_context(a_bundle(item), pacts=[pact], as_of=AS_OF)
    return judge_in(answer_in(folder, context), pact)


def answer_in(folder: Path, context: Context) -> Context:
    answers, problems = run_requests(folder, collect_data_requests(context.workspace, AS_OF))
    assert [problem for problem in problems if problem.level == "error"] == []
    return replace(context, aggregates=answers)


def judge_in(context: Context, pact: Any) -> ObligationResult:
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def add_up(rows: list[Row]) -> list[Row]:
    """One row for each outcome and part: what a warehouse adds up that knows nothing of clusters that are alike."""
    sums: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = (row["outcome"], row["stratum"])
        total = sums.setdefault(key, {**row, **dict.fromkeys(COUNTS, 0)})
        total["first"], total["last"] = min(total["first"], row["first"]), max(total["last"], row["last"])
        for name in COUNTS:
            total[name] += int(row[name])
    return list(sums.values())


COUNTS = ("k", "n", "unknown", "clusters", "k2", "n2", "kn", "unreadable")


@pytest.mark.parametrize(
    "terms",
    [
        {"threshold": {"at_least": 0.95}},
        {"threshold": {"at_least": 0.99}},
        {"threshold": {"at_least": 0.8}, "window": {"from": "2026-06-05", "to": "2026-06-20"}},
    ],
)
@pytest.mark.parametrize("grain", ["alike", "named"])
def test_a_table_gets_the_verdict_of_its_rows(grain: str, terms: dict[str, Any], tmp_path: Path) -> None:
    rows = make_runs(60, 5, 12)
    expected, found = (judge(tmp_path, rows, grain=form, **terms) for form in ("rows", grain))
    assert found.verdict is expected.verdict
    assert found.quantity == expected.quantity
    assert (found.bounds, found.unknown, found.units) == (expected.bounds, expected.unknown, expected.units)
    assert found.would_change == expected.would_change
    assert found.strata == expected.strata


def test_runs_that_stand_alone_are_counted_by_day(tmp_path: Path) -> None:
    rows = make_runs(60, 5, 12)
    terms: dict[str, Any] = {"threshold": {"at_least": 0.9}, "without": ("cluster",)}
    expected, found = (judge(tmp_path, rows, grain=form, **terms) for form in ("rows", "alike"))
    assert (found.verdict, found.quantity, found.bounds) == (expected.verdict, expected.quantity, expected.bounds)


def test_clusters_that_a_window_cuts_have_to_be_named(tmp_path: Path) -> None:
    rows = make_runs(60, 5, 12, long=True)
    terms: dict[str, Any] = {"threshold": {"at_least": 0.8}, "window": {"from": "2026-06-05", "to": "2026-06-28"}}
    expected, named, alike = (judge(tmp_path, rows, grain=form, **terms) for form in ("rows", "named", "alike"))
    assert (named.verdict, named.quantity) == (expected.verdict, expected.quantity)
    assert isinstance(alike.quantity, Unmeasured)
    assert alike.verdict is Verdict.MISSING


def test_sums_alone_never_say_more_than_their_clusters(tmp_path: Path) -> None:
    rows = make_runs(60, 5, 12)
    terms: dict[str, Any] = {"threshold": {"at_least": 0.8}, "without": ("stratum",)}
    expected, found = (judge(tmp_path, rows, grain=form, **terms) for form in ("rows", "sums"))
    assert not isinstance(found.quantity, Unmeasured)
    assert not isinstance(expected.quantity, Unmeasured)
    assert (found.quantity.k, found.quantity.n) == (expected.quantity.k, expected.quantity.n)
    assert found.quantity.low is not None
    assert expected.quantity.low is not None
    assert found.quantity.low <= expected.quantity.low


@pytest.mark.parametrize(
    ("second", "at", "is_same"),
    [
        ({"from": "2026-06-15", "to": "2026-06-28"}, "started", False),
        ({"from": "2026-06-14", "to": "2026-06-28"}, "started", True),
        ({"from": "2026-06-15", "to": "2026-06-28"}, None, True),
    ],
)
def test_two_items_of_a_table_are_two_sets_of_runs_where_their_days_differ(
    second: dict[str, str], at: str | None, is_same: bool
) -> None:
    data = {"table": "runs", "file": "sums.csv", "aggregate": {}, "success": {"column": "a", "equals": 1}}
    files = ("june.csv", "july.csv")
    days = ({"from": "2026-06-01", "to": "2026-06-14"}, second)
    items = [
        runs(None, None, id=file[:4], collected=period, data={**data, "file": file} | ({"at": at} if at else {}))
        for file, period in zip(files, days, strict=True)
    ]
    one, other = (identify_run_sets(evidence) for evidence in a_context(a_bundle(*items)).evidence)
    assert bool(one & other) is is_same
