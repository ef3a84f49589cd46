"""Further figures from the literature, each to the digits that its source prints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

import pytest
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from support.oracles.statistics import critical_rho, rate_ratio_limits
from trustpages.model.measured import Unmeasured
from trustpages.statistics.comparisons import newcombe, newcombe_paired
from trustpages.statistics.events.rates import Dispersion, dispersion_index, garwood, score_rate
from trustpages.statistics.interval import Interval
from trustpages.statistics.means import MeanEstimate, t_from_summary
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson, zero_failure_n_min
from trustpages.statistics.proportions.checklist import checklist_share
from trustpages.statistics.proportions.paired import tasks_to_tell_apart
from trustpages.statistics.proportions.repeated_trials import expected_maximum
from trustpages.statistics.ranks.correlation import kendall, spearman
from trustpages.statistics.raters.kappa import Kappa, Weights, cohen_kappa, content_validity_ratio, gwet_ac1
from trustpages.statistics.raters.krippendorff import Rating, Scale, krippendorff_alpha
from trustpages.statistics.rounding import reachable_counts
from trustpages.statistics.survival import kaplan_meier

ONE_SIGMA = math.erf(1 / math.sqrt(2))


def printed(low: float, high: float, digits: int) -> object:
    return pytest.approx((low, high), abs=0.51 * 10**-digits)


def ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


@pytest.mark.parametrize(
    ("interval", "low", "high", "digits"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I
        (wilson(1, 29), 0.0061, 0.1718, 4),
        (clopper_pearson(15, 148), 0.0578, 0.1617, 4),
        (clopper_pearson(1, 29), 0.0009, 0.1776, 4),
        # Agresti, Categorical Data Analysis, 2nd ed., 1.4.3: no vegetarian among 25 students
        (wilson(0, 25), 0.0, 0.133, 3),
        (clopper_pearson(0, 25), 0.0, 0.137, 3),
        # R, help of binom.test: Mendel's peas, 682 of 925
        (clopper_pearson(682, 925), 0.7076683, 0.7654066, 7),
    ],
)
def test_published_share(interval: Interval, low: float, high: float, digits: int) -> None:
    assert ends(interval) == printed(low, high, digits)


@pytest.mark.parametrize(
    ("x", "level", "low", "high", "digits"),
    [
        # Garwood 1936, Biometrika 28:437; the same digits stand in most books of tables
        (1, 0.95, 0.0253, 5.572, 3),
        (4, 0.95, 1.090, 10.242, 3),
        (7, 0.95, 2.814, 14.423, 3),
        (9, 0.95, 4.115, 17.085, 3),
        (50, 0.95, 37.11, 65.92, 2),
        (100, 0.95, 81.36, 121.63, 2),
        # Gehrels 1986, ApJ 303:336, tables 1 and 2
        (2, ONE_SIGMA, 0.708, 4.638, 3),
        (5, ONE_SIGMA, 2.840, 8.382, 3),
        (10, ONE_SIGMA, 6.891, 14.27, 2),
    ],
)
def test_published_count(x: int, level: float, low: float, high: float, digits: int) -> None:
    assert ends(garwood(x, level=level)) == printed(low, high, digits)


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_published_difference(k1: int, n1: int, k2: int, n2: int, low: float, high: float) -> None:
    assert ends(newcombe(k1, n1, k2, n2).interval) == printed(low, high, 4)


def test_breast_cancer_rate_ratio_of_r() -> None:
    """The example of R's poisson.test: Fay 2010, R Journal 2:53."""
    ratio = rate_ratio_limits(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
    assert ratio == printed(0.8584264, 4.277266, 6)


@pytest.mark.parametrize(
    ("table", "weights", "value"),
    [
        # Wikipedia, Cohen's kappa: equal agreement, different margins
        (((45, 15), (25, 15)), "equal", 0.1304),
        (((25, 35), (5, 35)), "equal", 0.2593),
        # Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323, table 1 (200 cases)
        (((106, 10, 4), (22, 28, 10), (2, 12, 6)), "equal", 0.4286),
    ],
)
def test_published_kappa(table: Sequence[Sequence[float]], weights: Weights, value: float) -> None:
    kappa = cohen_kappa(table, weights=weights)
    assert isinstance(kappa, Kappa)
    assert kappa.value == pytest.approx(value, abs=5.1e-5)


def test_kappa_errors_of_fleiss() -> None:
    """Fleiss 1981, Statistical Methods for Rates and Proportions, table 13.1: 100 subjects."""
    kappa = cohen_kappa(((75, 1, 4), (5, 4, 1), (0, 0, 10)))
    assert isinstance(kappa, Kappa)
    assert [kappa.value, kappa.se_null] == pytest.approx([0.68, 0.076], abs=0.0051)


MEG, OWEN = "aabbdcccedda", "babbbccceddd"
OBSERVERS: tuple[tuple[Rating, ...], ...] = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, math.nan),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


