"""Clusters, differences, ratios and means: edges, refusals and typed absences."""

from __future__ import annotations

import math
from statistics import fmean, stdev

import pytest
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.statistics.comparisons import mover_difference, mover_ratio, newcombe, newcombe_paired
from trustpages.statistics.distributions import t_upper_quantile
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.means import MeanEstimate, interval_from_error, t_from_summary, t_over_clusters
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_mean, clustered_share


def mean_of(result: ClusteredMean | Unmeasured) -> ClusteredMean:
    assert isinstance(result, ClusteredMean)
    return result


def estimate_of(result: Estimate | Unmeasured) -> Estimate:
    assert isinstance(result, Estimate)
    return result


def status_of(result: object) -> Status:
    assert isinstance(result, Unmeasured)
    return result.status


@pytest.mark.parametrize("successes", [(0,) * 12, (4,) * 12, (0, 4) * 6])
def test_clusters_that_never_vary_count_once_each(successes: tuple[int, ...]) -> None:
    result = mean_of(clustered_share(successes, [4] * 12))
    assert result.n_eff == 12
    assert result.deff == 4


def test_records_alone_in_their_clusters_are_independent() -> None:
    result = mean_of(clustered_mean((0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0), range(11)))
    assert (result.deff, result.n_eff) == (1, 11)
    assert result.se == pytest.approx(result.se_naive * math.sqrt(10 / 11))


def test_design_effect_has_a_floor_of_one() -> None:
    alternating = mean_of(clustered_share((2,) * 15, [4] * 15))
    assert (alternating.se, alternating.deff, alternating.n_eff) == (0, 1, 60)


def test_few_clusters_use_t_and_a_corrected_error() -> None:
    few = mean_of(clustered_share((1, 3, 4, 0, 2), [4] * 5))
    cr0 = math.sqrt(sum((k - 2) ** 2 for k in (1, 3, 4, 0, 2))) / 20
    assert few.se == pytest.approx(cr0 * math.sqrt(5 / 4))
    half = t_upper_quantile(0.025, 4) * few.se
    assert few.interval().high == pytest.approx(0.5 + half)
    assert few.interval().method == "clustered, t with 4 df"
    assert few.deff == pytest.approx((cr0 / few.se_naive) ** 2)


def test_absence_of_clusters_is_typed() -> None:
    assert status_of(clustered_mean((), ())) is Status.MISSING
    assert status_of(clustered_share((0,), (0,))) is Status.MISSING
    assert status_of(clustered_mean((1, 0, 1), "aaa")) is Status.INSUFFICIENT


def test_impossible_clusters_are_refused() -> None:
    with pytest.raises(ValueError, match="same length"):
        clustered_mean((1, 0), "a")
    with pytest.raises(ValueError, match="scores must be finite"):
        clustered_mean((1, math.nan), "ab")
    with pytest.raises(ValueError, match="k must lie between"):
        clustered_share((5,), (4,))
    with pytest.raises(ValueError, match="population of 1"):
        clustered_share((1, 2), (4, 4), population=1)


def test_a_census_of_clusters_has_no_sampling_error() -> None:
    assert mean_of(clustered_share((1, 2, 3), (4, 4, 4), population=3)).se == 0


def test_tau_bench_airline_is_worth_half_its_runs() -> None:
    counts = (0,) * 14 + (1,) * 12 + (2,) * 10 + (3,) * 4 + (4,) * 10
    assert round(mean_of(clustered_share(counts, [4] * 50)).n_eff) == 92


def test_paired_counts_without_discordance() -> None:
    none = newcombe_paired(54, 0, 0, 0)
    assert none.value == 0
    assert none.interval.high == -none.interval.low == pytest.approx(0.0664, abs=0.00005)
    with pytest.raises(ValueError, match="n must be positive"):
        newcombe_paired(0, 0, 0, 0)
    with pytest.raises(ValueError, match="not negative"):
        newcombe_paired(1, -1, 0, 0)


def test_positive_correlation_of_pairs_narrows_the_difference() -> None:
    paired, apart = newcombe_paired(60, 12, 4, 24), newcombe(72, 100, 64, 100)
    assert paired.value == pytest.approx(apart.value)
    assert paired.interval.width < apart.interval.width


