"""The worked examples of section 7, as documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.builders import (
    COLLECTED_TO,
    Values,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_pact,
    an_obligation,
    days_before,
    runs,
)
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

SAMPLE = "random"


def result(*items: Values, bundle: Values | None = None, **obligation: Any) -> ObligationResult:
    pact = a_pact(an_obligation(**obligation))
    context = a_context(a_bundle(*items, **(bundle or {})), pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0], find_recorded_triggers(context)))


def at_least(value: float) -> Values:
    return {"at_least": value}


@pytest.mark.parametrize(
    ("k", "n", "threshold", "limits", "verdict"),
    [
        (962, 1000, 0.95, (0.9482, 0.9730), Verdict.LEANING_MET),
        (931, 1000, 0.95, (0.9135, 0.9459), Verdict.BREACHED),
        (945, 1000, 0.95, (0.9290, 0.9583), Verdict.LEANING_BREACH),
        (957, 1000, 0.95, (0.9425, 0.9687), Verdict.LEANING_MET),
        (60, 60, 0.99, (0.9404, 1.0), Verdict.LEANING_MET),
        (2000, 2000, 0.999, (0.9982, 1.0), Verdict.LEANING_MET),
        (985, 1000, 0.95, (0.9754, 0.9916), Verdict.MET),
        # Exactly the threshold leans to met.
        (950, 1000, 0.95, (0.9346, 0.9627), Verdict.LEANING_MET),
    ],
)
def test_inferred_verdicts(k: int, n: int, threshold: float, limits: tuple[float, float], verdict: Verdict) -> None:
    found = result(runs(k, n, selection=SAMPLE), threshold=at_least(threshold))
    assert (found.verdict, found.inferred, found.observed) == (verdict, verdict, None)
    assert found.decided_by == "inferred"
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.low, found.quantity.high) == pytest.approx(limits, abs=1e-4)
    assert (found.quantity.k, found.quantity.n, found.quantity.inputs) == (k, n, ("june-runs",))


@pytest.mark.parametrize(
    ("k", "threshold", "observed", "inferred"),
    [
        (962, 0.95, Verdict.MET, Verdict.LEANING_MET),
        (945, 0.95, Verdict.BREACHED, Verdict.LEANING_BREACH),
        (931, 0.95, Verdict.BREACHED, Verdict.BREACHED),
        (950, 0.95, Verdict.MET, Verdict.LEANING_MET),
    ],
)
def test_where_all_runs_were_recorded_the_share_is_a_fact(
    k: int, threshold: float, observed: Verdict, inferred: Verdict
) -> None:
    found = result(runs(k, 1000), threshold=at_least(threshold))
    assert (found.verdict, found.decided_by) == (observed, "observed")
    assert (found.observed, found.inferred) == (observed, inferred)


@pytest.mark.parametrize(("threshold", "n_min"), [(0.90, 36), (0.95, 72), (0.99, 368), (0.999, 3688), (1.0, None)])
def test_too_few_runs_cannot_show_it(threshold: float, n_min: int | None) -> None:
    found = result(runs(35, 35), threshold=at_least(threshold))
    assert found.n_min == n_min
    assert (found.observed, found.verdict, found.decided_by) == (Verdict.MET, Verdict.LEANING_MET, "inferred")


@pytest.mark.parametrize("changes", [{"setting": "staging"}, {"setting": "benchmark"}, {"selection": "random"}])
def test_what_stands_in_for_real_use_is_never_observed(changes: Values) -> None:
    found = result(runs(50, 100, **changes))
    assert (found.observed, found.inferred, found.verdict) == (None, Verdict.BREACHED, Verdict.BREACHED)


def test_runs_from_before_the_pact_are_not_observed_under_it() -> None:
    pact = a_pact(valid_from=COLLECTED_TO)
    context = a_context(a_bundle(), pacts=[pact])
    found = evaluate_obligation(Case(context, pact, pact.obligations[0]))
    assert found.observed is None


def test_unknown_outcomes_leave_it_incomplete() -> None:
    found = result(runs(180, 215, unknown=25, selection=SAMPLE))
    assert found.verdict is Verdict.INCOMPLETE
    assert found.bounds == pytest.approx((0.8372, 0.9535), abs=5e-5)
    assert found.verdict_bounds == (Verdict.BREACHED, Verdict.MET)
    assert isinstance(found.quantity, Measured)
    assert found.quantity.value == pytest.approx(0.9474, abs=5e-5)


def test_unknown_outcomes_that_change_nothing_leave_the_verdict() -> None:
    found = result(runs(990, 1000, unknown=2, selection=SAMPLE))
    assert (found.verdict, found.unknown) == (Verdict.MET, 2)


def test_nothing_but_unknown_outcomes_is_missing() -> None:
    found = result(runs(0, 25, unknown=25))
    assert (found.verdict, found.unknown) == (Verdict.MISSING, 25)


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        ({"rolling": 90, "min_samples": 101}, "100 of the 101 outcomes"),
        ({"rolling": 90, "min_coverage": 0.5}, "12.2 % of the window's days"),
    ],
)
def test_less_than_the_pact_asks_for_is_missing(window: Values, reason: str) -> None:
    found = result(window=window)
    assert found.verdict is Verdict.MISSING
    assert isinstance(found.quantity, Unmeasured)
    assert found.quantity.status is Status.INSUFFICIENT
    assert found.quantity.reason.startswith(reason)


def test_a_known_window_is_judged_as_finite() -> None:
    sample = result(runs(96, 100, selection=SAMPLE), window={"rolling": 90, "population": 120})
    assert isinstance(sample.quantity, Measured)
    assert (sample.quantity.method, sample.verdict, sample.n_min) == ("hypergeometric", Verdict.MET, None)
    small = result(runs(96, 100, selection=SAMPLE), window={"rolling": 90, "population": 1001})
    assert isinstance(small.quantity, Measured)
    assert small.quantity.method == "Clopper-Pearson"


def test_a_window_smaller_than_its_sample_is_not_believed() -> None:
    found = result(runs(96, 100, selection=SAMPLE), window={"rolling": 90, "population": 50})
    assert isinstance(found.quantity, Measured)
    assert found.quantity.method == "Clopper-Pearson"
    assert any("more outcomes than the 50 runs" in note for note in found.notes)


def test_clusters_make_runs_worth_less() -> None:
    counts = [0] * 14 + [1] * 12 + [2] * 10 + [3] * 4 + [4] * 10
    clusters = [{"id": f"t{n}", "attempts": 4, "successes": k} for n, k in enumerate(counts)]
    item = runs(None, None, clusters=clusters, setting="benchmark")
    found = result(item, threshold=at_least(0.40))
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.k, found.quantity.n, found.quantity.method) == (84, 200, "Gaffke")
    assert found.quantity.n_eff == pytest.approx(84.3, abs=0.1)
    assert found.verdict is Verdict.LEANING_MET


def test_what_leans_says_how_many_runs_would_tell_five_points() -> None:
    leaning = result(runs(90, 100, selection=SAMPLE))
    # (1.95996 + 0.84162)^2 * 2 * 0.9 * 0.1 / 0.05^2
    assert leaning.would_change.runs_for_five_points == 566
    assert result(runs(990, 1000, selection=SAMPLE)).would_change.runs_for_five_points is None
    assert result(runs(20, 20, selection=SAMPLE)).would_change.runs_for_five_points is None


def test_one_cluster_alone_is_missing() -> None:
    item = runs(None, None, clusters=[{"id": "t", "attempts": 99, "successes": 99}], selection=SAMPLE)
    assert result(item).verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("k", "verdict"),
    [
        (1, Verdict.MET),
        (4, Verdict.MET),
        (5, Verdict.LEANING_MET),
        (10, Verdict.LEANING_MET),
        (12, Verdict.LEANING_BREACH),
        (30, Verdict.BREACHED),
    ],
)
def test_at_most_is_the_mirror_image(k: int, verdict: Verdict) -> None:
    threshold = {"at_most": 0.10}
    assert result(runs(k, 100, selection=SAMPLE), threshold=threshold).verdict is verdict


def test_a_benchmark_result_can_decide_but_not_observe() -> None:
    measure = {"kind": "proportion", "of": "benchmark_result"}
    found = result(a_benchmark_result(), measure=measure, threshold=at_least(0.60))
    assert (found.verdict, found.observed, found.decided_by) == (Verdict.BREACHED, None, "inferred")


def by_judge(successes: int, attempts: int, *right: int, **values: Any) -> Values:
    """Runs decided by a judge that was right on so many of so many good and bad outcomes; uncalibrated without."""
    judge: Values = {"model": "judge"}
    if right:
        passed, good, failed, bad = right
        rates = {"positives": {"correct": passed, "of": good}, "negatives": {"correct": failed, "of": bad}}
        judge["calibration"] = rates | values.pop("calibration", {})
    return runs(successes, attempts, method="llm_judge", judge=judge, **{"selection": SAMPLE} | values)


@pytest.mark.parametrize(
    ("severity", "right", "verdict"),
    [
        ("critical", (), Verdict.LEANING_MET),
        ("high", (), Verdict.MET),
        ("critical", (990, 1000, 990, 1000), Verdict.MET),
        # The judge is blind to half of the failures: what it saw as good need not be.
        ("critical", (99, 100, 50, 100), Verdict.LEANING_BREACH),
    ],
)
def test_what_a_judge_saw_is_worth_no_more_than_the_judge(
    severity: str, right: tuple[int, ...], verdict: Verdict
) -> None:
    assert result(by_judge(930, 1000, *right), severity=severity).verdict is verdict


def test_the_interval_that_decided_is_the_one_that_is_shown() -> None:
    found = result(by_judge(930, 1000, 99, 100, 50, 100))
    assert isinstance(found.quantity, Measured)
    assert found.quantity.method == "Bayer-Fay-Graubard"
    assert found.quantity.value == pytest.approx((0.93 - 0.5) / (0.99 - 0.5))
    # Nobody counted so many good ones; what was counted is said once.
    assert found.quantity.k is None
    assert [note for note in found.notes if "930 of 1,000" in note] == [
        "930 of 1,000 before the correction for the errors of AI judges"
    ]


def test_a_correction_helps_as_well_as_it_hurts() -> None:
    strict = result(by_judge(800, 1000, 250, 300, 300, 300), threshold=at_least(0.9))
    assert strict.verdict is Verdict.MET
    as_counted = result(runs(800, 1000, selection=SAMPLE), threshold=at_least(0.9))
    assert as_counted.verdict is Verdict.BREACHED


@pytest.mark.parametrize("other", [runs(1, 1, id="one", selection=SAMPLE), runs(40, 40, id="many", selection=SAMPLE)])
def test_outcomes_of_other_sources_do_not_drop_the_correction(other: Values) -> None:
    alone, mixed = result(by_judge(930, 1000, 99, 100, 50, 100)), result(by_judge(930, 1000, 99, 100, 50, 100), other)
    assert mixed.verdict is alone.verdict is Verdict.LEANING_BREACH
    two = result(by_judge(465, 500, 99, 100, 50, 100), by_judge(465, 500, 98, 100, 51, 100, id="second"))
    assert two.verdict is Verdict.LEANING_BREACH


def test_what_a_judge_decided_is_no_fact() -> None:
    found = result(by_judge(930, 1000, 290, 300, 290, 300, selection="all"))
    assert (found.observed, found.decided_by) == (None, "inferred")


def test_values_that_were_measured_are_no_judgment() -> None:
    measure = {"kind": "quantile", "value": "seconds", "q": 0.9}
    values = {"seconds": {"n": 1000, "within": [{"limit": 5, "count": 930}]}}
    item = by_judge(500, 1000, 99, 100, 50, 100, values=values)
    found = result(item, measure=measure, threshold={"at_most": 5})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.k, found.quantity.method) == (930, "Clopper-Pearson")


def test_unknown_outcomes_beside_judged_ones() -> None:
    found = result(by_judge(930, 1000, 990, 1000, 990, 1000, unknown=20), threshold=at_least(0.9))
    assert found.bounds is not None
    low, high = found.bounds
    assert high - low == pytest.approx(0.02)
    assert found.verdict is Verdict.MET
    assert result(by_judge(870, 1000, 990, 1000, 990, 1000, unknown=100)).verdict is Verdict.INCOMPLETE


def test_runs_cannot_settle_what_labels_leave_open() -> None:
    open_for_labels = result(by_judge(930, 1000, 99, 100, 50, 100)).would_change
    assert (open_for_labels.runs_to_settle, "No number of runs" in open_for_labels.text) == (None, True)
    open_for_runs = result(by_judge(186, 200, 990, 1000, 990, 1000), threshold=at_least(0.9)).would_change
    planned = open_for_runs.runs_to_settle
    assert planned is not None
    assert f"{planned:,} runs" in open_for_runs.text
    more = round(planned * 0.93)
    assert result(by_judge(more, planned, 990, 1000, 990, 1000), threshold=at_least(0.9)).verdict is Verdict.MET


def test_an_uncalibrated_judge_takes_nothing_from_a_breach() -> None:
    found = result(runs(500, 1000, method="llm_judge", judge={"model": "judge"}))
    assert found.verdict is Verdict.BREACHED


def test_what_would_change_it() -> None:
    found = result(runs(962, 1000, selection=SAMPLE), threshold=at_least(0.95)).would_change
    assert (found.failures_to_breach, found.successes_to_meet) == (29, 37)
    assert found.runs_to_settle is not None
    assert "29 failures in a row from now on would show that it is broken." in found.text
    met = result(runs(985, 1000, selection=SAMPLE), threshold=at_least(0.95)).would_change
    assert (met.successes_to_meet, met.runs_to_settle) == (None, None)
    breached = result(runs(931, 1000), threshold=at_least(0.95)).would_change
    assert breached.failures_to_breach is None


def test_the_runs_that_would_settle_it() -> None:
    found = result(runs(970, 1000, selection=SAMPLE), threshold=at_least(0.96))
    assert found.would_change.runs_to_settle is not None
    planned = result(runs(97, 100, selection=SAMPLE), threshold=at_least(0.95)).would_change
    assert planned.runs_to_settle == 780


def test_where_a_fact_decides_one_failure_too_many_breaches() -> None:
    found = result(runs(96, 100), threshold=at_least(0.95))
    assert found.would_change.failures_to_breach == 2
    assert result(runs(96, 101), threshold=at_least(0.95)).verdict is not Verdict.BREACHED
    assert result(runs(96, 102), threshold=at_least(0.95)).verdict is Verdict.BREACHED


def test_the_error_budget() -> None:
    window = {"from": days_before(49, COLLECTED_TO), "to": days_before(-50, COLLECTED_TO), "expected_runs": 1000}
    pact = a_pact(an_obligation(threshold=at_least(0.95), window=window))
    context = a_context(a_bundle(runs(462, 500)), pacts=[pact], as_of=COLLECTED_TO)
    found = evaluate_obligation(Case(context, pact, pact.obligations[0])).budget
    assert found is not None
    assert (found.allowed, found.bad, found.seen) == (50, 38, 500)
    assert found.consumed == pytest.approx(0.76)
    assert isinstance(found.burn, Measured)
    assert (found.burn.value, found.burn.low, found.burn.high) == pytest.approx((1.52, 1.0868, 2.0565), abs=1e-4)
    assert found.exhausted_on == days_before(-(65 - 49), COLLECTED_TO)
    assert found.alerts


@pytest.mark.parametrize(
    ("window", "failed", "ends"),
    [
        # 25 of 50 allowed failures in 40 of 100 days: all are used after 80 days.
        ({"from": days_before(39), "to": days_before(-60)}, 25, days_before(-40)),
        ({"from": days_before(39), "to": days_before(-60)}, 19, None),
        # More is used than was allowed: that is so today, whenever it began.
        ({"from": days_before(39), "to": days_before(-60)}, 60, days_before(0)),
        ({"rolling": 40}, 60, days_before(0)),
        # A rolling window that is full loses old failures as it gains new ones.
        ({"rolling": 40}, 49, None),
    ],
)
def test_the_allowance_lasts_as_long_as_the_pace_seen_lets_it(window: Values, failed: int, ends: date | None) -> None:
    pact = a_pact(an_obligation(threshold=at_least(0.95), window=window | {"expected_runs": 1000}))
    item = runs(100, 100 + failed, collected={"from": days_before(39), "to": days_before(0)})
    found = evaluate_obligation(Case(a_context(a_bundle(item), pacts=[pact]), pact, pact.obligations[0])).budget
    assert found is not None
    assert found.exhausted_on == ends


def test_a_pact_that_began_lately_is_paced_by_its_own_days() -> None:
    pact = a_pact(
        an_obligation(threshold=at_least(0.95), window={"rolling": 90, "expected_runs": 1000}),
        valid_from=days_before(19),
    )
    item = runs(100, 120, collected={"from": days_before(19), "to": days_before(0)})
    found = evaluate_obligation(Case(a_context(a_bundle(item), pacts=[pact]), pact, pact.obligations[0])).budget
    assert found is not None
    # 20 of 50 allowed failures in 20 days: all are used after 50.
    assert found.exhausted_on == days_before(-30)


def test_there_is_no_budget_without_expected_runs() -> None:
    assert result().budget is None


def test_a_recorded_reason_makes_it_not_applicable() -> None:
    reason = {"reason": "No refunds are offered.", "decided_by": "owner", "date": days_before(10)}
    found = result(runs(1, 100), not_applicable=reason)
    assert (found.verdict, found.decided_by) == (Verdict.NOT_APPLICABLE, "reason")
    later = reason | {"date": days_before(-1)}
    assert result(runs(1, 100), not_applicable=later).verdict is Verdict.BREACHED


def test_a_pact_that_has_not_begun_does_not_bind_and_one_that_has_ended_does() -> None:
    for changes, verdict in (
        ({"valid_from": days_before(-1)}, Verdict.NOT_APPLICABLE),
        ({"valid_until": days_before(1)}, Verdict.BREACHED),
    ):
        pact = a_pact(**changes)
        context = a_context(a_bundle(runs(1, 100)), pacts=[pact])
        assert evaluate_obligation(Case(context, pact, pact.obligations[0])).verdict is verdict
