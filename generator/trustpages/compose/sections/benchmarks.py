"""Benchmarks of an agent: published results, repeats (pass^k and pass@k), and coverage of the obligations."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.charts.benchmarks import chart_baselines, chart_gaps, chart_repeats
from trustpages.compose.charts.evidence import chart_coverage
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.links import link_item
from trustpages.compose.sections.claims import tabulate_claim_gaps
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import describe_score, format_number, format_share
from trustpages.compose.wording.names import name_item, name_promise
from trustpages.model.pages.blocks import Bullets, FactList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.values import Fact, Link
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.report import AgentReport


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
    folded = (
        ("What each claim implies, and what was seen in use", gaps),
        (repeats.caption, repeats),
        (versions.caption, versions),
    )
    return Section(
        "Benchmarks against reality",
        (
            tabulate_benchmark_results(composition, report),
            *((Panel(charts, "pair"),) if charts else ()),
            *(Section(title, (table,), folded=True) for title, table in folded if table.rows),
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
    return Table(
        "benchmarks",
        "Benchmark results",
        ("Benchmark", "Result", "Score", "Range", "Tasks", "Doing nothing scores", "Measured"),
        tuple(_make_result_row(composition, report, result) for result in report.findings.benchmarks.results),
        empty="No benchmark result is on record.",
    )


def _make_result_row(composition: Composition, report: AgentReport, result: ResultQuality) -> Row:
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
            "never reported" if result.baseline is None else format_share(result.baseline),
            f"by {by.producer.name}, {format_day(by.collected_to)}",
        ),
        by.illustrative,
    )


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
                f"{found.version} against {found.other}",
                composition.benchmark_name(found.benchmark),
                found.outcome.value,
                composition.figure(found.difference),
                found.tasks,
                found.tasks_to_tell or "",
                found.tasks_for_five_points or "",
            )
        )
        for found in report.findings.versions
    ]
    columns = ("Versions", "On", "In short", "Difference", "Tasks", "Tasks to tell it", "Tasks to tell 5 points")
    return Table("versions", "Version against version, on the same tasks", columns, tuple(rows), numeric=(4, 5, 6))


def describe_coverage(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What the benchmarks cover; promises about critical parts of the work without a direct test come first."""
    coverage = report.findings.coverage
    by_one = "independently" if coverage.independent_mapping else "not independently"
    mapped = by_one if coverage.mappers else "by nobody on record"
    return (
        Fact("Promises about critical parts of the work without a direct test", format_number(len(coverage.uncovered))),
        make_fact(composition, "Covered, weighted by consequence", coverage.weighted),
        make_fact(composition, "Covered, each promise alike", coverage.unweighted),
        make_fact(composition, "Benchmark tasks that matter here", coverage.relevance),
        make_fact(composition, "Weight without any other evidence", coverage.without_other_evidence),
        Fact("Mapping drawn", mapped, note=", ".join(coverage.mappers)),
    )
