"""Sentences of promises and claims that state another number than the one that decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.pact import Pact
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.source_map import ValuePath
from trustpages.model.stated.claims import find_claim_discrepancy
from trustpages.model.stated.comparison import Discrepancy
from trustpages.model.stated.promises import find_promise_discrepancies


def check_stated_numbers(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning at each promise or claim whose sentence states another number."""
    for document in documents:
        for path, found in _list_discrepancies(document):
            stated = quote(found.stated) + (f", {found.meaning}" if found.meaning != found.stated else "")
            yield Problem(
                document.source.place_of(path),
                "stated-otherwise",
                f"the sentence says {stated}, but {quote(found.line)} decides",
                "write the same number in both places",
                ProblemLevel.WARNING,
            )


def _list_discrepancies(document: LoadedDocument) -> Iterator[tuple[ValuePath, Discrepancy]]:
    """Every discrepancy of the document, at the sentence."""
    match document.model:
        case Pact() as pact:
            for number, obligation in enumerate(pact.obligations):
                for found in find_promise_discrepancies(obligation):
                    yield ("obligations", number, "promise"), found
        case Claims() as claims:
            for number, claim in enumerate(claims.claims):
                difference = find_claim_discrepancy(claim)
                if difference is not None:
                    yield ("claims", number, "text"), difference
