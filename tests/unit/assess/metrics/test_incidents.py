from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import absent, measured
from support.builders import COLLECTED_TO, a_bundle, a_context, a_trust, an_agent, an_incident, incidents, runs
from trustpages.assess.metrics.real_use.incidents import compute_incident_rates
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.claims import IncidentRates

Values = dict[str, Any]


def of(*items: Values, agent: Values | None = None, **policy: Any) -> IncidentRates:
    context = a_context(a_bundle(*items), agent=an_agent(**agent or {}), trust=a_trust(**policy))
    found = compute_incident_rates(context)
    assert found is not None
    return found


def single(**counts: int) -> list[Values]:
    return [
        item | {"id": f"{name}-{item['id']}"}
        for name, count in counts.items()
        for item in incidents(count, severity=name)
    ]


def watched(attempts: int, fraction: float = 1.0, **changes: Any) -> Values:
    return runs(attempts, attempts, monitoring={"fraction": fraction}, **changes)


def test_plain_rate() -> None:
    rate = measured(of(watched(1840), *single(minor=9)).rate)
    assert (rate.k, rate.n, rate.method) == (9, 1840, "Garwood")
    per_1000 = tuple(1000 * x for x in (rate.value, rate.low or 0, rate.high or 0))
    assert per_1000 == pytest.approx((4.891, 2.237, 9.285), abs=5e-4)


def test_weighted_rate_includes_severities_that_were_not_seen() -> None:
    found = of(watched(2000), *single(minor=12, major=3))
    weighted = measured(found.weighted)
    per_1000 = tuple(1000 * x for x in (weighted.value, weighted.low or 0, weighted.high or 0))
    assert per_1000 == pytest.approx((13.5, 5.965, 57.93), abs=5e-3)
    assert found.counts == (("critical", 0), ("major", 3), ("minor", 12))
    assert weighted.notes[0] == "weights: critical 25, major 5, minor 1"


def test_weights_of_zero_are_invalid() -> None:
    found = of(watched(100), incident_weights={"critical": 0, "major": 0, "minor": 0})
    assert absent(found.weighted).status is Status.INVALID


def test_no_incident_is_a_bound_and_not_a_zero_alone() -> None:
    found = of(watched(400))
    assert measured(found.rate).value == 0
    assert measured(found.rate).high == pytest.approx(0.00922, abs=5e-6)
    assert measured(found.critical).high == measured(found.rate).high


def test_no_real_use_is_no_result() -> None:
    assert compute_incident_rates(a_context()) is None
    assert compute_incident_rates(a_context(a_bundle(runs(setting="benchmark")))) is None


def test_incidents_without_exposure_have_no_rate() -> None:
    found = of(an_incident())
    assert found.exposure == 0
    assert found.outside == 1
    for quantity in (found.rate, found.weighted, found.critical, found.failures):
        assert absent(quantity).status is Status.MISSING


@pytest.mark.parametrize(
    ("fractions", "exposure", "monitored"),
    [((1.0,), 1000, 1.0), ((0.25,), 250, 0.25), ((1.0, 0.5), 1500, 0.75), ((0.0,), 0, 0.0)],
)
def test_only_watched_use_is_exposure(fractions: tuple[float, ...], exposure: float, monitored: float) -> None:
    items = [watched(1000, fraction, id=f"runs-{i}") for i, fraction in enumerate(fractions)]
    found = of(*items)
    assert (found.exposure, found.monitored) == (exposure, monitored)
    assert isinstance(found.rate, Measured) is (exposure > 0)


def test_use_that_nobody_says_is_watched_counts_whole_and_says_so() -> None:
    found = of(runs(100, 100))
    assert (found.exposure, found.monitored) == (100, None)
    assert "lower bound" in measured(found.rate).notes[0]


def test_channels_of_detection() -> None:
    found = of(
        runs(100, 100, monitoring={"fraction": 1.0, "detection": "human"}), an_incident(detection="user_reported")
    )
    assert found.detection == ("human", "user_reported")


