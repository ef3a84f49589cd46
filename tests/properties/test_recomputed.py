"""Two implementations agree: the limits of `statistics/`, the verdicts of `assess/`, and `trustrecompute.py`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.assess.histories import a_report
from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    claims_of,
    days_before,
    runs,
)
from trustpages.model.results.records.json_values import to_json
from trustpages.publish.verifier import trustrecompute
from trustpages.review.records import make_record
from trustpages.statistics.events.rates import burst_limits, period_limits
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.cluster_limits import cluster_limits
from trustpages.statistics.proportions.cluster_ratios import ratio_limits
from trustpages.statistics.proportions.cluster_sums import limit_by_sums
from trustpages.statistics.proportions.clusters import sum_up

CASES = settings(max_examples=60, deadline=None)
LEVELS = st.sampled_from([0.8, 0.95, 0.975, 0.999])
CLUSTERS = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(1, 12)).map(lambda pair: (float(min(pair)), float(max(pair)))),
    st.integers(1, 40).map(float),
    min_size=1,
    max_size=6,
)


def close_to(limits: Interval) -> Any:
    return pytest.approx((limits.low, limits.high), abs=1e-7, rel=1e-7)


def ends(found: trustrecompute.Limits) -> tuple[float, float]:
    return found.low, found.high


@CASES
@given(st.integers(1, 20_000), st.floats(0, 1), LEVELS)
def test_shares_of_single_runs(n: int, share: float, level: float) -> None:
    k = round(share * n)
    assert ends(trustrecompute.clopper_pearson(k, n, level)) == close_to(clopper_pearson(k, n, level))


@CASES
@given(CLUSTERS, LEVELS)
def test_shares_over_clusters(clusters: dict[tuple[float, float], float], level: float) -> None:
    cells = [(k, n, number) for (k, n), number in clusters.items()]
    assert ends(trustrecompute.gaffke(cells, level)) == close_to(cluster_limits(clusters, level))


@CASES
@given(CLUSTERS, LEVELS)
def test_shares_over_clusters_that_are_only_summed(clusters: dict[tuple[float, float], float], level: float) -> None:
    sums = sum_up(clusters)
    limits = limit_by_sums(sums, level)
    if isinstance(limits, Interval):
        assert ends(trustrecompute.by_sums(sums.as_tuple(), level)) == close_to(limits)


@CASES
@given(CLUSTERS, LEVELS)
def test_ratios_over_clusters(clusters: dict[tuple[float, float], float], level: float) -> None:
    clusters = {(top + 1, bottom): number for (top, bottom), number in clusters.items()}
    cells = [(top, bottom, number) for (top, bottom), number in clusters.items()]
    found = trustrecompute.gaffke_ratio(cells, (20.0, 15.0), level)
    assert ends(found) == close_to(ratio_limits(clusters, (20.0, 15.0), level))


@CASES
@given(
    st.dictionaries(st.integers(1, 20), st.integers(1, 30), max_size=3), st.sampled_from([1.0, 1.7]), st.floats(1, 1e5)
)
def test_events_that_come_in_bursts(bursts: dict[int, int], dispersion: float, exposure: float) -> None:
    counts = {"bursts": list(bursts.items()), "dispersion": dispersion}
    found = trustrecompute.event_limits(counts, 0, exposure, 0.95)
    assert ends(found) == close_to(burst_limits(bursts, exposure, dispersion=dispersion))


@CASES
@given(st.lists(st.integers(0, 9), min_size=8, max_size=40))
def test_events_by_period(periods: list[int]) -> None:
    total = sum(periods)
    counts = {"bursts": [(1, total)] if total else [], "periods": periods}
    limits = burst_limits({1: total} if total else {}).cover(period_limits(periods).scaled(len(periods)))
    assert ends(trustrecompute.event_limits(counts, total, 1.0, 0.95)) == close_to(limits)


SELECTIONS = st.sampled_from(["all", "random", "convenience", "risk_weighted"])
OBLIGATIONS: dict[str, Values] = {
    "share": {"measure": {"kind": "proportion", "of": "runs"}},
    "rate": {"measure": {"kind": "rate", "per": 100}, "threshold": {"at_most": 5.0}},
    "zero": {"measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.02}},
    "never-fails": {"measure": {"kind": "zero", "of": "runs"}, "threshold": {"tolerable_rate": 0.05}},
    "reviewed": {"measure": {"kind": "boolean", "of": "review"}, "threshold": {}},
}


def sum_clusters(clusters: list[Values], own: Values) -> Values:
    """The same runs with sums over clusters instead of them."""
    pairs = [(part["successes"], part["attempts"] - part["unknown"]) for part in clusters]
    k, n, unknown = sum(k for k, _ in pairs), sum(n for _, n in pairs), sum(part["unknown"] for part in clusters)
    sums = {"clusters": len(pairs), "k": k, "n": n, "kn": sum(k * n for k, n in pairs)}
    sums |= {"k2": sum(k * k for k, _ in pairs), "n2": sum(n * n for _, n in pairs)}
    return runs(k, n + unknown, unknown=unknown, cluster_sums=sums, **own)


@st.composite
def some_runs(draw: st.DrawFn, id_: str) -> Values:
    """Runs that stand alone or come in clusters, watched or not, some without outcome, of one version or another."""
    own: Values = {
        "id": id_,
        "supports": [f"service/{name}" for name in OBLIGATIONS],
        "selection": draw(SELECTIONS),
        "setting": draw(st.sampled_from(["production", "production", "staging"])),
        "monitoring": draw(st.sampled_from([None, {"fraction": 1.0}, {"fraction": 0.5, "sensitivity": 0.9}])),
        "method": draw(st.sampled_from(["deterministic", "human", "llm_judge"])),
    }
    if draw(st.booleans()):
        sizes = draw(st.lists(st.integers(1, 9), min_size=2, max_size=25))
        clusters = []
        for number, size in enumerate(sizes):
            unknown = draw(st.integers(0, 1)) if size > 1 else 0
            good = draw(st.integers(0, size - unknown))
            clusters.append({"id": f"c{number}", "attempts": size, "successes": good, "unknown": unknown})
        return draw(st.sampled_from([runs(None, None, clusters=clusters, **own), sum_clusters(clusters, own)]))
    n = draw(st.sampled_from([3, 20, 100, 400, 3000]))
    unknown = draw(st.sampled_from([0, 0, 0, 3]))
    return runs(draw(st.integers(int(0.7 * (n - unknown)), n - unknown)), n, unknown=unknown, **own)


@st.composite
def workspaces(draw: st.DrawFn) -> Any:
    """An agent with a promise of each kind that counts decide, a claim, and random evidence."""
    line, severity = draw(st.sampled_from([0.6, 0.9, 0.97])), draw(st.sampled_from(["critical", "high", "medium"]))
    window = draw(st.sampled_from([{"rolling": 90}, {"rolling": 90, "review_dates": [AS_OF]}]))
    shared = {"threshold": {"at_least": line}, "severity": severity, "window": window}
    promises = [an_obligation(id=name, **(shared | own)) for name, own in OBLIGATIONS.items()]
    items = [draw(some_runs(f"runs-{number}")) for number in range(draw(st.integers(1, 2)))]
    for number in range(draw(st.sampled_from([0, 0, 1, 3]))):
        values = {"count": draw(st.integers(1, 3)), "confirmed": draw(st.booleans())}
        supports = ["service/rate", "service/zero"]
        items.append(
            an_incident(id=f"incident-{number}", visible_event=f"Wrong {number}.", supports=supports, **values)
        )
    if draw(st.booleans()):
        items.append(a_review(id="scheduled", date=days_before(draw(st.integers(1, 200)))))
    claims = [
        a_claim(value=draw(st.sampled_from([0.6, 0.85, 0.97])), obligation="service/share"),
        a_claim(
            id="never", metric="event", operator="never", value=None, tolerable_rate=0.02, obligation="service/zero"
        ),
    ]
    agent = an_agent(blast_radius=draw(st.sampled_from(["low", "critical"])))
    pact = a_pact(*promises)
    return a_workspace(an_agent_evidence(a_bundle(*items), agent=agent, pacts=[pact], claims=[claims_of(*claims)]))


# What shrinks a whole workspace takes minutes, and the difference names the promise anyway.
@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(workspaces())
def test_random_workspaces_are_decided_alike(workspace: Any) -> None:
    record: Any = to_json(make_record(a_report(workspace)))
    out = trustrecompute.Outcome()
    trustrecompute.recompute(record, "here", out)
    assert out.failures == []
    assert out.same
