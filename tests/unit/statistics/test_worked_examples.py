"""Every worked example of the metric specification, at the precision that it is printed with."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from trustpages.model.measured import Unmeasured
from trustpages.statistics.comparisons import (
    Concordance,
    mover_difference,
    mover_ratio,
    newcombe,
    sign_concordance,
    successive_differences,
)
from trustpages.statistics.diversity import HillNumbers, effective_number, herfindahl_index, measure_diversity
from trustpages.statistics.events.rates import fay_feuer, garwood
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.means import interval_from_error
from trustpages.statistics.proportions.binomial import clopper_pearson, wilson
from trustpages.statistics.proportions.error_budget import error_budget
from trustpages.statistics.proportions.weighted import manski_bounds
from trustpages.statistics.ranks.correlation import bonett_wright, exact_spearman_p, kendall, negate_ranks, spearman
from trustpages.statistics.raters.judge import Labels, correct_for_judge
from trustpages.statistics.raters.kappa import Kappa, cohen_kappa, gwet_ac1, raw_agreement
from trustpages.statistics.survival import kaplan_meier

GOLD = Path(__file__).parents[2] / "gold" / "statistics"
EXAMPLES: dict[str, dict[str, Any] | list[float]] = json.loads((GOLD / "worked-examples.json").read_text())

# Dates, coverage, verdict words and method shares are computed in assess, and held by its tests.
NOT_STATISTICS = {"w2", "w6", "w9"}

# Half a unit of the last of four decimals.
PRINTED = 0.000051


def near(expected: Any, tolerance: float = PRINTED) -> Any:
    return pytest.approx(expected, abs=tolerance)


def limits(interval: Interval) -> list[float]:
    return [interval.low, interval.high]


def triple(estimate: Estimate | Unmeasured) -> list[float]:
    assert isinstance(estimate, Estimate)
    return [estimate.value, *limits(estimate.interval)]


def rho_with_limits(x: Sequence[float], y: Sequence[float]) -> list[float]:
    rho = spearman(x, y)
    assert isinstance(rho, float)
    interval = bonett_wright(rho, len(x))
    assert isinstance(interval, Interval)
    return [rho, *limits(interval)]


def share(k: int, n: int) -> Estimate:
    return Estimate(k / n, wilson(k, n))


def exactly(value: float) -> Estimate:
    return Estimate(value, Interval(value, value, 0.95, "exact"))


BENCHMARK = (41, 44, 44.5, 52, 55, 61, 60)
OUTCOME = (0.78, 0.80, 0.79, 0.80, 0.78, 0.79, 0.81)


def w1_rho(e: Any) -> None:
    ranks, success = negate_ranks(range(1, 7)), [k / 50 for k in (45, 41, 44, 33, 38, 30)]
    assert rho_with_limits(ranks, success) == near([e["rho"], *e["bw"]])
    assert exact_spearman_p(ranks, success) == near(e["perm_p"])
    assert kendall(ranks, success) == near(e["tau_b"])


def w1_rho12(e: Any) -> None:
    rho = 1 - 6 * 30 / (12 * 143)
    interval = bonett_wright(rho, 12)
    assert isinstance(interval, Interval)
    assert rho == near(e["rho"])
    assert limits(interval) == near(e["bw"])


def w1_gain(e: Any) -> None:
    gains = successive_differences(BENCHMARK), successive_differences(OUTCOME)
    assert rho_with_limits(*gains) == near([e["rho_gain"], *e["bw"]])
    assert len(gains[0]) == e["pairs"]
    assert spearman(BENCHMARK, OUTCOME) == near(e["levels_rho"], 0.0005)
    steps = sign_concordance(BENCHMARK, OUTCOME)
    assert isinstance(steps, Concordance)
    assert (steps.same_sign, steps.moved - steps.same_sign) == (e["concordant"], e["discordant"])
    assert limits(steps.interval) == near(e["wilson"])


def w3(e: Any) -> None:
    observed = share(37, 240)
    assert triple(mover_difference(observed, share(15, 150))) == near(e["diff"])
    assert triple(mover_ratio(observed, share(15, 150))) == near(e["ratio"])
    assert triple(mover_difference(observed, exactly(0.1))) == near(e["claim_as_exact"])
    for n, expected in e["sens"].items():
        assert triple(newcombe(37, 240, int(n) // 10, int(n))) == near(expected)


def w3_zero(e: Any) -> None:
    runs = e["runs"]
    assert clopper_pearson(0, runs).high == near(e["cp_upper_two"], 5.1e-6)
    assert clopper_pearson(0, runs, 0.90).high == near(e["one_sided95"], 5.1e-6)
    assert 3 / runs == e["three_over_n"]
    assert limits(garwood(0, runs)) == near(e["garwood"], 5.1e-6)


def w3_rate(e: Any) -> None:
    per_thousand = garwood(e["x"], e["E"]).scaled(1000)
    assert [e["x"] / e["E"] * 1000, *limits(per_thousand)] == near(e["per1000"], 0.00051)


def w3_sev(e: Any) -> None:
    per_thousand = fay_feuer((12, 3, 0), [w / 2 for w in (1, 5, 25)])
    assert triple(per_thousand) == near(e, 0.0051)


def w4(e: Any) -> None:
    assert triple(share(7, 12)) == near(e["share"])
    bounds = manski_bounds(7, 12, 3)
    assert [bounds.low, bounds.high] == near([e["unknown3"]["lo"], e["unknown3"]["hi"]])


def w5(e: Any) -> None:
    kinds, sources = measure_diversity((8, 3, 1, 1, 1)), (9, 3, 2)
    assert isinstance(kinds, HillNumbers)
    assert [kinds.richness, kinds.shannon, kinds.simpson] == near(e["D"])
    assert kinds.evenness == near(e["even"])
    assert kinds.largest_share == near(e["max_share"])
    assert triple(share(4, 14)) == near(e["third_party"])
    assert herfindahl_index(sources) == near(e["hhi_sources"])
    assert effective_number(sources) == near(e["Dsrc"], 0.00051)


def w7_budget(e: Any) -> None:
    budget = error_budget(e["slo"], e["expected_total"], e["seen"], e["bad"])
    assert [budget.allowed, budget.consumed, budget.remaining, budget.elapsed] == near(
        [e["allowed"], e["consumed"], e["remaining"], e["elapsed_share"]]
    )
    assert [budget.burn, *limits(budget.burn_interval)] == near([e["burn"], *e["burn_ci"]])
    assert budget.exhausted_at == near(e["exhausts_after_share"])


def w7_manski(e: Any) -> None:
    bounds = manski_bounds(e["ok"], e["known"], e["missing"])
    assert [bounds.low, bounds.high] == near(e["bounds"])
    assert e["ok"] / e["known"] == near(e["known_only"])


def w8(e: Any) -> None:
    assert limits(wilson(e["on_time"], e["due"])) == near(e["share"][1:])
    assert e["on_time"] / e["due"] == near(e["share"][0])


def w8_km(e: Any) -> None:
    durations = (1, 2, 2, 3, 4, 5, 6, 9, 14, 21, 30)
    ended = [d not in (4, 6, 21, 30) for d in durations]
    survival = kaplan_meier(durations, ended)
    assert [s.time for s in survival.steps] == e["times"]
    assert [s.open_share for s in survival.steps] == near(e["sf"])
    assert survival.median == 9


def w9_kappa(e: Any) -> None:
    kappa = cohen_kappa(e["T"])
    assert isinstance(kappa, Kappa)
    assert kappa.interval is not None
    assert [kappa.value, kappa.se, *limits(kappa.interval)] == near([e["kappa"], e["se"], *e["ci"]])
    assert raw_agreement(e["T"]) == near(e["po"])


def w9_paradox(e: Any) -> None:
    kappa = cohen_kappa(e["T"])
    assert isinstance(kappa, Kappa)
    assert [kappa.observed, kappa.value, kappa.se] == near([e["po"], e["kappa"], e["se"]])
    assert gwet_ac1(e["T"]) == near(e["ac1"])


def w9_rg(e: Any) -> None:
    counts = [int(part) for key in ("apparent", "se", "sp") for part in e[key].split("/")]
    passed, runs, *labels = counts
    corrected = correct_for_judge(Estimate(passed / runs, clopper_pearson(passed, runs)), Labels(*labels))
    value, low, high = triple(corrected)
    assert value == near(e["adj"][0])
    # The example's limits come from standard errors, which calls more agents on the line met than the level allows.
    assert low < e["adj"][1]
    assert high > e["adj"][2]


def w12_pairs(e: Any) -> None:
    mean = Estimate(0.7, interval_from_error(0.7, e["se_unpaired"] / math.sqrt(2)))
    paired = mover_difference(mean, mean, correlation=0.5)
    assert paired.interval.width / 2 / 1.959964 == near(e["se_paired_r5"], 0.0001)


def w12_saturation(e: Any) -> None:
    first, third = 479, 476  # whole counts behind the printed shares
    assert [first / e["n"], third / e["n"]] == near([e["top"][0], e["top"][2]], 0.0011)
    assert triple(newcombe(first, e["n"], third, e["n"])) == near(e["diff"])


def proportion(k: int, n: int) -> Callable[[Any], None]:
    def check(e: Any) -> None:
        assert k / n == near(e["p"])
        assert limits(clopper_pearson(k, n)) == near(e["cp"])
        if "wilson" in e:
            assert limits(wilson(k, n)) == near(e["wilson"])

    return check


CHECKS: dict[str, Callable[[Any], None]] = {
    check.__name__: check
    for check in (
        *(w1_rho, w1_rho12, w1_gain, w3, w3_zero, w3_rate, w3_sev, w4, w5, w7_budget, w7_manski),
        *(w8, w8_km, w9_kappa, w9_paradox, w9_rg, w12_pairs, w12_saturation),
    )
}
CHECKS |= {name: proportion(*map(int, name.split("_")[1:3])) for name in EXAMPLES if name.count("_") >= 2}


def test_no_worked_example_is_forgotten() -> None:
    assert EXAMPLES.keys() == CHECKS.keys() | NOT_STATISTICS


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_worked_example(name: str) -> None:
    CHECKS[name](EXAMPLES[name])
