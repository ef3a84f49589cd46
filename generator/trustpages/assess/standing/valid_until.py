"""Last day on which the report about an agent holds, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from trustpages.assess.evidence.context import Context
from trustpages.model.results.follow_through import FollowThrough, ReviewCadence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.standing import ValidUntil
from trustpages.model.sentence import Part, Reference, Sentence
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class _End:
    """The last day of something, and what ends it: `verb` as it is said until that day, `past` as it is after it."""

    day: date | None
    subject: Part
    verb: str
    past: str
    cause: str | None = None

    def describe(self, as_of: date) -> ValidUntil:
        """The end in words that hold on the day of the report."""
        over = self.day is not None and self.day < as_of
        return ValidUntil(self.day, Sentence(self.subject, f" {self.past if over else self.verb}"), self.cause)


_FALLS_DUE: Final = ("falls due", "fell due")
_ENDS: Final = ("ends", "ended")


def compute_valid_until(
    context: Context, obligations: Sequence[ObligationResult], follow_through: FollowThrough, reviews: ReviewCadence
) -> ValidUntil:
    """The first end among evidence behind verdicts, reviews, overrides in force, accepted risks and pacts.

    Of `reviews` the schedule and events on record count. The day itself is still good, and it may lie in
    the past. None where nothing has an end.
    """
    ends = (*_list_ends(context, obligations, follow_through, reviews), *_list_ends_of_pacts(context))
    dated = [end.describe(context.as_of) for end in ends if end.day is not None]
    if not dated:
        return ValidUntil(None, "nothing in force has an end")
    return min(dated, key=lambda end: (end.day or date.max, end.reason))


def _list_ends(
    context: Context, obligations: Sequence[ObligationResult], follow_through: FollowThrough, reviews: ReviewCadence
) -> Iterator[_End]:
    """What ends, pacts apart, with None for the day of what goes on."""
    for obligation in obligations:
        if obligation.verdict is not Verdict.NOT_APPLICABLE:
            evidence = Sentence("evidence behind ", Reference(obligation.ref))
            yield _End(
                obligation.valid_until, evidence, "reaches its agreed age", "reached its agreed age", obligation.ref
            )
    yield _End(reviews.due, "a review", *_FALLS_DUE)
    for trigger in reviews.recorded:
        if trigger.closed_by is None:
            # By what happened and when: the name that a review closes it by is for whoever writes the review.
            review = Sentence(
                f"the review of the {trigger.kind.replace('-', ' ')} ",
                "noticed on " if trigger.noticed else "of ",
                trigger.when,
            )
            yield _End(trigger.deadline, review, *_FALLS_DUE, trigger.id)
    for override in follow_through.overrides:
        if override.in_force:
            named = Sentence("the override ", Reference(override.id))
            yield _End(override.expires, named, "expires", "expired", override.id)
    for risk in context.agent.agent.residual_risks:
        yield _End(risk.valid_until, f"the acceptance of the risk {risk.id}", *_ENDS, risk.id)


def _list_ends_of_pacts(context: Context) -> Iterator[_End]:
    for pact in context.agent.pacts:
        yield _End(pact.valid_until, f"the pact {pact.id}", *_ENDS, pact.id)
        renewal = pact.renewal
        if renewal is None or renewal.due is None or renewal.mode == "automatic":
            continue
        # An attestation made for this due day is on or after it; earlier ones were for earlier days.
        if not any(renewal.due <= day <= context.as_of for day in renewal.attested):
            yield _End(renewal.due, f"the renewal of the pact {pact.id}", *_FALLS_DUE, pact.id)
