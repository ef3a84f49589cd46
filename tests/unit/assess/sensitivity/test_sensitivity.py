"""What other choices of policy would change, held against whole reports under those policies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.builders import (
    AS_OF,
    OBLIGATION,
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
    claims_of,
    days_before,
    decisions_of,
    runs,
)
from trustpages.assess.evidence.context import build_context
from trustpages.assess.history.effects import build_history
from trustpages.assess.history.lineage import find_lineage
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.metrics.catalog import compute_findings, compute_portfolio
from trustpages.assess.report import assess
from trustpages.assess.sensitivity.changed_verdicts import rejudge_obligations
from trustpages.assess.sensitivity.variations import Variation, vary_policy
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.records.sensitivity import Shift
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace

STALE_CONSEQUENCE = {"action": "recertify", "within": 5, "decided_by": "owner"}
PROMISES = (
    an_obligation(threshold={"at_least": 0.89}),
    an_obligation(id="aged", severity="low", evidence_max_age="6 days", on_stale=STALE_CONSEQUENCE),
    an_obligation(
        id="sampled", severity="low", window={"rolling": 90, "population": 900}, threshold={"at_least": 0.92}
    ),
    an_obligation(id="speed", severity="low", measure={"kind": "mean", "value": "seconds"}, threshold={"at_most": 30}),
    an_obligation(id="tested", severity="low", measure={"kind": "proportion", "of": "benchmark_result"}),
)
ALL = [f"service/{promise.id}" for promise in PROMISES]
# Half and double of the five agents that a correlation requires: one comparison loses its own, the other gains one.
COMPARISONS = [
    {
        "id": f"of-{len(successes)}",
        "title": "Compared",
        "workflow": "service",
        "rows": [
            {"agent": f"agent-{rank}", "rank": rank, "successes": k, "runs": 20}
            for rank, k in enumerate(successes, start=1)
        ],
    }
    for successes in ((18, 16, 17, 11, 14, 9, 12), (9, 12, 16, 18))
]
DECISION: Values = {
    "id": "purchase",
    "date": AS_OF,
    "about": "Buying it.",
    "consequence": "high",
    "cited": [{"id": "a", "class": "benchmark"}, {"id": "b", "class": "runtime"}],
    "outcome": "approved",
    "approver": {"name": "Buyer"},
}


def a_whole_workspace() -> Workspace:
    """An agent of which most parameters touch something."""
    values = {"seconds": {"n": 25, "mean": 20.0, "sd": 5.0}}
    items = [
        runs(186, 200, supports=ALL[:4], selection="random", values=values, by_period=[1, 0, 2, 9, 0, 0, 1, 1]),
        a_benchmark_result(supports=[ALL[4]], collected={"from": days_before(200), "to": days_before(185)}),
        an_incident(severity="major", occurred=days_before(9)),
        a_review(closes=["incident-1", "bench-result"], date=days_before(5)),
        runs(id="reviewed", kind="human_review", method="human", setting=None, ratings={"table": [[50, 9], [6, 35]]}),
    ]
    link = {"workflow": "service", "step": "answer", "strength": "partial"}
    agent = an_agent(
        blast_radius="medium",
        changes=[{"date": days_before(40 + n), "kind": "prompt", "summary": "Words."} for n in range(2)],
    )
    evidence = an_agent_evidence(
        a_bundle(*items),
        agent=agent,
        pacts=[a_pact(*PROMISES)],
        claims=[claims_of(a_claim(value=0.95), a_claim(id="bench-claim", value=0.4, evidence=["bench-result"]))],
    )
    return a_workspace(
        evidence,
        benchmarks=[a_benchmark(mapping=[link], trivial_baseline=0.08, comparisons=COMPARISONS)],
        decisions=[decisions_of(DECISION)],
        trust=a_trust(rank={"simulations": 100}),
    )


WORKSPACE = a_whole_workspace()
VARIATIONS = [
    pytest.param(variation, id=f"{variation.parameter}={variation.tried}")
    for variation in vary_policy(WORKSPACE, compute_portfolio(WORKSPACE)).all
]
ASKED_LATER = {"L70", "L73"}  # of the sensitivity itself, and of the authority


@pytest.fixture(scope="module")
def report() -> AgentReport:
    return assess(WORKSPACE, AS_OF, Audience.INTERNAL).agents[0]


def shift_of(report: AgentReport, one: Variation) -> Shift:
    assert report.sensitivity is not None
    found = [
        shift for shift in report.sensitivity.shifts if (shift.parameter, shift.tried) == (one.parameter, one.tried)
    ]
    return found[0] if found else Shift(one.parameter, one.value, one.tried, (), "", ())


def standing(found: Limitations, rule: str) -> str:
    severities = [limitation.severity for limitation in found.triggered if limitation.rule == rule]
    if severities:
        return min(severities, key=lambda severity: severity.rank).value
    return "clear" if rule in found.clear else "not evaluable"


@pytest.mark.parametrize("one", VARIATIONS)
def test_a_trial_says_what_a_whole_report_would_say(report: AgentReport, one: Variation) -> None:
    trust = WORKSPACE.trust.model_copy(update={"policy": one.policy})
    whole = assess(replace(WORKSPACE, trust=trust), AS_OF, Audience.INTERNAL).agents[0]
    shift = shift_of(report, one)
    assert shift.verdicts == tuple(
        f"{old.ref}: {old.verdict} -> {new.verdict}"
        for old, new in zip(report.findings.obligations, whole.findings.obligations, strict=True)
        if old.verdict is not new.verdict
    )
    assert shift.claims == tuple(
        f"{old.id}: {old.verdict} -> {new.verdict}"
        for old, new in zip(report.findings.claims, whole.findings.claims, strict=True)
        if old.verdict is not new.verdict
    )
    before, after = report.posture.posture.value, whole.posture.posture.value
    assert shift.posture == ("" if before == after else f"{before} -> {after}")
    rules = (rule.id for rule in RULES if rule.id not in ASKED_LATER)
    changes = ((id_, standing(report.limitations, id_), standing(whole.limitations, id_)) for id_ in rules)
    assert set(shift.limitations) == {f"{id_}: {old} -> {new}" for id_, old, new in changes if old != new}


def test_some_trials_change_verdicts_and_some_the_posture(report: AgentReport) -> None:
    assert report.sensitivity is not None
    shifts = report.sensitivity.shifts
    assert report.sensitivity.tried == len(VARIATIONS)
    assert {shift.parameter for shift in shifts if shift.verdicts} >= {"level", "freshness.expired"}
    gained, lost = (shift.limitations for shift in shifts if shift.parameter == "rank.exploratory_from")
    assert gained
    assert lost
    assert any(shift.posture for shift in shifts)
    assert report.sensitivity.obligations == tuple(
        sorted({said.split(":")[0] for shift in shifts for said in shift.verdicts})
    )


def test_the_limitation_counts_the_verdicts_that_could_change(report: AgentReport) -> None:
    assert report.sensitivity is not None
    found = next(limitation for limitation in report.limitations.triggered if limitation.rule == "L70")
    assert found.subjects == report.sensitivity.obligations
    assert f"could change {len(found.subjects)} of {len(PROMISES)} verdicts" in found.text


def test_a_verdict_far_from_every_line_hangs_on_none() -> None:
    kept = an_agent_evidence(
        a_bundle(runs(9_990, 10_000)),
        agent=an_agent(cadence={"review": "365 days", "evidence": "365 days"}),
        pacts=[a_pact(valid_from=date(2026, 1, 1))],
    )
    found = assess(a_workspace(kept), AS_OF, Audience.INTERNAL).agents[0].sensitivity
    assert found is not None
    assert found.obligations == ()
    assert OBLIGATION not in {said.split(":")[0] for shift in found.shifts for said in shift.verdicts}


def test_a_claim_hangs_on_the_line_between_sources_though_its_promise_does_not() -> None:
    others = {"name": "Others", "relationship": "third_party"}
    evidence = an_agent_evidence(
        a_bundle(runs(90, 100), runs(81, 100, id="others", producer=others)),
        pacts=[a_pact(an_obligation(threshold={"at_least": 0.5}))],
        claims=[claims_of(a_claim(value=0.77))],
    )
    found = assess(a_workspace(evidence), AS_OF, Audience.INTERNAL).agents[0]
    assert found.sensitivity is not None
    (shift,) = (one for one in found.sensitivity.shifts if one.parameter == "pact.pooling_level")
    assert (shift.tried, shift.verdicts) == ("0.95", ())
    assert shift.claims == ("resolves-most: partially-supported -> supported",)


@pytest.mark.parametrize("parameter", ["pact.pooling_level", "pact.carried_level"])
@pytest.mark.parametrize(("by", "is_concerned"), [("A", False), ("AA", False), ("AB", True)])
def test_a_promise_with_a_single_source_hangs_on_no_line_between_sources(
    parameter: str, by: str, *, is_concerned: bool
) -> None:
    producers = [{"name": name, "relationship": "third_party"} for name in by]
    items = [runs(95, 100, id=f"runs-{number}", producer=who) for number, who in enumerate(producers)]
    evidence = an_agent_evidence(a_bundle(*items), pacts=[a_pact()])
    workspace = a_workspace(evidence)
    context = build_context(workspace, evidence, AS_OF)
    portfolio, history = compute_portfolio(workspace), build_history(context, find_lineage(None, workspace))
    findings = compute_findings(context, portfolio, history)
    agent = AssessedAgent(context=context, findings=findings, portfolio=portfolio, history=history)
    again = rejudge_obligations(agent, context, parameter)
    assert (again is not findings.obligations) is is_concerned
    assert [result.verdict for result in again] == [result.verdict for result in findings.obligations]
