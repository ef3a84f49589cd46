"""A verdict on clusters of which only sums are known, as a warehouse delivers them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pydantic import ValidationError

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

Clusters = Sequence[tuple[int, int]]


def item_of(each: Clusters, *, summed: bool, **changes: int) -> Values:
    """The same clusters, summed or one by one."""
    k, n = sum(k for k, _ in each), sum(n for _, n in each)
    if not summed:
        parts = [{"id": f"c{i}", "attempts": n, "successes": k} for i, (k, n) in enumerate(each)]
        return runs(None, None, clusters=parts, selection="random")
    sums = {
        "clusters": len(each),
        "k": k,
        "n": n,
        "k2": sum(k * k for k, _ in each),
        "n2": sum(n * n for _, n in each),
        "kn": sum(k * n for k, n in each),
    }
    return runs(k, n, cluster_sums=sums | changes, selection="random")


def judged(item: Values, line: float) -> ObligationResult:
    pact = a_pact(an_obligation(threshold={"at_least": line}))
    return evaluate_obligation(Case(a_context(a_bundle(item), pacts=[pact]), pact, pact.obligations[0]))


def quantity_of(result: ObligationResult) -> Measured:
    assert isinstance(result.quantity, Measured)
    return result.quantity


def test_perfect_clusters_are_worth_as_many_either_way() -> None:
    clusters = [(40, 40)] * 80
    summed, apart = (judged(item_of(clusters, summed=way), 0.95) for way in (True, False))
    assert summed.verdict is apart.verdict is Verdict.MET
    assert quantity_of(summed).low == pytest.approx(quantity_of(apart).low)


@pytest.mark.parametrize("clusters", [[(9, 10), (10, 10), (6, 10)] * 12, [(4, 5), (18, 20), (1, 2), (9, 9)] * 15])
def test_sums_never_say_more_than_the_clusters_one_by_one(clusters: Clusters) -> None:
    summed, apart = (quantity_of(judged(item_of(clusters, summed=way), 0.8)) for way in (True, False))
    assert (summed.k, summed.n) == (apart.k, apart.n)
    assert (summed.high or 1) - (summed.low or 0) >= (apart.high or 1) - (apart.low or 0)


def test_few_clusters_lean() -> None:
    assert judged(item_of([(40, 40), (39, 40), (40, 40), (40, 40)], summed=True), 0.3).verdict is Verdict.LEANING_MET


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"k2": 10}, "not possible for any clusters"),
        ({"kn": 3001}, "not possible for any clusters"),
        ({"n2": 2000}, "not possible for any clusters"),
        ({"clusters": 301}, "not possible for any clusters"),
        ({"k": 269}, "do not add up to the totals"),
    ],
)
def test_sums_that_cannot_be_are_refused(changes: Values, said: str) -> None:
    item = item_of([(9, 10)] * 30, summed=True, **changes)
    with pytest.raises(ValidationError, match=said):
        a_bundle(item)


def test_clusters_are_given_one_by_one_or_summed() -> None:
    both = item_of([(9, 10)] * 2, summed=True) | {
        "clusters": [{"id": "a", "attempts": 10, "successes": 9}, {"id": "b", "attempts": 10, "successes": 9}]
    }
    with pytest.raises(ValidationError, match="not from both"):
        a_bundle(both)
