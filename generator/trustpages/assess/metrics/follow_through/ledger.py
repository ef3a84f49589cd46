"""Ledger of recorded consequences: what was owed by when, what became of it, and the overrides that set it aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.follow_through.due_dates import (
    DueConsequence,
    compute_deadline,
    find_contradiction,
    find_days_due,
)
from trustpages.model.documents.agent import DecisionRight
from trustpages.model.documents.base import has_passed
from trustpages.model.documents.bundle import ConsequenceEvent, Override
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.follow_through import LedgerEntry, LedgerState, OverrideFinding
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import Severity, Trigger


def check_overrides(context: Context) -> tuple[OverrideFinding, ...]:
    """One finding for every override up to the date of the report, by id.

    Valid iff its approver's role may override the decision, and it has a justification, an evidence
    reference and an expiry date that has not passed while it was in force. In force from its date until it
    was ended or renewed; an expired one that nobody ended is still in force, and not valid.
    """
    made = [
        (item.item, item.illustrative)
        for item in context.evidence
        if isinstance(item.item, Override) and item.item.date <= context.as_of
    ]
    renewed = {override.renews: override.date for override, _ in made if override.renews is not None}
    rights = context.agent.agent.decision_rights
    return tuple(
        _check_override(override, illustrative, rights, renewed.get(override.id), context.as_of)
        for override, illustrative in made
    )


def find_override_in_force(findings: Sequence[OverrideFinding], obligation: str) -> OverrideFinding | None:
    """The override of the obligation's consequence that sets it aside today, valid or not: a valid one first."""
    in_force = [finding for finding in findings if finding.obligation == obligation and finding.in_force]
    return max(in_force, key=lambda override: (override.valid, override.on, override.id), default=None)


def _check_override(
    override: Override, illustrative: bool, rights: Sequence[DecisionRight], renewed: date | None, as_of: date
) -> OverrideFinding:
    # An end that is set for a later day has not come: until then the override is in force.
    ends = [day for day in (override.ended, renewed) if day is not None and day <= as_of]
    end = min(ends, default=as_of)
    tests = (
        (
            any(right.decision == override.decision and override.by.role in right.may_override for right in rights),
            "decision right",
        ),
        (override.justification is not None, "justification"),
        (bool(override.evidence), "evidence"),
        (override.expires is not None, "expiry date"),
        (override.expires is None or end <= override.expires, "end or renewal before it expired"),
    )
    lacks = tuple(what for holds, what in tests if not holds)
    return OverrideFinding(
        id=override.id,
        obligation=override.obligation,
        decision=override.decision,
        by=override.by.name,
        role=override.by.role,
        on=override.date,
        expires=override.expires,
        valid=not lacks,
        in_force=not ends,
        lacks=lacks,
        evidence=override.evidence,
        illustrative=illustrative,
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    state: LedgerState
    days_late: int
    text: str


def build_recorded_entries(
    context: Context,
    obligations: Sequence[ObligationResult],
    calls: Sequence[DueConsequence],
    overrides: Sequence[OverrideFinding],
) -> tuple[LedgerEntry, ...]:
    """One entry for every recorded consequence up to the date of the report, by date and id.

    The days are the earlier of those recorded and those that follow from the evidence and the pact.
    """
    known = {obligation.ref: obligation for obligation in obligations}
    called = find_days_due(calls)
    recorded = [(item.item, item) for item in context.evidence if isinstance(item.item, ConsequenceEvent)]
    entries = [
        _build_entry(item, event, known.get(event.obligation), called.get(event.id), overrides, context.as_of)
        for event, item in recorded
        if event.triggered_at <= context.as_of
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.triggered_at, entry.id)))


def find_agreed_consequence(obligation: ObligationResult | None, trigger: Trigger) -> Consequence | None:
    """What the pact says follows the trigger, if it says anything."""
    agreed = obligation.consequences if obligation is not None else ()
    return next((consequence for when, consequence in agreed if when is trigger), None)


def has_lapsed(override: OverrideFinding, as_of: date) -> bool:
    """Whether an override ran out and nobody ended or renewed it."""
    return override.in_force and has_passed(override.expires, as_of)


