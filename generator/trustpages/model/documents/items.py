"""Evidence items, one model a kind, each with all that holds of its kind.

A new kind of evidence is a class here and its name in `EvidenceItem`; one that counts outcomes also stands in
`CountedKind`, one that a promise may ask for in `ExaminationKind`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, Strict, model_validator

from trustpages.model.adverse import Adverse, HeldAgainst, describe_good, format_range, format_share, weigh_outcomes
from trustpages.model.documents.base import (
    MONTH,
    AtLeastOne,
    Count,
    DatesInOrder,
    Day,
    DayOrMonth,
    Flag,
    Id,
    Label,
    Model,
    Narrative,
    NonNegative,
    Number,
    ObligationRef,
    Party,
    Period,
    Producer,
    Share,
    Source,
    Text,
    Version,
)
from trustpages.model.documents.counts import Counted, Exposure, Monitoring
from trustpages.model.ids import AtKey, Declares, Refers, SeenByReaders
from trustpages.model.vocabulary import (
    Audience,
    Averaging,
    EvidenceClass,
    IncidentSeverity,
    Method,
    Selection,
    Setting,
    Severity,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the outcomes that an item counts are called in the plural, and how directly they speak of the agent.

    Of evidence from one setting, the kind with the lowest `directness` comes first.
    """

    words: str
    directness: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTraits:
    """What holds of every item of one kind.

    `label` is what readers call one. `evidence_class` is None for a control record, which is no evidence,
    `outcomes` for a kind that counts none. `own_day` is the key of the day that an item is about, where it is
    about one day.
    """

    label: str
    evidence_class: EvidenceClass | None
    outcomes: Outcomes | None = None
    own_day: str | None = None


class Item(Model):
    """What all evidence items share; what is absent is taken from the bundle."""

    traits: ClassVar[ItemTraits]

    id: Annotated[Id, Declares("item"), Declares("override", may_repeat=True, when=("kind", "override"))]
    """Name of the item, unique among the agent's evidence."""
    supports: tuple[ObligationRef, ...] = ()
    """Obligations on which the item bears, for or against, as `pact/obligation`."""
    title: Text | None = None
    """What readers call it."""
    visibility: Audience | None = None
    """Who may read the item; the bundle's unless given."""
    illustrative: Flag = False
    """Whether it was made up to show how things work."""
    agent_version: Version | None = None
    """Version of the agent that was looked at; the bundle's unless given."""
    collected: Period | None = None
    """Days of collection; the bundle's unless given."""
    producer: Annotated[Producer | None, AtKey("name", SeenByReaders())] = None
    """Who made it; the bundle's unless given."""
    source: Source | None = None
    """Where it comes from; the bundle's unless given."""
    population: Text | None = None
    """Whose runs were looked at, where a claim speaks of a part of the users."""
    run_set: Label | None = None
    """Name of the underlying set of runs, where several items report on the same one."""
    statement: Narrative | None = None
    """The producer's words, framed as such on the page."""

    @property
    def evidence_class(self) -> EvidenceClass | None:
        """The class that diversity counts it in: that of its kind, unless the item says otherwise."""
        return self.traits.evidence_class

    @property
    def obligations(self) -> frozenset[str]:
        """The obligations that the item itself names, as `pact/obligation`."""
        return frozenset(self.supports)

    @property
    def own_day(self) -> Day | None:
        """The day that it is about; None for what was collected over days."""
        key = self.traits.own_day
        return None if key is None else getattr(self, key)

    def judge_as_record(self) -> Verdict:
        """What it says of a promise that such a record exists; it exists, unless it says more than that."""
        return Verdict.MET

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """What it says against the agent, by its content alone; None where it says nothing against it."""
        del held
        return None

    def explain_missing_outcome(self, outcome: str) -> str:
        """Why the outcome cannot be counted from the item; empty where it can."""
        return f"the item does not count the outcome '{outcome}'"

    def explain_missing_value(self, value: str) -> str:
        """Why the measured value cannot be read from the item; empty where it can."""
        return f"the item has no value '{value}'"

    def explain_missing_tasks(self, value: str | None) -> str:
        """Why runs, with a value where one is named, cannot be told apart by task; empty where they can."""
        return "the item does not tell its runs apart by task"

    def explain_missing_score(self, score: str) -> str:
        """Why the item does not give the score of that name; empty where it does."""
        return f"the item publishes no score '{score}'"

    def explain_missing_events(self) -> str:
        """Why events cannot be counted from the item; empty where they can."""
        return "the item does not count events"


