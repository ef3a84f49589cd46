"""A benchmark: what it measures and does not, what it is itself worth, who was measured on it."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.charts.benchmarks import baseline_chart, rank_chart
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number, share
from trustpages.compose.limitation_views import limitation_view
from trustpages.compose.pages.data import BenchmarkPage, ComparisonView
from trustpages.compose.spelled import item_of, sentence, title_from
from trustpages.compose.tones import BENCHMARKS
from trustpages.compose.views import Fact, LimitationView, Row, Table
from trustpages.model.documents.benchmark import Benchmark, Mapping
from trustpages.model.page import Page
from trustpages.model.results.metrics import BenchmarkQuality, RankOutcome, ResultQuality
from trustpages.model.results.report import AgentReport

YES_NO = {True: "yes", False: "no", None: "not known"}
STAND_IN = (
    "The outcome here is another benchmark that stands in for real use. It is no evidence about real use."
)


def benchmark(composition: Composition, document: Benchmark) -> Page:
    """The page of one benchmark."""
    report = composition.report
    quality = next((one for one in report.portfolio.benchmarks if one.benchmark == document.id), None)
    results = [
        (agent, result)
        for agent in report.agents
        for result in agent.results
        if result.benchmark == document.id
    ]
    ranks = [rank for rank in report.portfolio.ranks if rank.benchmark == document.id]
    titled = [(f"{agent.agent.name}: {item_of(agent, one.evidence)}", one) for agent, one in results]
    drawn = [baseline_chart(titled), *(rank_chart(rank) for rank in ranks)]
    charts = tuple(one for one in drawn if one is not None)
    data = BenchmarkPage(
        frame=composition.frame(illustrative=document.illustrative),
        name=document.name,
        facts=_facts(document),
        status=BENCHMARKS[document.status],
        measures=document.measures,
        suggests=document.suggests,
        does_not_measure=document.does_not_measure,
        limitations=_limitations(composition, document, {one.evidence for _, one in results}),
        checklist=_checklist(quality),
        failed=_failed(document),
        saturation=sentence(quality.saturation_words, None) if quality else "",
        baseline=_baseline(document),
        results=_results(composition, results),
        mapping=_mapping(document),
        leaderboard=_leaderboard(document),
        comparisons=tuple(_comparison(composition, rank) for rank in ranks),
        charts=tuple(chart.id for chart in charts),
        illustrative=document.illustrative,
    )
    return Page(paths.benchmark(document.id), document.name, "benchmark.md.jinja", data, charts)


def _facts(document: Benchmark) -> tuple[Fact, ...]:
    since = f"since {day(document.status_date)}" if document.status_date else ""
    facts = [
        Fact("Version", document.version or "not stated"),
        Fact("State", BENCHMARKS[document.status].word, note=since),
        Fact("Tasks", "not stated" if document.n_tasks is None else number(document.n_tasks)),
        Fact("Tasks can be read by anyone", YES_NO[document.tasks_public]),
        Fact("Part of the tasks is kept secret", YES_NO[document.held_out]),
        Fact("Public since", day(document.released) if document.released else "not stated"),
        Fact("Success is decided", (document.grader or "not stated").replace("_", " ")),
    ]
    if document.maintainer:
        facts.insert(0, Fact("Maintained by", document.maintainer))
    if document.successor:
        facts.append(Fact("Maintainers point to", document.successor))
    return tuple(facts)


def _limitations(
    composition: Composition, document: Benchmark, items: set[str]
) -> tuple[LimitationView, ...]:
    """Each limitation about this benchmark or a result on it, once, the worst first."""
    found: dict[str, tuple[int, LimitationView]] = {}
    for agent in composition.report.agents:
        for one in agent.limitations.triggered:
            if any(map(one.is_about, (document.id, *items))):
                view = limitation_view(one, agent)
                found.setdefault(f"{one.rule}{one.text}", (one.severity.rank, view))
    return tuple(view for _, view in sorted(found.values(), key=lambda pair: pair[0]))


def _checklist(quality: BenchmarkQuality | None) -> Table:
    sections = () if quality is None else quality.sections
    return Table(
        "checklist",
        "Validity checklist",
        ("Section", "Met", "Applicable", "Unknown"),
        tuple(
            Row(
                (
                    title_from(section.name),
                    number(section.met),
                    number(section.applicable),
                    number(section.unknown),
                )
            )
            for section in sections
        ),
        numeric=(1, 2, 3),
        empty="No audit of this benchmark's own validity is on record.",
    )


def _failed(document: Benchmark) -> Table:
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


def _baseline(document: Benchmark) -> str:
    if document.trivial_baseline is None:
        return "What an agent that does nothing scores was never reported."
    return f"An agent that does nothing scores {share(document.trivial_baseline)}; only what is above counts."


def _results(composition: Composition, found: list[tuple[AgentReport, ResultQuality]]) -> Table:
    rows = []
    for agent, one in found:
        shown = composition.figure(one.interval)
        by = composition.evidence[agent.id, one.evidence]
        score = shown.sentence if shown.has_number else share(one.score)
        rows.append(
            Row(
                (agent.agent.name, by.version or "not stated", score, by.producer.name, day(by.collected_to)),
                paths.evidence(agent.id, one.evidence),
            )
        )
    columns = ("Agent", "Version", "Score", "Measured by", "Collected up to")
    return Table("results", "Results in this report", columns, tuple(rows), empty="None.")


def _mapping(document: Benchmark) -> Table:
    return Table(
        "mapping",
        "What its tasks say about the work",
        ("Work", "Step or promise", "How directly", "Tasks", "Why"),
        tuple(_mapping_row(one) for one in document.mapping),
        empty="Nobody has said how its tasks relate to any workflow.",
    )


def _mapping_row(one: Mapping) -> Row:
    tasks = "not counted" if one.tasks is None else number(one.tasks)
    target = (one.workflow or "", one.step or "") if one.step else (one.agent or "", one.obligation or "")
    return Row((*map(title_from, target), one.strength, tasks, one.reason or ""))


def _leaderboard(document: Benchmark) -> Table:
    rows = []
    for one in document.leaderboard:
        counts = f"{number(one.k)} of {number(one.n)}" if one.k is not None and one.n is not None else ""
        rows.append(
            Row(
                (
                    one.name,
                    counts or ("not published" if one.score is None else share(one.score)),
                    day(one.date),
                )
            )
        )
    return Table(
        "leaderboard", "Best entries", ("Entry", "Score", "Entered"), tuple(rows), empty="Not on record."
    )


def _comparison(composition: Composition, found: RankOutcome) -> ComparisonView:
    chart = rank_chart(found)
    facts = [
        Fact("Compared", f"{number(found.n)} {found.of}"),
        Fact("Left out", number(found.excluded), note="no outcome or no score"),
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