def test_exposure_in_other_units() -> None:
    hours = runs(None, None, exposure=[{"unit": "hours", "amount": 500.0}], monitoring={"fraction": 1.0})
    found = of(hours)
    assert (found.exposure, found.exposure_unit) == (500, "hours")
    assert measured(found.rate).high == pytest.approx(3.689 / 500, abs=1e-5)
    assert absent(found.failures).status is Status.MISSING


@pytest.mark.parametrize(
    ("occurred", "inside"),
    [
        (COLLECTED_TO, 1),
        (COLLECTED_TO - timedelta(days=10), 1),
        (COLLECTED_TO - timedelta(days=11), 0),
        (COLLECTED_TO + timedelta(days=1), 0),
    ],
)
def test_incidents_count_on_days_with_exposure(occurred: date, inside: int) -> None:
    found = of(watched(100), an_incident(occurred=occurred))
    assert (measured(found.rate).k, found.outside) == (inside, 1 - inside)


def test_suspicions_are_no_incidents() -> None:
    found = of(watched(100), an_incident(confirmed=False))
    assert (measured(found.rate).k, found.outside) == (0, 0)


def test_use_before_a_material_change_gives_way_to_use_after_it() -> None:
    change = COLLECTED_TO - timedelta(days=20)
    agent = {"changes": [{"date": change, "kind": "model", "summary": "New model"}]}
    before = watched(900, id="before", collected={"from": change - timedelta(days=9), "to": change - timedelta(days=1)})
    found = of(watched(100), before, agent=agent)
    assert found.exposure == 100
    alone = of(before, agent=agent)
    assert alone.exposure == 900
    assert measured(alone.rate).notes[0] == "seen before the last material change of the agent"


BURSTS = [0, 9, 0, 0, 12, 0, 0, 11, 0, 0]


@pytest.mark.parametrize(("periods", "has_bursts"), [(BURSTS, True), ([3, 4, 2, 3, 4, 3, 2, 3], False)])
def test_bursts_widen_the_rate(periods: list[int], has_bursts: bool) -> None:
    plain = of(watched(1000), *single(minor=32))
    found = of(watched(1000, by_period=periods), *single(minor=32))
    assert (found.widened_by is not None) is has_bursts
    wider = (measured(found.rate).high or 0) > (measured(plain.rate).high or 0)
    assert wider is has_bursts
    assert measured(found.dispersion).notes[0].startswith("p = ")


@pytest.mark.parametrize("periods", [[], [1, 2, 3], [0] * 20])
def test_too_little_to_see_bursts(periods: list[int]) -> None:
    found = of(watched(1000, by_period=periods))
    assert isinstance(found.dispersion, Unmeasured)
    assert found.widened_by is None


def test_failures_of_runs_stand_beside_incidents() -> None:
    failures = measured(of(runs(203, 240)).failures)
    assert (failures.k, failures.n, failures.method) == (37, 240, "Clopper-Pearson")


ITEMS = [watched(100, id="a"), watched(200, 0.5, id="b"), an_incident(), an_incident(id="i2", severity="critical")]


@given(st.permutations(ITEMS))
def test_order_of_evidence_is_irrelevant(items: list[Values]) -> None:
    assert of(*items) == of(*ITEMS)


def test_few_customers_widen_the_weighted_rate_as_they_widen_the_plain_one() -> None:
    clusters = [{"id": f"c{number}", "attempts": 80, "successes": 80} for number in range(5)]
    found = of(runs(None, None, clusters=clusters, monitoring={"fraction": 1.0}))
    critical, weighted = measured(found.critical), measured(found.weighted)
    assert weighted.high == pytest.approx(25 * (critical.high or 0))


def test_failures_of_producers_who_differ_are_not_averaged() -> None:
    customer = {"name": "Customer", "relationship": "customer"}
    found = of(runs(990, 1000), runs(60, 100, id="theirs", producer=customer))
    failures = measured(found.failures)
    assert (failures.k, failures.n, failures.inputs) == (40, 100, ("theirs",))
    assert "not averaged" in " ".join(failures.notes)
    alike = measured(of(runs(990, 1000), runs(99, 100, id="theirs", producer=customer)).failures)
    assert alike.n == 1100
