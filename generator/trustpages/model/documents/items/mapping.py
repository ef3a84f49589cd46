"""A mapping: what the columns of a file mean that no importer knows, so that its rows become evidence."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, Strict, model_validator

from trustpages.model.documents.base import Label, Model, Number, Text
from trustpages.model.documents.items.counted import Judge
from trustpages.model.documents.items.data_file import Column, Predicate, RowColumns, Weight
from trustpages.model.vocabulary import IncidentSeverity, Method, Selection, Setting

RUN_WEIGHT: Final = "run_weight"
RUN_EVENT: Final = "run_event"
TAKEN: Final = frozenset({"run", "task", "good", "unknown", "at", "part", RUN_WEIGHT, RUN_EVENT})
"""Columns that the rows of an import have already."""

Cell = Annotated[str, Strict()] | Number


class SeverityColumn(Model):
    """How bad incidents are, by the cells of a column; any other cell counts as major, which is a doubt."""

    column: Column
    """Column that tells."""
    critical: tuple[Cell, ...] = ()
    """Cells of critical incidents."""
    major: tuple[Cell, ...] = ()
    """Cells of major ones."""
    minor: tuple[Cell, ...] = ()
    """Cells of minor ones."""

    @property
    def cells(self) -> tuple[tuple[Cell, IncidentSeverity], ...]:
        """Every cell that is named, with what it means."""
        named = zip(IncidentSeverity, (self.critical, self.major, self.minor), strict=True)
        return tuple((cell, severity) for severity, cells in named for cell in cells)

    @model_validator(mode="after")
    def _says_each_once(self) -> Self:
        cells = [str(cell) for cell, _ in self.cells]
        if len(set(cells)) < len(cells):
            raise ValueError("a cell stands under two severities")
        return self


class IncidentColumns(Model):
    """Rows that are incidents: which columns tell of each."""

    occurred: Column
    """Column with the day or moment at which it began."""
    visible_event: Column
    """Column with what a user could see."""
    detected: Column | None = None
    """Column with the day or moment at which it was noticed."""
    resolved: Column | None = None
    """Column with the day or moment at which it was over; empty where it is still open."""
    severity: SeverityColumn | None = None
    """How bad it was; without it all count as major, which is a doubt."""


class RowMapping(RowColumns):
    """What the rows of a file are evidence of, and what their columns mean; keys of `data` mean the same here."""

    kind: Literal["runs", "human_review", "red_team", "customer_outcome", "incident"] = "runs"
    """What a row is one of."""
    id: Label | None = None
    """Name of the item; the file name of the mapping unless given."""
    title: Text | None = None
    """What readers call it."""
    setting: Setting | None = None
    """Where the runs took place; a set of runs needs it."""
    method: Method = Method.ATTESTED
    """How each outcome was decided; unverified unless said otherwise."""
    judge: Judge | None = None
    """The AI judge, where there was one."""
    selection: Selection = Selection.CONVENIENCE
    """How the recorded runs were chosen."""
    scope: Text | None = None
    """What was attacked, how; a red-team exercise needs it."""
    outcome: Text | None = None
    """What counts as a good outcome; outcomes at customers need it."""
    outcomes: dict[Label, Predicate] = Field(default_factory=dict)
    """Further outcomes by name."""
    weight: Weight | None = None
    """What the runs weigh, where they were chosen with probabilities that are known but not equal."""
    event: Predicate | None = None
    """When a row counts as an event."""
    unknown: dict[Label, Predicate] = Field(default_factory=dict)
    """Rows whose outcome is not known whatever else stands in them, by reason: `timeout`, `judge-error`."""
    incident: IncidentColumns | None = None
    """Columns of incidents; only for rows that are incidents."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind == "incident") != (self.incident is not None):
            raise ValueError("`kind: incident` and `incident` are given together or not at all")
        if self.kind != "incident" and self.success is None:
            raise ValueError("`success` is needed: it says when the outcome of a row is good")
        taken = min(TAKEN.intersection((*self.measured, *self.outcomes)), default=None)
        if taken is not None:
            raise ValueError(f"no value or outcome can be called '{taken}', which rows of imports have already")
        twice = min(self.outcomes.keys() & {"success", *self.measured, *self.unknown}, default=None)
        if twice is not None:
            raise ValueError(f"'{twice}' stands under `outcomes` and has another meaning, too")
        if self.weight is not None and self.stratum is not None:
            raise ValueError("runs are weighed by `weight`, or told apart by `stratum`, not both")
        if self.kind == "incident" and (self.outcomes or self.weight or self.event):
            raise ValueError("`outcomes`, `weight` and `event` are of runs, not of incidents")
        needed = {"runs": "setting", "red_team": "scope", "customer_outcome": "outcome"}.get(self.kind)
        if needed is not None and getattr(self, needed) is None:
            raise ValueError(f"`{needed}` is needed for `kind: {self.kind}`")
        return self
