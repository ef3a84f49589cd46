"""Attempts to look better are named, with their harmless reading; what is like them and is none is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from support.builders import a_bundle, a_pact, a_workspace, an_agent, an_agent_evidence, runs
from support.review.sides import Edit, a_side, read_edited, read_side, review
from support.workspaces.reviewed import AGENT, BENCHMARKS, PACT, RECORDS, ROWS, RUNS, TRUST, write_reviewed, write_rows
from trustpages.model.documents.agent import Agent
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ReviewSide
from trustpages.model.workspace import Workspace
from trustpages.review.rules.gaming import GAMING_RULES

BY_HAND = """  - kind: runs
    id: by-hand
    supports: [service/task-success]
    setting: production
    selection: random
    method: human
    attempts: 40
    successes: 30
"""
TWICE = f"{BY_HAND}{BY_HAND.replace('by-hand', 'by-hand-again')}"
LATER = TWICE.replace("id: by-hand-again", "id: by-hand-again\n    collected: {from: 2026-06-21, to: 2026-06-28}")
MAJOR = (PACT, "version: 1.0.0", "version: 2.0.0")
SCORED = """  - kind: benchmark_result
    id: on-bench
    supports: [service/bench-tasks]
    benchmark: hard-bench
    score: 0.44
"""
EASIER = SCORED.replace("on-bench", "on-easy-bench").replace("hard-bench", "easy-bench").replace("0.44", "0.60")


def twice(rows: str, number: int) -> str:
    """The rows, and so many of the first ones again."""
    return rows + "".join(line + "\n" for line in rows.split("\n")[1 : number + 1])


def declared(field: str, before: str, after: str) -> Edit:
    entry = f"changes: [{{date: 2026-06-30, field: {field}, before: {before}, after: {after}}}]"
    return (PACT, "    on_breach:", f"    {entry}\n    on_breach:")


def reviewed(id_: str) -> Edit:
    said = f"""items:
  - kind: review
    id: looked-again
    date: 2026-06-29
    occasion: event
    by: {{name: Risk, role: head-of-risk}}
    outcome: It is as it says now.
    closes: [{id_}]
