"""Coverage of the workflow: how much of what it depends on is tested by benchmarks, weighted by consequence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.benchmarks.mapping import (
    UNNAMED,
    MappedObligation,
    compute_content_validity,
    compute_mapper_agreement,
    count_mapped_tasks,
    find_mapped,
    find_strength,
)
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.items.scores import BenchmarkResult, PublishedScore
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.coverage import Coverage, CoverageCell, CoverageRow
from trustpages.model.results.evidence import AdverseEvidence, FreshnessSummary
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import EvidenceClass, Severity, Verdict


def find_consequence(context: Context, obligation: ObligationResult) -> Severity:
    """The consequence of the obligation's step; its own severity where it names no step of the workflow."""
    steps = {step.id: step.consequence for step in context.agent.agent.workflow.steps}
    return steps.get(obligation.step, obligation.severity) if obligation.step else obligation.severity


def weigh_by_consequence(context: Context, obligation: ObligationResult) -> float:
    """The policy's weight of that consequence."""
    return context.policy.coverage.consequence.of(find_consequence(context, obligation))


def compute_coverage(
    context: Context,
    obligations: Sequence[ObligationResult],
    freshness: FreshnessSummary,
    adverse_evidence: AdverseEvidence,
) -> Coverage:
    """Coverage by consequence, with the promises about critical steps that no benchmark tests directly before it.

    Only benchmarks with a result that is not expired, and does not speak against the agent, count; the matrix shows
    those too that somebody mapped to one of the promises. Pairs that nobody mapped count as untested, and `bounds`
    say what they leave open. Obligations that do not apply are left out; one without a step counts by its own severity.
    One of a kind that no benchmark measures counts as untested, and no test is missed for it. Formula:
    docs/reference/formulas.md#coverage-share.
    """
    applicable = [obligation for obligation in obligations if obligation.verdict is not Verdict.NOT_APPLICABLE]
    mapped = _map_obligations(context, applicable)
    usable = frozenset(item.evidence for item in freshness.items if item.status.is_usable) - adverse_evidence.ids
    counting = frozenset(_list_benchmarks(context, usable))
    shown = counting | find_mapped(context.benchmarks.values(), mapped)
    in_matrix = [context.benchmarks[id_] for id_ in sorted(shown & context.benchmarks.keys())]
    rows = tuple(
        _build_row(context, obligation, promise, in_matrix, counting, usable)
        for obligation, promise in zip(applicable, mapped, strict=True)
    )
    tested = [benchmark for benchmark in in_matrix if benchmark.id in counting]
    names = [benchmark.id for benchmark in tested]
    return Coverage(
        uncovered=tuple(
            row.obligation for row in rows if row.consequence is Severity.CRITICAL and row.is_testable and row.best < 1
        ),
        weighted=with_inputs(_compute_weighted(rows, bool(tested)), names),
        unweighted=with_inputs(
            _explain_absence(rows, bool(tested)) or _measure_share(sum(row.best > 0 for row in rows), len(rows)), names
        ),
        bounds=_compute_bounds(rows, bool(tested)),
        relevance=with_inputs(_compute_relevance(tested, mapped), names),
        without_other_evidence=with_inputs(_compute_without_other_evidence(rows), (row.obligation for row in rows)),
        benchmarks=tuple(benchmark.id for benchmark in in_matrix),
        rows=rows,
        mappers=tuple(sorted({mapper.name for benchmark in tested for mapper in benchmark.mappers})),
        independent_mapping=bool(tested) and all(_is_independent(benchmark) for benchmark in tested),
        agreement=compute_mapper_agreement(tested, mapped, context.policy),
        content_validity=compute_content_validity(tested, mapped),
    )


def _list_benchmarks(context: Context, usable: frozenset[str]) -> Iterator[str]:
    """The benchmarks that have a usable result."""
    for item in context.evidence:
        if isinstance(item.item, BenchmarkResult | PublishedScore) and item.item.benchmark and item.id in usable:
            yield item.item.benchmark


def _map_obligations(context: Context, applicable: Sequence[ObligationResult]) -> list[MappedObligation]:
    """The promises as mappings of benchmarks name them, each with whether a benchmark can test it."""
    workflow = context.agent.agent.workflow.id
    measures = {f"{pact.id}/{obligation.id}": obligation.measure for pact, obligation in context.obligations()}
    return [
        MappedObligation(
            context.id,
            workflow,
            obligation.step,
            obligation.ref,
            is_testable=obligation.ref not in measures or measures[obligation.ref].is_tested_by_benchmarks,
        )
        for obligation in applicable
    ]


def _build_row(
    context: Context,
    obligation: ObligationResult,
    promise: MappedObligation,
    in_matrix: Sequence[Benchmark],
    counting: frozenset[str],
    usable: frozenset[str],
) -> CoverageRow:
    policy = context.policy.coverage
    cells = tuple(
        CoverageCell(benchmark.id, find_strength(benchmark, promise, policy), benchmark.id in counting)
        for benchmark in in_matrix
    )
    return CoverageRow(
        obligation=obligation.ref,
        consequence=find_consequence(context, obligation),
        weight=weigh_by_consequence(context, obligation),
        # Benchmarks never add up: two partial tests of a promise are not a direct one.
        best=max((cell.strength or 0.0 for cell in cells if cell.counts), default=0.0),
        other_evidence=any(
            obligation.ref in item.item.supports
            and item.id in usable
            and item.evidence_class not in {None, EvidenceClass.BENCHMARK}
            for item in context.evidence
        ),
        cells=cells,
        is_testable=promise.is_testable,
    )


