"""Weights of the evidence that a procurement decision names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from trustpages.intake.documents import Document
from trustpages.model.documents.decisions import Decision, Decisions
from trustpages.model.problem import Level, Problem

_ROUNDING = 0.01


def check_weights(documents: Iterable[Document]) -> Iterator[Problem]:
    """Problems of weights that are given for some only, or do not add up to 1."""
    for document in documents:
        if isinstance(document.model, Decisions):
            for number, decision in enumerate(document.model.decisions):
                yield from _check(document, number, decision)


def _check(document: Document, number: int, decision: Decision) -> Iterator[Problem]:
    weights = [cited.weight for cited in decision.cited]
    given = [weight for weight in weights if weight is not None]
    if not given:
        return
    place = document.source.place_of(("decisions", number, "cited"))
    if len(given) < len(weights):
        sentence = f"{len(given)} of {len(weights)} cited pieces of evidence have a weight"
        yield Problem(place, "weights-incomplete", sentence, "weigh all of them or none")
    elif not math.isclose(math.fsum(given), 1, abs_tol=_ROUNDING):
        sentence = f"the weights add up to {math.fsum(given):g}, not to 1"
        yield Problem(
            place, "weights-sum", sentence, "correct them; only their proportions count", Level.WARNING
        )
