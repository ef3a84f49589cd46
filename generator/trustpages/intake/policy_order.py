"""Parameters of the policy that follow on each other, in an order that leaves room for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from trustpages.intake.documents import Document
from trustpages.model.documents.policy import Policy
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Problem

_IN_ORDER: Final = (
    ("freshness", "due_soon", "stale"),
    ("freshness", "stale", "expired"),
    ("rank", "exploratory_from", "ok_from"),
    ("procurement", "consequential_cap", "cap"),
    ("diversity", "concentration", "strong_concentration"),
    ("review", "medium_from", "high_above"),
    ("review", "high_factor", "medium_factor"),
)
"""Group, and two keys of it of which the first must not be above the second."""


def check_policy(documents: Iterable[Document]) -> Iterator[Problem]:
    """Problems of the policy in `trust.yml`: a state between two steps that could never be reached."""
    for document in documents:
        if isinstance(document.model, Trust):
            yield from _check(document, document.model.policy)


def _check(document: Document, policy: Policy) -> Iterator[Problem]:
    for group, lower, upper in _IN_ORDER:
        parameters = getattr(policy, group)
        low, high = getattr(parameters, lower), getattr(parameters, upper)
        if low > high:
            written = upper if upper in parameters.model_fields_set else lower
            place = document.source.place_of(("policy", group, written))
            sentence = f"'{lower}' is {low:g}, above '{upper}', which is {high:g}"
            yield Problem(
                place, "policy-order", sentence, "correct one of the two; the other may be a default"
            )
