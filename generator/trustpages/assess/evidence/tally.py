"""Counted outcomes as a value.

How tallies add up, their effective sample size, and shares with limits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import add, attrgetter

from trustpages.assess.evidence.selection import Weights, assume_weighted_outcomes, group_by_weight, join_weights
from trustpages.model.aggregate import ClusterAggregate
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.parts import Counts
from trustpages.model.vocabulary import Method
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.binomial import LEVEL, size_as_wide, wilson
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits, list_clusters, swap_outcomes
from trustpages.statistics.proportions.cluster_sums import Outcomes, find_effective_size, limit_outcomes
from trustpages.statistics.proportions.clusters import SixSums, sum_up


@dataclass(frozen=True)
class Tally:
    """Outcomes of one item or of several pooled ones.

    `attempts` holds all runs, `unknown` those of them without recorded outcome. `clusters` groups runs
    that are not independent; `loose` is the number of independent observations among the known outcomes
    outside of any cluster. `methods` counts known outcomes by how they were decided. `days` is the number
    of distinct days with runs where a data file tells. `strata` are declared parts of the runs, sorted by name.
    `weights` says how much each of the runs stands for where they were chosen with unequal probabilities.
    `unnamed` says how many of the loose observations are tasks of which benchmark, where nobody says which ones, or
    clusters of which names, where nobody says what each of them holds.
    `sums` are over those clusters that nobody lists; their runs are neither in `clusters` nor loose.
    """

    attempts: int
    successes: int
    unknown: int
    clusters: tuple[ClusterAggregate, ...]
    loose: int
    methods: tuple[tuple[Method, int], ...]
    inputs: tuple[str, ...]
    days: int | None = None
    strata: tuple[tuple[str, Tally], ...] = ()
    weights: Weights | None = None
    unnamed: tuple[tuple[str, int], ...] = ()
    sums: SixSums | None = None

    @property
    def known(self) -> int:
        """Runs with a recorded outcome: the n of a share."""
        return self.attempts - self.unknown

    @property
    def failures(self) -> int:
        """Runs with a recorded outcome that was not good."""
        return self.known - self.successes

    @cached_property
    def units(self) -> float:
        """Observations that nothing is known to connect: clusters with a known outcome, and runs that stand alone."""
        listed = sum(cluster.number for cluster in self.clusters if cluster.attempts > cluster.unknown)
        return self.loose + listed + (self.sums.clusters if self.sums else 0)

    @cached_property
    def outcomes(self) -> Outcomes | Unmeasured:
        """The known outcomes as clusters by successes and size, runs that stand alone being clusters of one.

        Sums over all of them where some are not listed. Insufficient where all outcomes belong to one cluster, which
        says nothing of how clusters differ; missing without any known outcome.
        """
        if self.known == 0:
            return Unmeasured(Status.MISSING, "no run has a recorded outcome")
        if self.units <= 1 and self.known > 1:
            return Unmeasured(Status.INSUFFICIENT, "one cluster only: how clusters differ is unknown")
        listed = group_listed_outcomes(self)
        if self.sums is None:
            return listed
        return self.sums + sum_up(listed) if listed else self.sums

    @cached_property
    def if_good(self) -> Tally:
        """As if every unknown outcome had been good."""
        return _assume(self, good=True)

    @cached_property
    def if_bad(self) -> Tally:
        """As if every unknown outcome had been bad."""
        return _assume(self, good=False)

    @cached_property
    def alone(self) -> Tally:
        """As it is combined with no other."""
        return _combine((self,))

    @property
    def hides_clusters(self) -> bool:
        """Whether it has clusters that nobody would recognise in other counts."""
        return self.sums is not None or not all(cluster.has_name for cluster in self.clusters)

    @property
    def share(self) -> float:
        """The share of known outcomes that are good, weighted where runs weigh (Hajek 1971)."""
        if self.weights is None:
            return self.successes / self.known
        groups = group_by_weight(self.weights)
        total = math.fsum(n * number for (_, n), number in groups.items())
        return math.fsum(k * number for (k, _), number in groups.items()) / total


def combine_tallies(tallies: Sequence[Tally]) -> Tally:
    """Several tallies as one; a cluster that stands in more than one of them is the same cluster.

    So are the tasks of one benchmark, named or not. ValueError without any tally.
    """
    if not tallies:
        raise ValueError("nothing to combine")
    return tallies[0].alone if len(tallies) == 1 else _combine(tallies)


def _combine(tallies: Sequence[Tally]) -> Tally:
    days = [tally.days for tally in tallies]
    clusters, unnamed = _join_tasks(tallies)
    alone = sum(tally.loose - sum(tasks for _, tasks in tally.unnamed) for tally in tallies)
    sums = [tally.sums for tally in tallies if tally.sums is not None]
    return Tally(
        attempts=sum(tally.attempts for tally in tallies),
        successes=sum(tally.successes for tally in tallies),
        unknown=sum(tally.unknown for tally in tallies),
        clusters=clusters,
        loose=alone + sum(tasks for _, tasks in unnamed),
        methods=add_up_methods(pair for tally in tallies for pair in tally.methods),
        inputs=tuple(sorted({name for tally in tallies for name in tally.inputs})),
        # Two items may have runs on the same day, so that their numbers of days do not add up.
        days=days[0] if len(days) == 1 else None,
        strata=_merge_strata([stratum for tally in tallies for stratum in tally.strata]),
        weights=join_weights([tally.weights for tally in tallies]),
        unnamed=unnamed,
        sums=reduce(add, sums) if sums else None,
    )


def _join_tasks(tallies: Sequence[Tally]) -> tuple[tuple[ClusterAggregate, ...], tuple[tuple[str, int], ...]]:
    """The clusters of all tallies, and the tasks that nobody names by benchmark: no more than the largest of them has.

    Named tasks of a benchmark of which another tally does not name its tasks may be any of those: they are no longer
    told apart.
    """
    clusters = merge_clusters([cluster for tally in tallies for cluster in tally.clusters])
    most: dict[str, int] = {}
    for board, tasks in (pair for tally in tallies for pair in tally.unnamed):
        named = sum(cluster.cluster.startswith(f"{board}/") for cluster in clusters)
        most[board] = max(most.get(board, 0), tasks, named)
    mixed = tuple(f"{board}/" for board in most)
    apart = tuple(cluster for cluster in clusters if not (mixed and cluster.cluster.startswith(mixed)))
    return apart, tuple(sorted(most.items()))


def _merge_strata(strata: Sequence[tuple[str, Tally]]) -> tuple[tuple[str, Tally], ...]:
    by_name: dict[str, list[Tally]] = {}
    for name, tally in strata:
        by_name.setdefault(name, []).append(tally)
    return tuple((name, combine_tallies(tallies)) for name, tallies in sorted(by_name.items()))


def group_listed_outcomes(counts: Tally) -> Clusters:
    """Known outcomes of clusters that are listed, and of runs that stand alone, as clusters by successes and size."""
    groups: dict[tuple[float, float], float] = {}
    for cluster in counts.clusters:
        if size := cluster.attempts - cluster.unknown:
            pair = float(cluster.successes), float(size)
            groups[pair] = groups.get(pair, 0.0) + cluster.number
    summed = counts.sums or SixSums(0, 0, 0, 0, 0, 0)
    grouped = sum(cluster.number * (cluster.attempts - cluster.unknown) for cluster in counts.clusters)
    runs = counts.known - round(summed.n) - grouped
    good = counts.successes - round(summed.k) - sum(cluster.number * cluster.successes for cluster in counts.clusters)
    if runs:
        # Repeats without counts by task: as many clusters as there are tasks, each of which agrees with itself.
        each = runs / counts.loose
        for pair, number in (((each, each), good), ((0.0, each), runs - good)):
            if number:
                groups[pair] = groups.get(pair, 0.0) + number / each
    return groups


def compute_limits(counts: Tally, level: float) -> Interval | Unmeasured:
    """The limits of the share of successes that decide and are shown everywhere: Clopper-Pearson, Gaffke over clusters.

    Where runs weigh, the cluster that is not seen is of usual size, and all its runs have the greatest weight.
    Where clusters are summed and not listed, the limits are those that hold whatever they are. Insufficient and
    missing as `Tally.outcomes`.
    """
    groups = counts.outcomes
    if isinstance(groups, Unmeasured) or counts.weights is None:
        return groups if isinstance(groups, Unmeasured) else limit_outcomes(groups, level)
    return cluster_limits(group_by_weight(counts.weights), level, find_usual_size(counts))


def find_usual_size(counts: Tally) -> float:
    """The number of runs in the cluster that a run drawn at random lies in, whatever they weigh."""
    sizes = group_listed_outcomes(replace(counts, weights=None))
    runs = math.fsum(n * number for (_, n), number in sizes.items())
    return math.fsum(n * n * number for (_, n), number in sizes.items()) / runs if runs else 1.0


def compute_effective_size(counts: Tally) -> float | Unmeasured:
    """How many independent runs would give limits as far apart as the known outcomes do.

    Insufficient and missing as `Tally.outcomes`.
    """
    if counts.weights is not None:
        limits = compute_limits(counts, LEVEL)
        return limits if isinstance(limits, Unmeasured) else size_as_wide(counts.share, limits, counts.known)
    if not counts.clusters and counts.loose == counts.known > 0:
        return float(counts.known)
    groups = counts.outcomes
    return groups if isinstance(groups, Unmeasured) else find_effective_size(groups)


def list_counts(counts: Tally, *, failures: bool = False) -> Counts:
    """What a reader needs, beside k of n, to compute the limits of the share (of failures) again."""
    ends = [assume_unknown_outcomes(counts, good=good) for good in (False, True)] if counts.unknown else []
    clusters, *extremes = (_list_clusters(tally, failures=failures) for tally in (counts, *ends))
    if_bad, if_good = extremes or ((), ())
    most = None if counts.weights is None else (0.0, find_usual_size(counts))
    sums = tuple(total for tally in (counts, *ends) if (total := _list_sums(tally, failures=failures)))
    return Counts(clusters=clusters, if_bad=if_bad, if_good=if_good, sums=sums, most=most, unknown=counts.unknown)


def _list_sums(counts: Tally, *, failures: bool) -> tuple[float, ...]:
    """The six sums over all clusters, good (or failed) outcomes being k; none where clusters are listed."""
    sums = counts.outcomes
    if not isinstance(sums, SixSums):
        return ()
    return (sums.swapped() if failures else sums).as_tuple()


def _list_clusters(counts: Tally, *, failures: bool) -> tuple[tuple[float, float, float], ...]:
    """The clusters by good (or failed) and known outcomes; none where every run stands alone, or they are summed."""
    groups = group_by_weight(counts.weights) if counts.weights is not None else counts.outcomes
    if isinstance(groups, Unmeasured | SixSums) or (counts.weights is None and all(size == 1 for _, size in groups)):
        return ()
    return list_clusters(swap_outcomes(groups) if failures else groups)


def merge_clusters(clusters: Sequence[ClusterAggregate]) -> tuple[ClusterAggregate, ...]:
    """The clusters by name, those of the same name added up."""
    # Most often all names differ, and there are thousands of clusters.
    if len({cluster.cluster for cluster in clusters}) == len(clusters):
        return tuple(sorted(clusters, key=attrgetter("cluster")))
    sums: dict[str, tuple[int, int, int]] = {}
    for cluster in clusters:
        attempts, successes, unknown = sums.get(cluster.cluster, (0, 0, 0))
        sums[cluster.cluster] = (attempts + cluster.attempts, successes + cluster.successes, unknown + cluster.unknown)
    return tuple(ClusterAggregate(name, *counts) for name, counts in sorted(sums.items()))


def add_up_methods(counts: Iterable[tuple[Method, int]]) -> tuple[tuple[Method, int], ...]:
    """Outcomes by how they were decided, each method once and in the order of the vocabulary."""
    sums = dict.fromkeys(Method, 0)
    for method, count in counts:
        sums[method] += count
    return tuple((method, count) for method, count in sums.items() if count)


def assume_unknown_outcomes(counts: Tally, *, good: bool) -> Tally:
    """The tally if every unknown outcome had been good, or had been bad: the two ends of Manski's bounds."""
    return counts.if_good if good else counts.if_bad


