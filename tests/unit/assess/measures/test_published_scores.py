"""Promises about a published score: its own interval decides, and nobody chooses among several."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from support.builders import OBLIGATION, Values, a_bundle, a_context, a_pact, an_obligation
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


def rating(value: float = 1312, **changes: Any) -> Values:
    values: Values = {
        "kind": "published_score",
        "id": "arena",
        "supports": [OBLIGATION],
        "score": "rating",
        "value": value,
        "unit": "Elo",
        "low": value - 12,
        "high": value + 12,
        "level": 0.95,
    }
    return {key: given for key, given in (values | changes).items() if given is not None}


def result(*items: Values, at_least: float = 1300) -> ObligationResult:
    measure = {"kind": "score", "score": "rating", "unit": "Elo"}
    pact = a_pact(an_obligation(measure=measure, threshold={"at_least": at_least}))
    return evaluate_obligation(Case(a_context(a_bundle(*items), pacts=[pact]), pact, pact.obligations[0]))


WITHOUT: Values = {"low": None, "high": None, "level": None}


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        (rating(1312), Verdict.MET),
        (rating(1311), Verdict.LEANING_MET),
        (rating(1290), Verdict.LEANING_BREACH),
        (rating(1287), Verdict.BREACHED),
        (rating(1400, **WITHOUT), Verdict.LEANING_MET),
        (rating(1200, **WITHOUT), Verdict.LEANING_BREACH),
        (rating(1400, level=0.9), Verdict.LEANING_MET),
        (rating(1400, level=0.99), Verdict.MET),
        (rating(1400, unit="points"), Verdict.MISSING),
        (rating(1400, unit=None), Verdict.MISSING),
        (rating(1400, score="other"), Verdict.MISSING),
    ],
)
def test_the_published_interval_decides(item: Values, verdict: Verdict) -> None:
    assert result(item).verdict is verdict


def test_the_score_stands_as_it_was_published() -> None:
    found = result(rating(n=4200, interval_by="bootstrap")).quantity
    assert isinstance(found, Measured)
    assert (found.value, found.low, found.high, found.level) == (1312, 1300, 1324, 0.95)
    assert (found.unit, found.n) == ("Elo", 4200)


def test_of_a_producer_the_latest_counts_and_of_several_the_worst() -> None:
    days = {"from": "2026-06-01", "to": "2026-06-05"}
    earlier = rating(1200, id="earlier", collected=days)
    assert result(earlier, rating()).verdict is Verdict.MET
    other = rating(1200, id="other", producer={"name": "Lab", "relationship": "third_party"})
    found = result(other, rating())
    assert (found.verdict, found.pooled) == (Verdict.BREACHED, ("other",))
    assert [gap.evidence for gap in found.left_out] == ["arena"]


@pytest.mark.parametrize(
    "changes", [{"low": None}, {"level": None}, {"low": 1320}, {"high": 1311}, {"level": 0.3}, {"n": 0}]
)
def test_an_interval_that_cannot_be_is_refused(changes: Values) -> None:
    with pytest.raises(ValidationError):
        a_bundle(rating(**changes))
