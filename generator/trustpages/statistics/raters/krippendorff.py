"""Krippendorff's alpha: agreement of any number of raters, with gaps, on any scale of measurement.

Kappa needs two raters who both rated everything; alpha does not. It has no error in closed form for all scales,
hence the bootstrap over units: ratings of one unit hang together, so that units are drawn, not ratings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.distributions import tail
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import LEVEL, clopper_pearson
from trustpages.statistics.raters.kappa import PERFECT
from trustpages.statistics.seed import seeded_generator

Scale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
Rating: TypeAlias = str | float | None
Floats: TypeAlias = NDArray[np.float64]

RESAMPLES = 2_000
# Resamples are computed in blocks of about this many numbers, to bound memory.
_BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha, at most 1 and 0 by chance; `units` were rated twice or more.

    `interval` is the bootstrap over units, None where resampling shows no variation though raters differ; resamples of
    one category are left out.
    """

    value: float
    units: int
    interval: Interval | None


def krippendorff_alpha(
    ratings: Sequence[Sequence[Rating]],
    scale: Scale,
    seed: int,
    *,
    categories: Sequence[str | float] | None = None,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
) -> Alpha | Unmeasured:
    """Alpha of `ratings[rater][unit]`, None or NaN for a gap (Krippendorff 2011).

    Interval and ratio scales need numbers; `categories` orders the words of an ordinal scale and
    need not all occur. Units with fewer than two ratings do not count. The interval is the
    percentile bootstrap over units, drawn with `seed`. Where all agree it would have no width: then the
    lower limit is that of the share of units agreed on (Clopper-Pearson), every other one in full disagreement.
    Missing without any pair, undefined where all ratings are equal. ValueError for rows of different lengths or words
    on a numeric scale.
    """
    units = _paired_units(ratings)
    if not units:
        return Unmeasured(Status.MISSING, "no unit was rated twice")
    values = _ordered(units, scale, categories)
    if len(values) < 2:
        return Unmeasured(Status.UNDEFINED, "one category only: agreement cannot fail")
    place = {rating: i for i, rating in enumerate(values)}
    counts = np.zeros((len(units), len(values)))  # how often each unit (row) got each value (column)
    for row, unit in zip(counts, units, strict=True):
        for rating in unit:
            row[place[rating]] += 1
    value = float(_alphas(counts, np.ones((1, len(units))), values, scale)[0])
    if value == 1:
        return Alpha(value, len(units), _find_limits_of_perfect(counts, values, scale, level))
    draws = _resample(counts, values, scale, seed, resamples)
    defined = draws[~np.isnan(draws)]
    if not defined.size or defined.min() == defined.max():
        return Alpha(value, len(units), None)
    alpha = tail(level) / 2
    low, high = (float(q) for q in np.quantile(defined, (alpha, 1 - alpha)))
    interval = Interval(low, high, level, f"bootstrap over units, B={resamples}, seed={seed}")
    return Alpha(value, len(units), interval)


def _find_limits_of_perfect(counts: Floats, values: list[str | float], scale: Scale, level: float) -> Interval:
    totals = counts.sum(axis=0)
    distances, number = _choose_distances(values, scale, totals), totals.sum()
    # Two ratings in different categories, of all pairs of categories: their distance is counted in both orders.
    pairs = [np.eye(len(values))[list(pair)].sum(axis=0) for pair in combinations(range(len(values)), 2)]
    farthest = distances(np.array(pairs)).max() / 2
    expected = distances(totals[None, :])[0] / (number * (number - 1))
    disagreed = 1 - clopper_pearson(len(counts), len(counts), level).low
    return Interval(float(1 - disagreed * farthest / expected), 1.0, level, PERFECT)


def _paired_units(ratings: Sequence[Sequence[Rating]]) -> list[list[str | float]]:
    """The ratings of each unit that has at least two."""
    if any(len(row) != len(ratings[0]) for row in ratings):
        raise ValueError("every rater needs one entry per unit, None where a rating is missing")
    units = [[r for r in unit if r is not None and r == r] for unit in zip(*ratings, strict=True)]
    return [unit for unit in units if len(unit) >= 2]


