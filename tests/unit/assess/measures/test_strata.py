"""Declared parts of the runs: a verdict on each, the total weighted by their shares of real use."""

from __future__ import annotations

import math
from typing import Any

import pytest

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tally import merge_clusters
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, StratumAggregate
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.proportions.binomial import clopper_pearson

SAMPLE = "random"


def result(*items: Values, line: float = 0.9, shares: Values | None = None) -> ObligationResult:
    weights = [{"stratum": name, "share": share} for name, share in (shares or {}).items()]
    pact = a_pact(an_obligation(threshold={"at_least": line}, population_shares=weights))
    context = a_context(a_bundle(*items), pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def by_part(selection: str = SAMPLE, id_: str = "june-runs", **parts: tuple[int, ...]) -> Values:
    """Runs by part: successes, attempts and unknown outcomes of each."""
    strata: list[Any] = [
        {"name": name, "successes": counts[0], "attempts": counts[1], "unknown": counts[2] if counts[2:] else 0}
        for name, counts in parts.items()
    ]
    successes, attempts, unknown = (sum(part[key] for part in strata) for key in ("successes", "attempts", "unknown"))
    return runs(successes, attempts, unknown=unknown, id=id_, strata=strata, selection=selection)


def from_file(strata: dict[str, tuple[ClusterAggregate, ...]], line: float = 0.9, **shares: float) -> ObligationResult:
    """Runs of a log by part and cluster."""
    weights = [{"stratum": name, "share": share} for name, share in shares.items()]
    pact = a_pact(an_obligation(threshold={"at_least": line}, population_shares=weights))
    item = runs(None, None, selection=SAMPLE, data={"file": "runs.csv", "success": {"column": "good", "equals": 1}})
    context = a_context(a_bundle(item), pacts=[pact])
    ask = collect_data_requests(context.workspace, context.as_of)

    def add_up(clusters: tuple[ClusterAggregate, ...]) -> tuple[int, int]:
        return sum(cluster.attempts for cluster in clusters), sum(cluster.successes for cluster in clusters)

    everything = merge_clusters([cluster for clusters in strata.values() for cluster in clusters])
    parts = tuple(StratumAggregate(name, *add_up(clusters), 0, clusters) for name, clusters in strata.items())
    answer = DataAggregate(*add_up(everything), 0, clusters=everything, strata=parts)
    context = a_context(a_bundle(item), pacts=[pact], aggregates=dict.fromkeys(ask, answer))
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


@pytest.mark.parametrize("selection", ["all", SAMPLE])
def test_a_part_that_breaks_the_promise_keeps_the_whole_at_leaning(selection: str) -> None:
    found = result(by_part(selection, English=(930, 950), German=(10, 50)))
    assert found.verdict is Verdict.LEANING_MET
    assert [(stratum.name, stratum.verdict) for stratum in found.strata] == [
        ("English", Verdict.MET),
        ("German", Verdict.BREACHED),
    ]
    assert "German (10 of 50)" in found.held_back
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.k, found.quantity.n) == (940, 1000)


def test_each_part_is_judged_at_a_level_for_all_of_them() -> None:
    found = result(by_part(A=(40, 50), B=(450, 475), C=(450, 475), D=(450, 475), E=(450, 475)))
    weakest = found.strata[0].quantity
    assert isinstance(weakest, Measured)
    assert weakest.level == pytest.approx(0.99)
    limits = clopper_pearson(40, 50, 0.99)
    assert (weakest.low, weakest.high) == pytest.approx((limits.low, limits.high))
    assert clopper_pearson(40, 50).high < 0.9
    assert found.verdict is Verdict.MET


def test_parts_of_one_name_are_the_same_in_all_items() -> None:
    found = result(by_part(English=(465, 475), German=(5, 25)), by_part(id_="more", English=(465, 475), German=(5, 25)))
    seen = [stratum.quantity for stratum in found.strata]
    assert [(part.k, part.n) for part in seen if isinstance(part, Measured)] == [(930, 950), (10, 50)]


def test_runs_of_a_part_are_worth_no_more_than_their_clusters() -> None:
    item = by_part(SAMPLE, English=(950, 1000), German=(100, 200))
    clusters = [{"id": f"c{n}", "attempts": 60, "successes": 53 if n % 2 else 52} for n in range(20)]
    found = result(item | {"clusters": clusters})
    german = found.strata[1].quantity
    assert isinstance(german, Measured)
    assert german.n_eff is not None
    assert german.n_eff <= 4