def test_sides_need_one_level() -> None:
    first, second = Estimate(0.5, wilson(5, 10)), Estimate(0.5, wilson(5, 10, 0.9))
    with pytest.raises(ValueError, match="same level"):
        mover_difference(first, second)
    with pytest.raises(ValueError, match="same level"):
        mover_ratio(first, second)


@pytest.mark.parametrize(("low", "value", "high"), [(-0.1, 0.1, 0.2), (0.3, 0.2, 0.4), (0.1, 0.5, 0.4)])
def test_a_ratio_refuses_what_is_no_rate(low: float, value: float, high: float) -> None:
    odd, fine = Estimate(value, Interval(low, high, 0.95, "given")), Estimate(0.5, wilson(5, 10))
    with pytest.raises(ValueError, match="0 <= low <= value <= high"):
        mover_ratio(odd, fine)


def test_zero_over_a_claim_that_may_be_zero_is_unbounded() -> None:
    result = estimate_of(mover_ratio(Estimate(0.0, wilson(0, 10)), Estimate(0.1, Interval(0, 0.3, 0.95, "g"))))
    assert (result.value, result.interval.low, result.interval.high) == (0, 0, math.inf)


def test_means_of_correlated_errors() -> None:
    first, second, third = (
        Estimate(mean, interval_from_error(mean, se)) for mean, se in ((0.7, 0.03), (0.6, 0.04), (0.6, 0.03))
    )
    apart = mover_difference(first, second)
    assert apart.interval.width == pytest.approx(2 * 1.959964 * 0.05, abs=1e-6)
    together = mover_difference(first, third, correlation=1.0)
    assert together.interval.width == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("n", [0, 1, 9])
def test_no_mean_below_ten_values(n: int) -> None:
    assert status_of(t_from_summary(1.0, 0.5, n)) is Status.INSUFFICIENT


def test_a_mean_over_clusters_of_one_is_that_of_the_values() -> None:
    values = [1.0, 2.0, 2.0, 3.0, 4.0, 8.0, 9.0, 1.0, 0.0, 2.0, 30.0]
    skewness = float(stats.skew(values, bias=False))
    plain = t_from_summary(fmean(values), stdev(values), len(values), skewness)
    found = t_over_clusters([1] * len(values), values, [0.0] * len(values))
    assert isinstance(plain, MeanEstimate)
    assert isinstance(found, MeanEstimate)
    assert found.skewness == pytest.approx(plain.skewness)
    assert (found.n_eff, found.estimate.value) == (11, pytest.approx(plain.estimate.value))
    for limits, expected in (
        (found.estimate.interval.low, plain.estimate.interval.low),
        (found.estimate.interval.high, plain.estimate.interval.high),
    ):
        assert limits == pytest.approx(expected)
    student = t_from_summary(fmean(values), stdev(values), len(values))
    assert isinstance(student, MeanEstimate)
    assert plain.estimate.interval.low == student.estimate.interval.low
    assert plain.estimate.interval.high > student.estimate.interval.high


def test_a_published_error_becomes_limits_on_the_scale() -> None:
    interval = interval_from_error(0.98, 0.02)
    assert interval.low == pytest.approx(0.9408, abs=0.0001)
    assert interval.high == 1.0
    with pytest.raises(ValueError, match="standard error"):
        interval_from_error(0.5, -0.1)


def test_an_estimate_becomes_a_quantity_of_the_report() -> None:
    estimate = Estimate(0.7, wilson(7, 10))
    quantity = estimate.measured("share", k=7, n=10, notes=("census",))
    assert quantity == Measured(
        *(0.7, estimate.interval.low, estimate.interval.high, 0.95, "Wilson", 7, 10, 10, "share"), notes=("census",)
    )
    with pytest.raises(ValueError, match="has no number"):
        estimate.measured("share", status=Status.MISSING)
    with pytest.raises(ValueError, match="not a number"):
        Estimate(math.nan, estimate.interval).measured("share")
    with pytest.raises(ValueError, match="comes with a number"):
        Unmeasured(Status.OK, "nothing")