@pytest.mark.parametrize(
    ("ratings", "scale", "value"),
    [
        # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, sections B and C
        ((tuple(MEG), tuple(OWEN)), "nominal", 0.692),
        (OBSERVERS, "ordinal", 0.815),
        (OBSERVERS, "ratio", 0.797),
    ],
)
def test_published_alpha(ratings: Sequence[Sequence[Rating]], scale: Scale, value: float) -> None:
    alpha = krippendorff_alpha(ratings, scale, seed=1, resamples=20)
    assert not isinstance(alpha, Unmeasured)
    assert alpha.value == pytest.approx(value, abs=0.00051)


def test_leukaemia_remissions() -> None:
    """Freireich et al. 1963, 6-MP against placebo, as tabled in most texts on survival."""
    open_at = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
    relapse_at = (6, 6, 6, 7, 10, 13, 16, 22, 23)
    ended = [False] * len(open_at) + [True] * len(relapse_at)
    drug = kaplan_meier(open_at + relapse_at, ended)
    table = {s.time: (s.open_share, s.se) for s in drug.steps if s.events}
    assert list(table) == [6, 7, 10, 13, 16, 22, 23]
    shares = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert [s for s, _ in table.values()] == pytest.approx(shares, abs=0.00051)
    assert [e for _, e in table.values()] == pytest.approx(errors, abs=0.000051)
    # With CONFTYPE=LOGLOG, the default of SAS PROC LIFETEST: 23 [13, .] and 8 [4, 11].
    assert (drug.median, drug.low, drug.high) == (23, 13, None)
    placebo = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
    found = kaplan_meier(placebo, [True] * 21)
    assert (found.median, found.low, found.high) == (8, 4, 11)


def test_rats_with_vaginal_cancer() -> None:
    """Kalbfleisch & Prentice 1980, group 1; SAS PROC LIFETEST prints a median of 216 [190, 234]."""
    died = (143, 164, 188, 188, 190, 192, 206, 209, 213, 216, 220, 227, 230, 234, 246, 265, 304)
    found = kaplan_meier((*died, 216, 244), [True] * len(died) + [False] * 2)
    assert (found.median, found.low, found.high) == (216, 190, 234)


def test_mean_of_students_sleep() -> None:
    """Student 1908 (R's data set sleep): extra hours of 20 records."""
    first = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
    second = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    values = first + second
    mean = t_from_summary(fmean(values), stdev(values), len(values))
    assert isinstance(mean, MeanEstimate)
    assert mean.estimate.value == pytest.approx(1.54)
    assert ends(mean.estimate.interval) == printed(0.5955845, 2.4844155, 7)


EXPOSURE = (
    *(16, 17, 17, 17, 18, 18, 20, 20, 20, 21, 21, 21, 21, 21, 21, 22, 22, 22, 23, 23, 23, 23, 24, 24, 24, 25, 25, 25),
    *(25, 25, 25, 26, 26, 26, 26, 27, 27, 28, 28, 28, 28, 29, 29, 30, 30, 31, 32, 32, 32, 33, 33, 35, 35),
    *(97, 98, 105, 107, 111, 117, 119),
)


