"""The document of an agent: what it is, what it may do, who decides, what changed, which risks were accepted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from trustpages.model.documents.base import (
    AtLeastOne,
    DatesInOrder,
    Day,
    Document,
    Flag,
    Id,
    Label,
    Model,
    Narrative,
    NonNegative,
    Party,
    Positive,
    Sha256,
    SomeDays,
    Text,
    Version,
)
from trustpages.model.documents.decisions import ACCEPT_CHANGE
from trustpages.model.ids import AtKey, Declares, IdScope, Mentions, Refers, SeenByReaders
from trustpages.model.names import identify_name
from trustpages.model.problem import ProblemLevel
from trustpages.model.vocabulary import ChangeKind, Severity


class Step(Model):
    """One step of the buyer's work."""

    id: Annotated[Id, Declares("step", unique_in=IdScope.DOCUMENT)]
    """Name of the step, unique in the workflow."""
    consequence: Severity
    """How bad it is for the buyer when this step goes wrong."""
    summary: Text | None = None
    """What happens in this step."""


class Workflow(Model):
    """The buyer's work that the agent takes part in."""

    id: Annotated[Id, Declares("workflow", IdScope.WORKSPACE, may_repeat=True)]
    """Name of the workflow; claims and benchmarks refer to it."""
    summary: Text
    """The work in one sentence."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """Its steps, in order."""
    attempts: AtLeastOne = 1
    """How many tries a user has in this workflow."""


class Boundary(Model):
    """What the agent may and may not do, whatever its authority."""

    may: tuple[Text, ...] = ()
    """What it is allowed to do."""
    may_not: tuple[Text, ...] = ()
    """What it must never do."""


class Authority(Model):
    """How much the agent may do alone."""

    ladder: tuple[Annotated[Id, Declares("rung", may_repeat=True)], ...] = Field(min_length=2)
    """Rungs from the lowest (suspended) to the highest."""
    granted: Annotated[Label, Mentions(("rung",))]
    """The rung in force."""
    approve_each: Annotated[Label, Mentions(("rung",))] | None = None
    """The rung on which a human approves each action; the second rung unless named."""

    @model_validator(mode="after")
    def _rungs_exist(self) -> Self:
        if len(set(self.ladder)) != len(self.ladder):
            raise ValueError("a rung stands twice on the ladder")
        for name in (self.granted, self.approve_each):
            if name is not None and name not in self.ladder:
                raise ValueError(f"'{name}' is not a rung of the ladder ({', '.join(self.ladder)})")
        return self

    @property
    def human_before_each(self) -> str:
        """The rung on which a human approves each action."""
        return self.approve_each or self.ladder[1]


class Change(Model):
    """Something about the agent changed."""

    date: Day
    """Day on which the change took effect."""
    kind: ChangeKind
    """What changed; model, tools, autonomy and policy are material."""
    summary: Text
    """The change in a sentence."""
    version: Version | None = None
    """Version that was deployed by the change."""
    id: Annotated[Id, Declares("change", unique_in=IdScope.DOCUMENT)] | None = None
    """Name by which a review can close the trigger that the change opens."""


class DecisionRight(Model):
    """Who may decide what, and what they must leave behind."""

    decision: Label
    """What is decided, such as narrow-authority."""
    owner: Annotated[Id, Declares("role", may_repeat=True)]
    """Role that decides."""
    may_override: tuple[Annotated[Id, Declares("role", may_repeat=True)], ...] = ()
    """Roles that may decide otherwise."""
    evidence_required: tuple[Text, ...] = ()
    """What an override must leave behind."""


class ResidualRisk(Model):
    """A risk that somebody accepted."""

    dates_in_order: ClassVar[DatesInOrder] = (("accepted_at", "valid_until"),)

    id: Annotated[Id, Declares("residual risk", IdScope.DOCUMENT)]
    """Name of the risk."""
    risk: Text
    """What can still go wrong."""
    why_accepted: Text
    """Why it was accepted."""
    accepted_by: Annotated[Id, Refers("role", ProblemLevel.WARNING)] | None = None
    """Role that accepted it."""
    accepted_at: Day | None = None
    """Day of acceptance."""
    valid_until: Day | None = None
    """Day after which the acceptance no longer holds."""
    compensating_controls: tuple[Text, ...] = ()
    """What limits the damage."""


class Cost(Model):
    """What a control costs in a period."""

    amount: NonNegative
    """How much."""
    unit: Text
    """Of what: review hours, runs, USD."""
    per: Text
    """In which period or per what."""


class Control(Model):
    """Something that is done to keep the agent within its promises."""

    id: Annotated[Id, Declares("control", IdScope.DOCUMENT)]
    """Name of the control."""
    summary: Text
    """What is done."""
    cost: Cost | None = None
    """What it costs, where it was recorded."""


class Cadence(Model):
    """How often agent and evidence are looked at; the policy's table applies where nothing is said."""

    review: SomeDays | None = None
    """Days between scheduled reviews."""
    evidence: SomeDays | None = None
    """Days for which evidence counts as fresh."""


