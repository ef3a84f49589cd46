"""Claims whose sentence states another number than their predicate."""

from __future__ import annotations

from typing import Final

from trustpages.model.documents.claims import Claim
from trustpages.model.stated.amounts import find_positions
from trustpages.model.stated.comparison import DecidingLine, Found, find_discrepancy
from trustpages.model.stated.promises import check_share, check_value
from trustpages.model.stated.shares import find_shares

_PERCENT: Final = frozenset({"%", "percent", "per cent"})
_COMPARED: Final = frozenset({"at_least", "at_most", "about"})


def find_claim_discrepancy(claim: Claim) -> Found:
    """How the sentence of a claim differs from its predicate; None where it states no such number."""
    if claim.metric == "rank" or claim.operator == "rank":
        return _check_rank(claim)
    if claim.operator not in _COMPARED:
        return _check_never(claim)
    line = _build_line(claim)
    if line is None:
        return None
    if claim.metric == "value":
        return check_value(claim.text, line, claim.unit, "")
    if line.is_share:
        return check_share(claim.text, line)
    return find_discrepancy(claim.text, find_shares(claim.text), line)


def _check_rank(claim: Claim) -> Found:
    if claim.value is None:
        return None
    line = DecidingLine(("value",), f"value: {claim.value:g}", claim.value, "at_most")
    return find_discrepancy(claim.text, find_positions(claim.text), line)


def _check_never(claim: Claim) -> Found:
    rate = claim.tolerable_rate
    if rate is None or claim.operator != "never":
        return None
    line = DecidingLine(("tolerable_rate",), f"tolerable_rate: {rate:.10g}", rate, "at_most", is_share=True)
    return find_discrepancy(claim.text, find_shares(claim.text), line)


def _build_line(claim: Claim) -> DecidingLine | None:
    """The number of the predicate as a share, where it is one."""
    is_share = claim.metric in {"success", "failure"}
    side = "at_most" if claim.operator == "at_most" else "at_least"
    if claim.value is None:
        if claim.k is None or claim.tries is None:
            return None
        written = f"k: {claim.k}, n: {claim.n}"
        return DecidingLine(("k",), written, claim.k / claim.tries, side, is_share=is_share)
    value = claim.value / 100 if is_share and claim.unit in _PERCENT else claim.value
    if value < 0 or (is_share and value > 1):
        return None  # a problem of its own, whatever the sentence says
    written, is_failure = f"value: {claim.value:.10g}", claim.metric == "failure"
    return DecidingLine(("value",), written, value, side, is_share=is_share, counts_failures=is_failure)
