"""Follow-through: consequences owed and enacted, overrides, reviews and the triggers that call for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trustpages.model.documents.bundle import StateChange
from trustpages.model.measured import OWN_KEY, Quantity
from trustpages.model.sentence import format_month
from trustpages.model.vocabulary import Action, Severity, Trigger


class LedgerState(StrEnum):
    """What became of a consequence."""

    ON_TIME = "on-time"
    LATE = "late"
    PENDING = "pending"
    NOT_ENACTED = "not-enacted"
    OVERRIDDEN = "overridden"
    OVERRIDE_LAPSED = "override-lapsed"
    WAIVED = "waived"
    REVERSED = "reversed"
    MISSED_TRIGGER = "missed-trigger"
    INVALID = "invalid"


DONE = frozenset({LedgerState.ON_TIME, LedgerState.LATE, LedgerState.REVERSED})
NOT_DONE = frozenset({LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED})
"""Of a consequence on record; one that nobody recorded was not done either, and is counted by itself."""
NEVER_RECORDED = frozenset({LedgerState.MISSED_TRIGGER})
_DUE_STATES = DONE | NOT_DONE | NEVER_RECORDED
"""States of consequences that fell due or were enacted; the others are not owed, or not yet."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One consequence: what was owed by when, and what happened.

    The days are the earlier of those recorded and those that follow from the evidence and the pact; `disclosed`
    says where the record has later ones.
    """

    id: str
    obligation: str
    severity: Severity
    trigger: Trigger
    action: Action
    to: str | None
    decided_by: str | None
    triggered_at: date
    due_at: date | None
    enacted_at: date | None
    state: LedgerState
    days_late: int
    override: str | None
    authority: StateChange | None
    routing: StateChange | None
    settlement: StateChange | None
    proof: tuple[str, ...]
    text: str
    illustrative: bool = False
    reversed_at: date | None = None
    disclosed: tuple[str, ...] = ()

    @property
    def fell_due(self) -> bool:
        """Whether it belongs to those that are on time, late, not carried out or never recorded.

        What happened without a deadline was neither on time nor late; what never happened is owed regardless.
        """
        return self.state in _DUE_STATES and (self.due_at is not None or self.enacted_at is None)


@dataclass(frozen=True, slots=True)
class OverrideFinding:
    """Whether an override is valid, and what it lacks."""

    id: str
    obligation: str
    decision: str
    by: str
    role: str | None
    on: date
    expires: date | None
    valid: bool
    in_force: bool
    lacks: tuple[str, ...]
    evidence: tuple[str, ...]
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class AcceptanceFinding:
    """A change that somebody accepted: whether they might, and until when; `on` the day, `until` the last one.

    It `holds` with nothing that it `lacks`, up to its last day.
    """

    id: str
    fingerprint: str
    by: str
    role: str
    on: date
    until: date
    reason: str
    concerns: tuple[str, ...]
    lacks: tuple[str, ...]
    holds: bool
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """Whether agreed consequences happen: on-time share of those due, time to consequence, overrides."""

    entries: tuple[LedgerEntry, ...] = field(metadata={OWN_KEY: "consequences"})
    on_time: Quantity = field(metadata={OWN_KEY: "the headline"})
    due: int
    late: int
    not_enacted: int
    pending: int
    missed: int
    median_days: Quantity
    survival: tuple[tuple[float, float], ...]
    overrides: tuple[OverrideFinding, ...] = field(metadata={OWN_KEY: "overrides"})
    valid_overrides: Quantity
    override_rate: Quantity
    without_consequence: tuple[str, ...]
    drilled: tuple[str, ...]
    drills: tuple[tuple[str, bool], ...]

    @property
    def headline(self) -> Quantity:
        """The on-time share of consequences that fell due."""
        return self.on_time


class ReviewState(StrEnum):
    """Whether somebody looked when they should have."""

    CURRENT = "current"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class OpenTrigger:
    """Something happened that calls for a review; closed by a review that names it.

    `names` are the names by which a review can close it, the first its own. It is `noticed` on that day where it
    happened before; with its day not known, `on` is the last on which it can have been.
    """

    id: str
    kind: str
    on: date
    severity: Severity
    deadline: date
    text: str
    closed_by: str | None
    closed_on: date | None
    names: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    noticed: bool = False
    day_known: bool = True

    @property
    def when(self) -> date | str:
        """The day of it, or the month where no more is known."""
        return self.on if self.day_known else format_month(self.on)

    def is_overdue(self, as_of: date) -> bool:
        """Whether it was still open after its deadline."""
        return self.closed_by is None and as_of > self.deadline


FINDING_KINDS = frozenset({"breach", "leaning-breach", "burn", "claim", "claim-change", "silent-change"})
"""Kinds of trigger that are findings of the report; all others are events on record."""


@dataclass(frozen=True, slots=True)
class ReviewCadence:
    """When the next review is due, and which triggers wait for one: events on record, and findings of the report."""

    interval: int
    velocity: str
    changes: int
    last: date | None
    due: date | None
    overdue: int
    state: ReviewState
    triggers: tuple[OpenTrigger, ...]
    on_time: Quantity
    event_review: bool | None
    independent: bool | None
    held: tuple[tuple[str, date, str], ...] = ()
    hours: float | None = None

    @property
    def recorded(self) -> tuple[OpenTrigger, ...]:
        """The triggers that are events on record."""
        return tuple(trigger for trigger in self.triggers if trigger.kind not in FINDING_KINDS)

    def list_overdue(self, as_of: date) -> tuple[OpenTrigger, ...]:
        """The triggers that wait for a review past their deadline."""
        return tuple(trigger for trigger in self.triggers if trigger.is_overdue(as_of))

    @property
    def headline(self) -> Quantity:
        """The share of scheduled reviews that were held on time."""
        return self.on_time
