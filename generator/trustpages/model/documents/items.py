"""Evidence items and control records: what stands in a bundle, one model a kind."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from trustpages.model.documents.base import (
    AtLeastOne,
    Count,
    Day,
    Flag,
    Id,
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
from trustpages.model.vocabulary import (
    Action,
    Audience,
    IncidentSeverity,
    Method,
    Selection,
    Setting,
    Trigger,
)

TriggerRef = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=250)]
"""Name of a trigger: the id of a change, an incident, an override, or `pact/obligation`."""


class Item(Model):
    """What all evidence items share; what is absent is taken from the bundle."""

    id: Id
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
    producer: Producer | None = None
    """Who made it; the bundle's unless given."""
    source: Source | None = None
    """Where it comes from; the bundle's unless given."""
    population: Text | None = None
    """Whose runs were looked at, where a claim speaks of a part of the users."""
    run_set: Id | None = None
    """Name of the underlying set of runs, where several items report on the same one."""
    statement: Narrative | None = None
    """The producer's words, framed as such on the page."""


class Rate(Model):
    """k of n."""

    of: AtLeastOne
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

    positives: Rate
    """Truly good outcomes, and how many of them the judge called good (sensitivity)."""
    negatives: Rate
    """Truly bad outcomes, and how many of them the judge called bad (specificity)."""


class Judge(Model):
    """An AI model that decided outcomes."""

    model: Text
    """Its name."""
    version: Version | None = None
    """Its version."""
    family: Id | None = None
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


class CountedItem(Item, Counted):
    """An item with counted outcomes."""

    method: Method = Method.ATTESTED
    """How each outcome was decided; unverified unless said otherwise."""
    judge: Judge | None = None
    """The AI judge, where there was one."""
    ratings: Ratings | None = None
    """Ratings by several people of the same outcomes."""
    selection: Selection = Selection.CONVENIENCE
    """How the recorded runs were chosen."""


class Runs(CountedItem):
    """A set of runs of the agent."""

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


class BenchmarkResult(Item):
    """A published score of the agent on a benchmark."""

    kind: Literal["benchmark_result"]
    """A benchmark score."""
    benchmark: Id
    """Benchmark that was run."""
    benchmark_version: Version | None = None
    """Its version; the benchmark document's unless given."""
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
    replicated_by: Producer | None = None
    """Who else measured the same."""
    method: Method = Method.ATTESTED
    """How success was decided."""
    judge: Judge | None = None
    """The AI judge, where there was one."""

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        runs = (self.n_tasks or 0) * (self.trials or 1)
        if self.n_tasks is not None and self.k is not None and self.k > runs:
            raise ValueError(f"{self.k} successes are more than {runs} runs")
        if (
            self.successes_by_task
            and self.n_tasks is not None
            and len(self.successes_by_task) != self.n_tasks
        ):
            raise ValueError(f"{len(self.successes_by_task)} tasks are listed, `n_tasks` says {self.n_tasks}")
        if self.trials is not None and any(success > self.trials for success in self.successes_by_task):
            raise ValueError("a task has more successes than trials")
        return self


class Incident(Item):
    """Something went wrong in use: what could be seen, apart from the control that failed."""

    kind: Literal["incident"]
    """An incident."""
    severity: IncidentSeverity
    """How bad it was."""
    occurred: Day
    """Day on which it happened."""
    detected: Day | None = None
    """Day on which it was noticed."""
    resolved: Day | None = None
    """Day on which it was over; open if absent."""
    count: AtLeastOne = 1
    """Incidents of this kind that are reported together."""
    visible_event: Text
    """What a user or outsider could see."""
    control_failure: Text | None = None
    """Which control should have prevented it and did not."""
    detection: Literal["automatic", "human", "user_reported"] | None = None
    """How it was noticed."""
    steps: tuple[Id, ...] = ()
    """Steps of the workflow that it touched."""
    confirmed: Flag = True
    """Whether it is established that it happened."""
    benchmark_failure: Text | None = None
    """Which failure of a benchmark task it corresponds to, where somebody mapped it."""


class Audit(Item):
    """An examination by somebody, against something."""

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


class HumanReview(CountedItem):
    """People looked at outcomes."""

    kind: Literal["human_review"]
    """A review of outcomes by people."""
    reviewers: AtLeastOne | None = None
    """How many people."""
    setting: Setting = Setting.PRODUCTION
    """Where the reviewed runs took place."""


