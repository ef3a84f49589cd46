"""What the public would not learn: each kind of thing that can look better than it is, and what need not be shown."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    claims_of,
    runs,
)
from trustpages.assess.report import assess
from trustpages.assess.standing.disclosure import find_differences
from trustpages.assess.standing.gates import HeldReports, find_unmet_gates
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.trust import Gates
from trustpages.model.problem import Place, ProblemLevel
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience, Posture
from trustpages.model.workspace import AgentEvidence

GOOD = runs(1000, 1000)
LAB = {"name": "Lab", "relationship": "third_party"}
AUDIT: Values = {
    "kind": "audit",
    "id": "outside-audit",
    "date": COLLECTED_TO,
    "scope": "All of it.",
    "auditor": {"name": "Lab"},
    "producer": LAB,
}
DISPUTE: Values = {
    "kind": "dispute",
    "id": "contested",
    "opened": COLLECTED_TO,
    "by": {"name": "Buyer"},
    "about": "The count.",
    "status": "open",
}
LOW = an_obligation(id="polite", severity="low")


def desk(*items: Values, claims: list[Values] | None = None, promises: Any = (), **agent: Any) -> AgentEvidence:
    given = an_agent(**agent)
    return an_agent_evidence(
        *([a_bundle(*items, agent=given.id)] if items else []),
        agent=given,
        pacts=[a_pact(*promises, agent=given.id)],
        claims=[claims_of(*claims, agent=given.id)] if claims else (),
    )


def report(audience: Audience, *agents: AgentEvidence) -> Report:
    return assess(a_workspace(*agents), AS_OF, audience, tries_policies=False)


def told(whole: list[AgentEvidence], part: list[AgentEvidence]) -> list[str]:
    complete, public = report(Audience.INTERNAL, *whole), report(Audience.PUBLIC, *part)
    return [f"{found.agent}:{found.subject}: {found.sentence}" for found in find_differences(complete, public)]


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        (runs(0, 3000, id="bad"), "agent 'desk' is Supported, and Blocked in truth"),
        (runs(0, 3000, id="bad"), "the promise 'service/task-success' is Met, and Breached in truth"),
        (runs(0, 3000, id="bad"), "the rules allow agent 'desk' 'review-after', and no more than"),
        (runs(0, 3000, id="bad"), "the claim 'resolves-most' is supported, and contradicted in truth"),
        (runs(990, 1000, id="old", agent_version="v0"), "L75, of high severity, is not told: On"),
        (an_incident(severity="critical"), "the critical incident 'incident-1' of 2026-06-20 is not shown"),
        (an_incident(), "the minor incident 'incident-1' of 2026-06-20 is not shown"),
        (an_incident(confirmed=False), "the minor incident 'incident-1'"),
        (DISPUTE | {"concerns": ["june-runs"]}, "the dispute 'contested' is not shown, and it is open"),
        (DISPUTE | {"status": "upheld"}, "the dispute 'contested' is not shown, and it is upheld"),
        (AUDIT | {"result": "fail"}, "it is not told that 'outside-audit' speaks against agent 'desk': failed"),
    ],
)
def test_what_is_hidden_is_told(hidden: Values, words: str) -> None:
    found = told([desk(GOOD, hidden, claims=[a_claim()])], [desk(GOOD, claims=[a_claim()])])
    assert any(words in sentence for sentence in found), found


@pytest.mark.parametrize(
    "hidden",
    [
        AUDIT | {"result": "pass"},
        a_review(),
        DISPUTE | {"status": "rejected"},
        DISPUTE | {"concerns": ["outside-audit"]},
    ],
)
def test_what_flatters_nobody_need_not_be_shown(hidden: Values) -> None:
    whole = desk(GOOD, AUDIT | {"result": "pass"}, hidden) if "concerns" in hidden else desk(GOOD, hidden)
    assert told([whole], [desk(GOOD)]) == []


def test_a_breach_is_not_hidden_by_a_want_of_evidence() -> None:
    found = told([desk(runs(0, 3000))], [desk()])
    assert "'service/task-success' is No evidence, and Breached in truth" in found[0]


def test_a_broken_promise_and_a_contradicted_claim_are_not_withheld() -> None:
    bad = runs(0, 3000, id="bad", supports=["service/polite"])
    broken = a_claim(id="polite", obligation="service/polite")
    whole = desk(GOOD, bad, promises=(an_obligation(), LOW), claims=[broken])
    found = told([whole], [desk(GOOD)])
    assert any("'service/polite' is not shown, and it is Breached" in sentence for sentence in found), found
    assert any("the claim 'polite' is not shown, and it is contradicted" in sentence for sentence in found)


def test_a_grave_limitation_is_told_only_of_what_both_show() -> None:
    late = runs(1000, 1000, id="late", supports=["service/polite"], selection="convenience")
    promises = (an_obligation(), LOW)
    same = [desk(GOOD, promises=promises)]
    found = told([desk(GOOD, late, promises=promises)], same)
    assert all("late" not in sentence.partition(": ")[0] for sentence in found)
    assert told(same, same) == []


@pytest.mark.parametrize(
    ("agent", "is_twin"),
    [
        ({"name": "Other", "owner": {"name": "Else"}}, True),  # the same work
        ({"name": "DESK AGENT.", "workflow": "other"}, True),
        ({"name": "Other", "workflow": "other", "model_family": "alpha"}, True),
        ({"name": "Other", "workflow": "other", "model_family": "beta"}, False),
    ],
)
def test_bad_evidence_of_a_twin_is_not_withheld(agent: Values, is_twin: bool) -> None:
    if "workflow" in agent:
        steps = [{"id": "answer", "consequence": "high"}]
        agent |= {"workflow": {"id": "other", "summary": "Other.", "steps": steps}}
    shown = desk(GOOD, model_family="alpha")
    twin = desk(an_incident(severity="critical"), **agent, id="twin")
    found = told([shown, twin], [shown])
    assert bool(found) is is_twin
    assert all(
        "agent 'twin', which may be the same product as 'desk', is not shown: it is Blocked" in text for text in found
    )


def test_a_twin_that_is_no_worse_is_no_difference() -> None:
    shown = desk(GOOD)
    assert told([shown, desk(GOOD, id="twin", name="Twin")], [shown]) == []


PLACES = {
    ("desk", ""): Place("agent.yml", 4, 5),
    ("desk", "service/task-success"): Place("pact.yml", 9, 7),
    ("desk", "resolves-most"): Place("claims.yml", 5, 9),
    ("desk", "bad"): Place("june.yml", 12, 9),
    ("", "gates.warnings"): Place("trust.yml", 8, 13),
}


def test_gates_point_at_what_they_are_about() -> None:
    bad, claims = runs(0, 3000, id="bad"), [a_claim()]
    complete = report(Audience.INTERNAL, desk(GOOD, bad, claims=claims))
    public = report(Audience.PUBLIC, desk(GOOD, claims=claims))
    gates = Gates.model_validate(
        {
            "posture_at_least": "Restricted",
            "limitations_below": "critical",
            "claims": ["contradicted"],
            "warnings": True,
        }
    )
    held = HeldReports(complete, public, (public,))
    places = {(problem.code, str(problem.place)) for problem in find_unmet_gates(gates, held, 1, PLACES)}
    assert places >= {
        ("gate-posture", "pact.yml:9:7"),
        ("gate-claim", "claims.yml:5:9"),
        ("gate-warning", "trust.yml:8:13"),
        ("gate-selective-disclosure", "pact.yml:9:7"),
        ("gate-selective-disclosure", "claims.yml:5:9"),
    }
    assert not any(place == "trust.yml" for _, place in places)


def test_gates_judge_the_published_report_too() -> None:
    complete, public = report(Audience.INTERNAL, desk(GOOD)), report(Audience.PUBLIC, desk())
    gates = Gates(posture_at_least=Posture.CONDITIONAL)
    (problem,) = find_unmet_gates(gates, HeldReports(complete, public), 0, PLACES)
    assert "is Blocked, the gate asks for Conditional" in problem.sentence
    assert find_unmet_gates(gates, HeldReports(complete, complete), 0, PLACES) == ()


def test_a_gate_that_is_switched_off_warns() -> None:
    complete, public = report(Audience.INTERNAL, desk(GOOD, an_incident())), report(Audience.PUBLIC, desk(GOOD))
    found = find_unmet_gates(Gates(selective_disclosure=False), HeldReports(complete, public, (public,)), 0, PLACES)
    assert {problem.level for problem in found} == {ProblemLevel.WARNING}


def test_an_agent_is_its_own_twin() -> None:
    agent: Agent = an_agent()
    assert agent.is_twin_of(agent)
