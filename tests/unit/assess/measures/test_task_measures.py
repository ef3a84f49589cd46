"""Promises that go by tasks and not by runs: what decides each, what leaves it open, and what it takes."""

from __future__ import annotations

from typing import Any

import pytest

from support.assess.results import freshness_of_all
from support.builders import (
    Values,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_context,
    a_pact,
    an_obligation,
    claims_of,
    runs,
)
from trustpages.assess.evidence.context import Case
from trustpages.assess.metrics.claims.support import check_claims
from trustpages.assess.obligations.results import evaluate_obligation, evaluate_obligations
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import ClaimVerdict, Verdict
from trustpages.statistics.proportions.binomial import clopper_pearson


def result(*items: Values, measure: Values, threshold: Values) -> ObligationResult:
    pact = a_pact(an_obligation(measure=measure, threshold=threshold))
    return evaluate_obligation(Case(a_context(a_bundle(*items), pacts=[pact]), pact, pact.obligations[0]))


def tasks(*outcomes: tuple[int, int], number: int = 1, **values: Any) -> Values:
    """A `runs` item with so many tasks of each (good, tries); a value is one number, or one for each task in turn."""
    pairs = [pair for pair in outcomes for _ in range(number)]
    clusters = [
        {"id": f"t{n}", "attempts": tries, "successes": good, "values": {k: v[n % len(v)] for k, v in values.items()}}
        for n, (good, tries) in enumerate(pairs)
    ]
    return runs(None, None, clusters=clusters, setting="staging")


def quantity(found: ObligationResult) -> Measured:
    assert isinstance(found.quantity, Measured)
    return found.quantity


ALL_4: Values = {"kind": "repeated", "tries": 4}
SAME: Values = {"kind": "repeated", "tries": 2, "need": "same"}
COST: Values = {"kind": "cost_per_success", "unit": "dollars", "most": 5}
HORIZON: Values = {"kind": "time_horizon"}
WEIGHTED: Values = {"kind": "weighted_score", "value": "weight"}
OVER: Values = {"kind": "calibration"}
LENGTHS = [2.0**n for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)]


def falling(number: int, good: tuple[int, ...] = (8, 8, 8, 7, 6, 4, 2, 1, 0, 0)) -> Values:
    """Ten lengths from 1 to 512 minutes, eight tries each; half of the runs succeed at about 32 minutes."""
    pairs = [(g, 8) for _ in range(number) for g in good]
    given: dict[str, Any] = {"human-minutes": LENGTHS}
    return tasks(*pairs, **given)


@pytest.mark.parametrize(
    ("item", "measure", "threshold", "verdict"),
    [
        (tasks((4, 4), number=40), ALL_4, {"at_least": 0.9}, Verdict.MET),
        (tasks((4, 4), number=30), ALL_4, {"at_least": 0.9}, Verdict.LEANING_MET),
        (tasks((3, 4), number=40), ALL_4, {"at_least": 0.5}, Verdict.BREACHED),
        (tasks((3, 4), number=40), ALL_4 | {"need": "any"}, {"at_least": 0.9}, Verdict.MET),
        (tasks((4, 4), (0, 4), number=30), SAME, {"at_least": 0.9}, Verdict.MET),
        (tasks((2, 4), number=60), SAME, {"at_least": 0.9}, Verdict.BREACHED),
        (tasks((4, 4), number=4), SAME, {"at_least": 0.1}, Verdict.LEANING_MET),
        (tasks((3, 4), number=60, cost=[1.0]), COST, {"at_most": 2}, Verdict.MET),
        (tasks((3, 4), number=60, cost=[1.0]), COST | {"most": None}, {"at_most": 2}, Verdict.LEANING_MET),
        (tasks((3, 4), number=60, cost=[1.0]), COST, {"at_most": 1.4}, Verdict.LEANING_MET),
        (tasks((1, 4), number=60, cost=[1.0]), COST | {"most": None}, {"at_most": 2}, Verdict.BREACHED),
        (falling(4), HORIZON, {"at_least": 16}, Verdict.MET),
        (falling(4), HORIZON, {"at_least": 100}, Verdict.BREACHED),
        (falling(1), HORIZON, {"at_least": 4}, Verdict.LEANING_MET),
        (falling(4), HORIZON, {"at_least": 1000}, Verdict.LEANING_BREACH),
        (tasks((4, 4), (0, 4), number=40, weight=[9.0]), WEIGHTED, {"at_least": 0.3}, Verdict.MET),
        (tasks((3, 4), number=60, confidence=[0.75]), OVER, {"at_most": 0.1}, Verdict.MET),
        (tasks((1, 4), number=60, confidence=[0.95]), OVER, {"at_most": 0.1}, Verdict.BREACHED),
    ],
)
def test_the_interval_decides(item: Values, measure: Values, threshold: Values, verdict: Verdict) -> None:
    given = {key: value for key, value in measure.items() if value is not None}
    found = result(item, measure=given, threshold=threshold)
    assert found.verdict is verdict
    assert found.would_change.text or found.verdict is not Verdict.LEANING_MET