"""
    return (RECORDS, "items:\n", said)


ATTACKS: Mapping[str, tuple[str, tuple[Edit, ...]]] = {
    "a line that is lowered": ("line-lowered", ((PACT, "at_least: 0.9", "at_least: 0.85"), MAJOR)),
    "a window that is shortened": ("window-shortened", ((PACT, "rolling: 90 days", "rolling: 20 days"), MAJOR)),
    "a window that opens again": (
        "window-shortened",
        ((PACT, "window: {rolling: 90 days,", "window: {from: 2026-06-15, to: 2026-12-31,"), MAJOR),
    ),
    "a promise that weighs less": ("severity-lowered", ((PACT, "severity: high", "severity: low"), MAJOR)),
    "an incident that weighs less": ("severity-lowered", ((RECORDS, "severity: major", "severity: minor"),)),
    "bad runs that are gone": ("evidence-dropped", ((RECORDS, BY_HAND, ""),)),
    "an incident that did not happen": (
        "evidence-dropped",
        ((RECORDS, "severity: major\n", "severity: major\n    confirmed: false\n"),),
    ),
    "bad rows that are gone": ("evidence-dropped", ((ROWS, "", write_rows(380, 8)),)),
    "bad rows that are unknown": (
        "denominator-changed",
        ((ROWS, "", write_rows(380, 20).replace(",bad\n", ",\n", 12)),),
    ),
    "bad runs for fewer readers": (
        "evidence-hidden",
        ((RECORDS, "    method: human\n", "    method: human\n    visibility: internal\n"),),
    ),
    "what is good is another outcome": (
        "denominator-changed",
        ((RUNS, "success: {column: outcome, equals: good}", "success: {column: outcome, is_in: [good, bad]}"),),
    ),
    "a benchmark under the same name": (
        "benchmark-swapped",
        ((RECORDS, "benchmark: hard-bench", "benchmark: easy-bench"),),
    ),
    "a benchmark in the place of another": ("benchmark-swapped", ((RECORDS, SCORED, EASIER),)),
    "a baseline that is gone": ("baseline-removed", ((BENCHMARKS[0], "trivial_baseline: 0.05\n", ""),)),
    "a day that lies further back": ("date-moved-back", ((TRUST, "as_of: 2026-06-30", "as_of: 2026-06-28"),)),
    "runs under two names": ("rows-duplicated", ((RECORDS, BY_HAND, TWICE),)),
}

NEIGHBOURS: Mapping[str, tuple[Edit, ...]] = {
    "a line that is raised": ((PACT, "at_least: 0.9", "at_least: 0.91"), MAJOR),
    "a line that is lowered, and declared": (
        (PACT, "at_least: 0.9", "at_least: 0.85"),
        declared("threshold", "at least 0.9", "at least 0.85"),
        MAJOR,
    ),
    "a window that is longer": ((PACT, "rolling: 90 days", "rolling: 120 days"), MAJOR),
    "a window that is shortened, and declared": (
        (PACT, "rolling: 90 days", "rolling: 20 days"),
        declared("window", "90 days", "20 days"),
        MAJOR,
    ),
    "a promise that weighs more": ((PACT, "severity: high", "severity: critical"), MAJOR),
    "an incident that weighs more": ((RECORDS, "severity: major", "severity: critical"),),
    "an incident that weighs less by a review": (
        (RECORDS, "severity: major", "severity: minor"),
        reviewed("late-refund"),
    ),
    "bad runs that are gone by a review": ((RECORDS, BY_HAND, ""), reviewed("by-hand")),
    "bad runs that are withdrawn": (
        (
            RECORDS,
            "successes: 30\n",
            "successes: 30\n    withdrawn: {date: 2026-06-29, by: {name: V}, reason: Wrong.}\n",
        ),
    ),
    "bad runs under another name": ((RECORDS, "id: by-hand", "id: read-by-hand"),),
    "further runs": ((ROWS, "", write_rows(388, 22)),),
    "good rows that are unknown": ((ROWS, "", write_rows(380, 20).replace(",good\n", ",\n", 12)),),
    "good results for fewer readers": ((RUNS, "    title:", "    visibility: internal\n    title:"),),
    "bad runs for more readers": ((RECORDS, "    method: human\n", "    method: human\n    visibility: public\n"),),
    "fewer outcomes are good": (
        (RUNS, "success: {column: outcome, equals: good}", "success: {column: outcome, equals: fine}"),
    ),
    "a benchmark that was retired": (
        (RECORDS, SCORED, EASIER),
        (BENCHMARKS[0], "n_tasks: 100\n", "n_tasks: 100\nstatus: retired\nstatus_date: 2026-06-01\n"),
    ),
    "a harder benchmark": (
        (RECORDS, SCORED, EASIER),
        (BENCHMARKS[1], "trivial_baseline: 0.25", "trivial_baseline: 0.01"),
    ),
    "another baseline": ((BENCHMARKS[0], "trivial_baseline: 0.05", "trivial_baseline: 0.06"),),
    "a later day": ((TRUST, "as_of: 2026-06-30", "as_of: 2026-07-02"),),
    "like runs of other days": ((RECORDS, BY_HAND, LATER),),
    "another name in words": ((AGENT, "name: Desk agent", "name: The desk"),),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> ReviewSide:
    return read_side(write_reviewed(tmp_path_factory.mktemp("before")))


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attempt_is_named(name: str, before: ReviewSide, tmp_path: Path) -> None:
    rule, edits = ATTACKS[name]
    found = [change for change in review(before, read_edited(tmp_path, *edits)).changes if change.innocent]
    assert [change.rule for change in found] == [rule]
    assert found[0].stops
    assert found[0].turn is Turn.WORSE


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_its_neighbour_is_not(name: str, before: ReviewSide, tmp_path: Path) -> None:
    found = review(before, read_edited(tmp_path, *NEIGHBOURS[name]))
    assert [change.rule for change in found.changes if change.innocent] == []


def test_a_line_is_lowered_in_time_before_the_pact_begins(tmp_path: Path) -> None:
    begins: Edit = (PACT, "valid_from: 2026-01-01", "valid_from: 2026-07-15")
    sides = [
        read_edited(tmp_path / name, begins, *edits)
        for name, edits in (("before", ()), ("after", ((PACT, "at_least: 0.9", "at_least: 0.85"), MAJOR)))
    ]
    assert [change.rule for change in review(sides[0], sides[1]).changes if change.innocent] == []


@pytest.mark.parametrize(("number", "named"), [(200, True), (3, False)])
def test_rows_that_stand_twice_are_found_where_they_are_many(number: int, named: bool, tmp_path: Path) -> None:
    unnamed: Edit = (RUNS, "run: run, ", "")
    repeated: Edit = (ROWS, "", twice(write_rows(380, 20), number))
    sides = [read_edited(tmp_path / "before", unnamed), read_edited(tmp_path / "after", unnamed, repeated)]
    found = {change.rule for change in review(sides[0], sides[1]).changes if change.innocent}
    assert found == ({"rows-duplicated"} if named else set())


RENAMED = an_agent(id="clerk", name="Clerk")


@pytest.mark.parametrize(
    ("agent", "rule"),
    [(RENAMED, "agent-renamed"), (RENAMED.model_copy(update={"formerly": ("desk",)}), "agent-removed")],
)
def test_an_agent_that_left_something_open_is_found_again(agent: Agent, rule: str) -> None:
    def documents(agent: Agent) -> Workspace:
        bundle = a_bundle(runs(50, 100), agent=agent.id)
        return a_workspace(an_agent_evidence(bundle, agent=agent, pacts=[a_pact(agent=agent.id)]))

    found = review(a_side(documents(an_agent())), a_side(documents(agent)))
    assert {change.rule for change in found.changes} == {rule, "agent-added"}
    assert [bool(change.innocent) for change in found.changes if change.rule == rule] == [rule == "agent-renamed"]


def test_a_new_agent_beside_the_old_one_is_new() -> None:
    old = an_agent_evidence(a_bundle(runs(50, 100)))
    new = an_agent_evidence(a_bundle(agent="clerk"), agent=RENAMED, pacts=[a_pact(agent="clerk")])
    found = review(a_side(a_workspace(old)), a_side(a_workspace(old, new)))
    assert {change.rule for change in found.changes} == {"agent-added"}


def test_every_rule_has_its_attack() -> None:
    elsewhere = {"agent-renamed"}
    assert {rule for rule, _ in ATTACKS.values()} | elsewhere == {rule.id for rule in GAMING_RULES}
