from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import absent, measured
from support.builders import (
    AS_OF,
    COLLECTED_TO,
    VERSION,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_context,
    a_pact,
    an_agent,
    an_obligation,
    claims_of,
    runs,
)
from trustpages.assess.metrics.real_use.claim_gap import compute_gaps
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.claims import Gap

Values = dict[str, Any]
CLAIM: Values = {"value": 0.90, "obligation": None, "failure_map": "A failed task is a failed run."}
SEEN = {"successes": 203, "attempts": 240}


def of(*items: Values, agent: Values | None = None, **claim: Any) -> Gap:
    context = a_context(
        *([a_bundle(*items)] if items else []),
        agent=an_agent(**agent or {}),
        claims=[claims_of(a_claim(**CLAIM | claim))],
    )
    (found,) = compute_gaps(context)
    return found


def limits(quantity: Quantity) -> tuple[float, float | None, float | None]:
    found = measured(quantity)
    return found.value, found.low, found.high


def test_worked_example() -> None:
    found = of(runs(**SEEN), n=150)
    assert limits(found.gap) == pytest.approx((0.0542, -0.0168, 0.1181), abs=5e-5)
    assert limits(found.ratio) == pytest.approx((1.5417, 0.8861, 2.6984), abs=5e-5)
    assert measured(found.observed).method == "Clopper-Pearson"
    assert (measured(found.observed).k, measured(found.observed).n) == (37, 240)
    assert measured(found.claimed).value == pytest.approx(0.1)
    assert found.words == "no difference shown (could be between -1.7 and 11.9 points)"
    assert measured(found.gap).status is Status.OK
    assert (found.scenarios, found.evidence) == ((), ("june-runs",))


def test_a_claim_without_sample_size_is_not_exact() -> None:
    found = of(runs(**SEEN))
    scenarios = {scenario.n: (scenario.low, scenario.high) for scenario in found.scenarios}
    assert scenarios[50] == pytest.approx((-0.0663, 0.1304), abs=5e-5)
    assert scenarios[150] == pytest.approx((-0.0168, 0.1181), abs=5e-5)
    assert scenarios[500] == pytest.approx((0.0043, 0.1103), abs=5e-5)
    assert scenarios[5000] == pytest.approx((0.013, 0.1059), abs=5e-5)
    gap = measured(found.gap)
    assert (gap.low, gap.high, gap.status) == (None, None, Status.EXPLORATORY)
    assert (measured(found.claimed).low, measured(found.claimed).status) == (None, Status.EXPLORATORY)
    assert found.words == "cannot be said: it depends on the sample size, which the claim does not state"


@pytest.mark.parametrize(
    ("successes", "words"),
    [
        (120, "production failed more often than claimed, if the claim rests on 50 tasks or more"),
        (240, "production failed less often than claimed, if the claim rests on 50 tasks or more"),
        (203, "cannot be said: it depends on the sample size, which the claim does not state"),
    ],
)
def test_words_without_sample_size(successes: int, words: str) -> None:
    assert of(runs(successes, 240)).words == words


@pytest.mark.parametrize(
    ("successes", "words"),
    [(120, "production failed more often than claimed"), (240, "production failed less often than claimed")],
)
def test_words_with_sample_size(successes: int, words: str) -> None:
    assert of(runs(successes, 240), n=1000).words == words


def test_without_a_map_the_gap_is_exploratory() -> None:
    found = of(runs(**SEEN), n=150, failure_map=None)
    assert not found.mapped
    assert measured(found.gap).status is measured(found.ratio).status is Status.EXPLORATORY
    assert "not mapped" in measured(found.gap).notes[0]


