"""What a claim is about: the obligation that checks it, the outcome that counts, the score it quotes."""

from __future__ import annotations

from trustpages.assess.context import Context
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.documents.pact import Obligation, ProportionMeasure
from trustpages.model.results.evidence import Evidence


def obligation_of(context: Context, claim: Claim) -> Obligation | None:
    """The obligation whose evidence checks the claim, if it names one that exists."""
    return next(
        (
            obligation
            for pact, obligation in context.obligations()
            if f"{pact.id}/{obligation.id}" == claim.obligation
        ),
        None,
    )


def outcome_of(context: Context, claim: Claim) -> str:
    """The outcome that counts as success: that of the obligation's measure, else `success`."""
    obligation = obligation_of(context, claim)
    if obligation is not None and isinstance(obligation.measure, ProportionMeasure):
        return obligation.measure.good
    return "success"


def result_of(context: Context, claim: Claim) -> Evidence | None:
    """The first benchmark result that the claim names as its evidence."""
    named = (context.item(id_) for id_ in sorted(claim.evidence))
    return next((item for item in named if item is not None and isinstance(item.item, BenchmarkResult)), None)