class RedTeam(CountedItem):
    """People or tools tried to make the agent fail; a success is an attack that was withstood."""

    kind: Literal["red_team"]
    """A red-team exercise."""
    scope: Text
    """What was attacked, how."""
    setting: Setting = Setting.STAGING
    """Where."""


class CustomerOutcome(CountedItem):
    """What customers got out of it."""

    kind: Literal["customer_outcome"]
    """Outcomes at the customer."""
    outcome: Text
    """What counts as a good outcome."""
    setting: Setting = Setting.PRODUCTION
    """Where."""


class Review(Item):
    """A recorded look at the agent: scheduled, or because something happened."""

    kind: Literal["review"]
    """A review record."""
    date: Day
    """Day of the review."""
    occasion: Literal["scheduled", "event"]
    """Whether it was due by date or because of an event."""
    by: Party
    """Who reviewed."""
    deploying_team: Flag = False
    """Whether only the team that deploys the agent took part."""
    closes: tuple[TriggerRef, ...] = ()
    """Triggers that the review closes, and breaches that it clears, by name."""
    outcome: Text
    """What was decided."""
    hours: NonNegative | None = None
    """Hours spent."""


class Override(Item):
    """Somebody decided otherwise than the pact's consequence says."""

    kind: Literal["override"]
    """An override."""
    obligation: ObligationRef
    """Obligation whose consequence was overridden."""
    decision: Id
    """Decision right that was used."""
    by: Party
    """Who overrode, in which role."""
    date: Day
    """Day of the override."""
    justification: Text | None = None
    """Why."""
    evidence: tuple[Id, ...] = ()
    """Items that were left as evidence."""
    expires: Day | None = None
    """Last day on which it holds."""
    ended: Day | None = None
    """Day on which it was lifted."""
    renews: Id | None = None
    """Override that it renews."""


class Dispute(Item):
    """Somebody contests evidence, a verdict or an incident."""

    kind: Literal["dispute"]
    """A dispute."""
    opened: Day
    """Day on which it was raised."""
    by: Party
    """Who contests."""
    about: Text
    """What is contested."""
    concerns: tuple[Id, ...] = ()
    """Items that are contested."""
    status: Literal["open", "upheld", "rejected", "settled", "withdrawn"]
    """Where it stands."""
    closed: Day | None = None
    """Day on which it ended."""
    settlement: Text | None = None
    """How it was settled."""


class StateChange(Model):
    """A state before and after."""

    before: Text
    """Before."""
    after: Text
    """After."""


class ConsequenceEvent(Item):
    """An agreed consequence fell due, and what became of it."""

    kind: Literal["consequence"]
    """What followed."""
    obligation: ObligationRef
    """Obligation that it belongs to."""
    trigger: Trigger = Trigger.ON_BREACH
    """What triggered it."""
    action: Action
    """What was to be done."""
    triggered_at: Day
    """Day on which it was triggered."""
    due_at: Day | None = None
    """Day by which it had to be done; from the pact unless given."""
    enacted_at: Day | None = None
    """Day on which it was done; not done if absent."""
    override: Id | None = None
    """Override that set it aside."""
    waived: Text | None = None
    """Why the counterparty waived it."""
    reversed_at: Day | None = None
    """Day on which it was taken back."""
    authority: StateChange | None = None
    """Authority before and after."""
    routing: StateChange | None = None
    """Routing before and after."""
    settlement: StateChange | None = None
    """Settlement before and after."""
    proof: tuple[Id, ...] = ()
    """Items that prove it."""


class Drill(Item):
    """A rehearsal that a consequence works, without a real breach."""

    kind: Literal["drill"]
    """A drill."""
    obligation: ObligationRef
    """Obligation whose consequence was rehearsed."""
    date: Day
    """Day of the drill."""
    worked: Flag
    """Whether the consequence took effect as agreed."""
    summary: Text | None = None
    """What was done."""


AnyItem = Annotated[
    BenchmarkResult
    | Runs
    | Incident
    | Audit
    | HumanReview
    | RedTeam
    | CustomerOutcome
    | Review
    | Override
    | Dispute
    | ConsequenceEvent
    | Drill,
    Field(discriminator="kind"),
]
