"""Consequences that are called for and nobody recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trustpages.assess.metrics.calls import Call, due_day
from trustpages.assess.metrics.ledger import has_lapsed
from trustpages.assess.metrics.overrides import last_override
from trustpages.model.results.loop import LedgerEntry, LedgerState, OverrideFinding


def missed_entries(
    calls: Sequence[Call], overrides: Sequence[OverrideFinding], as_of: date
) -> tuple[LedgerEntry, ...]:
    """Entries for calls that no record answers, by date and id.

    `missed-trigger` once the deadline has passed or where none was agreed, `pending` before, `overridden`
    under a valid override, `override-lapsed` under one that ran out.
    """
    found = (_entry(call, overrides, as_of) for call in calls if not call.answers)
    return tuple(sorted(found, key=lambda entry: (entry.triggered_at, entry.id)))


def _entry(call: Call, overrides: Sequence[OverrideFinding], as_of: date) -> LedgerEntry:
    obligation, agreed = call.obligation, call.agreed
    due = due_day(call.day, agreed)
    override = last_override(overrides, obligation.ref)
    state, text = _state(due, override, as_of)
    return LedgerEntry(
        id=f"{obligation.pact}.{obligation.id}.{call.trigger}.{call.day}",
        obligation=obligation.ref,
        severity=obligation.severity,
        trigger=call.trigger,
        action=agreed.action,
        to=agreed.to,
        decided_by=agreed.decided_by,
        triggered_at=call.day,
        due_at=due,
        enacted_at=None,
        state=state,
        days_late=0 if due is None or state is LedgerState.OVERRIDDEN else max(0, (as_of - due).days),
        override=override.id if override is not None else None,
        authority=None,
        routing=None,
        settlement=None,
        proof=(),
        text=f"{agreed.action} of {obligation.ref}, called for by the verdict of {call.day}: {text}",
        illustrative=obligation.illustrative or obligation.illustrative_evidence,
    )


def _state(due: date | None, override: OverrideFinding | None, as_of: date) -> tuple[LedgerState, str]:
    if override is not None and override.valid:
        return LedgerState.OVERRIDDEN, f"set aside by {override.by} until {override.expires}"
    if override is not None and has_lapsed(override, as_of):
        return LedgerState.OVERRIDE_LAPSED, f"set aside until {override.expires}, and not on record since"
    invalid = f"; the override lacks {', '.join(override.lacks)}" if override is not None else ""
    if due is not None and due > as_of:
        return LedgerState.PENDING, f"due on {due}, and not on record yet{invalid}"
    return LedgerState.MISSED_TRIGGER, f"no consequence is on record{invalid}"
