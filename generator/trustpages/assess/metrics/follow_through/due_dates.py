"""Consequences that are due: the days that call for them, their deadlines, and the records that answer them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from trustpages.assess.evidence.context import Context
from trustpages.model.documents.bundle import ConsequenceEvent
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Trigger, Verdict


def find_contradiction(event: ConsequenceEvent, as_of: date) -> str | None:
    """What makes the record impossible, if anything does."""
    if event.enacted_at is not None and event.enacted_at < event.triggered_at:
        return "recorded as enacted before it was triggered"
    if event.enacted_at is not None and event.enacted_at > as_of:
        return f"recorded as enacted on {event.enacted_at}, which lies in the future"
    if event.due_at is not None and event.due_at < event.triggered_at:
        return "recorded as due before it was triggered"
    if event.reversed_at is not None and (event.enacted_at is None or event.reversed_at < event.enacted_at):
        return "recorded as taken back before it was enacted"
    return None


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueConsequence:
    """A consequence that a promise calls for from a day on; `answers` are the records of it, earliest first."""

    obligation: ObligationResult
    trigger: Trigger
    agreed: Consequence
    day: date
    answers: tuple[ConsequenceEvent, ...]


def find_due_consequences(context: Context, obligations: Sequence[ObligationResult]) -> tuple[DueConsequence, ...]:
    """Every call that holds on the date of the report; see `is_owed` about breaches that benchmarks alone show."""
    return tuple(
        DueConsequence(
            obligation, trigger, agreed, day, _find_answering_records(context, obligation, trigger, day, next_, agreed)
        )
        for obligation in obligations
        for trigger, agreed in obligation.consequences
        for days in (_find_trigger_days(context, obligation, trigger, agreed),)
        for day, next_ in zip_longest(days, days[1:])
    )


def find_days_due(calls: Sequence[DueConsequence]) -> Mapping[str, date]:
    """By record that is dated later than what it answers, the day from which it was called for.

    Of several records of one call only the earliest are late by their date; the others go on from there.
    """
    days: dict[str, date] = {}
    for call in calls:
        first = call.answers[0].triggered_at if call.answers else call.day
        if first > call.day:
            for answer in call.answers:
                if answer.triggered_at == first:
                    days[answer.id] = min(call.day, days.get(answer.id, call.day))
    return days


def compute_deadline(triggered_at: date, agreed: Consequence | None) -> date | None:
    """The last day for a consequence; None where no deadline was agreed."""
    within = agreed.within if agreed is not None else None
    return None if within is None else triggered_at + timedelta(days=within)


def _find_trigger_days(
    context: Context, obligation: ObligationResult, trigger: Trigger, agreed: Consequence
) -> tuple[date, ...]:
    """The days on which the trigger came to hold: the first collection date that shows it, else today."""
    match trigger:
        case Trigger.ON_BREACH | Trigger.ON_LEANING_BREACH:
            past = obligation.past_breaches if trigger is Trigger.ON_BREACH else ()
            is_owed = bool(obligation.pooled) and obligation.is_owed(trigger, agreed)
            return (*past, *([obligation.since or context.as_of] if is_owed else []))
        case Trigger.ON_STALE:
            return _find_stale_day(context, obligation)
        case Trigger.ON_INCIDENT:
            return tuple(sorted(set(_list_incident_days(context, obligation))))
        case _:
            return ()


def _find_stale_day(context: Context, obligation: ObligationResult) -> tuple[date, ...]:
    """The day after the agreed age, if the evidence behind the verdict, or all there was, is past it.

    What expired for another reason than its age or a material change is stale from the day of the report on.
    """
    if obligation.stale:
        ends = [item.expires_on + _DAY for item in obligation.freshness if item.expires_on is not None]
        return (min([context.as_of, *ends]),)
    if obligation.verdict is not Verdict.MISSING:
        return ()
    last = max((item.expires_on for item in obligation.left_out if item.expires_on is not None), default=None)
    if last is not None and last < context.as_of:
        return (last + _DAY,)
    return (context.as_of,) if any(item.reason.startswith("expired") for item in obligation.left_out) else ()


def _list_incident_days(context: Context, obligation: ObligationResult) -> Iterator[date]:
    incidents = (item.item for item in context.evidence if isinstance(item.item, Incident))
    for incident in incidents:
        # Nobody can act on what nobody knows: the clock starts when it was noticed.
        if incident.confirmed and obligation.ref in incident.supports and incident.known_on <= context.as_of:
            yield incident.known_on


def _find_answering_records(
    context: Context,
    obligation: ObligationResult,
    trigger: Trigger,
    day: date,
    next_day: date | None,
    agreed: Consequence,
) -> tuple[ConsequenceEvent, ...]:
    """Consequences of the same trigger that were recorded from that day on, were in force on it, or enacted from it on.

    Where there is none, those of the same action for another trigger. A record that contradicts itself answers nothing:
    what it says did not happen so. A breach that is found late may have been acted on earlier in its window. What was
    recorded after the deadline of an incident, or from the next breach on, belongs to a later one.
    """
    start, end = _find_answering_days(context, obligation, trigger, day, next_day, agreed)
    recorded = (item.item for item in context.evidence if isinstance(item.item, ConsequenceEvent))
    credible = [
        event
        for event in recorded
        if event.obligation == obligation.ref and find_contradiction(event, context.as_of) is None
    ]
    answers = [
        event
        for event in credible
        if trigger in (event.trigger, *event.also)
        and event.triggered_at <= end
        and (event.triggered_at >= start or _is_in_force(event, start) or _is_enacted_from(event, day))
    ]
    # What another trigger of the promise called for: it is owed once, and once done after both not done again.
    answers = answers or [
        event
        for event in credible
        if event.trigger is not trigger
        and event.action is agreed.action
        and (event.enacted_at is None or _is_enacted_from(event, day))
    ]
    return tuple(sorted(answers, key=lambda event: (event.triggered_at, event.id)))


def _find_answering_days(
    context: Context,
    obligation: ObligationResult,
    trigger: Trigger,
    day: date,
    next_day: date | None,
    agreed: Consequence,
) -> tuple[date, date]:
    """The first and the last day on which a record that answers the trigger of that day may be dated."""
    window = obligation.window[0] if obligation.window is not None else None
    start, end = min(day, window or day), context.as_of
    if trigger is Trigger.ON_BREACH and day in obligation.past_breaches:
        start = day
    if trigger is Trigger.ON_BREACH and next_day is not None:
        end = next_day - _DAY  # what follows belongs to the next breach
    if trigger is Trigger.ON_INCIDENT:
        # Somebody may have acted between the first such incident and the day on which it became known.
        start = min(
            item.item.occurred
            for item in context.evidence
            if isinstance(item.item, Incident) and obligation.ref in item.item.supports and item.item.known_on == day
        )
        end = min(compute_deadline(day, agreed) or context.as_of, context.as_of)
    return start, end


def _is_enacted_from(event: ConsequenceEvent, day: date) -> bool:
    return event.enacted_at is not None and event.enacted_at >= day


def _is_in_force(event: ConsequenceEvent, day: date) -> bool:
    enacted = event.enacted_at is not None and event.enacted_at <= day
    return enacted and (event.reversed_at is None or event.reversed_at > day)
