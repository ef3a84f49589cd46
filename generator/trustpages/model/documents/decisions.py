"""The document of decisions: what was bought and on which evidence, which changes were accepted and until when."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, Strict, StringConstraints

from trustpages.model.documents.base import (
    DatesInOrder,
    Day,
    Document,
    Flag,
    Id,
    Label,
    Model,
    NonNegative,
    Party,
    Share,
    Source,
    Text,
    has_passed,
)
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.ids import Declares, IdScope, Refers, SeenByReaders
from trustpages.model.vocabulary import Audience, EvidenceClass, Severity

ACCEPT_CHANGE: Final = "accept-change"
"""The decision right by which a change is accepted."""

Fingerprint = Annotated[str, Strict(), StringConstraints(pattern=r"^fp-[0-9a-f]{16}$")]
"""Which change it is, as `diff` names it: `fp-` and 16 hexadecimal digits."""


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


class Acceptance(Model):
    """A change of what is known of agents that somebody accepted, for a time."""

    dates_in_order: ClassVar[DatesInOrder] = (("date", "until"),)

    id: Annotated[Id, Declares("acceptance", IdScope.WORKSPACE)]
    """Name of the acceptance."""
    fingerprint: Fingerprint
    """Change that was accepted."""
    by: Annotated[Text, SeenByReaders()]
    """Who accepted it."""
    role: Label
    """Role in which they did; a decision right `accept-change` of each agent that it concerns names it."""
    date: Day
    """Day of the acceptance."""
    until: Day
    """Last day on which it holds."""
    reason: Text
    """Why it was accepted."""
    concerns: tuple[Annotated[Id, Refers("agent")], ...] = ()
    """Agents that the change is about; all of the workspace where none is named."""
    visibility: Audience | None = None
    """Who may read it; the document's unless given."""
    illustrative: Flag = False
    """Whether it was made up to show how things work."""

    def holds_on(self, day: Day) -> bool:
        """Whether the day lies in the time for which it was given: not before it was, and not after its last one."""
        return self.date <= day and not has_passed(self.until, day)


class Decisions(Document):
    """A list of decisions: to buy, and to accept a change."""

    kind: Literal["decisions"]
    """Kind of the document."""
    id: Annotated[Id, Declares("list of decisions", IdScope.WORKSPACE)]
    """Name of the list."""
    imported: ImportRecord | None = None
    """Where the decisions were imported from, and what of that is no decision here."""
    decisions: Annotated[tuple[Decision, ...], Field(min_length=1)] = ()
    """Decisions to buy."""
    acceptances: Annotated[tuple[Acceptance, ...], Field(min_length=1)] = ()
    """Changes that were accepted."""