@pytest.mark.parametrize(
    ("claim", "failure", "n"),
    [
        ({"n": 200}, 0.1, 200),
        ({"value": None, "k": 180, "n": 200}, 0.1, 200),
        ({"metric": "failure", "value": 0.1, "n": 200}, 0.1, 200),
        ({"se": 0.02}, 0.1, None),
        ({"evidence": ["bench-result"]}, 0.1, 100),
    ],
)
def test_what_the_claim_rests_on(claim: Values, failure: float, n: int | None) -> None:
    found = of(runs(**SEEN), a_benchmark_result(), **claim)
    claimed = measured(found.claimed)
    assert (claimed.value, claimed.n) == (pytest.approx(failure), n)
    assert claimed.low is not None
    assert measured(found.gap).low is not None


@pytest.mark.parametrize(
    "claim", [{"metric": "incident_rate"}, {"value": None}, {"metric": "rank", "operator": "rank", "value": 1.0}]
)
def test_claims_about_something_else_have_no_gap(claim: Values) -> None:
    assert compute_gaps(a_context(a_bundle(), claims=[claims_of(a_claim(**CLAIM | claim))])) == ()


@pytest.mark.parametrize(("days", "shown"), [(-1, 0), (0, 0), (1, 1)])
def test_withdrawn_claims_have_no_gap(days: int, shown: int) -> None:
    claim = a_claim(**CLAIM, withdrawn=AS_OF + timedelta(days=days))
    assert len(compute_gaps(a_context(a_bundle(), claims=[claims_of(claim)]))) == shown


@pytest.mark.parametrize(
    "items",
    [(), (runs(setting="benchmark"),), (runs(setting="staging"),), (runs(successes=0, attempts=10, unknown=10),)],
)
def test_no_real_use_is_no_number(items: tuple[Values, ...]) -> None:
    found = of(*items, n=150)
    for quantity in (found.observed, found.gap, found.ratio):
        assert absent(quantity).status is Status.MISSING
        assert absent(quantity).reason.startswith("no exposure: ")
    assert found.words.startswith("not compared")


@pytest.mark.parametrize(
    ("version", "compared"), [(VERSION, True), ("v0", False), (None, True)], ids=["same", "other", "unnamed"]
)
def test_versions_that_differ_are_not_compared(version: str | None, compared: bool) -> None:
    found = of(runs(**SEEN), n=150, scope={"version": version})
    assert isinstance(found.gap, Measured) is compared
    if not compared:
        assert found.words == "not compared: claimed for v0, seen on v1: versions are not compared"


@pytest.mark.parametrize(("kind", "compared"), [("prompt", True), ("model", False)])
def test_a_minor_change_between_score_and_use_does_not_matter(kind: str, compared: bool) -> None:
    score = a_benchmark_result(agent_version="v0", collected={"from": "2026-05-01", "to": "2026-05-02"})
    log = [
        {"date": "2026-01-01", "kind": "model", "summary": "First", "version": "v0"},
        {"date": "2026-06-01", "kind": kind, "summary": "Second", "version": VERSION},
    ]
    found = of(runs(**SEEN), score, agent={"changes": log}, evidence=["bench-result"])
    assert isinstance(found.gap, Measured) is compared


def test_a_claim_without_version_is_held_against_runs_since_the_last_material_change() -> None:
    changed = {"changes": [{"date": COLLECTED_TO + timedelta(days=1), "kind": "model", "summary": "New"}]}
    assert "material change" in absent(of(runs(**SEEN), n=150, agent=changed).gap).reason


def test_other_workflows_and_periods_are_not_compared() -> None:
    assert isinstance(of(runs(**SEEN), n=150, scope={"workflow": "elsewhere"}).gap, Unmeasured)
    past = {"period": {"from": "2025-01-01", "to": "2025-12-31"}}
    assert isinstance(of(runs(**SEEN), n=150, scope=past).gap, Unmeasured)
    this_year = {"period": {"from": "2026-01-01", "to": "2026-12-31"}}
    assert isinstance(of(runs(**SEEN), n=150, scope=this_year).gap, Measured)


def test_no_failure_says_what_it_does_not_exclude() -> None:
    found = of(runs(400, 400), n=150)
    assert measured(found.observed).notes == ("0 in 400; rates up to 1 % cannot be excluded",)


