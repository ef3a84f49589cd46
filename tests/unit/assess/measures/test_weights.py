"""Runs that were chosen with known, unequal probabilities are weighted by their inverse, and may decide."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.aggregate import ClusterAggregate, DataAggregate, WeightAggregate
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

Kind = tuple[float, int, int]
"""Weight, runs, good ones."""


def result(
    kinds: Sequence[Kind],
    *,
    at_most: float | None = 20.0,
    selection: str = "risk_weighted",
    unknown: int = 0,
    clusters: int = 0,
    **obligation: Values,
) -> ObligationResult:
    """The verdict on runs by weight, all of them weighted unless `at_most` is None; in equal clusters if so many."""
    data: Values = {"file": "runs.csv", "success": {"column": "good", "equals": 1}}
    data |= {"weight": {"column": "w", "at_most": at_most}} if at_most else {}
    data |= {"cluster": "task"} if clusters else {}
    item = runs(None, None, data=data, selection=selection)
    pact = a_pact(an_obligation(**({"threshold": {"at_least": 0.9}} | obligation)))
    context = a_context(a_bundle(item), pacts=[pact])
    names = [f"c{number}" for number in range(clusters)]
    weights = tuple(WeightAggregate(name, w, n, k, unknown) for name in names or [""] for w, n, k in kinds)
    attempts, successes = (sum(getattr(run, key) for run in weights) for key in ("attempts", "successes"))
    missing = unknown * len(weights)
    each = tuple(
        ClusterAggregate(name, attempts // clusters, successes // clusters, missing // clusters) for name in names
    )
    answer = DataAggregate(attempts, successes, missing, each, weights=weights if at_most else ())
    answers = dict.fromkeys(collect_data_requests(context.workspace, context.as_of), answer)
    context = a_context(a_bundle(item), pacts=[pact], aggregates=answers)
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def figures(found: ObligationResult) -> tuple[float, float, float]:
    assert isinstance(found.quantity, Measured)
    assert found.quantity.low is not None
    assert found.quantity.high is not None
    return found.quantity.value, found.quantity.low, found.quantity.high


RISKY: Sequence[Kind] = [(20.0, 400, 396), (1.0, 400, 200)]


def test_the_share_is_weighted_and_decides() -> None:
    found = result(RISKY)
    assert figures(found)[0] == pytest.approx((20 * 396 + 200) / (20 * 400 + 400))
    assert (found.verdict, found.decided_by) == (Verdict.MET, "inferred")
    assert any("weighs" in note and "596 of 800" in note for note in found.notes)
    plain = result(RISKY, at_most=None)
    assert (plain.verdict, plain.decided_by) == (Verdict.LEANING_BREACH, "picked")


@pytest.mark.parametrize(("clusters", "words"), [(0, "runs in one window"), (60, "groups of 2 runs in one window")])
def test_runs_that_weigh_are_planned(clusters: int, words: str) -> None:
    each = 1 if clusters else 60
    found = result(
        [(10.0, each, each * 9 // 10 + (each == 1)), (1.0, each, each // 2)],
        clusters=clusters,
        threshold={"at_least": 0.8 if clusters else 0.83},
    )
    assert found.verdict is Verdict.LEANING_MET
    assert f"{words} would decide it, if they go as those so far" in found.would_change.text


def test_only_runs_that_were_drawn_by_chance_weigh() -> None:
    assert figures(result(RISKY, selection="random")) == figures(result(RISKY))
    picked = result(RISKY, selection="convenience")
    assert figures(picked) == figures(result(RISKY, at_most=None, selection="convenience"))


def test_an_event_that_must_never_happen_does_not_weigh() -> None:
    never: Values = {"measure": {"kind": "zero", "of": "runs"}, "threshold": {"tolerable_rate": 0.05}}
    perfect: Sequence[Kind] = [(20.0, 200, 200), (1.0, 200, 200)]
    assert result(perfect, **never).verdict is Verdict.LEANING_MET


@pytest.mark.parametrize("clusters", [0, 30])
def test_equal_weights_give_what_no_weights_do(clusters: int) -> None:
    alike = [(20.0, 10, 9)] if clusters else [(20.0, 400, 380)]
    weighted = result(alike, selection="random", clusters=clusters)
    plain = result(alike, at_most=None, selection="random", clusters=clusters)
    assert figures(weighted) == pytest.approx(figures(plain), rel=1e-9)
    assert weighted.verdict is plain.verdict


@given(st.floats(0.01, 100))
def test_scaling_all_weights_changes_nothing(factor: float) -> None:
    kinds: Sequence[Kind] = [(20.0, 60, 57), (3.0, 40, 31)]
    scaled = result([(w * factor, n, k) for w, n, k in kinds], at_most=20.0 * factor)
    assert figures(scaled) == pytest.approx(figures(result(kinds)), rel=1e-7)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=2, max_size=2), st.booleans())
def test_a_failure_more_never_improves(counted: list[tuple[int, int]], heavy: bool) -> None:
    kinds = [(w, n + 3, min(k + 1, n + 3)) for w, (n, k) in zip((20.0, 2.0), counted, strict=True)]
    place = 0 if heavy else 1
    weight, n, k = kinds[place]
    before = figures(result(kinds))
    turned, added = (
        figures(result([*kinds[:place], kind, *kinds[place + 1 :]]))
        for kind in ((weight, n, k - 1), (weight, n + 1, k))
    )
    for after in (turned, added):
        assert all(
            now <= then or math.isclose(now, then, abs_tol=1e-9) for now, then in zip(after, before, strict=True)
        )


def test_unknown_outcomes_weigh_too() -> None:
    found = result([(20.0, 400, 390), (1.0, 400, 390)], unknown=5)
    assert found.bounds == pytest.approx(((20 * 390 + 390) / 8400, (20 * 395 + 395) / 8400))


def test_a_greatest_weight_that_was_not_seen_widens_the_interval() -> None:
    seen: Sequence[Kind] = [(1.0, 100, 100)]
    assert result(seen, at_most=1.0).verdict is Verdict.MET
    assert result(seen, at_most=20.0).verdict is Verdict.LEANING_MET