def test_skewed_concentrations_of_the_epa() -> None:
    """USEPA 2002, OSWER 9285.6-10, exhibit 9: EnvStats prints sd 27.330598, skew 2.365778 and Chen's t 1.574075 at 30.

    Chen's t (1995) is t + a(1 + 2t^2) + 4a^2(t + 2t^3) with a = skew/(6 sqrt n). Hall's transform, which the limits
    undo, has the same first two terms, (1 + 2t^2)a being Johnson's (1978).
    """
    n, mean, sd, skewness = 60, fmean(EXPOSURE), 27.330598, 2.365778
    assert (len(EXPOSURE), mean, stdev(EXPOSURE)) == (n, pytest.approx(34.566667), pytest.approx(sd))
    t = (mean - 30) / (sd / math.sqrt(n))
    a = skewness / (6 * math.sqrt(n))
    chen = t + a * (1 + 2 * t**2) + 4 * a**2 * (t + 2 * t**3)
    assert chen == pytest.approx(1.574075, abs=1e-6)
    hall = t + a * (1 + 2 * t**2) + 36 * a**2 * t**3 / 27
    assert hall == pytest.approx(chen, abs=0.06)
    # The mean that a test at this level just does not reject is the limit; further out than Student's.
    t = (mean - 45) / (sd / math.sqrt(n))
    hall = t + a * (1 + 2 * t**2) + 36 * a**2 * t**3 / 27
    level = 1 - 2 * float(stats.t.sf(-hall, n - 1))
    right, left = (t_from_summary(m, sd, n, s, level) for m, s in ((mean, skewness), (-mean, -skewness)))
    assert isinstance(right, MeanEstimate)
    assert isinstance(left, MeanEstimate)
    assert right.skewness == pytest.approx(0.30542, abs=1e-5)
    assert right.estimate.interval.high == pytest.approx(45, abs=1e-6)
    assert ends(left.estimate.interval) == pytest.approx((-45, -right.estimate.interval.low), abs=1e-6)
    assert right.estimate.interval.low == pytest.approx(mean + hall * sd / math.sqrt(n))


def test_tau_b_of_the_scipy_manual() -> None:
    assert kendall((12, 2, 1, 12, 2), (1, 4, 7, 1, 0)) == pytest.approx(-0.47140452079103173, abs=1e-15)


def test_rho_of_english_and_mathematics_marks() -> None:
    """The ten students of Laerd Statistics' guide to Spearman's correlation."""
    english = (56, 75, 45, 71, 62, 64, 58, 80, 76, 61)
    mathematics = (66, 70, 40, 60, 65, 56, 59, 77, 67, 63)
    assert spearman(english, mathematics) == pytest.approx(0.67, abs=0.0051)


@pytest.mark.parametrize(("n", "rho"), [(7, 0.786), (9, 0.700)])
def test_critical_rho_of_zar(n: int, rho: float) -> None:
    """Zar 1972, JASA 67:578."""
    assert critical_rho(n) == pytest.approx(rho, abs=0.00051)


@pytest.mark.parametrize(
    ("n", "e_n"),
    [
        *((2, 0.56419), (3, 0.84628), (4, 1.02938), (5, 1.16296), (6, 1.26721)),
        *((10, 1.53875), (20, 1.86748), (50, 2.24907), (100, 2.50759)),
    ],
)
def test_normal_order_statistics_of_harter(n: int, e_n: float) -> None:
    """Harter 1961, Biometrika 48:151, table 1."""
    assert expected_maximum(n) == pytest.approx(e_n, abs=5.1e-6)


