"""Data files of an item: which columns tell what of each run."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from trustpages.model.documents.base import Label, Model, Moment, Number, Positive, Sha256, Text

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


class Aggregate(Model):
    """Where the sums of a table come from: who asked it what, and when."""

    query: FileReference | None = None
    """File with the query that was asked, beside the bundle."""
    query_sha256: Sha256 | None = None
    """Digest of that file."""
    dialect: Label | None = None
    """Dialect of the query."""
    connection: Label | None = None
    """Connection of `trust.yml` that was asked."""
    asked: Moment | None = None
    """When it was asked."""


class Data(Model):
    """Rows in a file beside the bundle, and what their columns mean; counts are computed from it.

    A column of JSON, or of a nested column of Parquet, may be a path: `metrics.reward`, `checks.0.passed`.
    """

    file: FileReference | None = None
    """CSV, JSONL, JSON or Parquet file beside the bundle; all but Parquet may be compressed by gzip (`.csv.gz`)."""
    table: Text | None = None
    """Table in a warehouse that holds the rows; `file` then holds its sums over clusters."""
    connection: Label | None = None
    """Connection of `trust.yml` by which the table is asked; not needed where there is one alone."""
    aggregate: Aggregate | None = None
    """Says that `file` holds what the table adds up to, in the columns of the contract, and how it was asked."""
    sha256: Sha256 | None = None
    """Digest of the file."""
    rows: Column | None = None
    """Path to the list of runs inside of a JSON document, or of each line of JSONL: `results.results`."""
    where: Predicate | None = None
    """Which rows are runs, in a file that holds others too; the rest is left out, and counted."""
    run: Column | None = None
    """Column with the name of the run, which no two rows share; without it rows that are all alike count as one."""
    success: Predicate | None = None
    """When a run succeeded."""
    outcomes: dict[Label, Predicate] = Field(default_factory=dict)
    """Further outcomes by name."""
    values: dict[Label, Column] = Field(default_factory=dict)
    """Measured values by name."""
    durations: dict[Label, Duration] = Field(default_factory=dict)
    """Further values, in seconds, from two columns of times each."""
    cluster: Column | None = None
    """Column that groups runs that are not independent: task, session, customer."""
    stratum: Column | None = None
    """Column that says which declared part a run belongs to, such as a language or a tariff."""
    weight: Weight | None = None
    """What the runs weigh, where they were chosen with probabilities that are known but not equal."""
    at: Column | None = None
    """Column with the time of the run."""
    event: Predicate | None = None
    """When a row counts as an event."""
    null_is: Literal["unknown", "failure", "success"] = "unknown"
    """What an empty outcome means."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.file is None and self.table is None:
            raise ValueError("`file` or `table` is given")
        if self.aggregate is None and self.file is not None and self.table is not None:
            raise ValueError("`file` holds rows, or with `aggregate` what `table` adds up to")
        if self.aggregate is not None and (self.file is None or self.table is None):
            raise ValueError("`aggregate` is said of a `file` that holds what a `table` adds up to")
        return self

    @model_validator(mode="after")
    def _counts_alone(self) -> Self:
        """Hold what is said of a table against what sums of whole numbers can tell."""
        said = ("values", "durations", "weight", "rows", "run")
        if self.table is not None and (key := next((key for key in said if getattr(self, key)), None)):
            raise ValueError(f"`{key}` is for rows in a file; of a table outcomes and events are counted")
        return self

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

    @model_validator(mode="after")
    def _weighs_once(self) -> Self:
        if self.weight is not None and self.stratum is not None:
            raise ValueError("runs are weighed by `weight`, or told apart by `stratum`, not both")
        return self
