"""The last good day of what is said about an agent, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trustpages.assess.context import Context
from trustpages.model.results.loop import FollowThrough, ReviewCadence, ValidUntil
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


def valid_until(
    context: Context,
    obligations: Sequence[ObligationResult],
    follow_through: FollowThrough,
    reviews: ReviewCadence,
) -> ValidUntil:
    """The first end among evidence behind verdicts, reviews, overrides in force, accepted risks and pacts.

    `reviews` are those of the schedule and of events on record. The day itself is still good, and it may
    lie in the past. None where nothing has an end.
    """
    ends = [
        *_of_evidence(obligations),
        *_of_reviews(reviews),
        *_of_overrides(follow_through),
        *_of_risks(context),
        *_of_pacts(context),
    ]
    if not ends:
        return ValidUntil(None, "nothing in force has an end")
    return min(ends, key=lambda one: (one.day or date.max, one.reason))


def _of_evidence(obligations: Sequence[ObligationResult]) -> Iterator[ValidUntil]:
    for one in obligations:
        if one.valid_until is not None and one.verdict is not Verdict.NOT_APPLICABLE:
            yield ValidUntil(one.valid_until, f"evidence behind {one.ref} reaches its agreed age", one.ref)


def _of_reviews(reviews: ReviewCadence) -> Iterator[ValidUntil]:
    if reviews.due is not None:
        yield ValidUntil(reviews.due, "a review falls due")
    for one in reviews.triggers:
        if one.closed_by is None:
            yield ValidUntil(one.deadline, f"the review of {one.id} falls due", one.id)


def _of_overrides(follow_through: FollowThrough) -> Iterator[ValidUntil]:
    for one in follow_through.overrides:
        if one.in_force and one.expires is not None:
            yield ValidUntil(one.expires, f"the override {one.id} expires", one.id)


def _of_risks(context: Context) -> Iterator[ValidUntil]:
    for one in context.agent.agent.residual_risks:
        if one.valid_until is not None:
            yield ValidUntil(one.valid_until, f"the acceptance of the risk {one.id} ends", one.id)


def _of_pacts(context: Context) -> Iterator[ValidUntil]:
    for pact in context.agent.pacts:
        if pact.valid_until is not None:
            yield ValidUntil(pact.valid_until, f"the pact {pact.id} ends", pact.id)
        renewal = pact.renewal
        if renewal is None or renewal.due is None or renewal.mode == "automatic":
            continue
        # An attestation made for this due day is on or after it; earlier ones were for earlier days.
        if not any(renewal.due <= day <= context.as_of for day in renewal.attested):
            yield ValidUntil(renewal.due, f"the renewal of the pact {pact.id} falls due", pact.id)
