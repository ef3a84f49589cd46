"""Numbers that a claim cannot state about what it is about, and numbers that it has to state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.documents import Document
from trustpages.intake.suggestion import quoted
from trustpages.model.documents.claims import Claim, Claims
from trustpages.model.problem import Problem

_SHARES = frozenset({"success", "failure"})
_AS_SHARE = frozenset({None, "share"})
_COMPARED_WITH_A_NUMBER = frozenset({"at_least", "at_most", "about", "rank"})


def check_claim_values(documents: Iterable[Document]) -> Iterator[Problem]:
    """Problems of the values of all claims."""
    for document in documents:
        if isinstance(document.model, Claims):
            for number, claim in enumerate(document.model.claims):
                for sentence, remedy in _findings(claim):
                    place = document.source.place_of(("claims", number, "value"))
                    yield Problem(place, "claim-impossible", sentence, remedy)
                for sentence, remedy in _missing(claim):
                    place = document.source.place_of(("claims", number, "operator"))
                    yield Problem(place, "claim-incomplete", sentence, remedy)


def _findings(claim: Claim) -> Iterator[tuple[str, str]]:
    """What is wrong with the value, as pairs of sentence and remedy."""
    value = claim.value
    if value is None:
        return
    if claim.metric == "rank" or claim.operator == "rank":
        if value < 1 or not value.is_integer():
            yield f"a position cannot be {value:g}", "write a whole number, 1 for the best"
    elif claim.metric in _SHARES and claim.unit in _AS_SHARE and not 0 <= value <= 1:
        remedy = f"{value:g} % is {value / 100:g}" if 1 < value <= 100 else "write a share from 0 to 1"
        yield f"a share of {claim.metric} lies between 0 and 1, not at {value:g}", remedy
    elif claim.metric == "incident_rate" and value < 0:
        yield f"a rate cannot be {value:g}", "write how many incidents there are per run"


def _missing(claim: Claim) -> Iterator[tuple[str, str]]:
    """What the comparison lacks, as a sentence and its remedy."""
    is_counted = claim.k is not None and claim.n is not None
    if claim.operator in _COMPARED_WITH_A_NUMBER and claim.value is None and not is_counted:
        remedy = "give 'value'" if claim.operator == "rank" else "give 'value', or the counts 'k' and 'n'"
        yield f"{quoted(claim.operator)} compares with a number, and there is none", remedy
    if claim.operator == "better_than" and claim.than is None:
        yield "'better_than' compares with another item, and none is named", "name it in 'than'"
