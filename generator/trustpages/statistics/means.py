"""Confidence intervals of a mean from summaries: Student's t, widened for skewness; normal from a published error.

And how many values settle on which side of a line a mean lies.

A bootstrap would need the values, which summaries and published figures do not give. What skewness does to t hangs on
the skewness of the mean alone (Johnson 1978; Boos & Hughes-Oliver 2000), which a third moment gives.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_finite, require_not_negative
from trustpages.statistics.distributions import normal_cdf, t_upper_quantile, tail, two_sided_z, z_of
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.clusters import clustered_summary
from trustpages.statistics.search import first_true

# Below, t hangs on a normal shape that so few values cannot show; formulas.md#mean has the lines of the policy.
FEWEST_VALUES = 10


@dataclass(frozen=True, slots=True)
class MeanEstimate:
    """A mean with its limits, worth `n_eff` independent values.

    `skewness` is that of the mean, as its sampling error has it: of one value, over sqrt(n). None where not known.
    `error` is the standard error of the mean, over so many `units`: values or clusters of them.
    """

    estimate: Estimate
    n_eff: float
    skewness: float | None
    error: float
    units: int


def t_from_summary(
    mean: float, sd: float, n: int, skewness: float | None = None, level: float = LEVEL
) -> MeanEstimate | Unmeasured:
    """The mean +- t x sd/sqrt(n), each limit moved outward where skewness asks for it.

    `sd` has n-1 in its denominator, `skewness` is the adjusted Fisher-Pearson coefficient of the values (G1), None
    where it is not known: then the interval holds only for values that are not skewed. Insufficient below ten.
    """
    require_finite((mean,), "the mean")
    require_not_negative((sd,), "the standard deviation")
    if n < FEWEST_VALUES:
        return Unmeasured(Status.INSUFFICIENT, f"{n} values: a mean needs at least {FEWEST_VALUES}")
    # Without any spread there is no shape to be read.
    of_mean = None if skewness is None or sd == 0 else skewness / math.sqrt(n)
    error = sd / math.sqrt(n)
    return MeanEstimate(Estimate(mean, _find_limits(mean, error, n - 1, of_mean, level, "t")), n, of_mean, error, n)


def t_over_clusters(
    sizes: Sequence[int], means: Sequence[float], sds: Sequence[float], level: float = LEVEL
) -> MeanEstimate | Unmeasured:
    """The mean over clusters of values, +- t with G-1 degrees of freedom x the clustered error.

    The error is CR0 times sqrt(G/(G-1)) for G clusters; the skewness of the mean is that of what each cluster adds to
    it. With clusters of one this is `t_from_summary` on the values. Insufficient with one cluster; ValueError as in
    `clustered_summary`.
    """
    clustered = clustered_summary(sizes, means, sds)
    if isinstance(clustered, Unmeasured):
        return clustered
    mean, count = clustered.mean, clustered.clusters
    parts = [n * (m - mean) for n, m in zip(sizes, means, strict=True) if n]
    squares, cubes = math.fsum(part**2 for part in parts), math.fsum(part**3 for part in parts)
    se = math.sqrt(squares * count / (count - 1)) / clustered.n
    skewness = None
    if count > 2 and squares > 0:
        skewness = cubes / squares**1.5 * math.sqrt(count * (count - 1)) / (count - 2)
    limits = _find_limits(mean, se, count - 1, skewness, level, f"clustered, t with {count - 1} df")
    return MeanEstimate(Estimate(mean, limits), clustered.n_eff, skewness, se, count)


def _find_limits(mean: float, se: float, df: int, skewness: float | None, level: float, method: str) -> Interval:
    """Student's limits; on the side on which skewness would have them further out, those of Hall (1992)."""
    t = t_upper_quantile(tail(level) / 2, df)
    if not skewness:
        return Interval(mean - t * se, mean + t * se, level, method)
    below, above = max(t, _undo_skewness(t, skewness)), max(t, -_undo_skewness(-t, skewness))
    # Never further in than Student's: the third moment of few values understates how skewed they are.
    return Interval(mean - below * se, mean + above * se, level, method)


def _undo_skewness(y: float, skewness: float) -> float:
    """The t that Hall's cubic t + a t^2/3 + a^2 t^3/27 + a/6 takes to `y`, a being the skewness of the mean."""
    x = skewness * (y - skewness / 6)
    # The same root, without the digits that cancel where there is next to no skewness.
    root = math.expm1(math.log1p(x) / 3) if x > -0.5 else math.cbrt(1 + x) - 1
    return 3 * root / skewness


# Beyond so many the answer is "not by more values", and the search ends.
MOST_UNITS = 10_000_000


def units_to_settle_mean(
    seen: MeanEstimate,
    line: float,
    *,
    least_size: float,
    most_skewness: float,
    probability: float = 0.8,
    level: float = LEVEL,
) -> int | None:
    """The fewest values (or clusters) like those seen that put both limits on the mean's side of `line`.

    That is, in `probability` of windows, with an effective size of `least_size` at least and a mean that is no more
    skewed than `most_skewness`. In the worst of windows the mean lies so many standard errors nearer to the line; the
    variance is what it is on average beside a mean at that distance d, s^2 (1 + g d/s) for skewness g. None where the
    mean lies on the line, where its skewness is not known, and where no number suffices.
    """
    mean = seen.estimate.value
    if seen.skewness is None or mean == line:
        return None
    sd, skewness = seen.error * math.sqrt(seen.units), seen.skewness * math.sqrt(seen.units)
    towards = math.copysign(1.0, line - mean)

    def suffice(units: int) -> bool:
        firm = _chance_of_skewness(skewness, most_skewness, units)
        if firm <= probability or seen.n_eff * units / seen.units < least_size:
            return False
        away = towards * z_of(1 - probability / firm) * sd / math.sqrt(units)
        error = sd * math.sqrt(max(1 + skewness * away / sd, 0.1) / units)
        limits = _find_limits(mean + away, error, units - 1, skewness / math.sqrt(units), level, "")
        return not limits.contains(line) and (limits.low > line) is (mean > line)

    return first_true(suffice, FEWEST_VALUES) if suffice(MOST_UNITS) else None


# Samples understate the skewness of their values, by half of its error in those that were simulated.
_UNDERSTATED = 0.45


def _chance_of_skewness(g: float, most: float, n: int) -> float:
    """The chance that the mean of n values of skewness `g` looks no more skewed than that; their tails a gamma's."""
    fourth, fifth, sixth = 3 + 1.5 * g * g, 10 * abs(g) + 3 * abs(g) ** 3, 15 + 32.5 * g * g + 7.5 * g**4
    variance = sixth - 3 * abs(g) * fifth - 6 * fourth + 2.25 * g * g * fourth + 8.75 * g * g + 9
    return float(normal_cdf((most * math.sqrt(n) - abs(g)) / math.sqrt(variance / n) + _UNDERSTATED))


def interval_from_error(
    value: float, se: float, level: float = LEVEL, scale: tuple[float, float] = (0.0, 1.0)
) -> Interval:
    """Normal limits value +- z x se, cut to the scale: for figures published with an error only."""
    require_finite((value,), "value")
    require_not_negative((se,), "the standard error")
    half = two_sided_z(level) * se
    return Interval(value - half, value + half, level, "normal").clipped(*scale)
