"""Charts about the evidence itself: how old, of which kinds, what the benchmarks cover."""

from __future__ import annotations

from trustpages.compose.composition import Composition
from trustpages.compose.wording.dates import NO_DATE, format_day
from trustpages.compose.wording.figures import describe_quantity
from trustpages.compose.wording.names import name_promise, spell_out
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.pages.chart import CoverageChart, DiversityChart, FreshnessChart, PlottedFreshness, Strength
from trustpages.model.results.coverage import CoverageCell, Diversity
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.evidence import ItemFreshness as FreshnessResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.sentence import join
from trustpages.model.states import FRESHNESS


def chart_freshness(report: Report, agent: AgentReport) -> FreshnessChart | None:
    """When each evidence item was collected, and until when it counts."""
    known = {item.id: item for item in agent.evidence}
    items = sorted(agent.findings.freshness.items, key=rank_by_age)
    if not items:
        return None
    fresh = describe_quantity(agent.findings.freshness.fresh)
    return FreshnessChart(
        id="freshness",
        title=f"Evidence that is still fresh: {fresh.headline}",
        summary=f"Evidence items that are fresh on {format_day(report.as_of)}: {fresh.headline}.",
        columns=("Evidence", "Collected", "Within its age until", "State", "Why"),
        rows=tuple(
            (
                known[item.evidence].item.title or item.evidence,
                known[item.evidence].collected_to or NO_DATE,
                item.expires_on or "unknown",
                FRESHNESS[item.status],
                explain_freshness(item, agent),
            )
            for item in items
        ),
        items=tuple(
            PlottedFreshness(
                label=known[item.evidence].item.title or item.evidence,
                collected=known[item.evidence].collected,
                good_until=item.expires_on,
                status=item.status,
                note=_describe_age(item),
            )
            for item in items
        ),
        as_of=report.as_of,
    )


def explain_freshness(freshness: FreshnessResult, agent: AgentReport) -> str:
    """What makes an item as current, or as little, as it is."""
    return spell_out(join("; ", freshness.reasons or ("within its limit",)), agent)


def rank_by_age(freshness: FreshnessResult) -> tuple[int, str]:
    """Sorts by age, undated items before all others."""
    # What nobody dated counts as older than anything that has a date.
    return (-(freshness.age if freshness.age is not None else 10**6), freshness.evidence)


def _describe_age(freshness: FreshnessResult) -> str:
    if freshness.age is None:
        return "its date is unknown"
    # Beside a state that another reason than its age decides, the limit of age would contradict it.
    old = f"{count_of(freshness.age, 'day')} old"
    if freshness.age <= freshness.cadence and not _is_within_limits(freshness.status):
        return f"{old}, outdated otherwise"
    return f"{old}, limit {format_number(freshness.cadence)}"


def _is_within_limits(status: FreshnessStatus) -> bool:
    return status in (FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON)


def chart_diversity(diversity: Diversity) -> DiversityChart:
    """How many items of each class of evidence there are, absent classes included; without those against the agent."""
    named = tuple((kind.value.replace("_", " "), count) for kind, count in diversity.items)
    present = sum(count > 0 for _, count in named)
    said = f"Evidence of {present} of {len(named)} kinds {'is on record' if diversity.counts_all else 'counts'}"
    return DiversityChart(
        id="diversity", title=said, summary=f"{said}.", columns=("Kind of evidence", "Items"), rows=named, classes=named
    )


def chart_coverage(composition: Composition, agent: AgentReport) -> CoverageChart | None:
    """Promises against benchmarks: how directly each is tested."""
    coverage = agent.findings.coverage
    if not coverage.rows or not coverage.benchmarks:
        return None
    grid = tuple(tuple(_find_strength(cell) for cell in row.cells) for row in coverage.rows)
    names = tuple(composition.benchmark_name(benchmark) for benchmark in coverage.benchmarks)
    covered = sum(Strength.DIRECT in line for line in grid)
    return CoverageChart(
        id="coverage",
        title=f"Tested directly by a benchmark: {covered} of {count_of(len(grid), 'promise')}",
        summary=f"{covered} of {len(grid)} promises are tested directly by a benchmark.",
        columns=("Promise", *names),
        rows=tuple(
            (name_promise(agent, row.obligation), *(strength.value for strength in line))
            for row, line in zip(coverage.rows, grid, strict=True)
        ),
        obligations=tuple(name_promise(agent, row.obligation) for row in coverage.rows),
        benchmarks=names,
        strengths=grid,
    )


def _find_strength(cell: CoverageCell) -> Strength:
    if cell.strength is None:
        return Strength.UNMAPPED
    if cell.strength == 0:
        return Strength.NONE
    return Strength.DIRECT if cell.strength >= 1 else Strength.PARTIAL
