"""Rates, what must never happen, quantiles, means and records, as documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from support.builders import (
    COLLECTED_TO,
    Values,
    a_bundle,
    a_context,
    a_pact,
    a_review,
    an_incident,
    an_obligation,
    days_before,
    incidents,
    runs,
)
from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import build_data_request
from trustpages.assess.measures.measured_values import Moments, combine_summaries
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.aggregate import ClusterAggregate, DataAggregate
from trustpages.model.documents.items.data_file import Data
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

WATCHED = {"fraction": 1.0}
RATE = {"kind": "rate", "per": 1000}
NEVER = {"kind": "zero"}


def result(*items: Values, measure: Values, threshold: Values | None = None, **more: Any) -> ObligationResult:
    pact = a_pact(an_obligation(measure=measure, threshold=threshold or {}, **more))
    context = a_context(a_bundle(*items), pacts=[pact])
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def use(n: int | None = 1840, **more: Any) -> Values:
    return runs(n, n, monitoring=WATCHED, selection="random") | more


@pytest.mark.parametrize(
    ("at_most", "verdict"),
    [(2.0, Verdict.BREACHED), (4.0, Verdict.LEANING_BREACH), (5.0, Verdict.LEANING_MET), (10.0, Verdict.MET)],
)
def test_a_rate_by_garwood_limits(at_most: float, verdict: Verdict) -> None:
    found = result(use(), *incidents(9), measure=RATE, threshold={"at_most": at_most})
    assert isinstance(found.quantity, Measured)
    limits = (found.quantity.value, found.quantity.low, found.quantity.high)
    assert limits == pytest.approx((4.891, 2.237, 9.285), abs=1e-3)
    assert found.verdict is verdict
    assert found.pooled == (*(f"incident-{number}" for number in range(1, 10)), "june-runs")


def test_only_watched_use_is_exposure() -> None:
    half = result(use(monitoring={"fraction": 0.5}), *incidents(9), measure=RATE, threshold={"at_most": 10.0})
    assert isinstance(half.quantity, Measured)
    assert half.quantity.n == 920
    assert half.quantity.value == pytest.approx(9.783, abs=1e-3)


@pytest.mark.parametrize("monitoring", [None, {"fraction": 1.0, "detection": "user_reported"}])
def test_what_nobody_watches_for_is_never_met_and_can_be_breached(monitoring: Values | None) -> None:
    item = use(monitoring=monitoring) if monitoring else runs(1840, 1840)
    assert result(item, measure=RATE, threshold={"at_most": 10.0}).verdict is Verdict.LEANING_MET
    assert result(item, *incidents(99), measure=RATE, threshold={"at_most": 10.0}).verdict is Verdict.BREACHED


def test_without_use_a_rate_is_missing_even_with_incidents() -> None:
    assert result(*incidents(9), measure=RATE, threshold={"at_most": 1.0}).verdict is Verdict.MISSING
    nothing = use(monitoring={"fraction": 0.0})
    assert result(nothing, measure=RATE, threshold={"at_most": 1.0}).verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("incident", "counted"),
    [
        ({"severity": "critical"}, 1),
        ({"severity": "major"}, 1),
        ({"severity": "minor"}, 0),
        ({"severity": "major", "occurred": days_before(90)}, 0),
        ({"severity": "major", "occurred": days_before(89)}, 1),
        ({"severity": "major", "supports": []}, 0),
    ],
)
def test_which_incidents_count(incident: Values, counted: int) -> None:
    measure = RATE | {"at_or_above": "major"}
    found = result(use(), an_incident(**incident), measure=measure, threshold={"at_most": 1.0})
    assert isinstance(found.quantity, Measured)
    assert found.quantity.k == counted


def test_unconfirmed_incidents_leave_a_rate_incomplete() -> None:
    found = result(use(), *incidents(90, confirmed=False), measure=RATE, threshold={"at_most": 10.0})
    assert found.verdict is Verdict.INCOMPLETE
    assert found.verdict_bounds == (Verdict.BREACHED, Verdict.MET)


def test_events_inside_runs_need_no_watching() -> None:
    measure = RATE | {"of": "events"}
    found = result(runs(990, 1000, events=3), measure=measure, threshold={"at_most": 20.0})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.k, found.quantity.n, found.verdict) == (3, 1000, Verdict.MET)


def test_another_unit_of_exposure() -> None:
    measure = RATE | {"exposure": "hours", "per": 1}
    given = use(exposure=[{"unit": "hours", "amount": 200.0}])
    found = result(given, *incidents(2), measure=measure, threshold={"at_most": 0.1})
    assert isinstance(found.quantity, Measured)
    assert found.quantity.value == pytest.approx(0.01)
    assert result(use(), measure=measure, threshold={"at_most": 0.1}).verdict is Verdict.MISSING


def test_what_would_change_a_rate() -> None:
    found = result(use(), *incidents(1), measure=RATE, threshold={"at_most": 2.0})
    assert found.verdict is Verdict.LEANING_MET
    assert found.would_change.failures_to_breach == 8
    # 5.572 events are the upper limit for one: that takes 2,786 runs at 2 per 1,000.
    assert found.would_change.successes_to_meet == 2786 - 1840


@pytest.mark.parametrize(
    ("n", "tolerable", "verdict"),
    [(400, 0.0093, Verdict.MET), (400, 0.0092, Verdict.LEANING_MET), (400, None, Verdict.LEANING_MET)],
)
def test_nothing_seen_shows_only_so_much(n: int, tolerable: float | None, verdict: Verdict) -> None:
    threshold = {"tolerable_rate": tolerable} if tolerable is not None else {}
    found = result(use(n), measure=NEVER, threshold=threshold)
    assert found.verdict is verdict
    assert isinstance(found.quantity, Measured)
    assert found.quantity.high == pytest.approx(0.00922, abs=1e-5)
    assert found.would_change.failures_to_breach == 1


def test_one_event_breaches_whatever_the_exposure() -> None:
    for items in ([use(), *incidents(1)], [*incidents(1)]):
        found = result(*items, measure=NEVER, threshold={"tolerable_rate": 0.5})
        assert (found.verdict, found.observed, found.decided_by) == (Verdict.BREACHED, Verdict.BREACHED, "observed")


def test_events_in_unknown_use_are_not_said_to_be_nothing() -> None:
    found = result(*incidents(1), measure=NEVER).quantity
    assert found == Unmeasured(Status.UNDEFINED, "1 event; how much use there was is unknown")


def test_an_event_in_a_benchmark_breaches_by_inference_only() -> None:
    item = runs(99, 100, setting="benchmark")
    found = result(item, measure=NEVER | {"of": "runs"})
    assert (found.verdict, found.observed, found.decided_by) == (Verdict.BREACHED, None, "inferred")


def test_an_old_incident_breaches_as_long_as_it_is_in_the_window() -> None:
    pact = a_pact(an_obligation(measure=NEVER, evidence_max_age=1))
    context = a_context(a_bundle(*incidents(1, occurred=days_before(60))), pacts=[pact])
    assert evaluate_obligation(Case(context, pact, pact.obligations[0])).verdict is Verdict.BREACHED


def test_no_exposure_is_missing() -> None:
    assert result(runs(supports=[]), measure=NEVER).verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        (runs(100, 100), Verdict.LEANING_MET),
        (runs(99, 100), Verdict.BREACHED),
        (runs(99, 100, unknown=1), Verdict.INCOMPLETE),
        (runs(367, 367), Verdict.LEANING_MET),
        (runs(368, 368), Verdict.MET),
    ],
)
def test_never_of_runs(item: Values, verdict: Verdict) -> None:
    found = result(item, measure=NEVER | {"of": "runs"}, threshold={"tolerable_rate": 0.01})
    assert found.verdict is verdict


def test_all_clusters_without_failure_are_worth_one_run_each() -> None:
    clusters = [{"id": f"t{n}", "attempts": 10, "successes": 10} for n in range(30)]
    item = runs(None, None, clusters=clusters)
    found = result(item, measure=NEVER | {"of": "runs"}, threshold={"tolerable_rate": 0.01})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.n_eff, found.verdict) == (30, Verdict.LEANING_MET)


@pytest.mark.parametrize(
    ("within", "verdict"), [(990, Verdict.MET), (960, Verdict.LEANING_MET), (900, Verdict.BREACHED)]
)
def test_a_quantile_is_a_share_of_runs(within: int, verdict: Verdict) -> None:
    measure = {"kind": "quantile", "value": "latency", "q": 0.95, "unit": "s"}
    values = {"latency": {"n": 1000, "within": [{"limit": 30, "count": within}]}}
    item = runs(900, 1000, values=values, selection="random")
    found = result(item, measure=measure, threshold={"at_most": 30})
    assert found.verdict is verdict
    assert found.target.text == "latency at most 30 s in at least 95 % of runs"


@pytest.mark.parametrize(
    ("n", "verdict", "status"),
    [
        (9, Verdict.MISSING, Status.INSUFFICIENT),
        (20, Verdict.LEANING_MET, Status.EXPLORATORY),
        (30, Verdict.MET, Status.OK),
    ],
)
def test_a_mean_needs_values(n: int, verdict: Verdict, status: Status) -> None:
    measure = {"kind": "mean", "value": "score"}
    item = runs(n, n, values={"score": {"n": n, "mean": 0.9, "sd": 0.1, "skewness": 0.2}})
    found = result(item, measure=measure, threshold={"at_least": 0.5})
    assert found.verdict is verdict
    assert isinstance(found.quantity, Measured | Unmeasured)
    assert found.quantity.status is status


@pytest.mark.parametrize(
    ("skewness", "sd", "verdict", "note"),
    [
        (1.5, 0.1, Verdict.MET, None),
        (-1.5, 0.1, Verdict.MET, None),
        (1.51, 0.1, Verdict.LEANING_MET, "too skewed"),
        (-1.51, 0.1, Verdict.LEANING_MET, "too skewed"),
        (None, 0.1, Verdict.LEANING_MET, "not known"),
        (0.0, 0.0, Verdict.LEANING_MET, "not known"),  # a hundred equal values say nothing of a shape
    ],
)
def test_a_mean_of_skewed_values_leans_at_best(
    skewness: float | None, sd: float, verdict: Verdict, note: str | None
) -> None:
    values = {"score": {"n": 100, "mean": 0.9, "sd": sd, "skewness": skewness}}
    found = result(
        runs(100, 100, values=values), measure={"kind": "mean", "value": "score"}, threshold={"at_least": 0.5}
    )
    assert found.verdict is verdict
    told = [text for text in found.notes if "skew" in text]
    assert len(told) == (note is not None)
    assert all(note in text for text in told if note)


@pytest.mark.parametrize("skewness", [-1.2, 0.0, 1.2])
def test_summaries_combine_to_the_skewness_of_all_values(skewness: float) -> None:
    """Of parts that are scaled and moved copies of one sample, with and without one of a single value."""
    shape = np.array([0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0, 9.0]) * (1 if skewness > 0 else -1 if skewness < 0 else 0.5)
    parts = [shape, shape * 2 + 3, np.array([4.0]), np.array([1.0, 7.0])]
    whole = np.concatenate(parts)
    found = combine_summaries([moments_of(part) for part in parts])
    expected = moments_of(whole)
    assert (found.n, found.mean, found.sd) == pytest.approx((expected.n, expected.mean, expected.sd))
    assert found.skewness == pytest.approx(expected.skewness)
    unknown = [replace(moments_of(part), skewness=None) for part in parts]
    assert combine_summaries(unknown).skewness is None


def moments_of(values: NDArray[np.float64]) -> Moments:
    sd = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return Moments(
        len(values), float(values.mean()), sd, float(stats.skew(values, bias=False)) if len(values) > 2 else None
    )


def test_runs_without_a_value_leave_a_mean_incomplete() -> None:
    item = runs(50, 51, values={"score": {"n": 50, "mean": 0.9, "sd": 0.1, "skewness": 0}})
    found = result(item, measure={"kind": "mean", "value": "score"}, threshold={"at_least": 0.5})
    assert (found.verdict, found.unknown) == (Verdict.INCOMPLETE, 1)


def an_audit(**changes: Any) -> Values:
    return {
        "kind": "audit",
        "id": "audit-1",
        "supports": ["service/task-success"],
        "date": COLLECTED_TO,
        "scope": "Controls.",
        "auditor": {"name": "Firm"},
        "result": "pass",
    } | changes


@pytest.mark.parametrize(
    ("items", "of", "verdict"),
    [
        ([an_audit()], "audit", Verdict.MET),
        ([an_audit(result="qualified")], "audit", Verdict.LEANING_MET),
        ([an_audit(result="fail")], "audit", Verdict.BREACHED),
        ([an_audit(date=days_before(100))], "audit", Verdict.MISSING),
        ([an_audit(), an_audit(id="earlier", date=days_before(20), result="fail")], "audit", Verdict.MET),
        ([an_audit(supports=[])], "audit", Verdict.MISSING),
        ([a_review(supports=["service/task-success"])], "review", Verdict.MET),
        (
            [{"kind": "drill", "id": "d", "obligation": "service/task-success", "date": COLLECTED_TO, "worked": True}],
            "drill",
            Verdict.MET,
        ),
        (
            [{"kind": "drill", "id": "d", "obligation": "service/task-success", "date": COLLECTED_TO, "worked": False}],
            "drill",
            Verdict.BREACHED,
        ),
    ],
)
def test_a_record_exists_or_does_not(items: list[Values], of: str, verdict: Verdict) -> None:
    assert result(*items, measure={"kind": "boolean", "of": of}).verdict is verdict


def measured(found: ObligationResult) -> Measured:
    assert isinstance(found.quantity, Measured)
    return found.quantity


def customers(number: int, each: int) -> list[Values]:
    return [{"id": f"customer-{n}", "attempts": each, "successes": each} for n in range(number)]


def test_incidents_reported_as_one_are_one_burst() -> None:
    apart = result(use(10_000), *incidents(30), measure=RATE, threshold={"at_most": 2.0})
    together = result(use(10_000), an_incident(count=30), measure=RATE, threshold={"at_most": 2.0})
    assert (apart.verdict, together.verdict) == (Verdict.BREACHED, Verdict.LEANING_BREACH)
    assert measured(apart).value == measured(together).value == pytest.approx(3.0)
    assert measured(together).method == "compound Poisson"
    # One burst of 30 events is worth one event; a second of 60 is allowed for.
    assert measured(together).low == pytest.approx(0.0760, abs=1e-4)
    assert measured(together).high == pytest.approx(26.2543, abs=1e-4)


def test_incidents_that_look_the_same_on_one_day_are_one_burst_however_they_are_listed() -> None:
    listed = [an_incident(id=f"incident-{number}") for number in range(30)]
    apart, together = (
        measured(result(use(10_000), *items, measure=RATE, threshold={"at_most": 2.0}))
        for items in (listed, [an_incident(count=30)])
    )
    assert (apart.k, apart.low, apart.high) == (together.k, together.low, together.high)
    other_days = [an_incident(id=f"incident-{number}", occurred=days_before(10 + number)) for number in range(3)]
    assert measured(result(use(), *other_days, measure=RATE, threshold={"at_most": 2.0})).method == "Garwood"


@pytest.mark.parametrize(("measure", "threshold"), [(NEVER, {"tolerable_rate": 0.01}), (RATE, {"at_most": 10.0})])
def test_400_runs_of_five_customers_are_worth_five(measure: Values, threshold: Values) -> None:
    alone = result(use(400), measure=measure, threshold=threshold)
    grouped = result(use(None, clusters=customers(5, 80)), measure=measure, threshold=threshold)
    assert (alone.verdict, grouped.verdict) == (Verdict.MET, Verdict.LEANING_MET)
    per = 1000 if measure is RATE else 1
    assert measured(grouped).high == pytest.approx(per * (1 - 0.025 ** (1 / 5)))
    assert measured(grouped).n_eff == pytest.approx(5, abs=1e-6)
    assert "the runs come in 5 clusters" in measured(grouped).notes


def test_incidents_without_a_customer_are_placed_where_they_say_least() -> None:
    clusters = customers(50, 40)
    found = result(use(None, clusters=clusters), *incidents(60), measure=RATE, threshold={"at_most": 5.0})
    # 60 in 2,000 runs would breach 5 per 1,000, 40 and 20 of two customers do not.
    assert found.verdict is Verdict.LEANING_BREACH
    assert "the runs come in 50 clusters; events are placed in as few as could hold them" in measured(found).notes
    assert result(use(2000), *incidents(60), measure=RATE, threshold={"at_most": 5.0}).verdict is Verdict.BREACHED


def test_fewer_than_five_customers_lean_at_most() -> None:
    clusters = customers(4, 100)
    found = result(
        use(None, clusters=clusters), *incidents(400), measure=RATE | {"per": 1}, threshold={"at_most": 0.001}
    )
    assert found.inferred is Verdict.LEANING_BREACH


@pytest.mark.parametrize(
    ("sensitivity", "n", "verdict"),
    [(None, 1000, Verdict.MET), (1.0, 1000, Verdict.MET), (0.6, 600, Verdict.LEANING_MET)],
)
@pytest.mark.parametrize(("measure", "threshold"), [(NEVER, {"tolerable_rate": 0.005}), (RATE, {"at_most": 5.0})])
def test_watched_use_counts_as_far_as_the_detector_finds_failures(
    measure: Values, threshold: Values, sensitivity: float | None, n: float, verdict: Verdict
) -> None:
    monitoring = WATCHED | ({} if sensitivity is None else {"sensitivity": sensitivity})
    found = result(use(1000, monitoring=monitoring), measure=measure, threshold=threshold)
    assert (measured(found).n, found.verdict) == (n, verdict)
    said = "the detector finds 60 % of failures: 1,000 watched runs count as 600"
    assert (said in measured(found).notes) is (sensitivity == 0.6)


def test_a_detector_that_finds_nothing_watches_nothing() -> None:
    blind = use(monitoring=WATCHED | {"sensitivity": 0.0})
    assert result(blind, measure=RATE, threshold={"at_most": 10.0}).verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("by_period", "verdict"),
    [((), Verdict.MET), ((4,) * 12, Verdict.MET), ((0,) * 11 + (48,), Verdict.LEANING_MET), ((9, 3) * 2, Verdict.MET)],
)
def test_counts_by_period_widen_the_rate_of_the_events_that_they_count(
    by_period: tuple[int, ...], verdict: Verdict
) -> None:
    events = sum(by_period) or 48
    item = use(6000, events=events, by_period=by_period)
    found = result(item, measure=RATE | {"of": "events"}, threshold={"at_most": 20.0})
    assert found.verdict is verdict
    plain = result(use(6000, events=events), measure=RATE | {"of": "events"}, threshold={"at_most": 20.0})
    wide = measured(found), measured(plain)
    assert wide[0].low is not None
    assert wide[1].low is not None
    assert wide[0].low <= wide[1].low
    assert wide[0].n_eff is not None
    assert wide[0].n_eff <= 6000


def test_bursts_of_other_counts_in_the_same_runs_widen_the_rate_of_incidents() -> None:
    calm, wild = (
        measured(result(use(by_period=by_period), *incidents(9), measure=RATE, threshold={"at_most": 1.0}))
        for by_period in ([3, 4, 2, 3, 4, 3, 2, 3], [0, 0, 12, 0, 0, 12, 0, 0])
    )
    assert calm.method == "Garwood"
    assert (wild.method, calm.value) == ("compound Poisson", wild.value)
    assert wild.high is not None
    assert calm.high is not None
    assert wild.high > 2 * calm.high


@pytest.mark.parametrize(
    ("by_customer", "verdict"), [((2,) * 30, Verdict.BREACHED), ((60,) + (0,) * 29, Verdict.LEANING_BREACH)]
)
def test_a_run_log_tells_at_which_customers_events_happened(by_customer: tuple[int, ...], verdict: Verdict) -> None:
    file: Values = {"file": "runs.csv", "event": {"column": "harm", "equals": "yes"}, "cluster": "customer"}
    item = runs(None, None, data=file, selection="random")
    clusters = tuple(ClusterAggregate(f"c{n}", 100, events, 0) for n, events in enumerate(by_customer))
    answer = DataAggregate(3000, 60, 0, clusters, events=60)
    pact = a_pact(an_obligation(measure=RATE | {"of": "events"}, threshold={"at_most": 10.0}))
    asked = build_data_request(a_context(a_bundle(item)).evidence[0], Data.model_validate(file))
    context = a_context(a_bundle(item), pacts=[pact], aggregates={asked: answer})
    found = evaluate_obligation(Case(context, pact, pact.obligations[0]))
    assert (found.verdict, measured(found).value) == (verdict, 20.0)


def test_a_rate_of_incidents_that_may_have_been_more_is_not_shown_to_be_kept() -> None:
    several = an_incident(count=9, count_is_least=True)
    found = result(use(184_000), several, measure=RATE, threshold={"at_most": 10.0})
    assert found.verdict is Verdict.LEANING_MET
    assert "there may have been more" in found.held_back
    assert (found.would_change.failures_to_breach is None, found.would_change.runs_to_settle) == (False, None)
    assert found.would_change.text.endswith("A record of how many incidents there were could settle it.")
    assert result(use(184_000), an_incident(count=9), measure=RATE, threshold={"at_most": 10.0}).verdict is Verdict.MET
    assert result(use(), several | {"count": 900}, measure=RATE, threshold={"at_most": 1.0}).verdict is Verdict.BREACHED
