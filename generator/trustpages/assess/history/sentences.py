"""Public claims as they are published, and changes of sentence or predicate since then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.context import Context
from trustpages.assess.history.past import Past, is_settled
from trustpages.assess.history.terms import listed
from trustpages.model.documents.claims import Claim
from trustpages.model.previous import PublishedClaim
from trustpages.model.results.history import UndeclaredChange
from trustpages.model.results.loop import ClaimResult

FIELDS = ("text", "predicate")
"""What a claim is judged by; a change of either makes it another claim under the old name."""

_NO_PREDICATE = frozenset(
    {"id", "text", "scope", "evidence", "where", "source", "date", "withdrawn", "visibility", "illustrative"}
)


def as_published(
    context: Context, claims: Sequence[ClaimResult], past: Past | None
) -> tuple[ClaimResult, ...]:
    """The claims with their predicates in words, and with what changed about each since the earlier report.

    A change stands until a review that names the claim settles it, or the claim is withdrawn. An earlier report
    that has no sentence or predicate of a claim tells of no change.
    """
    documents = {claim.id: claim for document in context.agent.claims for claim in document.claims}
    told = (replace(claim, predicate=predicate_of(documents[claim.id])) for claim in claims)
    if past is None:
        return tuple(told)
    before = {claim.id: claim for claim in past.agent.claims}
    return tuple(
        replace(claim, changed=_changes(context, past, before[claim.id], claim))
        if claim.id in before and claim.withdrawn is None
        else claim
        for claim in told
    )


def predicate_of(claim: Claim) -> str:
    """What has to hold for the claim, in words; equal predicates give equal words.

    Which items check it, where it is said and since when are no part of it.
    """
    return ", ".join(said for said in (listed(claim, _NO_PREDICATE), listed(claim.scope)) if said)


def _changes(
    context: Context, past: Past, before: PublishedClaim, now: ClaimResult
) -> tuple[UndeclaredChange, ...]:
    known = (one for one in before.changed if not is_settled(context, past, now.id, one.until))
    found = {change.field: change for change in known} | {
        change.field: change for change in _seen_now(before, now, past.as_of, context.as_of)
    }
    return tuple(found[field] for field in FIELDS if field in found)


def _seen_now(
    before: PublishedClaim, now: ClaimResult, since: date, until: date
) -> Iterator[UndeclaredChange]:
    for field in FIELDS:
        old, new = getattr(before, field), getattr(now, field)
        if old and old != new:
            yield UndeclaredChange(field, old, new, since, until)
