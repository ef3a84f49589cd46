from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import absent, measured
from support.assess.results import an_obligation_result, expired, freshness_of_all
from support.builders import (
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_pact,
    a_trust,
    an_agent,
    an_incident,
    an_obligation,
    runs,
)
from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.evidence.adverse import find_adverse_evidence
from trustpages.assess.metrics.evidence.coverage import compute_coverage
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.coverage import Coverage
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Severity, Verdict

Values = dict[str, Any]
CONSEQUENCES = {"a": "critical", "b": "critical", "c": "high", "d": "medium", "e": "low"}
STRENGTHS = {"a": "direct", "b": "none", "c": "partial", "d": "direct", "e": "direct"}
TASKS = {"a": 5, "b": None, "c": 4, "d": 6, "e": 3}


def links(strengths: dict[str, str], mapper: str | None = None) -> list[Values]:
    return [
        {"agent": "desk", "obligation": f"service/keeps-{step}", "strength": s, "tasks": TASKS[step], "mapper": mapper}
        for step, s in strengths.items()
    ]


def promises(steps: str = "abcde") -> list[ObligationResult]:
    return [an_obligation_result(id=f"keeps-{step}", step=step) for step in steps]


def a_workflow(**consequences: str) -> Values:
    steps = [{"id": name, "consequence": consequence} for name, consequence in consequences.items()]
    return {"id": "service", "summary": "Work", "steps": steps}


def a_case(*mapping: Values, items: tuple[Values, ...] = (a_benchmark_result(),), **changes: Any) -> Context:
    benchmark = a_benchmark(mapping=list(mapping), **{"n_tasks": 50} | changes)
    agent = an_agent(workflow=a_workflow(**CONSEQUENCES))
    bundles = [a_bundle(*items)] if items else []
    return a_context(*bundles, agent=agent, benchmarks=[benchmark])


def of(context: Context, obligations: list[ObligationResult] | None = None) -> Coverage:
    kept = obligations if obligations is not None else promises()
    return compute_coverage(context, kept, freshness_of_all(context), find_adverse_evidence(context))


def reason_of(quantity: Measured | Unmeasured) -> Status:
    assert isinstance(quantity, Unmeasured), quantity
    return quantity.status


def test_worked_example() -> None:
    found = of(a_case(*links(STRENGTHS)))
    assert measured(found.weighted).value == pytest.approx(0.5938, abs=5e-5)
    unweighted = measured(found.unweighted)
    assert (unweighted.k, unweighted.n) == (4, 5)
    assert found.uncovered == ("service/keeps-b",)
    relevance = measured(found.relevance)
    assert (relevance.k, relevance.n) == (18, 50)
    assert found.bounds is None


def test_a_partial_test_does_not_cover_a_critical_promise() -> None:
    found = of(a_case(*links(STRENGTHS | {"a": "partial"})))
    assert found.uncovered == ("service/keeps-a", "service/keeps-b")


def test_unmapped_pairs_leave_bounds() -> None:
    found = of(a_case(*links({"a": "direct", "c": "partial"})))
    assert measured(found.weighted).value == pytest.approx(6.5 / 16)
    assert found.bounds == (pytest.approx(6.5 / 16), pytest.approx(14.5 / 16))
    assert measured(found.weighted).notes == ("pairs that nobody mapped, counted as untested: 3",)


def test_no_mapping_is_not_zero_coverage() -> None:
    found = of(a_case())
    assert (reason_of(found.weighted), reason_of(found.unweighted)) == (Status.MISSING, Status.MISSING)
    assert found.bounds == (0.0, 1.0)
    assert reason_of(found.relevance) is Status.MISSING
    assert len(found.uncovered) == 2


def test_no_benchmark_result_is_not_zero_coverage() -> None:
    found = of(a_case(*links(STRENGTHS), items=()))
    assert reason_of(found.weighted) is Status.MISSING
    assert (found.benchmarks, found.bounds) == (("bench",), None)
    assert not any(cell.counts for row in found.rows for cell in row.cells)


def test_expired_results_do_not_count() -> None:
    context = a_case(*links(STRENGTHS))
    found = compute_coverage(
        context, promises(), freshness_of_all(context, expired("bench-result")), find_adverse_evidence(context)
    )
    assert reason_of(found.weighted) is Status.MISSING
    assert found.uncovered == ("service/keeps-a", "service/keeps-b")


def test_no_obligation_is_missing() -> None:
    found = of(a_case(*links(STRENGTHS)), [])
    assert reason_of(found.weighted) is Status.MISSING
    assert reason_of(found.without_other_evidence) is Status.MISSING
    waived = [an_obligation_result(verdict=Verdict.NOT_APPLICABLE)]
    assert reason_of(of(a_case(*links(STRENGTHS)), waived).weighted) is Status.MISSING


