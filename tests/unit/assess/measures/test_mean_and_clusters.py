"""Runs of one task, session or customer are not fresh evidence: every verdict counts what they are worth."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import build_data_request
from trustpages.assess.limitations.rules.promises.obligations import describe_open_promise
from trustpages.assess.obligations.results import evaluate_obligation
from trustpages.model.aggregate import DataAggregate, DataRequest, ValueAggregate
from trustpages.model.documents.items.data_file import Data
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.means import MeanEstimate, t_from_summary
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_mean

LATENCY: Values = {"kind": "quantile", "value": "latency", "q": 0.90}
MEAN: Values = {"kind": "mean", "value": "latency"}
FILE: Values = {"file": "runs.csv", "values": {"latency": "seconds"}, "cluster": "session"}


def result(
    *items: Values, measure: Values, threshold: Values, answers: dict[DataRequest, DataAggregate] | None = None
) -> ObligationResult:
    pact = a_pact(an_obligation(measure=measure, threshold=threshold))
    context = a_context(a_bundle(*items), pacts=[pact], aggregates=answers)
    return evaluate_obligation(Case(context, pact, pact.obligations[0]))


def from_file(measure: Values, threshold: Values, limits: tuple[float, ...], answer: DataAggregate) -> ObligationResult:
    item = runs(None, None, data=FILE, selection="random")
    evidence = a_context(a_bundle(item)).evidence[0]
    asked = build_data_request(evidence, Data.model_validate(FILE), value="latency", limits=limits)
    return result(item, measure=measure, threshold=threshold, answers={asked: answer})


def sessions(*means: float, n: int = 10, sd: float = 0.0) -> tuple[ValueAggregate, ...]:
    return tuple(
        ValueAggregate(f"s{number}", n, n, mean, sd, ((20.0, n if mean <= 20 else 0),))
        for number, mean in enumerate(means)
    )


def whole(clusters: tuple[ValueAggregate, ...], mean: float, sd: float) -> DataAggregate:
    n = sum(cluster.n for cluster in clusters)
    within = sum(dict(cluster.within)[20.0] for cluster in clusters)
    return DataAggregate(
        n, 0, n, n=n, mean=mean, sd=sd, skewness=0.0, within=((20.0, within),), value_clusters=clusters
    )


def test_a_quantile_over_sessions_is_worth_its_sessions() -> None:
    clusters = sessions(*[10.0] * 49, 90.0)
    found = from_file(LATENCY, {"at_most": 20.0}, (20.0,), whole(clusters, 11.6, 11.2))
    quantity = found.quantity
    assert isinstance(quantity, Measured)
    assert (quantity.k, quantity.n, quantity.n_eff) == (490, 500, 50)
    limits = clopper_pearson(49, 50)
    assert (quantity.low, quantity.high, quantity.method) == (limits.low, limits.high, "Gaffke")
    # As 500 independent runs it would have been shown; 50 sessions do not show it.
    assert found.verdict is Verdict.LEANING_MET


def test_a_quantile_from_a_summary_counts_each_cluster_once() -> None:
    clusters = [{"id": f"s{n}", "attempts": 10, "successes": 10} for n in range(20)]
    values = {"latency": {"n": 200, "within": [{"limit": 20, "count": 196}]}}
    item = runs(None, None, clusters=clusters, values=values, selection="random")
    found = result(item, measure=LATENCY, threshold={"at_most": 20.0})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.n, found.quantity.n_eff) == (200, 20)


def test_a_mean_over_sessions_has_the_clustered_interval() -> None:
    means = [10.0 + n % 7 for n in range(42)]
    values = [mean + step for mean in means for step in (-1.0, 0.0, 1.0)]
    names = [n for n in range(42) for _ in range(3)]
    plain = clustered_mean(values, names)
    assert isinstance(plain, ClusteredMean)
    mean, n = plain.mean, len(values)
    sd = (sum((x - mean) ** 2 for x in values) / (n - 1)) ** 0.5
    found = from_file(MEAN, {"at_most": 13.5}, (), whole(sessions(*means, n=3, sd=1.0), mean, sd))
    quantity = found.quantity
    assert isinstance(quantity, Measured)
    # 42 sessions: t with 41 degrees of freedom, and the error that 42 of them do not show in full.
    half = 2.019541 * plain.se * (42 / 41) ** 0.5
    assert (quantity.low, quantity.high) == pytest.approx((mean - half, mean + half), abs=1e-5)
    assert quantity.n_eff == pytest.approx(plain.n_eff)
    assert found.verdict is Verdict.LEANING_MET
    independent = t_from_summary(mean, sd, n)
    assert isinstance(independent, MeanEstimate)
    assert independent.estimate.interval.high < 13.5


def test_a_mean_over_few_sessions_is_no_mean() -> None:
    found = from_file(MEAN, {"at_most": 30.0}, (), whole(sessions(*[10.0, 12.0] * 4), 11.0, 1.0))
    assert isinstance(found.quantity, Unmeasured)
    assert found.quantity.status is Status.INSUFFICIENT
    assert "80 values, worth 8 independent ones" in found.quantity.reason


def test_clusters_never_narrow_a_mean() -> None:
    clusters = sessions(*[11.0] * 40, sd=3.0)
    found = from_file(MEAN, {"at_most": 12.0}, (), whole(clusters, 11.0, 3.0))
    plain = t_from_summary(11.0, 3.0, 400)
    assert isinstance(found.quantity, Measured)
    assert isinstance(plain, MeanEstimate)
    limits = plain.estimate.interval
    assert (found.quantity.low, found.quantity.high) == (limits.low, limits.high)


@pytest.mark.parametrize(
    ("values", "grouped", "said"),
    [
        ({"n": 400, "mean": 9.8, "sd": 4, "skewness": 0.5}, 0, "About 3,18"),
        ({"n": 400, "mean": 9.8, "sd": 4, "skewness": 0.5}, 40, "groups of 10 runs in one window would decide it"),
        ({"n": 20, "mean": 2, "sd": 1, "skewness": 0.1}, 0, "About 30 runs"),
        ({"n": 400, "mean": 5, "sd": 4, "skewness": 6.0}, 0, "About 1,8"),
        ({"n": 400, "mean": 9.8, "sd": 4}, 0, "cannot be said: the skewness of the values is not known"),
        ({"n": 400, "mean": 10.0, "sd": 4, "skewness": 0.5}, 0, ""),
        ({"n": 400, "mean": 5, "sd": 4, "skewness": 0.5}, 0, ""),
    ],
)
def test_a_window_is_planned_that_settles_a_mean(values: Values, grouped: int, said: str) -> None:
    clusters = [{"id": f"s{n}", "attempts": 10, "successes": 10} for n in range(grouped)]
    counts: Values = {"successes": None, "attempts": None, "clusters": clusters} if grouped else {}
    item = runs(**({"successes": values["n"], "attempts": values["n"]} | counts), values={"latency": values})
    found = result(item | {"selection": "random"}, measure=MEAN, threshold={"at_most": 10.0}).would_change
    assert said in found.text
    assert bool(found.text) is bool(said)
    assert (found.groups_to_settle is not None) == (grouped > 0)


def test_a_planned_mean_of_sessions_is_said_in_sessions() -> None:
    clusters = sessions(*[9.0, 10.0, 10.2, 11.0, 8.0] * 10, sd=2.0)
    change = from_file(MEAN, {"at_most": 9.8}, (), whole(clusters, 9.64, 2.2)).would_change
    assert change.runs_to_settle == 10 * (change.groups_to_settle or 0) > 500


def test_a_session_in_two_items_is_one_session() -> None:
    groups = [{"id": f"s{n}", "attempts": 4, "successes": 4} for n in range(12)]
    one: dict[str, Any] = {"values": {"latency": {"n": 48, "mean": 10.0, "sd": 2.0}}, "clusters": groups}
    items = (runs(None, None, **one), runs(None, None, id="more", run_set="more", **one))
    found = result(*items, measure=MEAN, threshold={"at_most": 30.0})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.n, found.quantity.n_eff) == (96, 12)
    assert found.quantity.status is Status.EXPLORATORY
    others = [group | {"id": f"other-{group['id']}"} for group in groups]
    apart = result(items[0], items[1] | {"clusters": others}, measure=MEAN, threshold={"at_most": 30.0})
    assert isinstance(apart.quantity, Measured)
    assert (apart.quantity.n, apart.quantity.n_eff) == (96, 24)


def test_a_session_in_two_items_is_one_session_of_a_quantile_too() -> None:
    groups = [{"id": f"s{n}", "attempts": 4, "successes": 4} for n in range(12)]
    values = {"latency": {"n": 48, "within": [{"limit": 20, "count": 48}]}}
    first = runs(None, None, values=values, clusters=groups)
    second = runs(None, None, id="more", run_set="more", values=values, clusters=groups)
    found = result(first, second, measure=LATENCY, threshold={"at_most": 20.0})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.n, found.quantity.n_eff) == (96, 12)


def test_what_must_never_happen_is_bounded_by_clusters() -> None:
    clusters = [{"id": f"t{n}", "attempts": 10, "successes": 10 if n else 0} for n in range(30)]
    found = result(runs(None, None, clusters=clusters), measure={"kind": "zero", "of": "runs"}, threshold={})
    assert isinstance(found.quantity, Measured)
    assert (found.quantity.k, found.quantity.n, found.quantity.n_eff) == (10, 300, 30)
    assert found.quantity.high == pytest.approx(clopper_pearson(1, 30).high)


def test_a_budget_over_clusters_is_slower_to_alert() -> None:
    clusters = [{"id": f"t{n}", "attempts": 10, "successes": 10 if n % 5 else 0} for n in range(20)]
    pact = a_pact(an_obligation(window={"rolling": 90, "expected_runs": 1000}))
    plain, grouped = (
        evaluate_obligation(Case(context, pact, pact.obligations[0])).budget
        for context in (
            a_context(a_bundle(runs(160, 200)), pacts=[pact]),
            a_context(a_bundle(runs(None, None, clusters=clusters)), pacts=[pact]),
        )
    )
    assert plain is not None
    assert grouped is not None
    assert (bool(plain.alerts), bool(grouped.alerts)) == (True, False)
    assert isinstance(grouped.burn, Measured)
    assert (grouped.burn.value, grouped.burn.n_eff) == (pytest.approx(2), 20)


def test_an_open_mean_says_how_many_runs_would_settle_it() -> None:
    values = {"latency": {"n": 400, "mean": 9.8, "sd": 4, "skewness": 0.5}}
    found = result(runs(400, 400, values=values, selection="random"), measure=MEAN, threshold={"at_most": 10.0})
    occasion = describe_open_promise(found, "runs")
    assert occasion.sentence is not None
    assert occasion.sentence.endswith("About {plan} would settle it.")
    assert occasion.slots["plan"] == f"{found.would_change.runs_to_settle:,} runs"
