"""Claims whose sentence or predicate is not what an earlier report had under the same name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.previous_report import is_settled_by_review
from trustpages.assess.history.undeclared_changes import describe_fields
from trustpages.model.documents.claims import Claim
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.changes import CLAIM_FIELDS
from trustpages.model.results.records.findings import ClaimRecord
from trustpages.model.results.records.history import UndeclaredChange
from trustpages.model.results.records.terms import say_the_same
from trustpages.model.sentence import read_days

_NO_PREDICATE = frozenset(
    {"id", "text", "scope", "evidence", "where", "source", "date", "withdrawn", "visibility", "illustrative"}
)


def note_claim_changes(
    context: Context, claims: Sequence[ClaimResult], past: PreviousAgent | None
) -> tuple[ClaimResult, ...]:
    """The claims with their predicates in words, and with what changed about each since the earlier report.

    A change stands until a review that names the claim settles it, or the claim is withdrawn. An earlier report
    that has no sentence or predicate of a claim tells of no change.
    """
    documents = {claim.id: claim for document in context.agent.claims for claim in document.claims}
    described = (replace(claim, predicate=describe_predicate(documents[claim.id])) for claim in claims)
    if past is None:
        return tuple(described)
    before = {claim.id: claim for claim in past.agent.claims}
    return tuple(
        replace(claim, changed=_collect_claim_changes(context, past, before[claim.id], claim))
        if claim.id in before and claim.withdrawn is None
        else claim
        for claim in described
    )


def describe_predicate(claim: Claim) -> str:
    """What has to hold for the claim, in words; equal predicates give equal words.

    Which items check it, where it is said and since when are no part of it.
    """
    parts = (describe_fields(claim, _NO_PREDICATE), describe_fields(claim.scope))
    return ", ".join(part for part in parts if part)


def _collect_claim_changes(
    context: Context, past: PreviousAgent, before: ClaimRecord, now: ClaimResult
) -> tuple[UndeclaredChange, ...]:
    unsettled = {
        change.field: change
        for change in before.changed
        if not is_settled_by_review(context, past, now.id, change.until)
    }
    changes = []
    for field in CLAIM_FIELDS:
        old, new = getattr(before, field), getattr(now, field)
        if old and not (old == new if field == "text" else say_the_same(old, new)):
            changes.append(UndeclaredChange(field, read_days(old), read_days(new), past.as_of, context.as_of))
        elif field in unsettled:
            changes.append(unsettled[field])
    return tuple(changes)
