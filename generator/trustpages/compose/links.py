"""Links to what a report is about: agents, promises, evidence, each under the name that readers know it by."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.wording.names import name_item, name_promise
from trustpages.model.pages.values import Link
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.report import AgentReport


def link_agent(agent: AgentReport) -> Link:
    """The page of an agent."""
    return Link(agent.agent.name, paths.agent(agent.id))


def link_promise(agent: AgentReport, ref: str) -> Link:
    """The place of a promise on the page of its pact; `ref` is `pact/obligation`."""
    return Link(name_promise(agent, ref), paths.obligation(agent.id, ref))


def link_evidence(evidence: Evidence) -> Link:
    """The page of an evidence item."""
    return Link(evidence.item.title or evidence.id, paths.evidence(evidence.agent, evidence.id))


def link_item(agent: AgentReport, item_id: str) -> Link:
    """The page of the evidence item of that id."""
    return Link(name_item(agent, item_id), paths.evidence(agent.id, item_id))


def link_subject(subject: str, agent: AgentReport) -> Link | None:
    """The page of what a limitation is about: an obligation, an evidence item or a benchmark."""
    if any(obligation.ref == subject for obligation in agent.findings.obligations):
        return link_promise(agent, subject)
    if any(item.id == subject for item in agent.evidence):
        return link_item(agent, subject)
    benchmarks = (quality for quality in agent.findings.benchmarks.benchmarks if quality.benchmark == subject)
    return next((Link(benchmark.name, paths.benchmark(subject)) for benchmark in benchmarks), None)


def link_contact(address: str) -> Link:
    """Where to ask: a mail address as it is read, else the address of a page."""
    return Link(address.removeprefix("mailto:"), address, "elsewhere")