def test_all_tries_of_tasks_are_a_share_of_tasks() -> None:
    found = quantity(result(tasks((4, 4), (1, 4), number=20), measure=ALL_4, threshold={"at_least": 0.4}))
    limits = clopper_pearson(20, 40)
    assert (found.value, found.low, found.high, found.n) == (0.5, limits.low, limits.high, 40)


def test_weights_move_a_score_and_cost_it_tasks() -> None:
    even = quantity(
        result(tasks((4, 4), (0, 4), number=20, weight=[1.0]), measure=WEIGHTED, threshold={"at_least": 0.4})
    )
    heavy = [9.0] * 20 + [1.0] * 20
    uneven = quantity(
        result(tasks((4, 4), (0, 4), number=20, weight=heavy), measure=WEIGHTED, threshold={"at_least": 0.4})
    )
    assert (even.value, uneven.value) == (0.5, 0.9)
    assert uneven.low is not None
    assert uneven.low > 0.6
    scaled = [weight * 1000 for weight in heavy]
    assert quantity(
        result(tasks((4, 4), (0, 4), number=20, weight=scaled), measure=WEIGHTED, threshold={"at_least": 0.4})
    ).low == pytest.approx(uneven.low)


def test_cost_counts_failed_runs() -> None:
    found = quantity(result(tasks((1, 4), (3, 4), number=20, cost=[0.5]), measure=COST, threshold={"at_most": 3}))
    assert found.value == pytest.approx(1.0)
    assert found.unit == "dollars"


@pytest.mark.parametrize(
    ("item", "measure", "threshold", "reason"),
    [
        (runs(), ALL_4, {"at_least": 0.9}, "nothing says which runs are of one task"),
        (tasks((3, 3), number=20), ALL_4, {"at_least": 0.9}, "no task has 4 tries"),
        (tasks((3, 4), number=20), COST, {"at_most": 3}, "the item gives no 'cost' for each of its clusters"),
        (tasks((3, 4), number=20, cost=[9.0]), COST, {"at_most": 3}, "none costs more than 5"),
        (tasks((0, 4), number=20, cost=[1.0]), COST, {"at_most": 3}, "80 was spent without any success"),
        (tasks((3, 4), number=20, **{"human-minutes": [4]}), HORIZON, {"at_least": 3}, "all tasks are of one length"),
        (tasks((3, 4), number=20, **{"human-minutes": [0, 1]}), HORIZON, {"at_least": 3}, "a task has no"),
        (tasks((3, 4), number=20, weight=[-1]), WEIGHTED, {"at_least": 0.5}, "a task has a negative 'weight'"),
        (tasks((3, 4), number=20, confidence=[80]), OVER, {"at_most": 0.1}, "not between 0 and 1"),
        (tasks((3, 4), confidence=[0.8]), OVER | {"by": "brier"}, {"at_most": 0.1}, "which a data file tells"),
    ],
)
def test_what_cannot_be_measured_says_why(item: Values, measure: Values, threshold: Values, reason: str) -> None:
    found = result(item, measure=measure, threshold=threshold)
    assert found.verdict is Verdict.MISSING
    assert isinstance(found.quantity, Unmeasured)
    assert reason in " ".join([found.quantity.reason, *(gap.reason for gap in found.left_out)])


