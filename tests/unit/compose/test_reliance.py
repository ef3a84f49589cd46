"""How far a step may be relied on: no further than what is known of it, and of the whole agent, allows."""

from __future__ import annotations

from typing import Any

import pytest

from support.assess.histories import a_report
from support.builders import (
    OBLIGATION,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_pact,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.compose.answers.reliance import assess_step, group_steps_by_reliance
from trustpages.model.results.report import Report

AUDIT: Values = {"kind": "audit", "id": "audit", "date": days_before(3), "scope": "All.", "auditor": {"name": "Lab"}}
ATTACKS: Values = {"kind": "red_team", "id": "attacks", "scope": "Prompts.", "attempts": 50, "successes": 47}
REVIEWED: Values = {"kind": "human_review", "id": "reviewed", "attempts": 50, "successes": 5}
OTHER_STEP: Values = {"id": "send", "consequence": "low"}


def report_on(
    *items: Values, steps: tuple[Values, ...] = (), promise: Values | None = None, reviewed: int = 1, **agent: Any
) -> Report:
    own = an_agent()
    workflow = own.workflow.model_dump(by_alias=True, exclude_none=True)
    workflow["steps"] = [*workflow["steps"], *steps]
    bundle = a_bundle(
        runs(990, 1000, setting="production"), *items, a_review(id="scheduled", date=days_before(reviewed))
    )
    documents = an_agent_evidence(
        bundle, agent=an_agent(workflow=workflow, **agent), pacts=[a_pact(an_obligation(**(promise or {})))]
    )
    return a_report(a_workspace(documents, benchmarks=[a_benchmark(trivial_baseline=0.5)]))


def relied_on(report: Report) -> dict[str, str]:
    return {state.name: steps for state, steps in group_steps_by_reliance(report, report.agents[0])}


@pytest.mark.parametrize(
    ("item", "reliance"),
    [
        (AUDIT | {"result": "pass"}, "rely"),
        (AUDIT | {"result": "qualified"}, "care"),
        (AUDIT | {"result": "fail"}, "no"),
        (ATTACKS, "care"),
        (ATTACKS | {"successes": 7}, "no"),
        (REVIEWED, "no"),
        (an_incident(severity="minor"), "rely"),
        (an_incident(severity="major"), "care"),
        (an_incident(severity="critical"), "no"),
        (an_incident(severity="critical", confirmed=False), "care"),
        (a_benchmark_result(score=0.45), "no"),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else str(value),
)
def test_what_speaks_against_the_agent_limits_the_only_step(item: Values, reliance: str) -> None:
    assert relied_on(report_on(item | {"supports": []})) == {reliance: "Answer"}


def test_of_several_steps_the_one_that_it_is_about_is_not_relied_on() -> None:
    assert relied_on(report_on(AUDIT | {"result": "fail"}, steps=(OTHER_STEP,))) == {
        "unpromised": "Send",
        "care": "Answer",
    }
    named = REVIEWED | {"supports": [OBLIGATION]}
    assert relied_on(report_on(named, steps=(OTHER_STEP,))) == {"no": "Answer", "unpromised": "Send"}
    touched = an_incident(severity="critical", steps=["send"], supports=[])
    assert relied_on(report_on(touched, steps=(OTHER_STEP,))) == {"no": "Send", "care": "Answer"}


def test_the_reason_names_what_speaks_against_it() -> None:
    report = report_on(REVIEWED)
    line = assess_step(report, report.agents[0], report.agents[0].agent.workflow.steps[0])
    assert line.why == "reviewed speaks against it: 5 of 50 reviewed runs were good, at least 90\u00a0% promised."
    assert line.decided_by == ()


def test_a_line_that_nothing_breaks_is_no_ground_to_rely_on() -> None:
    assert relied_on(report_on(promise={"threshold": {"at_least": 0.001}})) == {"care": "Answer"}


def test_after_the_last_good_day_nothing_is_relied_on_without_care() -> None:
    assert relied_on(report_on(reviewed=1)) == {"rely": "Answer"}
    assert relied_on(report_on(reviewed=400)) == {"care": "Answer"}


def test_an_agent_that_must_not_act_is_relied_on_for_nothing() -> None:
    ladder = {"ladder": ["suspended", "approve-each", "alone"], "granted": "suspended"}
    assert relied_on(report_on(authority=ladder)) == {"no": "Answer"}
