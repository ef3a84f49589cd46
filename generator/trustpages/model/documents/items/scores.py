"""Scores that somebody published: on a benchmark, or in a unit of their own."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, Strict, model_validator

from trustpages.model.documents.base import AtLeastOne, Count, Flag, Id, Label, Number, Producer, Share, Text, Version
from trustpages.model.documents.items.adverse import Adverse, HeldAgainst, format_share
from trustpages.model.documents.items.base import ItemTraits, Outcomes, RetractableItem
from trustpages.model.documents.items.counted import Judge
from trustpages.model.ids import AtKey, Refers, SeenByReaders
from trustpages.model.vocabulary import Averaging, EvidenceClass, Method, Setting, Severity


class BenchmarkResult(RetractableItem):
    """A published score of the agent on a benchmark."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="A benchmark result",
        evidence_class=EvidenceClass.BENCHMARK,
        outcomes=Outcomes("benchmark runs", directness=2),
    )
    setting: ClassVar[Setting] = Setting.BENCHMARK

    kind: Literal["benchmark_result"]
    """A benchmark score."""
    benchmark: Annotated[Id, Refers("benchmark")]
    """Benchmark that was run."""
    benchmark_version: Version | None = None
    """Its version; the benchmark document's unless given."""
    split: Text | None = None
    """The part of its tasks that was run, such as `test` or `validation`."""
    score: Share
    """Share of tasks solved, from 0 to 1."""
    reported: Text | None = None
    """The score as it was printed, such as `43.1%`; tells its precision."""
    n_tasks: AtLeastOne | None = None
    """Tasks behind the score."""
    k: Count | None = None
    """Tasks solved, or successful runs where there are several trials."""
    se: Share | None = None
    """Published standard error of the score."""
    se_clustered: Flag = False
    """Whether the published error takes groups of tasks into account."""
    average: Averaging | None = None
    """What the score is the mean of: tasks that are solved or not, categories of any size, or credit that tasks earn in
    parts. Unless given, a score that is no whole share of the tasks is taken for an average of something else."""
    trials: AtLeastOne | None = None
    """Tries of each task."""
    attempts_allowed: AtLeastOne = 1
    """Tries after which a task still counts as solved: the k of pass@k."""
    successes_by_task: tuple[Count, ...] = ()
    """Successes of each task over its trials, in a fixed order of tasks."""
    groups: tuple[AtLeastOne, ...] = ()
    """Sizes of groups of related tasks."""
    harness: Text | None = None
    """Scaffold with which the model was run."""
    rank: AtLeastOne | None = None
    """Position on the leaderboard, 1 best."""
    entrants: AtLeastOne | None = None
    """How many entries the leaderboard had."""
    variants: AtLeastOne | None = None
    """Variants from which the published one was chosen; unknown if absent."""
    tuned_on: Count | None = None
    """Test tasks that were used to tune the agent."""
    replicated_by: Annotated[Producer | None, AtKey("name", SeenByReaders())] = None
    """Who else measured the same."""
    method: Method = Method.ATTESTED
    """How success was decided."""
    judge: Judge | None = None
    """The AI judge, where there was one."""

    @property
    def task_groups(self) -> tuple[int, ...]:
        """The groups where they say which of the tasks listed belong together; empty where they do not."""
        return self.groups if sum(self.groups) == len(self.successes_by_task) else ()

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        runs = (self.n_tasks or 0) * (self.trials or 1)
        if self.n_tasks is not None and self.k is not None and self.k > runs:
            raise ValueError(f"{self.k} successes are more than {runs} runs")
        if self.successes_by_task and self.n_tasks is not None and len(self.successes_by_task) != self.n_tasks:
            raise ValueError(f"{len(self.successes_by_task)} tasks are listed, `n_tasks` says {self.n_tasks}")
        if self.trials is not None and any(success > self.trials for success in self.successes_by_task):
            raise ValueError("a task has more successes than trials")
        return self

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """A score no better than that of doing nothing, or below the line of a promise that it is for."""
        if held.doing_nothing is not None and self.score <= held.doing_nothing:
            nothing = f"doing nothing scores {format_share(held.doing_nothing)}"
            return Adverse(Severity.HIGH, f"{format_share(self.score)} of tasks solved, {nothing}")
        if held.claimed is not None and self.score < held.claimed and not held.is_missed:
            claimed = f"{format_share(held.claimed)} claimed"
            return Adverse(Severity.HIGH, f"{format_share(self.score)} of an unknown number of tasks solved, {claimed}")
        if held.line is None or not held.is_missed:
            return None
        promised = f"at least {format_share(held.line)} promised"
        return Adverse(Severity.HIGH, f"{format_share(self.score)} of tasks solved, {promised}")

    def explain_missing_outcome(self, outcome: str) -> str:
        """A score tells success and nothing else."""
        return "" if outcome == "success" else f"a benchmark result has no outcome '{outcome}'"

    def explain_missing_tasks(self, value: str | None) -> str:
        """Empty where successes are listed by task; nothing else is known of a task."""
        if value is not None:
            return f"a benchmark result has no '{value}' of its tasks"
        return "" if self.successes_by_task else super().explain_missing_tasks(value)


class PublishedScore(RetractableItem):
    """A score in a unit of its own, as somebody published it: a rating, points, money earned."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="A published score", evidence_class=EvidenceClass.BENCHMARK)
    setting: ClassVar[Setting] = Setting.BENCHMARK

    kind: Literal["published_score"]
    """A published score."""
    score: Label
    """Name of the score, as `arena-rating`."""
    value: Number
    """The score."""
    unit: Text | None = None
    """Its unit."""
    low: Number | None = None
    """Lower limit of the interval that was published with it."""
    high: Number | None = None
    """Upper limit of that interval."""
    level: Annotated[float, Strict(), Field(gt=0.5, lt=1)] | None = None
    """Two-sided level of that interval, such as 0.95."""
    n: AtLeastOne | None = None
    """What it rests on: votes, games, tasks."""
    interval_by: Text | None = None
    """How the interval was computed, as published: bootstrap, t."""
    benchmark: Annotated[Id, Refers("benchmark")] | None = None
    """Benchmark that gives such scores, where it has a document."""

    @model_validator(mode="after")
    def _limits_fit(self) -> Self:
        if len({limit is None for limit in (self.low, self.high, self.level)}) > 1:
            raise ValueError("`low`, `high` and `level` are given together or not at all")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value:g} does not lie between {self.low:g} and {self.high:g}")
        return self

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """A value beyond the line of a promise about the same score."""
        if held.at_least is not None and self.value < held.at_least:
            return Adverse(Severity.HIGH, f"{self.value:g}, at least {held.at_least:g} promised")
        if held.at_most is not None and self.value > held.at_most:
            return Adverse(Severity.HIGH, f"{self.value:g}, at most {held.at_most:g} promised")
        return None

    def explain_missing_score(self, score: str) -> str:
        """Empty where it is the score of that name."""
        return "" if score == self.score else super().explain_missing_score(score)