def test_tries_that_a_task_lacks_could_have_ended_either_way() -> None:
    short = tasks(*[(4, 4)] * 40, *[(2, 2)] * 3)
    found = result(short, measure=ALL_4, threshold={"at_least": 0.9})
    assert (found.verdict, found.unknown) == (Verdict.INCOMPLETE, 6)
    assert found.bounds == (pytest.approx(40 / 43), 1.0)
    assert quantity(found).n == 40
    assert result(short, measure=ALL_4, threshold={"at_least": 0.7}).verdict is Verdict.MET


def test_tries_that_end_alike_differ_most_between_good_and_bad() -> None:
    item = tasks((4, 4), number=40)
    item["clusters"][0] |= {"successes": 2, "unknown": 2}
    found = result(item, measure=SAME, threshold={"at_least": 0.5})
    assert found.bounds == (pytest.approx((39 + 1 / 3) / 40), 1.0)
    assert found.verdict is Verdict.MET


def test_an_ai_judge_never_shows_that_such_a_promise_is_kept() -> None:
    item = tasks((4, 4), number=40) | {"method": "llm_judge"}
    found = result(item, measure=ALL_4, threshold={"at_least": 0.9})
    assert found.verdict is Verdict.LEANING_MET
    assert any("AI judge" in note for note in found.notes)
    assert (
        result(tasks((0, 4), number=40) | {"method": "llm_judge"}, measure=ALL_4, threshold={"at_least": 0.9}).verdict
        is Verdict.BREACHED
    )


def test_tasks_of_a_benchmark_and_their_groups() -> None:
    score = a_benchmark_result(score=1.0, n_tasks=40, trials=4, successes_by_task=[4] * 40)
    alone = result(score, measure=ALL_4 | {"of": "benchmark_result"}, threshold={"at_least": 0.9})
    grouped = result(
        score | {"groups": [10] * 4}, measure=ALL_4 | {"of": "benchmark_result"}, threshold={"at_least": 0.9}
    )
    assert (alone.verdict, alone.units, alone.n_min) == (Verdict.MET, 40, 36)
    assert (grouped.verdict, grouped.units) == (Verdict.LEANING_MET, 4)


def test_no_further_task_is_said_to_show_what_tasks_like_these_cannot() -> None:
    tasks = [{"id": f"t{n}", "attempts": 4, "successes": 3, "values": {"cost": 4.0 + n % 3}} for n in range(30)]
    measure = {"kind": "cost_per_success", "value": "cost"}
    for ends, kept in (({}, False), ({"most": 12.0}, True)):
        pact = a_pact(an_obligation(measure=measure | ends, threshold={"at_most": 8.0}))
        item = runs(None, None, clusters=tasks, selection="random")
        change = evaluate_obligation(
            Case(a_context(a_bundle(item), pacts=[pact]), pact, pact.obligations[0])
        ).would_change
        assert ("would show that it is kept" in change.text or change.runs_to_settle is not None) is kept
        assert "would show that it is broken" in change.text


def test_further_tasks_that_would_change_it_do() -> None:
    item = tasks((3, 4), number=60, cost=[1.0])
    found = result(item, measure=COST, threshold={"at_most": 2})
    more = found.would_change.failures_to_breach
    assert more is not None
    assert f"{more} tasks that fail in a row from now on would show that it is broken." == found.would_change.text
    for further, verdict in ((more, Verdict.BREACHED), (more - 1, Verdict.LEANING_BREACH)):
        worse = tasks(*[(3, 4)] * 60, *[(0, 4)] * further, cost=[1.0])
        assert result(worse, measure=COST, threshold={"at_most": 2}).verdict is verdict


def changed(original: list[tuple[int, int]], rephrased: list[tuple[int, int]]) -> Values:
    def clusters(pairs: list[tuple[int, int]]) -> list[Values]:
        return [{"id": f"t{n}", "attempts": tries, "successes": good} for n, (good, tries) in enumerate(pairs)]

    attempts, good = (sum(pair[side] for pair in rephrased) for side in (1, 0))
    other = {"attempts": attempts, "successes": good, "clusters": clusters(rephrased)}
    return runs(None, None, clusters=clusters(original), outcomes={"rephrased": other}, setting="staging")


