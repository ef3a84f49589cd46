"""An incident: the visible event apart from the control that failed, and what followed."""

from __future__ import annotations

from datetime import date

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day, number
from trustpages.compose.pages.data import IncidentPage
from trustpages.compose.spelled import promise_of, title_from
from trustpages.compose.tables import ledger
from trustpages.compose.tones import INCIDENT_SEVERITIES
from trustpages.compose.views import Fact, Link
from trustpages.model.documents.items import Incident
from trustpages.model.page import Page
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.loop import LedgerEntry
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Trigger

NOTICED = {
    "automatic": "by a detector",
    "human": "by somebody who looked",
    "user_reported": "by a user who complained",
    None: "not recorded",
}


def incident(composition: Composition, agent: AgentReport, evidence: Evidence, item: Incident) -> Page:
    """The page of one incident."""
    followed = tuple(entry for entry in agent.follow_through.entries if _followed(agent, item, entry))
    data = IncidentPage(
        frame=composition.frame(agent, illustrative=evidence.illustrative),
        agent=Link(agent.agent.name, paths.agent(agent.id)),
        title=item.title or item.id,
        severity=INCIDENT_SEVERITIES[item.severity],
        visible_event=item.visible_event,
        control_failure=item.control_failure or "Which control failed has not been established.",
        facts=_facts(item),
        obligations=tuple(
            Link(promise_of(agent, ref), paths.obligation(agent.id, ref)) for ref in item.supports
        ),
        followed=ledger(followed, agent),
        statement=item.statement or "",
        producer=evidence.producer.name,
        evidence=Link(item.id, paths.evidence(agent.id, item.id)),
        illustrative=evidence.illustrative,
    )
    title = f"{item.title or item.id} — {agent.agent.name}"
    return Page(paths.incident(agent.id, item.id), title, "incident.md.jinja", data)


def _followed(agent: AgentReport, item: Incident, entry: LedgerEntry) -> bool:
    """Whether a consequence followed from the incident: it names it as proof, or was triggered by or after it.

    What an incident of the same promise triggered belongs to the one that had become known last.
    """
    if item.id in entry.proof:
        return True
    if entry.obligation not in item.supports or entry.triggered_at < item.occurred:
        return False
    if entry.trigger is not Trigger.ON_INCIDENT:
        return True
    incidents = (item.item for item in agent.evidence if isinstance(item.item, Incident))
    known = [_known(one) for one in incidents if entry.obligation in one.supports]
    return _known(item) == max((day for day in known if day <= entry.triggered_at), default=_known(item))


def _known(item: Incident) -> date:
    return item.detected or item.occurred


def _facts(item: Incident) -> tuple[Fact, ...]:
    facts = [
        Fact("Happened", day(item.occurred)),
        Fact(
            "Noticed", day(item.detected) if item.detected else "not recorded", note=NOTICED[item.detection]
        ),
        Fact("Over", day(item.resolved) if item.resolved else "still open"),
        Fact("Confirmed", "yes" if item.confirmed else "not yet"),
    ]
    if item.count > 1:
        facts.append(Fact("How many", number(item.count)))
    if item.steps:
        facts.append(Fact("Steps touched", ", ".join(map(title_from, item.steps))))
    return tuple(facts)
