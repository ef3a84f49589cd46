"""Agreement of raters beyond chance: kappa of two, alpha of any number, never from a handful of units."""

from __future__ import annotations

import json
from collections import Counter

from trustpages.model.documents.items.counted import CountedItem, Ratings
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Agreement, Evidence
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.raters.kappa import Kappa, Weights, cohen_kappa, gwet_ac1, margins
from trustpages.statistics.raters.krippendorff import Alpha, krippendorff_alpha
from trustpages.statistics.seed import derive_seed

Table = tuple[tuple[int, ...], ...]
Units = tuple[tuple[float | None, ...], ...]

_WEIGHTS: dict[str, Weights] = {"nominal": "equal", "ordinal": "linear", "interval": "quadratic"}


def measure_rater_agreement(evidence: Evidence, policy: Policy) -> Agreement | None:
    """The agreement of an item's raters; None where it holds no ratings by several people.

    Two raters with a table: Cohen's kappa, weighted on ordered scales; else Krippendorff's alpha. Never
    without raw agreement and prevalence, since kappa misleads where one outcome is rare. Insufficient below
    `policy.judgment.min_units` units. Formulas: docs/reference/formulas.md#agreement.
    """
    ratings = evidence.item.ratings if isinstance(evidence.item, CountedItem) else None
    if ratings is None:
        return None
    if ratings.table is not None:
        return _measure_table(evidence.id, ratings, ratings.table, policy)
    return _measure_units(evidence.id, ratings, ratings.units or (), policy)


def _measure_table(evidence: str, ratings: Ratings, table: Table, policy: Policy) -> Agreement:
    n = sum(map(sum, table))
    rows, columns = margins(table)
    usual = max((r + c for r, c in zip(rows, columns, strict=True)), default=0.0)
    # Gwet's AC1, which prevalence hardly moves, for whoever distrusts kappa.
    ac1 = gwet_ac1(table)
    notes = () if isinstance(ac1, Unmeasured) else (f"AC1 {ac1:.2f}",)
    kappa = cohen_kappa(table, weights=_WEIGHTS[ratings.scale], level=policy.level)
    beyond = _measure_beyond_chance(kappa, n, "kappa", policy, notes)
    return Agreement(
        evidence=evidence,
        statistic="Cohen's kappa" if ratings.scale == "nominal" else "weighted kappa",
        raw=_measure_raw_agreement(sum(table[i][i] for i in range(len(table))), n, policy),
        beyond_chance=beyond,
        prevalence=usual / (2 * n) if n else None,
        units=n,
        words=_describe_agreement(beyond, policy),
    )


def _measure_units(evidence: str, ratings: Ratings, units: Units, policy: Policy) -> Agreement:
    rated = [[value for value in unit if value is not None] for unit in zip(*units, strict=True)]
    pairable = [unit for unit in rated if len(unit) >= 2]
    # The order of raters and of units is of no consequence, so neither may the seed depend on it.
    seed = derive_seed(json.dumps(sorted(sorted(unit) for unit in pairable)).encode())
    alpha = krippendorff_alpha(units, ratings.scale, seed, level=policy.level)
    n, values = len(pairable), Counter(value for unit in pairable for value in unit)
    beyond = _measure_beyond_chance(alpha, n, "alpha", policy)
    return Agreement(
        evidence=evidence,
        statistic="Krippendorff's alpha",
        raw=_measure_raw_agreement(sum(len(set(unit)) == 1 for unit in pairable), n, policy),
        beyond_chance=beyond,
        prevalence=max(values.values()) / values.total() if values else None,
        units=n,
        words=_describe_agreement(beyond, policy),
    )


def _measure_raw_agreement(k: int, n: int, policy: Policy) -> Quantity:
    """Units on which all raters say the same."""
    if not n:
        return Unmeasured(Status.MISSING, "no unit was rated twice")
    return Estimate(k / n, wilson(k, n, policy.level)).measured("share", k=k, n=n)


def _measure_beyond_chance(
    coefficient: Kappa | Alpha | Unmeasured, n: int, unit: str, policy: Policy, notes: tuple[str, ...] = ()
) -> Quantity:
    if isinstance(coefficient, Unmeasured):
        return coefficient
    return measure_agreement(coefficient.value, coefficient.interval, n, unit, policy, notes)


def measure_agreement(
    value: float, interval: Interval | None, n: int, unit: str, policy: Policy, notes: tuple[str, ...] = ()
) -> Quantity:
    """Agreement beyond chance as a quantity of the report; insufficient on few units, or where no error is seen.

    Fewer than thirty units are a poor sample by the COSMIN checklist (Terwee et al. 2012): three on which all agree
    give a kappa of 1.
    """
    if n < policy.judgment.min_units:
        units = "unit was" if n == 1 else "units were"
        needed = f"agreement beyond chance takes {policy.judgment.min_units}"
        return Unmeasured(Status.INSUFFICIENT, f"{n} {units} rated twice, {needed}")
    if interval is None or not interval.width:
        return Unmeasured(Status.INSUFFICIENT, "how agreement varies from unit to unit cannot be told")
    return Estimate(value, interval).measured(unit, n=n, notes=notes)


def _describe_agreement(beyond: Quantity, policy: Policy) -> str:
    """How far the ratings may be relied on, by the lower limit where there is one."""
    if isinstance(beyond, Unmeasured):
        return f"cannot be said: {beyond.reason}"
    least, lines = beyond.value if beyond.low is None else beyond.low, policy.judgment
    return "reliable" if least >= lines.reliable else "tentative" if least >= lines.agreement else "weak"
