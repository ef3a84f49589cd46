"""L68 and L69: public sentences that the evidence does not carry."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import at_least, at_most, interval, k_of_n
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import ClaimResult
from trustpages.model.vocabulary import ClaimVerdict, Severity

NO_CLAIM = NotEvaluable("no public claim is on record")
WITHOUT_COUNTS = '"{claim}" is contradicted: {reason}.'


def _contradicted(facts: Facts) -> Found:
    live = [one for one in facts.claims if one.withdrawn is None]
    if not live:
        return NO_CLAIM
    return (_contradiction(one) for one in live if _is_contradicted(one))


def _is_contradicted(one: ClaimResult) -> bool:
    return ClaimVerdict.CONTRADICTED in {one.verdict, one.last_verdict}


def _contradiction(one: ClaimResult) -> Occasion:
    limits = interval(one.quantity)
    if (
        limits is None
        or not isinstance(one.quantity, Measured)
        or one.quantity.n is None
        or one.quantity.unit != "share"
    ):
        return Occasion(
            {"claim": one.text, "reason": one.reason.rstrip(".")}, one.id, sentence=WITHOUT_COUNTS
        )
    slots: dict[str, Slot] = {
        "k": k_of_n(one.quantity),
        "low": at_least(limits[0]),
        "high": at_most(limits[1]),
    }
    return Occasion({**slots, "claim": one.text}, one.id)


def _out_of_scope(facts: Facts) -> Found:
    live = [one for one in facts.claims if one.withdrawn is None]
    if not live:
        return NO_CLAIM
    return (
        Occasion({"claim": one.text, "other": one.other_scope or "something else"}, one.id)
        for one in live
        if one.verdict is ClaimVerdict.OUT_OF_SCOPE
    )


RULES = (
    Rule(
        "L68",
        "claim_contradicted",
        Severity.CRITICAL,
        "evidence in scope contradicts a public claim",
        '"{claim}" is contradicted: {k} ({low} to {high}).',
        "withdrawal of the claim, or new data",
        "a public claim",
        _contradicted,
    ),
    Rule(
        "L69",
        "claim_out_of_scope",
        Severity.HIGH,
        "all evidence for a public claim is about something else",
        '"{claim}" is backed only by evidence about {other}.',
        "evidence in scope",
        "a public claim",
        _out_of_scope,
    ),
)
