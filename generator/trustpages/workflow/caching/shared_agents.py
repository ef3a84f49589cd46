"""What the reports on one workspace for different readers have in common, so that it is computed once.

Only for a process that sees everything: what is taken over from the report on all of the evidence never leaves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trustpages.assess.same_inputs import AgentInputs, find_same_agents, find_same_evidence
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.workflow.caching.counted_files import CountedFiles, divide_counts
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class OtherReport:
    """A report on the same workspace for other readers, with the earlier one that it was held against."""

    reading: ReadWorkspace
    report: Report
    previous: PreviousReport | None
    counted: CountedFiles


@dataclass(frozen=True, slots=True)
class SharedAgents:
    """By id, the reports on agents that are those of the other report, and the counts of their run logs."""

    reports: Mapping[str, AgentReport] = field(default_factory=dict)
    counted: Mapping[str, CountedFiles] = field(default_factory=dict)


def gather_inputs(reading: ReadWorkspace, previous: PreviousReport | None) -> AgentInputs | None:
    """All that the report of a workspace that was read is made of; None where there will be none."""
    workspace, as_of = reading.intake.workspace, reading.intake.as_of
    if workspace is None:
        return None
    return AgentInputs(workspace, as_of, reading.audience, previous, reading.trees.data_digests())


def find_shared_agents(
    reading: ReadWorkspace, previous: PreviousReport | None, portfolio: Portfolio, other: OtherReport
) -> SharedAgents:
    """What the report of `reading` has in common with the other one: the audience itself changes nothing.

    The counts of agents whose documents and data are the same, and the reports of those whose past is the same too.
    """
    inputs, others = gather_inputs(reading, previous), gather_inputs(other.reading, other.previous)
    if inputs is None or others is None:
        return SharedAgents()
    others = replace(others, audience=inputs.audience)
    alike = find_same_evidence(inputs, others)
    counted = divide_counts(other.counted, [agent.id for agent in other.report.agents if agent.id in alike])
    if not counted or other.report.portfolio != portfolio:
        return SharedAgents(counted=counted)
    same = find_same_agents(inputs, others) & counted.keys()
    return SharedAgents({agent.id: agent for agent in other.report.agents if agent.id in same}, counted)
