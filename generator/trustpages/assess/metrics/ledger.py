"""The ledger of consequences: what was owed by when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trustpages.assess.context import Context
from trustpages.assess.metrics.calls import Call, days_called_for, due_day
from trustpages.assess.metrics.contradictions import contradiction_of
from trustpages.assess.metrics.overrides import last_override
from trustpages.model.documents.items import ConsequenceEvent
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.loop import LedgerEntry, LedgerState, OverrideFinding
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Severity, Trigger

DUE_STATES = frozenset(
    {
        LedgerState.ON_TIME,
        LedgerState.LATE,
        LedgerState.REVERSED,
        LedgerState.NOT_ENACTED,
        LedgerState.OVERRIDE_LAPSED,
        LedgerState.MISSED_TRIGGER,
    }
)
"""States of consequences that fell due or were enacted; the others are not owed, or not yet."""

NOT_DONE = frozenset({LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED})


@dataclass(frozen=True, slots=True)
class _Terms:
    """When a consequence was called for and due, and how the record says otherwise."""

    triggered_at: date
    due_at: date | None
    disclosed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fate:
    state: LedgerState
    days_late: int
    text: str


def recorded_entries(
    context: Context,
    obligations: Sequence[ObligationResult],
    calls: Sequence[Call],
    overrides: Sequence[OverrideFinding],
) -> tuple[LedgerEntry, ...]:
    """One entry for every recorded consequence up to the date of the report, by date and id.

    The days are the earlier of those recorded and those that follow from the evidence and the pact.
    """
    known = {obligation.ref: obligation for obligation in obligations}
    called = days_called_for(calls)
    found = [
        _entry(
            item,
            item.item,
            known.get(item.item.obligation),
            called.get(item.item.id),
            overrides,
            context.as_of,
        )
        for item in context.evidence
        if isinstance(item.item, ConsequenceEvent) and item.item.triggered_at <= context.as_of
    ]
    return tuple(sorted(found, key=lambda one: (one.triggered_at, one.id)))


def agreed_consequence(obligation: ObligationResult | None, trigger: Trigger) -> Consequence | None:
    """What the pact says follows the trigger, if it says anything."""
    agreed = obligation.consequences if obligation is not None else ()
    return next((one for when, one in agreed if when is trigger), None)


def has_lapsed(override: OverrideFinding, as_of: date) -> bool:
    """Whether an override ran out and nobody ended or renewed it."""
    return override.in_force and override.expires is not None and override.expires < as_of


def _entry(
    evidence: Evidence,
    event: ConsequenceEvent,
    obligation: ObligationResult | None,
    called: date | None,
    overrides: Sequence[OverrideFinding],
    as_of: date,
) -> LedgerEntry:
    agreed = agreed_consequence(obligation, event.trigger)
    terms = _terms(event, called, agreed)
    override = _override_of(event, overrides)
    fate = _fate(event, terms.due_at, override, as_of)
    said = "; ".join((fate.text, *terms.disclosed))
    return LedgerEntry(
        id=event.id,
        obligation=event.obligation,
        # A consequence whose obligation is withheld from this audience is not made light of.
        severity=obligation.severity if obligation is not None else Severity.HIGH,
        trigger=event.trigger,
        action=event.action,
        to=agreed.to if agreed is not None and agreed.action is event.action else None,
        decided_by=agreed.decided_by if agreed is not None else None,
        triggered_at=terms.triggered_at,
        due_at=terms.due_at,
        enacted_at=event.enacted_at,
        state=fate.state,
        days_late=fate.days_late,
        override=event.override or (override.id if override is not None else None),
        authority=event.authority,
        routing=event.routing,
        settlement=event.settlement,
        proof=event.proof,
        text=f"{event.action} of {event.obligation}, triggered on {terms.triggered_at}: {said}",
        illustrative=evidence.illustrative,
        reversed_at=event.reversed_at,
        disclosed=terms.disclosed,
    )


def _terms(event: ConsequenceEvent, called: date | None, agreed: Consequence | None) -> _Terms:
    """The earlier of what is recorded and what follows from the evidence and the pact: dates do not buy time."""
    triggered_at = called or event.triggered_at
    days = [one for one in (event.due_at, due_day(triggered_at, agreed)) if one is not None]
    due_at = min(days, default=None)
    disclosed = []
    if triggered_at != event.triggered_at:
        disclosed.append(
            f"recorded as triggered on {event.triggered_at}, but called for since {triggered_at}"
        )
    if event.due_at is not None and due_at != event.due_at:
        disclosed.append(f"recorded as due on {event.due_at}, but the pact allows no day after {due_at}")
    return _Terms(triggered_at, due_at, tuple(disclosed))


def _override_of(event: ConsequenceEvent, overrides: Sequence[OverrideFinding]) -> OverrideFinding | None:
    """The override that the record names, else one in force since the trigger, unless it was enacted."""
    named = next((override for override in overrides if override.id == event.override), None)
    if named is not None or event.enacted_at is not None:
        return named
    return last_override(
        [override for override in overrides if override.on >= event.triggered_at], event.obligation
    )


def _fate(event: ConsequenceEvent, due: date | None, override: OverrideFinding | None, as_of: date) -> _Fate:
    contradiction = contradiction_of(event, as_of)
    if contradiction is not None:
        return _Fate(LedgerState.INVALID, 0, contradiction)
    if event.waived is not None:
        return _Fate(LedgerState.WAIVED, 0, f"waived: {event.waived}")
    if event.enacted_at is not None:
        return _enacted(event, event.enacted_at, due, as_of)
    if override is not None and override.in_force and override.valid:
        return _Fate(LedgerState.OVERRIDDEN, 0, f"set aside by {override.by} until {override.expires}")
    return _open(due, override, as_of)


def _enacted(event: ConsequenceEvent, enacted: date, due: date | None, as_of: date) -> _Fate:
    late = max(0, (enacted - due).days) if due is not None else 0
    said = f"enacted on {enacted}, " + (f"{late} days late" if late else _in_time(due))
    if event.reversed_at is not None and event.reversed_at <= as_of:
        return _Fate(LedgerState.REVERSED, late, f"{said}, and taken back on {event.reversed_at}")
    return _Fate(LedgerState.LATE if late else LedgerState.ON_TIME, late, said)


def _in_time(due: date | None) -> str:
    return "in time" if due is not None else "without an agreed deadline"


def _open(due: date | None, override: OverrideFinding | None, as_of: date) -> _Fate:
    """Not enacted: an override that ran out is no excuse, and one that is not valid is none either."""
    late = max(0, (as_of - due).days) if due is not None else 0
    if override is not None and has_lapsed(override, as_of):
        return _Fate(
            LedgerState.OVERRIDE_LAPSED, late, f"set aside until {override.expires}, and not enacted since"
        )
    invalid = f"; the override lacks {', '.join(override.lacks)}" if override and not override.valid else ""
    if due is None:
        return _Fate(LedgerState.PENDING, 0, f"not enacted; no deadline was agreed{invalid}")
    if due <= as_of:
        return _Fate(LedgerState.NOT_ENACTED, late, f"due on {due}, and not enacted{invalid}")
    return _Fate(LedgerState.PENDING, 0, f"due on {due}{invalid}")
