"""Scores of others on a benchmark: its leaderboard, in the document or in a file, and what they are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import model_validator

from trustpages.model.documents.base import (
    AtLeastOne,
    Count,
    Day,
    Flag,
    Id,
    Model,
    Number,
    Producer,
    Sha256,
    Share,
    Source,
    Text,
    Version,
)
from trustpages.model.documents.items.data_file import Column, FileReference
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.ids import Declares, IdScope


class Score(Model):
    """A leaderboard entry."""

    name: Text
    """Who."""
    k: Count | None = None
    """Tasks solved."""
    n: AtLeastOne | None = None
    """Of how many."""
    score: Share | None = None
    """Share solved, where counts are not published."""
    value: Number | None = None
    """Score in the unit of the benchmark, where its scores are no shares."""
    date: Day | None = None
    """When it was entered."""
    harness: Text | None = None
    """Scaffold with which it was run."""
    ours: Flag = False
    """Whether this entry is the publisher's own; told apart from entries that happen to score the same."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.k is not None and self.n is not None and self.k > self.n:
            raise ValueError(f"{self.k} of {self.n} is not possible")
        if self.k is not None and self.n is None:
            raise ValueError(f"{self.k} tasks were solved, and `n` does not say of how many")
        return self


class ComparisonRow(Model):
    """One agent or version with its score on the benchmark and, in a comparison, its outcome elsewhere."""

    agent: Text
    """Which agent."""
    version: Version | None = None
    """Which version."""
    score: Number | None = None
    """Score on the benchmark: a share from 0 to 1, unless the comparison names a `score_unit`."""
    low: Number | None = None
    """Lower limit that the leaderboard prints with the score."""
    high: Number | None = None
    """Upper limit that the leaderboard prints with the score."""
    n_tasks: AtLeastOne | None = None
    """Tasks behind the score; votes, where a rating rests on these."""
    trials: AtLeastOne | None = None
    """Tries of each task; one agent has one row for each number of tries."""
    harness: Text | None = None
    """Scaffold with which the score was measured."""
    rank: AtLeastOne | None = None
    """Position, 1 best, where scores are not comparable."""
    successes: Count | None = None
    """Successful runs in the workflow."""
    runs: Count | None = None
    """Runs in the workflow."""
    outcome: Number | None = None
    """Outcome where counts are not known: a share of success, unless the comparison names an `outcome_unit`."""
    date: Day | None = None
    """When the outcome was collected, or the entry made."""
    ours: Flag = False
    """Whether this row is the publisher's own."""
    note: Text | None = None
    """What a reader must know of this row: how its names were matched, what was flagged about it."""

    @property
    def name_key(self) -> str:
        """The agent's name without what is only spelling: `Desk  Agent` and `desk agent` are one agent."""
        return " ".join(self.agent.casefold().split())

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.successes is not None and self.runs is not None and self.successes > self.runs:
            raise ValueError(f"{self.successes} of {self.runs} is not possible")
        if self.successes is not None and self.runs is None:
            raise ValueError(f"{self.successes} runs were successful, and `runs` does not say of how many")
        if self.score is None and self.rank is None:
            raise ValueError("a row has a `score` or a `rank`")
        return self


class BoardColumns(Model):
    """Which columns of a scoreboard hold what; each key is one of a row."""

    agent: Column
    """Column with the name of the agent."""
    version: Column | None = None
    """Column with its version."""
    score: Column | None = None
    """Column with the score on the benchmark."""
    low: Column | None = None
    """Column with the lower limit that is printed with the score."""
    high: Column | None = None
    """Column with the upper limit that is printed with the score."""
    n_tasks: Column | None = None
    """Column with the tasks behind the score."""
    trials: Column | None = None
    """Column with the tries of each task."""
    harness: Column | None = None
    """Column with the scaffold with which the score was measured."""
    rank: Column | None = None
    """Column with the position, 1 best."""
    successes: Column | None = None
    """Column with the successful runs in the workflow."""
    runs: Column | None = None
    """Column with the runs in the workflow."""
    outcome: Column | None = None
    """Column with the outcome where counts are not known."""
    date: Column | None = None
    """Column with the day on which the outcome was collected, or the entry made, as 2026-11-30."""
    note: Column | None = None
    """Column with what a reader must know of the row."""


class Board(Model):
    """A scoreboard in a file beside the benchmark: one row an agent and number of tries."""

    file: FileReference
    """CSV or JSONL file beside the benchmark."""
    sha256: Sha256 | None = None
    """Digest of the file."""
    columns: BoardColumns
    """Which columns hold what."""
    percent: tuple[Literal["score", "outcome"], ...] = ()
    """Which of both are percentages in the file."""
    ours: tuple[Text, ...] = ()
    """Names of the agents that are the publisher's own."""


class Comparison(Model):
    """Scores on the benchmark, for several agents or versions: a leaderboard as it was on one day, or beside outcomes
    in one workflow.
    """

    id: Annotated[Id, Declares("comparison", IdScope.DOCUMENT)]
    """Name of the comparison."""
    title: Text
    """What is compared."""
    workflow: Text | None = None
    """Workflow in which outcomes were seen; without one the rows hold scores alone, and nothing is compared."""
    date: Day | None = None
    """Day on which the leaderboard stood like this; a later state is a comparison of its own."""
    stand_in: Flag = False
    """Whether the outcome only stands in for real use; such a result is never more than exploratory."""
    of: Literal["agents", "versions"] = "agents"
    """Several agents, or one agent over its versions, oldest first."""
    score_unit: Text | None = None
    """Unit of the scores, such as `Elo points`, where they are no shares."""
    outcome_unit: Text | None = None
    """Unit of the outcomes, such as `dollars a task`, where they are no shares of success."""
    lower_is_better: Flag = False
    """Whether a lower outcome is the better one, as it is of costs."""
    entrants: AtLeastOne | None = None
    """How many entries the leaderboard had."""
    source: Source | None = None
    """Where the figures come from."""
    producer: Producer | None = None
    """Who measured."""
    rows: tuple[ComparisonRow, ...] = ()
    """The agents or versions; none where they stand in `board`."""
    board: Board | None = None
    """The file that holds the rows instead."""
    imported: ImportRecord | None = None
    """What an import found: written by `trustpages import`."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The name of each row, with its version where several share the name."""
        names = Counter(row.name_key for row in self.rows)
        return tuple(
            f"{row.agent} ({row.version})" if row.version and names[row.name_key] > 1 else row.agent
            for row in self.rows
        )

    def explain_impossible(self, row: ComparisonRow) -> Iterator[str]:
        """What of a row cannot be in this comparison: shares outside of 0 to 1 where no unit is named."""
        for name, value, unit in (("score", row.score, self.score_unit), ("outcome", row.outcome, self.outcome_unit)):
            if value is not None and unit is None and not 0 <= value <= 1:
                yield f"the {name} is {value:g}, but a share lies between 0 and 1"

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if bool(self.rows) == (self.board is not None):
            raise ValueError("either `rows` or `board` is given")
        return self

    @model_validator(mode="after")
    def _outcomes_are_of_a_workflow(self) -> Self:
        columns = self.board.columns if self.board is not None else None
        has_outcomes = (row.outcome is not None or row.runs is not None for row in self.rows)
        named = columns is not None and (columns.outcome or columns.runs or columns.successes) is not None
        if self.workflow is None and (named or any(has_outcomes)):
            raise ValueError("outcomes are given, and `workflow` does not say where they were seen")
        return self
