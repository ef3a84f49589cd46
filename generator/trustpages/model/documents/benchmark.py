"""The document of a benchmark: what it measures and does not, its own validity, and how its tasks map to
workflows.
"""

from __future__ import annotations

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
    ObligationRef,
    Producer,
    Share,
    Source,
    Text,
    Url,
    Version,
)
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
    date: Day | None = None
    """When it was entered."""

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
    """Not at all, by proxy, or directly."""
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
    score: Share | None = None
    """Score on the benchmark."""
    n_tasks: AtLeastOne | None = None
    """Tasks behind the score."""
    rank: AtLeastOne | None = None
    """Position, 1 best, where scores are not comparable."""
    successes: Count | None = None
    """Successful runs in the workflow."""
    runs: Count | None = None
    """Runs in the workflow."""
    outcome: Share | None = None
    """Share of success, where counts are not known."""
    date: Day | None = None
    """When the outcome was collected."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.successes is not None and self.runs is not None and self.successes > self.runs:
            raise ValueError(f"{self.successes} of {self.runs} is not possible")
        if self.successes is not None and self.runs is None:
            raise ValueError(f"{self.successes} runs were successful, and `runs` does not say of how many")
        if self.score is None and self.rank is None:
            raise ValueError("a row has a `score` or a `rank`")
        return self


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
    entrants: AtLeastOne | None = None
    """How many entries the leaderboard had."""
    source: Source | None = None
    """Where the figures come from."""
    producer: Producer | None = None
    """Who measured."""
    rows: tuple[ComparisonRow, ...] = Field(min_length=1)
    """The agents or versions."""


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
    trivial_baseline: Share | None = None
    """Score of an agent that does nothing; never reported if absent."""
    trivial_baseline_source: Source | None = None
    """Where that is reported."""
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
    leaderboard: tuple[Score, ...] = ()
    """Best entries, best first."""
    leaderboard_source: Source | None = None
    """Where the leaderboard stands."""
    comparisons: tuple[Comparison, ...] = ()
    """Scores beside outcomes elsewhere."""
    source: Source | None = None
    """Where the facts on this page come from."""
