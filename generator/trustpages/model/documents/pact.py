"""The document of a behavioural pact: the obligations of one agent, each with measure, threshold, window and
consequence.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, Strict, model_validator

from trustpages.model.documents.base import (
    AtLeastOne,
    DatesInOrder,
    Day,
    Days,
    Document,
    Flag,
    Id,
    Model,
    Narrative,
    RetiredKeys,
    SemanticVersion,
    Share,
    SomeDays,
    Text,
)
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.documents.measures.catalog import Measure
from trustpages.model.documents.thresholds import Threshold
from trustpages.model.ids import Declares, IdScope, Refers, SeenByReaders
from trustpages.model.problem import ProblemLevel
from trustpages.model.vocabulary import Action, EvidenceClass, Method, Recurrence, Severity, Trigger


class Window(Model):
    """The days whose evidence counts, the last so many or a fixed range, and those on which the promise is judged."""

    dates_in_order: ClassVar[DatesInOrder] = (("from", "to"),)
    retired_keys: ClassVar[RetiredKeys] = (("looks", "delete it: reports count how often they show a promise"),)

    rolling: Days | None = None
    """So many days up to the date of the report."""
    months: Annotated[int, Strict(), Field(ge=1, le=1200)] | None = None
    """So many calendar months, the last of them that of the date of the report, up to that day."""
    from_: Day | None = Field(default=None, alias="from")
    """First day of a fixed window."""
    to: Day | None = None
    """Last day of a fixed window."""
    min_samples: AtLeastOne = 1
    """Fewer outcomes than this count as missing."""
    min_coverage: Share | None = None
    """Share of the window's days that the evidence must cover; less counts as missing."""
    expected_runs: AtLeastOne | None = None
    """Runs expected in the whole window; gives the error budget its size."""
    population: AtLeastOne | None = None
    """Known number of runs in the window from which the evidence is a sample."""
    reviews: Recurrence | None = None
    """How often the promise is judged: on the last day of each calendar period. A fixed window is judged on its last
    day, too; a rolling one never where neither this nor `review_dates` is given."""
    review_dates: tuple[Day, ...] = ()
    """The days on which it is judged, instead of `reviews`."""

    @property
    def is_rolling(self) -> bool:
        """Whether it ends on the day for which it is asked, whichever that is."""
        return self.rolling is not None or self.months is not None

    def find_first_day(self, last: date) -> date | None:
        """The first day of the window that ends on `last`; None for an open start."""
        if self.months is not None:
            year, month = divmod(last.year * 12 + last.month - self.months, 12)
            return date(year, month + 1, 1)
        if self.rolling is not None:  # both ends count, so that a window of seven days opens six days ago
            return last - timedelta(days=max(1, self.rolling) - 1)
        return self.from_

    def find_last_day_with(self, day: date, windows: int = 1) -> date | None:
        """The last day on which a rolling window, or `windows` of them in a row, hold `day`; None for a fixed one."""
        if self.months is not None:
            year, month = divmod(day.year * 12 + day.month - 1 + self.months * windows, 12)
            return date(year, month + 1, 1) - timedelta(days=1)
        return None if self.rolling is None else day + timedelta(days=max(1, self.rolling) * windows - 1)


class Consequence(Model):
    """What follows, by when, and who decides."""

    action: Action
    """What is done."""
    to: Annotated[Id, Refers("rung", when=("action", Action.NARROW_AUTHORITY))] | None = None
    """Rung of the ladder, route or settlement that it leads to."""
    within: Days | None = None
    """Days from the trigger until it must have happened."""
    decided_by: Annotated[Id, Refers("role", ProblemLevel.WARNING)] | None = None
    """Role that decides."""
    benchmarks: Flag = False
    """Whether a breach that benchmarks alone show calls for it, too; otherwise such a breach obliges to nothing."""
    summary: Text | None = None
    """What it means in practice."""


class ThresholdChange(Model):
    """A change of target, window or weights of the parts, disclosed while the window that it touches is judged."""

    date: Day
    """Day of the change."""
    field: Literal["threshold", "window", "population_shares"]
    """What was changed."""
    before: Text
    """Its value before."""
    after: Text
    """Its value after."""
    reason: Text | None = None
    """Why."""


