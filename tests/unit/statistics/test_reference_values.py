"""Every row of the published reference values, at its own tolerance."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from support.oracles.statistics import (
    approximate_spearman_p,
    critical_rho,
    exact_kendall_p,
    jeffreys_rate,
    kish_design_effect,
    rate_ratio_limits,
)
from trustpages.model.measured import Unmeasured
from trustpages.statistics.comparisons import mover_difference, mover_ratio, newcombe, newcombe_paired
from trustpages.statistics.diversity import effective_number, herfindahl_index, hill_number
from trustpages.statistics.events.rates import fay_feuer, garwood
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson, zero_failure_n_min
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_mean, clustered_share
from trustpages.statistics.proportions.error_budget import burn_rate, error_budget
from trustpages.statistics.proportions.repeated_trials import OverTasks, pass_at_k, pass_hat_k
from trustpages.statistics.ranks.correlation import bonett_wright, exact_spearman_p, kendall, spearman
from trustpages.statistics.raters.judge import rogan_gladen
from trustpages.statistics.raters.kappa import Kappa, cohen_kappa
from trustpages.statistics.raters.krippendorff import Scale, krippendorff_alpha
from trustpages.statistics.rounding import reachable_counts

GOLD = Path(__file__).parents[2] / "gold" / "statistics"
ROWS: list[dict[str, Any]] = json.loads((GOLD / "reference-values.json").read_text())

# Counts read off published checklists: held by the tests of benchmark quality.
NOT_STATISTICS = {"M-tau-bench", "M-webarena"}

ONE_SIGMA = math.erf(1 / math.sqrt(2))

E3_Y = (21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19)
E3_X = (67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51)
IQ = (106, 100, 86, 101, 99, 103, 97, 113, 112, 110)
TV = (7, 27, 2, 50, 28, 29, 20, 12, 6, 17)
F1_TABLE = ((0.44, 0.07, 0.09), (0.05, 0.20, 0.05), (0.01, 0.03, 0.06))
F3_WEIGHTS = ((0, 1, 4), (1, 0, 6), (2, 2, 0))
OBSERVERS = ("123321412---", "1233224125-3", "-3332342251-", "12332441251-")
TRIALS = (0,) * 14 + (1,) * 12 + (2,) * 10 + (3,) * 4 + (4,) * 10
SUITES = (
    (3.08, 2.60, 3.44, 3.04),
    (2.36, 3.04, 3.28, 2.68),
    (2.00, 2.56, 2.52, 1.88),
    (3.00, 2.88, 3.44, 3.64),
    (2.68, 1.92, 3.28, 3.20),
)
STANDARD_BIRTHS = (319933, 931318, 786511, 488235, 237863, 61313)
BIRTHS = {
    1: ((230061, 329449, 114920, 39487, 14208, 3052), (107, 141, 60, 40, 39, 25)),
    3: ((15050, 175702, 207081, 117300, 45026, 8660), (3, 71, 114, 103, 108, 75)),
    5: ((327, 30666, 123419, 149919, 104088, 34392), (0, 8, 63, 112, 262, 295)),
}


def limits(*intervals: Interval) -> list[float]:
    return [x for i in intervals for x in (i.low, i.high)]


def number(value: float | Unmeasured | None) -> float:
    assert isinstance(value, float)
    return value


def standardised(order: int, per: float = 1.0) -> list[float]:
    births, cases = BIRTHS[order]
    weights = [s / sum(STANDARD_BIRTHS) / b * per for s, b in zip(STANDARD_BIRTHS, births, strict=True)]
    estimate = fay_feuer(cases, weights)
    return [estimate.value, *limits(estimate.interval)]


def stated(x: float, exposure: float) -> Estimate:
    return Estimate(x / exposure, jeffreys_rate(x, exposure, 0.90))


def kappa_of(table: Sequence[Sequence[float]], **options: Any) -> Kappa:
    kappa = cohen_kappa(table, **options)
    assert isinstance(kappa, Kappa)
    return kappa


def kappa_with_errors() -> list[float]:
    kappa = kappa_of(((0, 4, 1), (0, 8, 0), (0, 1, 5)))
    assert kappa.interval is not None
    return [kappa.value, kappa.se, *limits(kappa.interval), kappa.se_null]


def alpha_of(rows: Sequence[str], scale: Scale) -> list[float]:
    ratings = [[None if c == "-" else float(c) for c in row] for row in rows]
    alpha = krippendorff_alpha(ratings, scale, seed=1, resamples=50)
    assert not isinstance(alpha, Unmeasured)
    return [alpha.value]


def over_tasks(result: OverTasks | Unmeasured) -> float:
    assert isinstance(result, OverTasks)
    return result.value


def clustered(result: ClusteredMean | Unmeasured) -> ClusteredMean:
    assert isinstance(result, ClusteredMean)
    return result


def suites() -> list[float]:
    scores = [x for suite in SUITES for x in suite]
    names = [name for name, suite in enumerate(SUITES) for _ in suite]
    result = clustered(clustered_mean(scores, names, population=100))
    return [result.mean, result.se]


def airline() -> list[float]:
    result = clustered(clustered_share(TRIALS, [4] * 50))
    return [result.mean, result.se, result.se_naive, result.deff]


def mover_ratio_of_rates() -> list[float]:
    result = mover_ratio(stated(60, 51477.5), stated(30, 54308.7))
    assert isinstance(result, Estimate)
    return limits(result.interval)


def rho_with_interval() -> list[float]:
    rho = number(spearman(E3_X, E3_Y))
    interval = bonett_wright(rho, len(E3_X))
    assert isinstance(interval, Interval)
    return [rho, *limits(interval)]


def rho_and_approximate_p() -> list[float]:
    rho = number(spearman(range(1, 6), (5, 6, 7, 8, 7)))
    return [rho, approximate_spearman_p(rho, 5)]


def tau_and_p() -> list[float]:
    x, y = (5, 2, 1, 3, 6, 4, 7), (5, 2, 6, 3, 1, 7, 4)
    tau = number(kendall(x, y))
    return [tau, exact_kendall_p(tau, len(x))]


def budget_spent(burn: float, hours: int) -> float:
    """The share of a 30-day budget that is gone after so many hours at this burn, 1,000 runs an hour."""
    seen = 1000 * hours
    return error_budget(0.99, 1000 * 720, seen, round(burn * 0.01 * seen)).consumed


def lasting(period: float, burn: int | float, threshold: float = 0.99) -> float:
    """How much of the period the budget lasts at this burn."""
    exhausted_at = error_budget(threshold, 100_000, 10_000, round(burn * (1 - threshold) * 10_000)).exhausted_at
    return period * number(exhausted_at)


def minutes_until(burn: float) -> float:
    """After how many minutes of failures only the last hour has this burn of 99.9 %, at 1,000 runs a minute."""
    runs = 60 * 1000
    return next(bad for bad in range(runs) if round(burn_rate(0.999, bad, runs)[0], 9) >= burn) / 1000


def rate_difference_per_thousand() -> list[float]:
    return limits(mover_difference(stated(30, 54308.7), stated(60, 51477.5)).interval.scaled(1000))


COMPUTED: dict[str, Callable[[], Sequence[float]]] = {
    "A1": lambda: limits(wilson(81, 263)),
    "A2": lambda: limits(wilson(15, 148)),
    "A3": lambda: limits(wilson(0, 20)),
    "A5": lambda: limits(clopper_pearson(81, 263)),
    "A7": lambda: limits(clopper_pearson(0, 20)),
    "A9": lambda: limits(clopper_pearson(3, 50, 0.99)),
    "A10": lambda: limits(clopper_pearson(0, 10), clopper_pearson(10, 10)),
    "A12": lambda: limits(clopper_pearson(5, 25)),
    "A13": lambda: [clopper_pearson(0, 10, 0.90).high],
    "A14": lambda: [zero_failure_n_min(t, 0.90) for t in (0.90, 0.95, 0.99, 0.999)],
    **{f"B{x}": lambda x=x: limits(garwood(x)) for x in (0, 2, 3, 5, 6, 8, 10)},  # type: ignore[misc]  # bound x
    "B11": lambda: limits(garwood(15, 400)),
    "B13": lambda: limits(jeffreys_rate(15, 400)),
    "B14": lambda: [garwood(0, level=0.90).high],
    **{f"B2{x}": lambda x=x: limits(garwood(x, level=ONE_SIGMA)) for x in (0, 1, 3, 4)},  # type: ignore[misc]  # bound x
    "C1": lambda: limits(newcombe(56, 70, 48, 80).interval),
    "C2": lambda: limits(newcombe(9, 10, 3, 10).interval),
    "C5": lambda: limits(newcombe(0, 10, 0, 20).interval),
    "C7": lambda: limits(newcombe(10, 10, 0, 20).interval),
    "C9": lambda: limits(newcombe(7, 34, 1, 34).interval),
    "C10": lambda: limits(newcombe_paired(36, 12, 2, 0).interval),
    "C12": lambda: limits(newcombe_paired(53, 0, 0, 1).interval),
    "D1": lambda: rate_ratio_limits(60, 51477.5, 30, 54308.7),
    "D3": mover_ratio_of_rates,
    "D5": rate_difference_per_thousand,
    "D10": lambda: standardised(1),
    "D12": lambda: standardised(3),
    "D14": lambda: standardised(5),
    "D15": lambda: standardised(5, per=1e5),
    "E1": rho_and_approximate_p,
    "E2": lambda: [number(spearman(IQ, TV))],
    "E3": rho_with_interval,
    "E6": tau_and_p,
    "E7": lambda: [exact_kendall_p(number(kendall(range(10), range(10))), 10)],
    "E15": lambda: [critical_rho(5)],
    "E16": lambda: [critical_rho(6)],
    "E18": lambda: [critical_rho(8)],
    "E20": lambda: [critical_rho(10)],
    "E21": lambda: [number(exact_spearman_p(range(n), range(n))) for n in (4, 5, 6)],
    "F1": lambda: [kappa_of(F1_TABLE).value],
    "F3": lambda: [kappa_of(F1_TABLE, weights=F3_WEIGHTS).value],
    "F4": kappa_with_errors,
    "F6": lambda: [kappa_of(((20, 5), (10, 15))).value],
    "F10": lambda: alpha_of(OBSERVERS, "nominal"),
    "F12": lambda: alpha_of(OBSERVERS, "interval"),
    "F14": lambda: alpha_of(("0100000010", "1110010000"), "nominal"),
    "G1": lambda: [number(hill_number((1, 2, 3, 4, 5), q)) for q in (0, 0.5, 1, 2, 10, math.inf)],
    "G2": lambda: [number(hill_number((5, 5, 5), q)) for q in (0, 1, 2)],
    "G3": lambda: [number(hill_number((1, 2, 3, 4, 5, 0), 0))],
    "G4": lambda: [number(herfindahl_index((30, 30, 20, 20))) * 10_000, number(effective_number((30, 30, 20, 20)))],
    "I1": lambda: [budget_spent(burn, hours) for burn, hours in ((14.4, 1), (6, 6), (1, 72))],
    "I2": lambda: [*(lasting(30, burn) for burn in (1, 2, 10)), lasting(30 * 24 * 60, 1000, threshold=0.999)],
    "I4": lambda: [minutes_until(14.4)],
    "I5": lambda: [lasting(30, 14.4)],
    "J1": lambda: [over_tasks(pass_hat_k(TRIALS, 4, k)) for k in (1, 2, 3, 4)],
    "J3": lambda: [over_tasks(pass_at_k(TRIALS, 4, 4))],
    "K1": suites,
    "K3": lambda: [kish_design_effect(50, 0.04), kish_design_effect(10, 0.2)],
    "K5": airline,
    "L1": lambda: [len(reachable_counts("5.27", 43)), len(reachable_counts("3.48", 20))],
    "N2": lambda: [number(rogan_gladen(0.30, 0.90, 0.95))],
}


def test_no_reference_row_is_forgotten() -> None:
    assert {row["id"] for row in ROWS} == COMPUTED.keys() | NOT_STATISTICS


@pytest.mark.parametrize("row", [r for r in ROWS if r["id"] in COMPUTED], ids=lambda r: r["id"])
def test_reference_value(row: dict[str, Any]) -> None:
    computed = COMPUTED[row["id"]]()
    assert len(computed) == len(row["expected"]), row["what"]
    for got, expected in zip(computed, row["expected"], strict=True):
        assert abs(got - expected) <= row["tol"], row["what"]
