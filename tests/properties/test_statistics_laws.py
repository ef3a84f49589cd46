"""Laws that hold for every input: limits hold the estimate, sides swap, order is irrelevant."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from support.oracles.statistics import kish_design_effect
from trustpages.model.measured import Unmeasured
from trustpages.statistics.comparisons import mover_ratio, newcombe, newcombe_paired
from trustpages.statistics.diversity import hill_number
from trustpages.statistics.events.rates import fay_feuer, garwood
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_mean, clustered_share
from trustpages.statistics.proportions.error_budget import error_budget
from trustpages.statistics.proportions.paired import PairedTasks, compare_on_tasks
from trustpages.statistics.proportions.repeated_trials import OverTasks, pass_at_k, pass_hat_k
from trustpages.statistics.proportions.weighted import kish_effective_size, manski_bounds
from trustpages.statistics.ranks.correlation import bonett_wright, exact_spearman_p, fieller, kendall, spearman
from trustpages.statistics.ranks.positions import rank_intervals
from trustpages.statistics.raters.kappa import Kappa, cohen_kappa
from trustpages.statistics.raters.krippendorff import Alpha, krippendorff_alpha
from trustpages.statistics.rounding import percent_estimate, reachable_counts, round_down, round_estimate, round_up

LEVELS = st.sampled_from((0.5, 0.8, 0.9, 0.95, 0.99, 0.999))
SHARE_LIMITS = st.sampled_from((wilson, clopper_pearson))
Limits = Callable[[float, float, float], Interval]


@st.composite
def counts(draw: st.DrawFn, most: int = 100_000) -> tuple[int, int]:
    n = draw(st.one_of(st.integers(1, 40), st.integers(1, most)))
    return draw(st.integers(0, n)), n


def ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


@given(SHARE_LIMITS, counts(), LEVELS)
def test_limits_of_a_share_hold_it_and_stay_on_the_scale(limits: Limits, count: tuple[int, int], level: float) -> None:
    k, n = count
    interval = limits(k, n, level)
    assert 0 <= interval.low <= k / n <= interval.high <= 1


@given(SHARE_LIMITS, counts(), LEVELS)
def test_limits_of_the_complement_are_mirrored(limits: Limits, count: tuple[int, int], level: float) -> None:
    k, n = count
    failures, successes = limits(n - k, n, level), limits(k, n, level)
    assert (1 - failures.high, 1 - failures.low) == pytest.approx(ends(successes), abs=1e-12)


@given(SHARE_LIMITS, counts(), LEVELS)
def test_limits_rise_with_the_successes(limits: Limits, count: tuple[int, int], level: float) -> None:
    k, n = count
    assume(k < n)
    less, more = limits(k, n, level), limits(k + 1, n, level)
    assert less.low <= more.low
    assert less.high <= more.high
    assert less.low < more.high


@given(SHARE_LIMITS, counts(), st.tuples(LEVELS, LEVELS))
def test_a_higher_level_is_wider(limits: Limits, count: tuple[int, int], levels: tuple[float, float]) -> None:
    narrow, wide = (limits(*count, level) for level in sorted(levels))
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@given(st.integers(0, 10_000), st.floats(0.01, 1e6), LEVELS)
def test_limits_of_a_rate_hold_it_and_scale(x: int, exposure: float, level: float) -> None:
    interval = garwood(x, exposure, level)
    assert 0 <= interval.low <= x / exposure <= interval.high < math.inf
    assert garwood(x, 1, level).scaled(1 / exposure).high == pytest.approx(interval.high)
    assert garwood(x + 1, exposure, level).low >= interval.low


def inverted(x: float) -> float:
    return 1 / x if x else math.inf


@given(counts(), counts(), LEVELS)
def test_mover_ratio_inverts_when_sides_swap(first: tuple[int, int], second: tuple[int, int], level: float) -> None:
    o, c = (Estimate(k / n, wilson(k, n, level)) for k, n in (first, second))
    there, back = mover_ratio(o, c), mover_ratio(c, o)
    if isinstance(there, Unmeasured) or isinstance(back, Unmeasured):
        assert o.value == c.value == 0
        return
    assert there.interval.low <= there.value <= there.interval.high
    assert there.interval.high == inverted(back.interval.low)
    assert back.interval.high == inverted(there.interval.low)


@given(counts(), counts())
def test_ratio_and_difference_agree_on_the_direction(first: tuple[int, int], second: tuple[int, int]) -> None:
    o, c = (Estimate(k / n, wilson(k, n)) for k, n in (first, second))
    ratio, difference = mover_ratio(o, c), newcombe(*first, *second)
    if isinstance(ratio, Estimate) and difference.interval.low > 1e-9 and o.value > c.value > 0:
        assert ratio.interval.low > 1


@given(counts(), counts(), LEVELS)
def test_difference_is_antisymmetric(first: tuple[int, int], second: tuple[int, int], level: float) -> None:
    there, back = newcombe(*first, *second, level), newcombe(*second, *first, level)
    assert there.value == -back.value
    assert ends(there.interval) == (-back.interval.high, -back.interval.low)
    assert -1 - 1e-12 <= there.interval.low <= there.value <= there.interval.high <= 1 + 1e-12


CELLS = st.tuples(*[st.integers(0, 60)] * 4).filter(any)


@given(CELLS, LEVELS)
def test_paired_difference_is_antisymmetric(cells: tuple[int, int, int, int], level: float) -> None:
    e, f, g, h = cells
    there, back = newcombe_paired(e, f, g, h, level), newcombe_paired(e, g, f, h, level)
    assert there.value == -back.value
    assert ends(there.interval) == pytest.approx((-back.interval.high, -back.interval.low), abs=1e-12)
    assert there.interval.low - 1e-12 <= there.value <= there.interval.high + 1e-12


RECORDS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 12)), min_size=3, max_size=60)


@given(RECORDS, st.randoms(use_true_random=False))
def test_order_of_records_is_irrelevant(records: list[tuple[int, int]], random: object) -> None:
    shuffled = sorted(records)
    first, second = (clustered_mean(*zip(*r, strict=True)) for r in (records, shuffled))
    if isinstance(first, Unmeasured) or isinstance(second, Unmeasured):
        assert first == second
        return
    assert (first.mean, first.se, first.deff) == pytest.approx((second.mean, second.se, second.deff))


@given(RECORDS)
def test_counts_of_clusters_are_as_good_as_records(records: list[tuple[int, int]]) -> None:
    groups = sorted({group for _, group in records})
    sizes = [sum(g == group for _, g in records) for group in groups]
    successes = [sum(s for s, g in records if g == group) for group in groups]
    by_record, by_count = clustered_mean(*zip(*records, strict=True)), clustered_share(successes, sizes)
    if isinstance(by_record, Unmeasured) or isinstance(by_count, Unmeasured):
        assert by_record == by_count
        return
    assert (by_record.mean, by_record.se, by_record.se_naive, by_record.n_eff) == pytest.approx(
        (by_count.mean, by_count.se, by_count.se_naive, by_count.n_eff)
    )
    assert 1 <= by_record.n_eff <= by_record.n


@given(st.integers(2, 40), st.integers(2, 12), st.data())
def test_the_design_effect_of_equal_clusters_is_that_of_kish(groups: int, size: int, data: st.DataObject) -> None:
    """With the correlation of all pairs within clusters, which Fisher's intraclass correlation is."""
    successes = data.draw(st.lists(st.integers(0, size), min_size=groups, max_size=groups))
    n, share = groups * size, sum(successes) / (groups * size)
    total = n * share * (1 - share)
    assume(total and any(0 < k < size for k in successes))
    between = sum((k - size * share) ** 2 for k in successes)
    correlation = (between - total) / ((size - 1) * total)
    result = clustered_share(successes, [size] * groups)
    assert isinstance(result, ClusteredMean)
    expected = kish_design_effect(size, correlation) * (n - 1) / n
    assert result.deff == pytest.approx(max(1, expected))