def test_nothing_claimed_and_nothing_seen_has_no_ratio() -> None:
    found = of(runs(400, 400), value=1.0, n=150)
    assert absent(found.ratio).status is Status.UNDEFINED
    assert measured(found.gap).value == 0


def test_no_failure_claimed_but_some_seen_is_infinitely_more() -> None:
    found = of(runs(390, 400), value=1.0, n=150)
    assert measured(found.ratio).value == measured(found.ratio).high == float("inf")
    assert (measured(found.ratio).low or 0) > 0


def test_unknown_outcomes_can_take_the_verdict_away() -> None:
    assert of(runs(120, 240), n=1000).words == "production failed more often than claimed"
    open_ = of(runs(120, 240, unknown=100), n=1000)
    assert open_.words == "no difference shown: it depends on runs without recorded outcome"
    assert measured(open_.observed).n == 140


def test_clusters_widen_the_gap() -> None:
    clusters = [{"id": f"c{i}", "attempts": 20, "successes": 20 if i % 4 else 8} for i in range(12)]
    apart = of(runs(204, 240), n=150)
    clustered = of(runs(204, 240, clusters=clusters), n=150)
    assert measured(clustered.gap).value == measured(apart.gap).value
    assert (measured(clustered.gap).low or 0) < (measured(apart.gap).low or 0)


def test_one_set_of_runs_counts_once() -> None:
    twice = of(runs(**SEEN, run_set="june"), runs(id="again", **SEEN, run_set="june"), n=150)
    assert measured(twice.observed).n == 240


def test_an_obligation_says_which_outcome_and_which_runs_are_meant() -> None:
    pact = a_pact(an_obligation(measure={"kind": "proportion", "of": "runs", "good": "kept"}))
    kept = runs(10, 100, outcomes={"kept": {"attempts": 100, "successes": 90}})
    other = runs(0, 50, id="other", supports=[])
    claim = a_claim(**CLAIM | {"obligation": "service/task-success", "n": 150})
    (found,) = compute_gaps(a_context(a_bundle(kept, other), pacts=[pact], claims=[claims_of(claim)]))
    assert (measured(found.observed).k, measured(found.observed).n) == (10, 100)


ITEMS = [runs(90, 100, id=f"runs-{i}", supports=[]) for i in range(4)]


@given(st.permutations(ITEMS))
def test_order_of_evidence_is_irrelevant(items: list[Values]) -> None:
    assert of(*items, n=150) == of(*ITEMS, n=150)


def test_the_error_of_the_named_result_stands_in_for_its_sample() -> None:
    score = a_benchmark_result(score=0.90, n_tasks=None, se=0.025)
    found = of(score, runs(**SEEN), evidence=["bench-result"])
    claimed = measured(found.claimed)
    assert (claimed.low, claimed.high) == pytest.approx((0.1 - 1.959964 * 0.025, 0.1 + 1.959964 * 0.025))
    assert claimed.notes == ("the error is that of 'bench-result'",)
    assert found.scenarios == ()
    assert measured(found.gap).status is Status.OK


def test_real_use_of_producers_who_differ_is_not_averaged() -> None:
    customer = {"name": "Customer", "relationship": "customer"}
    found = of(runs(990, 1000), runs(60, 100, id="theirs", producer=customer))
    observed = measured(found.observed)
    assert (observed.k, observed.n, found.evidence) == (40, 100, ("theirs",))
    assert "not averaged" in " ".join(observed.notes)


@pytest.mark.parametrize("claim", [{"value": 0.7258, "n": 550}, {"value": 0.72, "n": 550, "average": "categories"}])
def test_a_claim_that_may_be_an_uneven_mean_has_the_error_that_it_states_and_no_other(claim: Values) -> None:
    found = of(runs(80, 100), **claim)
    assert limits(found.claimed)[1:] == (None, None)
    assert found.scenarios == ()
    assert found.words.startswith("cannot be said: what it is the mean of is not said")
    assert limits(of(runs(80, 100), **claim, se=0.02).claimed)[1] is not None
