"""Upheld disputes, withdrawals and corrections: what counts of the evidence, and who gains by that."""

from __future__ import annotations

import pytest

from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_pact,
    a_review,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.assess.history.effects import build_history
from trustpages.assess.history.lineage import Lineage
from trustpages.assess.metrics.compliance import assess_compliance
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

LOOKED = a_review(date=AS_OF, closes=["june-runs", "contested"])
SCORES = an_obligation(measure={"kind": "proportion", "of": "benchmark_result"}, threshold={"at_least": 0.5})


def upheld(*concerns: str, **changes: object) -> Values:
    values = {"kind": "dispute", "id": "contested", "opened": days_before(8), "by": {"name": "Buyer"}, "about": "It."}
    return values | {"concerns": list(concerns), "status": "upheld", "closed": days_before(4)} | changes


def withdrawn(by: str = "Vendor") -> Values:
    return {"withdrawn": {"date": days_before(3), "by": {"name": by}, "reason": "Counted twice."}}


def judged(*items: Values, promise: Obligation | None = None) -> ObligationResult:
    context = a_context(a_bundle(*items), pacts=[a_pact(*([promise] if promise else []))])
    return assess_compliance(context, find_recorded_triggers(context), build_history(context, Lineage()))[0]


def count_of(result: ObligationResult) -> tuple[float | None, float | None]:
    assert isinstance(result.quantity, Measured)
    return result.quantity.k, result.quantity.n


@pytest.mark.parametrize("review", [[], [LOOKED]])
def test_a_refuted_score_stays_out_whatever_review_closes_the_dispute(review: list[Values]) -> None:
    counts = (("a", 142), ("b", 128))
    scores = [a_benchmark_result(id=name, score=k / 200, k=k, n_tasks=50, trials=4) for name, k in counts]
    result = judged(*scores, upheld("a"), *review, promise=SCORES)
    assert (result.pooled, count_of(result)) == (("b",), (128, 200))
    assert [gap.evidence for gap in result.left_out] == ["a"]


def test_a_dispute_over_a_benchmark_takes_out_what_was_measured_on_it() -> None:
    scores = [a_benchmark_result(id=name, benchmark=name, score=0.9) for name in ("bench", "other")]
    assert judged(*scores, upheld("bench"), promise=SCORES).pooled == ("other",)


@pytest.mark.parametrize(("finding", "pooled"), [(None, ()), ("refuted", ()), ("confirmed", ("june-runs",))])
def test_a_dispute_says_whether_it_refutes_or_confirms(finding: str | None, pooled: tuple[str, ...]) -> None:
    result = judged(runs(400, 400), upheld("june-runs", **({"finding": finding} if finding else {})))
    assert result.pooled == pooled


def test_an_upheld_complaint_confirms_its_incident() -> None:
    never = an_obligation(measure={"kind": "zero"}, threshold={"tolerable_rate": 0.01})
    use = runs(400, 400, monitoring={"fraction": 1})
    complaint = upheld("incident-1")
    assert judged(use, an_incident(), complaint, promise=never).verdict is Verdict.BREACHED
    refuted = complaint | {"finding": "refuted"}
    # That it did not happen is not for whoever says so alone.
    assert judged(use, an_incident(), refuted, promise=never).verdict is Verdict.BREACHED
    assert judged(use, an_incident(), refuted, LOOKED, promise=never).verdict is not Verdict.BREACHED


def test_a_withdrawn_good_result_is_gone_at_once() -> None:
    assert judged(runs(400, 400, **withdrawn())).verdict is Verdict.MISSING


def test_a_correction_counts_in_place_of_what_it_corrects() -> None:
    result = judged(runs(380, 400, corrected_by="corrected"), runs(370, 400, id="corrected"))
    assert (result.pooled, count_of(result)) == (("corrected",), (370, 400))
    assert result.held_to == ()


@pytest.mark.parametrize(
    ("retraction", "others"),
    [
        (withdrawn(), [runs(400, 400, id="b")]),
        ({"corrected_by": "b"}, [runs(400, 400, id="b")]),
        ({}, [runs(400, 400, id="b"), upheld("june-runs")]),
    ],
)
def test_nothing_is_better_for_it_until_somebody_outside_has_looked(retraction: Values, others: list[Values]) -> None:
    bad = runs(200, 400, **retraction)
    result = judged(bad, *others)
    assert (result.verdict, result.held_to) == (Verdict.BREACHED, ("june-runs",))
    assert "nobody outside has looked" in result.notes[-1]
    assert judged(bad, *others, LOOKED | {"deploying_team": True}).held_to == ("june-runs",)
    assert judged(bad, *others, LOOKED | {"by": {"name": "Somebody", "role": "intern"}}).held_to == ("june-runs",)
    looked = judged(bad, *others, LOOKED)
    assert (looked.verdict, looked.held_to, looked.pooled) == (Verdict.MET, (), ("b",))


def test_a_producer_outside_may_take_back_what_it_found_itself() -> None:
    lab = {"producer": {"name": "Lab", "relationship": "third_party"}}
    rest = runs(400, 400, id="b")
    assert judged(runs(200, 400, **lab, **withdrawn("Lab")), rest).verdict is Verdict.MET
    assert judged(runs(200, 400, **lab, **withdrawn("Vendor")), rest).verdict is Verdict.BREACHED


def test_what_is_withdrawn_later_still_counts() -> None:
    later = {"withdrawn": withdrawn()["withdrawn"] | {"date": AS_OF.replace(year=2027)}}
    assert judged(runs(400, 400, **later)).pooled == ("june-runs",)
    assert judged(runs()).ref == OBLIGATION


def test_what_was_collected_until_a_dispute_over_the_verdict_was_upheld_does_not_bear_it() -> None:
    result = judged(runs(400, 400), upheld(OBLIGATION))
    assert (result.verdict, result.pooled, result.overturned) == (Verdict.MISSING, (), ("june-runs",))
    assert "the dispute contested over the verdict was upheld" in str(result.left_out[0].reason)
    assert judged(runs(400, 400), upheld(OBLIGATION, finding="confirmed")).verdict is Verdict.MET
    assert judged(runs(400, 400), upheld(OBLIGATION) | {"status": "rejected"}).verdict is Verdict.MET


def test_what_was_collected_since_bears_it() -> None:
    later = runs(400, 400, id="later", collected={"from": days_before(3), "to": AS_OF})
    result = judged(runs(400, 400), later, upheld(OBLIGATION))
    assert (result.verdict, result.pooled) == (Verdict.MET, ("later",))


def test_an_upheld_dispute_over_a_verdict_clears_no_breach() -> None:
    assert judged(runs(200, 400), upheld(OBLIGATION)).verdict is Verdict.BREACHED
