"""The page of a benchmark: what it measures and does not, what it is itself worth, who was measured on it."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.compose import paths
from trustpages.compose.charts.benchmarks import chart_baselines, chart_ranks
from trustpages.compose.composition import MOST_LIMITATIONS, Composition
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.dates import NO_DATE
from trustpages.compose.wording.figures import describe_score, format_number, format_share
from trustpages.compose.wording.labels import YES_NO
from trustpages.compose.wording.names import name_item, to_sentence, to_title
from trustpages.model.documents.benchmark import Benchmark, Mapping, Score
from trustpages.model.pages.blocks import Block, Columns, FactList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.findings import LimitationList, LimitationView
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact, Link
from trustpages.model.results.benchmarks import BenchmarkQuality, RankOutcome, ResultQuality
from trustpages.model.results.report import AgentReport
from trustpages.model.states import BENCHMARKS

STAND_IN = "The outcome here is another benchmark that stands in for real use. It is no evidence about real use."


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
        _show_scope(document),
        _show_limitations(composition, document, {result.evidence for _, result in results}),
        _show_worth(document, quality),
        _show_results(composition, document, results),
        Section("What its tasks say about the work", (_tabulate_mapping(document),)),
        _show_comparisons(composition, document),
    )
    return Page(
        kind="benchmark",
        path=paths.benchmark(document.id),
        title=document.name,
        frame=composition.frame(illustrative=document.illustrative),
        sections=tuple(section for section in sections if section.blocks),
        lead="A benchmark rehearses work; it is not the work.",
    )


def _show_scope(document: Benchmark) -> Section:
    """What it does not measure, what it only suggests, what it measures; in this order."""
    scope = (
        ("It does not measure", document.does_not_measure),
        ("It only suggests", document.suggests),
        ("It measures", document.measures),
    )
    return Section("", (Columns(scope, "Nobody has said."), Text(_describe_baseline(document), "caution")))


def _show_limitations(composition: Composition, document: Benchmark, items: set[str]) -> Section:
    """What no figure on it can carry: the worst in full, the rest on demand."""
    limitations = _collect_limitations(composition, document, items)
    worst, others = limitations[:MOST_LIMITATIONS], limitations[MOST_LIMITATIONS:]
    nothing = Text("No rule names this benchmark or a result on it.", "empty")
    more = f"Less severe or further ones: {len(others)}"
    folded = (Section(more, (LimitationList(others),), folded=True),) if others else ()
    shown = LimitationList(worst) if worst else nothing
    return Section("What it cannot carry", (Panel((shown, *folded)),))


def _show_worth(document: Benchmark, quality: BenchmarkQuality | None) -> Section:
    """Its state, and the checks that it meets and does not."""
    said = to_sentence(quality.saturation_words, None) if quality else ""
    state = Panel((Text(BENCHMARKS[document.status]), *((Text(said),) if said else ())))
    facts = FactList(_describe_benchmark(document))
    return Section(
        "What it is itself worth", (state, facts, _tabulate_checklist(quality), _tabulate_failed_checks(document))
    )


def _show_results(
    composition: Composition, document: Benchmark, results: list[tuple[AgentReport, ResultQuality]]
) -> Section:
    """The agents of this report, and the best entries of its leaderboard."""
    titled = [(f"{agent.agent.name}: {name_item(agent, result.evidence)}", result) for agent, result in results]
    return Section(
        "Who was measured on it",
        (
            _tabulate_results(composition, results),
            *draw(chart_baselines(composition, titled)),
            _tabulate_leaderboard(document),
        ),
    )


def _show_comparisons(composition: Composition, document: Benchmark) -> Section:
    """Rank against outcome, shown for what it is."""
    ranks = [rank for rank in composition.report.portfolio.ranks if rank.benchmark == document.id]
    blocks = (block for rank in ranks for block in _show_comparison(composition, rank))
    return Section("Rank against outcome", tuple(blocks))


def _describe_benchmark(document: Benchmark) -> tuple[Fact, ...]:
    since = ("since ", document.status_date) if document.status_date else ""
    facts = [
        Fact("Version", document.version or "not stated"),
        Fact("State", BENCHMARKS[document.status].word, note=since),
        Fact("Tasks", "not stated" if document.n_tasks is None else document.n_tasks),
        Fact("Tasks can be read by anyone", YES_NO[document.tasks_public]),
        Fact("Part of the tasks is kept secret", YES_NO[document.held_out]),
        Fact("Public since", document.released or "not stated"),
        Fact("Success is decided", (document.grader or "not stated").replace("_", " ")),
    ]
    if document.human_baseline is not None:
        facts.append(Fact("People solve", format_share(document.human_baseline)))
    if document.label_noise:
        facts.append(Fact("Labels known to be wrong", format_share(document.label_noise)))
    if document.maintainer:
        facts.insert(0, Fact("Maintained by", document.maintainer))
    if document.successor:
        facts.append(Fact("Maintainers point to", document.successor))
    return tuple(facts)


def _collect_limitations(composition: Composition, document: Benchmark, items: set[str]) -> tuple[LimitationView, ...]:
    """Each limitation about this benchmark or a result on it, once, the worst first."""
    views: dict[str, tuple[int, LimitationView]] = {}
    for agent in composition.report.agents:
        for limitation in agent.limitations.triggered:
            if any(map(limitation.is_about, (document.id, *items))):
                view = view_limitation(limitation, agent)
                views.setdefault(f"{limitation.rule}{limitation.text}", (limitation.severity.rank, view))
    return tuple(view for _, view in sorted(views.values(), key=lambda pair: pair[0]))


def _tabulate_checklist(quality: BenchmarkQuality | None) -> Table:
    sections = () if quality is None else quality.sections
    return Table(
        "checklist",
        "Validity checklist",
        ("Section", "Fulfilled", "Applicable", "Unknown", "Share"),
        tuple(
            Row(
                (
                    to_title(section.name),
                    section.met,
                    section.applicable,
                    section.unknown,
                    _describe_share(section.bounds),
                )
            )
            for section in sections
        ),
        numeric=(1, 2, 3, 4),
        empty="No audit of this benchmark's own validity is on record.",
    )


def _describe_share(bounds: tuple[float, float] | None) -> str:
    """A share of items, all of which were looked at: between its bounds where some are not decided."""
    if bounds is None:
        return ""
    low, high = map(format_share, bounds)
    return low if low == high else f"{low} to {high}"


def _tabulate_failed_checks(document: Benchmark) -> Table:
    checklist = document.checklist
    sections = () if checklist is None else (checklist.outcome_validity, checklist.task_validity, checklist.reporting)
    rows = [
        Row((id_, result.check or "", result.reason or ""))
        for section in sections
        for id_, result in section.items()
        if result.result == "not_met"
    ]
    return Table("failed", "Checks that it does not meet", ("Item", "Check", "Reason"), tuple(rows), empty="None.")


def _describe_baseline(document: Benchmark) -> str:
    if document.trivial_baseline is None:
        return "What an agent that does nothing scores was never reported."
    return f"An agent that does nothing scores {format_share(document.trivial_baseline)}; only what is above counts."


def _tabulate_results(composition: Composition, results: list[tuple[AgentReport, ResultQuality]]) -> Table:
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
        *(() if comparison.p is None else (Fact("p", f"{comparison.p:.3g}", note=comparison.p_method),)),
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
