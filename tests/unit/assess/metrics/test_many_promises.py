"""All promises of an agent as one family: Holm's procedure by judging anew at its levels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.many_promises import judge_together
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.obligation import ManyPromises
from trustpages.model.vocabulary import Verdict

N, LINE = 400, 0.9


def context_of(successes: Sequence[int], **changes: str) -> Context:
    """One promise of at least 0.9 for each number of successes of 400."""
    promises = [an_obligation(id=f"p{i}", threshold={"at_least": LINE}) for i in range(len(successes))]
    items: list[Values] = [
        runs(k, N, id=f"runs-{i}", run_set=f"set-{i}", supports=[f"service/p{i}"], **{"selection": "random"} | changes)
        for i, k in enumerate(successes)
    ]
    return a_context(a_bundle(*items), pacts=[a_pact(*promises)])


def judged(successes: Sequence[int], **changes: str) -> ManyPromises:
    context = context_of(successes, **changes)
    return judge_together(context, evaluate_obligations(context, ()), ())


def holm(successes: Sequence[int]) -> set[str]:
    """By p-values: exact binomial ones, two-sided as twice the smaller tail, stepped down from the smallest."""
    p = {
        f"service/p{i}": 2 * min(stats.binom.sf(k - 1, N, LINE), stats.binom.cdf(k, N, LINE))
        for i, k in enumerate(successes)
    }
    rejected: set[str] = set()
    for place, ref in enumerate(sorted(p, key=p.__getitem__)):
        if p[ref] > 0.05 / (len(p) - place):
            break
        rejected.add(ref)
    return rejected


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(325, 390), min_size=1, max_size=6))
def test_it_is_holms_procedure_on_exact_p_values(successes: list[int]) -> None:
    found = judged(successes)
    assert found.judged == len(successes)
    assert set(found.standing) == holm(successes)
    assert set(found.standing) <= set(found.decided)


def test_a_verdict_that_stands_alone_may_not_stand_among_many() -> None:
    alone, among = judged([374]), judged([374, 360, 361, 359, 362, 358])
    assert alone.standing == alone.decided == ("service/p0",)
    assert (among.decided, among.standing) == (("service/p0",), ())
    assert isinstance(among.headline, Measured)
    assert (among.headline.k, among.headline.n) == (0, 1)


def test_one_that_stands_makes_it_easier_for_the_next() -> None:
    """At 1 - 0.05/2 the second does not stand; once the first does, it is judged at 0.95."""
    assert judged([373, 360]).standing == ()
    assert judged([373, 395]).standing == ("service/p0", "service/p1")


@pytest.mark.parametrize(("selection", "count"), [("all", 0), ("convenience", 2)])
def test_facts_are_not_judged(selection: str, count: int) -> None:
    found = judged([300, 310], selection=selection)
    assert (found.judged, len(found.decided)) == (count, count)
    assert isinstance(found.headline, Unmeasured) is (count == 0)


def test_the_report_keeps_the_verdict_of_each_promise_by_itself() -> None:
    context = context_of([374, 360, 361, 359, 362, 358])
    assert evaluate_obligations(context, ())[0].verdict is Verdict.MET
