"""How far people who rated the same units agree: raw, beyond chance, and how common the outcome is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from trustpages.model.documents.items import CountedItem, Ratings
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.metrics import Agreement
from trustpages.statistics.agreement import gwet_ac1, margins
from trustpages.statistics.binomial import wilson
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.kappa import Kappa, Weights, cohen_kappa
from trustpages.statistics.krippendorff import Alpha, krippendorff_alpha
from trustpages.statistics.seed import seed_of

Table = tuple[tuple[int, ...], ...]
Units = tuple[tuple[float | None, ...], ...]

_WEIGHTS: dict[str, Weights] = {"nominal": "equal", "ordinal": "linear", "interval": "quadratic"}


def agreement_of(evidence: Evidence, policy: Policy) -> Agreement | None:
    """The agreement of an item's raters; None where it holds no ratings by several people.

    Two raters with a table: Cohen's kappa, weighted on ordered scales; else Krippendorff's alpha. Never
    without raw agreement and prevalence, since kappa misleads where one outcome is rare. Exploratory below
    `policy.judgment.min_units` units. Sources: metrics specification 9.
    """
    ratings = evidence.item.ratings if isinstance(evidence.item, CountedItem) else None
    if ratings is None:
        return None
    if ratings.table is not None:
        return _of_table(evidence.id, ratings, ratings.table, policy)
    return _of_units(evidence.id, ratings, ratings.units or (), policy)


def _of_table(evidence: str, ratings: Ratings, table: Table, policy: Policy) -> Agreement:
    n = sum(map(sum, table))
    found = cohen_kappa(table, weights=_WEIGHTS[ratings.scale], level=policy.level)
    rows, columns = margins(table)
    usual = max((r + c for r, c in zip(rows, columns, strict=True)), default=0.0)
    beyond = found if isinstance(found, Unmeasured) else _kappa(found, table, n, policy)
    return Agreement(
        evidence=evidence,
        statistic="Cohen's kappa" if ratings.scale == "nominal" else "weighted kappa",
        raw=_raw(sum(table[i][i] for i in range(len(table))), n, policy),
        beyond_chance=beyond,
        prevalence=usual / (2 * n) if n else None,
        units=n,
        words=_words(beyond, policy),
    )


def _of_units(evidence: str, ratings: Ratings, units: Units, policy: Policy) -> Agreement:
    rated = [[one for one in unit if one is not None] for unit in zip(*units, strict=True)]
    pairable = [unit for unit in rated if len(unit) >= 2]
    # The order of raters and of units is of no consequence, so neither may the seed depend on it.
    seed = seed_of(json.dumps(sorted(sorted(unit) for unit in pairable)).encode())
    found = krippendorff_alpha(units, ratings.scale, seed, level=policy.level)
    n, values = len(pairable), Counter(one for unit in pairable for one in unit)
    beyond = found if isinstance(found, Unmeasured) else _alpha(found, n, policy)
    return Agreement(
        evidence=evidence,
        statistic="Krippendorff's alpha",
        raw=_raw(sum(len(set(unit)) == 1 for unit in pairable), n, policy),
        beyond_chance=beyond,
        prevalence=max(values.values()) / values.total() if values else None,
        units=n,
        words=_words(beyond, policy),
    )


def _kappa(found: Kappa, table: Table, n: int, policy: Policy) -> Measured:
    return _quantity(found.value, found.interval, n, "kappa", policy, _ac1(table))


def _alpha(found: Alpha, n: int, policy: Policy) -> Measured:
    return _quantity(found.value, found.interval, n, "alpha", policy)


def _raw(k: int, n: int, policy: Policy) -> Quantity:
    """Units on which all raters say the same."""
    if not n:
        return Unmeasured(Status.MISSING, "no unit was rated twice")
    return Estimate(k / n, wilson(k, n, policy.level)).measured("share", k=k, n=n)


def _quantity(
    value: float, interval: Interval | None, n: int, unit: str, policy: Policy, notes: tuple[str, ...] = ()
) -> Measured:
    return Measured(
        value=value,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        level=policy.level,
        method=interval.method if interval else "none",
        k=None,
        n=n,
        n_eff=n,
        unit=unit,
        status=Status.OK if n >= policy.judgment.min_units else Status.EXPLORATORY,
        notes=notes,
    )


def _ac1(table: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """Gwet's AC1, which prevalence hardly moves, for whoever distrusts kappa."""
    found = gwet_ac1(table)
    return () if isinstance(found, Unmeasured) else (f"AC1 {found:.2f}",)


def _words(beyond: Quantity, policy: Policy) -> str:
    """How far the ratings may be relied on, by the lower limit where there is one."""
    if isinstance(beyond, Unmeasured):
        return f"cannot be said: {beyond.reason}"
    shown = beyond.value if beyond.low is None else beyond.low
    lines = policy.judgment
    word = "reliable" if shown >= lines.reliable else "tentative" if shown >= lines.agreement else "weak"
    return word if beyond.status is Status.OK else f"too few units to count as evidence: {word}"