def _build_entry(
    evidence: Evidence,
    event: ConsequenceEvent,
    obligation: ObligationResult | None,
    called: date | None,
    overrides: Sequence[OverrideFinding],
    as_of: date,
) -> LedgerEntry:
    agreed = find_agreed_consequence(obligation, event.trigger)
    triggered_at, due_at, disclosed = _determine_terms(event, called, agreed)
    override = _find_override(event, overrides)
    fate = _determine_fate(event, due_at, override, as_of)
    text = "; ".join((fate.text, *disclosed))
    return LedgerEntry(
        id=event.id,
        obligation=event.obligation,
        # A consequence whose obligation is withheld from this audience is not made light of.
        severity=obligation.severity if obligation is not None else Severity.HIGH,
        trigger=event.trigger,
        action=event.action,
        # What the pact adds to an action belongs to the one that it agreed, not to another that was taken.
        to=agreed.to if agreed is not None and agreed.action is event.action else None,
        decided_by=agreed.decided_by if agreed is not None else None,
        triggered_at=triggered_at,
        due_at=due_at,
        enacted_at=event.enacted_at,
        state=fate.state,
        days_late=fate.days_late,
        override=event.override or (override.id if override is not None else None),
        authority=event.authority,
        routing=event.routing,
        settlement=event.settlement,
        proof=event.proof,
        text=f"{event.action} of {event.obligation}, triggered on {triggered_at}: {text}",
        illustrative=evidence.illustrative,
        reversed_at=event.reversed_at,
        disclosed=disclosed,
    )


def _determine_terms(
    event: ConsequenceEvent, called: date | None, agreed: Consequence | None
) -> tuple[date, date | None, tuple[str, ...]]:
    """When it was called for and due, and how the record says otherwise.

    The earlier of what is recorded and what follows from the evidence and the pact: dates do not buy time.
    """
    triggered_at = called or event.triggered_at
    days = event.due_at, compute_deadline(triggered_at, agreed)
    due_at = min((day for day in days if day is not None), default=None)
    disclosed = []
    if triggered_at != event.triggered_at:
        disclosed.append(
            Sentence("recorded as triggered on ", event.triggered_at, ", but called for since ", triggered_at)
        )
    if event.due_at is not None and due_at is not None and due_at != event.due_at:
        disclosed.append(Sentence("recorded as due on ", event.due_at, ", but the pact allows no day after ", due_at))
    return triggered_at, due_at, tuple(disclosed)


def _find_override(event: ConsequenceEvent, overrides: Sequence[OverrideFinding]) -> OverrideFinding | None:
    """The override that the record names, else one in force since the trigger, unless it was enacted."""
    named = next((override for override in overrides if override.id == event.override), None)
    if named is not None or event.enacted_at is not None:
        return named
    return find_override_in_force(
        [override for override in overrides if override.on >= event.triggered_at], event.obligation
    )


def _determine_fate(event: ConsequenceEvent, due: date | None, override: OverrideFinding | None, as_of: date) -> _Fate:
    # First of all, since nothing can be concluded from dates that contradict each other.
    contradiction = find_contradiction(event, as_of)
    if contradiction is not None:
        return _Fate(LedgerState.INVALID, 0, contradiction)
    if event.waived is not None:
        return _Fate(LedgerState.WAIVED, 0, f"waived: {event.waived}")
    if event.enacted_at is not None:
        return _describe_enacted(event, event.enacted_at, due, as_of)
    if override is not None and override.in_force and override.valid:
        return _Fate(LedgerState.OVERRIDDEN, 0, f"set aside by {override.by} until {override.expires}")
    return _describe_open(due, override, as_of)


def _describe_enacted(event: ConsequenceEvent, enacted: date, due: date | None, as_of: date) -> _Fate:
    late = max(0, (enacted - due).days) if due is not None else 0
    when = f"{late} days late" if late else "in time" if due is not None else "without an agreed deadline"
    text = f"enacted on {enacted}, {when}"
    if event.reversed_at is not None and event.reversed_at <= as_of:
        return _Fate(LedgerState.REVERSED, late, f"{text}, and taken back on {event.reversed_at}")
    return _Fate(LedgerState.LATE if late else LedgerState.ON_TIME, late, text)


def _describe_open(due: date | None, override: OverrideFinding | None, as_of: date) -> _Fate:
    """Not enacted: an override that ran out is no excuse, and one that is not valid is none either."""
    late = max(0, (as_of - due).days) if due is not None else 0
    if override is not None and has_lapsed(override, as_of):
        return _Fate(LedgerState.OVERRIDE_LAPSED, late, f"set aside until {override.expires}, and not enacted since")
    invalid = f"; the override lacks {', '.join(override.lacks)}" if override and not override.valid else ""
    if due is None:
        return _Fate(LedgerState.PENDING, 0, f"not enacted; no deadline was agreed{invalid}")
    if due < as_of:  # on the day itself it can still be done in time
        return _Fate(LedgerState.NOT_ENACTED, late, f"due on {due}, and not enacted{invalid}")
    return _Fate(LedgerState.PENDING, 0, f"due on {due}{invalid}")
