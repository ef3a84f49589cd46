"""The document of a benchmark: what it measures and does not, its own validity, and how its tasks map to
workflows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trustpages.model.documents.base import (
    AtLeastOne,
    Count,
    Day,
    Document,
    Flag,
    Id,
    Model,
    Number,
    ObligationRef,
    Producer,
    Sha256,
    Share,
    Source,
    Text,
    Url,
    Version,
)
from trustpages.model.documents.counts import Column, FileReference
from trustpages.model.ids import Declares, IdScope, Refers, SeenByReaders
from trustpages.model.vocabulary import BenchmarkStatus


class CheckResult(Model):
    """One item of a validity checklist."""

    result: Literal["met", "not_met", "unknown", "not_applicable"]
    """Whether the benchmark meets it."""
    check: Text | None = None
    """What is checked."""
    reason: Text | None = None
    """Why it was decided so."""


class Checklist(Model):
    """An audit of the benchmark itself."""

    name: Text
    """Checklist and its version; numbering schemes differ between versions."""
    assessor: Producer | None = None
    """Who assessed."""
    date: Day | None = None
    """When."""
    source: Source | None = None
    """Where the assessment is published."""
    outcome_validity: dict[Text, CheckResult] = Field(default_factory=dict)
    """Does "pass" mean that the task was done? By item id."""
    task_validity: dict[Text, CheckResult] = Field(default_factory=dict)
    """Does solving the task need the capability? By item id."""
    reporting: dict[Text, CheckResult] = Field(default_factory=dict)
    """Is everything reported that a reader needs? By item id."""


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


class Mapping(Model):
    """How tasks of the benchmark relate to a step of a workflow or to one obligation."""

    workflow: Annotated[Id, Refers("workflow")] | None = None
    """Workflow whose step is meant."""
    step: Annotated[Id, Refers("step", within="workflow")] | None = None
    """Step that is tested."""
    agent: Annotated[Id, Refers("agent")] | None = None
    """Agent whose obligation is meant."""
    obligation: ObligationRef | None = None
    """Obligation that is tested."""
    strength: Literal["none", "partial", "direct"]
    """Not at all, by proxy, or directly; a step alone is related to the tasks at most, as by proxy."""
    tasks: Count | None = None
    """Tasks of the benchmark that map to it."""
    reason: Text | None = None
    """Why."""
    mapper: Annotated[Id, Refers("mapper")] | None = None
    """Which mapper drew it, where there are several."""

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        to_step = self.workflow is not None and self.step is not None
        to_obligation = self.agent is not None and self.obligation is not None
        if to_step == to_obligation:
            raise ValueError("a mapping names `workflow` and `step`, or `agent` and `obligation`")
        return self

    @property
    def most(self) -> Literal["none", "partial", "direct"]:
        """The strength that it has at most: what names no promise does not say that one is tested directly."""
        return "partial" if self.step is not None and self.strength == "direct" else self.strength


class Mapper(Model):
    """Somebody who drew the mapping."""

    id: Annotated[Id, Declares("mapper", IdScope.DOCUMENT)]
    """Name by which mappings refer to the mapper."""
    name: Annotated[Text, SeenByReaders()]
    """Who."""
    party: Producer
    """Whose they are."""


class ComparisonRow(Model):
    """One agent or version with its score on the benchmark and its outcome elsewhere."""

    agent: Text
    """Which agent."""
    version: Version | None = None
    """Which version."""
    score: Number | None = None
    """Score on the benchmark: a share from 0 to 1, unless the comparison names a `score_unit`."""
    n_tasks: AtLeastOne | None = None
    """Tasks behind the score."""
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
    """When the outcome was collected."""
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
    """Column with the day on which the outcome was collected, as 2026-11-30."""
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
    """Scores on the benchmark beside outcomes in one workflow, for several agents or versions."""

    id: Annotated[Id, Declares("comparison", IdScope.DOCUMENT)]
    """Name of the comparison."""
    title: Text
    """What is compared."""
    workflow: Text
    """Workflow in which outcomes were seen."""
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


class Split(Model):
    """A part of the tasks that is run by itself, such as validation and test."""

    name: Text
    """Its name, as results give it."""
    n_tasks: AtLeastOne | None = None
    """How many tasks it has."""
    held_out: Flag | None = None
    """Whether its tasks are kept secret; unknown if absent."""


class Benchmark(Document):
    """A benchmark and what is known about it."""

    kind: Literal["benchmark"]
    """Kind of the document."""
    id: Annotated[Id, Declares("benchmark", IdScope.WORKSPACE), SeenByReaders()]
    """Name of the benchmark."""
    name: Annotated[Text, SeenByReaders()]
    """Name as its maintainers write it."""
    version: Version | None = None
    """Version that the results refer to."""
    url: Url | None = None
    """Where it is published."""
    maintainer: Annotated[Text, SeenByReaders()] | None = None
    """Who maintains it."""
    status: BenchmarkStatus = BenchmarkStatus.ACTIVE
    """Whether its maintainers still stand behind it."""
    status_date: Day | None = None
    """Since when."""
    successor: Text | None = None
    """What they point to instead."""
    status_source: Source | None = None
    """Where they say so."""
    released: Day | None = None
    """Day on which the tasks became public."""
    n_tasks: AtLeastOne | None = None
    """How many tasks it has."""
    tasks_public: Flag | None = None
    """Whether the tasks can be read by anyone; unknown if absent."""
    held_out: Flag | None = None
    """Whether a part is kept secret; unknown if absent."""
    splits: tuple[Split, ...] = ()
    """The parts that are run by themselves, where it has any."""
    trivial_baseline: Share | None = None
    """Score of an agent that does nothing; never reported if absent."""
    trivial_baseline_source: Source | None = None
    """Where that is reported."""
    human_baseline: Share | None = None
    """Share of tasks that people solve."""
    label_noise: Share = 0
    """Share of tasks whose label is known to be wrong."""
    grader: Literal["deterministic", "llm_judge", "human", "mixed"] | None = None
    """How success is decided."""
    measures: tuple[Text, ...] = ()
    """What it measures."""
    suggests: tuple[Text, ...] = ()
    """What it suggests without measuring it."""
    does_not_measure: tuple[Text, ...] = ()
    """What it does not measure."""
    checklist: Checklist | None = None
    """An audit of its validity."""
    mappers: tuple[Mapper, ...] = ()
    """Who drew the mapping."""
    mapping: tuple[Mapping, ...] = ()
    """How its tasks relate to workflows."""
    score_unit: Text | None = None
    """Unit of its scores, such as `Elo points` or `dollars`, where they are no shares of tasks."""
    leaderboard: tuple[Score, ...] = ()
    """Best entries, best first."""
    leaderboard_source: Source | None = None
    """Where the leaderboard stands."""
    comparisons: tuple[Comparison, ...] = ()
    """Scores beside outcomes elsewhere."""
    source: Source | None = None
    """Where the facts on this page come from."""

    @model_validator(mode="after")
    def _scores_have_a_unit(self) -> Self:
        if self.score_unit is None and any(entry.value is not None for entry in self.leaderboard):
            raise ValueError("the leaderboard gives a `value`, and `score_unit` does not say what it is counted in")
        return self

    def is_described(self, version: str | None) -> bool:
        """Whether a result on `version` is on the version that the document describes: `v1.0` is `1.0`."""
        return version is None or self.version is None or read_version(version) == read_version(self.version)

    def find_split(self, name: str | None) -> Split | None:
        """The part of that name, however it is abbreviated; None where it is not described."""
        return next((split for split in self.splits if name and read_split(split.name) == read_split(name)), None)

    def count_tasks(self, version: str | None, split: str | None) -> int | None:
        """The tasks that a result on this version and part could be of; None where nobody says."""
        if not self.is_described(version):
            return None
        if split is None or is_same_split(split, self.version):
            return self.n_tasks
        found = self.find_split(split)
        return found.n_tasks if found else None

    def is_held_out(self, split: str | None) -> bool | None:
        """Whether the tasks of the part that was run are secret; None where nobody says.

        A document that says that a part of its tasks is secret does not say that this part was run.
        """
        if split is not None:
            found = self.find_split(split)
            if found is not None and found.held_out is not None:
                return found.held_out
            if is_public_split(split):
                return False
        return None if self.held_out and self.tasks_public else self.held_out


def read_version(version: str) -> str:
    """A version without what is only spelling: `v1.0`, `Version 1.0` and `1.0` are one."""
    return _PREFIX.sub("", version.strip().casefold())


_PREFIX = re.compile(r"^(?:version|v)[\s.]*(?=\d)")


def read_split(name: str) -> str:
    """The name of a part without what is only spelling: `val` and `Validation set` are one."""
    words = [word for word in re.split(r"[^a-z0-9]+", name.casefold()) if word not in {"", "set", "split"}]
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


_ABBREVIATIONS = {"val": "validation", "valid": "validation", "dev": "development", "train": "training"}


def is_same_split(name: str, other: str | None) -> bool:
    """Whether two names are those of one part; versions are sometimes named after the part that they are."""
    return other is not None and read_split(name) == read_split(other)


def is_public_split(name: str) -> bool:
    """Whether a part of that name is one that everybody has: it is for development, or is called public."""
    words = set(read_split(name).split())
    return bool(words & _PUBLIC) and not words & {"private", "secret", "hidden"}


_PUBLIC = {"training", "validation", "development", "public", "practice", "sample"}
