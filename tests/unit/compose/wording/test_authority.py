"""Rungs of a ladder in words: the usual ones as clauses, others under their own names."""

from __future__ import annotations

import pytest

from trustpages.compose.wording.authority import describe_rung
from trustpages.model.results.standing import AuthorityResult

USUAL = ("suspended", "approve-each", "review-after", "autonomous")
OWN = ("off", "watched-only", "drafts", "merge-alone")


@pytest.mark.parametrize(
    ("ladder", "rung", "words"),
    [
        (USUAL, "suspended", "it must not act"),
        (USUAL, "approve-each", "a person approves each action"),
        (USUAL, "review-after", "a person looks at its actions afterwards"),
        (USUAL, "autonomous", "nobody has to look"),
        (OWN, "off", "it must not act"),
        (OWN, "watched-only", "a person approves each action"),
        (OWN, "merge-alone", "it goes as far as “merge alone”"),
    ],
)
def test_a_rung_is_a_clause(ladder: tuple[str, ...], rung: str, words: str) -> None:
    assert describe_rung(AuthorityResult(ladder, ladder[-1], rung, rung != ladder[-1], ()), rung) == words