def _assume(counts: Tally, *, good: bool) -> Tally:
    return replace(
        counts,
        successes=counts.successes + (counts.unknown if good else 0),
        unknown=0,
        clusters=tuple(
            replace(cluster, successes=cluster.successes + (cluster.unknown if good else 0), unknown=0)
            if cluster.unknown
            else cluster
            for cluster in counts.clusters
        ),
        loose=counts.loose + counts.unknown - sum(cluster.number * cluster.unknown for cluster in counts.clusters),
        weights=counts.weights and assume_weighted_outcomes(counts.weights, good=good),
    )


def estimate_share(counts: Tally, level: float, *, failures: bool = False) -> Estimate | Unmeasured:
    """The share of known outcomes that are good (or failed) with its deciding limits; absent as `compute_limits`."""
    limits = compute_limits(counts, level)
    if isinstance(limits, Unmeasured):
        return limits
    if counts.weights is not None:
        share = Estimate(counts.share, limits)
        return share.complement() if failures else share
    share = Estimate(counts.successes / counts.known, limits)
    return Estimate(counts.failures / counts.known, limits.complement()) if failures else share


def measure_share(counts: Tally, level: float, *, failures: bool = False) -> Quantity:
    """The share of `estimate_share` as a quantity of the report, with the number of unknown outcomes as a note."""
    n_eff, share = compute_effective_size(counts), estimate_share(counts, level, failures=failures)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    if isinstance(share, Unmeasured):
        return share
    notes = (f"runs without recorded outcome: {counts.unknown}",) if counts.unknown else ()
    if counts.weights is not None:
        # No count stands for a weighted share.
        return share.measured("share", n=counts.known, n_eff=n_eff, notes=(*notes, describe_weights(counts)))
    k = counts.failures if failures else counts.successes
    return share.measured("share", k=k, n=counts.known, n_eff=n_eff, notes=notes)


def describe_weights(counts: Tally) -> str:
    """That the share is weighted, and what was counted."""
    plain = f"{counts.successes:,} of {counts.known:,} were good"
    return f"each run weighs the inverse of the probability with which it was chosen; as counted, {plain}"


def estimate_comparable_failures(
    counts: Tally, level: float, *, unknown_failed: int = 0, unknown_succeeded: int = 0
) -> Estimate | Unmeasured:
    """Failures with Wilson limits on the effective number of runs, for differences and ratios.

    `unknown_failed` and `unknown_succeeded` count runs without outcome as if they had one.
    """
    n_eff = compute_effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    failed = counts.failures if counts.weights is None else (1 - counts.share) * counts.known
    k, n = failed + unknown_failed, counts.known + unknown_failed + unknown_succeeded
    size = n_eff * n / counts.known  # runs of assumed outcome are as dependent as the known ones
    return Estimate(k / n, wilson(k / n * size, size, level))