def test_weights_of_zero_are_invalid() -> None:
    zero = a_trust(coverage={"consequence": {"critical": 0, "high": 0, "medium": 0, "low": 0}})
    context = a_context(a_bundle(a_benchmark_result()), benchmarks=[a_benchmark()], trust=zero)
    found = of(context, [an_obligation_result()])
    assert reason_of(found.weighted) is Status.INVALID
    assert reason_of(found.without_other_evidence) is Status.INVALID


def test_benchmarks_never_add_up_beyond_one() -> None:
    half = links({"a": "partial"})
    other = a_benchmark(id="other", mapping=half)
    context = a_context(
        a_bundle(a_benchmark_result(), a_benchmark_result(id="second", benchmark="other")),
        agent=an_agent(workflow=a_workflow(**CONSEQUENCES)),
        benchmarks=[a_benchmark(mapping=half), other],
    )
    found = of(context, promises("a"))
    assert measured(found.weighted).value == 0.5
    assert [cell.strength for cell in found.rows[0].cells] == [0.5, 0.5]


def test_a_link_to_the_obligation_goes_before_links_to_its_step() -> None:
    step = {"workflow": "service", "step": "a", "strength": "partial"}
    own = {"agent": "desk", "obligation": "service/keeps-a", "strength": "none"}
    found = of(a_case(step, own))
    assert found.rows[0].best == 0
    elsewhere = own | {"agent": "other-agent"}
    assert of(a_case(step, elsewhere)).rows[0].best == 0.5


def test_a_step_alone_is_never_tested_directly() -> None:
    found = of(a_case({"workflow": "service", "step": "a", "strength": "direct"}))
    assert found.rows[0].best == 0.5
    assert "service/keeps-a" in found.uncovered


@pytest.mark.parametrize(
    ("measure", "by_step", "by_name"),
    [
        ({"kind": "proportion", "of": "runs"}, 0.5, 1),
        ({"kind": "repeated", "tries": 4}, 0.5, 1),
        ({"kind": "zero", "of": "runs"}, 0.5, 1),
        ({"kind": "proportion", "of": "customer_outcome"}, 0, 0.5),
        ({"kind": "rate", "of": "incidents"}, 0, 0.5),
        ({"kind": "quantile", "value": "seconds"}, 0, 0.5),
        ({"kind": "mean", "value": "rating"}, 0, 0.5),
        ({"kind": "cost_per_success"}, 0, 0.5),
        ({"kind": "boolean", "of": "audit"}, 0, 0.5),
    ],
)
def test_a_benchmark_tests_directly_what_it_measures(measure: Values, by_step: float, by_name: float) -> None:
    promise = an_obligation(id="keeps-a", step="a", measure=measure, threshold={})
    to_step = {"workflow": "service", "step": "a", "strength": "direct"}
    to_promise = {"agent": "desk", "obligation": "service/keeps-a", "strength": "direct"}

    def cover(link: Values) -> Coverage:
        context = a_context(
            a_bundle(a_benchmark_result()),
            agent=an_agent(workflow=a_workflow(**CONSEQUENCES)),
            pacts=[a_pact(promise)],
            benchmarks=[a_benchmark(mapping=[link])],
        )
        return of(context, promises("a"))

    assert [cover(link).rows[0].best for link in (to_step, to_promise)] == [by_step, by_name]
    # Nobody is asked for a test that no benchmark could be.
    assert bool(cover(to_step).uncovered) is (by_name == 1)
    assert cover(to_step).bounds is None


def test_consequence_is_that_of_the_step_else_of_the_obligation() -> None:
    found = of(
        a_case(*links(STRENGTHS)),
        [
            an_obligation_result(id="on-step", step="e", severity=Severity.CRITICAL),
            an_obligation_result(id="no-step", step=None, severity=Severity.HIGH),
        ],
    )
    assert [(row.consequence, row.weight) for row in found.rows] == [(Severity.LOW, 1), (Severity.HIGH, 3)]


@pytest.mark.parametrize(
    ("item", "other"),
    [
        (runs(supports=["service/keeps-a"]), True),
        (runs(supports=["service/keeps-b"]), False),
        (runs(supports=["service/keeps-a"], setting="benchmark"), False),
        (an_incident(supports=["service/keeps-a"]), True),
    ],
)
def test_other_evidence_is_anything_but_benchmarks(item: Values, other: bool) -> None:
    context = a_case(*links(STRENGTHS), items=(a_benchmark_result(), item))
    found = of(context, promises("a"))
    assert found.rows[0].other_evidence is other
    assert measured(found.without_other_evidence).value == (0 if other else 1)


