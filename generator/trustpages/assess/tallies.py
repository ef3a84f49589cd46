"""Counted outcomes of an evidence item, in whatever form it reports them, or why there are none."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.benchmark_counts import BenchmarkCounts, counts_of_result
from trustpages.assess.context import Context
from trustpages.assess.counts import Tally, merged
from trustpages.assess.questions import OPEN, Window, outcome_question, value_question
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, ValueAggregate
from trustpages.model.documents.counts import ClusterCounts, Counted, OutcomeCounts
from trustpages.model.documents.items import BenchmarkResult, CountedItem
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Method


def tally(
    context: Context, evidence: Evidence, outcome: str = "success", window: Window | None = None
) -> Tally | Unmeasured:
    """The counts of one outcome in one item.

    `window` cuts a data file with a time column to its days; other items report undivided totals, and
    whether they lie in a window is for the caller to decide. Missing where the item does not report the
    outcome or its file was not read; invalid where a score cannot come from its sample size.
    """
    item = evidence.item
    match item:
        case BenchmarkResult():
            return _of_result(item, evidence, outcome)
        case CountedItem(data=None):
            return _of_counts(item, evidence, outcome)
        case CountedItem():
            return _of_data(context, evidence, item, outcome, window or OPEN)
        case _:
            return Unmeasured(Status.MISSING, f"a record of kind '{item.kind}' counts no outcomes")


def tally_within(
    context: Context, evidence: Evidence, value: str, limit: float, window: Window | None = None
) -> Tally | Unmeasured:
    """How many runs have a measured value at or below `limit`, by cluster where the data have any."""
    item = evidence.item
    if not isinstance(item, CountedItem):
        return Unmeasured(Status.MISSING, f"a record of kind '{item.kind}' carries no values")
    if item.data is None:
        return _within_summary(item, evidence, value, limit)
    if value not in item.data.values:
        return Unmeasured(Status.MISSING, f"the data name no column for '{value}'")
    request = value_question(evidence, item.data, value, (limit,), window or OPEN)
    answer = context.aggregates.get(request)
    count = dict(answer.within).get(limit) if answer else None
    if answer is None or answer.n is None or count is None:
        return _unread(evidence)
    if answer.value_clusters:
        clusters = tuple(_within_cluster(value_cluster, limit) for value_cluster in answer.value_clusters)
        return _clustered(evidence, clusters, item.method, answer.days)
    return _plain(evidence, answer.attempts, count, answer.attempts - answer.n, item.method, answer.days)


def _of_result(item: BenchmarkResult, evidence: Evidence, outcome: str) -> Tally | Unmeasured:
    if outcome != "success":
        return Unmeasured(Status.MISSING, f"a benchmark score says nothing of '{outcome}'")
    counts = counts_of_result(item)
    if isinstance(counts, Unmeasured):
        return counts
    return _of_benchmark_counts(counts, evidence, item.method)


def _of_benchmark_counts(counts: BenchmarkCounts, evidence: Evidence, method: Method) -> Tally:
    clusters = tuple(
        ClusterAggregate(f"task-{number}", counts.trials, successes, 0)
        for number, successes in enumerate(counts.by_task, start=1)
    )
    return Tally(
        attempts=counts.tasks * counts.trials,
        successes=counts.successes,
        unknown=0,
        clusters=clusters if counts.trials > 1 else (),
        # Tries of one task are not independent; without counts by task each task is worth one observation.
        loose=0 if clusters and counts.trials > 1 else counts.tasks,
        methods=((method, counts.tasks * counts.trials),),
        inputs=(evidence.id,),
    )


def _of_counts(item: CountedItem, evidence: Evidence, outcome: str) -> Tally | Unmeasured:
    reported: Counted | OutcomeCounts | None = item if outcome == "success" else item.outcomes.get(outcome)
    if reported is None:
        return Unmeasured(Status.MISSING, f"the item reports no outcome '{outcome}'")
    clusters = tuple(_aggregate(cluster) for cluster in reported.clusters)
    if reported.attempts is None or reported.successes is None:
        if not clusters:
            return Unmeasured(Status.MISSING, "the item reports no counts")
        return _clustered(evidence, clusters, item.method)
    if clusters:
        return _clustered(evidence, clusters, item.method)
    return _plain(evidence, reported.attempts, reported.successes, reported.unknown, item.method)


def _of_data(
    context: Context, evidence: Evidence, item: CountedItem, outcome: str, window: Window
) -> Tally | Unmeasured:
    data = item.data
    if data is None or (outcome == "success" and data.success is None):
        return Unmeasured(Status.MISSING, "the data do not say when a run succeeded")
    if outcome != "success" and outcome not in data.outcomes:
        return Unmeasured(Status.MISSING, f"the data name no outcome '{outcome}'")
    answer = context.aggregates.get(outcome_question(evidence, data, outcome, window))
    if answer is None:
        return _unread(evidence)
    return _of_answer(answer, evidence, item.method)


def _of_answer(answer: DataAggregate, evidence: Evidence, method: Method) -> Tally | Unmeasured:
    if answer.attempts == 0:
        return Unmeasured(Status.MISSING, "the data hold no run in the days that count")
    if answer.clusters:
        return _clustered(evidence, answer.clusters, method, answer.days)
    return _plain(evidence, answer.attempts, answer.successes, answer.unknown, method, answer.days)


def _within_summary(item: CountedItem, evidence: Evidence, value: str, limit: float) -> Tally | Unmeasured:
    summary = item.values.get(value)
    if summary is None:
        return Unmeasured(Status.MISSING, f"the item reports no value '{value}'")
    count = next((within.count for within in summary.within if within.limit == limit), None)
    if count is None:
        return Unmeasured(Status.MISSING, f"the item does not count values of '{value}' up to {limit:g}")
    attempts = max(item.attempts or summary.n, summary.n)
    found = _plain(evidence, attempts, count, attempts - summary.n, item.method)
    # A summary does not say how values differ between clusters: then each cluster is worth one observation.
    return replace(found, loose=min(found.loose, len(item.clusters))) if item.clusters else found


def _plain(
    evidence: Evidence, attempts: int, successes: int, unknown: int, method: Method, days: int | None = None
) -> Tally:
    known = attempts - unknown
    return Tally(attempts, successes, unknown, (), known, ((method, known),), (evidence.id,), days)


def _clustered(
    evidence: Evidence, clusters: tuple[ClusterAggregate, ...], method: Method, days: int | None = None
) -> Tally:
    attempts, unknown = (
        sum(cluster.attempts for cluster in clusters),
        sum(cluster.unknown for cluster in clusters),
    )
    successes = sum(cluster.successes for cluster in clusters)
    known = attempts - unknown
    return Tally(attempts, successes, unknown, merged(clusters), 0, ((method, known),), (evidence.id,), days)


def _within_cluster(one: ValueAggregate, limit: float) -> ClusterAggregate:
    return ClusterAggregate(one.cluster, one.attempts, dict(one.within)[limit], one.attempts - one.n)


def _aggregate(counts: ClusterCounts) -> ClusterAggregate:
    return ClusterAggregate(counts.id, counts.attempts, counts.successes, counts.unknown)


def _unread(evidence: Evidence) -> Unmeasured:
    return Unmeasured(Status.MISSING, f"the data file of '{evidence.id}' was not read")