TRIES = st.integers(1, 5).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(st.tuples(TRIES, TRIES), min_size=2, max_size=30))
def test_swapping_versions_swaps_the_limits_of_their_difference(tasks: list[tuple[tuple[int, int], ...]]) -> None:
    first, second = (list(side) for side in zip(*tasks, strict=True))
    there, back = compare_on_tasks(first, second), compare_on_tasks(second, first)
    assert isinstance(there, PairedTasks)
    assert isinstance(back, PairedTasks)
    assert back.estimate.value == pytest.approx(-there.estimate.value)
    low, high = ends(there.estimate.interval)
    assert ends(back.estimate.interval) == pytest.approx((-high, -low), abs=1e-9)
    assert low < high


EVENTS = st.lists(st.tuples(st.integers(0, 40), st.floats(0.01, 100)), min_size=1, max_size=6)


@given(EVENTS, LEVELS)
def test_weighted_rate_lies_within_its_limits(events: list[tuple[int, float]], level: float) -> None:
    x, weights = zip(*events, strict=True)
    estimate = fay_feuer(x, weights, level)
    assert 0 <= estimate.interval.low <= estimate.value <= estimate.interval.high
    unseen = fay_feuer((*x, 0), (*weights, 2 * max(weights)), level)
    assert unseen.value == pytest.approx(estimate.value)
    assert unseen.interval.high > estimate.interval.high


