"""Consequences that the verdicts call for and nobody recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from trustpages.assess.context import Context
from trustpages.assess.metrics.ledger import due_day, has_lapsed
from trustpages.assess.metrics.overrides import last_override
from trustpages.model.documents.items import ConsequenceEvent, Incident
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.loop import LedgerEntry, LedgerState, OverrideFinding
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import EvidenceClass, Trigger, Verdict

_DAY = timedelta(days=1)


def missed_entries(
    context: Context, obligations: Sequence[ObligationResult], overrides: Sequence[OverrideFinding]
) -> tuple[LedgerEntry, ...]:
    """Entries for triggers that hold and have no consequence on record, by date and id.

    `missed-trigger` once the deadline has passed or where none was agreed, `pending` before, `overridden`
    under a valid override, `override-lapsed` under one that ran out. Benchmark trials never trigger a breach.
    """
    found = (
        _entry(obligation, trigger, agreed, day, overrides, context.as_of)
        for obligation in obligations
        for trigger, agreed in obligation.consequences
        for day in _days_triggered(context, obligation, trigger)
        if not _is_recorded(context, obligation, trigger, day, due_day(day, agreed))
    )
    return tuple(sorted(found, key=lambda one: (one.triggered_at, one.id)))


def _days_triggered(context: Context, obligation: ObligationResult, trigger: Trigger) -> tuple[date, ...]:
    """The days on which the trigger came to hold: the first collection date that shows it, else today."""
    match trigger:
        case Trigger.ON_BREACH if obligation.verdict is Verdict.BREACHED:
            return _since(context, obligation)
        case Trigger.ON_LEANING_BREACH if obligation.verdict is Verdict.LEANING_BREACH:
            return _since(context, obligation)
        case Trigger.ON_STALE:
            return _stale_since(context, obligation)
        case Trigger.ON_INCIDENT:
            return tuple(sorted(set(_incident_days(context, obligation))))
        case _:
            return ()


def _since(context: Context, obligation: ObligationResult) -> tuple[date, ...]:
    behind = (context.item(id_) for id_ in obligation.pooled)
    if any(one is not None and one.evidence_class is not EvidenceClass.BENCHMARK for one in behind):
        return (obligation.since or context.as_of,)
    return ()


def _stale_since(context: Context, obligation: ObligationResult) -> tuple[date, ...]:
    """The day after the agreed age, if the evidence behind the verdict, or all there was, is past it.

    What expired for another reason than its age or a material change is stale from the day of the report on.
    """
    if obligation.stale:
        ends = [one.expires_on + _DAY for one in obligation.freshness if one.expires_on is not None]
        return (min([context.as_of, *ends]),)
    if obligation.verdict is not Verdict.MISSING:
        return ()
    last = max((one.expires_on for one in obligation.left_out if one.expires_on is not None), default=None)
    if last is not None and last < context.as_of:
        return (last + _DAY,)
    return (context.as_of,) if any(one.reason.startswith("expired") for one in obligation.left_out) else ()


def _incident_days(context: Context, obligation: ObligationResult) -> Iterator[date]:
    for one in context.evidence:
        item = one.item
        if isinstance(item, Incident) and item.confirmed and obligation.ref in item.supports:
            known = item.detected or item.occurred
            if known <= context.as_of:
                yield known


def _is_recorded(
    context: Context, obligation: ObligationResult, trigger: Trigger, day: date, due: date | None
) -> bool:
    """Whether a consequence of the same trigger was recorded from that day on, or was in force on it.

    A breach that is found late may have been acted on earlier in its window. What was recorded after the
    deadline of an incident belongs to a later one.
    """
    window = obligation.window[0] if obligation.window is not None else None
    days = min(day, window or day), context.as_of
    if trigger is Trigger.ON_INCIDENT:
        days = _occurred(context, obligation, day), min(due or context.as_of, context.as_of)
    return any(_covers(one, obligation, trigger, days) for one in context.evidence)


def _occurred(context: Context, obligation: ObligationResult, known: date) -> date:
    """When the first of the incidents that became known on a day had happened."""
    incidents = (one.item for one in context.evidence if isinstance(one.item, Incident))
    return min(
        one.occurred
        for one in incidents
        if obligation.ref in one.supports and (one.detected or one.occurred) == known
    )


def _covers(
    evidence: Evidence, obligation: ObligationResult, trigger: Trigger, days: tuple[date, date]
) -> bool:
    event, (start, end) = evidence.item, days
    if not isinstance(event, ConsequenceEvent) or event.triggered_at > end:
        return False
    if (event.obligation, event.trigger) != (obligation.ref, trigger):
        return False
    enacted = event.enacted_at is not None and event.enacted_at <= start
    in_force = enacted and (event.reversed_at is None or event.reversed_at > start)
    return event.triggered_at >= start or in_force


def _entry(
    obligation: ObligationResult,
    trigger: Trigger,
    agreed: Consequence,
    day: date,
    overrides: Sequence[OverrideFinding],
    as_of: date,
) -> LedgerEntry:
    due = due_day(day, agreed)
    override = last_override(overrides, obligation.ref)
    state, text = _state(due, override, as_of)
    return LedgerEntry(
        id=f"{obligation.pact}.{obligation.id}.{trigger}.{day}",
        obligation=obligation.ref,
        severity=obligation.severity,
        trigger=trigger,
        action=agreed.action,
        to=agreed.to,
        decided_by=agreed.decided_by,
        triggered_at=day,
        due_at=due,
        enacted_at=None,
        state=state,
        days_late=0 if due is None or state is LedgerState.OVERRIDDEN else max(0, (as_of - due).days),
        override=override.id if override is not None else None,
        authority=None,
        routing=None,
        settlement=None,
        proof=(),
        text=f"{agreed.action} of {obligation.ref}, called for by the verdict of {day}: {text}",
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
