"""What all evidence items share, and how one is taken back or corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from trustpages.model.documents.base import (
    Day,
    Flag,
    Id,
    Label,
    Model,
    Narrative,
    ObligationRef,
    Party,
    Period,
    Producer,
    Source,
    Text,
    Version,
)
from trustpages.model.documents.items.adverse import Adverse, HeldAgainst
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.ids import AtKey, Declares, Refers, SeenByReaders
from trustpages.model.vocabulary import Audience, EvidenceClass, Verdict


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the outcomes that an item counts are called in the plural, and how directly they speak of the agent.

    Of evidence from one setting, the kind with the lowest `directness` comes first.
    """

    words: str
    directness: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTraits:
    """What holds of every item of one kind.

    `label` is what readers call one. `evidence_class` is None for a control record, which is no evidence,
    `outcomes` for a kind that counts none. `own_day` is the key of the day that an item is about, where it is
    about one day.
    """

    label: str
    evidence_class: EvidenceClass | None
    outcomes: Outcomes | None = None
    own_day: str | None = None


class Item(Model):
    """What all evidence items share; what is absent is taken from the bundle."""

    traits: ClassVar[ItemTraits]

    id: Annotated[Id, Declares("item"), Declares("override", may_repeat=True, when=("kind", "override"))]
    """Name of the item, unique among the agent's evidence."""
    supports: tuple[ObligationRef, ...] = ()
    """Obligations on which the item bears, for or against, as `pact/obligation`."""
    title: Text | None = None
    """What readers call it."""
    visibility: Audience | None = None
    """Who may read the item; the bundle's unless given."""
    illustrative: Flag = False
    """Whether it was made up to show how things work."""
    agent_version: Version | None = None
    """Version of the agent that was looked at; the bundle's unless given."""
    collected: Period | None = None
    """Days of collection; the bundle's unless given."""
    producer: Annotated[Producer | None, AtKey("name", SeenByReaders())] = None
    """Who made it; the bundle's unless given."""
    source: Source | None = None
    """Where it comes from; the bundle's unless given."""
    population: Text | None = None
    """Whose runs were looked at, where a claim speaks of a part of the users."""
    run_set: Label | None = None
    """Name of the underlying set of runs, where several items report on the same one."""
    statement: Narrative | None = None
    """The producer's words, framed as such on the page."""
    imported: ImportRecord | None = None
    """What `trustpages import` found in the files of another tool that the item was made from."""

    @property
    def evidence_class(self) -> EvidenceClass | None:
        """The class that diversity counts it in: that of its kind, unless the item says otherwise."""
        return self.traits.evidence_class

    @property
    def obligations(self) -> frozenset[str]:
        """The obligations that the item itself names, as `pact/obligation`."""
        return frozenset(self.supports)

    @property
    def own_day(self) -> Day | None:
        """The day that it is about; None for what was collected over days."""
        key = self.traits.own_day
        return None if key is None else getattr(self, key)

    def judge_as_record(self) -> Verdict:
        """What it says of a promise that such a record exists; it exists, unless it says more than that."""
        return Verdict.MET

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """What it says against the agent, by its content alone; None where it says nothing against it."""
        del held
        return None

    def explain_missing_outcome(self, outcome: str) -> str:
        """Why the outcome cannot be counted from the item; empty where it can."""
        return f"the item does not count the outcome '{outcome}'"

    def explain_missing_value(self, value: str) -> str:
        """Why the measured value cannot be read from the item; empty where it can."""
        return f"the item has no value '{value}'"

    def explain_missing_tasks(self, value: str | None) -> str:
        """Why runs, with a value where one is named, cannot be told apart by task; empty where they can."""
        return "the item does not tell its runs apart by task"

    def explain_missing_score(self, score: str) -> str:
        """Why the item does not give the score of that name; empty where it does."""
        return f"the item publishes no score '{score}'"

    def explain_missing_events(self) -> str:
        """Why events cannot be counted from the item; empty where they can."""
        return "the item does not count events"


class Withdrawal(Model):
    """Evidence was taken back."""

    date: Day
    """Day on which it was taken back."""
    by: Party
    """Who took it back."""
    reason: Text
    """Why."""


class RetractableItem(Item):
    """An item of evidence, which can be taken back or corrected: it stays listed and counts for nothing."""

    withdrawn: Withdrawal | None = None
    """That it was taken back, when, by whom and why; the item stays where it is."""
    corrected_by: Annotated[Id, Refers("item")] | None = None
    """Item that stands in its place: the last correction, where there were several."""
