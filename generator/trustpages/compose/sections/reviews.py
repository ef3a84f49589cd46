"""Review cadence, what calls for a review, and the risks that somebody accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.wording.dates import mark_passed
from trustpages.compose.wording.names import spell_out, to_title
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.agent import ResidualRisk
from trustpages.model.documents.base import has_passed
from trustpages.model.pages.blocks import FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.findings import RiskView
from trustpages.model.pages.values import Fact, StateLabel
from trustpages.model.results.follow_through import OpenTrigger, ReviewCadence
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import CLOSED, OPEN, PAST_DEADLINE, REVIEWS


def show_reviews(composition: Composition, report: AgentReport) -> Section:
    """Whether somebody looked, and what calls for another look."""
    table = tabulate_review_triggers(report.findings.reviews.triggers, report, composition.report)
    return Section(
        "Reviews",
        (
            FactList(describe_reviews(composition, report)),
            Section(f"{table.caption}: {len(table.rows)}", (replace(table, level=0),), folded=True),
        ),
    )


def show_risks(composition: Composition, report: AgentReport) -> Section:
    """Accepted risks with owner and end."""
    risks = tuple(_view_risk(risk, composition.report.as_of) for risk in report.agent.residual_risks)
    nothing = Text("No accepted risk is on record.", "empty")
    return Section("Risks that were accepted", (Panel(risks or (nothing,)),))


def describe_reviews(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """When somebody looked, and when somebody must look next."""
    reviews = report.findings.reviews
    due = mark_passed(reviews.due, composition.report.as_of, "overdue") if reviews.due else "not deployed yet"
    return (
        Fact(
            "State",
            REVIEWS[reviews.state].word,
            note=describe_waiting(report.findings.reviews, composition.report.as_of),
        ),
        Fact("Last review", reviews.last or "none on record"),
        Fact("Next due", due, note=f"every {count_of(reviews.interval, 'day')}"),
        make_fact(composition, "On time in the last year", reviews.on_time),
    )


def describe_waiting(reviews: ReviewCadence, as_of: date) -> str:
    """What waits for a review past its deadline: a state may be overdue although the next scheduled review is not."""
    late = len(reviews.list_overdue(as_of))
    if not late:
        return ""
    return f"{format_number(late)} {'event has' if late == 1 else 'events have'} waited for a review longer than agreed"


def _view_risk(risk: ResidualRisk, as_of: date) -> RiskView:
    until = risk.valid_until
    facts = (
        Fact("Accepted because", risk.why_accepted),
        Fact("Accepted by", to_title(risk.accepted_by) if risk.accepted_by else "nobody is named"),
        Fact("Until", mark_passed(until, as_of) if until else "no end is named"),
        Fact("Meanwhile", "; ".join(risk.compensating_controls)),
    )
    return RiskView(risk.risk, has_passed(until, as_of), tuple(fact for fact in facts if fact.value))


def tabulate_review_triggers(triggers: tuple[OpenTrigger, ...], agent: AgentReport, report: Report) -> Table:
    """What called for a review, and whether it was held."""
    ordered = sorted(triggers, key=lambda trigger: (trigger.on, trigger.id), reverse=True)
    return Table(
        "triggers",
        "Events that call for a review",
        ("What happened", "State", "Day", "Review by"),
        tuple(
            Row((spell_out(trigger.text, agent), _find_trigger_state(trigger, report), trigger.when, trigger.deadline))
            for trigger in ordered
        ),
        empty="Nothing on record called for a review.",
        searchable=False,
    )


def _find_trigger_state(trigger: OpenTrigger, report: Report) -> StateLabel:
    if trigger.closed_by is not None:
        return CLOSED
    return PAST_DEADLINE if trigger.is_overdue(report.as_of) else OPEN
