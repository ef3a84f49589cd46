"""The page of an agent: the bottom line, then limits, promises, what happened, what stands behind it all."""

from __future__ import annotations

from trustpages.compose import paths, tables
from trustpages.compose.agent_facts import (
    benchmark_results,
    claim_table,
    coverage_facts,
    diversity_facts,
    freshness_facts,
    gap_rows,
    incident_facts,
    judgment_facts,
    repeat_table,
    review_facts,
    risk_views,
)
from trustpages.compose.bottom_line import bottom_line
from trustpages.compose.charts.benchmarks import baseline_chart, gap_chart, repeat_chart
from trustpages.compose.charts.evidence import coverage_chart, diversity_chart, freshness_chart
from trustpages.compose.charts.history import history_chart
from trustpages.compose.charts.obligations import obligation_charts
from trustpages.compose.charts.timeline import timeline_chart
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day
from trustpages.compose.limitation_views import limitation_list
from trustpages.compose.obligation_views import obligation_view, tally, worst_first
from trustpages.compose.pages.data import AgentPage
from trustpages.compose.spelled import item_of, promise_of
from trustpages.compose.views import Fact, Link, ObligationView
from trustpages.model.chart import Chart
from trustpages.model.page import Page
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Verdict

SHOWN_LIMITATIONS = 6


def agent(composition: Composition, report: AgentReport) -> Page:
    """The page of one agent."""
    charts = _charts(composition, report)
    document = report.agent
    open_, kept = _promises(composition, report)
    data = AgentPage(
        frame=composition.frame(report),
        id=report.id,
        name=document.name,
        summary=document.summary or document.workflow.summary,
        facts=_facts(report),
        bottom=bottom_line(composition.report, report),
        may=document.boundary.may,
        may_not=document.boundary.may_not,
        limitations=limitation_list(
            report.limitations, report, SHOWN_LIMITATIONS, composition.limitations_of(report)
        ),
        tally=tally(report),
        obligations=open_,
        kept=kept,
        happenings=tables.happenings(report),
        ledger=tables.ledger(report.follow_through.entries, report),
        gaps=gap_rows(composition, report),
        incidents=incident_facts(composition, report),
        benchmark_results=benchmark_results(composition, report),
        repeats=repeat_table(composition, report),
        uncovered=tuple(promise_of(report, one) for one in report.coverage.uncovered),
        coverage=coverage_facts(composition, report),
        freshness=freshness_facts(composition, report),
        freshness_table=tables.freshness(report.freshness.items, report),
        diversity=diversity_facts(composition, report),
        absent_classes=tuple(
            evidence_class.value.replace("_", " ") for evidence_class in report.diversity.absent
        ),
        judgment=judgment_facts(composition, report),
        reviews=review_facts(composition, report),
        triggers=tables.triggers(report.reviews.triggers, report, composition.report),
        rights=tables.rights(report),
        overrides=tables.overrides(report.follow_through.overrides, report),
        risks=risk_views(composition, report),
        disputes=tables.disputes(report),
        controls=tables.controls(report),
        claims=claim_table(composition, report),
        statement=document.statement or "",
        pages=_pages(composition, report),
        charts=tuple(chart.id for chart in charts),
    )
    return Page(paths.agent(report.id), document.name, "agent.md.jinja", data, charts, data.summary)


def _promises(
    composition: Composition, report: AgentReport
) -> tuple[tuple[ObligationView, ...], tuple[ObligationView, ...]]:
    """The promises that are not met, worst first, and those that are."""
    ordered = sorted(report.obligations, key=worst_first)
    return (
        tuple(obligation_view(composition, report, one) for one in ordered if one.verdict is not Verdict.MET),
        tuple(
            obligation_view(composition, report, obligation)
            for obligation in ordered
            if obligation.verdict is Verdict.MET
        ),
    )


def _charts(composition: Composition, report: AgentReport) -> tuple[Chart, ...]:
    results = [(item_of(report, result.evidence), result) for result in report.results]
    found = (
        *obligation_charts(sorted(report.obligations, key=worst_first)),
        history_chart(composition.report, report),
        timeline_chart(composition.report, report),
        gap_chart(report.gaps),
        baseline_chart(results),
        repeat_chart(results),
        coverage_chart(composition, report),
        freshness_chart(composition.report, report),
        diversity_chart(report.diversity),
    )
    return tuple(chart for chart in found if chart is not None)


def _facts(report: AgentReport) -> tuple[Fact, ...]:
    document = report.agent
    role = f" ({document.owner.role})" if document.owner.role else ""
    since = f"since {day(document.deployed_since)}" if document.deployed_since else "not deployed yet"
    return (
        Fact("Version", document.version, note=since),
        Fact("Takes part in", document.workflow.summary),
        Fact("Answers for it", f"{document.owner.name}{role}"),
        Fact("If it fails", f"{document.blast_radius.value.capitalize()} consequences"),
    )


def _pages(composition: Composition, report: AgentReport) -> tuple[Link, ...]:
    pacts = tuple(
        Link(f"Pact: {pact.title or pact.id}", paths.pact(report.id, pact.id)) for pact in report.pacts
    )
    questions = (
        (Link("The questions that buyers ask", paths.questions_apart(report.id)),)
        if composition.is_large and composition.questions
        else ()
    )
    return (
        *pacts,
        Link("All evidence", paths.evidence_list(report.id)),
        Link("All limitations", composition.limitations_of(report)),
        *questions,
        Link("Promises as CSV", paths.promises_csv(report.id)),
        Link("Limitations as CSV", paths.limitations_csv(report.id)),
        Link("report.json", paths.agent_report(report.id)),
    )
