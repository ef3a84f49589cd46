"""Items that count outcomes: by whom and how each was decided, and how the runs were chosen."""

from __future__ import annotations

from typing import Final, Literal, Self

from pydantic import model_validator

from trustpages.model.documents.base import Count, Label, Model, Number, Text, Version
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.items.adverse import Adverse, HeldAgainst, weigh_outcomes
from trustpages.model.documents.items.base import RetractableItem
from trustpages.model.vocabulary import Method, Selection


class Rate(Model):
    """k of n."""

    of: Count
    """How many were looked at."""
    correct: Count
    """How many of them were judged rightly."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.correct > self.of:
            raise ValueError(f"{self.correct} of {self.of} is not possible")
        return self


class Calibration(Model):
    """A judge held against human labels."""

    drawn_from: Literal["these_runs", "other_outcomes"] = "other_outcomes"
    """Where the labelled outcomes come from: at random from the very runs that the judge decided here, or elsewhere."""
    positives: Rate
    """Truly good outcomes, and how many of them the judge called good (sensitivity)."""
    negatives: Rate
    """Truly bad outcomes, and how many of them the judge called bad (specificity)."""

    @model_validator(mode="after")
    def _tells_errors(self) -> Self:
        labelled = self.positives.of, self.negatives.of
        if not any(labelled) or (self.drawn_from != "these_runs" and not all(labelled)):
            raise ValueError("good and bad outcomes are needed, at least one of each")
        return self


class Judge(Model):
    """An AI model that decided outcomes."""

    model: Text
    """Its name."""
    version: Version | None = None
    """Its version."""
    family: Label | None = None
    """Its family; the agent's own family is flagged."""
    calibration: Calibration | None = None
    """Its errors against human labels."""


class Ratings(Model):
    """Several people's ratings of the same units."""

    scale: Literal["nominal", "ordinal", "interval"] = "nominal"
    """How ratings compare."""
    table: tuple[tuple[Count, ...], ...] | None = None
    """Two raters: a square table of counts, rows the first rater, columns the second."""
    units: tuple[tuple[Number | None, ...], ...] | None = None
    """Any number of raters: a row a rater, a column a unit, null where a rating is absent."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.table is None) == (self.units is None):
            raise ValueError("either `table` or `units` is given")
        rows = self.table or self.units or ()
        if len({len(row) for row in rows}) != 1 or len(rows) < 2:
            raise ValueError("two rows or more, all of the same length, are needed")
        if self.table is not None and len(self.table) != len(self.table[0]):
            raise ValueError("a table of two raters is square")
        return self


COUNTS: Final = frozenset({"attempts", "clusters", "cluster_sums", "outcomes", "values", "events", "data", "share"})
"""The keys of which a counted item has one at least, unless it says nothing."""


class CountedItem(RetractableItem, Counted):
    """An item with counted outcomes."""

    method: Method = Method.ATTESTED
    """How each outcome was decided; unverified unless said otherwise."""
    judge: Judge | None = None
    """The AI judge, where there was one."""
    ratings: Ratings | None = None
    """Ratings by several people of the same outcomes."""
    selection: Selection = Selection.CONVENIENCE
    """How the recorded runs were chosen; only all of them, or a random part, can show that a promise is kept."""

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """Outcomes below a promised line; where no share is promised, more bad ones than good."""
        outcomes = self.traits.outcomes
        return weigh_outcomes(held, outcomes.words if outcomes else "outcomes")

    def explain_missing_outcome(self, outcome: str) -> str:
        """Empty where counts or data tell the outcome."""
        data = self.data
        if outcome == "success":
            counted = self.attempts is not None or bool(self.clusters or self.share or (data and data.success))
        else:
            counted = outcome in self.outcomes or (data is not None and outcome in data.outcomes)
        return "" if counted else super().explain_missing_outcome(outcome)

    def explain_missing_value(self, value: str) -> str:
        """Empty where a summary or a column tells the value."""
        measured = value in self.values or (self.data is not None and value in self.data.measured)
        return "" if measured else super().explain_missing_value(value)

    def explain_missing_tasks(self, value: str | None) -> str:
        """Empty where clusters, or the column of a data file, tell tasks apart and carry the value."""
        if not (self.clusters if self.data is None else self.data.cluster):
            return super().explain_missing_tasks(value)
        if value is None:
            return ""
        if self.data is not None:
            return "" if value in self.data.measured else f"the data name no column for '{value}'"
        carried = all(value in part.values for part in self.clusters)
        return "" if carried else f"the item gives no '{value}' for each of its clusters"

    def explain_missing_events(self) -> str:
        """Empty where a count or a column tells the events."""
        counted = self.events is not None or (self.data is not None and self.data.event is not None)
        return "" if counted else super().explain_missing_events()
