from __future__ import annotations

from datetime import date, timedelta

import pytest

from support.builders import (
    AS_OF,
    VERSION,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_context,
    an_agent,
    days_before,
    runs,
)
from trustpages.assess.evidence.freshness import assess_freshness, compute_evidence_cadence, weigh_by_age
from trustpages.assess.metrics.freshness import summarise_freshness
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.bundle import Bundle
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.evidence import FreshnessStatus, ItemFreshness, VersionMatch


def collected(age: int) -> Values:
    return {"from": days_before(age + 5), "to": days_before(age)}


def fresh(bundle: Bundle, *, cadence: int | None = 90, **agent: object) -> ItemFreshness:
    context = a_context(bundle, agent=an_agent(**agent))
    return assess_freshness(context, context.evidence[0], find_recorded_triggers(context), max_age=cadence)


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (0, FreshnessStatus.FRESH),
        (72, FreshnessStatus.FRESH),
        (73, FreshnessStatus.DUE_SOON),
        (90, FreshnessStatus.DUE_SOON),
        (91, FreshnessStatus.STALE),
        (180, FreshnessStatus.STALE),
        (181, FreshnessStatus.EXPIRED),
    ],
)
def test_status_by_age(age: int, status: FreshnessStatus) -> None:
    assert fresh(a_bundle(collected=collected(age))).status is status


def test_the_worked_example() -> None:
    days = {"from": date(2026, 4, 1), "to": date(2026, 4, 20)}
    context = a_context(a_bundle(collected=days), as_of=date(2026, 11, 1))
    found = assess_freshness(context, context.evidence[0], max_age=90)
    assert (found.age, found.overdue, found.status) == (195, 105, FreshnessStatus.EXPIRED)
    assert found.ratio == pytest.approx(2.167, abs=5e-4)
    assert weigh_by_age(195, 90) == pytest.approx(0.2227, abs=5e-5)
    assert found.weight == 0
    assert found.expires_on == date(2026, 7, 19)


def test_without_a_date_it_is_missing_and_weighs_nothing() -> None:
    found = fresh(a_bundle(collected=None))
    assert (found.status, found.age, found.ratio, found.weight) == (FreshnessStatus.MISSING, None, None, 0)
    assert not found.status.is_usable


@pytest.mark.parametrize(
    "days", [{"from": AS_OF, "to": AS_OF + timedelta(days=1)}, {"from": days_before(1), "to": days_before(2)}]
)
def test_impossible_days_are_invalid(days: Values) -> None:
    assert fresh(a_bundle(collected=days)).status is FreshnessStatus.INVALID


def a_change(age: int, kind: str = "model", **more: object) -> Values:
    return {"date": days_before(age), "kind": kind, "summary": "A change.", **more}


@pytest.mark.parametrize(
    ("changes", "tested", "match", "status"),
    [
        ([], VERSION, VersionMatch.SAME, FreshnessStatus.FRESH),
        ([], None, VersionMatch.UNKNOWN, FreshnessStatus.STALE),
        ([], "v0", VersionMatch.UNKNOWN, FreshnessStatus.STALE),
        # The day of the change may be the last day of collection, not a later one.
        ([a_change(10)], VERSION, VersionMatch.SAME, FreshnessStatus.FRESH),
        ([a_change(9)], VERSION, VersionMatch.CHANGED_MATERIAL, FreshnessStatus.EXPIRED),
        ([a_change(9)], None, VersionMatch.CHANGED_MATERIAL, FreshnessStatus.EXPIRED),
        ([a_change(9, "tools")], "v0", VersionMatch.CHANGED_MATERIAL, FreshnessStatus.EXPIRED),
        ([a_change(9, "prompt")], "v0", VersionMatch.CHANGED_MINOR, FreshnessStatus.STALE),
        ([a_change(9, "prompt")], None, VersionMatch.UNKNOWN, FreshnessStatus.STALE),
        ([a_change(9, "data")], VERSION, VersionMatch.CHANGED_MINOR, FreshnessStatus.STALE),
        # Tested before it was deployed: the change that deployed it lies not in between.
        ([a_change(5, version=VERSION)], VERSION, VersionMatch.SAME, FreshnessStatus.FRESH),
        # An old version, tested after the new one was deployed.
        (
            [a_change(60, version="v0"), a_change(30, version=VERSION)],
            "v0",
            VersionMatch.CHANGED_MATERIAL,
            FreshnessStatus.EXPIRED,
        ),
        # Rolled back to what was tested.
        (
            [a_change(60, version=VERSION), a_change(9, version="v2"), a_change(5, version=VERSION)],
            VERSION,
            VersionMatch.SAME,
            FreshnessStatus.FRESH,
        ),
        # Changes after the date of the report have not happened yet.
        ([a_change(-1)], VERSION, VersionMatch.SAME, FreshnessStatus.FRESH),
    ],
)
def test_status_by_version(
    changes: list[Values], tested: str | None, match: VersionMatch, status: FreshnessStatus
) -> None:
    found = fresh(a_bundle(collected=collected(10), agent_version=tested), changes=changes)
    assert (found.version, found.status) == (match, status)


