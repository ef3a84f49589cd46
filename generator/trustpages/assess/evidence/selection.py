"""Whether the recorded runs of an item can stand for all that took place: only all of them, or a random part, can.

A part that was drawn with unequal but known probabilities is weighted by their inverse.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trustpages.model.aggregate import WeightAggregate
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Selection
from trustpages.statistics.proportions.cluster_limits import Clusters

_HAND_PICKED = {
    Selection.CONVENIENCE: "runs recorded for convenience",
    Selection.RISK_WEIGHTED: "runs chosen by their risk, without weights",
}


def find_hand_picked(items: Iterable[Evidence]) -> Selection | None:
    """How runs among the items were picked, where not all were drawn at random; None where they stand for all.

    Convenience goes before risk: of runs chosen by their risk it is at least known what they have too much of.
    """
    picked = {evidence.item.selection for evidence in items if isinstance(evidence.item, CountedItem)}
    return next((selection for selection in _HAND_PICKED if selection in picked), None)


def describe_hand_picked(selection: Selection) -> str:
    """How the runs were picked, as the subject of a sentence."""
    return _HAND_PICKED[selection]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the runs of a sample weigh, by cluster and weight; `greatest` is the most that a run could have weighed."""

    runs: tuple[WeightAggregate, ...]
    greatest: float


def join_weights(parts: Sequence[Weights | None]) -> Weights | None:
    """All weights; None where some runs have none, since nothing says what these stand for beside the others."""
    given = [weights for weights in parts if weights is not None]
    if len(given) < len(parts):
        return None
    return Weights(tuple(run for weights in given for run in weights.runs), max(weights.greatest for weights in given))


def group_by_weight(weights: Weights) -> Clusters:
    """The known outcomes as clusters by weight of successes and of all, a run of the greatest weight being 1."""
    groups: dict[tuple[float, float], float] = {}
    named: dict[str, list[tuple[float, float]]] = {}
    for run in weights.runs:
        size, known = run.weight / weights.greatest, run.attempts - run.unknown
        if run.cluster:
            named.setdefault(run.cluster, []).append((run.successes * size, known * size))
            continue
        for pair, number in (((size, size), run.successes), ((0.0, size), known - run.successes)):
            if number:
                groups[pair] = groups.get(pair, 0.0) + number
    for parts in named.values():
        good, size = (math.fsum(column) for column in zip(*parts, strict=True))
        if size:
            # Rounding may lift the sum of the good ones above that of all.
            groups[min(good, size), size] = groups.get((min(good, size), size), 0.0) + 1.0
    return groups


def assume_weighted_outcomes(weights: Weights, *, good: bool) -> Weights:
    """The weights if every unknown outcome had been good, or had been bad."""
    runs = (replace(run, successes=run.successes + (run.unknown if good else 0), unknown=0) for run in weights.runs)
    return replace(weights, runs=tuple(runs))