class Agent(Document):
    """An agent that is offered to buyers."""

    kind: Literal["agent"]
    """Kind of the document."""
    id: Annotated[Id, Declares("agent", IdScope.WORKSPACE, unique_in=IdScope.AGENT), SeenByReaders()]
    """Name of the agent; the name of its folder."""
    formerly: tuple[Label, ...] = ()
    """Ids under which it was reported before: what stands against those stands against it."""
    name: Annotated[Text, SeenByReaders()]
    """Name as buyers know it."""
    summary: Text | None = None
    """What it is, in a sentence."""
    version: Version
    """Version that is deployed."""
    deployed_since: Day | None = None
    """Day since which this version is in use; nothing if it never was."""
    digest: Sha256 | None = None
    """Digest of what is deployed, if there is one."""
    model_family: Label | None = None
    """Family of the underlying model; a judge of the same family is flagged."""
    stochastic: Flag = True
    """Whether the same input can give different results."""
    training_cutoff: Day | None = None
    """Day up to which the underlying model's training data reach; unknown if absent."""
    owner: Annotated[Party, AtKey("role", Declares("role", may_repeat=True))]
    """Who answers for the agent."""
    workflow: Workflow
    """The work it takes part in."""
    boundary: Boundary = Boundary()
    """What it may and may not do."""
    authority: Authority
    """How much it may do alone."""
    blast_radius: Severity
    """How far a failure reaches."""
    cadence: Cadence = Cadence()
    """How often it is reviewed."""
    changes: tuple[Change, ...] = ()
    """What changed and when, oldest first."""
    decision_rights: tuple[DecisionRight, ...] = ()
    """Who may decide what."""
    residual_risks: tuple[ResidualRisk, ...] = ()
    """Risks that were accepted."""
    controls: tuple[Control, ...] = ()
    """What is done to keep the promises, and what it costs."""
    statement: Narrative | None = None
    """The vendor's own words, framed as such on the page."""
    exposure_per_day: Positive | None = None
    """Runs a day that are expected in real use."""

    def find_version_day(self, as_of: date) -> date | None:
        """The day since which the version is in use: a change that deployed it later than is stated says when."""
        changed = (change.date for change in self.changes if change.version == self.version and change.date <= as_of)
        return max((self.deployed_since, *changed)) if self.deployed_since is not None else None

    def may_accept_changes(self, role: str) -> bool:
        """Whether a decision right to accept changes names the role: its owner's, or one that may override it."""
        return any(
            right.decision == ACCEPT_CHANGE and role in {right.owner, *right.may_override}
            for right in self.decision_rights
        )

    def is_twin_of(self, other: Agent) -> bool:
        """Whether both may be one product under two ids: the same work, name or digest, or model, owner and a step."""
        return not self.find_marks().isdisjoint(other.find_marks())

    def find_marks(self) -> frozenset[tuple[str, ...]]:
        """What a product is known by; agents that have any of it in common are twins, as `is_twin_of` says."""
        found = {("work", self.workflow.id), ("name", identify_name(self.name))}
        if self.digest is not None:
            found.add(("digest", self.digest))
        if self.model_family is not None:
            owner = identify_name(self.owner.name)
            return frozenset((*found, *(("step", self.model_family, owner, step.id) for step in self.workflow.steps)))
        return frozenset(found)
