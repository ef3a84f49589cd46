"""Decision limits of shares and rates, refusals, sample sizes, and the error budget."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from support.oracles.statistics import power_to_meet
from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.events.rates import Dispersion, dispersion_index, fay_feuer, garwood, zero_event_exposure_min
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson, zero_failure_n_min
from trustpages.statistics.proportions.error_budget import error_budget
from trustpages.statistics.proportions.finite_population import hypergeometric
from trustpages.statistics.proportions.power import failures_to_breach, runs_to_meet, successes_to_meet

NAN = math.nan


@pytest.mark.parametrize("limits", [wilson, clopper_pearson])
@pytest.mark.parametrize(
    ("k", "n", "level", "sentence"),
    [
        (5, 4, 0.95, "k must lie between 0 and n=4"),
        (-1, 4, 0.95, "k must lie between 0 and n=4"),
        (0, 0, 0.95, "n must be positive"),
        (0, -3, 0.95, "n must be positive"),
        (NAN, 4, 0.95, "counts must be finite"),
        (1, NAN, 0.95, "counts must be finite"),
        (1, math.inf, 0.95, "counts must be finite"),
        (1, 4, 0.0, "level must lie between 0 and 1"),
        (1, 4, 1.0, "level must lie between 0 and 1"),
        (1, 4, 95, "level must lie between 0 and 1"),
        (1, 4, NAN, "level must lie between 0 and 1"),
    ],
)
def test_impossible_shares_are_refused(
    limits: Callable[[float, float, float], Interval], k: float, n: float, level: float, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        limits(k, n, level)


@pytest.mark.parametrize("limits", [garwood])
@pytest.mark.parametrize(("x", "exposure"), [(-1, 1), (NAN, 1), (1, 0), (1, -2), (1, NAN), (math.inf, 1)])
def test_impossible_rates_are_refused(limits: Callable[[float, float], Interval], x: float, exposure: float) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        limits(x, exposure)


@pytest.mark.parametrize(
    ("threshold", "one_sided", "two_sided"),
    [(0.90, 29, 36), (0.95, 59, 72), (0.99, 299, 368), (0.999, 2995, 3688), (0.5, 5, 6)],
)
def test_runs_that_a_spotless_record_needs(threshold: float, one_sided: int, two_sided: int) -> None:
    assert zero_failure_n_min(threshold, 0.90) == one_sided
    assert zero_failure_n_min(threshold) == two_sided
    assert clopper_pearson(two_sided, two_sided).low >= threshold
    assert clopper_pearson(two_sided - 1, two_sided - 1).low < threshold


@pytest.mark.parametrize(("threshold", "level", "runs"), [(0.5, 0.5, 2), (0.1, 0.98, 2), (0.1, 0.998, 3)])
def test_exact_powers_need_no_further_run(threshold: float, level: float, runs: int) -> None:
    assert zero_failure_n_min(threshold, level) == runs


@pytest.mark.parametrize("threshold", [0.0, 1.0, -1.0, NAN])
def test_a_threshold_lies_strictly_inside(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold must lie strictly between"):
        zero_failure_n_min(threshold)


@pytest.mark.parametrize(("threshold", "truth", "about"), [(0.95, 0.97, 780), (0.95, 0.98, 320), (0.99, 0.995, 2470)])
def test_runs_to_meet_in_most_windows(threshold: float, truth: float, about: int) -> None:
    runs = runs_to_meet(threshold, truth)
    assert runs is not None
    assert about - 10 < runs <= about
    assert power_to_meet(runs, threshold, truth) >= 0.8
    assert power_to_meet(runs - 1, threshold, truth) < 0.8


def test_no_number_of_runs_shows_what_is_not_true() -> None:
    assert runs_to_meet(0.95, 0.95) is None
    assert runs_to_meet(0.95, 0.90) is None
    assert power_to_meet(1000, 0.95, 0.95) <= 0.025
    assert power_to_meet(10, 0.95, 1.0) == 0.0


def test_what_would_change_a_verdict() -> None:
    failures = failures_to_breach({(1, 1): 962, (0, 1): 38}, 0.95)
    assert clopper_pearson(962, 1000 + failures).high < 0.95
    assert clopper_pearson(962, 1000 + failures - 1).high >= 0.95
    successes = successes_to_meet({(1, 1): 60}, 0.99)
    assert successes == 368 - 60
    assert failures_to_breach({(1, 1): 931, (0, 1): 69}, 0.95) == 0
    assert successes_to_meet({(1, 1): 1000}, 0.95) == 0


def test_a_large_sample_of_a_window_narrows_the_limits() -> None:
    finite, binomial = hypergeometric(90, 100, 200), clopper_pearson(90, 100)
    assert finite.method == "hypergeometric"
    assert finite.width < binomial.width
    census = hypergeometric(37, 50, 50)
    assert (census.low, census.high) == (0.74, 0.74)
    with pytest.raises(ValueError, match="cannot come from a window"):
        hypergeometric(5, 10, 9)


@pytest.mark.parametrize(("k", "n", "window"), [(0, 5, 20), (3, 10, 25), (10, 10, 40), (7, 12, 13)])
def test_finite_limits_against_counting(k: int, n: int, window: int) -> None:
    def upper_tail(successes: int) -> float:
        ways = (math.comb(successes, x) * math.comb(window - successes, n - x) for x in range(k, n + 1))
        return sum(ways) / math.comb(window, n)

    def lower_tail(successes: int) -> float:
        ways = (math.comb(successes, x) * math.comb(window - successes, n - x) for x in range(k + 1))
        return sum(ways) / math.comb(window, n)

    kept = [m for m in range(window + 1) if upper_tail(m) > 0.025 and lower_tail(m) > 0.025]
    interval = hypergeometric(k, n, window)
    assert (interval.low, interval.high) == (kept[0] / window, kept[-1] / window)


def test_exposure_that_excludes_a_rate() -> None:
    exposure = zero_event_exposure_min(0.01)
    assert garwood(0, exposure).high == pytest.approx(0.01, rel=1e-12)
    assert zero_event_exposure_min(0.01, 0.90) == pytest.approx(299.57, abs=0.01)


def test_weights_that_say_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="largest weight"):
        fay_feuer((1, 2), (0, 0))
    with pytest.raises(ValueError, match="same length"):
        fay_feuer((1, 2), (1,))
    with pytest.raises(ValueError, match="largest weight"):
        fay_feuer((), ())


def test_one_severity_of_weight_one_is_garwood() -> None:
    plain, weighted = garwood(7, 3), fay_feuer((7,), (1 / 3,)).interval
    assert (weighted.low, weighted.high) == pytest.approx((plain.low, plain.high), rel=1e-12)


def test_dispersion_of_steady_counts_and_of_bursts() -> None:
    calm, wild = dispersion_index((1, 2, 1, 0, 1, 2, 1, 1)), dispersion_index((0, 0, 0, 9, 0, 0, 0, 1))
    assert isinstance(calm, Dispersion)
    assert isinstance(wild, Dispersion)
    assert calm.p > 0.5 > 0.001 > wild.p
    assert calm.inflation() == 1
    # D/df = 55.6/7, and t with 7 degrees of freedom over z: 2.3646/1.9600.
    assert wild.inflation() == pytest.approx(wild.statistic / 7 * (2.36462 / 1.95996) ** 2, rel=1e-4)


@pytest.mark.parametrize("counts", [(), (3,) * 7, (0,) * 8, (0, 0, 0, 0, 0, 1, 1, 1)])
def test_bursts_need_periods_and_events(counts: tuple[int, ...]) -> None:
    result = dispersion_index(counts)
    assert isinstance(result, Unmeasured)
    assert result.status is Status.INSUFFICIENT


def test_budget_without_failures_never_runs_out() -> None:
    budget = error_budget(0.95, 1000, 500, 0)
    assert (budget.burn, budget.consumed, budget.exhausted_at) == (0, 0, None)
    overspent = error_budget(0.95, 1000, 500, 100)
    assert overspent.remaining == -1
    assert overspent.exhausted_at == 0.25
    with pytest.raises(ValueError, match="threshold must lie strictly"):
        error_budget(1.0, 1000, 500, 1)