class NotApplicable(Model):
    """A recorded reason for which an obligation does not apply."""

    reason: Text
    """Why it does not apply."""
    decided_by: Annotated[Id, Refers("role", ProblemLevel.WARNING)]
    """Role that decided so."""
    date: Day
    """When."""


class PopulationShare(Model):
    """How much of the real use one part of the runs is."""

    stratum: Text
    """Name of the part, as the evidence has it."""
    share: Share
    """Its share of all real use."""


class Obligation(Model):
    """One promise of a pact."""

    id: Annotated[Id, Declares("obligation", unique_in=IdScope.DOCUMENT, prefix="pact")]
    """Name of the obligation, unique in the pact."""
    promise: Text
    """The promise in plain words."""
    step: Annotated[Id, Refers("step")] | None = None
    """Step of the workflow that it protects."""
    severity: Severity
    """How bad a breach is; drives the posture."""
    measure: Measure
    """What is measured."""
    threshold: Threshold = Threshold()
    """Where the line runs."""
    window: Window = Window(rolling=90)
    """Whose days count; the last 90 unless said otherwise."""
    population_shares: tuple[PopulationShare, ...] = ()
    """Shares of the parts among all real use, which add up to 1: the total is then weighted by them."""
    verification: Method
    """How the outcome is decided."""
    evidence_max_age: SomeDays | None = None
    """Days after which evidence no longer counts; the review cadence decides where nothing is said."""
    on_breach: Consequence | None = None
    """What follows a breach."""
    on_leaning_breach: Consequence | None = None
    """What follows when the evidence leans towards a breach."""
    on_stale: Consequence | None = None
    """What follows when the evidence is too old."""
    on_incident: Consequence | None = None
    """What follows an incident that concerns this obligation."""
    not_applicable: NotApplicable | None = None
    """Why the obligation does not apply, if it does not."""
    changes: tuple[ThresholdChange, ...] = ()
    """Changes of target, window or weights of the parts since the pact began."""
    note: Narrative | None = None
    """What the reader should know, framed as a statement."""

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        names = [part.stratum for part in self.population_shares]
        if len(set(names)) != len(names):
            raise ValueError("a part stands twice in `population_shares`")
        if names and not math.isclose(
            total := math.fsum(part.share for part in self.population_shares), 1, abs_tol=1e-6
        ):
            raise ValueError(f"`population_shares` add up to {total:g}, not to 1")
        return self

    def consequences(self) -> tuple[tuple[Trigger, Consequence], ...]:
        """The agreed consequences with what triggers them, in the order of the vocabulary."""
        pairs = ((trigger, getattr(self, trigger.value)) for trigger in Trigger)
        return tuple((trigger, consequence) for trigger, consequence in pairs if consequence is not None)


class Renewal(Model):
    """How the pact goes on."""

    mode: Literal["re-attest", "automatic", "expires"]
    """Attested anew, renewed silently, or ended."""
    due: Day | None = None
    """Day by which it must be attested anew."""
    attested: tuple[Day, ...] = ()
    """Days on which it was attested anew."""


class Requires(Model):
    """Evidence classes that suffice for a decision."""

    approval: tuple[EvidenceClass, ...] = ()
    """Classes that must be there to approve the agent."""
    escalation: tuple[EvidenceClass, ...] = ()
    """Classes that must be there to widen its authority."""


class Pact(Document):
    """A behavioural pact of one agent."""

    dates_in_order: ClassVar[DatesInOrder] = (("valid_from", "valid_until"),)

    kind: Literal["pact"]
    """Kind of the document."""
    id: Annotated[Id, Declares("pact")]
    """Name of the pact, unique for its agent."""
    title: Text | None = None
    """What readers call it."""
    version: SemanticVersion
    """major: behaviour, minor: scope, patch: wording."""
    agent: Annotated[Id, Refers("agent")]
    """Agent that is bound."""
    counterparty: Annotated[Text, SeenByReaders()]
    """To whom the promises are made."""
    valid_from: Day
    """First day of the pact."""
    valid_until: Day | None = None
    """Last day of the pact, if it ends."""
    renewal: Renewal | None = None
    """How it goes on."""
    requires: Requires = Requires()
    """Evidence classes that suffice."""
    imported: ImportRecord | None = None
    """Where the promises were imported from, and what of that is no promise here."""
    obligations: tuple[Obligation, ...] = Field(min_length=1)
    """The promises."""
