"""The statistics room against scipy.stats and statsmodels, wherever they compute the same thing."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats  # noqa: TID251  # an oracle, used by tests only
from statsmodels.stats import inter_rater, proportion, rates, weightstats

from support.oracles.statistics import jeffreys_rate, power_to_meet
from trustpages.model.measured import Unmeasured
from trustpages.statistics.comparisons import mover_difference, mover_ratio, newcombe
from trustpages.statistics.distributions import tail, two_sided_z
from trustpages.statistics.events.rates import Dispersion, dispersion_index, garwood
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.means import MeanEstimate, t_from_summary
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson, wilson
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_mean
from trustpages.statistics.proportions.finite_population import hypergeometric
from trustpages.statistics.proportions.power import runs_to_meet
from trustpages.statistics.ranks.correlation import exact_spearman_p, kendall, spearman
from trustpages.statistics.raters.kappa import Kappa, cohen_kappa
from trustpages.statistics.survival import kaplan_meier

LEVELS = st.sampled_from((0.5, 0.8, 0.9, 0.95, 0.99, 0.999))
TRIALS = st.one_of(st.integers(1, 60), st.integers(1, 1_000_000))


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(TRIALS)
    return draw(st.one_of(st.integers(0, n), st.sampled_from((0, 1, n - 1, n)))), n


def ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


def close(expected: Sequence[float], rel: float = 1e-9) -> object:
    return pytest.approx(tuple(float(x) for x in expected), rel=rel, abs=1e-12)


@given(counts(), LEVELS)
def test_shares_against_binomtest(count: tuple[int, int], level: float) -> None:
    test = stats.binomtest(*count)
    assert ends(clopper_pearson(*count, level)) == close(test.proportion_ci(level, "exact"))
    assert ends(wilson(*count, level)) == close(test.proportion_ci(level, "wilson"))


@given(st.integers(0, 100_000), LEVELS)
def test_garwood_against_chi_square(x: int, level: float) -> None:
    alpha = tail(level) / 2
    low = stats.chi2.ppf(alpha, 2 * x) / 2 if x else 0.0
    assert ends(garwood(x, level=level)) == close((low, stats.chi2.isf(alpha, 2 * x + 2) / 2))


@given(st.integers(1, 500), st.floats(0.5, 1e5))
def test_rates_against_statsmodels(x: int, exposure: float) -> None:
    assert ends(garwood(x, exposure)) == close(rates.confint_poisson(x, exposure, method="exact-c"))


@given(counts(), counts(), LEVELS)
def test_newcombe_against_statsmodels(first: tuple[int, int], second: tuple[int, int], level: float) -> None:
    oracle = proportion.confint_proportions_2indep(*first, *second, method="newcomb", alpha=tail(level))
    assert ends(newcombe(*first, *second, level).interval) == pytest.approx(oracle, abs=1e-9)


RATES = st.tuples(st.integers(1, 200), st.floats(1, 1e4))


@given(RATES, RATES)
@settings(max_examples=40)
def test_movers_against_statsmodels(first: tuple[int, float], second: tuple[int, float]) -> None:
    one, two = (Estimate(x / e, jeffreys_rate(x, e)) for x, e in (first, second))
    ratio = mover_ratio(one, two)
    assert isinstance(ratio, Estimate)
    for compare, ours in (("ratio", ratio), ("diff", mover_difference(one, two))):
        oracle = rates.confint_poisson_2indep(*first, *second, method="mover", method_mover="jeff", compare=compare)
        assert ends(ours.interval) == pytest.approx(tuple(map(float, oracle)), rel=1e-6, abs=1e-9)


@given(st.integers(1, 40), st.data())
@settings(max_examples=30)
def test_finite_limits_against_hypergeom(n: int, data: st.DataObject) -> None:
    window = data.draw(st.integers(n, 120))
    k = data.draw(st.integers(0, n))
    successes = np.arange(window + 1)
    keep = (stats.hypergeom.sf(k - 1, window, successes, n) > 0.025) & (
        stats.hypergeom.cdf(k, window, successes, n) > 0.025
    )
    kept = successes[keep] / window
    assert ends(hypergeometric(k, n, window)) == (kept[0], kept[-1])


@given(st.floats(0.8, 0.89), st.floats(0.07, 0.1), st.sampled_from((0.5, 0.8, 0.9)))
@settings(max_examples=30)
def test_planned_runs_have_their_power_and_no_fewer_do(threshold: float, above: float, power: float) -> None:
    truth = threshold + above
    runs = runs_to_meet(threshold, truth, probability=power)
    assert runs is not None
    assert power_to_meet(runs, threshold, truth) >= power
    assert power_to_meet(runs - 1, threshold, truth) < power


PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=40)


@given(PAIRS)
def test_rank_correlations_against_scipy(pairs: list[tuple[int, int]]) -> None:
    x, y = zip(*pairs, strict=True)
    assume(len(set(x)) > 1 and len(set(y)) > 1)
    assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
    assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=6))
@settings(max_examples=15)
def test_exact_rho_p_against_all_permutations(pairs: list[tuple[int, int]]) -> None:
    x, y = (np.asarray(side) for side in zip(*pairs, strict=True))
    assume(len(set(x)) > 1 and len(set(y)) > 1)
    ranks = stats.rankdata(x)

    def size(permuted: Sequence[float]) -> float:
        return abs(float(np.corrcoef(ranks, stats.rankdata(permuted))[0, 1]))

    oracle = stats.permutation_test((y,), size, permutation_type="pairings", n_resamples=np.inf, alternative="greater")
    assert exact_spearman_p(x.tolist(), y.tolist()) == pytest.approx(oracle.pvalue, abs=1e-9)


@given(
    st.integers(2, 5).flatmap(
        lambda q: st.lists(st.lists(st.integers(0, 40), min_size=q, max_size=q), min_size=q, max_size=q)
    )
)
def test_kappa_against_statsmodels(table: list[list[int]]) -> None:
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    assume(all(rows) and all(columns))  # statsmodels divides by zero otherwise
    total = sum(rows)
    expected = sum(r * c for r, c in zip(rows, columns, strict=True)) / total**2
    assume(expected < 0.999)
    for weights, named in ((None, "equal"), ("linear", "linear"), ("quadratic", "quadratic")):
        kappa = cohen_kappa(table, weights=named)  # type: ignore[arg-type]  # one of the three names
        oracle = inter_rater.cohens_kappa(np.array(table), wt=weights)
        assert isinstance(kappa, Kappa)
        assert (kappa.value, kappa.se, kappa.se_null) == pytest.approx(
            (oracle.kappa, math.sqrt(max(oracle.var_kappa, 0)), math.sqrt(oracle.var_kappa0)), abs=1e-6
        )


SAMPLES = st.lists(st.floats(-100, 100), min_size=10, max_size=50)


@given(SAMPLES, LEVELS)
def test_t_interval_against_statsmodels(values: list[float], level: float) -> None:
    found = t_from_summary(float(np.mean(values)), float(np.std(values, ddof=1)), len(values), level=level)
    assert isinstance(found, MeanEstimate)
    oracle = weightstats.DescrStatsW(values).tconfint_mean(alpha=tail(level))
    assert ends(found.estimate.interval) == pytest.approx(oracle, rel=1e-6, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 15)), min_size=30, max_size=120))
@settings(max_examples=20)
def test_clustered_error_against_sandwich(records: list[tuple[int, int]]) -> None:
    import statsmodels.api as sm

    scores, groups = zip(*records, strict=True)
    assume(len(set(groups)) >= 10)
    result = clustered_mean(scores, groups)
    assert isinstance(result, ClusteredMean)
    fit = sm.OLS(scores, np.ones(len(scores))).fit(
        cov_type="cluster", cov_kwds={"groups": np.asarray(groups), "use_correction": False}
    )
    assert result.se == pytest.approx(float(fit.bse[0]), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60))
def test_survival_against_ecdf(cases: list[tuple[int, bool]]) -> None:
    durations, ended = zip(*cases, strict=True)
    assume(any(ended))
    data = stats.CensoredData.right_censored(durations, [not e for e in ended])
    oracle = stats.ecdf(data).sf
    ours = kaplan_meier(durations, ended)
    assert [s.time for s in ours.steps] == oracle.quantiles.tolist()
    assert [s.open_share for s in ours.steps] == pytest.approx(oracle.probabilities.tolist(), abs=1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where nobody or everybody has ended, scipy divides by zero
        limits = oracle.confidence_interval(method="log-log")
    for ours_at, curve in ((ours.low, limits.low), (ours.high, limits.high)):
        # A limit of one half to the last digit may fall to either side.
        assume(not any(abs(share - 0.5) < 1e-9 for share in curve.probabilities))
        reached = zip(
            curve.quantiles.tolist(), curve.probabilities.tolist(), oracle.probabilities.tolist(), strict=True
        )
        assert ours_at == next((time for time, limit, share in reached if share > 0 and limit <= 0.5), None)


@given(st.lists(st.integers(0, 30), min_size=8, max_size=52))
def test_dispersion_against_chi_square(periods: list[int]) -> None:
    assume(sum(periods) / len(periods) >= 0.5)
    result = dispersion_index(periods)
    assert isinstance(result, Dispersion)
    assert result.p == pytest.approx(stats.chi2.sf(result.statistic, result.df), rel=1e-9, abs=1e-15)
    assert result.statistic == pytest.approx(stats.chisquare(periods).statistic)


@given(LEVELS)
def test_normal_quantile(level: float) -> None:
    assert two_sided_z(level) == pytest.approx(stats.norm.isf((1 - level) / 2), rel=1e-12)


@pytest.mark.parametrize("level", [0.90, LEVEL, 0.99])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_exact_limits_cover_at_least_as_often_as_they_say(level: float, share: float) -> None:
    n = 50
    covered = [k for k in range(n + 1) if clopper_pearson(k, n, level).contains(share)]
    assert stats.binom.pmf(covered, n, share).sum() >= level


def test_oracles_disagree_where_absence_is_typed() -> None:
    with pytest.raises(ValueError, match="n"):
        stats.binomtest(0, 0)
    assert isinstance(spearman((1, 1, 1), (1, 2, 3)), Unmeasured)
