from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import measured
from support.builders import a_benchmark, a_workspace, decisions_of
from trustpages.assess.metrics.procurement import assess_procurement
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.benchmarks import Procurement

Values = dict[str, Any]
BENCHMARK = {"id": "board", "class": "benchmark"}
RUNTIME = {"id": "logs", "class": "runtime"}
AT_HOME = RUNTIME | {"target_workflow": True}


def a_decision(*cited: Values, **changes: Any) -> Values:
    values = {
        "id": "buy-1",
        "date": "2026-01-01",
        "about": "A desk agent",
        "consequence": "low",
        "cited": list(cited),
        "outcome": "approved",
        "approver": {"name": "Procurement"},
    }
    return values | changes


def judged(*decisions: Values, benchmarks: tuple[Any, ...] = ()) -> Procurement:
    found = assess_procurement(a_workspace(decisions=[decisions_of(*decisions)], benchmarks=benchmarks))
    assert found is not None
    return found


def many(leaning: int, sound: int, silent: int = 0) -> list[Values]:
    kinds = [(BENCHMARK,)] * leaning + [(RUNTIME,)] * sound + [()] * silent
    return [a_decision(*cited, id=f"buy-{i}") for i, cited in enumerate(kinds)]


@pytest.mark.parametrize(
    ("cited", "consequence", "rules"),
    [
        ([BENCHMARK], "low", ("a", "b")),
        ([BENCHMARK, RUNTIME], "low", ()),
        ([BENCHMARK, BENCHMARK, RUNTIME], "low", ("b",)),
        ([BENCHMARK, RUNTIME], "high", ("c",)),
        ([BENCHMARK, RUNTIME], "critical", ("c",)),
        ([BENCHMARK, RUNTIME], "medium", ()),
        ([BENCHMARK, AT_HOME], "critical", ()),
        ([BENCHMARK, RUNTIME, RUNTIME, RUNTIME], "critical", ()),
        ([RUNTIME], "critical", ()),
        ([BENCHMARK | {"weight": 0.5}, RUNTIME | {"weight": 0.5}], "low", ()),
        ([BENCHMARK | {"weight": 0.51}, RUNTIME | {"weight": 0.49}], "low", ("b",)),
        ([BENCHMARK | {"weight": 0.2}, BENCHMARK | {"weight": 0.0}, RUNTIME | {"weight": 0.8}], "low", ()),
        ([BENCHMARK | {"weight": 0.9}, RUNTIME], "low", ()),
    ],
)
def test_rules_of_weight(cited: list[Values], consequence: str, rules: tuple[str, ...]) -> None:
    (found,) = judged(a_decision(*cited, consequence=consequence)).decisions
    assert found.rules == rules
    assert found.classifiable


BOARD = [
    {"name": "A", "k": 90, "n": 100},
    {"name": "B", "k": 88, "n": 100},
    {"name": "C", "k": 40, "n": 100},
    {"name": "D", "score": 0.9},
]


@pytest.mark.parametrize(
    ("chosen", "rejected", "other_reason", "fires"),
    [
        ("A", ["B"], None, True),
        ("A", ["B"], "Cheaper", False),
        ("A", ["C"], None, False),
        ("A", ["C", "B"], None, True),
        ("A", ["D"], None, False),
        ("X", ["B"], None, False),
        ("A", [], None, False),
    ],
)
def test_rule_of_rank(chosen: str, rejected: list[str], other_reason: str | None, fires: bool) -> None:
    reason = {"benchmark": "bench", "chosen": chosen, "rejected": rejected, "other_reason": other_reason}
    board = a_benchmark(leaderboard=BOARD)
    (found,) = judged(a_decision(RUNTIME, rank_reason=reason), benchmarks=(board,)).decisions
    assert found.rules == (("d",) if fires else ())
    (silent,) = judged(a_decision(rank_reason=reason), benchmarks=(board,)).decisions
    assert silent.classifiable is fires


def test_worked_example() -> None:
    found = judged(*many(7, 5, silent=3))
    share = measured(found.share)
    assert (share.k, share.n, share.method) == (7, 12, "Wilson")
    assert (share.value, share.low, share.high) == (
        pytest.approx(0.5833, abs=5e-5),
        pytest.approx(0.3195, abs=5e-5),
        pytest.approx(0.8067, abs=5e-5),
    )
    assert found.bounds == (pytest.approx(0.4667, abs=5e-5), pytest.approx(0.6667, abs=5e-5))
    assert found.unclassifiable == 3
    assert "sample" in share.notes[0]


def test_no_decision_is_no_result() -> None:
    assert assess_procurement(a_workspace()) is None


def test_decisions_without_evidence_give_bounds_and_no_share() -> None:
    found = judged(*many(0, 0, silent=2))
    assert isinstance(found.share, Unmeasured)
    assert found.share.status is Status.MISSING
    assert found.bounds == (0.0, 1.0)
    assert isinstance(found.by_value, Unmeasured)


def test_cited_evidence_without_any_weight_is_unclassifiable() -> None:
    found = judged(a_decision(BENCHMARK | {"weight": 0.0}))
    assert (found.unclassifiable, found.decisions[0].benchmark_weight) == (1, None)


@pytest.mark.parametrize(("n", "status"), [(4, Status.EXPLORATORY), (5, Status.OK)])
def test_few_decisions_are_k_of_n_alone(n: int, status: Status) -> None:
    share = measured(judged(*many(2, n - 2)).share)
    assert (share.status, share.k, share.n) == (status, 2, n)
    assert (share.low is None) == (status is Status.EXPLORATORY)


def test_share_by_value_and_the_decision_that_dominates_it() -> None:
    values = [900.0, 10, 10, 10, 10, 10, 10]
    decisions = [
        decision | {"value": value, "currency": "EUR"} for decision, value in zip(many(1, 6), values, strict=True)
    ]
    found = judged(*decisions)
    by_value = measured(found.by_value)
    assert by_value.value == pytest.approx(900 / 960)
    assert (by_value.low, by_value.high) == (None, None)
    assert found.dominated_by == "buy-0"


def test_equal_values_have_an_interval_and_nobody_dominates() -> None:
    decisions = [decision | {"value": 5.0, "currency": "EUR"} for decision in many(3, 3)]
    found = judged(*decisions)
    assert measured(found.by_value).n_eff == pytest.approx(6)
    assert measured(found.by_value).low is not None
    assert found.dominated_by is None


def test_values_in_several_currencies_do_not_add_up() -> None:
    first, second = many(1, 1)
    found = judged(first | {"value": 5.0, "currency": "EUR"}, second | {"value": 5.0, "currency": "USD"})
    assert isinstance(found.by_value, Unmeasured)
    assert found.by_value.status is Status.UNDEFINED


@given(st.permutations(many(3, 4, silent=2)))
def test_order_of_decisions_is_irrelevant(decisions: list[Values]) -> None:
    assert judged(*decisions) == judged(*many(3, 4, silent=2))
