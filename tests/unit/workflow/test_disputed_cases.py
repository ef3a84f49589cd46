"""Public cases of disputes, withdrawals and claims: what each of them has to come to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.records.changes import ChangeTopic, Turn
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience, Verdict
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
TODAY = date(2026, 11, 30)
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not CASES.is_dir(), reason="../shared is not there")]


def computed(case: str, audience: Audience = Audience.PUBLIC, as_of: date | None = None) -> ComputedReport:
    return compute(read(Choice(CASES / case, as_of, audience, TODAY)))


def agent_of(case: str, as_of: date | None = None) -> AgentReport:
    report = computed(case, as_of=as_of).report
    assert report is not None
    return report.agents[0]


def texts(agent: AgentReport, rule: str) -> list[str]:
    return [limitation.text for limitation in agent.limitations.triggered if limitation.rule == rule]


def test_an_open_dispute_is_told_with_the_verdict_without_it() -> None:
    (said,) = texts(agent_of("fail-03/b01-open"), "L83")
    assert "contests swe-run" in said
    assert "goes from on track to no evidence" in said


@pytest.mark.parametrize(
    ("case", "pooled", "verdict"),
    [
        ("b01-upheld", (), Verdict.MISSING),
        ("b01-reviewed", (), Verdict.MISSING),
        ("b24", ("right",), Verdict.ON_TRACK),
        ("b24b", ("right",), Verdict.ON_TRACK),
    ],
)
def test_a_refuted_score_stays_out_for_good(case: str, pooled: tuple[str, ...], verdict: Verdict) -> None:
    (result,) = agent_of(f"fail-03/{case}").findings.obligations
    assert (result.pooled, result.verdict) == (pooled, verdict)


def test_what_cannot_be_evaluated_any_more_is_not_better() -> None:
    found = computed("fail-08/b01-withdrawn")
    (agent,) = found.record.agents
    turns = {change.subject: change.turn for change in agent.changes if change.changed is ChangeTopic.LIMITATION}
    assert turns["L33"] is Turn.LOST
    assert [rule for rule, turn in turns.items() if turn is Turn.BETTER] == ["L60"]  # a review was held
    assert [problem.code for problem in computed("fail-08/b01-withdrawn", audience=Audience.INTERNAL).problems] == []


@pytest.mark.parametrize(("case", "named"), [("m-dbench", "r"), ("m-dclaim", "c")])
def test_a_dispute_is_about_a_benchmark_or_a_claim(case: str, named: str) -> None:
    found = computed(f"fail-19/{case}", audience=Audience.INTERNAL)
    assert found.problems == ()
    (said,) = texts(agent_of(f"fail-19/{case}"), "L83")
    assert f"contests {named}: " in said


def test_a_claim_about_a_value_needs_no_promise() -> None:
    (claim,) = agent_of("fail-29/b08b").findings.claims
    assert claim.quantity.status.has_number


def test_an_upheld_complaint_does_not_expire_its_incident() -> None:
    agent = agent_of("fail-30/p01c-upheld")
    assert texts(agent, "L14") == []
    assert "fare" in agent.findings.obligations[0].pooled
    assert {item.evidence: item.status.is_usable for item in agent.findings.freshness.items}["fare"]


@pytest.mark.parametrize(("case", "missed"), [("p01", 1), ("p01b", 2)])
@pytest.mark.parametrize("as_of", [None, date(2026, 1, 1)])
def test_a_missed_consequence_stays_missed(case: str, missed: int, as_of: date | None) -> None:
    entries = agent_of(f"fail-30/{case}", as_of=as_of).findings.follow_through.entries
    assert sum(entry.state is LedgerState.MISSED_TRIGGER for entry in entries) == missed
