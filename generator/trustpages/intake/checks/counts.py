"""Impossible counts: numbers of one item, claim or benchmark that contradict one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.counts import Counted, ValueSummary
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.problem import Problem
from trustpages.model.source_map import ValuePath
from trustpages.model.vocabulary import Averaging

CountFault = tuple[ValuePath, str]
"""A path below a mapping and what is impossible about the number there."""

_REMEDY = "correct one of the two numbers"
_ROUNDING = 0.005 + 1e-9  # scores are often printed in whole percents; finer contradictions are the report's to find


def check_counts(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Problems of counts in all documents."""
    documents = tuple(documents)
    benchmarks = {document.model.id: document.model for document in documents if isinstance(document.model, Benchmark)}
    for document in documents:
        for path, sentence in _check_document(document):
            yield Problem(document.source.place_of(path), "impossible-count", sentence, _REMEDY)
        for number, item in enumerate(document.model.items if isinstance(document.model, Bundle) else ()):
            if isinstance(item, BenchmarkResult) and (found := _check_tasks(item, benchmarks.get(item.benchmark))):
                sentence, remedy = found
                place = document.source.place_of(("items", number, "n_tasks"))
                yield Problem(place, "impossible-count", sentence, remedy)


def _check_tasks(item: BenchmarkResult, benchmark: Benchmark | None) -> tuple[str, str] | None:
    """Sentence and remedy where a result counts more tasks than there are."""
    there_are = benchmark.count_tasks(item.benchmark_version, item.split) if benchmark is not None else None
    tasks = item.n_tasks or len(item.successes_by_task)
    if there_are is None or tasks <= there_are:
        return None
    sentence = f"{tasks} tasks are more than the {there_are} of '{item.benchmark}'"
    if item.trials is not None and tasks == there_are * item.trials:
        return f"{sentence}: these are its tasks times {item.trials} trials", f"write n_tasks: {there_are}"
    return sentence, "correct one of the two numbers, or name the `benchmark_version` or `split` that was run"


def _check_document(document: LoadedDocument) -> Iterator[CountFault]:
    match document.model:
        case Bundle() as bundle:
            for number, item in enumerate(bundle.items):
                if isinstance(item, Counted):
                    yield from _place_below(("items", number), _check_counted(item))
                if isinstance(item, BenchmarkResult):
                    yield from _place_below(("items", number), _check_result(item))
        case Claims() as claims:
            for number, claim in enumerate(claims.claims):
                if claim.k is not None and claim.tries is not None and claim.k > claim.tries:
                    yield ("claims", number, "k"), f"{claim.k} of {claim.tries} is not possible"
        case Benchmark() as benchmark:
            yield from _check_benchmark(benchmark)


def _place_below(path: ValuePath, findings: Iterable[CountFault]) -> Iterator[CountFault]:
    return (((*path, *inner), sentence) for inner, sentence in findings)


def _check_counted(item: Counted) -> Iterator[CountFault]:
    if item.attempts is None:
        if item.unknown:
            yield ("unknown",), f"{item.unknown} of unknown outcome, but 'attempts' does not say of how many"
        return
    parts = sum(stratum.attempts for stratum in item.strata)
    if parts > item.attempts:
        yield ("strata",), f"the strata hold {parts} attempts, more than the {item.attempts} of the item"
    for name, summary in item.values.items():
        yield from _place_below(("values", name), _check_values(summary, item.attempts))


def _check_values(summary: ValueSummary, attempts: int) -> Iterator[CountFault]:
    if summary.n > attempts:
        yield ("n",), f"{summary.n} values are more than {attempts} attempts"
    ordered = sorted(enumerate(summary.within), key=lambda pair: pair[1].limit)
    for (_, lower), (number, higher) in pairwise(ordered):
        if higher.count < lower.count:
            sentence = f"{higher.count} values up to {higher.limit:g}, but {lower.count} up to {lower.limit:g}"
            yield ("within", number, "count"), sentence


def _check_result(item: BenchmarkResult) -> Iterator[CountFault]:
    if item.rank is not None and item.entrants is not None and item.rank > item.entrants:
        yield ("rank",), f"rank {item.rank} among {item.entrants} entries"
    if item.tuned_on is not None and item.n_tasks is not None and item.tuned_on > item.n_tasks:
        yield ("tuned_on",), f"tuned on {item.tuned_on} of {item.n_tasks} tasks"
    if item.groups and item.n_tasks is not None and sum(item.groups) != item.n_tasks:
        yield ("groups",), f"the groups hold {sum(item.groups)} tasks, 'n_tasks' says {item.n_tasks}"
    is_share = item.average in {None, Averaging.TASKS}
    if item.k is not None and item.n_tasks is not None and item.attempts_allowed == 1 and is_share:
        share = item.k / (item.n_tasks * (item.trials or 1))
        shares = {share, item.k / item.n_tasks}  # of runs, or of tasks where `k` counts tasks
        if min(abs(share - item.score) for share in shares) > _ROUNDING:
            yield ("score",), f"a score of {item.score:g} does not come from {item.k} of {item.n_tasks} tasks"


def _check_benchmark(benchmark: Benchmark) -> Iterator[CountFault]:
    for number, mapping in enumerate(benchmark.mapping):
        if mapping.tasks is not None and benchmark.n_tasks is not None and mapping.tasks > benchmark.n_tasks:
            yield ("mapping", number, "tasks"), f"{mapping.tasks} tasks are more than all {benchmark.n_tasks}"
    for number, comparison in enumerate(benchmark.comparisons):
        for index, row in enumerate(comparison.rows):
            if row.rank is not None and comparison.entrants is not None and row.rank > comparison.entrants:
                path: ValuePath = ("comparisons", number, "rows", index, "rank")
                yield path, f"rank {row.rank} among {comparison.entrants} entries"
