"""Agreement of two raters: raw agreement, Gwet's AC1, Lawshe's content validity ratio, and Cohen's kappa.

Kappa is plain or weighted, with Fleiss-Cohen-Everitt standard errors. Chance-corrected figures never travel
without `raw_agreement`: where nearly all items fall in one category, 92% agreement has a kappa of .14.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_count, require_not_negative, require_same_length
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson

PERFECT = "Clopper-Pearson on units agreed on"
"""The method of limits where all raters agree on every unit."""

AgreementTable = Sequence[Sequence[float]]


def cross_tabulate(
    first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable]
) -> tuple[tuple[int, ...], ...]:
    """The square table of two raters: row = category of the first, column = of the second.

    ValueError for lengths that differ or a rating outside `categories`.
    """
    require_same_length(first, second, "the two raters' ratings")
    place = {category: i for i, category in enumerate(categories)}
    counts = [[0] * len(place) for _ in place]
    for a, b in zip(first, second, strict=True):
        if a not in place or b not in place:
            raise ValueError(f"rating {a if a not in place else b!r} is not among the categories")
        counts[place[a]][place[b]] += 1
    return tuple(tuple(row) for row in counts)


def require_table(table: AgreementTable) -> float:
    """The sum of a square table of counts or shares; ValueError if it is not square or negative."""
    if any(len(row) != len(table) for row in table):
        raise ValueError("an agreement table must be square: one row and one column per category")
    for row in table:
        require_not_negative(row, "counts")
    return math.fsum(x for row in table for x in row)


def margins(table: AgreementTable) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Row sums and column sums."""
    return tuple(math.fsum(row) for row in table), tuple(math.fsum(col) for col in zip(*table, strict=True))


def raw_agreement(table: AgreementTable) -> float | Unmeasured:
    """The share (0..1) of items on which both raters say the same; missing without items."""
    total = require_table(table)
    if not total:
        return Unmeasured(Status.MISSING, "no item was rated by both")
    return math.fsum(table[i][i] for i in range(len(table))) / total


def gwet_ac1(table: AgreementTable) -> float | Unmeasured:
    """Gwet's AC1 of two raters: chance agreement from mean prevalence (Gwet 2008).

    It stands beside kappa, which falls towards zero where nearly all items belong to one category.
    pe = sum p(1-p)/(q-1) over the q categories of the table, p the mean of both margins. Undefined
    below two categories.
    """
    observed = raw_agreement(table)
    if isinstance(observed, Unmeasured):
        return observed
    if len(table) < 2:
        return Unmeasured(Status.UNDEFINED, "one category only: agreement cannot fail")
    total = require_table(table)
    prevalence = [(r + c) / 2 / total for r, c in zip(*margins(table), strict=True)]
    expected = math.fsum(p * (1 - p) for p in prevalence) / (len(table) - 1)
    return (observed - expected) / (1 - expected)


def content_validity_ratio(essential: int, experts: int) -> float:
    """(e - N/2)/(N/2) in -1..1: 0 where half of the N experts say "essential" (Lawshe 1975)."""
    require_count(essential, experts)
    return (essential - experts / 2) / (experts / 2)


Weights: TypeAlias = Literal["equal", "linear", "quadratic"] | Sequence[Sequence[float]]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance, -1..1, with raw (weighted) agreement, which must stand beside it.

    `se` is the error around the value, `se_null` the one under "no agreement beyond chance".
    """

    value: float
    observed: float
    expected: float
    se: float
    se_null: float
    n: float
    interval: Interval


def cohen_kappa(
    table: AgreementTable, *, weights: Weights = "equal", n: float | None = None, level: float = LEVEL
) -> Kappa | Unmeasured:
    """Kappa of a square table: rows by one rater, columns by the other (Cohen 1960, 1968).

    `weights` counts all disagreements alike ("equal"), by distance ("linear"), by squared distance
    ("quadratic"), or by a matrix of disagreement weights (0 on the diagonal; need not be
    symmetric). `n` is the number of items where the table holds shares. Missing without items,
    undefined where chance alone already agrees fully (one category). Where agreement is perfect the error is
    zero, which says nothing about the next item: then the lower limit is that of the share of items agreed on
    (Clopper-Pearson), with chance agreement as it is and every other item counted as full disagreement.
    """
    total = require_table(table)
    if not total:
        return Unmeasured(Status.MISSING, "no item was rated by both")
    counts = np.asarray(table, dtype=np.float64)
    w = _agreement_weights(weights, len(table))
    # Sums of counts first, one division last: 111 of 120 agree in exactly 0.925.
    observed = float((w * counts).sum()) / total
    expected = float(counts.sum(axis=1) @ w @ counts.sum(axis=0)) / total**2
    if math.isclose(expected, 1.0, abs_tol=1e-12):
        return Unmeasured(Status.UNDEFINED, "one category only: agreement by chance is already full")
    items = total if n is None else n
    p = counts / total
    value = (observed - expected) / (1 - expected)
    se = math.sqrt(_variance(p, w, observed, expected) / items)
    se_null = math.sqrt(_null_variance(p, w, expected) / items)
    half = two_sided_z(level) * se
    limits = Interval(value - half, value + half, level, "Fleiss-Cohen-Everitt").clipped(-1.0, 1.0)
    if value >= 1 - 1e-12:
        agreed = clopper_pearson(items, items, level).low
        limits = Interval((agreed - expected) / (1 - expected), 1.0, level, PERFECT).clipped(-1.0, 1.0)
    return Kappa(value, observed, expected, se, se_null, items, limits)


def _agreement_weights(weights: Weights, size: int) -> Floats:
    """Weights of agreement, 1 on the diagonal, from weights of disagreement."""
    if isinstance(weights, str):
        distance = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64)
        power = {"equal": np.sign(distance), "linear": distance, "quadratic": distance**2}
        disagreement = power[weights]
    else:
        disagreement = np.asarray(weights, dtype=np.float64)
        if disagreement.shape != (size, size) or disagreement.diagonal().any() or (disagreement < 0).any():
            raise ValueError("disagreement weights: a square matrix, 0 on its diagonal, none negative")
    largest = disagreement.max(initial=0.0)
    return 1 - disagreement / largest if largest else np.ones((size, size))


def _variance(p: Floats, w: Floats, observed: float, expected: float) -> float:
    """The variance of kappa times n (Fleiss, Cohen & Everitt 1969, equation 8)."""
    mean = np.add.outer(w @ p.sum(axis=0), p.sum(axis=1) @ w)
    first = (p * (w * (1 - expected) - mean * (1 - observed)) ** 2).sum()
    second = (observed * expected - 2 * expected + observed) ** 2
    return max(float(first - second), 0.0) / (1 - expected) ** 4


def _null_variance(p: Floats, w: Floats, expected: float) -> float:
    """The variance of kappa times n if raters agree by chance only (same paper, equation 9)."""
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    mean = np.add.outer(w @ columns, rows @ w)
    spread = (np.outer(rows, columns) * (w - mean) ** 2).sum()
    return max(float(spread - expected**2), 0.0) / (1 - expected) ** 2
