"""The record of a whole report, that `report.json` is written from and read into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Final

from pydantic import FailFast

from trustpages.model.results.records.agent import AgentRecord, PreviousAgent
from trustpages.model.results.records.changes import ChangeTopic, ReportChange
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import Audience

FORMAT: Final = "trustpages.report/1"
WITHDRAWN_FORMAT: Final = "trustpages.withdrawn/1"
"""What stands at the address of a report that was withdrawn; its `record` is what later reports are held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRecord:
    """How a report for part of the readers looks beside the one on all of the evidence.

    `looks_better` is null where the two could not be held against each other. `holds` says whether the gate stops a
    report that looks better; where it is off, `off_by`, `since` and `reason` say who switched it off, if anybody does.
    """

    looks_better: bool | None
    holds: bool
    off_by: str | None = None
    since: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecord:
    """A whole report, for one audience and one day."""

    format: str
    """Name and version of this format."""
    as_of: date
    """Day that the report is about."""
    audience: Audience
    """Who may read it: `public`, `nda` or `internal`."""
    inputs_digest: str = ""
    """SHA-256 over the documents and data files that this audience may see."""
    previous_digest: str | None = None
    """Digest of the report that it was compared with, if there was one."""
    previous_as_of: date | None = None
    """Day of the report that it was compared with."""
    portfolio: Json = None
    """What concerns all agents: `rank_outcome` (all comparisons), `decisions`, `acceptances`, `benchmarks`, and
    limitations."""
    changes: tuple[ReportChange, ...] = ()
    """Agents that came or went since then: list of [ReportChange](#reportchange)."""
    agents: Annotated[tuple[AgentRecord, ...], FailFast()] = ()
    """One record for each agent, by id."""
    missing: tuple[PreviousAgent, ...] = ()
    """Agents that an earlier report was about, where nobody says what became of them: each as `agent`, the part that
    binds later reports, and `as_of`, the day of its last report."""
    begins: date | None = None
    """Day of the first report of those that were held against each other; null in reports of earlier versions."""
    policy: Json = None
    """Every parameter of the policy by its name; null in reports of earlier versions."""
    against_all: GateRecord | None = None
    """The report beside the one on all of the evidence: [GateRecord](#gaterecord); null where it is that one."""
    problems: tuple[Json, ...] = ()
    """Warnings: `code`, `level`, `sentence`, `remedy`, `file`, `line`, `column`."""

    @property
    def in_short(self) -> ReportRecord:
        """The part that later reports are held against."""
        agents = tuple(agent.in_short for agent in self.agents)
        return replace(self, portfolio=None, changes=(), agents=agents, policy=None, against_all=None, problems=())

    def agent(self, id_: str) -> AgentRecord | None:
        """What the report says about the agent of that id, if anything."""
        return next((agent for agent in self.agents if agent.id == id_), None)

    @property
    def all_changes(self) -> tuple[ReportChange, ...]:
        """The agents that came or went, then what changed about each."""
        return (*self.changes, *(change for agent in self.agents for change in agent.changes))

    def with_changes(self, changes: Sequence[ReportChange]) -> ReportRecord:
        """The same record with the changes since an earlier one: agents that came or went, and of each what changed."""
        whole = tuple(change for change in changes if change.changed is ChangeTopic.AGENT)
        by_agent: dict[str, list[ReportChange]] = {agent.id: [] for agent in self.agents}
        for change in changes:
            by_agent.setdefault(change.agent, []).append(change)
        # Of an agent that only one side has it is enough that it came or went.
        one_sided = {change.agent for change in whole}
        agents = tuple(
            replace(agent, changes=() if agent.id in one_sided else tuple(by_agent[agent.id])) for agent in self.agents
        )
        return replace(self, changes=whole, agents=agents)


@dataclass(frozen=True, slots=True)
class PreviousReport:
    """The report that was published before; `digest` is the SHA-256 of the bytes that it was read from."""

    record: ReportRecord
    digest: str
