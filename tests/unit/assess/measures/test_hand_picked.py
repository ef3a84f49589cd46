"""Runs that nobody drew at random stand for themselves alone."""

from __future__ import annotations

import pytest

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.compose.wording.labels import VERDICT_GROUNDS
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

NEVER: Values = {"measure": {"kind": "zero", "of": "runs"}, "threshold": {"tolerable_rate": 0.05}}


def result(*items: Values, **obligation: Values) -> ObligationResult:
    pact = a_pact(an_obligation(**({"threshold": {"at_least": 0.9}} | obligation)))
    return evaluate_obligation(Case(a_context(a_bundle(*items), pacts=[pact]), pact, pact.obligations[0]))


@pytest.mark.parametrize(
    ("selection", "k", "verdict", "decided_by"),
    [
        ("random", 990, Verdict.MET, "inferred"),
        ("convenience", 990, Verdict.LEANING_MET, "picked"),
        ("risk_weighted", 990, Verdict.LEANING_MET, "picked"),
        ("random", 600, Verdict.BREACHED, "inferred"),
        # Otherwise whoever records the runs could not fail.
        ("convenience", 600, Verdict.BREACHED, "picked"),
        ("risk_weighted", 600, Verdict.LEANING_BREACH, "picked"),
        ("convenience", 905, Verdict.LEANING_MET, "picked"),
    ],
)
def test_the_interval_of_picked_runs_settles_nothing_good(
    selection: str, k: int, verdict: Verdict, decided_by: str
) -> None:
    found = result(runs(k, 1000, selection=selection))
    assert (found.verdict, found.inferred, found.decided_by) == (verdict, verdict, decided_by)
    assert any("say nothing of all runs" in note for note in found.notes) == (decided_by == "picked")
    assert ("stand for all runs" in VERDICT_GROUNDS[found.decided_by]) == (decided_by == "inferred")


def test_one_picked_item_is_enough_and_a_census_needs_none() -> None:
    mixed = result(
        runs(990, 1000, selection="random"), runs(95, 96, id="more", run_set="more", selection="convenience")
    )
    assert mixed.verdict is Verdict.LEANING_MET
    everything = result(runs(990, 1000))
    assert (everything.verdict, everything.decided_by) == (Verdict.MET, "observed")


@pytest.mark.parametrize("selection", ["convenience", "risk_weighted"])
def test_an_event_that_must_never_happen_is_a_fact(selection: str) -> None:
    assert result(runs(400, 400, selection="random"), **NEVER).verdict is Verdict.MET
    assert result(runs(400, 400, selection=selection), **NEVER).verdict is Verdict.LEANING_MET
    assert result(runs(399, 400, selection=selection), **NEVER).verdict is Verdict.BREACHED


def test_what_would_change_asks_for_a_random_sample() -> None:
    assert "drawn at random" in result(runs(990, 1000, selection="convenience")).would_change.text
    leaning = result(runs(905, 1000, selection="convenience")).would_change
    assert leaning.text.endswith("would show that it is broken. Runs drawn at random, or all of them, could settle it.")
    assert (leaning.successes_to_meet, leaning.runs_to_settle) == (None, None)
    assert "drawn at random" not in result(runs(905, 1000, selection="random")).would_change.text


def test_a_breach_by_picked_runs_is_planned_and_a_promise_kept_by_them_is_not() -> None:
    short = result(runs(895, 1000, selection="convenience")).would_change
    assert "would decide it" in short.text
    assert "show that it is kept" not in short.text
    assert result(runs(895, 1000, selection="risk_weighted")).would_change.text.startswith("Runs drawn at random")


def test_sources_and_declared_parts_lean_as_the_whole_does() -> None:
    strata = [{"name": "de", "attempts": 500, "successes": 495}, {"name": "en", "attempts": 500, "successes": 495}]
    picked = runs(990, 1000, selection="convenience", strata=strata)
    found = result(picked)
    assert {part.verdict for part in found.strata} == {Verdict.LEANING_MET}
    drawn = result(picked | {"selection": "random"})
    assert {part.verdict for part in drawn.strata} == {Verdict.MET}