@pytest.mark.parametrize(
    ("reliability", "confidence", "runs"),
    [(0.90, 0.90, 22), (0.95, 0.90, 45), (0.99, 0.90, 230), (0.80, 0.95, 14), (0.90, 0.99, 44)],
)
def test_success_run_table(reliability: float, confidence: float, runs: int) -> None:
    """The zero-failure column of the usual success-run tables."""
    assert zero_failure_n_min(reliability, 2 * confidence - 1) == runs


def test_horse_kicks_do_not_come_in_bursts() -> None:
    """Bortkiewicz 1898, ten corps over twenty years: mean .61, variance .61."""
    years = [0] * 109 + [1] * 65 + [2] * 22 + [3] * 3 + [4]
    result = dispersion_index(years)
    assert isinstance(result, Dispersion)
    assert result.statistic / result.df == pytest.approx(1.00, abs=0.0051)
    assert result.p > 0.4


@pytest.mark.parametrize(("essential", "experts", "cvr"), [(10, 10, 1.0), (9, 10, 0.8), (8, 10, 0.6), (5, 10, 0.0)])
def test_lawshe_panel_of_ten(essential: int, experts: int, cvr: float) -> None:
    """Lawshe 1975, Personnel Psychology 28:563."""
    assert content_validity_ratio(essential, experts) == pytest.approx(cvr)


@pytest.mark.parametrize(("weights", "value", "error"), [("equal", 0.1293, 0.06860), ("linear", 0.2374, 0.07832)])
def test_kappa_of_couples(weights: Weights, value: float, error: float) -> None:
    """Agresti 1990, Categorical Data Analysis, table 2.10 (data set SexualFun of R's vcd, Kappa)."""
    kappa = cohen_kappa(((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14)), weights=weights)
    assert isinstance(kappa, Kappa)
    assert (kappa.value, kappa.se) == pytest.approx((value, error), abs=5.1e-5)


def test_ac1_where_kappa_is_below_zero() -> None:
    """Gwet 2002, Inter-Rater Reliability Assessment 1: 118 of 125 agree, kappa -.0234, AC1 .9408."""
    table = ((118, 5), (2, 0))
    kappa = cohen_kappa(table)
    assert isinstance(kappa, Kappa)
    assert (kappa.value, gwet_ac1(table)) == pytest.approx((-0.0234, 0.9408), abs=5.1e-5)


@pytest.mark.parametrize(("scale", "value"), [("nominal", 0.691), ("interval", 0.811)])
def test_alpha_of_three_coders(scale: Scale, value: float) -> None:
    """Wikipedia, Krippendorff's alpha: three coders, fifteen units, gaps."""
    rows = ("*****34121133*3", "1*213343*******", "**21344*21133*4")
    ratings = [[None if c == "*" else float(c) for c in row] for row in rows]
    alpha = krippendorff_alpha(ratings, scale, seed=1, resamples=20)
    assert not isinstance(alpha, Unmeasured)
    assert alpha.value == pytest.approx(value, abs=0.00051)


@pytest.mark.parametrize(
    ("alpha", "by_n"),
    [
        (0.05, {11: 0.618, 12: 0.587}),
        (0.01, {6: 1.0, 7: 0.929, 8: 0.881, 9: 0.833, 10: 0.794}),
        (0.10, {5: 0.900, 6: 0.829, 7: 0.714, 8: 0.643, 9: 0.600, 10: 0.564}),
    ],
)
def test_critical_rho_at_other_levels(alpha: float, by_n: dict[int, float]) -> None:
    """Zar 1972, JASA 67:578."""
    assert {n: critical_rho(n, alpha) for n in by_n} == pytest.approx(by_n, abs=0.00051)


@pytest.mark.parametrize(
    ("x", "low", "high", "digits"),
    [(0, 0.0, 5.30, 2), (1, 0.00501, 7.430, 3), (5, 1.08, 14.15, 2), (10, 3.72, 21.40, 2)],
)
def test_counts_at_99_percent(x: int, low: float, high: float, digits: int) -> None:
    """Pearson & Hartley, Biometrika Tables for Statisticians, table 40."""
    assert ends(garwood(x, level=0.99)) == printed(low, high, digits)