ROBUST: Values = {"kind": "robustness"}


@pytest.mark.parametrize(
    ("original", "rephrased", "verdict"),
    [
        ([(4, 4)] * 60, [(4, 4)] * 60, Verdict.MET),
        ([(4, 4)] * 60, [(4, 4)] * 58 + [(0, 4)] * 2, Verdict.LEANING_MET),
        ([(4, 4)] * 60, [(2, 4)] * 60, Verdict.BREACHED),
        ([(2, 4)] * 60, [(2, 4)] * 60, Verdict.LEANING_MET),
    ],
)
def test_changed_tasks_are_held_against_the_same_tasks(
    original: list[tuple[int, int]], rephrased: list[tuple[int, int]], verdict: Verdict
) -> None:
    assert result(changed(original, rephrased), measure=ROBUST, threshold={"at_least": 0.9}).verdict is verdict


def test_a_task_that_was_tried_one_way_only_is_not_compared() -> None:
    found = result(changed([(4, 4)] * 9, [(4, 4)] * 8), measure=ROBUST, threshold={"at_least": 0.9})
    assert "1 tasks were run in one of the two forms only" in found.left_out[0].reason


@pytest.mark.parametrize(
    ("measure", "threshold", "said"),
    [
        (ALL_4, {"at_least": 90}, "'at_least' is 90, but a share lies between 0 and 1"),
        ({"kind": "repeated", "tries": 1}, {"at_least": 0.9}, "a single try is never repeated"),
        (ALL_4, {"at_least": 1}, "no number of runs can show a share of 1"),
        (COST, {"at_least": 1}, "a measure of kind cost_per_success has no 'at_least'"),
        (COST, {"at_most": 0}, "'at_most' is 0, which nothing can show"),
        (HORIZON, {"at_most": 9}, "a measure of kind time_horizon has no 'at_most'"),
        (HORIZON, {"at_least": 0}, "every result is at least 0"),
        (ROBUST, {"at_least": 95}, "'at_least' is 95: changed tasks are not solved better than original ones"),
        (ROBUST, {"at_least": 1}, "no number of tasks can show that changes cost nothing"),
        (OVER, {"at_most": 1}, "every result is at most 1"),
    ],
)
def test_a_line_that_nothing_can_show_is_found(measure: Values, threshold: Values, said: str) -> None:
    promise = an_obligation(measure=measure, threshold=threshold)
    faults = [fault.sentence for fault in promise.measure.check_threshold(promise.threshold)]
    assert said in faults


def test_a_claim_is_held_against_the_promise_that_measures_it() -> None:
    pact = a_pact(an_obligation(measure=COST, threshold={"at_most": 2}))
    claim = a_claim(metric="value", operator="at_most", value=2.0, unit="dollars", text="2 dollars a success.")
    bundle = a_bundle(tasks((3, 4), number=60, cost=[1.0]))
    context = a_context(bundle, pacts=[pact], claims=[claims_of(claim)])
    (found,) = check_claims(context, evaluate_obligations(context, ()), freshness_of_all(context))
    assert found.verdict is ClaimVerdict.SUPPORTED
    assert isinstance(found.quantity, Measured)
    assert found.quantity.value == pytest.approx(4 / 3)


def test_producers_are_not_averaged() -> None:
    good, bad = tasks((4, 4), number=40), tasks((2, 4), number=40)
    lab = {"id": "lab-runs", "producer": {"name": "Lab", "relationship": "third_party"}}
    found = result(good, bad | lab, measure=ALL_4, threshold={"at_least": 0.9})
    assert (found.verdict, found.pooled, quantity(found).value) == (Verdict.BREACHED, ("lab-runs",), 0)
    (left,) = found.left_out
    assert left.reason == "runs by Vendor are not pooled with those by Lab, which decide"


def test_runs_of_the_deployed_version_decide() -> None:
    older = tasks((0, 4), number=40) | {"id": "older", "agent_version": "v0"}
    found = result(tasks((4, 4), number=40), older, measure=ALL_4, threshold={"at_least": 0.9})
    assert (found.verdict, found.pooled) == (Verdict.MET, ("june-runs",))
