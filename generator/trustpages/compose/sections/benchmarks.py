"""Benchmarks of an agent: published results, repeats (pass^k and pass@k), and coverage of the obligations."""

from __future__ import annotations

from dataclasses import replace

from trustpages.compose import paths
from trustpages.compose.charts.benchmarks import chart_baselines, chart_gaps, chart_repeats
from trustpages.compose.charts.evidence import chart_coverage
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.links import link_item
from trustpages.compose.sections.claims import tabulate_claim_gaps
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import describe_score
from trustpages.compose.wording.names import name_item, name_promise, to_title
from trustpages.compose.wording.numbers import format_number, format_share
from trustpages.model.documents.items.scores import PublishedScore
from trustpages.model.pages.blocks import Bullets, FactList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.values import Fact, Link
from trustpages.model.results.benchmarks import ResultQuality, VersionComparison
from trustpages.model.results.report import AgentReport

NO_POSITION = "not on record"
UNTESTABLE, UNTESTABLE_KINDS = "Promises of a kind that no benchmark measures", "events, times, costs, records"


def show_benchmarks(composition: Composition, report: AgentReport) -> Section:
    """Published results with what they are worth, beside what was seen in use."""
    results = [(name_item(report, result.evidence), result) for result in report.findings.benchmarks.results]
    gaps, repeats = tabulate_claim_gaps(composition, report), tabulate_repeats(composition, report)
    charts = draw(
        chart_baselines(composition, results),
        chart_gaps(composition, report.findings.real_use.gaps),
        chart_repeats(composition, results),
    )
    versions = tabulate_version_comparisons(composition, report)
    scores = tabulate_published_scores(composition, report)
    folded = (
        ("What each claim implies, and what was seen in use", gaps),
        (repeats.caption, repeats),
        (versions.caption, versions),
    )
    return Section(
        "Benchmarks against reality",
        (
            tabulate_benchmark_results(composition, report),
            *((scores,) if scores.rows else ()),
            *((Panel(charts, "pair"),) if charts else ()),
            *(Section(title, (replace(table, level=0),), folded=True) for title, table in folded if table.rows),
        ),
    )


def show_coverage(composition: Composition, report: AgentReport) -> Section:
    """What the benchmarks test, after what they do not."""
    uncovered = tuple(name_promise(report, ref) for ref in report.findings.coverage.uncovered)
    lead = "Promises about critical parts of the work that no benchmark tests directly:"
    facts = FactList(describe_coverage(composition, report))
    return Section(
        "What the benchmarks cover",
        (
            *((Panel((Text(lead), Bullets(uncovered))),) if uncovered else ()),
            Panel((*draw(chart_coverage(composition, report)), facts), "pair"),
        ),
    )


def tabulate_benchmark_results(composition: Composition, report: AgentReport) -> Table:
    """Published scores with what they are worth."""
    results = report.findings.benchmarks.results
    with_positions = any(_describe_position(result) != NO_POSITION for result in results)
    position = ("Position",) if with_positions else ()
    return Table(
        "benchmarks",
        "Benchmark results",
        ("Benchmark", "Result", "Score", "Range", "Tasks", *position, "Doing nothing scores", "Measured"),
        tuple(_make_result_row(composition, report, result, with_positions=with_positions) for result in results),
        empty="No benchmark result is on record.",
    )


def _describe_position(result: ResultQuality) -> str:
    at = result.position
    if at is None or (at.high is None and not at.is_published):
        return NO_POSITION
    could_be = "" if at.low is None or at.high is None or at.low == at.high else f" (could be {at.low} to {at.high})"
    among = "" if at.entries is None else f" of {format_number(at.entries)}"
    return f"{format_number(at.rank)}{among}{could_be}"