ABUNDANCES = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)


@given(ABUNDANCES, st.floats(0, 20), st.floats(0, 20))
def test_diversity_falls_with_the_order(abundances: list[int], first: float, second: float) -> None:
    low, high = (hill_number(abundances, q) for q in sorted((first, second)))
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert high <= low * (1 + 1e-6)
    assert high >= 1 - 1e-9
    assert low <= len(abundances) + 1e-6


@given(ABUNDANCES, st.sampled_from((0, 0.5, 1, 2, 10, math.inf)))
def test_doubling_a_mixture_doubles_its_diversity(abundances: list[int], order: float) -> None:
    one, two = hill_number(abundances, order), hill_number(abundances * 2, order)
    assert isinstance(one, float)
    assert two == pytest.approx(2 * one)


VALUES = st.lists(st.integers(0, 8), min_size=4, max_size=8)


@given(st.data())
@settings(max_examples=40)
def test_reversing_a_side_turns_the_correlation(data: st.DataObject) -> None:
    x = data.draw(VALUES)
    y = data.draw(st.lists(st.integers(0, 8), min_size=len(x), max_size=len(x)))
    rho, tau = spearman(x, y), kendall(x, y)
    if isinstance(rho, Unmeasured) or isinstance(tau, Unmeasured):
        assert len(set(x)) == 1 or len(set(y)) == 1
        return
    reverse = [-v for v in y]
    assert (spearman(x, reverse), kendall(x, reverse)) == (-rho, -tau)
    assert (spearman(y, x), kendall(y, x)) == (rho, tau)
    p = exact_spearman_p(x, y)
    assert isinstance(p, float)
    assert 0 < p <= 1
    assert exact_spearman_p(x, reverse) == pytest.approx(p)


@given(st.floats(-1, 1), st.integers(5, 500), LEVELS)
def test_limits_of_a_correlation_hold_it(rho: float, n: int, level: float) -> None:
    for limits in (bonett_wright, fieller):
        interval, mirrored = limits(rho, n, level), limits(-rho, n, level)
        assert isinstance(interval, Interval)
        assert isinstance(mirrored, Interval)
        assert -1 <= interval.low <= rho + 1e-12
        assert rho - 1e-12 <= interval.high <= 1
        assert ends(mirrored) == (-interval.high, -interval.low)


TABLES = st.integers(2, 4).flatmap(
    lambda q: st.lists(st.lists(st.integers(0, 30), min_size=q, max_size=q), min_size=q, max_size=q)
)


@given(TABLES)
def test_raters_swap_without_changing_kappa(table: list[list[int]]) -> None:
    there, back = cohen_kappa(table), cohen_kappa([list(c) for c in zip(*table, strict=True)])
    if isinstance(there, Kappa) and isinstance(back, Kappa):
        assert (there.value, there.se) == pytest.approx((back.value, back.se), abs=1e-9)
        assert there.value <= 1 + 1e-12
    else:
        assert there == back


