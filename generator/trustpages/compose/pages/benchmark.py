"""The page of a benchmark: what it measures and does not, what it is itself worth, who was measured on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from trustpages.compose import paths
from trustpages.compose.charts.benchmarks import chart_baselines, chart_ranks
from trustpages.compose.composition import MOST_LIMITATIONS, Composition
from trustpages.compose.sections.benchmark_boards import show_boards
from trustpages.compose.sections.benchmark_worth import show_scope, show_worth
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.dates import NO_DATE
from trustpages.compose.wording.figures import describe_score
from trustpages.compose.wording.names import name_item, to_title
from trustpages.compose.wording.numbers import format_number, format_share
from trustpages.model.documents.benchmarks.benchmark import Benchmark, Mapping
from trustpages.model.documents.benchmarks.boards import Score
from trustpages.model.pages.blocks import Block, FactList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.findings import LimitationList, LimitationView
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact, Link
from trustpages.model.results.benchmarks import RankOutcome, ResultQuality
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.report import AgentReport

STAND_IN = "The outcome here is another benchmark that stands in for real use. It is no evidence about real use."


Results: TypeAlias = Sequence[tuple[AgentReport, ResultQuality]]
"""The results on a benchmark, each with its agent."""


def compose_benchmark_page(composition: Composition, document: Benchmark) -> Page:
    """The page of one benchmark."""
    report = composition.report
    quality = next((benchmark for benchmark in report.portfolio.benchmarks if benchmark.benchmark == document.id), None)
    results = [
        (agent, result)
        for agent in report.agents
        for result in agent.findings.benchmarks.results
        if result.benchmark == document.id
    ]
    sections = (
        show_scope(document),
        _show_limitations(composition, document, results),
        show_worth(document, quality),
        _show_results(composition, document, results),
        Section("What its tasks say about the work", (_tabulate_mapping(document),)),
        _show_comparisons(composition, document),
        show_boards(document),
    )
    return Page(
        kind="benchmark",
        path=paths.benchmark(document.id),
        title=document.name,
        frame=composition.frame(illustrative=document.illustrative),
        sections=tuple(section for section in sections if section.blocks),
        lead="A benchmark rehearses work; it is not the work.",
    )


def _show_limitations(composition: Composition, document: Benchmark, results: Results) -> Section:
    """What no figure on it can carry: the worst in full, the rest on demand."""
    limitations = _collect_limitations(composition, document, results)
    worst, others = limitations[:MOST_LIMITATIONS], limitations[MOST_LIMITATIONS:]
    nothing = Text("No rule names this benchmark or a result on it.", "empty")
    more = f"Less severe or further ones: {len(others)}"
    folded = (Section(more, (LimitationList(others),), folded=True),) if others else ()
    shown = LimitationList(worst) if worst else nothing
    return Section("What it cannot carry", (Panel((shown, *folded)),))


def _show_results(composition: Composition, document: Benchmark, results: Results) -> Section:
    """The agents of this report, and the best entries of its leaderboard."""
    titled = [(f"{agent.agent.name}: {name_item(agent, result.evidence)}", result) for agent, result in results]
    return Section(
        "Who was measured on it",
        (
            _tabulate_results(composition, results),
            *draw(chart_baselines(composition, titled)),
            *((_tabulate_leaderboard(document),) if document.leaderboard or not document.boards else ()),
        ),
    )


def _show_comparisons(composition: Composition, document: Benchmark) -> Section:
    """Rank against outcome, shown for what it is."""
    ranks = [rank for rank in composition.report.portfolio.ranks if rank.benchmark == document.id]
    blocks = (block for rank in ranks for block in _show_comparison(composition, rank))
    return Section("Rank against outcome", tuple(blocks))


def _collect_limitations(composition: Composition, document: Benchmark, results: Results) -> tuple[LimitationView, ...]:
    """Each limitation about this benchmark or an agent's own result on it, once, the worst first."""
    about = {agent.id: {document.id} for agent in composition.report.agents}
    for agent, result in results:
        about[agent.id].add(result.evidence)
    found: dict[str, tuple[Limitation, AgentReport]] = {}
    for agent in composition.report.agents:
        for limitation in agent.limitations.triggered:
            if not about[agent.id].isdisjoint(limitation.subjects):
                found.setdefault(f"{limitation.rule}{limitation.text}", (limitation, agent))
    worst_first = sorted(found.values(), key=lambda pair: pair[0].severity.rank)
    return tuple(view_limitation(limitation, agent) for limitation, agent in worst_first)