def test_the_change_on_the_day_of_deployment_deployed_the_deployed_version() -> None:
    bundle = a_bundle(collected=collected(10))
    found = fresh(bundle, changes=[a_change(5)], deployed_since=days_before(5))
    assert found.version is VersionMatch.SAME


def test_governance_evidence_is_about_no_version() -> None:
    audit = {
        "kind": "audit",
        "id": "audit",
        "date": days_before(20),
        "subject": "governance",
        "scope": "Controls.",
        "auditor": {"name": "Firm"},
        "result": "pass",
    }
    assert fresh(a_bundle(audit), changes=[a_change(5)]).version is VersionMatch.SAME


@pytest.mark.parametrize(
    ("benchmark", "status"),
    [
        ({"status": "active"}, FreshnessStatus.FRESH),
        ({"status": "superseded", "status_date": AS_OF}, FreshnessStatus.STALE),
        ({"status": "superseded", "status_date": AS_OF + timedelta(days=1)}, FreshnessStatus.FRESH),
        ({"status": "deprecated"}, FreshnessStatus.STALE),
        ({"status": "retired", "status_date": days_before(1)}, FreshnessStatus.EXPIRED),
    ],
)
def test_status_by_benchmark(benchmark: Values, status: FreshnessStatus) -> None:
    context = a_context(a_bundle(a_benchmark_result()), benchmarks=[a_benchmark(**benchmark)])
    assert assess_freshness(context, context.evidence[0]).status is status


@pytest.mark.parametrize(
    ("agent", "obligation", "expected"),
    [
        ({"blast_radius": "low"}, None, 180),
        ({"blast_radius": "critical"}, None, 14),
        ({"blast_radius": "low", "cadence": {"review": 40}}, None, 40),
        ({"cadence": {"review": 40, "evidence": 20}}, None, 20),
        ({"cadence": {"review": 40, "evidence": 20}}, 5, 5),
        ({}, 0, 1),
    ],
)
def test_whose_cadence_counts(agent: Values, obligation: int | None, expected: int) -> None:
    assert compute_evidence_cadence(a_context(agent=an_agent(**agent)), obligation) == expected


def test_the_summary_leaves_out_control_records_and_names_the_undated() -> None:
    review = {"kind": "review", "id": "r", "date": AS_OF, "occasion": "scheduled", "by": {"name": "R"}, "outcome": "-"}
    context = a_context(
        a_bundle(runs(id="fresh-runs"), review),
        a_bundle(runs(id="old-runs"), id="old", collected=collected(400)),
        a_bundle(runs(id="undated-runs"), id="undated", collected=None),
    )
    found = summarise_freshness(context, ())
    assert isinstance(found.fresh, Measured)
    assert (found.fresh.k, found.fresh.n, found.oldest, found.undated) == (1, 3, 400, ("undated-runs",))


def test_without_evidence_the_share_is_missing() -> None:
    assert isinstance(summarise_freshness(a_context(), ()).fresh, Unmeasured)