def _make_result_row(
    composition: Composition, report: AgentReport, result: ResultQuality, *, with_positions: bool
) -> Row:
    shown = describe_score(result, composition.trust.policy.low_n)
    by = composition.evidence[report.id, result.evidence]
    tasks = "not published" if result.n_tasks is None else format_number(result.n_tasks)
    trials = f", {format_number(result.trials)} tries each" if result.trials and result.trials > 1 else ""
    return Row(
        (
            Link(composition.benchmark_name(result.benchmark), paths.evidence(report.id, result.evidence)),
            name_item(report, result.evidence),
            shown.headline,
            shown.interval or shown.reason,
            tasks + trials,
            *((_describe_position(result),) if with_positions else ()),
            "never reported" if result.baseline is None else format_share(result.baseline),
            f"by {by.producer.name}, {format_day(by.collected_to)}",
        ),
        by.illustrative,
    )


def tabulate_published_scores(composition: Composition, report: AgentReport) -> Table:
    """Scores in units of their own."""
    rows = [
        Row(
            (
                link_item(report, evidence.id),
                to_title(item.score) if item.benchmark is None else composition.benchmark_name(item.benchmark),
                *describe_published_score(item),
                f"by {evidence.producer.name}, {format_day(evidence.collected_to)}",
            )
        )
        for evidence in report.evidence
        if isinstance(item := evidence.item, PublishedScore)
    ]
    return Table("scores", "Published scores", ("Result", "Of", "Score", "Range", "Measured"), tuple(rows))


def describe_published_score(item: PublishedScore) -> tuple[str, str]:
    """A score in its own unit, and the range that was published with it."""
    limits = "not published" if item.low is None or item.high is None else f"{item.low:,g} to {item.high:,g}"
    return f"{format_number(item.value)} {item.unit or ''}".rstrip(), limits


def tabulate_repeats(composition: Composition, report: AgentReport) -> Table:
    """pass^k: tasks solved in every one of k tries."""
    rows = [
        Row((link_item(report, result.evidence), step.k, composition.figure(step.every), composition.figure(step.any)))
        for result in report.findings.benchmarks.results
        for step in result.repeats
    ]
    columns = ("Result", "Tries", "Solved every time (pass^k)", "Solved at least once (pass@k)")
    return Table("repeats", "Solved once, and solved every time", columns, tuple(rows), numeric=(1,))


def tabulate_version_comparisons(composition: Composition, report: AgentReport) -> Table:
    """The deployed version against others on the same tasks."""
    rows = [
        Row(
            (
                f"{comparison.version} against {comparison.other}{_describe_report(comparison)}",
                composition.benchmark_name(comparison.benchmark),
                comparison.outcome.value,
                composition.figure(comparison.difference),
                comparison.tasks,
                comparison.tasks_to_tell or "",
                comparison.tasks_for_five_points or "",
            )
        )
        for comparison in report.findings.versions
    ]
    columns = ("Versions", "On", "In short", "Difference", "Tasks", "Tasks to tell it", "Tasks to tell 5 points")
    return Table("versions", "Version against version, on the same tasks", columns, tuple(rows), numeric=(4, 5, 6))


def _describe_report(comparison: VersionComparison) -> str:
    return f", by the report of {format_day(comparison.published)}" if comparison.published else ""


def describe_coverage(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What the benchmarks cover; promises about critical parts of the work without a direct test come first."""
    coverage = report.findings.coverage
    by_one = "independently" if coverage.independent_mapping else "not independently"
    mapped = by_one if coverage.mappers else "by nobody on record"
    untestable = sum(not row.is_testable for row in coverage.rows)
    return (
        Fact("Promises about critical parts of the work without a direct test", format_number(len(coverage.uncovered))),
        *((Fact(UNTESTABLE, format_number(untestable), note=UNTESTABLE_KINDS),) if untestable else ()),
        make_fact(composition, "Covered, weighted by consequence", coverage.weighted),
        make_fact(composition, "Covered, each promise alike", coverage.unweighted),
        make_fact(composition, "Benchmark tasks that matter here", coverage.relevance),
        make_fact(composition, "Weight without any other evidence", coverage.without_other_evidence),
        Fact("Mapping drawn", mapped, note=", ".join(coverage.mappers)),
    )
