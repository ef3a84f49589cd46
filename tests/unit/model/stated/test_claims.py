"""Sentences of claims against their predicates."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import a_claim
from trustpages.model.documents.claims import Claim
from trustpages.model.stated.claims import find_claim_discrepancy

RANK = {"metric": "rank", "operator": "rank"}
VALUE = {"metric": "value", "unit": "seconds", "operator": "at_most"}

# Sentence, changes of the claim that fit, changes that do not, words that state the number.
CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], str], ...] = (
    ("Resolves three questions out of four.", {"value": 0.75}, {"value": 0.6}, "three questions out of four"),
    ("Resolves two out of five.", {"value": 0.4}, {"value": 0.05}, "two out of five"),
    ("Scores 72.5 % on the benchmark.", {"value": 0.725}, {"value": 0.752}, "72.5 %"),
    ("Scores 72.5 %.", {"value": 72.5, "unit": "%"}, {"value": 75.2, "unit": "percent"}, "72.5 %"),
    ("Scores 72.5 %.", {"value": None, "k": 29, "n": 40}, {"value": None, "k": 30, "n": 40}, "72.5 %"),
    ("Scores about 72 %.", {"value": 0.725, "operator": "about"}, {"value": 0.5, "operator": "about"}, "72 %"),
    ("Resolves more than half of them.", {"value": 0.55}, {"value": 0.45}, "half"),
    ("Resolves most requests.", {"value": 0.6}, {"value": 0.3}, "most requests"),
    ("Fails in 3 % of cases.", {"metric": "failure", "value": 0.03}, {"metric": "failure", "value": 0.3}, "3 %"),
    ("Up to 80 % fewer calls, 60 % solved.", {"value": 0.6}, {"value": 0.5}, "60 %"),
    ("Is right in 95 % of cases.", {"metric": "failure", "operator": "at_most", "value": 0.05}, {"value": 0.9}, "95 %"),
    ("Never fails.", {"value": 1}, {"value": 0.5}, "Never"),
    ("Never fails.", {"metric": "failure", "operator": "at_most", "value": 0},
     {"metric": "failure", "operator": "at_most", "value": 0.02}, "Never"),
    ("Second on the leaderboard.", {**RANK, "value": 2}, {**RANK, "value": 1}, "Second"),
    ("Number one on the leaderboard.", {**RANK, "value": 1}, {**RANK, "value": 3}, "Number one"),
    ("In the top ten.", {**RANK, "value": 10}, {**RANK, "value": 20}, "top ten"),
    ("Is #3 of all.", {**RANK, "value": 3}, {**RANK, "value": 2}, "#3"),
    ("Takes two minutes.", {**VALUE, "value": 120}, {**VALUE, "value": 60}, "two minutes"),
    ("Is 10 to 20 times as fast.", {"metric": "value", "unit": "times", "value": 10}, {**VALUE, "unit": "times",
     "value": 30}, "10 to 20 times"),
    ("One incident in 500 runs.", {"metric": "incident_rate", "operator": "at_most", "value": 0.002},
     {"metric": "incident_rate", "operator": "at_most", "value": 0.02}, "One incident in 500"),
    ("Never leaks, not in one of a thousand runs.",
     {"metric": "event", "operator": "never", "value": None, "tolerable_rate": 0.001},
     {"metric": "event", "operator": "never", "value": None, "tolerable_rate": 0.1}, "one of a thousand"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "fits", "differs", "stated"), CASES)
def test_the_predicate_is_held_against_the_sentence(
    sentence: str, fits: dict[str, Any], differs: dict[str, Any], stated: str
) -> None:
    assert find_claim_discrepancy(Claim.model_validate(a_claim(text=sentence, **fits))) is None
    found = find_claim_discrepancy(Claim.model_validate(a_claim(text=sentence, **differs)))
    assert found is not None
    assert found.stated == stated


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Gets it right the first time.", {**RANK, "value": 2}),
        ("Resolves requests 20 % faster.", {}),
        ("Better than the other one, at 95 %.", {"operator": "better_than", "value": None, "than": "june-runs"}),
        ("Resolves 95 %.", {"value": 85}),
        ("Never fails.", {"metric": "event", "operator": "never", "value": None}),
        ("Is first.", {**RANK, "value": None}),
    ],
)
def test_other_numbers_are_no_predicate(sentence: str, changes: dict[str, Any]) -> None:
    assert find_claim_discrepancy(Claim.model_validate(a_claim(text=sentence, **changes))) is None
