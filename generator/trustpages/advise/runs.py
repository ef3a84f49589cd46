"""Further runs that would go as those on record: an item of evidence with its counts scaled, and no file behind it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from trustpages.advise.alterations import alter_model
from trustpages.advise.situation import Situation
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, DataRequest
from trustpages.model.documents.base import Period
from trustpages.model.documents.counts import ClusterCounts, ClusterSums, OutcomeCounts, Stratum, ValueSummary, Within
from trustpages.model.documents.items.outcomes import CustomerOutcome, HumanReview, RedTeam, Runs
from trustpages.model.results.evidence import Evidence

Counting: TypeAlias = Runs | HumanReview | RedTeam | CustomerOutcome
"""Items whose outcomes whoever saw the runs has counted."""


def read_counts(situation: Situation, evidence: Evidence) -> Counting | None:
    """The item with the counts of its data file in place of the file; None where it counts nothing."""
    item = evidence.item
    if not isinstance(item, Counting):
        return None
    if item.data is None:
        return item if item.attempts or item.clusters or item.values else None
    name = f"{evidence.agent}/{evidence.id}"
    answers = {request: answer for request, answer in situation.aggregates.items() if request.item == name}
    whole = {
        (request.outcome, request.value): answer
        for request, answer in answers.items()
        if request.first is None and request.last is None and not request.limits and not request.split
    }
    success = whole.get(("success", None))
    outcomes = {outcome: answer for (outcome, value), answer in whole.items() if value is None and outcome is not None}
    rows = whole.get((None, None))
    counted = _count_outcome(success) if success is not None else {}
    counted |= {
        "outcomes": {
            name: OutcomeCounts(**_count_outcome(found)) for name, found in outcomes.items() if found.attempts
        },
        "values": {name: _sum_up(answers, name) for name in item.data.measured if _has_values(answers, name)},
        "strata": tuple(
            Stratum(name=part.stratum, attempts=part.attempts, successes=part.successes, unknown=part.unknown)
            for part in (success.strata if success is not None else ())
        ),
        "events": rows.events if rows is not None else None,
    }
    counted["outcomes"].pop("success", None)
    return alter_model(item, data=None, **counted) if success is not None or counted["values"] else None


def _count_outcome(answer: DataAggregate) -> dict[str, Any]:
    clusters = tuple(map(_write_cluster, answer.clusters))
    return {
        "attempts": answer.attempts or None,
        "successes": answer.successes if answer.attempts else None,
        "unknown": answer.unknown,
        "clusters": clusters,
    }


def _write_cluster(cluster: ClusterAggregate) -> ClusterCounts:
    return ClusterCounts(
        id=cluster.cluster or "none", attempts=cluster.attempts, successes=cluster.successes, unknown=cluster.unknown
    )


def _has_values(answers: Mapping[DataRequest, DataAggregate], name: str) -> bool:
    return any(request.value == name and answer.n for request, answer in answers.items())


def _sum_up(answers: Mapping[DataRequest, DataAggregate], name: str) -> ValueSummary:
    """The value over all of its file, with the runs within each limit that was asked for, as many as there are."""
    asked = [answer for request, answer in answers.items() if request.value == name and answer.n]
    widest = max(asked, key=lambda answer: answer.n or 0)
    total = widest.n or 0
    within = {limit: round(count * total / answer.n) for answer in asked if answer.n for limit, count in answer.within}
    return ValueSummary(
        n=total,
        mean=widest.mean,
        sd=widest.sd,
        skewness=widest.skewness,
        within=tuple(Within(limit=limit, count=count) for limit, count in sorted(within.items())),
    )


def count_runs(item: Counting) -> int:
    """How many runs the item counts."""
    if item.clusters:
        return sum(cluster.attempts for cluster in item.clusters)
    return item.attempts or max((summary.n for summary in item.values.values()), default=0)


def go_on(situation: Situation, item: Counting, name: str, runs: int) -> Counting:
    """An item of so many further runs, or about so many where they come in clusters, of which as many are good."""
    factor = runs / count_runs(item)
    changes: dict[str, Any] = {
        "id": name,
        "title": None,
        "statement": None,
        "run_set": None,
        "collected": Period.model_validate({"from": situation.as_of, "to": situation.as_of}),
        "agent_version": situation.documents.agent.version,
        "producer": None,
        "source": None,
        "unknown_by_reason": {},
        "by_period": (),
        "strata": tuple(_scale_stratum(part, factor) for part in item.strata),
        "outcomes": {outcome: _scale_outcome(counts, name, factor) for outcome, counts in item.outcomes.items()},
        "values": {value: _scale_values(summary, factor) for value, summary in item.values.items()},
        "events": None if item.events is None else round(item.events * factor),
        **_scale_totals(item, name, factor),
    }
    if isinstance(item, Runs):
        changes["exposure"] = tuple(
            alter_model(exposure, amount=exposure.amount * factor) for exposure in item.exposure
        )
    return alter_model(item, **changes)


def _scale_totals(item: Counting | OutcomeCounts, name: str, factor: float) -> dict[str, Any]:
    """Attempts, successes and unknown ones; of clusters as many more, and other ones."""
    if item.clusters:
        clusters = _draw_clusters(item.clusters, name, factor)
        totals = {
            key: sum(getattr(cluster, key) for cluster in clusters) for key in ("attempts", "successes", "unknown")
        }
        return {**totals, "clusters": clusters, "cluster_sums": None}
    sums = item.cluster_sums
    if sums is not None:  # what is known of the clusters as sums can only be taken as a whole
        factor = math.ceil(factor)
        sums = ClusterSums(**{key: value * factor for key, value in sums})
    if item.attempts is None:
        return {}
    attempts, unknown = max(1, round(item.attempts * factor)), round(item.unknown * factor)
    successes = min(round((item.successes or 0) * factor), attempts - unknown)
    return {"attempts": attempts, "successes": successes, "unknown": unknown, "cluster_sums": sums}


def _draw_clusters(clusters: Sequence[ClusterCounts], name: str, factor: float) -> tuple[ClusterCounts, ...]:
    """Clusters at equal distances among those on record, ordered by their share of good runs."""
    ordered = sorted(clusters, key=lambda cluster: (cluster.successes / cluster.attempts, cluster.attempts, cluster.id))
    number = max(1, round(len(ordered) * factor))
    drawn = (ordered[int((place + 0.5) * len(ordered) / number)] for place in range(number))
    return tuple(alter_model(cluster, id=f"{name}-{place}") for place, cluster in enumerate(drawn, start=1))


def _scale_stratum(part: Stratum, factor: float) -> Stratum:
    attempts, unknown = max(1, round(part.attempts * factor)), round(part.unknown * factor)
    good = min(round(part.successes * factor), max(0, attempts - unknown))
    return alter_model(part, attempts=attempts, successes=good, unknown=min(unknown, attempts))


def _scale_outcome(counts: OutcomeCounts, name: str, factor: float) -> OutcomeCounts:
    return alter_model(counts, **_scale_totals(counts, name, factor))


def _scale_values(summary: ValueSummary, factor: float) -> ValueSummary:
    number = max(1, round(summary.n * factor))
    within = tuple(Within(limit=part.limit, count=min(number, round(part.count * factor))) for part in summary.within)
    return alter_model(summary, n=number, within=within)


def find_outcomes(item: Counting) -> dict[str, Any]:
    """The changes that give every run of unknown outcome one, as those whose outcome is known went."""
    changes: dict[str, Any] = {"unknown": 0, "unknown_by_reason": {}}
    if item.clusters:
        changes["clusters"] = tuple(map(_find_outcomes_of, item.clusters))
        changes["successes"] = sum(cluster.successes for cluster in changes["clusters"])
        changes["attempts"] = sum(cluster.attempts for cluster in changes["clusters"])
    elif item.attempts is not None:
        changes["successes"] = _share_out(item.successes or 0, item.attempts, item.unknown)
    changes["outcomes"] = {name: _find_outcomes_of(counts) for name, counts in item.outcomes.items()}
    changes["strata"] = tuple(map(_find_outcomes_of, item.strata))
    return changes


def _find_outcomes_of(counts: Any) -> Any:
    changes: dict[str, Any] = {"unknown": 0, "successes": _share_out(counts.successes, counts.attempts, counts.unknown)}
    if getattr(counts, "clusters", ()):
        changes["clusters"] = tuple(map(_find_outcomes_of, counts.clusters))
        changes["successes"] = sum(cluster.successes for cluster in changes["clusters"])
    return alter_model(counts, **changes)


def _share_out(good: int, attempts: int, unknown: int) -> int:
    """Good runs if the unknown ones went as the others; a run that would be good in part is not."""
    known = attempts - unknown
    return good + (math.floor(unknown * good / known) if known else 0)
