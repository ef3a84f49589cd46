"""What the vendor's own documents say of an agent, as answers: its word, and no evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import to_title
from trustpages.compose.wording.numbers import count_of
from trustpages.model.documents.asked.framework import Declared
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport


def _state_owner(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    return Answer((f"{describe_owner(agent)} answers for the agent.",), (_link(agent),))


def describe_owner(agent: AgentReport) -> str:
    """Who answers for the agent, with the role."""
    owner = agent.agent.owner
    return f"{owner.name} ({to_title(owner.role).lower()})" if owner.role else owner.name


def _state_contact(composition: Composition, agent: AgentReport) -> Answer:
    contact = composition.trust.publisher.contact
    said = (f"Questions and complaints go to {contact.removeprefix('mailto:')}.",) if contact else ()
    return Answer(said, (_link(agent),) if said else (), "" if said else "an address for questions and complaints")


def _state_publisher(composition: Composition, agent: AgentReport) -> Answer:
    publisher = composition.trust.publisher
    address = ", ".join(filter(None, (publisher.url, (publisher.contact or "").removeprefix("mailto:"))))
    return Answer((f"{publisher.name}{f', {address}' if address else ''}.",), (_link(agent),))


def _state_work(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    work = agent.agent.workflow
    steps = "; ".join(step.summary.rstrip(".") if step.summary else to_title(step.id) for step in work.steps)
    return Answer((work.summary, f"Its steps: {steps}."), (_link(agent),))


def _state_boundary(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    boundary = agent.agent.boundary
    may, may_not = "; ".join(boundary.may), "; ".join(boundary.may_not)
    said = tuple(filter(None, (may and f"It may: {may}.", may_not and f"It must never: {may_not}.")))
    return Answer(said, (_link(agent),) if said else (), "" if said else "what it may and may not do")


def _state_version(composition: Composition, agent: AgentReport) -> Answer:
    day = agent.agent.find_version_day(composition.report.as_of)
    since = f", deployed since {format_day(day)}" if day else ", not deployed yet"
    digest = f" SHA-256 of what is deployed: {agent.agent.digest}." if agent.agent.digest else ""
    return Answer((f"Version {agent.agent.version}{since}.{digest}",), (_link(agent),))


def _state_changes(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    said = tuple(
        f"{format_day(change.date)}, {change.kind.value.replace('_', ' ')}: {change.summary}"
        for change in agent.agent.changes
    )
    return Answer(said, (Link("", paths.CHANGES),) if said else (), "" if said else "a record of changes to the agent")


def _state_rights(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    said = tuple(
        f"{to_title(right.decision)}: the {to_title(right.owner).lower()} decides."
        for right in agent.agent.decision_rights
    )
    return _state_analysed(agent, said, "decision rights: nobody is named who may decide")


def _state_risks(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    said = tuple(f"{risk.risk} Accepted, because: {risk.why_accepted}" for risk in agent.agent.residual_risks)
    return _state_analysed(agent, said, "a record of the risks that somebody accepted")


def _state_controls(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    said = tuple(control.summary for control in agent.agent.controls)
    return _state_analysed(agent, said, "a record of controls")


def _state_cadence(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    days = agent.agent.cadence.review
    said = (f"Reviews are held every {count_of(days, 'day')}.",) if days else ()
    return _state_analysed(agent, said, "how often the agent is reviewed")


def _state_promises(composition: Composition, agent: AgentReport) -> Answer:
    del composition
    said = tuple(f"{found.promise.rstrip('.')} ({found.target.text})." for found in agent.findings.obligations)
    links = tuple(Link("", paths.pact(agent.id, pact.id)) for pact in agent.pacts)
    return Answer(said, links if said else (), "" if said else "a pact: nothing is promised")


def _state_benchmarks(composition: Composition, agent: AgentReport) -> Answer:
    used = {result.benchmark for result in agent.findings.benchmarks.results}
    documents = [document for document in composition.report.portfolio.documents if document.id in used]
    said = tuple(
        f"{document.name}: {'; '.join(document.measures) or 'nobody says what it measures'}." for document in documents
    )
    links = tuple(Link(document.name, paths.benchmark(document.id)) for document in documents)
    return Answer(said, links, "" if said else "a described benchmark")


def _state_analysed(agent: AgentReport, said: tuple[str, ...], missing: str) -> Answer:
    """Sentences that stand on the page for those who analyse the agent."""
    return Answer(said, (Link("", paths.analyst(agent.id)),) if said else (), "" if said else missing)


def _link(agent: AgentReport) -> Link:
    return Link(agent.agent.name, paths.agent(agent.id))


DECLARED: Final[Mapping[Declared, Callable[[Composition, AgentReport], Answer]]] = {
    "owner": _state_owner,
    "contact": _state_contact,
    "work": _state_work,
    "boundary": _state_boundary,
    "version": _state_version,
    "changes": _state_changes,
    "decision-rights": _state_rights,
    "residual-risks": _state_risks,
    "controls": _state_controls,
    "promises": _state_promises,
    "cadence": _state_cadence,
    "benchmarks": _state_benchmarks,
    "publisher": _state_publisher,
}
"""What is stated, by the key of the document that states it."""
