"""Each kind of step: documents in which it would change something, and what; its neighbour, where it would not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from support.advise import find_step, list_turned, steps_of
from support.builders import (
    AS_OF,
    OBLIGATION,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_pact,
    a_review,
    an_agent,
    an_obligation,
    an_override,
    claims_of,
    days_before,
    runs,
)
from trustpages.advise.catalog import KINDS
from trustpages.model.documents.bundle import Bundle

Documents = dict[str, Any]
Gains = set[tuple[str, ...]]

RIGHTS = [{"decision": "escalate", "owner": "risk", "may_override": ["board"]}]
AGREED = {"action": "escalate", "within": "2 days", "decided_by": "risk"}


def with_items(*items: Documents, **others: Any) -> tuple[tuple[Bundle, ...], Documents]:
    return (a_bundle(*items),), others


def the_promise(**changes: Any) -> Documents:
    return {"pacts": [a_pact(an_obligation(on_breach=AGREED, **changes))]}


@dataclass(frozen=True)
class Case:
    """Documents with a step and what it would change for the better; the same without what the step is for."""

    step: str
    having: tuple[tuple[Bundle, ...], Documents]
    gains: Gains
    lacking: tuple[tuple[Bundle, ...], Documents]
    others: Documents = field(default_factory=dict)


GOOD = with_items(runs(99), **the_promise())

CASES = (
    Case("promise/answer", ((), {"pacts": []}), {("posture", "desk", "Conditional")}, GOOD),
    Case(
        "name-deciders/agent",
        with_items(runs(99), **the_promise()),
        {("limitation", "L64", "")},
        with_items(runs(99), agent=an_agent(decision_rights=RIGHTS), **the_promise()),
    ),
    Case("agree-consequence/agent", with_items(runs(99)), {("limitation", "L57", "")}, GOOD),
    Case(
        "name-review-days/agent",
        with_items(runs(99), pacts=[a_pact(an_obligation(window={"rolling": 90, "review_dates": []}))]),
        {("limitation", "L51", "")},
        GOOD,
    ),
    Case(
        "grant-less/agent",
        with_items(runs(20), **the_promise()),
        {("limitation", "L73", "")},
        with_items(runs(99), a_review(), **the_promise()),
    ),
    Case(
        f"first-evidence/{OBLIGATION}",
        ((), the_promise()),
        {("posture", "desk", "Supported"), ("verdict", OBLIGATION, "met")},
        GOOD,
    ),
    Case(
        f"more-runs/{OBLIGATION}",
        with_items(runs(95, selection="random"), a_review(), **the_promise()),
        {("verdict", OBLIGATION, "met"), ("limitation", "L48", "")},
        with_items(runs(99), a_review(), **the_promise()),
    ),
    Case(
        "repeat/june-runs",
        (
            (a_bundle(runs(99), collected={"from": days_before(80), "to": days_before(70)}),),
            {"agent": an_agent(cadence={"evidence": 30}), **the_promise()},
        ),
        {("verdict", OBLIGATION, "met")},
        GOOD,
    ),
    Case(
        "find-outcomes/june-runs",
        with_items(runs(91, 100, unknown=4), **the_promise(threshold={"at_least": 0.93})),
        {("limitation", "L49", "")},
        GOOD,
    ),
    Case(
        "independent-repeat/bench-result",
        with_items(runs(99), a_benchmark_result(supports=[]), benchmarks=[a_benchmark()], **the_promise()),
        {("limitation", "L25", "")},
        with_items(
            runs(99),
            a_benchmark_result(supports=[], replicated_by={"name": "Lab", "relationship": "third_party"}),
            benchmarks=[a_benchmark()],
            **the_promise(),
        ),
    ),
    Case(
        "independent-repeat/june-runs",
        GOOD,
        {("limitation", "L36", "")},
        ((a_bundle(runs(99), producer={"name": "Lab", "relationship": "third_party"}),), the_promise()),
    ),
    Case(
        "real-use/agent",
        with_items(runs(99, setting="staging"), **the_promise()),
        {("limitation", "L42", ""), ("limitation", "L33", "")},
        GOOD,
    ),
    Case(f"carry-out/service.task-success.on_breach.{AS_OF}", with_items(runs(20), **the_promise()), set(), GOOD),
    Case(f"drill/{OBLIGATION}", GOOD, {("limitation", "L58", "")}, with_items(runs(99))),
    Case(
        "withdraw-claim/resolves-most",
        with_items(runs(20), claims=[claims_of()]),
        {("limitation", "L61", "")},
        with_items(runs(99), claims=[claims_of()], **the_promise()),
    ),
    Case(
        "review/agent",
        with_items(
            {
                "kind": "audit",
                "id": "audit",
                "date": AS_OF,
                "scope": "All.",
                "auditor": {"name": "A"},
                "result": "fail",
            },
            runs(99),
            a_review(),
            **the_promise(),
        ),
        {("limitation", "L80", "medium"), ("posture", "desk", "Supported")},
        with_items(runs(99), a_review(), **the_promise()),
    ),
    Case(
        "accept-risk/open",
        with_items(
            runs(99), agent=an_agent(residual_risks=[{"id": "open", "risk": "It errs.", "why_accepted": "Rarely."}])
        ),
        {("limitation", "L72", "")},
        GOOD,
    ),
    Case(
        "complete-override/override-1",
        with_items(
            runs(20),
            an_override(justification=None),
            agent=an_agent(
                decision_rights=[{"decision": "narrow-authority", "owner": "board", "may_override": ["risk"]}]
            ),
            **the_promise(),
        ),
        {("limitation", "L59", "")},
        with_items(runs(20), **the_promise()),
    ),
    Case(
        "settle-dispute/contested",
        with_items(
            runs(99),
            {
                "kind": "dispute",
                "id": "contested",
                "opened": days_before(9),
                "by": {"name": "A customer"},
                "about": "The labels.",
                "concerns": ["june-runs"],
                "status": "open",
            },
            **the_promise(),
        ),
        {("limitation", "L83", "")},
        GOOD,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.step)
def test_a_step_is_told_where_it_would_change_something(case: Case) -> None:
    bundles, others = case.having
    found = steps_of(*bundles, **others)
    step = find_step(found, case.step)
    assert step is not None, [step.id for step in found.steps]
    assert case.gains <= list_turned(step), step.changes
    bundles, others = case.lacking
    assert find_step(steps_of(*bundles, **others), case.step) is None


def test_every_kind_has_a_case() -> None:
    assert {kind.name for kind in KINDS} == {case.step.partition("/")[0] for case in CASES}