def _ordered(
    units: list[list[str | float]], scale: Scale, categories: Sequence[str | float] | None
) -> list[str | float]:
    """The categories that occur, in order."""
    used = {r for unit in units for r in unit}
    words = any(isinstance(r, str) for r in used)
    if categories is not None and (unknown := used - set(categories)):
        raise ValueError(f"ratings outside the categories: {sorted(map(str, unknown))}")
    if words and (scale in ("interval", "ratio") or (scale == "ordinal" and categories is None)):
        raise ValueError(f"words on the scale '{scale}': give numbers, or categories for an order")
    if scale == "ratio" and any(not isinstance(r, str) and r < 0 for r in used):
        raise ValueError("the ratio scale has no values below zero")
    if categories is not None:
        return [c for c in dict.fromkeys(categories) if c in used]
    return sorted(used, key=lambda r: (isinstance(r, str), r))


def _alphas(counts: Floats, times: Floats, values: list[str | float], scale: Scale) -> Floats:
    """Alpha with unit u counted `times[b, u]` times, for each row b; not a number for one category.

    alpha = 1 - (N-1) sum_u D_u/(m_u-1) / D_total, where D adds up the squared distances of all
    pairs among the m_u ratings of one unit, or among all N ratings.
    """
    totals = times @ counts
    if scale == "ordinal":  # distances depend on how often each category was used in the draw
        middles = _place_ordinal(totals)
        within = np.array([_distances(counts, x) for x in middles])
        expected = np.array([_distances(t[None, :], x)[0] for t, x in zip(totals, middles, strict=True)])
    else:
        distances = _fixed_distances(values, scale)
        within, expected = distances(counts), distances(totals)
    observed = (times * within / (counts.sum(axis=1) - 1)).sum(axis=1)
    varied = np.count_nonzero(totals, axis=1) > 1
    result = np.full(len(times), np.nan)
    np.divide(observed * (totals.sum(axis=1) - 1), expected, out=result, where=varied)
    return np.asarray(1 - result)


def _place_ordinal(totals: Floats) -> Floats:
    """The places of ordered categories: the middle of the ranks of their ratings."""
    return np.asarray(np.cumsum(totals, axis=-1) - totals / 2)


def _choose_distances(values: list[str | float], scale: Scale, totals: Floats) -> Callable[[Floats], Floats]:
    """Sums of squared distances within rows, with categories used as often as in `totals`."""
    if scale == "ordinal":
        return partial(_distances, places=_place_ordinal(totals))
    return _fixed_distances(values, scale)


def _fixed_distances(values: list[str | float], scale: Scale) -> Callable[[Floats], Floats]:
    """Sums of squared distances within rows, for scales on which categories have fixed places."""
    if scale == "nominal":
        return lambda rows: np.asarray(rows.sum(axis=1) ** 2 - (rows * rows).sum(axis=1))
    x = np.array([float(v) for v in values])
    if scale == "interval":
        return lambda rows: _distances(rows, x - x.mean())
    sums = np.add.outer(x, x)
    ratio = np.divide(np.subtract.outer(x, x), sums, out=np.zeros_like(sums), where=sums > 0) ** 2
    return lambda rows: np.asarray(((rows @ ratio) * rows).sum(axis=1))


def _distances(rows: Floats, places: Floats) -> Floats:
    """Sum of (x_i - x_j)^2 over all ordered pairs within each row: 2(n sum x^2 - (sum x)^2)."""
    return np.asarray(2 * (rows.sum(axis=1) * (rows @ places**2) - (rows @ places) ** 2))


def _resample(counts: Floats, values: list[str | float], scale: Scale, seed: int, resamples: int) -> Floats:
    generator, units = seeded_generator(seed), len(counts)
    block = max(1, _BLOCK // max(counts.shape))
    sizes = [min(block, resamples - start) for start in range(0, resamples, block)]
    draws = (generator.multinomial(units, np.full(units, 1 / units), size).astype(float) for size in sizes)
    return np.concatenate([_alphas(counts, times, values, scale) for times in draws])
