"""The page of an agent: the bottom line, then limitations, obligations, what happened, the evidence."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, Link, ObligationView
from trustpages.compose.charts.benchmarks import chart_baselines, chart_gaps, chart_repeats
from trustpages.compose.charts.evidence import chart_coverage, chart_diversity, chart_freshness
from trustpages.compose.charts.history import chart_history, chart_timeline
from trustpages.compose.charts.obligations import chart_obligations
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import AgentPage
from trustpages.compose.sections import records
from trustpages.compose.sections.benchmarks import (
    describe_coverage,
    tabulate_benchmark_results,
    tabulate_repeats,
)
from trustpages.compose.sections.bottom_line import compose_bottom_line
from trustpages.compose.sections.claims import list_claim_gaps, tabulate_claims
from trustpages.compose.sections.evidence import (
    describe_diversity,
    describe_freshness,
    describe_incidents,
    describe_judgment,
)
from trustpages.compose.sections.limitations import list_limitations
from trustpages.compose.sections.obligations import count_verdicts, rank_obligation, view_obligation
from trustpages.compose.sections.reviews import describe_reviews, list_accepted_risks
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import name_item, name_promise
from trustpages.model.chart import Chart
from trustpages.model.page import Page
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Verdict

SHOWN_LIMITATIONS = 6


def compose_agent_page(composition: Composition, report: AgentReport) -> Page:
    """The page of one agent."""
    charts = _compose_charts(composition, report)
    document = report.agent
    open_, kept = _split_obligations(composition, report)
    data = AgentPage(
        frame=composition.frame(report),
        id=report.id,
        name=document.name,
        summary=document.summary or document.workflow.summary,
        facts=_describe_agent(report),
        bottom=compose_bottom_line(composition.report, report),
        may=document.boundary.may,
        may_not=document.boundary.may_not,
        limitations=list_limitations(
            report.limitations, report, SHOWN_LIMITATIONS, composition.limitations_of(report)
        ),
        tally=count_verdicts(report),
        obligations=open_,
        kept=kept,
        happenings=records.tabulate_incidents(report),
        ledger=records.tabulate_consequences(report.findings.follow_through.entries, report),
        gaps=list_claim_gaps(composition, report),
        incidents=describe_incidents(composition, report),
        benchmark_results=tabulate_benchmark_results(composition, report),
        repeats=tabulate_repeats(composition, report),
        uncovered=tuple(name_promise(report, one) for one in report.findings.coverage.uncovered),
        coverage=describe_coverage(composition, report),
        freshness=describe_freshness(composition, report),
        freshness_table=records.tabulate_freshness(report.findings.freshness.items, report),
        diversity=describe_diversity(composition, report),
        absent_classes=tuple(
            evidence_class.value.replace("_", " ") for evidence_class in report.findings.diversity.absent
        ),
        judgment=describe_judgment(composition, report),
        reviews=describe_reviews(composition, report),
        triggers=records.tabulate_review_triggers(
            report.findings.reviews.triggers, report, composition.report
        ),
        rights=records.tabulate_decision_rights(report),
        overrides=records.tabulate_overrides(report.findings.follow_through.overrides, report),
        risks=list_accepted_risks(composition, report),
        disputes=records.tabulate_disputes(report),
        controls=records.tabulate_controls(report),
        claims=tabulate_claims(composition, report),
        statement=document.statement or "",
        pages=_link_pages(composition, report),
        charts=tuple(chart.id for chart in charts),
    )
    return Page(paths.agent(report.id), document.name, "agent.md.jinja", data, charts, data.summary)


def _split_obligations(
    composition: Composition, report: AgentReport
) -> tuple[tuple[ObligationView, ...], tuple[ObligationView, ...]]:
    """The promises that are not met, worst first, and those that are."""
    ordered = sorted(report.findings.obligations, key=rank_obligation)
    return (
        tuple(view_obligation(composition, report, one) for one in ordered if one.verdict is not Verdict.MET),
        tuple(
            view_obligation(composition, report, obligation)
            for obligation in ordered
            if obligation.verdict is Verdict.MET
        ),
    )


def _compose_charts(composition: Composition, report: AgentReport) -> tuple[Chart, ...]:
    results = [(name_item(report, result.evidence), result) for result in report.findings.benchmarks.results]
    found = (
        *chart_obligations(sorted(report.findings.obligations, key=rank_obligation)),
        chart_history(composition.report, report),
        chart_timeline(composition.report, report),
        chart_gaps(report.findings.real_use.gaps),
        chart_baselines(results),
        chart_repeats(results),
        chart_coverage(composition, report),
        chart_freshness(composition.report, report),
        chart_diversity(report.findings.diversity),
    )
    return tuple(chart for chart in found if chart is not None)


def _describe_agent(report: AgentReport) -> tuple[Fact, ...]:
    document = report.agent
    role = f" ({document.owner.role})" if document.owner.role else ""
    since = f"since {format_day(document.deployed_since)}" if document.deployed_since else "not deployed yet"
    return (
        Fact("Version", document.version, note=since),
        Fact("Takes part in", document.workflow.summary),
        Fact("Answers for it", f"{document.owner.name}{role}"),
        Fact("If it fails", f"{document.blast_radius.value.capitalize()} consequences"),
    )


def _link_pages(composition: Composition, report: AgentReport) -> tuple[Link, ...]:
    pacts = tuple(
        Link(f"Pact: {pact.title or pact.id}", paths.pact(report.id, pact.id)) for pact in report.pacts
    )
    questions = (
        (Link("The questions that buyers ask", paths.agent_questions(report.id)),)
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