def _compute_weighted(rows: Sequence[CoverageRow], tested: bool) -> Quantity:
    absent = _explain_absence(rows, tested)
    if absent is not None:
        return absent
    unmapped = sum(cell.counts and cell.strength is None for row in rows for cell in row.cells)
    notes = (f"pairs that nobody mapped, counted as untested: {unmapped}",) if unmapped else ()
    covered = math.fsum(row.weight * row.best for row in rows)
    return _measure_share(covered, math.fsum(row.weight for row in rows), notes)


def _explain_absence(rows: Sequence[CoverageRow], tested: bool) -> Unmeasured | None:
    if not rows:
        return Unmeasured(Status.MISSING, "no obligation applies: there is nothing to cover")
    if not any(row.weight for row in rows):
        return Unmeasured(Status.INVALID, "all consequences have weight zero")
    if not tested:
        return Unmeasured(Status.MISSING, "no benchmark result is current")
    if all(cell.strength is None for row in rows for cell in row.cells if cell.counts):
        return Unmeasured(Status.MISSING, "nobody mapped the benchmarks to the promises")
    return None


def _measure_share(k: float, n: float, notes: tuple[str, ...] = ()) -> Measured:
    # What was counted is all there is, not a sample of it, so there is no interval to give.
    return Measured(k / n, None, None, 1.0, "population", k, n, n, "share", notes=notes)


def _compute_bounds(rows: Sequence[CoverageRow], tested: bool) -> tuple[float, float] | None:
    """Coverage if no unmapped pair tested anything, and if each did so directly; None if all are mapped."""
    total = math.fsum(row.weight for row in rows)
    unmapped = [row for row in rows if any(cell.counts and cell.strength is None for cell in row.cells)]
    if not tested or not total or not unmapped:
        return None
    low = math.fsum(row.weight * row.best for row in rows)
    left_open = math.fsum(row.weight * (1 - row.best) for row in unmapped)
    # Floating point may carry full coverage a little beyond one.
    return low / total, min((low + left_open) / total, 1.0)


def _compute_relevance(tested: Sequence[Benchmark], promises: Sequence[MappedObligation]) -> Quantity:
    """Tasks that test any promise, of all tasks of the benchmarks that count."""
    counted = [(count_mapped_tasks(benchmark, promises), benchmark.n_tasks) for benchmark in tested]
    known = [(k, n) for k, n in counted if k is not None and n is not None]
    if not known:
        return Unmeasured(Status.MISSING, "no mapping says how many tasks test a promise")
    # A benchmark that does not say how many tasks map is left out on both sides of the share; a note counts it.
    without = len(counted) - len(known)
    notes = (f"benchmarks that do not say how many tasks test a promise: {without}",) if without else ()
    return _measure_share(sum(k for k, _ in known), sum(n for _, n in known), notes)


def _compute_without_other_evidence(rows: Sequence[CoverageRow]) -> Quantity:
    """The share of consequence for which there is no current evidence but benchmarks."""
    total = math.fsum(row.weight for row in rows)
    if not rows:
        return Unmeasured(Status.MISSING, "no obligation applies: there is nothing to cover")
    if not total:
        return Unmeasured(Status.INVALID, "all consequences have weight zero")
    return _measure_share(math.fsum(row.weight for row in rows if not row.other_evidence), total)


def _is_independent(benchmark: Benchmark) -> bool:
    """Whether two mappers or more drew the links, one of them at least not paid by the vendor."""
    drew = {link.mapper or UNNAMED for link in benchmark.mapping}
    known = [mapper for mapper in benchmark.mappers if mapper.id in drew]
    return len(drew) >= 2 and any(not mapper.party.relationship.is_first_party for mapper in known)


COVERAGE = Metric(
    id="coverage",
    title="Coverage of the workflow",
    question="How much of what the workflow depends on do the benchmarks test?",
    needs="obligations with the consequence of their step, and a mapping from benchmark tasks to steps or obligations.",
    smallest="one obligation, one mapped benchmark with a result that is not expired and not against the agent.",
    formula="Critical promises without a direct test come first. Then coverage: for each obligation the "
    "strongest link of any benchmark (direct 1, partial less, none 0), weighted by consequence; links that "
    "nobody drew give bounds. Direct is only a link that names the promise, where success on tasks is what is "
    "promised; a link to its step is partial, and says nothing of anything else, such as a rate of events, a "
    "duration, a cost or a record. "
    "Benchmarks never add up beyond one for an obligation, and where mappers differ the weakest link holds. Relevance "
    "is the share of tasks that test any promise; the agreement "
    "of two mappers is a weighted kappa, that of four or more a content validity ratio.",
    cannot_tell="whether the tasks are good tests of what they are mapped to.",
    sources="Messick 1995; Lawshe 1975; Cohen 1968; Raji et al. 2021.",
    compute=compute_coverage,
    reads=("obligations", "freshness", "adverse_evidence"),
)
