"""Cadence of review: when the next one is due, whether reviews were held on time, which events wait for one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import classify_velocity, compute_review_interval, count_recent_changes
from trustpages.assess.evidence.items import list_reviews
from trustpages.assess.standing.answers import find_lacks
from trustpages.model.documents.bundle import Review
from trustpages.model.measured import READ_AS_SAMPLE, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.follow_through import OpenTrigger, ReviewCadence, ReviewState
from trustpages.model.vocabulary import Severity
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import wilson

LOOKBACK = timedelta(days=365)
_WORST_LAST = tuple(ReviewState)
_GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})


def assess_review_cadence(context: Context, triggers: Sequence[OpenTrigger]) -> ReviewCadence:
    """The state of reviews on the date of the report; `triggers` are all of them, closed ones included.

    An agent that was never reviewed was due on the day of its deployment. Reviews dated in the future are
    invalid and left out.
    """
    held = list_reviews_held(context)
    interval = compute_review_interval(context)
    last = held[-1].date if held else None
    due = context.agent.agent.deployed_since if last is None else last + timedelta(days=interval)
    since = context.as_of - LOOKBACK
    hours = [review.hours for review in held if review.hours is not None and review.date > since]
    return ReviewCadence(
        interval=interval,
        velocity=classify_velocity(context),
        changes=count_recent_changes(context),
        last=last,
        due=due,
        overdue=max(0, (context.as_of - due).days) if due else 0,
        state=_find_worst_state(context, last, due, interval, triggers),
        triggers=tuple(triggers),
        on_time=with_inputs(_compute_on_time_share(context, held, interval), (review.id for review in held)),
        event_review=_are_grave_events_reviewed(held, triggers),
        independent=not held[-1].deploying_team if held else None,
        held=tuple((review.id, review.date, f"{review.occasion} review") for review in held),
        hours=sum(hours) if hours else None,
    )


def list_reviews_held(context: Context) -> tuple[Review, ...]:
    """The review records up to the date of the report, oldest first."""
    return list_reviews(context.evidence, context.as_of)


def list_reviews_naming(context: Context, names: Collection[str]) -> tuple[Review, ...]:
    """Those of them that close one of `names`, whoever held them."""
    return tuple(review for review in list_reviews_held(context) if not set(names).isdisjoint(review.closes))


def list_answers(context: Context, names: Collection[str]) -> tuple[Review, ...]:
    """The reviews among those that may answer for one of `names` and close it, oldest first."""
    return tuple(
        review for review in list_reviews_naming(context, names) if not find_lacks(context.agent.agent, review)
    )


def is_review_overdue(reviews: ReviewCadence, as_of: date) -> bool:
    """Whether a scheduled review or the review of an event on record is overdue; a first review counts too."""
    return reviews.overdue > 0 or any(trigger.is_overdue(as_of) for trigger in reviews.recorded)


def _find_worst_state(
    context: Context, last: date | None, due: date | None, interval: int, triggers: Sequence[OpenTrigger]
) -> ReviewState:
    if last is None:
        return ReviewState.NEVER  # more than overdue: nobody ever looked
    still_open = (trigger for trigger in triggers if trigger.closed_by is None)
    deadlines = ((trigger.deadline, (trigger.deadline - trigger.on).days) for trigger in still_open)
    states = (_classify_due_day(day, length, context) for day, length in ((due, interval), *deadlines))
    return max(states, key=_WORST_LAST.index)


def _classify_due_day(due: date | None, interval: int, context: Context) -> ReviewState:
    if due is None:
        return ReviewState.CURRENT
    left = (due - context.as_of).days
    if left < 0:
        return ReviewState.OVERDUE
    return ReviewState.DUE_SOON if left <= context.policy.review.due_soon * interval else ReviewState.CURRENT


def _compute_on_time_share(context: Context, held: Sequence[Review], interval: int) -> Quantity:
    """The share of scheduled reviews due within the last twelve months that were held by then.

    Each falls due one interval after the review before it, the first with the deployment; one that is
    overdue now counts as late. Earlier intervals are not on record, so that of today is applied throughout.
    """
    since = context.as_of - LOOKBACK
    ends = [review.date for review in held]
    due_days = [context.agent.agent.deployed_since, *(end + timedelta(days=interval) for end in ends)]
    # The review that falls due on the day of the report can still be held on it.
    due = [
        (day, end)
        for day, end in zip(due_days, [*ends, None], strict=True)
        if day is not None and since < day <= context.as_of and not (end is None and day == context.as_of)
    ]
    if not due:
        return Unmeasured(Status.MISSING, "no scheduled review fell due in the last twelve months")
    k, n = sum(end is not None and end <= day for day, end in due), len(due)
    return Estimate(k / n, wilson(k, n, context.policy.level)).measured("share", k=k, n=n, notes=(READ_AS_SAMPLE,))


def _are_grave_events_reviewed(held: Sequence[Review], triggers: Sequence[OpenTrigger]) -> bool | None:
    """Whether every grave event was closed by an event review; None where there was no grave event."""
    grave = [trigger for trigger in triggers if trigger.severity in _GRAVE]
    if not grave:
        return None
    because_of_events = {review.id for review in held if review.occasion == "event"}
    return all(trigger.closed_by in because_of_events for trigger in grave)
