"""What a claim is about: the obligation that checks it, the outcome that counts, the version it speaks of."""

from __future__ import annotations

from trustpages.assess.context import Context
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.documents.pact import Obligation, ProportionMeasure


def obligation_of(context: Context, claim: Claim) -> Obligation | None:
    """The obligation whose evidence checks the claim, if it names one that exists."""
    return next(
        (one for pact, one in context.obligations() if f"{pact.id}/{one.id}" == claim.obligation), None
    )


def outcome_of(context: Context, claim: Claim) -> str:
    """The outcome that counts as success: that of the obligation's measure, else `success`."""
    obligation = obligation_of(context, claim)
    if obligation is not None and isinstance(obligation.measure, ProportionMeasure):
        return obligation.measure.good
    return "success"


def version_of(context: Context, claim: Claim) -> str | None:
    """The version that the claim speaks of: as stated, else that of the benchmark result it names."""
    if claim.scope.version is not None:
        return claim.scope.version
    named = (context.item(id_) for id_ in sorted(claim.evidence))
    results = (one for one in named if one is not None and isinstance(one.item, BenchmarkResult))
    return next((one.version for one in results), None)
