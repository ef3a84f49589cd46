"""The document of a benchmark: what it measures and does not, its own validity, and how its tasks map to
workflows.
"""

from __future__ import annotations

from datetime import date
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
from trustpages.model.documents.benchmarks.boards import Comparison, Score
from trustpages.model.documents.benchmarks.splits import Split, is_public_split, is_same_split, read_split, read_version
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
    """Scores beside outcomes elsewhere, and whole leaderboards by their days."""
    source: Source | None = None
    """Where the facts on this page come from."""

    @model_validator(mode="after")
    def _scores_have_a_unit(self) -> Self:
        if self.score_unit is None and any(entry.value is not None for entry in self.leaderboard):
            raise ValueError("the leaderboard gives a `value`, and `score_unit` does not say what it is counted in")
        return self

    @property
    def paired(self) -> tuple[Comparison, ...]:
        """The comparisons of scores with outcomes."""
        return tuple(comparison for comparison in self.comparisons if comparison.workflow is not None)

    @property
    def boards(self) -> tuple[Comparison, ...]:
        """The leaderboards, of which nobody has seen outcomes: the newest first, those without a day last."""
        alone = (comparison for comparison in self.comparisons if comparison.workflow is None)
        return tuple(sorted(alone, key=lambda board: board.date or date.min, reverse=True))

    @property
    def entries(self) -> tuple[Score, ...]:
        """The leaderboard: the best entries as written, else the newest imported board, where there is only one board.

        Scores of that which are no shares are left out.
        """
        boards = self.boards
        if self.leaderboard or len({board.title for board in boards}) != 1 or boards[0].score_unit is not None:
            return self.leaderboard
        return tuple(
            Score(
                name=label,
                score=row.score,
                n=row.n_tasks or self.n_tasks,
                date=row.date,
                harness=row.harness,
                ours=row.ours,
            )
            for row, label in zip(boards[0].rows, boards[0].labels, strict=True)
            if row.score is not None
        )

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
