"""Data files of an item: which columns tell what of each run."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from trustpages.model.documents.base import Label, Model, Number, Positive, Sha256, Text

Column = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=200)]
"""Name of a column, as the file spells it."""

FileReference = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=200)]
"""Path of a file beside the document: plain names with `/` between, nothing above the folder."""


class Predicate(Model):
    """When a row of a data file counts as having the outcome; exactly one condition beside the column."""

    column: Column
    """Column that tells."""
    equals: Annotated[str, Strict()] | Annotated[bool, Strict()] | Number | None = None
    """The value that counts."""
    at_least: Number | None = None
    """Counts from this value up."""
    at_most: Number | None = None
    """Counts up to this value."""
    is_in: tuple[Annotated[str, Strict()] | Number, ...] | None = None
    """The values that count."""

    @model_validator(mode="after")
    def _one_condition(self) -> Self:
        given = [name for name in ("equals", "at_least", "at_most", "is_in") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("one of `equals`, `at_least`, `at_most`, `is_in` stands beside `column`")
        return self


class Weight(Model):
    """How much each run of a sample with unequal chances stands for."""

    column: Column
    """Column with the inverse of the probability with which the run was chosen."""
    at_most: Positive
    """The greatest weight that any run could have had: the inverse of the smallest probability in the plan."""


class Duration(Model):
    """Two columns of times: what is measured is the seconds from one to the other."""

    from_: Column = Field(alias="from")
    """Column with the moment at which it begins."""
    to: Column
    """Column with the moment at which it ends."""


class DataOrigin(Model):
    """Where rows come from: a file beside the bundle, or a table."""

    file: FileReference | None = None
    """CSV, JSONL, JSON or Parquet file beside the bundle; all but Parquet may be compressed by gzip (`.csv.gz`)."""
    table: Text | None = None
    """Table in a warehouse instead of a file."""
    sha256: Sha256 | None = None
    """Digest of the file."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.file is None) == (self.table is None):
            raise ValueError("either `file` or `table` is given")
        return self


class RowColumns(Model):
    """What the columns of rows mean.

    A column of JSON, or of a nested column of Parquet, may be a path: `metrics.reward`, `checks.0.passed`.
    """

    rows: Column | None = None
    """Path to the list of runs inside of a JSON document, or of each line of JSONL: `results.results`."""
    where: Predicate | None = None
    """Which rows are runs, in a file that holds others too; the rest is left out, and counted."""
    run: Column | None = None
    """Column with the name of the run, which no two rows share; without it rows that are all alike count as one."""
    success: Predicate | None = None
    """When a run succeeded."""
    values: dict[Label, Column] = Field(default_factory=dict)
    """Measured values by name."""
    durations: dict[Label, Duration] = Field(default_factory=dict)
    """Further values, in seconds, from two columns of times each."""
    cluster: Column | None = None
    """Column that groups runs that are not independent: task, session, customer."""
    stratum: Column | None = None
    """Column that says which declared part a run belongs to, such as a language or a tariff."""
    at: Column | None = None
    """Column with the time of the run."""
    null_is: Literal["unknown", "failure", "success"] = "unknown"
    """What an empty outcome means."""

    @model_validator(mode="after")
    def _measures_once(self) -> Self:
        twice = min(self.values.keys() & self.durations.keys(), default=None)
        if twice is not None:
            raise ValueError(f"'{twice}' stands under `values` and under `durations`")
        return self

    @property
    def measured(self) -> tuple[str, ...]:
        """The names of all values that are measured."""
        return (*self.values, *self.durations)


class Data(RowColumns, DataOrigin):
    """Rows in a file beside the bundle, and what their columns mean; counts are computed from it.

    A column of JSON, or of a nested column of Parquet, may be a path: `metrics.reward`, `checks.0.passed`.
    """

    outcomes: dict[Label, Predicate] = Field(default_factory=dict)
    """Further outcomes by name."""
    weight: Weight | None = None
    """What the runs weigh, where they were chosen with probabilities that are known but not equal."""
    event: Predicate | None = None
    """When a row counts as an event."""

    @model_validator(mode="after")
    def _weighs_once(self) -> Self:
        if self.weight is not None and self.stratum is not None:
            raise ValueError("runs are weighed by `weight`, or told apart by `stratum`, not both")
        return self
