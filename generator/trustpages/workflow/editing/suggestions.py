"""What could be answered: events that wait for a review, roles with a right, promises and items by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.decisions import ACCEPT_CHANGE
from trustpages.model.results.report import AgentReport
from trustpages.model.workspace import AgentEvidence
from trustpages.workflow.assessment import compute
from trustpages.workflow.editing.forms import RecordForm
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible answer, and what it stands for; empty where the answer says it itself."""

    answer: str
    meaning: str = ""


def suggest_answers(
    reading: ReadWorkspace, form: RecordForm, agent: str | None
) -> Mapping[str, tuple[Suggestion, ...]]:
    """By the name of a question, the answers that the workspace knows; empty where it cannot be read whole."""
    workspace = reading.intake.workspace
    if workspace is None:
        return {}
    agents = [found.agent for found in workspace.agents if agent in (None, found.agent.id)]
    roles = tuple(_list_roles(agents, form))
    found = {"role": roles, "concerns": (), "approver-role": roles}
    if agent is None:
        return {**found, "concerns": tuple(Suggestion(each.id, each.name) for each in agents)}
    evidence = next(found for found in workspace.agents if found.agent.id == agent)
    promises = tuple(_list_promises(evidence))
    items = tuple(Suggestion(item.id, item.title or item.traits.label) for _, item in evidence.items())
    decisions = tuple(Suggestion(right.decision) for right in evidence.agent.decision_rights)
    return {
        **found,
        "obligation": promises,
        "decision": decisions,
        "evidence": items,
        "proof": items,
        "concerns": (*items, *promises),
        "closes": tuple(_list_open_triggers(reading, agent)) if form.name == "review" else (),
    }


def find_agreed_action(reading: ReadWorkspace, agent: str, obligation: str, trigger: str) -> str | None:
    """What a pact says follows the trigger of a promise; None where it says nothing."""
    workspace = reading.intake.workspace
    for evidence in workspace.agents if workspace is not None else ():
        for pact in evidence.pacts if evidence.agent.id == agent else ():
            for promise in pact.obligations:
                if f"{pact.id}/{promise.id}" == obligation:
                    agreed = {when.value: what.action.value for when, what in promise.consequences()}
                    return agreed.get(trigger)
    return None


def _list_open_triggers(reading: ReadWorkspace, agent: str) -> Iterator[Suggestion]:
    report = compute(reading, tries_policies=False).report
    found = next((each for each in report.agents if each.id == agent), None) if report is not None else None
    yield from _find_triggers(found) if found is not None else ()


def _find_triggers(agent: AgentReport) -> Iterator[Suggestion]:
    for trigger in agent.findings.reviews.triggers:
        if trigger.closed_by is None:
            # The last name is the one that documents declare.
            name = trigger.names[-1] if trigger.names else trigger.id
            yield Suggestion(str(name), f"{trigger.text}, since {trigger.on}")


def _list_promises(evidence: AgentEvidence) -> Iterator[Suggestion]:
    for pact in evidence.pacts:
        for promise in pact.obligations:
            yield Suggestion(f"{pact.id}/{promise.id}", promise.promise)


def _list_roles(agents: list[Agent], form: RecordForm) -> Iterator[Suggestion]:
    seen = set[str]()
    for agent in agents:
        for right in agent.decision_rights:
            if form.name == "acceptance" and right.decision != ACCEPT_CHANGE:
                continue
            deciders = (right.owner, *right.may_override) if form.name != "override" else right.may_override
            for role in deciders:
                if role not in seen:
                    seen.add(role)
                    yield Suggestion(role, f"may decide: {right.decision}")
