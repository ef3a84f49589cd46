"""Claims whose evidence was taken back, and claims against which a dispute was upheld."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.model.documents.bundle import Dispute
from trustpages.model.results.claims import ClaimResult
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import ClaimVerdict


def hold_claims(context: Context, check: Callable[[Context], tuple[ClaimResult, ...]]) -> tuple[ClaimResult, ...]:
    """What `check` finds, no better than the evidence that was taken back and the disputes that were upheld let it be.

    What contradicts a claim does so until somebody outside has looked at why it was taken back.
    """
    found = check(context)
    if context.unexamined:
        restored = check(context.restore_unexamined())
        found = tuple(
            before if before.verdict is ClaimVerdict.CONTRADICTED else now
            for before, now in zip(restored, found, strict=True)
        )
    upheld = [
        item.item
        for item in context.evidence
        if isinstance(item.item, Dispute)
        and item.item.status == "upheld"
        and item.item.finding != "confirmed"
        and (item.item.closed or item.item.opened) <= context.as_of
    ]
    return tuple(_hold_to_disputes(claim, upheld) for claim in found)


_AT_BEST = frozenset({ClaimVerdict.UNSUPPORTED, ClaimVerdict.CONTRADICTED})


def _hold_to_disputes(claim: ClaimResult, upheld: Sequence[Dispute]) -> ClaimResult:
    names = [dispute.id for dispute in upheld if claim.id in dispute.concerns]
    if not names or claim.verdict in _AT_BEST:
        return claim
    why = Sentence("a dispute against it was upheld: ", Reference(min(names)))
    return replace(claim, verdict=ClaimVerdict.UNSUPPORTED, reason=why, last_verdict=None, other_scope=None)
