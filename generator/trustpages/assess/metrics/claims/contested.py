"""Claims whose evidence was taken back, and claims against which a dispute was upheld."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.retractions import list_overturning
from trustpages.model.documents.bundle import Dispute
from trustpages.model.results.claims import ClaimResult
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import ClaimVerdict


def hold_claims(context: Context, check: Callable[[Context], tuple[ClaimResult, ...]]) -> tuple[ClaimResult, ...]:
    """What `check` finds, no better than the evidence that was taken back and the disputes that were upheld let it be.

    No claim is better for that evidence was taken back, until somebody outside has looked at why.
    """
    claims = check(context)
    if context.unexamined:
        restored = check(context.restore_unexamined())
        claims = tuple(min(pair, key=_rank) for pair in zip(claims, restored, strict=True))
    upheld = list_overturning(context.evidence, context.as_of)
    return tuple(_hold_to_disputes(claim, upheld) for claim in claims)


def _rank(claim: ClaimResult) -> int:
    return _WORST_FIRST.get(claim.verdict, 1)


_WORST_FIRST = {ClaimVerdict.CONTRADICTED: 0, ClaimVerdict.PARTIALLY_SUPPORTED: 2, ClaimVerdict.SUPPORTED: 3}
_AT_BEST = frozenset({ClaimVerdict.UNSUPPORTED, ClaimVerdict.CONTRADICTED})


def _hold_to_disputes(claim: ClaimResult, upheld: Sequence[Dispute]) -> ClaimResult:
    names = [dispute.id for dispute in upheld if claim.id in dispute.concerns]
    if not names or claim.verdict in _AT_BEST:
        return claim
    why = Sentence("a dispute against it was upheld: ", Reference(min(names)))
    return replace(claim, verdict=ClaimVerdict.UNSUPPORTED, reason=why, last_verdict=None, other_scope=None)