def _tabulate_results(composition: Composition, results: Results) -> Table:
    rows = []
    for agent, result in results:
        by = composition.evidence[agent.id, result.evidence]
        rows.append(
            Row(
                (
                    Link(agent.agent.name, paths.evidence(agent.id, result.evidence)),
                    by.version or "not stated",
                    describe_score(result, composition.trust.policy.low_n),
                    by.producer.name,
                    by.collected_to or NO_DATE,
                )
            )
        )
    columns = ("Agent", "Version", "Score", "Measured by", "Collected up to")
    return Table("results", "Results in this report", columns, tuple(rows), empty="None.", level=0)


def _tabulate_mapping(document: Benchmark) -> Table:
    return Table(
        "mapping",
        "What its tasks say about the work",
        ("Work", "Step or promise", "How directly", "Tasks", "Why"),
        tuple(_make_mapping_row(mapping) for mapping in document.mapping),
        empty="Nobody has said how its tasks relate to any workflow.",
        level=0,
    )


def _make_mapping_row(mapping: Mapping) -> Row:
    tasks = "not counted" if mapping.tasks is None else mapping.tasks
    target = (
        (mapping.workflow or "", mapping.step or "")
        if mapping.step
        else (mapping.agent or "", mapping.obligation or "")
    )
    return Row((*map(to_title, target), mapping.most, tasks, mapping.reason or ""))


def _describe_score(document: Benchmark, score: Score) -> str:
    if score.value is not None:
        return f"{format_number(score.value)} {document.score_unit}"
    return "not published" if score.score is None else format_share(score.score)


def _tabulate_leaderboard(document: Benchmark) -> Table:
    rows = []
    for score in document.leaderboard:
        counts = (
            f"{format_number(score.k)} of {format_number(score.n)}"
            if score.k is not None and score.n is not None
            else ""
        )
        rows.append(Row((score.name, counts or _describe_score(document, score), score.date or NO_DATE)))
    return Table("leaderboard", "Best entries", ("Entry", "Score", "Entered"), tuple(rows), empty="Not on record.")


def _show_comparison(composition: Composition, comparison: RankOutcome) -> Iterator[Block]:
    """The warning before the words, the words before the figures."""
    warning = (Text(STAND_IN, "caution"),) if comparison.stand_in else ()
    yield Panel((*warning, Text(comparison.words, "said")), title=comparison.title)
    yield from draw(chart_ranks(comparison))
    correlations = (
        Fact("Rank correlation (Spearman’s rho)", composition.figure(comparison.rho)),
        Fact("Rank correlation (Kendall’s tau)", composition.figure(comparison.tau)),
    )
    facts = (
        Fact("Compared", f"{format_number(comparison.n)} {comparison.of}"),
        Fact("Left out", comparison.excluded, note="no outcome or no score"),
        Fact("A perfect benchmark would reach about", composition.figure(comparison.ceiling).sentence),
        *(
            ()
            if comparison.p is None
            else (Fact("p", f"{comparison.p:.3g}", note=comparison.p_method.partition(", seed")[0]),)
        ),
    )
    yield Panel((FactList(correlations, "terms"), FactList(facts)))
    yield Table(
        f"ranks-{comparison.comparison}",
        "Positions that the scores allow",
        ("Name", "Position", "Could be"),
        tuple(
            Row((interval.name, format_number(interval.rank), f"{interval.low} to {interval.high}"))
            for interval in comparison.intervals
        ),
        numeric=(1,),
    )
