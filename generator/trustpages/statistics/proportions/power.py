"""Sample sizes: how many runs it takes to show that a promise is kept, or to find that it is broken."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from trustpages.statistics.arguments import require_share, require_threshold
from trustpages.statistics.comparisons import mover_sum
from trustpages.statistics.distributions import binomial_cdf, complement, tail, z_of
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import LEVEL
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits, shows_at_least
from trustpages.statistics.proportions.cluster_sums import (
    Outcomes,
    add_runs,
    outcomes_show_at_least,
    outcomes_show_less,
)
from trustpages.statistics.search import find_root, first_true

# Beyond this many runs the answer is "not by more runs", and the search ends.
MOST_RUNS = 10_000_000


@lru_cache(maxsize=1024)  # asked again for every policy and every step that is tried
def runs_to_meet(threshold: float, true_share: float, *, probability: float = 0.8, level: float = LEVEL) -> int | None:
    """The fewest runs with which the threshold is shown in `probability` of windows; None if never.

    780 for threshold 0.95 and true share 0.97. Power does not rise smoothly with n (one more run
    may lower it slightly, since counts are whole): the number is the first that suffices.
    """
    require_threshold(threshold)
    require_share(true_share, "true_share")
    if true_share <= threshold:
        return None
    alpha = tail(level) / 2

    def runs_for(failures: int) -> int:
        """The fewest runs with which that many failures still show the threshold."""
        return first_true(lambda n: binomial_cdf(failures, n, complement(threshold)) <= alpha, failures + 1)

    # Only the runs at which one more failure becomes bearable can be the first that suffice.
    failures = 0
    while (n := runs_for(failures)) < MOST_RUNS:
        if binomial_cdf(failures, n, complement(true_share)) >= probability:
            return n
        # Beyond a few hundred failures a step of a hundredth changes n by about one percent.
        failures += max(1, failures // 100)
    return None


def clusters_to_meet(
    clusters: Clusters, threshold: float, *, probability: float = 0.8, level: float = LEVEL, unseen: float | None = None
) -> int | None:
    """The fewest clusters like those seen with which the threshold is shown in `probability` of windows; None if never.

    In the worst but `1 - probability` of windows the share lies below the one seen by so many standard errors; the
    clusters seen are tilted to that share (exponentially, so that they change least) and asked whether they show it.
    `unseen` as for `cluster_limits`. Simulated power lies between 0.78 and 0.84 where 0.80 is asked for
    (docs/explanation/statistics.md).
    """
    require_threshold(threshold)
    seen = math.fsum(clusters.values())
    share, deviation = _find_share(clusters)
    if share <= threshold:
        return None
    error = z_of(1 - probability) * deviation * math.sqrt(seen)

    def suffice(number: int) -> bool:
        low = share - error / math.sqrt(number)
        return low > threshold and shows_at_least(tilt_clusters(clusters, low, number), threshold, level, unseen)

    return first_true(suffice, 1) if suffice(MOST_RUNS) else None


def _find_share(clusters: Clusters) -> tuple[float, float]:
    """The share of successes, and its standard error over the clusters."""
    runs = math.fsum(n * number for (_, n), number in clusters.items())
    share = math.fsum(k * number for (k, _), number in clusters.items()) / runs
    return share, math.sqrt(math.fsum((k - share * n) ** 2 * number for (k, n), number in clusters.items())) / runs


@dataclass(frozen=True, slots=True)
class WeightedPart:
    """A part of the runs: its weight in a total, and its outcomes as clusters."""

    weight: float
    clusters: Clusters

    @property
    def units(self) -> float:
        """How many clusters, or runs that stand alone, it has."""
        return math.fsum(self.clusters.values())


def runs_to_meet_in_parts(
    parts: Sequence[WeightedPart],
    threshold: float,
    *,
    crossed_error: float | None = None,
    least_units: float = 1,
    probability: float = 0.8,
    level: float = LEVEL,
) -> int | None:
    """The fewest runs, divided among the parts as those seen, whose weighted total is shown to reach the threshold.

    That is, in `probability` of windows, by limits recovered from those of the parts (MOVER); None if never. As in
    `clusters_to_meet` the total lies so many standard errors below the one seen; each part lies below its own by what
    it adds to the variance of the total. Where parts hold runs of the same clusters, `crossed_error` is the standard
    error of the total, and their distances to the limits add up in full. No part has fewer than `least_units` clusters.
    """
    require_threshold(threshold)
    shares, deviations = zip(*(_find_share(part.clusters) for part in parts), strict=True)
    errors = [part.weight * deviation for part, deviation in zip(parts, deviations, strict=True)]
    total = math.fsum(part.weight * share for part, share in zip(parts, shares, strict=True))
    if total <= threshold:
        return None
    runs = math.fsum(n * number for part in parts for (_, n), number in part.clusters.items())
    crossed, together = crossed_error is not None, math.hypot(*errors) or 1.0
    # In what proportion each part is below its share where the total is so many standard errors below its own.
    pulls = [own / together for own in errors]
    if crossed_error is not None:
        pulls = [crossed_error / (math.fsum(errors) or 1.0)] * len(parts)

    def suffice(number: int) -> bool:
        times = number / runs
        steps = [z_of(1 - probability) / math.sqrt(times) * deviation for deviation in deviations]
        lows = [max(share - step * pull, 0.0) for share, step, pull in zip(shares, steps, pulls, strict=True)]
        low = math.fsum(part.weight * share for part, share in zip(parts, lows, strict=True))
        if low <= threshold or min(part.units for part in parts) * times < least_units:
            return False
        estimates = [
            (part.weight, _limit(tilt_clusters(part.clusters, low, part.units * times), low, level))
            for part, low in zip(parts, lows, strict=True)
        ]
        return mover_sum([estimates] if crossed else [[part] for part in estimates]).interval.low >= threshold

    return first_true(suffice, 1) if suffice(MOST_RUNS) else None


def _limit(clusters: Clusters, share: float, level: float) -> Estimate:
    return Estimate(share, cluster_limits(clusters, level))


def tilt_clusters(clusters: Clusters, share: float, number: float) -> Clusters:
    """So many clusters with that share of successes, as like those given as can be; as they are, where all agree.

    Their weights are e^(lambda d) with d = k - share n (exponential tilting).
    """
    excess = {(k, n): k - share * n for k, n in clusters}
    largest = max(map(abs, excess.values()))
    if min(excess.values()) >= 0 or max(excess.values()) <= 0:
        weights = dict(clusters)
    else:

        def pull(strength: float) -> float:
            return math.fsum(m * excess[c] * math.exp(strength * excess[c] / largest) for c, m in clusters.items())

        strength = find_root(pull, -60, 60)
        weights = {c: m * math.exp(strength * excess[c] / largest) for c, m in clusters.items()}
    total = math.fsum(weights.values())
    return {c: number * weight / total for c, weight in weights.items() if weight > 0}


def failures_to_breach(outcomes: Outcomes, threshold: float, level: float = LEVEL) -> int:
    """How many further runs, all failing and each alone, bring the upper limit below `threshold`; 0 if it is."""
    require_threshold(threshold)
    return first_true(lambda more: outcomes_show_less(add_runs(outcomes, 0, more), threshold, level), 0)


def successes_to_meet(outcomes: Outcomes, threshold: float, level: float = LEVEL) -> int:
    """How many further runs, all succeeding and each alone, lift the lower limit to `threshold`; 0 if it is."""
    require_threshold(threshold)
    return first_true(lambda more: outcomes_show_at_least(add_runs(outcomes, more, 0), threshold, level), 0)
