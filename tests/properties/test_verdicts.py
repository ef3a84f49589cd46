"""Laws of verdicts, over whole documents."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, days_before, runs
from trustpages.assess.evidence.context import build_context
from trustpages.assess.measures.ruling import choose_worse_verdict
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.pact import Pact
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

CASES = settings(max_examples=60, deadline=None)
SETTINGS = st.sampled_from(["production", "staging", "benchmark"])
SELECTIONS = st.sampled_from(["all", "random", "convenience"])


@st.composite
def items(draw: st.DrawFn, id_: str, supports: str = "service/task-success") -> Values:
    n = draw(st.integers(1, 500))
    unknown = draw(st.integers(0, min(3, n)))
    k = draw(st.integers(0, n - unknown))
    return runs(
        k,
        n,
        id=id_,
        unknown=unknown,
        supports=[supports],
        setting=draw(SETTINGS),
        selection=draw(SELECTIONS),
        run_set=draw(st.sampled_from([None, "one", "other"])),
    )


@st.composite
def bundles(draw: st.DrawFn) -> list[Bundle]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        age = draw(st.integers(0, 120))
        days = {"from": days_before(age + draw(st.integers(0, 40))), "to": days_before(age)}
        inside = [draw(items(f"item-{number}-{n}")) for n in range(draw(st.integers(1, 2)))]
        found.append(a_bundle(*inside, id=f"bundle-{number}", collected=days))
    return found


def results(found: list[Bundle], pact: Pact) -> tuple[ObligationResult, ...]:
    context = a_context(*found, pacts=[pact])
    return evaluate_obligations(context, find_recorded_triggers(context))


THRESHOLDS = st.sampled_from([0.5, 0.9, 0.95, 0.99])


@CASES
@given(bundles(), THRESHOLDS)
def test_too_few_runs_are_never_enough(found: list[Bundle], threshold: float) -> None:
    (one,) = results(found, a_pact(an_obligation(threshold={"at_least": threshold})))
    if isinstance(one.quantity, Measured) and one.n_min is not None and (one.quantity.n or 0) < one.n_min:
        assert one.verdict is not Verdict.MET


@CASES
@given(bundles(), THRESHOLDS, st.randoms(use_true_random=False))
def test_the_order_of_files_and_items_is_irrelevant(
    found: list[Bundle], threshold: float, shuffler: random.Random
) -> None:
    pact = a_pact(an_obligation(threshold={"at_least": threshold}))
    shuffled = [
        bundle.model_copy(update={"items": tuple(shuffler.sample(bundle.items, len(bundle.items)))}) for bundle in found
    ]
    shuffler.shuffle(shuffled)
    context = a_context(*found, pacts=[pact])
    documents = replace(context.agent, bundles=tuple(shuffled))
    other = build_context(context.workspace, documents, context.as_of)
    assert evaluate_obligations(other, ()) == evaluate_obligations(context, ())


@CASES
@given(bundles(), THRESHOLDS)
def test_evidence_is_either_pooled_or_left_out_with_a_reason(found: list[Bundle], threshold: float) -> None:
    (one,) = results(found, a_pact(an_obligation(threshold={"at_least": threshold})))
    named = {item.id for bundle in found for item in bundle.items}
    assert {*one.pooled, *(left.evidence for left in one.left_out)} == named
    assert not {*one.pooled} & {left.evidence for left in one.left_out}
    assert all(left.reason for left in one.left_out)


@CASES
@given(st.integers(1, 300), st.integers(0, 300), THRESHOLDS, SELECTIONS)
def test_one_more_failure_never_helps(n: int, bad: int, threshold: float, selection: str) -> None:
    bad = min(bad, n)
    pact = a_pact(an_obligation(threshold={"at_least": threshold}))

    def verdict(k: int, attempts: int) -> Verdict:
        (one,) = results([a_bundle(runs(k, attempts, selection=selection))], pact)
        return one.verdict

    before, after = verdict(n - bad, n), verdict(n - bad, n + 1)
    assert choose_worse_verdict(before, after) is after


@CASES
@given(bundles(), THRESHOLDS)
def test_without_evidence_it_is_missing(found: list[Bundle], threshold: float) -> None:
    pact = a_pact(an_obligation(threshold={"at_least": threshold}))
    (one,) = results([], pact)
    assert one.verdict is Verdict.MISSING
    assert results(found, pact)[0].verdict is not Verdict.NOT_APPLICABLE


@CASES
@given(st.integers(1, 400), st.integers(0, 60), THRESHOLDS, SELECTIONS)
def test_the_distance_to_a_breach_is_exact(n: int, bad: int, threshold: float, selection: str) -> None:
    bad = min(bad, n)
    pact = a_pact(an_obligation(threshold={"at_least": threshold}))

    def result(k: int, attempts: int) -> ObligationResult:
        return results([a_bundle(runs(k, attempts, selection=selection))], pact)[0]

    found: Any = result(n - bad, n)
    distance = found.would_change.failures_to_breach
    if distance is not None and found.decided_by == "inferred" and selection != "all":
        assert result(n - bad, n + distance).verdict is Verdict.BREACHED
        assert result(n - bad, n + distance - 1).verdict is not Verdict.BREACHED
