"""The document of a framework: its items, and what in a report answers each of them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from trustpages.model.documents.asked.questions import ComputedAnswer, FigureRef, ItemRef
from trustpages.model.documents.base import NOT_BLANK, Document, Flag, Id, Model, Source, Text
from trustpages.model.ids import Declares, IdScope
from trustpages.model.vocabulary import EvidenceClass

Declared = Literal[
    "owner",
    "contact",
    "work",
    "boundary",
    "version",
    "changes",
    "decision-rights",
    "residual-risks",
    "controls",
    "promises",
    "cadence",
    "benchmarks",
    "publisher",
]
"""What the vendor's own documents say of an agent: never more than its word."""

MetricId = Literal[
    "rank-outcome",
    "freshness",
    "claim-incident-gap",
    "adverse-evidence",
    "diversity",
    "coverage",
    "pact-compliance",
    "counted-runs",
    "many-promises",
    "drift",
    "follow-through",
    "proof-judgment",
    "review-cadence",
    "benchmark-quality",
    "version-comparison",
]
"""The metrics that are computed for each agent."""

RuleId = Annotated[str, Strict(), StringConstraints(pattern=r"^L[0-9]{2,3}$", max_length=4)]
"""A limitation rule: `L30`."""

ItemName = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=100, pattern=NOT_BLANK)]
"""An item as the framework itself writes it: `MEASURE 2.5`, `Art. 13(3)(b)(ii)`."""

Wording = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=4_000, pattern=NOT_BLANK)]
"""The wording of an item, shown as it is; never markup."""


class FrameworkItem(Model):
    """One item of a framework; where nothing answers it, it is not covered."""

    id: ItemName
    """Its number or name, as the framework writes it."""
    also: tuple[ItemName, ...] = ()
    """Other ways in which questionnaires write it."""
    part: Text | None = None
    """The part of the framework in which it stands."""
    text: Wording | None = None
    """Its wording, where the licence of the framework lets it be shown."""
    about: Text | None = None
    """What it is about, in words of one's own, where its wording may not be shown."""
    answers: tuple[ComputedAnswer, ...] = ()
    """Computed answers that it takes, all of them, for evidence to carry it."""
    metrics: tuple[MetricId, ...] = ()
    """Metrics that it takes: each must have a figure that rests on evidence."""
    kinds: tuple[EvidenceClass, ...] = ()
    """Kinds of evidence that it takes: of each, something current."""
    kept: Flag = False
    """Whether it takes that every promise of the agent is shown to be kept today."""
    figures: tuple[FigureRef, ...] = ()
    """Promises that it takes: each must be shown to be kept today; they count for the agent that made them."""
    evidence: tuple[ItemRef, ...] = ()
    """Evidence items that it takes; they count for their agent."""
    independent: Flag = False
    """Whether it takes evidence that others than the vendor, or somebody paid by it, produced."""
    declared: tuple[Declared, ...] = ()
    """What the vendor's own documents say to it: its word, and no evidence."""
    limits: tuple[RuleId, ...] = ()
    """Limitation rules that say, where they are triggered, what the answer does not show."""
    why: Text | None = None
    """In a sentence, why these answer it, and how far."""

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        if self.is_mapped and self.why is None:
            raise ValueError("an item that something answers says in `why` how far it does")
        return self

    @property
    def is_mapped(self) -> bool:
        """Whether anything in a report answers it at all."""
        return self.takes_evidence or bool(self.declared)

    @property
    def takes_evidence(self) -> bool:
        """Whether evidence can carry it; otherwise the vendor's word is all that there can be."""
        return self.kept or any((self.answers, self.metrics, self.kinds, self.figures, self.evidence))


class Framework(Document):
    """A framework that buyers work with, and what in a report answers its items."""

    kind: Literal["framework"]
    """Kind of the document."""
    id: Annotated[Id, Declares("framework", IdScope.WORKSPACE)]
    """Name of the framework; the name of its page."""
    name: Text
    """Name as its publisher writes it."""
    version: Text
    """Version or day of it; items of another version may say something else."""
    publisher: Text
    """Who publishes it."""
    licence: Text
    """Under which terms its wording is shown here, or why it is not."""
    source: Source | None = None
    """Where it is published."""
    mark: Text | None = None
    """A word that stands before its ids in questionnaires, where these alone would say too little: `AIUC-1`."""
    scope: Text | None = None
    """What of it stands here, where that is not all."""
    items: tuple[FrameworkItem, ...] = Field(min_length=1)
    """Its items, in its order."""

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        names = [name for item in self.items for name in (item.id, *item.also)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"two items have the id '{twice}'")
        return self
