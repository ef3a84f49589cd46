"""The document of a bundle, and control records, one model a kind: what people decided, contested and did.

A new kind is a class here and its name in `AnyItem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, get_args

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
    ObligationRef,
    Party,
    Period,
    Producer,
    Source,
    Text,
    Version,
)
from trustpages.model.documents.items.adverse import Adverse, HeldAgainst
from trustpages.model.documents.items.base import Item, ItemTraits, Outcomes
from trustpages.model.documents.items.outcomes import EvidenceItem
from trustpages.model.ids import AtKey, Declares, Mentions, Refers, SeenByReaders
from trustpages.model.problem import ProblemLevel
from trustpages.model.vocabulary import Action, Severity, Trigger, Verdict

TriggerRef = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1, max_length=250),
    Refers("trigger", ProblemLevel.WARNING, among=("change", "item", "claim", "obligation", "pact", "benchmark")),
]
"""Name of a trigger: the id of a change, an incident, an override, or `pact/obligation`."""

ContestedRef = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1, max_length=201),
    Refers("item", among=("item", "benchmark", "claim", "obligation")),
]
"""Name of what a dispute is about."""


class Review(Item):
    """A recorded look at the agent: scheduled, or because something happened."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="A review", evidence_class=None, own_day="date")

    kind: Literal["review"]
    """A review record."""
    date: Day
    """Day of the review."""
    occasion: Literal["scheduled", "event"]
    """Whether it was due by date or because of an event."""
    by: Party
    """Who reviewed."""
    deploying_team: Flag = False
    """Whether only the team that deploys the agent took part."""
    closes: tuple[TriggerRef, ...] = ()
    """Triggers that the review closes, and breaches that it clears, by name."""
    outcome: Text
    """What was decided."""
    hours: NonNegative | None = None
    """Hours spent."""


class Override(Item):
    """Somebody decided otherwise than the pact's consequence says."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="An override", evidence_class=None)
    dates_in_order: ClassVar[DatesInOrder] = (("date", "expires"), ("date", "ended"))

    kind: Literal["override"]
    """An override."""
    obligation: ObligationRef
    """Obligation whose consequence was overridden."""
    decision: Label
    """Decision right that was used."""
    by: Party
    """Who overrode, in which role."""
    date: Day
    """Day of the override."""
    justification: Text | None = None
    """Why."""
    evidence: tuple[Annotated[Id, Refers("item")], ...] = ()
    """Items that were left as evidence."""
    expires: Day | None = None
    """Last day on which it holds."""
    ended: Day | None = None
    """Day on which it was lifted."""
    renews: Annotated[Id, Refers("override")] | None = None
    """Override that it renews."""

    @property
    def obligations(self) -> frozenset[str]:
        """The one whose consequence was overridden, too."""
        return super().obligations | {self.obligation}


class Dispute(Item):
    """Somebody contests evidence, a benchmark, a claim, a verdict or an incident."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="A dispute", evidence_class=None)
    dates_in_order: ClassVar[DatesInOrder] = (("opened", "closed"),)

    kind: Literal["dispute"]
    """A dispute."""
    opened: Day
    """Day on which it was raised."""
    by: Party
    """Who contests."""
    about: Text
    """What is contested."""
    concerns: tuple[ContestedRef, ...] = ()
    """What is contested: items, benchmarks with all results on them, claims, promises as `pact/obligation`."""
    status: Literal["open", "upheld", "rejected", "settled", "withdrawn"]
    """Where it stands."""
    finding: Literal["refuted", "confirmed"] | None = None
    """What was found of that which an upheld dispute concerns: it does not hold, and stays out for good, or it does.
    Unless given, an incident is confirmed, since whoever complains about one says that it happened, and all else is
    refuted."""
    closed: Day | None = None
    """Day on which it ended."""
    settlement: Text | None = None
    """How it was settled."""

    def is_open_on(self, day: date) -> bool:
        """Whether it is not settled on that day; what was settled later was open on it."""
        return self.opened <= day and (self.status == "open" or (self.closed is not None and self.closed > day))

    def is_upheld_on(self, day: date) -> bool:
        """Whether it was upheld by that day."""
        return self.status == "upheld" and self.ended <= day

    @property
    def ended(self) -> date:
        """The day on which it ended; where none is given, that on which it was raised."""
        return self.closed or self.opened

    @property
    def overturns(self) -> bool:
        """Whether, once it is upheld, the claims and verdicts that it concerns do not hold."""
        return self.finding != "confirmed"