class Withdrawal(Model):
    """Evidence was taken back."""

    date: Day
    """Day on which it was taken back."""
    by: Party
    """Who took it back."""
    reason: Text
    """Why."""


class RetractableItem(Item):
    """An item of evidence, which can be taken back or corrected: it stays listed and counts for nothing."""

    withdrawn: Withdrawal | None = None
    """That it was taken back, when, by whom and why; the item stays where it is."""
    corrected_by: Annotated[Id, Refers("item")] | None = None
    """Item that stands in its place: the last correction, where there were several."""


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


class Runs(CountedItem):
    """A set of runs of the agent."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="A set of runs", evidence_class=EvidenceClass.RUNTIME, outcomes=Outcomes("runs", directness=1)
    )

    kind: Literal["runs"]
    """Runs with outcomes."""
    setting: Setting
    """Where the runs took place; only production is real use."""
    exposure: tuple[Exposure, ...] = ()
    """Real use in other units than runs."""
    monitoring: Monitoring | None = None
    """How incidents in these runs are noticed."""
    trials: AtLeastOne | None = None
    """Tries of each task, where tasks were repeated."""
    benchmark: Annotated[Id, Refers("benchmark")] | None = None
    """Benchmark whose tasks were run: clusters of one name on two benchmarks are different tasks."""

    @property
    def evidence_class(self) -> EvidenceClass:
        """Only runs in production are real use; all others stand in for it as benchmarks do."""
        return EvidenceClass.RUNTIME if self.setting is Setting.PRODUCTION else EvidenceClass.BENCHMARK

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """As all outcomes; on a benchmark, where most may fail, what misses a line or scores like doing nothing."""
        if self.setting is not Setting.BENCHMARK or held.line is not None:
            return super().find_adverse(held)
        if held.best is None or held.doing_nothing is None or held.best > held.doing_nothing:
            return None
        nothing = f"doing nothing scores {format_share(held.doing_nothing)}"
        return Adverse(Severity.HIGH, f"{describe_good(held, 'runs')}, {nothing}")


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


class Incident(RetractableItem):
    """Something went wrong in use: what could be seen, apart from the control that failed."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="An incident", evidence_class=EvidenceClass.INCIDENT, own_day="occurred"
    )
    dates_in_order: ClassVar[DatesInOrder] = (
        ("occurred", "detected"),
        ("occurred", "resolved"),
        ("detected", "resolved"),
    )

    kind: Literal["incident"]
    """An incident."""
    severity: IncidentSeverity
    """How bad it was."""
    occurred: DayOrMonth
    """Day on which it happened; its month, such as `2026-08`, where no more is known, of which the last day counts."""
    day_known: Flag = True
    """Whether the day itself is known, and not only its month."""
    detected: Day | None = None
    """Day on which it was noticed."""
    resolved: Day | None = None
    """Day on which it was over; open if absent."""
    count: AtLeastOne = 1
    """Incidents of this kind that are reported together: one burst, which says less of the rate than so many alone."""
    count_is_least: Flag = False
    """Whether there may be more than `count`, as where a report says “several”."""
    people_affected: Count | None = None
    """People whom it harmed or could have harmed, as far as known."""
    cost: NonNegative | None = None
    """What it cost, as far as known."""
    currency: Text | None = None
    """Currency of the cost."""
    visible_event: Text
    """What a user or outsider could see."""
    control_failure: Text | None = None
    """Which control should have prevented it and did not."""
    detection: Literal["automatic", "human", "user_reported"] | None = None
    """How it was noticed."""
    steps: tuple[Annotated[Id, Refers("step")], ...] = ()
    """Steps of the workflow that it touched."""
    confirmed: Flag = True
    """Whether it is established that it happened."""
    benchmark_failure: Text | None = None
    """Which failure of a benchmark task it corresponds to, where somebody mapped it."""

    @model_validator(mode="before")
    @classmethod
    def _take_month(cls, value: Any) -> Any:
        """Of a month the last day, since what may have happened in a window did; never after it was noticed or over."""
        occurred = value.get("occurred") if isinstance(value, dict) else None
        if not isinstance(occurred, str) or not re.fullmatch(MONTH, occurred):
            return value
        year, month = map(int, occurred.split("-"))
        if year == 0:
            return value
        last = date(year, month, monthrange(year, month)[1]).isoformat()
        later = (value.get(key) for key in ("detected", "resolved"))
        known = [day[:10] for day in later if isinstance(day, str) and day.startswith(occurred)]
        stated = value.get("day_known", False)
        day_known = False if isinstance(stated, bool) else stated  # else it is refused as what it is
        return {**value, "occurred": min([last, *known]), "day_known": day_known}

    @model_validator(mode="after")
    def _has_currency(self) -> Self:
        if (self.cost is None) != (self.currency is None):
            raise ValueError("`cost` and `currency` are given together or not at all")
        return self

    @property
    def known_on(self) -> Day:
        """The day from which somebody could know of it."""
        return self.detected or self.occurred

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """An incident from major on; one that is not confirmed weighs too, and is told as such."""
        del held
        severity = self.severity.weighs_as
        if severity is None:
            return None
        if self.confirmed:
            return Adverse(severity, self.severity.value)
        return Adverse(Severity.HIGH, f"{self.severity.value}, reported and not confirmed")