def test_the_total_weighs_each_part_by_its_share_of_real_use() -> None:
    found = result(by_part(English=(930, 950), German=(40, 50)), line=0.85, shares={"English": 0.5, "German": 0.5})
    english, german = clopper_pearson(930, 950), clopper_pearson(40, 50)
    value = (930 / 950 + 40 / 50) / 2
    below = math.hypot(0.5 * (930 / 950 - english.low), 0.5 * (40 / 50 - german.low))
    above = math.hypot(0.5 * (english.high - 930 / 950), 0.5 * (german.high - 40 / 50))
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.value, found.quantity.low, found.quantity.high) == pytest.approx(
        (value, value - below, value + above)
    )
    assert (found.quantity.method, found.quantity.k, found.quantity.n) == ("post-stratified", None, 1000)
    assert found.verdict is Verdict.LEANING_MET
    assert found.would_change.text == "About 4,908 runs in one window would decide it, if they go as those so far."
    assert [stratum.weight for stratum in found.strata] == [0.5, 0.5]


def test_the_total_is_planned_in_clusters_like_those_seen() -> None:
    def settle(name: str) -> str:
        """Ten runs of each part at each of forty customers, whose names may be the same in both parts."""
        strata = {
            part: tuple(ClusterAggregate(name.format(part, n), 10, good - (n % 4 == 0), 0) for n in range(40))
            for part, good in (("English", 9), ("German", 8))
        }
        found = from_file(strata, 0.81, English=0.5, German=0.5)
        assert found.verdict is Verdict.LEANING_MET
        return found.would_change.text

    assert "groups of 10 runs in one window would decide it" in settle("{}-{}")
    assert "groups of 20 runs in one window would decide it" in settle("{1}")


def test_a_part_of_one_cluster_leaves_no_plan() -> None:
    many = tuple(ClusterAggregate(f"d{n}", 10, 9 - n % 2, 0) for n in range(40))
    found = from_file({"English": many, "German": (ClusterAggregate("c", 50, 45, 0),)}, 0.81, English=0.5, German=0.5)
    assert found.would_change.runs_to_settle is None
    assert "cannot be said" in found.would_change.text


def test_a_record_of_all_runs_needs_no_weights() -> None:
    item = by_part("all", English=(930, 950), German=(45, 50))
    assert result(item, shares={"English": 0.5, "German": 0.5}).quantity == result(item).quantity


@pytest.mark.parametrize(
    ("share", "verdict"), [(0.01, Verdict.MET), (0.3, Verdict.INCOMPLETE), (1.0, Verdict.LEANING_MET)]
)
def test_a_part_without_runs_may_be_anything(share: float, verdict: Verdict) -> None:
    found = result(by_part(English=(930, 950)), shares={"English": round(1 - share, 9), "German": share})
    assert found.verdict is verdict
    if share < 1:
        assert found.bounds == pytest.approx(((1 - share) * 930 / 950, (1 - share) * 930 / 950 + share))


def test_unknown_outcomes_of_a_part_count_with_its_weight() -> None:
    found = result(by_part(English=(930, 950), German=(45, 60, 10)), shares={"English": 0.5, "German": 0.5})
    assert found.bounds == pytest.approx(((930 / 950 + 45 / 60) / 2, (930 / 950 + 55 / 60) / 2))
    assert found.unknown == 10


@pytest.mark.parametrize(
    ("shares", "words"),
    [({"English": 0.5, "German": 0.4}, "add up to 0.9"), ([("A", 0.5), ("A", 0.5)], "stands twice")],
)
def test_shares_of_real_use_add_up(shares: Any, words: str) -> None:
    pairs = shares.items() if isinstance(shares, dict) else shares
    with pytest.raises(ValueError, match=words):
        an_obligation(population_shares=[{"stratum": name, "share": share} for name, share in pairs])


def test_a_column_of_the_data_file_tells_the_parts() -> None:
    english = tuple(ClusterAggregate(f"c{n}", 95, 93, 0) for n in range(10))
    german = tuple(ClusterAggregate(f"c{n}", 5, 1, 0) for n in range(10))
    found = from_file({"English": english, "German": german})
    assert [(stratum.name, stratum.verdict) for stratum in found.strata] == [
        ("English", Verdict.LEANING_MET),
        ("German", Verdict.BREACHED),
    ]