class StateChange(Model):
    """A state before and after."""

    before: Text
    """Before."""
    after: Text
    """After."""


_RUNG = Mentions(("rung",))


class ConsequenceEvent(Item):
    """An agreed consequence fell due, and what became of it."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="A consequence", evidence_class=None)
    dates_in_order: ClassVar[DatesInOrder] = (
        ("triggered_at", "due_at"),
        ("triggered_at", "enacted_at"),
        ("enacted_at", "reversed_at"),
    )

    kind: Literal["consequence"]
    """What followed."""
    obligation: ObligationRef
    """Obligation that it belongs to."""
    trigger: Trigger = Trigger.ON_BREACH
    """What triggered it."""
    also: tuple[Trigger, ...] = ()
    """What else of the same promise called for it: done once, it answers all of them."""
    action: Action
    """What was to be done."""
    triggered_at: Day
    """Day on which it was triggered."""
    due_at: Day | None = None
    """Day by which it had to be done; from the pact unless given."""
    enacted_at: Day | None = None
    """Day on which it was done; not done if absent."""
    override: Annotated[Id, Refers("override")] | None = None
    """Override that set it aside."""
    waived: Text | None = None
    """Why the counterparty waived it."""
    reversed_at: Day | None = None
    """Day on which it was taken back."""
    authority: Annotated[StateChange | None, AtKey("before", _RUNG), AtKey("after", _RUNG)] = None
    """Authority before and after."""
    routing: StateChange | None = None
    """Routing before and after."""
    settlement: StateChange | None = None
    """Settlement before and after."""
    proof: tuple[Annotated[Id, Refers("item")], ...] = ()
    """Items that prove it."""

    @property
    def obligations(self) -> frozenset[str]:
        """The one whose consequence fell due, too."""
        return super().obligations | {self.obligation}


class Drill(Item):
    """A rehearsal that a consequence works, without a real breach."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="A drill", evidence_class=None, own_day="date")

    kind: Literal["drill"]
    """A drill."""
    obligation: ObligationRef
    """Obligation whose consequence was rehearsed."""
    date: Day
    """Day of the drill."""
    worked: Flag
    """Whether the consequence took effect as agreed."""
    summary: Text | None = None
    """What was done."""

    @property
    def obligations(self) -> frozenset[str]:
        """The one whose consequence was rehearsed, too."""
        return super().obligations | {self.obligation}

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """A drill that failed."""
        del held
        return None if self.worked else Adverse(Severity.HIGH, "failed")

    def judge_as_record(self) -> Verdict:
        """A drill that failed breaks a promise that drills work."""
        return Verdict.MET if self.worked else Verdict.BREACHED


AnyItem = Annotated[EvidenceItem | Review | Override | Dispute | ConsequenceEvent | Drill, Field(discriminator="kind")]

ITEM_KINDS: Mapping[str, type[Item]] = MappingProxyType(
    {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyItem)[0])}
)
"""Every kind of item that a bundle may hold, by its name."""

OUTCOMES_BY_KIND: Mapping[str, Outcomes] = MappingProxyType(
    {kind: model.traits.outcomes for kind, model in ITEM_KINDS.items() if model.traits.outcomes is not None}
)
"""What the kinds that count outcomes call them; such items say nothing of a promise once its window is past them."""


class Bundle(Document):
    """Evidence items of one producer and one collection."""

    kind: Literal["bundle"]
    """Kind of the document."""
    id: Annotated[Id, Declares("bundle")]
    """Name of the bundle, unique for its agent."""
    title: Text | None = None
    """What readers call it."""
    agent: Annotated[Id, Refers("agent")]
    """Agent that the evidence is about."""
    agent_version: Version | None = None
    """Version of the agent that was looked at; unknown if absent."""
    producer: Annotated[Producer, AtKey("name", SeenByReaders())]
    """Who made the evidence."""
    collected: Period | None = None
    """Days of collection; without them the age is unknown and the evidence counts as expired."""
    source: Source | None = None
    """Where it comes from."""
    items: tuple[AnyItem, ...] = Field(min_length=1)
    """The evidence."""