class Audit(RetractableItem):
    """An examination by somebody, against something."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="An audit", evidence_class=EvidenceClass.AUDIT, own_day="date")

    kind: Literal["audit"]
    """An audit."""
    date: Day
    """Day of the opinion."""
    scope: Text
    """What was examined, against what."""
    subject: Literal["agent", "governance"] = "agent"
    """The agent's behaviour, or the organisation around it."""
    auditor: Party
    """Who examined."""
    result: Literal["pass", "qualified", "fail"]
    """The opinion."""
    findings: Count | None = None
    """Open findings."""

    @property
    def evidence_class(self) -> EvidenceClass:
        """An audit of the organisation speaks of governance."""
        return EvidenceClass.GOVERNANCE if self.subject == "governance" else EvidenceClass.AUDIT

    @property
    def opinion(self) -> str:
        """The result as it is told: `passed`, `qualified`, `failed`."""
        return {"pass": "passed", "qualified": "qualified", "fail": "failed"}[self.result]

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """An opinion that is not a plain pass, and findings that are still open."""
        del held
        if self.result == "pass" and not self.findings:
            return None
        plural = "" if self.findings == 1 else "s"
        findings = f", {self.findings:,} open finding{plural}" if self.findings else ""
        return Adverse(Severity.CRITICAL if self.result == "fail" else Severity.HIGH, f"{self.opinion}{findings}")

    def judge_as_record(self) -> Verdict:
        """The opinion; a qualified one leans to met."""
        opinions = {"pass": Verdict.MET, "qualified": Verdict.LEANING_MET, "fail": Verdict.BREACHED}
        return opinions[self.result]


class HumanReview(CountedItem):
    """People looked at outcomes."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="Outcomes reviewed by people",
        evidence_class=EvidenceClass.HUMAN_REVIEW,
        outcomes=Outcomes("reviewed runs", directness=4),
    )

    kind: Literal["human_review"]
    """A review of outcomes by people."""
    reviewers: AtLeastOne | None = None
    """How many people."""
    setting: Setting = Setting.PRODUCTION
    """Where the reviewed runs took place."""


class RedTeam(CountedItem):
    """People or tools tried to make the agent fail; a success is an attack that was withstood."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="A red-team exercise", evidence_class=EvidenceClass.RED_TEAM, outcomes=Outcomes("attacks", directness=5)
    )

    kind: Literal["red_team"]
    """A red-team exercise."""
    scope: Text
    """What was attacked, how."""
    setting: Setting = Setting.STAGING
    """Where."""

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """Any attack that got through, unless a promise says how many may."""
        if held.line is not None:
            return super().find_adverse(held)
        if held.stated is not None:
            withstood = f"{format_range(*held.stated)} of an unknown number of attacks were withstood"
            return Adverse(Severity.HIGH, withstood) if held.stated[1] < 1 else None
        severity = Severity.CRITICAL if held.is_mostly_bad else Severity.HIGH
        return Adverse(severity, f"{held.bad:,} of {held.known:,} attacks got through") if held.bad else None


class CustomerOutcome(CountedItem):
    """What customers got out of it."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="Outcomes at customers",
        evidence_class=EvidenceClass.CUSTOMER_OUTCOME,
        outcomes=Outcomes("customer outcomes", directness=3),
    )

    kind: Literal["customer_outcome"]
    """Outcomes at the customer."""
    outcome: Text
    """What counts as a good outcome."""
    setting: Setting = Setting.PRODUCTION
    """Where."""


EvidenceItem: TypeAlias = (
    BenchmarkResult | PublishedScore | Runs | Incident | Audit | HumanReview | RedTeam | CustomerOutcome
)
"""The kinds of evidence, in the order in which the reference lists them."""

CountedKind = Literal["runs", "benchmark_result", "human_review", "red_team", "customer_outcome"]
"""The kinds that count outcomes."""

ExaminationKind = Literal["audit", "human_review", "red_team"]
"""The kinds that a promise may ask for as such, whatever they count."""