@given(st.lists(st.lists(st.integers(1, 4), min_size=6, max_size=6), min_size=2, max_size=4))
@settings(max_examples=30)
def test_alpha_does_not_care_who_rated(ratings: list[list[int]]) -> None:
    there = krippendorff_alpha(ratings, "nominal", seed=1, resamples=5)
    back = krippendorff_alpha(ratings[::-1], "nominal", seed=1, resamples=5)
    if isinstance(there, Alpha) and isinstance(back, Alpha):
        assert there.value == pytest.approx(back.value)
        assert there.value <= 1
    else:
        assert there == back


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n), min_size=2, max_size=40))))
def test_more_tries_are_harder_to_all_pass_and_easier_to_pass_once(case: tuple[int, list[int]]) -> None:
    n, successes = case
    every = [pass_hat_k(successes, n, k) for k in range(1, n + 1)]
    once = [pass_at_k(successes, n, k) for k in range(1, n + 1)]
    hats = [r.value for r in every if isinstance(r, OverTasks)]
    ats = [r.value for r in once if isinstance(r, OverTasks)]
    assert len(hats) == len(ats) == n
    assert hats == sorted(hats, reverse=True)
    assert [a + 1e-12 >= b for a, b in zip(ats[1:], ats, strict=False)] == [True] * (n - 1)
    assert hats[0] == pytest.approx(ats[0])


@given(counts(2000), st.integers(0, 3))
def test_true_percentages_are_reachable(count: tuple[int, int], decimals: int) -> None:
    k, n = count
    assert k in reachable_counts(f"{100 * k / n:.{decimals}f}", n, 100)


@given(counts(1000), st.integers(0, 200))
def test_missing_outcomes_widen(count: tuple[int, int], missing: int) -> None:
    k, known = count
    bounds = manski_bounds(k, known, missing)
    assert bounds.low <= k / known <= bounds.high


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=30))
def test_effective_size_lies_between_one_and_all(weights: list[float]) -> None:
    size = kish_effective_size(weights)
    assert isinstance(size, float)
    assert 1 - 1e-9 <= size <= len(weights) + 1e-9


@given(st.lists(counts(500), min_size=1, max_size=6))
def test_everyone_can_hold_some_position(agents: list[tuple[int, int]]) -> None:
    successes, runs = zip(*agents, strict=True)
    for best, worst in rank_intervals(successes, runs):
        assert 1 <= best <= worst <= len(agents)


@given(st.floats(0.5, 0.999), st.integers(1, 5000), st.data())
def test_spending_faster_runs_out_sooner(threshold: float, seen: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(1, seen))
    assume(bad < seen)
    slow, fast = (error_budget(threshold, 2 * seen, seen, b) for b in (bad, bad + 1))
    assert slow.burn < fast.burn
    assert slow.exhausted_at is not None
    assert fast.exhausted_at is not None
    assert fast.exhausted_at < slow.exhausted_at
    assert slow.burn_interval.contains(slow.burn)


FLOATS = st.floats(-1e6, 1e6)


@given(FLOATS, st.integers(0, 6))
def test_outward_rounding_encloses(x: float, decimals: int) -> None:
    low, high, unit = round_down(x, decimals), round_up(x, decimals), Decimal(1).scaleb(-decimals)
    noise = Decimal("1e-12") * max(1, math.ceil(abs(x)))
    assert low <= Decimal(repr(x)) + noise
    assert high >= Decimal(repr(x)) - noise
    assert high - low <= unit
    assert low.as_tuple().exponent == -decimals


@given(st.floats(0, 1), st.floats(0, 1))
def test_printed_shares_stay_on_their_side(share: float, threshold: float) -> None:
    text = percent_estimate(share, [threshold])
    assert (text == 0, text == 100) == (share == 0, share == 1)
    scaled = Decimal(repr(threshold)) * 100
    assert (text > scaled, text == scaled) == (share > threshold, share == threshold)


@given(FLOATS, st.integers(0, 6))
def test_estimates_without_marks_are_nearest(x: float, decimals: int) -> None:
    assert abs(round_estimate(x, decimals, ends=()) - Decimal(repr(x))) <= Decimal(1).scaleb(-decimals) / 2


@given(RECORDS)
def test_reported_clusters_have_an_interval_around_the_mean(records: list[tuple[int, int]]) -> None:
    result = clustered_mean(*zip(*records, strict=True))
    if isinstance(result, ClusteredMean):
        assert result.interval().contains(result.mean)
