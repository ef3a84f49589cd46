"""The page of an incident: what could be seen, what failed, what has followed."""

from __future__ import annotations

from dataclasses import replace

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent
from trustpages.compose.pages.evidence import link_promises, show_statement
from trustpages.compose.sections.consequences import tabulate_consequences
from trustpages.compose.sections.incidents import NOT_ESTABLISHED
from trustpages.compose.wording.dates import format_incident_day
from trustpages.compose.wording.labels import DETECTIONS
from trustpages.compose.wording.names import to_title
from trustpages.compose.wording.numbers import format_number
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.blocks import FactList, LinkList, Panel, Section, Text
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import MADE_UP, Fact, Link
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.follow_through import LedgerEntry
from trustpages.model.results.report import AgentReport
from trustpages.model.states import INCIDENT_SEVERITIES
from trustpages.model.vocabulary import Trigger


def compose_incident_page(composition: Composition, agent: AgentReport, evidence: Evidence, item: Incident) -> Page:
    """The page of one incident."""
    followed = tuple(entry for entry in agent.findings.follow_through.entries if _has_followed(agent, item, entry))
    promises = link_promises(agent, item.supports)
    unbound = Text("It is not tied to any promise.", "empty")
    record = Link("Source, age and YAML of this record", paths.evidence(agent.id, item.id))
    return Page(
        kind="incident",
        path=paths.incident(agent.id, item.id),
        title=f"{item.title or item.id} — {agent.agent.name}",
        heading=item.title or item.id,
        frame=composition.frame(agent, illustrative=evidence.illustrative),
        sections=(
            Section("", (_show_incident(item, evidence), FactList(_describe_incident(item)))),
            Section("Promises that it bears on", (Panel((LinkList(promises) if promises else unbound,)),)),
            Section("What followed", (replace(tabulate_consequences(followed, agent), level=0),)),
            *show_statement("In the words of those who reported it", evidence),
            Section("The record", (Panel((Text(record),)),)),
        ),
        above=(link_agent(agent),),
    )


def _show_incident(item: Incident, evidence: Evidence) -> Panel:
    """What could be seen, apart from the control that failed."""
    made_up = (" ", MADE_UP) if evidence.illustrative else ()
    control = item.control_failure or NOT_ESTABLISHED
    facts = (Fact("What could be seen", item.visible_event), Fact("Which control failed", control))
    state = Text((INCIDENT_SEVERITIES[item.severity], " incident", *made_up))
    return Panel((state, FactList(facts, "terms")), "incident")


def _has_followed(agent: AgentReport, item: Incident, entry: LedgerEntry) -> bool:
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
    known = [incident.known_on for incident in incidents if entry.obligation in incident.supports]
    return item.known_on == max((day for day in known if day <= entry.triggered_at), default=item.known_on)


def _describe_incident(item: Incident) -> tuple[Fact, ...]:
    facts = [
        Fact("Happened", item.occurred if item.day_known else format_incident_day(item)),
        Fact("Noticed", item.detected or "not recorded", note=DETECTIONS[item.detection]),
        Fact("Over", item.resolved or "still open"),
        Fact("Confirmed", "yes" if item.confirmed else "not yet"),
    ]
    if item.count > 1 or item.count_is_least:
        facts.append(Fact("How many", f"at least {format_number(item.count)}" if item.count_is_least else item.count))
    if item.people_affected is not None:
        facts.append(Fact("People affected", format_number(item.people_affected)))
    if item.cost is not None:
        facts.append(Fact("Cost", f"{format_number(item.cost)} {item.currency}"))
    if item.steps:
        facts.append(Fact("Steps touched", ", ".join(map(to_title, item.steps))))
    return tuple(facts)
