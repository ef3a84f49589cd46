"""Rows of run logs: their order is irrelevant, each is accounted for, and none counts twice in silence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from csv import writer
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from support.builders import AS_OF, Values, a_bundle, a_pact, a_workspace, an_agent_evidence, an_obligation, runs
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.report import assess
from trustpages.intake.data import held_rows
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience, Verdict
from trustpages.model.workspace import Workspace

FIRST, LAST = AS_OF - timedelta(days=60), AS_OF - timedelta(days=1)
WORST_FIRST = (Verdict.BREACHED, Verdict.LEANING_BREACH, Verdict.LEANING_MET, Verdict.MET)
HEADER = "started,customer,settled,seconds,kind"
Row = tuple[int, int, str, int, str]

ROWS = st.lists(
    st.tuples(
        st.integers(0, 59),
        st.integers(0, 30),
        st.sampled_from(["yes", "yes", "yes", "yes", "yes", "yes", "no", ""]),
        st.integers(1, 40),
        st.sampled_from(["run", "run", "run", "note"]),
    ),
    min_size=2,
    max_size=60,
)
PROMISES = st.sampled_from(
    [
        ({"kind": "proportion"}, {"at_least": 0.6}),
        ({"kind": "proportion"}, {"at_least": 0.9}),
        ({"kind": "zero"}, {"tolerable_rate": 0.05}),
        ({"kind": "zero", "of": "events"}, {"tolerable_rate": 0.05}),
        ({"kind": "rate", "per": 100}, {"at_most": 20.0}),
        ({"kind": "mean", "value": "seconds", "unit": "s"}, {"at_most": 22.0}),
        ({"kind": "quantile", "value": "seconds", "unit": "s", "q": 0.5}, {"at_most": 25.0}),
        ({"kind": "cost_per_success", "value": "seconds", "unit": "s"}, {"at_most": 40.0}),
    ]
)
DATA: Values = {
    "file": "log.csv",
    "success": {"column": "settled", "equals": "yes"},
    "event": {"column": "settled", "equals": "no"},
    "values": {"seconds": "seconds"},
    "at": "started",
}
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def write_lines(rows: Sequence[Row]) -> list[str]:
    """Each run on a second of its own, as far as its numbers tell it from others."""
    return [
        f"{FIRST + timedelta(days=day)}T10:{customer:02d}:{seconds:02d}Z,c{customer},{settled},{seconds},{kind}"
        for day, customer, settled, seconds, kind in rows
    ]


def report_on(
    lines: Sequence[str], promise: tuple[Values, Values], header: str = HEADER, **changes: object
) -> tuple[AgentReport, tuple[Problem, ...]]:
    """The report on an agent with one log of these lines, and the problems of the log."""
    measure, threshold = promise
    data = {key: value for key, value in (DATA | changes).items() if value is not None}
    item = runs(None, None, selection="random", monitoring={"fraction": 1.0}, data=data)
    window = {"rolling": 45, "review_dates": [AS_OF], "min_samples": 1}
    obligation = an_obligation(measure=measure, threshold=threshold, window=window)
    bundle = a_bundle(item, collected={"from": FIRST, "to": LAST})
    workspace = a_workspace(an_agent_evidence(bundle, pacts=[a_pact(obligation, valid_from=date(2020, 1, 1))]))
    return _assess(workspace, "\n".join((header, *lines)) + "\n")


def _assess(workspace: Workspace, content: str) -> tuple[AgentReport, tuple[Problem, ...]]:
    requests = collect_data_requests(workspace, AS_OF)
    with TemporaryDirectory() as folder:
        bundles = Path(folder) / requests[0].folder
        bundles.mkdir(parents=True)
        (bundles / "log.csv").write_text(content)
        answers, problems = run_requests(Path(folder), requests)
    errors = [problem for problem in problems if problem.level is ProblemLevel.ERROR]
    assert not errors, errors
    return assess(workspace, AS_OF, Audience.INTERNAL, answers).agents[0], problems


@QUICK
@given(ROWS, PROMISES, st.data())
def test_the_order_of_rows_is_irrelevant(rows: list[Row], promise: tuple[Values, Values], data: st.DataObject) -> None:
    lines = write_lines(rows)
    assume(any(row[2] == "yes" for row in rows))
    # Sums of floats differ in their last digit; nothing that is said of them does.
    (first, warnings), (second, same_warnings) = (
        report_on(each, promise, cluster="customer") for each in (lines, data.draw(st.permutations(lines)))
    )
    assert warnings == same_warnings
    assert first.findings.counted_runs == second.findings.counted_runs
    assert first.limitations == second.limitations
    for one_way, other_way in zip(first.findings.obligations, second.findings.obligations, strict=True):
        assert (one_way.verdict, one_way.units) == (other_way.verdict, other_way.units)


@QUICK
@given(ROWS, PROMISES, st.booleans(), st.booleans())
def test_every_row_is_counted_unknown_or_left_out(
    rows: list[Row], promise: tuple[Values, Values], chooses: bool, grouped: bool
) -> None:
    assume(any(row[2] == "yes" and row[4] == "run" for row in rows))
    where = {"column": "kind", "equals": "run"} if chooses else None
    report, _ = report_on(write_lines(rows), promise, where=where, cluster="customer" if grouped else None)
    assert report.findings.counted_runs.items
    for count in report.findings.counted_runs.items:
        assert count.read == len(rows)
        assert count.read == count.counted + count.unknown + sum(number for _, number in count.left_out)
        assert min(count.counted, count.unknown, *(number for _, number in count.left_out)) >= 0


@QUICK
@given(ROWS, PROMISES, st.sampled_from(["none", "customer", "row", "run"]), st.sampled_from([2, 10, 50]))
def test_repeated_rows_are_told_and_improve_no_verdict(
    rows: list[Row], promise: tuple[Values, Values], grouping: str, times: int
) -> None:
    assume(any(row[2] == "yes" for row in rows))
    lines = sorted(set(write_lines(rows)))
    many = lines * times
    header, keys = HEADER, {"cluster": None if grouping in {"none", "run"} else grouping}
    if grouping in {"row", "run"}:
        header, keys = f"{HEADER},row", keys | ({"run": "row"} if grouping == "run" else {})
        lines, many = ([f"{line},{number}" for number, line in enumerate(each)] for each in (lines, many))
    once, _ = report_on(lines, promise, header, **keys)
    repeated, problems = report_on(many, promise, header, **keys)
    assert "data-repeated" in {problem.code for problem in problems}
    before, after = (report.findings.obligations[0] for report in (once, repeated))
    if after.pooled:
        assert "L85" in {limitation.rule for limitation in repeated.limitations.triggered}
    verdicts = [result.verdict.ranked_as for result in (before, after)]
    assert verdicts[1] not in WORST_FIRST[2:] or verdicts[0] in WORST_FIRST
    if verdicts[0] in WORST_FIRST and verdicts[1] in WORST_FIRST:
        assert WORST_FIRST.index(verdicts[1]) <= WORST_FIRST.index(verdicts[0])


def test_a_name_of_the_run_tells_rows_apart() -> None:
    lines = [f"{LAST}T10:00:00Z,c{number % 3},yes,4,run,r{number * 7}" for number in range(30)]
    report, problems = report_on(lines, ({"kind": "proportion"}, {"at_least": 0.6}), f"{HEADER},id", run="id")
    assert "data-repeated" not in {problem.code for problem in problems}
    assert report.findings.obligations[0].units == 30


CELLS = st.sampled_from(["yes", "Yes", "no", "", "unknown", "true", "1", "0.5", " 3", "x,y", 'say "no"'])
TIMES = st.sampled_from(
    ["2026-06-01", "2026-06-02T08:00:00Z", "2026-06-02T23:30:00-05:00", "1780272000"] * 5 + ["June"]
)
LOGS = st.lists(
    st.tuples(TIMES, st.integers(0, 4), CELLS, st.sampled_from(["", "4", "7.5", "1e3"]), CELLS), max_size=30
)
ASKED: Values = {
    "at": "t",
    "cluster": "c",
    "run": "t",
    "where": {"column": "extra", "is_in": ["yes", "no", ""]},
    "event": {"column": "s", "at_least": 0.5},
    "values": {"v": "v"},
}


@settings(QUICK, max_examples=20)
@given(LOGS, st.sets(st.sampled_from(sorted(ASKED))), st.sampled_from(["csv", "jsonl"]), st.booleans())
def test_rows_that_are_held_are_those_of_the_file(
    rows: list[tuple[str, int, str, str, str]], asked: set[str], form: str, has_room: bool
) -> None:
    keys = ("t", "c", "s", "v", "extra")
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        with Path(name, f"log.{form}").open("w", encoding="utf-8", newline="") as file:
            if form == "csv":
                writer(file, lineterminator="\n").writerows((keys, *rows))
            else:
                file.writelines(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows)
        described = {"file": file.name.rpartition("/")[2], "success": {"column": "s", "equals": "yes"}}
        data = Data.model_validate(described | {key: ASKED[key] for key in asked})
        requests = tuple(
            DataRequest("a/b", ".", data, value=value) for value in ((None, "v") if "values" in asked else (None,))
        )
        held = run_requests(Path(name), requests)
        patched.setattr(held_rows, "_list_choices", lambda *given: [tuple(sorted(given[-1]))] if not has_room else [])
        assert run_requests(Path(name), requests) == held
        patched.setattr(held_rows, "_list_choices", lambda *given: [])
        assert run_requests(Path(name), requests) == held
