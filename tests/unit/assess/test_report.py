from __future__ import annotations

from dataclasses import replace

import pytest

from support.builders import (
    AGENT,
    AS_OF,
    OBLIGATION,
    Values,
    a_benchmark,
    a_benchmark_result,
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
from trustpages.model.problem import Place, Problem
from trustpages.model.results.follow_through import ReviewState
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Audience, Posture, Verdict
from trustpages.model.workspace import Workspace


def report_of(workspace: Workspace) -> Report:
    return assess(workspace, AS_OF, Audience.INTERNAL)


def agent_report(*items: Values, **pact: object) -> AgentReport:
    documents = an_agent_evidence(a_bundle(*items, a_review()), pacts=[a_pact(**pact)], claims=[claims_of(a_claim())])
    return report_of(a_workspace(documents, benchmarks=[a_benchmark()])).agents[0]


@pytest.mark.parametrize(
    ("items", "posture", "authority"),
    [
        ([runs(99, 100)], Posture.SUPPORTED, "review-after"),
        ([runs(99, 100, setting="benchmark")], Posture.PROVISIONAL, "review-after"),
        ([runs(35, 35)], Posture.CONDITIONAL, "approve-each"),
        ([runs(87, 100, selection="random")], Posture.RESTRICTED, "approve-each"),
        ([runs(80, 100)], Posture.BLOCKED, "suspended"),
        ([an_incident()], Posture.BLOCKED, "suspended"),
    ],
)
def test_from_documents_to_posture_and_authority(items: list[Values], posture: Posture, authority: str) -> None:
    found = agent_report(*items)
    assert (found.posture.posture, found.authority.by_rules) == (posture, authority)


def test_an_agent_without_pacts_is_blocked() -> None:
    report = report_of(a_workspace(an_agent_evidence(a_bundle(), pacts=[])))
    assert report.agents[0].posture.reason == "nothing is promised"


def test_a_breach_calls_for_a_review_that_is_not_held_against_it_twice() -> None:
    found = agent_report(runs(10, 100), a_benchmark_result())
    assert "breach/service/task-success" in {trigger.id for trigger in found.findings.reviews.triggers}
    assert "claim/resolves-most" in {trigger.id for trigger in found.findings.reviews.triggers}
    assert found.findings.reviews.state is ReviewState.OVERDUE
    assert found.posture.decided_by == OBLIGATION


def test_a_review_that_names_a_breach_closes_its_trigger() -> None:
    review = a_review(id="because", date=AS_OF, occasion="event", closes=[OBLIGATION])
    triggers = {trigger.id: trigger for trigger in agent_report(runs(10, 100), review).findings.reviews.triggers}
    assert triggers["breach/service/task-success"].closed_by == "because"


def test_every_obligation_and_item_appears_once() -> None:
    obligations = [an_obligation(id=name) for name in ("one", "two")]
    documents = an_agent_evidence(a_bundle(runs(), an_incident()), pacts=[a_pact(*obligations)])
    (found,) = report_of(a_workspace(documents)).agents
    assert [obligation.ref for obligation in found.findings.obligations] == ["service/one", "service/two"]
    assert {obligation.verdict for obligation in found.findings.obligations} == {Verdict.MISSING}
    assert [item.id for item in found.evidence] == ["incident-1", "june-runs"]


def test_the_order_of_files_is_irrelevant() -> None:
    one, other = a_bundle(runs(id="a"), id="x"), a_bundle(runs(id="b"), an_incident(), id="y")
    documents = an_agent_evidence(one, other)
    turned = replace(documents, bundles=tuple(reversed(documents.bundles)))
    assert report_of(a_workspace(turned)) == report_of(a_workspace(documents))


def test_the_inputs_are_recorded() -> None:
    problem = Problem(Place("trust.yml"), "a-code", "a sentence")
    workspace = a_workspace(benchmarks=[a_benchmark()])
    found = assess(workspace, AS_OF, Audience.NDA, problems=[problem])
    assert (found.as_of, found.audience, found.inputs_digest) == (AS_OF, Audience.NDA, "0" * 64)
    assert found.problems == (problem,)
    assert found.portfolio.documents == workspace.benchmarks


def test_only_benchmarks_that_an_agent_was_tried_on_are_held_against_it() -> None:
    other = an_agent_evidence(agent=an_agent(id="other"), pacts=[])
    tried = an_agent_evidence(a_bundle(a_benchmark_result()), agent=an_agent(id=AGENT))
    found = report_of(a_workspace(tried, other, benchmarks=[a_benchmark()]))
    assert [len(agent.findings.benchmarks.benchmarks) for agent in found.agents] == [1, 0]
    assert len(found.portfolio.benchmarks) == 1
