"""The document of procurement decisions, and the evidence on which they leaned."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trustpages.model.documents.base import Day, Document, Flag, Id, Model, NonNegative, Party, Share, Source, Text
from trustpages.model.ids import Declares, IdScope, Refers
from trustpages.model.vocabulary import Audience, EvidenceClass, Severity


class Cited(Model):
    """One piece of evidence that a decision names."""

    id: Text
    """What was cited."""
    kind: EvidenceClass = Field(alias="class")
    """Of which class."""
    weight: Share | None = None
    """How much it weighed; given for all that are cited or for none."""
    target_workflow: Flag = False
    """Whether it comes from the workflow that the decision is about."""


class RankReason(Model):
    """A position that the decision gives as its reason."""

    benchmark: Annotated[Id, Refers("benchmark")]
    """Leaderboard."""
    chosen: Text
    """Entry of the chosen agent."""
    rejected: tuple[Text, ...] = ()
    """Entries of the rejected ones."""
    other_reason: Text | None = None
    """Any other reason that was recorded."""


class Decision(Model):
    """One decision."""

    id: Annotated[Id, Declares("decision", IdScope.WORKSPACE)]
    """Name of the decision."""
    date: Day
    """Day."""
    about: Text
    """What was decided."""
    agent: Annotated[Id, Refers("agent")] | None = None
    """Agent of this workspace that it concerns."""
    value: NonNegative | None = None
    """Money at stake."""
    currency: Text | None = None
    """Its currency."""
    consequence: Severity
    """How bad a wrong decision is."""
    cited: tuple[Cited, ...] = ()
    """Evidence that it names."""
    rank_reason: RankReason | None = None
    """The position that it gives as a reason."""
    outcome: Literal["approved", "approved_with_conditions", "rejected", "deferred"]
    """What was decided."""
    approver: Party
    """Who decided."""
    source: Source | None = None
    """Where it is recorded."""
    visibility: Audience | None = None
    """Who may read it; the document's unless given."""
    illustrative: Flag = False
    """Whether it was made up to show how things work."""


class Decisions(Document):
    """A list of procurement decisions."""

    kind: Literal["decisions"]
    """Kind of the document."""
    id: Annotated[Id, Declares("list of decisions", IdScope.WORKSPACE)]
    """Name of the list."""
    decisions: tuple[Decision, ...] = Field(min_length=1)
    """The decisions."""
