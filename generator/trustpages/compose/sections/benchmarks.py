"""Benchmarks of an agent: published results, repeats (pass^k and pass@k), and coverage of the obligations."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, Row, Table
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import format_number, format_share
from trustpages.compose.wording.names import name_item
from trustpages.model.measured import Quantity
from trustpages.model.results.metrics import ResultQuality
from trustpages.model.results.report import AgentReport


def tabulate_benchmark_results(composition: Composition, report: AgentReport) -> Table:
    """Published scores with what they are worth."""
    return Table(
        "benchmarks",
        "Benchmark results",
        ("Benchmark", "Result", "Score", "Range", "Tasks", "Doing nothing scores", "Measured"),
        tuple(_make_result_row(composition, report, result) for result in report.findings.benchmarks.results),
        empty="No benchmark result is on record.",
    )


def _make_result_row(composition: Composition, report: AgentReport, one: ResultQuality) -> Row:
    shown = composition.figure(one.interval)
    by = composition.evidence[report.id, one.evidence]
    tasks = "not published" if one.n_tasks is None else format_number(one.n_tasks)
    trials = f", {format_number(one.trials)} tries each" if one.trials and one.trials > 1 else ""
    return Row(
        (
            composition.benchmark_name(one.benchmark),
            name_item(report, one.evidence),
            shown.headline if shown.has_number else format_share(one.score),
            shown.interval or "no sample size published",
            tasks + trials,
            "never reported" if one.baseline is None else format_share(one.baseline),
            f"by {by.producer.name}, {format_day(by.collected_to)}",
        ),
        paths.evidence(report.id, one.evidence),
        illustrative=by.illustrative,
    )


def tabulate_repeats(composition: Composition, report: AgentReport) -> Table | None:
    """pass^k: tasks solved in every one of k tries."""
    rows = [
        Row(
            (
                name_item(report, result.evidence),
                format_number(step.k),
                *_describe_every_and_any(composition, step.every, step.any),
            ),
            paths.evidence(report.id, result.evidence),
        )
        for result in report.findings.benchmarks.results
        for step in result.repeats
    ]
    if not rows:
        return None
    columns = ("Result", "Tries", "Solved every time (pass^k)", "Solved at least once (pass@k)")
    return Table("repeats", "Solved once, and solved every time", columns, tuple(rows), numeric=(1,))


def _describe_every_and_any(composition: Composition, every: Quantity, any_: Quantity) -> tuple[str, str]:
    return composition.figure(every).sentence, composition.figure(any_).sentence


def describe_coverage(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What the benchmarks cover; promises about critical parts of the work without a direct test come first."""
    found = report.findings.coverage
    by_one = "independently" if found.independent_mapping else "not independently"
    mapped = by_one if found.mappers else "by nobody on record"
    return (
        Fact(
            "Promises about critical parts of the work without a direct test",
            format_number(len(found.uncovered)),
        ),
        make_fact(composition, "Covered, weighted by consequence", found.weighted),
        make_fact(composition, "Covered, each promise alike", found.unweighted),
        make_fact(composition, "Benchmark tasks that matter here", found.relevance),
        make_fact(composition, "Weight without any other evidence", found.without_other_evidence),
        Fact("Mapping drawn", mapped, note=", ".join(found.mappers)),
    )
