"""Counted outcomes of one evidence item: from its totals, clusters or data file, and the requests to that file."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import accumulate
from typing import TypeAlias

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.reported_figures import BenchmarkCounts, recover_score_counts
from trustpages.assess.evidence.selection import Weights
from trustpages.assess.evidence.tally import Tally, merge_clusters
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, DataRequest, StratumAggregate
from trustpages.model.documents.counts import Counted, OutcomeCounts, StatedShare
from trustpages.model.documents.items.adverse import format_range
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.data_file import Data
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.sentence import Reference, Sentence, Term
from trustpages.model.vocabulary import Averaging, Method, Selection
from trustpages.statistics.proportions.clusters import SixSums

DayRange: TypeAlias = tuple[date | None, date | None]
"""First and last day that count, both included; None for an open end."""

ALL_DAYS: DayRange = (None, None)


def get_data_file(evidence: Evidence) -> Data | None:
    """The data file of an item, where its counts come from one."""
    return evidence.item.data if isinstance(evidence.item, Counted) else None


def build_data_request(
    evidence: Evidence,
    data: Data,
    window: DayRange = ALL_DAYS,
    *,
    outcome: str | None = None,
    value: str | None = None,
    limits: tuple[float, ...] = (),
    split: bool = False,
) -> DataRequest:
    """What is read in the file of an item: outcomes by cluster, a value and runs within limits, or both.

    With neither, how many rows there are and how many of them are events; `split` divides clusters by the value.
    """
    # Without a column of time nothing can be cut: the same request whatever the window, and one reading of the file.
    first, last = window if data.at is not None else ALL_DAYS
    return DataRequest(
        item=f"{evidence.agent}/{evidence.id}",
        folder=f"evidence/{evidence.agent}/bundles",
        data=data,
        outcome=outcome,
        value=value,
        limits=limits,
        split=split,
        first=first,
        last=last,
        collected=(evidence.collected.from_, evidence.collected.to) if evidence.collected else None,
        tried_once=isinstance(evidence.item, Runs) and evidence.item.is_tried_once,
    )


def tally_outcome(
    context: Context, evidence: Evidence, outcome: str = "success", window: DayRange | None = None
) -> Tally | Unmeasured:
    """The counts of one outcome in one item.

    `window` cuts a data file with a time column to its days; other items report undivided totals, and
    whether they lie in a window is for the caller to decide. Missing where the item does not report the
    outcome or its file was not read; invalid where a score cannot come from its sample size.
    """
    count = partial(_tally_outcome, context, evidence, outcome, window)
    return _count_once(context, evidence, (outcome, window), count)


def _count_once(
    context: Context, evidence: Evidence, question: tuple[object, ...], count: Callable[[], Tally | Unmeasured]
) -> Tally | Unmeasured:
    known, key = context.tallies, (id(evidence), *question)
    if key not in known:
        known[key] = evidence, count()  # with the item, since another one could have its id once it is gone
    return known[key][1]


def _tally_outcome(context: Context, evidence: Evidence, outcome: str, window: DayRange | None) -> Tally | Unmeasured:
    item = evidence.item
    match item:
        case BenchmarkResult():
            if outcome != "success":
                return Unmeasured(Status.MISSING, Sentence("a benchmark score says nothing of ", Term(outcome)))
            return tally_score(item, evidence.board, (evidence.id,))
        case CountedItem(data=None):
            return _tally_counts(item, evidence, outcome)
        case CountedItem():
            return _tally_data(context, evidence, item, outcome, window or ALL_DAYS)
        case _:
            return Unmeasured(Status.MISSING, Sentence("a record of kind ", Term(item.kind), " counts no outcomes"))


def tally_values_within(
    context: Context, evidence: Evidence, value: str, limit: float, window: DayRange | None = None
) -> Tally | Unmeasured:
    """How many runs have a measured value at or below `limit`, by cluster where the data have any."""
    count = partial(_tally_values_within, context, evidence, value, limit, window)
    return _count_once(context, evidence, (value, limit, window), count)


def _tally_values_within(
    context: Context, evidence: Evidence, value: str, limit: float, window: DayRange | None
) -> Tally | Unmeasured:
    item = evidence.item
    if not isinstance(item, CountedItem):
        return Unmeasured(Status.MISSING, Sentence("a record of kind ", Term(item.kind), " carries no values"))
    if item.data is None:
        return _tally_summary(item, evidence, value, limit)
    if value not in item.data.measured:
        return Unmeasured(Status.MISSING, Sentence("the data name no column for ", Term(value)))
    request = build_data_request(evidence, item.data, window or ALL_DAYS, value=value, limits=(limit,))
    answer = context.aggregates.get(request)
    count = dict(answer.within).get(limit) if answer else None
    if answer is None or answer.n is None or count is None:
        return _report_unread_file(evidence)
    if answer.value_clusters:
        clusters = tuple(
            ClusterAggregate(part.cluster, part.attempts, dict(part.within)[limit], part.attempts - part.n)
            for part in answer.value_clusters
        )
        return _build_clustered_tally(evidence, clusters, item.method, answer.days)
    return _build_plain_tally(evidence, answer.attempts, count, answer.attempts - answer.n, item.method, answer.days)


def tally_score(item: BenchmarkResult, board: str, inputs: tuple[str, ...] = ()) -> Tally | Unmeasured:
    """The counts behind a score; absent as `recover_score_counts`.

    Tries of one task are not independent, nor are tasks of one group: each task, or group, is a cluster, named after
    its `board`, so that it is the same cluster in another result of that benchmark and in no other. Without counts
    by task each task is worth one observation.
    """
    counts = recover_score_counts(item)
    if isinstance(counts, Unmeasured):
        return counts
    sizes = _list_cluster_sizes(item, counts)
    ends = list(accumulate(sizes))
    successes = [sum(counts.by_task[end - size : end]) for end, size in zip(ends, sizes, strict=True)]
    runs = counts.tasks * counts.trials
    return Tally(
        attempts=runs,
        successes=counts.successes,
        unknown=0,
        clusters=tuple(
            ClusterAggregate(f"{board}/task-{number}", size * counts.trials, good, 0)
            for number, (size, good) in enumerate(zip(sizes, successes, strict=True), start=1)
        ),
        loose=0 if sizes else counts.tasks,
        unnamed=() if sizes or not board else ((board, counts.tasks),),
        methods=((item.method, runs),),
        inputs=inputs,
    )


def read_stated_share(evidence: Evidence) -> tuple[float, float] | None:
    """The least and the most (0..1) of a share of success that was published without its number; None without one."""
    match evidence.item:
        case CountedItem(share=StatedShare() as share):
            return share.low, share.most
        case BenchmarkResult(n_tasks=None, successes_by_task=(), score=score, average=average):
            # A mean over categories is no share of tasks.
            return None if average is Averaging.CATEGORIES else (score, score)
        case _:
            return None


def _list_cluster_sizes(item: BenchmarkResult, counts: BenchmarkCounts) -> tuple[int, ...]:
    """How many tasks belong to each cluster, in the order of the tasks; empty where every try stands alone."""
    alone = (1,) * len(counts.by_task) if counts.trials > 1 else ()
    return item.task_groups if counts.by_task and item.task_groups else alone


def _tally_counts(item: CountedItem, evidence: Evidence, outcome: str) -> Tally | Unmeasured:
    reported: Counted | OutcomeCounts | None = item if outcome == "success" else item.outcomes.get(outcome)
    if reported is None:
        return Unmeasured(Status.MISSING, Sentence("the item reports no outcome ", Term(outcome)))
    # Clusters win over totals: they say the same and how the runs hang together.
    if reported.clusters:
        clusters = tuple(
            ClusterAggregate(part.id, part.attempts, part.successes, part.unknown) for part in reported.clusters
        )
        tally = _build_clustered_tally(evidence, clusters, item.method)
    elif outcome == "success" and (stated := read_stated_share(evidence)) is not None:
        reason = f"it states {format_range(*stated)} without saying of how many: that keeps no promise"
        return Unmeasured(Status.MISSING, reason)
    elif reported.attempts is None or reported.successes is None:
        return Unmeasured(Status.MISSING, "the item reports no counts")
    else:
        tally = _build_plain_tally(evidence, reported.attempts, reported.successes, reported.unknown, item.method)
    if reported.cluster_sums is not None:
        sums = reported.cluster_sums
        six = SixSums(sums.clusters, sums.k, sums.n, sums.k2, sums.n2, sums.kn)
        tally = replace(tally, loose=0, sums=six)
    return replace(tally, strata=_tally_strata(item, evidence, tally)) if outcome == "success" else tally


def _tally_strata(item: CountedItem, evidence: Evidence, whole: Tally) -> tuple[tuple[str, Tally], ...]:
    """The strata that the item states. How their runs fall into clusters it does not say: each is worth one run."""
    alone = whole.units / whole.known if whole.known else 1.0
    strata = []
    for part in sorted(item.strata, key=lambda stratum: stratum.name):
        tally = _build_plain_tally(evidence, part.attempts, part.successes, part.unknown, item.method)
        strata.append((part.name, replace(tally, loose=min(tally.known, math.ceil(tally.known * alone)))))
    return tuple(strata)


def _tally_data(
    context: Context, evidence: Evidence, item: CountedItem, outcome: str, window: DayRange
) -> Tally | Unmeasured:
    data = item.data
    if data is None or (outcome == "success" and data.success is None):
        return Unmeasured(Status.MISSING, "the data do not say when a run succeeded")
    if outcome != "success" and outcome not in data.outcomes:
        return Unmeasured(Status.MISSING, Sentence("the data name no outcome ", Term(outcome)))
    answer, method = context.aggregates.get(build_data_request(evidence, data, window, outcome=outcome)), item.method
    if answer is None:
        return _report_unread_file(evidence)
    if answer.cut:
        return Unmeasured(Status.MISSING, f"{answer.cut:,} runs {CUT}, and no name tells which of these count")
    if answer.attempts == 0:
        return Unmeasured(Status.MISSING, "the data hold no run in the days that count")
    tally = _tally_part(evidence, answer, method, answer.days)
    strata = tuple((part.stratum, _tally_part(evidence, part, method)) for part in answer.strata)
    return replace(tally, strata=strata, weights=_read_weights(evidence, item, answer))


def _read_weights(evidence: Evidence, item: CountedItem, answer: DataAggregate) -> Weights | None:
    """What the runs weigh, where they were drawn by chance and no errors of a judge are taken out."""
    weight = item.data.weight if item.data else None
    is_drawn = item.selection in (Selection.RANDOM, Selection.RISK_WEIGHTED)
    if weight is None or not is_drawn or (item.judge is not None and item.judge.calibration is not None):
        return None
    prefix = f"{evidence.board}/" if evidence.board else ""
    runs = (replace(run, cluster=run.cluster and f"{prefix}{run.cluster}") for run in answer.weights)
    return Weights(tuple(runs), weight.at_most)


CUT = "belong to clusters that lie partly outside of the days that count"


def _tally_part(
    evidence: Evidence, part: DataAggregate | StratumAggregate, method: Method, days: int | None = None
) -> Tally:
    """The counts of an answer, or of a part of it, by cluster where it tells them; sums of those that it does not."""
    if part.clusters and part.sums is None:
        return _build_clustered_tally(evidence, part.clusters, method, days)
    tally = _build_plain_tally(evidence, part.attempts, part.successes, part.unknown, method, days)
    if part.sums is None:
        return tally
    sums = part.sums
    six = SixSums(sums.clusters, sums.k, sums.n, sums.k2, sums.n2, sums.kn)
    return replace(tally, clusters=_name_clusters(evidence, part.clusters), loose=0, sums=six)


def _tally_summary(item: CountedItem, evidence: Evidence, value: str, limit: float) -> Tally | Unmeasured:
    summary = item.values.get(value)
    if summary is None:
        return Unmeasured(Status.MISSING, Sentence("the item reports no value ", Term(value)))
    count = next((within.count for within in summary.within if within.limit == limit), None)
    if count is None:
        return Unmeasured(
            Status.MISSING, Sentence("the item does not count values of ", Term(value), f" up to {limit:g}")
        )
    attempts = max(item.attempts or summary.n, summary.n)
    tally = _build_plain_tally(evidence, attempts, count, attempts - summary.n, item.method)
    # A summary does not say how values differ between clusters: then each cluster is worth one observation.
    if not item.group_count:
        return tally
    loose = min(tally.loose, item.group_count)
    # The same clusters in another item are no further ones.
    names = ", ".join(sorted(cluster.id for cluster in item.clusters))
    return replace(tally, loose=loose, unnamed=((f"{evidence.board}: {names}", loose),) if names else ())


def _build_plain_tally(
    evidence: Evidence, attempts: int, successes: int, unknown: int, method: Method, days: int | None = None
) -> Tally:
    known = attempts - unknown
    return Tally(attempts, successes, unknown, (), known, ((method, known),), (evidence.id,), days)


def _build_clustered_tally(
    evidence: Evidence, clusters: tuple[ClusterAggregate, ...], method: Method, days: int | None = None
) -> Tally:
    clusters = _name_clusters(evidence, clusters)
    attempts, successes, unknown = (
        sum(cluster.number * getattr(cluster, key) for cluster in clusters)
        for key in ("attempts", "successes", "unknown")
    )
    known = attempts - unknown
    return Tally(attempts, successes, unknown, merge_clusters(clusters), 0, ((method, known),), (evidence.id,), days)


def _name_clusters(evidence: Evidence, clusters: tuple[ClusterAggregate, ...]) -> tuple[ClusterAggregate, ...]:
    """The clusters by names that are theirs in every item: a task is known by its name on its benchmark.

    Two benchmarks may well call their first ones alike. What has no name is no cluster of another item.
    """
    if not evidence.board and all(cluster.has_name for cluster in clusters):
        return clusters
    own = {True: f"{evidence.board}/" if evidence.board else "", False: f"{evidence.agent}/{evidence.id}/"}
    return tuple(replace(cluster, cluster=f"{own[cluster.has_name]}{cluster.cluster}") for cluster in clusters)


def _report_unread_file(evidence: Evidence) -> Unmeasured:
    return Unmeasured(Status.MISSING, Sentence("the data file of ", Reference(evidence.id), " was not read"))
