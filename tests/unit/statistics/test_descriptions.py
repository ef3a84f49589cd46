"""Diversity, agreement, repeated tries, missing outcomes, weights, survival, GRIM, rounding."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.diversity import effective_number, herfindahl_index, hill_number, measure_diversity
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson
from trustpages.statistics.proportions.cluster_limits import cluster_limits
from trustpages.statistics.proportions.repeated_trials import (
    OverTasks,
    RunVariance,
    best_of_n_inflation,
    expected_maximum,
    pass_at_k,
    pass_hat_k,
    run_variance,
)
from trustpages.statistics.proportions.weighted import WeightedShare, kish_effective_size, manski_bounds, weighted_share
from trustpages.statistics.raters.kappa import (
    Kappa,
    Weights,
    cohen_kappa,
    content_validity_ratio,
    cross_tabulate,
    gwet_ac1,
    raw_agreement,
)
from trustpages.statistics.raters.krippendorff import Alpha, Rating, Scale, krippendorff_alpha
from trustpages.statistics.rounding import (
    percent_down,
    percent_estimate,
    percent_up,
    reachable_counts,
    round_down,
    round_estimate,
    round_up,
)
from trustpages.statistics.survival import kaplan_meier


def status_of(result: object) -> Status:
    assert isinstance(result, Unmeasured)
    return result.status


def test_nothing_has_no_diversity() -> None:
    for amounts in ((), (0,), (0, 0.0)):
        for result in (
            measure_diversity(amounts),
            hill_number(amounts, 1),
            herfindahl_index(amounts),
            effective_number(amounts),
        ):
            assert status_of(result) is Status.UNDEFINED
    assert hill_number((7,), 1) == hill_number((0, 7), 0) == hill_number((7,), math.inf) == 1
    for order in (-1, math.nan):
        with pytest.raises(ValueError, match="order"):
            hill_number((1, 2), order)
    with pytest.raises(ValueError, match="not negative"):
        measure_diversity((1, -1))


def test_high_orders_do_not_underflow() -> None:
    assert hill_number((1, 2, 3, 4, 5), 5000) == pytest.approx(3, rel=0.001)


def test_tables_of_ratings() -> None:
    assert cross_tabulate("aab", "abb", "ab") == ((1, 1), (0, 1))
    with pytest.raises(ValueError, match="'c' is not among"):
        cross_tabulate("ac", "aa", "ab")
    with pytest.raises(ValueError, match="square"):
        raw_agreement(((1, 2),))


@pytest.mark.parametrize("table", [((0, 0), (0, 0)), ()])
def test_agreement_about_nothing_is_missing(table: Sequence[Sequence[float]]) -> None:
    assert status_of(raw_agreement(table)) is Status.MISSING
    assert status_of(cohen_kappa(table)) is Status.MISSING
    assert status_of(gwet_ac1(table)) is Status.MISSING


def test_one_category_has_no_kappa() -> None:
    assert status_of(cohen_kappa(((9, 0), (0, 0)))) is Status.UNDEFINED
    assert status_of(cohen_kappa(((9,),))) is Status.UNDEFINED
    assert status_of(gwet_ac1(((9,),))) is Status.UNDEFINED
    assert gwet_ac1(((9, 0), (0, 0))) == 1


@pytest.mark.parametrize("items", [3, 16, 300])
def test_perfect_agreement_on_few_items_shows_little(items: int) -> None:
    kappa = cohen_kappa(((items, 0), (0, items)))
    assert isinstance(kappa, Kappa)
    # All items agree; chance agreement is a half.
    assert (kappa.value, kappa.interval.low, kappa.interval.high) == (
        1,
        pytest.approx(2 * 0.025 ** (0.5 / items) - 1),
        1,
    )


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval", "ratio"])
def test_perfect_alpha_is_held_against_the_farthest_categories(scale: Scale) -> None:
    two = alpha_of(((1, 3) * 10, (1, 3) * 10), scale)
    assert two.interval is not None
    # 20 units, 40 ratings in two categories: expected disagreement is 20/39 of the distance between them.
    assert two.interval.low == pytest.approx(1 - (1 - 0.025 ** (1 / 20)) / (20 / 39))
    three = alpha_of(((1, 2, 3) * 10, (1, 2, 3) * 10), scale)
    assert three.interval is not None
    assert 0 < three.interval.low < 1


@pytest.mark.parametrize(
    ("weights", "matrix"),
    [
        ("equal", ((0, 1, 1), (1, 0, 1), (1, 1, 0))),
        ("linear", ((0, 3, 6), (3, 0, 3), (6, 3, 0))),
        ("quadratic", ((0, 0.5, 2), (0.5, 0, 0.5), (2, 0.5, 0))),
    ],
)
def test_named_weights_are_matrices_up_to_scale(weights: Weights, matrix: Weights) -> None:
    table = ((88, 10, 2), (14, 40, 6), (18, 10, 12))
    named, given = cohen_kappa(table, weights=weights), cohen_kappa(table, weights=matrix)
    assert isinstance(named, Kappa)
    assert isinstance(given, Kappa)
    assert (named.value, named.se, named.se_null) == pytest.approx((given.value, given.se, given.se_null))


def test_shares_take_the_number_of_items() -> None:
    counts, shares = ((20, 5), (10, 15)), ((0.4, 0.1), (0.2, 0.3))
    first, second = cohen_kappa(counts), cohen_kappa(shares, n=50)
    assert isinstance(first, Kappa)
    assert isinstance(second, Kappa)
    assert (first.value, first.se) == pytest.approx((second.value, second.se))


@pytest.mark.parametrize("weights", [((0, 1),), ((1, 1), (1, 0)), ((0, -1), (1, 0))])
def test_odd_weights_are_refused(weights: Weights) -> None:
    with pytest.raises(ValueError, match="disagreement weights"):
        cohen_kappa(((5, 1), (1, 5)), weights=weights)


def alpha_of(ratings: Sequence[Sequence[Rating]], scale: Scale, **options: Sequence[str]) -> Alpha:
    alpha = krippendorff_alpha(ratings, scale, seed=5, resamples=200, **options)  # type: ignore[arg-type]  # test shorthand
    assert isinstance(alpha, Alpha)
    return alpha


def test_alpha_of_words_in_a_given_order() -> None:
    words = (("low", "mid", "high", "low", "high"), ("low", "high", "high", "mid", "high"))
    numbers = ((1, 2, 3, 1, 3), (1, 3, 3, 2, 3))
    order = ("low", "mid", "high", "never used")
    assert alpha_of(words, "ordinal", categories=order).value == alpha_of(numbers, "ordinal").value
    with pytest.raises(ValueError, match="give numbers, or categories"):
        krippendorff_alpha(words, "ordinal", seed=1)
    with pytest.raises(ValueError, match="give numbers"):
        krippendorff_alpha(words, "interval", seed=1, categories=order)
    with pytest.raises(ValueError, match="outside the categories"):
        krippendorff_alpha(words, "ordinal", seed=1, categories=("low", "high"))


def test_alpha_ignores_units_rated_once() -> None:
    full = ((1, 2, 2, 1), (1, 2, 1, 1))
    gaps = ((1, 2, 2, 1, 9, None), (1, 2, 1, 1, None, math.nan))
    assert alpha_of(full, "nominal").value == alpha_of(gaps, "nominal").value
    assert alpha_of(gaps, "nominal").units == 4


def test_alpha_repeats_with_its_seed() -> None:
    ratings = ((1, 2, 2, 1, 3, 3, 1, 2), (1, 2, 1, 1, 3, 3, 2, 2))
    first = alpha_of(ratings, "nominal")
    assert first == alpha_of(ratings, "nominal")
    assert first.interval is not None
    assert first.interval.contains(first.value)


def test_absence_of_alpha() -> None:
    assert status_of(krippendorff_alpha((), "nominal", seed=1)) is Status.MISSING
    assert status_of(krippendorff_alpha(((1, None), (None, 2)), "nominal", seed=1)) is Status.MISSING
    assert status_of(krippendorff_alpha(((1, 1), (1, 1)), "nominal", seed=1)) is Status.UNDEFINED
    with pytest.raises(ValueError, match="one entry per unit"):
        krippendorff_alpha(((1, 2), (1,)), "nominal", seed=1)


def test_repeated_tries() -> None:
    assert status_of(pass_hat_k((1, 2), 4, 5)) is Status.UNDEFINED
    assert status_of(pass_at_k((), 4, 1)) is Status.MISSING
    single = pass_hat_k((2,), 4, 1)
    assert single == OverTasks(0.5, 1, None)
    every = pass_hat_k((4, 0, 4, 1), 4, 4)
    assert isinstance(every, OverTasks)
    assert every.interval == clopper_pearson(2, 4)
    with pytest.raises(ValueError, match="k must be at least 1"):
        pass_hat_k((1,), 4, 0)
    with pytest.raises(ValueError, match="groups of 3 tasks do not make 2"):
        pass_hat_k((1, 2), 4, 1, groups=(2, 1))


@pytest.mark.parametrize("successes", [(2,) * 30, (4,) * 30, (0,) * 30, (3,) * 2])
@pytest.mark.parametrize("k", [1, 2, 4])
def test_tasks_that_all_look_alike_still_have_an_interval(successes: tuple[int, ...], k: int) -> None:
    """Their standard deviation is 0, which says nothing of the tasks that were not drawn."""
    found = pass_hat_k(successes, 4, k)
    assert isinstance(found, OverTasks)
    assert found.interval is not None
    assert found.interval.width > 0.01
    assert 0 <= found.interval.low <= found.value <= found.interval.high <= 1


def test_pass_1_is_the_share_over_tasks_and_related_tasks_are_one_cluster() -> None:
    tasks = (4, 4, 3, 0, 1, 4, 2, 4)
    apart, together = pass_hat_k(tasks, 4, 1), pass_hat_k(tasks, 4, 1, groups=(2, 2, 2, 2))
    assert isinstance(apart, OverTasks)
    assert isinstance(together, OverTasks)
    limits = cluster_limits({(float(c), 4.0): tasks.count(c) for c in tasks})
    assert apart.interval is not None
    assert (apart.interval.low, apart.interval.high) == pytest.approx((limits.low, limits.high))
    assert together.interval is not None
    assert together.value == apart.value
    assert together.interval.width > apart.interval.width


def test_variance_between_and_within_tasks() -> None:
    constant = run_variance(((1, 1), (0, 0), (1, 1)))
    assert isinstance(constant, RunVariance)
    assert constant.between == pytest.approx(1 / 3)
    assert constant.within == 0
    noisy = run_variance(((1, 0), (0, 1)))
    assert noisy == RunVariance(0, 0.5, 2)
    assert isinstance(noisy, RunVariance)
    assert noisy.total == 0.25
    assert status_of(run_variance(((1, 0),))) is Status.INSUFFICIENT
    assert status_of(run_variance(((1,), (0,)))) is Status.INSUFFICIENT
    assert status_of(run_variance(())) is Status.INSUFFICIENT


def test_best_of_many() -> None:
    assert [round(expected_maximum(n), 2) for n in (1, 2, 5, 10, 27)] == [0, 0.56, 1.16, 1.54, 2.0]
    assert best_of_n_inflation(10, 0.02) == pytest.approx(0.0308, abs=0.0001)
    with pytest.raises(ValueError, match="at least 1"):
        expected_maximum(0)


def test_bounds_of_missing_outcomes() -> None:
    nothing = manski_bounds(0, 0, 5)
    assert (nothing.low, nothing.high) == (0, 1)
    for k, known, missing, sentence in (
        *((5, 4, 1, "k must lie"), (1, 0, 3, "n must be positive"), (0, 0, 0, "n must be positive")),
        (1, 2, -1, "cannot be negative"),
    ):
        with pytest.raises(ValueError, match=sentence):
            manski_bounds(k, known, missing)


def test_shares_by_value() -> None:
    equal = weighted_share((3.0,) * 8, (True, True, False, False, False, False, False, False))
    assert isinstance(equal, WeightedShare)
    assert (equal.value, equal.n_eff) == pytest.approx((0.25, 8))
    assert equal.interval is not None
    assert equal.interval.high == pytest.approx(wilson(2, 8).high)
    lopsided = weighted_share((1e200, 1.0, 1.0), (True, False, False))
    assert isinstance(lopsided, WeightedShare)
    assert lopsided.is_dominated
    assert (lopsided.n_eff, lopsided.interval) == (1, None)
    assert status_of(weighted_share((), ())) is Status.MISSING
    assert status_of(kish_effective_size((0, 0))) is Status.MISSING


def test_more_than_half_still_open_has_no_median() -> None:
    survival = kaplan_meier((3, 10, 10, 10), (True, False, False, False))
    assert (survival.median, survival.low, survival.high, survival.longest) == (None, 3, None, 10)
    assert kaplan_meier((1, 2, 3, 4), (True,) * 4).median == 2


def test_no_case_that_ended_excludes_no_median() -> None:
    survival = kaplan_meier((3, 10, 10), (False,) * 3)
    assert (survival.median, survival.low, survival.high) == (None, None, None)


@pytest.mark.parametrize("n", range(5, 41))
def test_limits_of_a_median_miss_it_as_rarely_as_the_method_page_says(n: int) -> None:
    """Without open cases the number below the true median is binomial, so that the miss can be counted out."""
    found = kaplan_meier(range(1, n + 1), [True] * n)
    assert found.low is not None
    too_high = sum(math.comb(n, below) for below in range(int(found.low)))
    too_low = 0 if found.high is None else sum(math.comb(n, below) for below in range(int(found.high), n + 1))
    assert (too_high + too_low) / 2**n <= 0.071


def test_a_time_to_an_event_needs_a_case() -> None:
    with pytest.raises(ValueError, match="at least one"):
        kaplan_meier((), ())


def test_a_case_open_at_an_event_was_at_risk() -> None:
    step = kaplan_meier((5, 5, 7), (True, False, True)).steps[0]
    assert (step.at_risk, step.events, step.censored) == (3, 1, 1)


@pytest.mark.parametrize(
    ("printed", "n", "reachable"),
    [
        ("42.0", 50, True),
        ("41.0", 50, False),
        ("33.3", 3, True),
        ("33.4", 3, False),
        ("12.5", 8, True),
        ("13", 8, True),  # 12.5 rounded up
        ("12", 8, True),  # 12.5 rounded to even
        ("101", 100, False),
        ("-1", 100, False),
        ("0.0", 7, True),
        ("100", 7, True),
    ],
)
def test_percentages_that_counts_can_give(printed: str, n: int, reachable: bool) -> None:
    counts = reachable_counts(printed, n, 100)
    assert any(0 <= k <= n for k in counts) is reachable


def test_grim_of_means_and_items() -> None:
    assert list(reachable_counts("5.19", 28)) == []  # Brown & Heathers 2017, their opening example
    assert list(reachable_counts("5.18", 28)) == [145]
    assert list(reachable_counts("3.48", 20 * 5)) == [348]
    assert list(reachable_counts("0.50", 9)) == []
    assert list(reachable_counts("67", 3, 100)) == [2]
    assert list(reachable_counts("0.333", 3)) == [1]
    for text in ("about 5", "nan", "Infinity"):
        with pytest.raises(ValueError, match="number"):
            reachable_counts(text, 10)
    with pytest.raises(ValueError, match="n must be finite and positive"):
        reachable_counts("5", 0)


@pytest.mark.parametrize(
    ("x", "decimals", "down", "up"),
    [
        (0.94821, 3, "0.948", "0.949"),
        (0.29, 2, "0.29", "0.29"),
        (0.1 + 0.2, 1, "0.3", "0.3"),
        (1 - 0.9, 1, "0.1", "0.1"),
        (-0.0164, 3, "-0.017", "-0.016"),
        (57.93, 1, "57.9", "58.0"),
        (0.0, 2, "0.00", "0.00"),
        (-1e-18, 2, "0.00", "0.00"),
        (1e-9, 2, "0.00", "0.01"),
        (math.inf, 2, "Infinity", "Infinity"),
        (123456789.5, 0, "123456789", "123456790"),
    ],
)
def test_limits_round_outward(x: float, decimals: int, down: str, up: str) -> None:
    assert (str(round_down(x, decimals)), str(round_up(x, decimals))) == (down, up)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0.0"),
        (1.0, "100.0"),
        (0.9996, "99.960"),
        (0.99995, "99.9950"),
        (0.0004, "0.040"),
        (0.00001, "0.0010"),
        (1 - 1e-16, "99.999999999"),
        (5e-324, "1E-9"),
        (0.125, "12.5"),
        (0.1355, "13.6"),
        (0.28511, "28.5"),
    ],
)
def test_shares_have_the_digits_that_tell_them_from_an_end(share: float, text: str) -> None:
    assert str(percent_estimate(share)) == text


@pytest.mark.parametrize(
    ("share", "threshold", "text"),
    [
        (0.9496, 0.95, "94.96"),
        (0.9502, 0.95, "95.02"),
        (0.95, 0.95, "95.0"),
        (0.94996, 0.95, "94.996"),
        (0.999995, 0.99999, "99.99950"),
    ],
)
def test_estimates_get_the_decimals_that_a_threshold_needs(share: float, threshold: float, text: str) -> None:
    assert str(percent_estimate(share, [threshold])) == text


def test_estimates_without_ends_round_freely() -> None:
    assert str(round_estimate(1.0004, 3, ends=())) == "1.000"
    assert str(round_estimate(0.4, 0)) == "0.4"
    assert str(round_estimate(math.inf, 1)) == "Infinity"
    assert (str(percent_down(0.9485)), str(percent_up(0.9732))) == ("94.8", "97.4")
    assert (str(percent_down(0.999911)), str(percent_up(0.00001))) == ("99.9911", "0.0010")


def test_absence_is_never_printed_as_a_number() -> None:
    for rounding in (round_down, round_up, round_estimate):
        with pytest.raises(ValueError, match="use Unmeasured"):
            rounding(math.nan, 1)
    for percentage in (percent_down, percent_up, percent_estimate):
        with pytest.raises(ValueError, match="use Unmeasured"):
            percentage(math.nan)


def test_content_validity_counts() -> None:
    assert content_validity_ratio(0, 4) == -1
    with pytest.raises(ValueError, match="k must lie"):
        content_validity_ratio(5, 4)
