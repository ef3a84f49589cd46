"""A verdict on clusters of which only sums are known, as a warehouse delivers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from pydantic import ValidationError

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

Clusters = Sequence[tuple[int, int]]


def item_of(each: Clusters, *, summed: bool, sums: Values | None = None, **changes: Any) -> Values:
    """The same clusters, summed or one by one."""
    k, n = sum(k for k, _ in each), sum(n for _, n in each)
    if not summed:
        parts = [{"id": f"c{i}", "attempts": n, "successes": k} for i, (k, n) in enumerate(each)]
        return runs(None, None, clusters=parts, selection="random", **changes)
    found = {
        "clusters": len(each),
        "k": k,
        "n": n,
        "k2": sum(k * k for k, _ in each),
        "n2": sum(n * n for _, n in each),
        "kn": sum(k * n for k, n in each),
    }
    return runs(k, n, cluster_sums=found | (sums or {}), selection="random", **changes)


def judged(item: Values, line: float) -> ObligationResult:
    return judged_by(an_obligation(threshold={"at_least": line}), item)


def judged_by(obligation: Obligation, *items: Values) -> ObligationResult:
    pact = a_pact(obligation)
    return evaluate_obligation(Case(a_context(a_bundle(*items), pacts=[pact]), pact, pact.obligations[0]))


def quantity_of(result: ObligationResult) -> Measured:
    assert isinstance(result.quantity, Measured)
    return result.quantity


OF_RUNS = {"fraction": 1.0, "detection": "automatic"}
SECONDS = {"seconds": {"n": 400, "within": [{"limit": 30, "count": 400}]}}
COSTS = {"cost": {"n": 400, "mean": 9, "sd": 2, "skewness": 0.1}}
EVERYWHERE: dict[str, tuple[Clusters, Values, Values]] = {
    "perfect": ([(40, 40)] * 80, {}, {"threshold": {"at_least": 0.95}}),
    "alike": ([(9, 10)] * 20 + [(10, 10)] * 20, {}, {"threshold": {"at_least": 0.9}}),
    "good or bad as a whole": ([(10, 10)] * 30 + [(0, 10)] * 3, {}, {"threshold": {"at_least": 0.9}}),
    "never, incidents": (
        [(80, 80)] * 5,
        {"monitoring": OF_RUNS},
        {"measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.01}},
    ),
    "never, events": (
        [(80, 80)] * 5,
        {"events": 0},
        {"measure": {"kind": "zero", "of": "events"}, "threshold": {"tolerable_rate": 0.01}},
    ),
    "never, runs": (
        [(80, 80)] * 5,
        {},
        {"measure": {"kind": "zero", "of": "runs"}, "threshold": {"tolerable_rate": 0.01}},
    ),
    "rate of events": (
        [(80, 80)] * 8,
        {"events": 7},
        {"measure": {"kind": "rate", "of": "events", "per": 100}, "threshold": {"at_most": 2}},
    ),
    "rate of incidents": (
        [(80, 80)] * 8,
        {"monitoring": OF_RUNS},
        {"measure": {"kind": "rate", "per": 100}, "threshold": {"at_most": 1}},
    ),
    "quantile": (
        [(80, 80)] * 5,
        {"values": SECONDS},
        {"measure": {"kind": "quantile", "value": "seconds", "q": 0.9}, "threshold": {"at_most": 30}},
    ),
    "mean": (
        [(10, 10)] * 40,
        {"values": COSTS},
        {"measure": {"kind": "mean", "value": "cost"}, "threshold": {"at_most": 10}},
    ),
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_clusters_are_judged_alike_summed_and_one_by_one(name: str) -> None:
    clusters, more, terms = EVERYWHERE[name]
    summed, apart = (judged_by(an_obligation(**terms), item_of(clusters, summed=way, **more)) for way in (True, False))
    assert summed.verdict is apart.verdict
    planned, alike = (result.would_change.runs_to_settle for result in (summed, apart))
    assert planned == (alike and pytest.approx(alike, rel=0.05))
    (low, high, worth), expected = (
        (figure.low, figure.high, figure.n_eff) for figure in map(quantity_of, (summed, apart))
    )
    assert (low, high, worth) == pytest.approx(expected)


def test_sums_of_two_items_and_runs_that_stand_alone_add_up() -> None:
    clusters: Clusters = [(9, 10)] * 12
    halves = [item_of(clusters, summed=True, id=name) for name in ("first", "second")]
    promise = an_obligation(threshold={"at_least": 0.8})
    both, whole = (judged_by(promise, *items) for items in (halves, [item_of([*clusters, *clusters], summed=True)]))
    assert (quantity_of(both).low, quantity_of(both).high) == (quantity_of(whole).low, quantity_of(whole).high)
    alone = judged_by(promise, *halves, runs(50, 50, id="third", selection="random"))
    assert (quantity_of(alone).k, quantity_of(alone).n) == (266, 290)
    assert (quantity_of(alone).low or 0) > (quantity_of(whole).low or 0)


def test_unknown_outcomes_of_summed_clusters_are_bounded_like_others() -> None:
    item = item_of([(9, 10)] * 30, summed=True)
    found = judged(item | {"attempts": 320, "unknown": 20}, 0.88)
    assert found.verdict is Verdict.INCOMPLETE
    assert found.bounds == pytest.approx((270 / 320, 290 / 320))


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
        ({"k": 268, "k2": 2396, "kn": 2680}, "do not add up to the totals"),
    ],
)
def test_sums_that_cannot_be_are_refused(changes: Values, said: str) -> None:
    item = item_of([(9, 10)] * 30, summed=True, sums=changes)
    with pytest.raises(ValidationError, match=said):
        a_bundle(item)


def test_clusters_are_given_one_by_one_or_summed() -> None:
    both = item_of([(9, 10)] * 2, summed=True) | {
        "clusters": [{"id": "a", "attempts": 10, "successes": 9}, {"id": "b", "attempts": 10, "successes": 9}]
    }
    with pytest.raises(ValidationError, match="not from both"):
        a_bundle(both)


def test_groups_are_called_groups_whether_listed_or_summed() -> None:
    for way in (True, False):
        notes = [str(note) for note in judged(item_of([(9, 10)] * 20, summed=way), 0.95).notes]
        assert "20 groups cannot show it even if all are good: 72 are needed" in notes
        assert any(note.startswith("200 outcomes in 20 groups are worth") for note in notes)


def test_a_record_of_all_runs_that_keeps_it_is_not_said_to_be_unable_to() -> None:
    found = judged(item_of([(196, 200)] * 3, summed=False) | {"selection": "all"}, 0.95)
    assert found.verdict is Verdict.MET
    assert not any("cannot show it" in str(note) for note in found.notes)
