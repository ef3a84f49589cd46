"""Last day on which the report about an agent holds, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.standing import ValidUntil
from trustpages.model.vocabulary import Verdict


def compute_valid_until(
    context: Context, obligations: Sequence[ObligationResult], follow_through: FollowThrough, reviews: ReviewCadence
) -> ValidUntil:
    """The first end among evidence behind verdicts, reviews, overrides in force, accepted risks and pacts.

    `reviews` are those of the schedule and of events on record. The day itself is still good, and it may
    lie in the past. None where nothing has an end.
    """
    ends = [
        *_list_ends_of_evidence(obligations),
        *_list_ends_of_reviews(reviews),
        *_list_ends_of_overrides(follow_through),
        *_list_ends_of_risks(context),
        *_list_ends_of_pacts(context),
    ]
    if not ends:
        return ValidUntil(None, "nothing in force has an end")
    return min(ends, key=lambda end: (end.day or date.max, end.reason))


def _list_ends_of_evidence(obligations: Sequence[ObligationResult]) -> Iterator[ValidUntil]:
    for obligation in obligations:
        if obligation.valid_until is not None and obligation.verdict is not Verdict.NOT_APPLICABLE:
            yield ValidUntil(
                obligation.valid_until, f"evidence behind {obligation.ref} reaches its agreed age", obligation.ref
            )


def _list_ends_of_reviews(reviews: ReviewCadence) -> Iterator[ValidUntil]:
    if reviews.due is not None:
        yield ValidUntil(reviews.due, "a review falls due")
    for trigger in reviews.triggers:
        if trigger.closed_by is None:
            yield ValidUntil(trigger.deadline, f"the review of {trigger.id} falls due", trigger.id)


def _list_ends_of_overrides(follow_through: FollowThrough) -> Iterator[ValidUntil]:
    for override in follow_through.overrides:
        if override.in_force and override.expires is not None:
            yield ValidUntil(override.expires, f"the override {override.id} expires", override.id)


def _list_ends_of_risks(context: Context) -> Iterator[ValidUntil]:
    for residual_risk in context.agent.agent.residual_risks:
        if residual_risk.valid_until is not None:
            yield ValidUntil(
                residual_risk.valid_until, f"the acceptance of the risk {residual_risk.id} ends", residual_risk.id
            )


def _list_ends_of_pacts(context: Context) -> Iterator[ValidUntil]:
    for pact in context.agent.pacts:
        if pact.valid_until is not None:
            yield ValidUntil(pact.valid_until, f"the pact {pact.id} ends", pact.id)
        renewal = pact.renewal
        if renewal is None or renewal.due is None or renewal.mode == "automatic":
            continue
        # An attestation made for this due day is on or after it; earlier ones were for earlier days.
        if not any(renewal.due <= day <= context.as_of for day in renewal.attested):
            yield ValidUntil(renewal.due, f"the renewal of the pact {pact.id} falls due", pact.id)
