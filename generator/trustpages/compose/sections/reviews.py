"""Review cadence, and the risks that somebody accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.compose.blocks import (
    Fact,
)
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import format_number
from trustpages.compose.wording.names import to_title
from trustpages.compose.wording.states import REVIEWS
from trustpages.model.results.follow_through import ReviewCadence
from trustpages.model.results.report import AgentReport


def describe_reviews(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """When somebody looked, and when somebody must look next."""
    found = report.findings.reviews
    return (
        Fact(
            "State",
            REVIEWS[found.state].word,
            note=_describe_waiting(report.findings.reviews, composition.report.as_of),
        ),
        Fact("Last review", format_day(found.last) if found.last else "none on record"),
        Fact(
            "Next due",
            format_day(found.due) if found.due else "not deployed yet",
            note=f"every {format_number(found.interval)} days",
        ),
        make_fact(composition, "On time in the last year", found.on_time),
    )


def _describe_waiting(found: ReviewCadence, as_of: date) -> str:
    """What waits for a review past its deadline: a state may be overdue although the next scheduled review is not."""
    late = sum(trigger.closed_on is None and trigger.deadline < as_of for trigger in found.triggers)
    if not late:
        return ""
    return f"{format_number(late)} {'event waits' if late == 1 else 'events wait'} for a review longer than agreed"


def list_accepted_risks(composition: Composition, report: AgentReport) -> tuple[RiskView, ...]:
    """Accepted risks with owner and end."""
    as_of = composition.report.as_of
    return tuple(
        RiskView(
            risk=residual_risk.risk,
            why=residual_risk.why_accepted,
            accepted_by=to_title(residual_risk.accepted_by)
            if residual_risk.accepted_by
            else "nobody is named",
            until=format_day(residual_risk.valid_until) if residual_risk.valid_until else "no end is named",
            expired=residual_risk.valid_until is not None and residual_risk.valid_until < as_of,
            controls=residual_risk.compensating_controls,
        )
        for residual_risk in report.agent.residual_risks
    )


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk that somebody accepted."""

    risk: str
    why: str
    accepted_by: str
    until: str
    expired: bool
    controls: tuple[str, ...]
