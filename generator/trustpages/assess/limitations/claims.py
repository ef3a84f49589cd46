"""L68 and L69: public sentences that the evidence does not carry."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Found, Occasion, Rule
from trustpages.assess.limitations.words import at_least, at_most, interval, k_of_n, phrase
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import ClaimResult
from trustpages.model.vocabulary import ClaimVerdict, Severity

NO_CLAIM = NotEvaluable("no public claim is on record")
WITHOUT_COUNTS = '"{claim}" is contradicted{stale}: {reason}.'


def _contradicted(facts: Facts) -> Found:
    if not facts.live_claims:
        return NO_CLAIM
    return tuple(
        _contradiction(live_claim) for live_claim in facts.live_claims if _is_contradicted(live_claim)
    )


def _is_contradicted(one: ClaimResult) -> bool:
    return ClaimVerdict.CONTRADICTED in {one.verdict, one.last_verdict}


def _contradiction(one: ClaimResult) -> Occasion:
    slots: dict[str, Slot] = {
        "claim": phrase(one.text),
        "reason": one.reason.rstrip("."),
        "stale": ", by evidence that is stale" if one.stale else "",
    }
    limits = interval(one.quantity)
    if limits is None or not _is_share(one.quantity):
        return Occasion(slots, (one.id,), sentence=WITHOUT_COUNTS)
    slots |= {"k": k_of_n(one.quantity), "low": at_least(limits[0]), "high": at_most(limits[1])}
    return Occasion(slots, (one.id,))


def _is_share(quantity: Quantity) -> bool:
    return (
        isinstance(quantity, Measured) and quantity.unit == "share" and None not in (quantity.k, quantity.n)
    )


def _out_of_scope(facts: Facts) -> Found:
    if not facts.live_claims:
        return NO_CLAIM
    return tuple(
        Occasion(
            {"claim": phrase(live_claim.text), "other": live_claim.other_scope or "something else"},
            (live_claim.id,),
        )
        for live_claim in facts.live_claims
        if live_claim.verdict is ClaimVerdict.OUT_OF_SCOPE
    )


RULES = (
    Rule(
        id="L68",
        slug="claim_contradicted",
        severity=Severity.CRITICAL,
        meaning="The vendor says in public what its own evidence refutes.",
        fires="evidence in scope contradicts a public claim, however old the evidence is",
        sentence='"{claim}" is contradicted{stale}: {k} ({low} to {high}).',
        removed_by="withdrawal of the claim, or new data",
        needs="a public claim",
        find=_contradicted,
    ),
    Rule(
        id="L69",
        slug="claim_out_of_scope",
        severity=Severity.HIGH,
        meaning="The evidence behind the claim is about something else.",
        fires="all evidence for a public claim is about another workflow, version, population or unit",
        sentence='"{claim}" is backed only by evidence about {other}.',
        removed_by="evidence in scope",
        needs="a public claim",
        find=_out_of_scope,
    ),
)
