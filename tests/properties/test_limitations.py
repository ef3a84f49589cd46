"""Whatever the documents say: every rule has one outcome, and every sentence is whole."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import (
    AS_OF,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_pact,
    a_review,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    an_override,
    claims_of,
    days_before,
    runs,
)
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.report import assess
from trustpages.model.documents.pact import Obligation
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace

DAYS = st.integers(0, 900).map(days_before)
COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))


@st.composite
def some_runs(draw: st.DrawFn) -> Values:
    good, bad, unknown = draw(COUNTS)
    attempts = max(1, good + bad + unknown)
    end = draw(DAYS)
    return runs(
        good,
        attempts,
        unknown=unknown,
        setting=draw(st.sampled_from(["production", "staging", "benchmark"])),
        selection=draw(st.sampled_from(["all", "random"])),
        method=draw(st.sampled_from(["deterministic", "human", "llm_judge", "attested"])),
        monitoring=draw(st.none() | st.just({"fraction": 0.5})),
        agent_version=draw(st.none() | st.sampled_from(["v0", "v1"])),
        collected={"from": end, "to": end},
    )


@st.composite
def some_results(draw: st.DrawFn) -> Values:
    tasks = draw(st.none() | st.integers(1, 50))
    solved = draw(st.integers(0, tasks or 50))
    return a_benchmark_result(
        n_tasks=tasks,
        score=solved / (tasks or 50),
        trials=draw(st.none() | st.just(1)),
        variants=draw(st.none() | st.integers(1, 9)),
        tuned_on=draw(st.none() | st.integers(0, 3)),
        benchmark=draw(st.sampled_from(["bench", "other"])),
    )


def other_items() -> st.SearchStrategy[Values]:
    days = st.builds(lambda day: {"date": day}, DAYS)
    return st.one_of(
        st.builds(lambda day, severity: an_incident(occurred=day, severity=severity), DAYS, SEVERITIES),
        days.map(lambda given: a_review(**given)),
        days.map(lambda given: an_override(**given, expires=AS_OF)),
    )


SEVERITIES = st.sampled_from(["critical", "major", "minor"])
ITEMS = st.lists(st.one_of(some_runs(), some_results(), other_items()), max_size=6)


@st.composite
def some_promises(draw: st.DrawFn) -> list[Obligation]:
    measures: list[Values] = [
        {"measure": {"kind": "proportion"}, "threshold": {"at_least": 0.9}},
        {"measure": {"kind": "proportion"}, "threshold": {"at_most": 0.1}},
        {"measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.01}},
        {"measure": {"kind": "zero", "of": "runs"}, "threshold": {}},
        {"measure": {"kind": "rate"}, "threshold": {"at_most": 0.05}},
        {"measure": {"kind": "boolean"}},
    ]
    chosen = draw(st.lists(st.sampled_from(measures), min_size=0, max_size=3))
    windows: list[Values] = [{"rolling": 90}, {"rolling": 365, "review_dates": [], "expected_runs": 100}]
    first = [an_obligation(window=draw(st.sampled_from(windows)))]
    return first + [an_obligation(id=f"promise-{n}", **one) for n, one in enumerate(chosen)]


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    items = [
        one | {"id": f"item-{n}", "supports": ["service/task-success", "service/promise-0"]}
        for n, one in enumerate(draw(ITEMS))
    ]
    agent: Values = {
        "blast_radius": draw(st.sampled_from(["critical", "low"])),
        "deployed_since": draw(st.none() | st.just(date(2026, 1, 1))),
        "changes": draw(st.just([]) | st.just([{"date": days_before(30), "kind": "model", "summary": "New."}])),
    }
    said: list[Any] = [a_claim(n=draw(st.none() | st.integers(1, 200)))]
    evidence = an_agent_evidence(
        *([a_bundle(*items)] if items else []),
        agent=an_agent(**agent),
        pacts=[a_pact(*draw(some_promises()))],
        claims=[claims_of(*said)] if draw(st.booleans()) else (),
    )
    boards = [a_benchmark(trivial_baseline=draw(st.none() | st.just(0.4)))] if draw(st.booleans()) else []
    return a_workspace(evidence, benchmarks=boards, trust=a_trust(rank={"simulations": 10}))


@given(workspaces())
@settings(max_examples=60)
def test_every_rule_has_one_outcome_and_every_sentence_is_whole(workspace: Workspace) -> None:
    found = assess(workspace, AS_OF, Audience.INTERNAL).agents[0].limitations
    fired = {limitation.rule for limitation in found.triggered}
    unknown = [unevaluated.rule for unevaluated in found.not_evaluable]
    assert sorted([*fired, *unknown, *found.clear]) == [rule.id for rule in RULES]
    for one in found.triggered:
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|\binf\b|\(s\)", one.text), one.text
        assert one.text.endswith(".")
        assert one.removed_by
    assert all(unevaluated.reason for unevaluated in found.not_evaluable)


@given(workspaces())
@settings(max_examples=20)
def test_the_same_documents_give_the_same_limitations(workspace: Workspace) -> None:
    first, second = (assess(workspace, AS_OF, Audience.INTERNAL).agents[0] for _ in range(2))
    assert first.limitations == second.limitations
    assert first.sensitivity == second.sensitivity
