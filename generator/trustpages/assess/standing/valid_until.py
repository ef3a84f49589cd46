"""Last day on which the report about an agent holds, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.standing import ValidUntil
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import Verdict


def compute_valid_until(
    context: Context, obligations: Sequence[ObligationResult], follow_through: FollowThrough, reviews: ReviewCadence
) -> ValidUntil:
    """The first end among evidence behind verdicts, reviews, overrides in force, accepted risks and pacts.

    Of `reviews` the schedule and events on record count. The day itself is still good, and it may lie in
    the past. None where nothing has an end.
    """
    ends = (*_list_ends(context, obligations, follow_through, reviews), *_list_ends_of_pacts(context))
    dated = [end for end in ends if end.day is not None]
    if not dated:
        return ValidUntil(None, "nothing in force has an end")
    return min(dated, key=lambda end: (end.day or date.max, end.reason))


def _list_ends(
    context: Context, obligations: Sequence[ObligationResult], follow_through: FollowThrough, reviews: ReviewCadence
) -> Iterator[ValidUntil]:
    """What ends, pacts apart, with None for the day of what goes on."""
    for obligation in obligations:
        if obligation.verdict is not Verdict.NOT_APPLICABLE:
            reason = Sentence("evidence behind ", Reference(obligation.ref), " reaches its agreed age")
            yield ValidUntil(obligation.valid_until, reason, obligation.ref)
    yield ValidUntil(reviews.due, "a review falls due")
    for trigger in reviews.recorded:
        if trigger.closed_by is None:
            # By what happened and when: the name that a review closes it by is for whoever writes the review.
            event = f"the review of the {trigger.kind.replace('-', ' ')} of "
            yield ValidUntil(trigger.deadline, Sentence(event, trigger.on, " falls due"), trigger.id)
    for override in follow_through.overrides:
        if override.in_force:
            yield ValidUntil(
                override.expires, Sentence("the override ", Reference(override.id), " expires"), override.id
            )
    for risk in context.agent.agent.residual_risks:
        yield ValidUntil(risk.valid_until, f"the acceptance of the risk {risk.id} ends", risk.id)


def _list_ends_of_pacts(context: Context) -> Iterator[ValidUntil]:
    for pact in context.agent.pacts:
        yield ValidUntil(pact.valid_until, f"the pact {pact.id} ends", pact.id)
        renewal = pact.renewal
        if renewal is None or renewal.due is None or renewal.mode == "automatic":
            continue
        # An attestation made for this due day is on or after it; earlier ones were for earlier days.
        if not any(renewal.due <= day <= context.as_of for day in renewal.attested):
            yield ValidUntil(renewal.due, f"the renewal of the pact {pact.id} falls due", pact.id)
