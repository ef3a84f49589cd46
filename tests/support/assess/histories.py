"""Reports one after the other, each held against the published bytes of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from support.builders import (
    AGENT,
    AS_OF,
    Values,
    a_bundle,
    a_pact,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_obligation,
    days_before,
    runs,
)
from trustpages.assess.report import assess
from trustpages.intake.previous.report import parse_previous_report
from trustpages.model.documents.pact import Pact
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace
from trustpages.review.records import make_record, write_record

LATER = date(2026, 7, 31)
"""A month after the first report."""


def a_batch(id_: str, successes: int, attempts: int = 100, *, ended: int = 10, **changes: object) -> Values:
    """Runs of five days that ended so many days before the first report; negative after it."""
    days = {"from": days_before(ended + 4), "to": days_before(ended)}
    return runs(successes, attempts, id=id_, collected=days, **changes)


def documents(*items: Values, pact: Pact | None = None) -> Workspace:
    """A workspace of one agent with these items, reviewed the day before the first report.

    Its promise, unless another pact is given, is judged on the days of the first two reports.
    """
    review = a_review(id="scheduled", date=days_before(1))
    bundle = a_bundle(*items, review)
    pact = pact or a_pact(an_obligation(window={"rolling": 90, "review_dates": [AS_OF, LATER]}))
    return a_workspace(an_agent_evidence(bundle, agent=an_agent(), pacts=[pact]))


def a_report(workspace: Workspace, as_of: date = AS_OF, previous: PreviousReport | None = None) -> Report:
    """The public report of the workspace."""
    return assess(workspace, as_of, Audience.PUBLIC, previous=previous)


def published(report: Report) -> PreviousReport:
    """The report as the next one reads it from its JSON."""
    found = parse_previous_report(write_record(make_record(report)), "report.json", Audience.PUBLIC, date.max)
    assert isinstance(found, PreviousReport), found
    return found


def changes_after(before: Report, after: Report, id_: str = AGENT) -> tuple[ReportChange, ...]:
    """What changed about an agent from one report to the next."""
    agent = make_record(after, published(before).record).agent(id_)
    assert agent is not None
    return agent.changes


def one_after_the_other(*steps: tuple[date, Workspace], previous: PreviousReport | None = None) -> tuple[Report, ...]:
    """The report of each step, held against that of the step before."""
    found: list[Report] = []
    for day, workspace in steps:
        found.append(a_report(workspace, day, previous))
        previous = published(found[-1])
    return tuple(found)


def agent_of(report: Report, id_: str = AGENT) -> AgentReport:
    """The agent's part of a report."""
    return next(agent for agent in report.agents if agent.id == id_)


def result_of(report: Report, ref: str = "service/task-success") -> ObligationResult:
    """The result of one obligation of the default agent."""
    return next(obligation for obligation in agent_of(report).findings.obligations if obligation.ref == ref)


def rules_of(report: Report) -> dict[str, str]:
    """The sentences of the limitations of the default agent by rule; of several the last."""
    return {one.rule: one.text for one in agent_of(report).limitations.triggered}


def an_event_review(id_: str, day: date, *closes: str) -> Values:
    """A review held because of something, which names what it closes."""
    return a_review(id=id_, date=day, occasion="event", closes=list(closes))


def promises(names: Sequence[str], **changes: object) -> Pact:
    """A pact with a promise of each name, alike but for their names."""
    return a_pact(*(an_obligation(id=name, **changes) for name in names))
