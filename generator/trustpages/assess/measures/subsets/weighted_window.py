"""The size of a window in which a total weighted by shares of real use would settle a promise."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tally import Tally, group_listed_outcomes
from trustpages.assess.measures.ruling import Line
from trustpages.model.measured import Unmeasured
from trustpages.statistics.distributions import complement
from trustpages.statistics.proportions.cluster_limits import swap_outcomes
from trustpages.statistics.proportions.power import WeightedPart, runs_to_meet_in_parts


@dataclass(frozen=True, slots=True)
class WeightedWindow:
    """So many runs, in so many groups where they come in such."""

    runs: int
    groups: int | None


def plan_weighted_window(
    case: Case, line: Line, strata: Mapping[str, Tally], weights: Mapping[str, float]
) -> WeightedWindow | None:
    """The runs, divided among strata as those seen, with which the weighted total settles the matter.

    With the policy's power, and with the limits recovered from those of the strata. None where no number of runs does,
    and where a stratum says nothing of how its clusters differ.
    """
    if not 0 < line.value < 1 or any(isinstance(tally.outcomes, Unmeasured) for tally in strata.values()):
        return None
    clusters = {name: group_listed_outcomes(tally) for name, tally in strata.items()}
    value = math.fsum(weights[name] * tally.successes / tally.known for name, tally in strata.items())
    is_above, policy = value > line.value, case.context.policy.pact
    runs = runs_to_meet_in_parts(
        [WeightedPart(weights[name], kept if is_above else swap_outcomes(kept)) for name, kept in clusters.items()],
        line.value if is_above else complement(line.value),
        crossed_error=_find_crossed_error(strata, weights),
        least_units=policy.units_min,
        probability=policy.power,
        level=case.level,
    )
    if runs is None:
        return None
    known = sum(tally.known for tally in strata.values())
    names = {cluster.cluster: cluster.number for tally in strata.values() for cluster in tally.clusters}
    units = sum(names.values()) + sum(tally.loose for tally in strata.values())
    return WeightedWindow(runs, math.ceil(units * runs / known) if names else None)


def _find_crossed_error(strata: Mapping[str, Tally], weights: Mapping[str, float]) -> float | None:
    """The standard error of the total where one cluster has runs in several strata; None where none has."""
    crossing = Counter(cluster.cluster for tally in strata.values() for cluster in tally.clusters)
    if all(number == 1 for number in crossing.values()):
        return None
    by_cluster: dict[str, float] = {}
    alone = 0.0
    for name, tally in strata.items():
        share, weight = tally.successes / tally.known, weights[name] / tally.known
        for cluster in tally.clusters:
            excess = cluster.successes - share * (cluster.attempts - cluster.unknown)
            if cluster.number == 1:
                by_cluster[cluster.cluster] = by_cluster.get(cluster.cluster, 0.0) + weight * excess
            else:
                alone += cluster.number * (weight * excess) ** 2
        loose = tally.known - sum(cluster.number * (cluster.attempts - cluster.unknown) for cluster in tally.clusters)
        alone += weight**2 * loose * share * (1 - share)
    return math.sqrt(math.fsum(excess**2 for excess in by_cluster.values()) + alone)