MAPPERS = [
    {"id": "ours", "name": "Vendor team", "party": {"name": "Vendor", "relationship": "vendor"}},
    {"id": "lab", "name": "Lab", "party": {"name": "Lab", "relationship": "third_party"}},
]


@pytest.mark.parametrize(("drawn_by", "independent"), [(["ours"], False), (["lab"], False), (["ours", "lab"], True)])
def test_mapping_is_independent_if_two_drew_it_and_not_the_vendor_alone(drawn_by: list[str], independent: bool) -> None:
    mapping = [link for mapper in drawn_by for link in links(STRENGTHS, mapper)]
    found = of(a_case(*mapping, mappers=MAPPERS))
    assert found.independent_mapping is independent


def test_of_two_mappers_the_weaker_link_holds_and_agreement_is_measured() -> None:
    generous = links(dict.fromkeys(STRENGTHS, "direct"), "ours")
    found = of(a_case(*generous, *links(STRENGTHS, "lab"), mappers=MAPPERS))
    assert measured(found.weighted).value == pytest.approx(0.5938, abs=5e-5)
    agreement = absent(found.agreement)
    assert agreement.status is Status.INSUFFICIENT
    assert agreement.reason.startswith("3 of 5 pairs were rated alike; 5 units were rated twice")
    case = a_case(*generous, *links(STRENGTHS, "lab"), mappers=MAPPERS)
    found_on_five = measured(of(replace(case, policy=a_trust(judgment={"min_units": 5}).policy)).agreement)
    assert (found_on_five.method, found_on_five.n) == ("weighted kappa", 5)
    assert found_on_five.notes == ("3 of 5 pairs were rated alike",)
    assert of(a_case(*links(STRENGTHS))).agreement is None


@pytest.mark.parametrize(("direct", "ratio"), [(4, 1.0), (3, 0.5), (2, 0.0), (0, -1.0)])
def test_content_validity_of_four_experts(direct: int, ratio: float) -> None:
    mapping = [link for i in range(4) for link in links({"a": "direct" if i < direct else "partial"}, f"expert-{i}")]
    assert of(a_case(*mapping)).content_validity == (("bench", "service/keeps-a", ratio),)
    assert of(a_case(*mapping[:3])).content_validity == ()


def test_tasks_of_several_promises_never_exceed_the_benchmark() -> None:
    many = [link | {"tasks": 40} for link in links({"a": "direct", "c": "direct"})]
    relevance = measured(of(a_case(*many)).relevance)
    assert (relevance.k, relevance.n) == (50, 50)


@given(st.permutations(links(STRENGTHS)))
def test_order_of_links_is_irrelevant(mapping: list[Values]) -> None:
    assert of(a_case(*mapping)) == of(a_case(*links(STRENGTHS)))


def test_a_benchmark_with_scores_in_a_unit_of_its_own_tests_the_promise_about_them() -> None:
    promise = an_obligation(
        id="keeps-a", step="a", measure={"kind": "score", "score": "elo"}, threshold={"at_least": 9}
    )
    link = {"agent": "desk", "obligation": "service/keeps-a", "strength": "direct"}
    score = {"kind": "published_score", "id": "elo", "score": "elo", "value": 1200, "benchmark": "bench"}
    board = a_benchmark(mapping=[link], score_unit="Elo points", leaderboard=[{"name": "A", "value": 1300}])
    context = a_context(
        a_bundle(score),
        agent=an_agent(workflow=a_workflow(**CONSEQUENCES)),
        pacts=[a_pact(promise)],
        benchmarks=[board],
    )
    assert of(context, promises("a")).rows[0].best == 1
    assert context.list_cited_benchmarks() == {"bench"}


def test_a_benchmark_of_other_work_is_not_in_the_matrix() -> None:
    never = an_obligation(
        id="keeps-a",
        step="a",
        measure={"kind": "zero", "of": "incidents", "event": "a leak"},
        threshold={"tolerable_rate": 0.1},
    )
    elsewhere = {"workflow": "other", "step": "a", "strength": "partial"}
    here = {"workflow": "service", "step": "a", "strength": "partial"}
    context = a_context(
        agent=an_agent(workflow=a_workflow(**CONSEQUENCES)),
        pacts=[a_pact(never)],
        benchmarks=[a_benchmark(mapping=[elsewhere]), a_benchmark(id="near", mapping=[here])],
    )
    found = of(context, promises("a"))
    assert found.benchmarks == ("near",)
    assert [cell.strength for cell in found.rows[0].cells] == [0.0]  # no benchmark measures what never happens
