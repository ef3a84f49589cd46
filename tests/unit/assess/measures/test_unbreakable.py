"""Lines that hardly any result breaks, beside their neighbours that results can break."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import an_obligation
from trustpages.assess.measures.unbreakable import (
    MuchTolerated,
    NextToNothing,
    TooManyFailures,
    Unbreakable,
    find_unbreakable,
)

SHARE = {"kind": "proportion"}
RATE = {"kind": "rate", "per": 100}
TIMES = {"kind": "quantile", "value": "seconds"}

# How many failures break a share of p at 95 %: the first n with (1 - p)^n < 0.025.
CASES: tuple[tuple[dict[str, Any], dict[str, Any], Unbreakable, dict[str, Any]], ...] = (
    (SHARE, {"at_least": 0.001}, TooManyFailures(3688, 1), {"at_least": 0.05}),
    (SHARE, {"at_least": 0.02}, TooManyFailures(183, 1), {"at_least": 0.04}),
    (SHARE, {"at_most": 0.99}, TooManyFailures(368, 1), {"at_most": 0.95}),
    ({"kind": "repeated"}, {"at_least": 0.01}, TooManyFailures(368, 1), {"at_least": 0.3}),
    ({"kind": "weighted_score", "value": "w"}, {"at_least": 0.01}, TooManyFailures(368, 1), {"at_least": 0.3}),
    ({"kind": "robustness"}, {"at_least": 0.01}, NextToNothing(), {"at_least": 0.5}),
    ({"kind": "calibration"}, {"at_most": 0.99}, NextToNothing(), {"at_most": 0.2}),
    ({"kind": "zero"}, {"tolerable_rate": 1.0}, MuchTolerated(1.0), {"tolerable_rate": 0.01}),
    ({"kind": "zero"}, {"tolerable_rate": 0.1}, MuchTolerated(0.1), {"tolerable_rate": 0.09}),
    (RATE, {"at_most": 100}, NextToNothing(), {"at_most": 10}),
)


@pytest.mark.parametrize(("measure", "threshold", "why", "neighbour"), CASES)
def test_a_line_is_breakable_or_not(
    measure: dict[str, Any], threshold: dict[str, Any], why: Unbreakable, neighbour: dict[str, Any]
) -> None:
    assert find_unbreakable(an_obligation(measure=measure, threshold=threshold), 0.95) == why
    assert find_unbreakable(an_obligation(measure=measure, threshold=neighbour), 0.95) is None


@pytest.mark.parametrize(
    ("bound", "q", "is_breakable"),
    [("at_most", 0.95, True), ("at_most", 0.01, False), ("at_least", 0.05, True), ("at_least", 0.99, False)],
)
def test_a_quantile_is_read_from_its_side(bound: str, q: float, *, is_breakable: bool) -> None:
    obligation = an_obligation(measure={**TIMES, "q": q}, threshold={bound: 20})
    assert (find_unbreakable(obligation, 0.95) is None) is is_breakable


@pytest.mark.parametrize(
    ("window", "why"),
    [
        ({"min_samples": 367}, TooManyFailures(368, 367)),
        ({"min_samples": 368}, None),
        ({"expected_runs": 1000}, None),
        ({"population": 1000}, None),
    ],
)
def test_a_pact_that_asks_for_enough_runs_can_be_broken(window: dict[str, int], why: Unbreakable | None) -> None:
    obligation = an_obligation(threshold={"at_least": 0.01}, window={"rolling": 90, **window})
    assert find_unbreakable(obligation, 0.95) == why


@pytest.mark.parametrize(
    ("measure", "threshold"),
    [
        ({"kind": "mean", "value": "rating"}, {"at_least": 0.001}),
        ({"kind": "rate", "per": 1, "exposure": "hours"}, {"at_most": 5}),
        ({"kind": "boolean"}, {}),
        ({"kind": "zero"}, {}),
    ],
)
def test_of_a_scale_without_an_end_nothing_is_said(measure: dict[str, Any], threshold: dict[str, float]) -> None:
    assert find_unbreakable(an_obligation(measure=measure, threshold=threshold), 0.95) is None
