"""Next steps: what could be done about an agent, what each step would change, and how far each stage has come.

They are printed as JSON as they stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from trustpages.model.results.records.changes import ReportChange
from trustpages.model.vocabulary import Audience, Posture

FORMAT: Final = "trustpages.next/1"


class Stage(StrEnum):
    """How far the keeping of an agent has come: what is agreed, what reaches the report, what goes on by itself."""

    DEFINITION = "definition"
    WIRING = "wiring"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Something that could be done, with what it would change if it went as it assumes."""

    id: str
    """The kind of step and what it is about, as `kind/subject`."""
    kind: str
    """Which kind of step it is."""
    stage: Stage
    """The stage that it belongs to."""
    text: str
    """What is to be done."""
    assumes: str
    """What has to come out for the changes to follow; nobody promises that it will."""
    changes: tuple[ReportChange, ...]
    """What differs between two reports of one day, one without the step and one with it; for the worse, too."""
    subjects: tuple[str, ...] = ()
    """The ids of all that it concerns."""
    runs: int = 0
    """How many further outcomes it takes; 0 for a step that takes none."""
    judged_on: date | None = None
    """The day on which its promise is judged next: it is tried as if that were the day of the report."""
    next_step: tuple[str, ...] = ()
    """The command that records it, as arguments; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Lift:
    """The smallest set of steps found that would take the posture up."""

    steps: tuple[NextStep, ...]
    """The steps; none where all that were tried together would leave the posture where it is."""
    posture: Posture
    """The posture that would follow."""
    reason: str = ""
    """What would still decide it, where no steps would lift it."""


@dataclass(frozen=True, slots=True)
class StageCheck:
    """One thing that a stage asks for."""

    stage: Stage
    """The stage."""
    id: str
    """Name of the check."""
    is_done: bool
    """Whether it is there."""
    text: str
    """How it stands."""


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day on which something is due."""

    day: date
    """The day."""
    text: str
    """What is due."""


@dataclass(frozen=True, slots=True)
class AgentSteps:
    """The next steps of one agent."""

    agent: str
    """Name of the agent's folder."""
    posture: Posture
    """Its posture as it is."""
    steps: tuple[NextStep, ...]
    """Steps that would lift the posture, or make better what none before them would; what changes most comes first."""
    lift: Lift | None
    """What would take the posture up; null where it is the best there is, or nothing could be tried."""
    checks: tuple[StageCheck, ...]
    """How far each stage has come."""
    days: tuple[ComingDay, ...]
    """The next days on which something is due, the earliest first."""
    tried: int = 0
    """How many steps were tried, those without an effect of their own included."""


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The next steps of agents of a workspace."""

    format: str
    """Name and version of this format."""
    as_of: date
    """Day that the report is about."""
    audience: Audience
    """Whose documents were looked at."""
    agents: tuple[AgentSteps, ...]
    """The agents, in the order of the report."""

    def of(self, agent: str) -> AgentSteps | None:
        """The steps of the agent of that id, if they were looked for."""
        return next((steps for steps in self.agents if steps.agent == agent), None)
