"""Laws of evidence that is contested or was taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    Values,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_context,
    a_pact,
    a_review,
    an_incident,
    an_obligation,
    claims_of,
    days_before,
    runs,
)
from trustpages.assess.history.effects import build_history
from trustpages.assess.history.lineage import Lineage
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import evaluate_all
from trustpages.assess.metrics.catalog import compute_findings
from trustpages.assess.sensitivity.disputed import weigh_disputes, weigh_together
from trustpages.assess.standing.posture import decide_posture_of
from trustpages.model.results.report import Portfolio
from trustpages.model.vocabulary import ClaimVerdict, Posture, Verdict

RANKS = {
    Verdict.BREACHED: 0,
    Verdict.MISSING: 0,
    Verdict.LEANING_BREACH: 1,
    Verdict.INCOMPLETE: 1,
    Verdict.LEANING_MET: 2,
    Verdict.MET: 3,
}

CASES = settings(max_examples=40, deadline=None)
REFS = ("service/task-success", "service/never")
VENDOR, LAB = {"name": "Vendor", "relationship": "vendor"}, {"name": "Lab", "relationship": "third_party"}
CLAIM_RANKS = {ClaimVerdict.CONTRADICTED: 0, ClaimVerdict.PARTIALLY_SUPPORTED: 2, ClaimVerdict.SUPPORTED: 3}

ITEMS = st.one_of(
    st.builds(
        lambda good, of, old, ref: runs(
            min(good, of), of, supports=[ref], collected={"from": days_before(old + 20), "to": days_before(old + 10)}
        ),
        st.integers(0, 200),
        st.integers(1, 200),
        st.sampled_from([0, 60, 150]),
        st.sampled_from(REFS),
    ),
    st.integers(0, 40).map(lambda good: {"kind": "red_team", "scope": "-", "attempts": 40, "successes": good}),
    st.sampled_from(["pass", "qualified", "fail"]).map(
        lambda result: {
            "kind": "audit",
            "date": COLLECTED_TO,
            "scope": "-",
            "auditor": {"name": "Lab"},
            "result": result,
        }
    ),
    st.sampled_from(["minor", "major", "critical"]).map(
        lambda severity: an_incident(severity=severity, supports=[REFS[1]])
    ),
    st.integers(0, 100).map(lambda score: a_benchmark_result(score=score / 100)),
)
RECORDED = st.lists(st.tuples(ITEMS, st.sampled_from([VENDOR, LAB])), min_size=1, max_size=4).map(
    lambda found: [item | {"id": f"item-{number}", "producer": by} for number, (item, by) in enumerate(found)]
)
WITHDRAWN = {"date": days_before(2), "by": {"name": "Vendor"}, "reason": "A mistake."}


def a_dispute(status: str, *concerns: str, **changes: Any) -> Values:
    about = {"opened": days_before(4), "by": {"name": "Buyer"}, "about": "The counts.", "concerns": list(concerns)}
    closed = {} if status == "open" else {"closed": days_before(2)}
    return {"kind": "dispute", "id": "contested", "status": status} | about | closed | changes


def assessed(items: list[Values]) -> AssessedAgent:
    promises = (
        an_obligation(threshold={"at_least": 0.7}),
        an_obligation(id="never", severity="high", measure={"kind": "zero"}, threshold={"tolerable_rate": 0.05}),
    )
    bundles = [a_bundle(*items)] if items else []
    context = a_context(*bundles, pacts=[a_pact(*promises)], claims=[claims_of(a_claim())])
    portfolio, history = Portfolio((), None, (), ()), build_history(context, Lineage())
    findings = compute_findings(context, portfolio, history)
    agent = AssessedAgent(context=context, findings=findings, portfolio=portfolio, history=history)
    return replace(agent, contests=weigh_disputes(agent))


def posture(agent: AssessedAgent) -> Posture:
    return decide_posture_of(agent.context, agent.findings, agent.history).posture


def limitations(agent: AssessedAgent) -> set[str]:
    return {limitation.rule for limitation in evaluate_all(RULES, agent).triggered}


def verdicts(agent: AssessedAgent) -> list[Verdict]:
    return [result.verdict for result in agent.findings.obligations]


def is_no_better(after: AssessedAgent, before: AssessedAgent) -> bool:
    ranks = ([RANKS[verdict.ranked_as] for verdict in verdicts(agent)] for agent in (after, before))
    kept = all(now <= then for now, then in zip(*ranks, strict=True))
    claims = ([CLAIM_RANKS.get(claim.verdict, 1) for claim in agent.findings.claims] for agent in (after, before))
    kept = kept and all(now <= then for now, then in zip(*claims, strict=True))
    return kept and posture(after).rank <= posture(before).rank


def take_back(item: Values, how: str, correction: Values) -> list[Values]:
    """The item as it stands once it was taken back, with what else goes on record for that."""
    match how:
        case "withdrawn":
            return [item | {"withdrawn": WITHDRAWN}]
        case "corrected":
            return [item | {"corrected_by": "correction"}, correction]
        case _:
            return [item, a_dispute("upheld", item["id"], finding="refuted")]


@CASES
@given(RECORDED, ITEMS, st.integers(0, 3), st.sampled_from(["withdrawn", "corrected", "refuted"]), st.booleans())
def test_nobody_gains_by_taking_evidence_back_alone(
    recorded: list[Values], correction: Values, number: int, how: str, looked: bool
) -> None:
    item = recorded[number % len(recorded)]
    others = [other for other in recorded if other is not item]
    team = a_review(id="own", date=AS_OF, closes=[item["id"]], deploying_team=True)
    before = assessed([*others, item, team])
    correction |= {"id": "correction", "producer": VENDOR}
    taken = take_back(item, how, correction)
    after = assessed([*others, *taken, *([team] if looked else [])])
    assert is_no_better(after, before)
    assert "L84" in limitations(after)
    assert item["id"] in {evidence.id for evidence in after.context.on_record}


@CASES
@given(RECORDED, st.integers(0, 3), st.sampled_from(["withdrawn", "refuted"]))
def test_what_was_taken_back_and_looked_at_counts_as_if_it_were_not_there(
    recorded: list[Values], number: int, how: str
) -> None:
    item = recorded[number % len(recorded)]
    others = [other for other in recorded if other is not item]
    outside = a_review(date=AS_OF, closes=[item["id"]])
    after = assessed([*others, *take_back(item, how, {}), outside])
    assert verdicts(after) == verdicts(assessed([*others, outside]))


@CASES
@given(RECORDED, st.integers(0, 3))
def test_an_open_dispute_changes_no_verdict_and_is_told(recorded: list[Values], number: int) -> None:
    item = recorded[number % len(recorded)]
    before, after = assessed(recorded), assessed([*recorded, a_dispute("open", item["id"])])
    assert verdicts(after) == verdicts(before)
    assert posture(after) is posture(before)
    assert [claim.verdict for claim in after.findings.claims] == [claim.verdict for claim in before.findings.claims]
    assert limitations(after) >= limitations(before) | {"L83"}
    (contest,) = after.contests
    without = assessed([other for other in recorded if other is not item])
    flipped = {verdict.obligation: verdict.after for verdict in contest.verdicts}
    expected = zip(after.findings.obligations, without.findings.obligations, strict=True)
    assert flipped == {now.ref: then.verdict for now, then in expected if now.verdict is not then.verdict}


@CASES
@given(RECORDED, st.sampled_from(REFS), st.sampled_from([None, "refuted"]))
def test_a_dispute_upheld_over_a_verdict_improves_nothing(
    recorded: list[Values], ref: str, finding: str | None
) -> None:
    upheld = a_dispute("upheld", ref, **({"finding": finding} if finding else {}))
    before, after = assessed(recorded), assessed([*recorded, upheld])
    assert is_no_better(after, before)
    assert "L83" in limitations(after)
    others = ((now, then) for now, then in zip(after.findings.obligations, before.findings.obligations, strict=True))
    assert all(now.verdict is then.verdict for now, then in others if now.ref != ref)


@CASES
@given(RECORDED)
def test_disputes_over_everything_are_weighed_together(recorded: list[Values]) -> None:
    disputes = [a_dispute("open", item["id"], id=f"over-{item['id']}") for item in recorded]
    agent = assessed([*recorded, *disputes])
    joint = weigh_together(agent)
    without = assessed([])
    expected = {
        now.ref: then.verdict
        for now, then in zip(agent.findings.obligations, without.findings.obligations, strict=True)
        if now.verdict is not then.verdict
    }
    alone = {(verdict.obligation, verdict.after) for contest in agent.contests for verdict in contest.verdicts}
    told = alone if joint is None else {(verdict.obligation, verdict.after) for verdict in joint.verdicts}
    assert set(expected.items()) <= told
