"""The page of a benchmark: what it measures and does not, what it is itself worth, who was measured on it."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, LimitationView, Row, Table
from trustpages.compose.charts.benchmarks import chart_baselines, chart_ranks
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import BenchmarkPage, ComparisonView
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import format_number, format_share
from trustpages.compose.wording.labels import YES_NO
from trustpages.compose.wording.names import name_item, to_sentence, to_title
from trustpages.compose.wording.states import BENCHMARKS
from trustpages.model.documents.benchmark import Benchmark, Mapping
from trustpages.model.page import Page
from trustpages.model.results.metrics import BenchmarkQuality, RankOutcome, ResultQuality
from trustpages.model.results.report import AgentReport

STAND_IN = (
    "The outcome here is another benchmark that stands in for real use. It is no evidence about real use."
)


def compose_benchmark_page(composition: Composition, document: Benchmark) -> Page:
    """The page of one benchmark."""
    report = composition.report
    quality = next((one for one in report.portfolio.benchmarks if one.benchmark == document.id), None)
    results = [
        (agent, result)
        for agent in report.agents
        for result in agent.findings.benchmarks.results
        if result.benchmark == document.id
    ]
    ranks = [rank for rank in report.portfolio.ranks if rank.benchmark == document.id]
    titled = [(f"{agent.agent.name}: {name_item(agent, one.evidence)}", one) for agent, one in results]
    drawn = [chart_baselines(titled), *(chart_ranks(rank) for rank in ranks)]
    charts = tuple(one for one in drawn if one is not None)
    data = BenchmarkPage(
        frame=composition.frame(illustrative=document.illustrative),
        name=document.name,
        facts=_describe_benchmark(document),
        status=BENCHMARKS[document.status],
        measures=document.measures,
        suggests=document.suggests,
        does_not_measure=document.does_not_measure,
        limitations=_collect_limitations(composition, document, {one.evidence for _, one in results}),
        checklist=_tabulate_checklist(quality),
        failed=_tabulate_failed_checks(document),
        saturation=to_sentence(quality.saturation_words, None) if quality else "",
        baseline=_describe_baseline(document),
        results=_tabulate_results(composition, results),
        mapping=_tabulate_mapping(document),
        leaderboard=_tabulate_leaderboard(document),
        comparisons=tuple(_view_comparison(composition, rank) for rank in ranks),
        charts=tuple(chart.id for chart in charts),
        illustrative=document.illustrative,
    )
    return Page(paths.benchmark(document.id), document.name, "benchmark.md.jinja", data, charts)


def _describe_benchmark(document: Benchmark) -> tuple[Fact, ...]:
    since = f"since {format_day(document.status_date)}" if document.status_date else ""
    facts = [
        Fact("Version", document.version or "not stated"),
        Fact("State", BENCHMARKS[document.status].word, note=since),
        Fact("Tasks", "not stated" if document.n_tasks is None else format_number(document.n_tasks)),
        Fact("Tasks can be read by anyone", YES_NO[document.tasks_public]),
        Fact("Part of the tasks is kept secret", YES_NO[document.held_out]),
        Fact("Public since", format_day(document.released) if document.released else "not stated"),
        Fact("Success is decided", (document.grader or "not stated").replace("_", " ")),
    ]
    if document.maintainer:
        facts.insert(0, Fact("Maintained by", document.maintainer))
    if document.successor:
        facts.append(Fact("Maintainers point to", document.successor))
    return tuple(facts)


def _collect_limitations(
    composition: Composition, document: Benchmark, items: set[str]
) -> tuple[LimitationView, ...]:
    """Each limitation about this benchmark or a result on it, once, the worst first."""
    found: dict[str, tuple[int, LimitationView]] = {}
    for agent in composition.report.agents:
        for one in agent.limitations.triggered:
            if any(map(one.is_about, (document.id, *items))):
                view = view_limitation(one, agent)
                found.setdefault(f"{one.rule}{one.text}", (one.severity.rank, view))
    return tuple(view for _, view in sorted(found.values(), key=lambda pair: pair[0]))


def _tabulate_checklist(quality: BenchmarkQuality | None) -> Table:
    sections = () if quality is None else quality.sections
    return Table(
        "checklist",
        "Validity checklist",
        ("Section", "Met", "Applicable", "Unknown"),
        tuple(
            Row(
                (
                    to_title(section.name),
                    format_number(section.met),
                    format_number(section.applicable),
                    format_number(section.unknown),
                )
            )
            for section in sections
        ),
        numeric=(1, 2, 3),
        empty="No audit of this benchmark's own validity is on record.",
    )


def _tabulate_failed_checks(document: Benchmark) -> Table:
    checklist = document.checklist
    sections = (
        ()
        if checklist is None
        else (checklist.outcome_validity, checklist.task_validity, checklist.reporting)
    )
    rows = [
        Row((id_, one.check or "", one.reason or ""))
        for section in sections
        for id_, one in section.items()
        if one.result == "not_met"
    ]
    return Table(
        "failed", "Checks that it does not meet", ("Item", "Check", "Reason"), tuple(rows), empty="None."
    )


def _describe_baseline(document: Benchmark) -> str:
    if document.trivial_baseline is None:
        return "What an agent that does nothing scores was never reported."
    return f"An agent that does nothing scores {format_share(document.trivial_baseline)}; only what is above counts."


def _tabulate_results(composition: Composition, found: list[tuple[AgentReport, ResultQuality]]) -> Table:
    rows = []
    for agent, one in found:
        shown = composition.figure(one.interval)
        by = composition.evidence[agent.id, one.evidence]
        score = shown.sentence if shown.has_number else format_share(one.score)
        rows.append(
            Row(
                (
                    agent.agent.name,
                    by.version or "not stated",
                    score,
                    by.producer.name,
                    format_day(by.collected_to),
                ),
                paths.evidence(agent.id, one.evidence),
            )
        )
    columns = ("Agent", "Version", "Score", "Measured by", "Collected up to")
    return Table("results", "Results in this report", columns, tuple(rows), empty="None.")


def _tabulate_mapping(document: Benchmark) -> Table:
    return Table(
        "mapping",
        "What its tasks say about the work",
        ("Work", "Step or promise", "How directly", "Tasks", "Why"),
        tuple(_make_mapping_row(one) for one in document.mapping),
        empty="Nobody has said how its tasks relate to any workflow.",
    )


def _make_mapping_row(one: Mapping) -> Row:
    tasks = "not counted" if one.tasks is None else format_number(one.tasks)
    target = (one.workflow or "", one.step or "") if one.step else (one.agent or "", one.obligation or "")
    return Row((*map(to_title, target), one.strength, tasks, one.reason or ""))


def _tabulate_leaderboard(document: Benchmark) -> Table:
    rows = []
    for one in document.leaderboard:
        counts = (
            f"{format_number(one.k)} of {format_number(one.n)}"
            if one.k is not None and one.n is not None
            else ""
        )
        rows.append(
            Row(
                (
                    one.name,
                    counts or ("not published" if one.score is None else format_share(one.score)),
                    format_day(one.date),
                )
            )
        )
    return Table(
        "leaderboard", "Best entries", ("Entry", "Score", "Entered"), tuple(rows), empty="Not on record."
    )


def _view_comparison(composition: Composition, found: RankOutcome) -> ComparisonView:
    chart = chart_ranks(found)
    facts = [
        Fact("Compared", f"{format_number(found.n)} {found.of}"),
        Fact("Left out", format_number(found.excluded), note="no outcome or no score"),
        Fact("A perfect benchmark would reach about", composition.figure(found.ceiling).sentence),
    ]
    if found.p is not None:
        facts.append(Fact("p", f"{found.p:.3g}", note=found.p_method))
    return ComparisonView(
        title=found.title,
        warning=STAND_IN if found.stand_in else "",
        words=found.words,
        facts=tuple(facts),
        rho=composition.figure(found.rho),
        tau=composition.figure(found.tau),
        table=Table(
            f"ranks-{found.comparison}",
            "Positions that the scores allow",
            ("Name", "Position", "Could be"),
            tuple(
                Row((interval.name, f"{interval.rank:g}", f"{interval.low} to {interval.high}"))
                for interval in found.intervals
            ),
            numeric=(1,),
        ),
        chart=chart.id if chart else "",
    )