def test_paired_difference_of_children_before_and_after_transplantation() -> None:
    """Fagerland, Lydersen & Laake 2014, Stat Med 33:2850: airway hyper-responsiveness, Newcombe's interval."""
    difference = newcombe_paired(1, 1, 7, 12)
    assert difference.value == pytest.approx(-0.286, abs=0.00051)
    assert ends(difference.interval) == printed(-0.507, -0.026, 3)


def test_mean_of_28_people() -> None:
    """Brown & Heathers 2017: 5.19 cannot be the mean of 28 whole numbers, 5.18 and 5.21 can."""
    assert [len(reachable_counts(mean, 28)) > 0 for mean in ("5.18", "5.19", "5.21")] == [True, False, True]


@pytest.mark.parametrize("level", [0.5, 0.95, 0.9999])
@pytest.mark.parametrize("n", [1, 1_000_000, 1_000_000_000])
def test_limits_hold_the_share_however_many_runs(n: int, level: float) -> None:
    """Shares of whole scale, and one failure among a billion."""
    for k in {0, 1, n // 2, n - 1, n}:
        for interval in (wilson(k, n, level), clopper_pearson(k, n, level)):
            assert 0 <= interval.low <= k / n <= interval.high <= 1
        rate = garwood(k, n, level)
        assert rate.low <= k / n <= rate.high


@pytest.mark.parametrize(
    ("x", "exposure", "low", "high"),
    [
        # R, DescTools: PoissonCI(x = 15, n = 400, method = "score")
        (15, 400, 0.0227264749053794, 0.0618771721463559),
        # R, DescTools: PoissonCI(0:5, 10, method = "score")
        (0, 10, 0.0, 0.384145882069412),
        (1, 10, 0.0176524554935152, 0.566493426575897),
        (2, 10, 0.0548472138257576, 0.729298668243655),
        (5, 10, 0.213570113757345, 1.1705758),
    ],
)
def test_published_score_limits_of_a_rate(x: int, exposure: float, low: float, high: float) -> None:
    assert ends(score_rate(x, exposure)) == pytest.approx((low, high), rel=1e-7, abs=1e-15)


# Zhu et al. 2025 (arXiv 2507.02825), assessments of the Agentic Benchmark Checklist: items met (1) or not, in order.
@pytest.mark.parametrize(
    ("section", "met", "applicable"),
    [
        ("11000110", 4, 8),
        ("1111111111", 10, 10),
        ("1100111100000", 6, 13),
        ("1100010101", 5, 10),
        ("1001110000", 4, 10),
    ],
)
def test_published_audits_of_benchmarks(section: str, met: int, applicable: int) -> None:
    found = checklist_share("met" if item == "1" else "not_met" for item in section)
    assert (found.met, found.applicable, found.unknown) == (met, applicable, 0)
    assert found.bounds is not None
    assert found.bounds.low == found.bounds.high == met / applicable


def test_undecided_items_are_bounds_and_others_do_not_count() -> None:
    found = checklist_share(["met", "unknown", "not_met", "not_applicable"])
    assert (found.met, found.applicable, found.unknown) == (1, 3, 1)
    assert found.bounds is not None
    assert (found.bounds.low, found.bounds.high) == pytest.approx((1 / 3, 2 / 3))
    assert checklist_share(["not_applicable"]).bounds is None


@pytest.mark.parametrize(("difference", "variance", "tasks"), [(0.03, 1 / 9, 969), (0.03, 1 / 9 + 2 / 6, 3_876)])
def test_millers_sample_size(difference: float, variance: float, tasks: int) -> None:
    """Miller 2024, section 5, by hand: (1.95996 + 0.84162)^2 (omega^2 + sigma_A^2/K_A + sigma_B^2/K_B)/delta^2."""
    assert tasks_to_tell_apart(difference, variance) == tasks
