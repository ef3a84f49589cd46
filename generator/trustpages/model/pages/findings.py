"""Blocks that show what was found: promises, limitations, the bottom line, steps, answers, episodes, risks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from trustpages.model.pages.values import Fact, Figure, Link, Said, StateLabel


@dataclass(frozen=True, slots=True)
class LimitationView:
    """One limitation as a reader meets it."""

    rule: str
    anchor: str
    severity: StateLabel
    text: Said
    removed_by: Said
    about: Link | None = None


@dataclass(frozen=True, slots=True)
class LimitationList:
    """Limitations, the worst first."""

    views: tuple[LimitationView, ...]
    part: ClassVar[str] = "limitations"


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """Who measured, when, and where the evidence is shown."""

    evaluator: str
    relationship: str
    collected: str
    age: str
    freshness: StateLabel
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ObligationView:
    """One promise with its verdict.

    `consequences` also say what would change it, `how` says how it was decided, without the evidence that is
    `left_out`.
    """

    ref: str
    anchor: str
    promise: Said
    severity: StateLabel
    verdict: StateLabel
    target: str
    figure: Figure
    provenance: ProvenanceView | None
    consequences: tuple[Fact, ...]
    how: tuple[Fact, ...]
    left_out: tuple[Fact, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class PromiseList:
    """Promises with their verdicts."""

    views: tuple[ObligationView, ...]
    part: ClassVar[str] = "promises"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the workflow, and whether it may be relied on.

    `reliance` is one of the states rely, care, no and unpromised. `decided_by` are the promises that decide
    it, each with its verdict; where there are none, `why` says why.
    """

    step: str
    summary: str
    consequence: StateLabel
    reliance: StateLabel
    why: str
    decided_by: tuple[tuple[Link, StateLabel], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """How far each step of the work may be relied on."""

    lines: tuple[StepLine, ...]
    part: ClassVar[str] = "steps"


@dataclass(frozen=True, slots=True)
class BottomLine:
    """The first screen: what may be relied on, for which steps, until when; what may not.

    `action` is what follows for whoever uses the agent, `alone` whether it may act without a person, in a word or two.
    `reliances` are the names of the steps by how far to rely on them, the warnings first; `against` names evidence
    against the agent, `waiting` says what has waited too long for a review, both empty without any; `disputed` says of
    open disputes what hangs on them. `followed` is what became of agreed consequences.
    """

    posture: StateLabel
    action: str
    alone: str
    reason: Said
    decided_by: Link | None
    authority_granted: str
    authority_by_rules: str
    authority_differs: bool
    authority_why: str
    valid_until: date | None
    valid_reason: Said
    expired: bool
    reliances: tuple[tuple[StateLabel, str], ...]
    worst: LimitationView | None
    happened: str
    followed: str
    against: str = ""
    disputed: tuple[Said, ...] = ()
    waiting: str = ""
    part: ClassVar[str] = "bottom_line"


@dataclass(frozen=True, slots=True)
class AgentCard:
    """An agent on Home: what follows for whoever uses it, the worst that is known of it, what changed."""

    link: Link
    summary: str
    bottom: BottomLine
    worst: Said
    changed: str
    part: ClassVar[str] = "agent_card"


@dataclass(frozen=True, slots=True)
class Episode:
    """One consequence as a story: what happened, what was owed, what became of it, what it changed."""

    promise: Link
    state: StateLabel
    lines: tuple[Fact, ...]
    illustrative: bool
    part: ClassVar[str] = "episode"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evidence says to a question about `agent`, or about all where it is None.

    `said` has plain sentences, each resting on something in `links`; where both are empty the question is
    unanswered and `missing` says what would answer it. An answer may say something and still miss something. One that
    `is_told_alone` stands under its question and its agent, and names neither.
    """

    said: tuple[str, ...]
    links: tuple[Link, ...] = ()
    missing: str = ""
    agent: Link | None = None
    is_told_alone: bool = False
    part: ClassVar[str] = "answer"

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.said or self.links)


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk that somebody accepted."""

    risk: str
    expired: bool
    facts: tuple[Fact, ...]
    part: ClassVar[str] = "risk"
