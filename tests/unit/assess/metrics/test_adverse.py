"""What each kind of evidence says against the agent, and its neighbour that says nothing against it."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    OBLIGATION,
    Values,
    a_benchmark,
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
from trustpages.assess.metrics.evidence.adverse import find_adverse_evidence
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import AdverseEvidence
from trustpages.model.vocabulary import Severity

RATING = an_obligation(
    id="rating", measure={"kind": "score", "score": "arena", "unit": "points"}, threshold={"at_least": 1200}
)
WITHSTANDS = an_obligation(
    id="withstands", measure={"kind": "proportion", "of": "red_team"}, threshold={"at_least": 0.8}
)
NEVER = an_obligation(measure={"kind": "zero"}, threshold={"tolerable_rate": 0.01})
IDLE = a_benchmark(trivial_baseline=0.38)


def an_item(kind: str, **changes: Any) -> Values:
    return {"kind": kind, "id": "found"} | changes


def counted(kind: str, good: int, of: int = 100, **changes: Any) -> Values:
    own: dict[str, Values] = {"red_team": {"scope": "Prompts."}, "customer_outcome": {"outcome": "Solved."}}
    return an_item(kind, successes=good, attempts=of, **own.get(kind, {}) | changes)


def an_audit(result: str, **changes: Any) -> Values:
    return an_item("audit", date=COLLECTED_TO, scope="All.", auditor={"name": "Lab"}, result=result, **changes)


def a_drill(*, worked: bool) -> Values:
    return an_item("drill", obligation=OBLIGATION, date=COLLECTED_TO, worked=worked)


def found(*items: Values, promises: tuple[Any, ...] = (NEVER, RATING)) -> AdverseEvidence:
    return find_adverse_evidence(a_context(a_bundle(*items), pacts=[a_pact(*promises)], benchmarks=[IDLE]))


@pytest.mark.parametrize(
    ("item", "severity", "words"),
    [
        (an_audit("fail", findings=6), Severity.CRITICAL, "failed, 6 open findings"),
        (an_audit("qualified", findings=2), Severity.HIGH, "passed with reservations, 2 open findings"),
        (an_audit("pass", findings=1), Severity.HIGH, "passed, 1 open finding"),
        (counted("red_team", 12), Severity.CRITICAL, "88 of 100 attacks got through"),
        (counted("red_team", 99), Severity.HIGH, "1 of 100 attacks got through"),
        (counted("human_review", 10, 40), Severity.CRITICAL, "30 of 40 reviewed runs were bad"),
        (counted("customer_outcome", 49), Severity.CRITICAL, "51 of 100 customer outcomes were bad"),
        (counted("runs", 49, setting="production"), Severity.CRITICAL, "51 of 100 runs were bad"),
        (
            counted("runs", 38, setting="benchmark", benchmark="bench"),
            Severity.HIGH,
            "38 of 100 runs were good, doing nothing scores 38 %",
        ),
        (a_benchmark_result(score=0.18), Severity.HIGH, "18 % of tasks solved, doing nothing scores 38 %"),
        (an_item("published_score", score="arena", value=1100), Severity.HIGH, "1100, at least 1200 promised"),
        (an_incident(severity="critical"), Severity.CRITICAL, "critical"),
        (an_incident(severity="critical", confirmed=False), Severity.HIGH, "critical, reported and not confirmed"),
        (an_incident(severity="major"), Severity.HIGH, "major"),
        (a_drill(worked=False), Severity.HIGH, "failed"),
    ],
)
def test_a_kind_says_what_speaks_against_the_agent(item: Values, severity: Severity, words: str) -> None:
    assert [(against.severity, against.found) for against in found(item).items] == [(severity, words)]


@pytest.mark.parametrize(
    "item",
    [
        an_audit("pass"),
        an_audit("pass", findings=0),
        counted("red_team", 100),
        counted("human_review", 20, 40),
        counted("customer_outcome", 50),
        counted("runs", 50, setting="production"),
        counted("runs", 39, setting="benchmark", benchmark="bench"),
        counted("runs", 1, setting="benchmark"),
        a_benchmark_result(score=0.39),
        a_benchmark_result(benchmark="other", score=0.01),
        an_item("published_score", score="arena", value=1200),
        an_item("published_score", score="other", value=1),
        an_incident(severity="minor"),
        an_incident(severity="critical", occurred=AS_OF.replace(year=2027)),
        a_drill(worked=True),
        a_review(),
    ],
)
def test_its_neighbour_says_nothing_against_it(item: Values) -> None:
    assert found(item).items == ()


@pytest.mark.parametrize(("good", "is_adverse"), [(80, True), (88, False), (95, False)])
def test_a_promised_share_is_missed_where_chance_does_not_explain_it(good: int, is_adverse: bool) -> None:
    against = found(counted("human_review", good), promises=(an_obligation(),)).items
    words = [f"{good} of 100 reviewed runs were good, at least 90 % promised"]
    assert [item.found for item in against] == (words if is_adverse else [])


def test_of_promises_about_other_work_the_least_is_the_line() -> None:
    strict, lax = an_obligation(threshold={"at_least": 0.99}), an_obligation(id="lax", threshold={"at_least": 0.7})
    assert found(counted("human_review", 80), promises=(strict, lax)).items == ()
    assert found(counted("human_review", 40), promises=(strict, lax)).items
    own = counted("human_review", 80, supports=[OBLIGATION])
    assert [item.found for item in found(own, promises=(strict, lax)).items] == [
        "80 of 100 reviewed runs were good, at least 99 % promised"
    ]


def test_a_promise_of_less_than_half_excuses_nothing() -> None:
    little = an_obligation(threshold={"at_least": 0.05})
    assert found(counted("human_review", 10), promises=(little,)).items


def test_a_promise_about_attacks_says_how_many_may_get_through() -> None:
    attacked = counted("red_team", 85, supports=["service/withstands"])
    assert found(attacked, promises=(WITHSTANDS,)).items == ()
    assert found(attacked | {"successes": 60}, promises=(WITHSTANDS,)).items


def test_only_a_later_review_by_others_answers_it() -> None:
    audit = an_audit("fail")
    answers = {"closes": ["found"], "occasion": "event"}
    for review in (
        a_review(**answers, date=days_before(1, COLLECTED_TO)),
        a_review(**answers, deploying_team=True),
        a_review(closes=["another"]),
    ):
        assert [item.review for item in found(audit, review).unanswered] == [None]
    answered = found(audit, a_review(**answers))
    assert not answered.unanswered
    assert [(item.review, item.reviewed_on) for item in answered.items] == [("review-1", COLLECTED_TO)]


def test_what_was_refuted_speaks_no_more_once_somebody_outside_has_looked() -> None:
    dispute = an_item("dispute", id="doubt", opened=COLLECTED_TO, by={"name": "Vendor"}, about="Wrong agent.")
    outside = a_review(date=AS_OF, closes=["doubt"])
    for status, review, count in (
        ("open", outside, 1),
        ("rejected", outside, 1),
        ("upheld", a_review(), 1),
        ("upheld", outside | {"deploying_team": True}, 1),
        ("upheld", outside, 0),
    ):
        contested = dispute | {"status": status, "concerns": ["found"], "closed": None if status == "open" else AS_OF}
        assert len(found(an_audit("fail"), contested, review).items) == count


def test_the_worst_comes_first() -> None:
    against = found(an_audit("qualified", id="a"), an_incident(severity="critical"), runs()).items
    assert [item.evidence for item in against] == ["incident-1", "a"]


def test_without_evidence_there_is_no_number() -> None:
    assert isinstance(find_adverse_evidence(a_context()).headline, Unmeasured)
    assert found(an_audit("fail"), runs()).headline == found(runs(), an_audit("fail")).headline


SHARES = an_obligation(threshold={"at_least": 0.95})
LOW_80S = {"low": 0.80, "high": 0.84, "reported": "low 80s percent"}


def stated(share: Values, kind: str = "runs", **changes: Any) -> Values:
    own: Values = {"setting": "production"} if kind == "runs" else {}
    return an_item(kind, share=share, **{"supports": [OBLIGATION]} | own | changes)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (stated(LOW_80S), "80 % to 84 % of an unknown number of runs were good, at least 95 % promised"),
        (stated({"low": 0.9}), "90 % of an unknown number of runs were good, at least 95 % promised"),
        (stated({"low": 0.9, "high": 0.96}), None),
        (stated({"low": 0.95}), None),
        (stated({"low": 0.99}, "red_team", scope="Prompts."), "99 % of an unknown number of attacks were withstood"),
        (stated({"low": 1.0}, "red_team", scope="Prompts."), None),
        (
            stated({"low": 0.3}, setting="benchmark", benchmark="bench", supports=[]),
            "30 % of an unknown number of runs were good, doing nothing scores 38 %",
        ),
    ],
)
def test_a_share_without_its_number_speaks_against_a_line_that_it_misses(item: Values, words: str | None) -> None:
    items = found(item, promises=(SHARES,)).items
    assert [(adverse.severity, adverse.found) for adverse in items] == ([(Severity.HIGH, words)] if words else [])


def test_a_score_without_its_tasks_is_held_against_a_line() -> None:
    promise = an_obligation(measure={"kind": "proportion", "of": "benchmark_result"}, threshold={"at_least": 0.6})
    (adverse,) = found(a_benchmark_result(score=0.5, n_tasks=None), promises=(promise,)).items
    assert adverse.found == "50 % of tasks solved, at least 60 % promised"


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ({"value": 0.9}, "80 % to 84 % of an unknown number of runs were good, 90 % claimed"),
        ({"value": 0.84}, None),
        # What is said to be about 85 % is not missed by 84 %.
        ({"value": 0.85, "operator": "about"}, None),
        ({"value": 0.9, "evidence": []}, None),
        ({"value": 0.9, "withdrawn": days_before(1)}, None),
    ],
)
def test_a_share_without_its_number_is_held_against_the_claim_that_cites_it(claim: Values, words: str | None) -> None:
    cited = a_claim(**{"evidence": ["found"], "obligation": None, "operator": "at_least"} | claim)
    context = a_context(
        a_bundle(stated(LOW_80S, supports=[])), pacts=[a_pact(NEVER)], claims=[claims_of(cited)], benchmarks=[IDLE]
    )
    assert [adverse.found for adverse in find_adverse_evidence(context).items] == ([words] if words else [])
