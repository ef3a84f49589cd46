"""Claims that name the measured value that they are about, and its quantile, without a promise."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import AS_OF, OBLIGATION, Values, a_bundle, a_claim, a_context, claims_of, runs
from trustpages.assess.history.effects import build_history
from trustpages.assess.history.lineage import Lineage
from trustpages.assess.metrics.claims.support import assess_claims
from trustpages.assess.metrics.freshness import summarise_freshness
from trustpages.model.measured import Measured
from trustpages.model.results.claims import ClaimResult
from trustpages.model.vocabulary import ClaimVerdict

SPEEDUP = {"n": 120, "mean": 0.33, "sd": 0.1, "skewness": 0.0}
SECONDS = {"n": 400, "within": [{"limit": 10, "count": 100}, {"limit": 60, "count": 390}]}


def about(**changes: Any) -> Values:
    told = {"text": "Ten times faster.", "metric": "value", "value": 10, "unit": "times", "evidence": ["june-runs"]}
    return a_claim(obligation=None) | told | changes


def checked(claim: Values, *items: Values, **values: Values) -> ClaimResult:
    n = max((value["n"] for value in values.values()), default=400)
    context = a_context(a_bundle(runs(n, n, values=values), *items), claims=[claims_of(claim)])
    found = assess_claims(context, (), summarise_freshness(context, ()), build_history(context, Lineage()))
    return found[0]


@pytest.mark.parametrize("named", [{}, {"of_value": "speedup"}])
def test_a_value_without_a_promise_contradicts_a_claim(named: Values) -> None:
    result = checked(about(**named), speedup=SPEEDUP)
    assert result.verdict is ClaimVerdict.CONTRADICTED
    assert isinstance(result.quantity, Measured)
    assert (result.quantity.value, result.quantity.unit) == (0.33, "times")
    assert checked(about(value=0.3, **named), speedup=SPEEDUP).verdict is ClaimVerdict.SUPPORTED


def test_of_several_values_the_claim_has_to_name_one() -> None:
    result = checked(about(), speedup=SPEEDUP, seconds=SECONDS)
    assert (result.verdict, "which value is meant" in result.reason) == (ClaimVerdict.UNSUPPORTED, True)
    assert (
        checked(about(of_value="speedup"), speedup=SPEEDUP | {"n": 400}, seconds=SECONDS).verdict
        is ClaimVerdict.CONTRADICTED
    )
    assert checked(about(of_value="cost"), speedup=SPEEDUP).verdict is ClaimVerdict.UNSUPPORTED


def test_few_values_contradict_nothing() -> None:
    assert checked(about(), speedup=SPEEDUP | {"n": 12}).verdict is ClaimVerdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("limit", "quantile", "verdict"),
    [
        (60, 0.95, ClaimVerdict.SUPPORTED),
        (60, 0.999, ClaimVerdict.CONTRADICTED),
        (10, 0.5, ClaimVerdict.CONTRADICTED),
        (10, 0.2, ClaimVerdict.SUPPORTED),
    ],
)
def test_a_claim_has_a_quantile_of_its_own(limit: float, quantile: float, verdict: ClaimVerdict) -> None:
    claim = about(operator="at_most", value=limit, unit="seconds", quantile=quantile)
    assert checked(claim, seconds=SECONDS).verdict is verdict


def a_dispute(*concerns: str) -> Values:
    told = {"opened": AS_OF, "closed": AS_OF, "by": {"name": "Buyer"}, "about": "It misleads.", "status": "upheld"}
    return {"kind": "dispute", "id": "contested", "concerns": list(concerns)} | told


def test_a_claim_against_which_a_dispute_was_upheld_is_not_supported() -> None:
    claim = about(value=0.3)
    result = checked(claim, a_dispute("resolves-most"), speedup=SPEEDUP)
    assert (result.verdict, result.reason) == (ClaimVerdict.UNSUPPORTED, "a dispute against it was upheld: contested")
    assert checked(claim, a_dispute(OBLIGATION), speedup=SPEEDUP).verdict is ClaimVerdict.SUPPORTED


def test_what_contradicted_a_claim_still_does_when_the_vendor_took_it_back() -> None:
    withdrawn = {"date": AS_OF, "by": {"name": "Vendor"}, "reason": "Typing error."}
    bad, good = runs(40, 100, withdrawn=withdrawn), runs(95, 100, id="good")
    context = a_context(a_bundle(bad, good), claims=[claims_of()])
    (result,) = assess_claims(context, (), summarise_freshness(context, ()), build_history(context, Lineage()))
    assert result.verdict is not ClaimVerdict.SUPPORTED
