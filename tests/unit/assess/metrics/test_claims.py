from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import measured
from support.assess.results import a_freshness, expired, freshness_of_all
from support.builders import (
    AS_OF,
    COLLECTED_TO,
    OBLIGATION,
    VERSION,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_context,
    a_pact,
    a_trust,
    an_agent,
    an_incident,
    an_obligation,
    claims_of,
    days_before,
    incidents,
    runs,
)
from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.claims.support import check_claims
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.measured import Unmeasured
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.evidence import FreshnessStatus, ItemFreshness
from trustpages.model.vocabulary import ClaimVerdict

Values = dict[str, Any]
SUPPORTED = ClaimVerdict.SUPPORTED
PARTIALLY = ClaimVerdict.PARTIALLY_SUPPORTED
UNSUPPORTED = ClaimVerdict.UNSUPPORTED
CONTRADICTED = ClaimVerdict.CONTRADICTED
OUT_OF_SCOPE = ClaimVerdict.OUT_OF_SCOPE
STALE = ClaimVerdict.STALE


def a_case(*items: Values, agent: Values | None = None, **claim: Any) -> Context:
    return a_context(
        *([a_bundle(*items)] if items else []),
        agent=an_agent(**agent or {}),
        claims=[claims_of(a_claim(**claim))],
        benchmarks=[a_benchmark()],
    )


def judged(context: Context, given: dict[str, ItemFreshness] | None = None) -> ClaimResult:
    (found,) = check_claims(context, evaluate_obligations(context, ()), freshness_of_all(context, given))
    return found


def of(*items: Values, agent: Values | None = None, **claim: Any) -> ClaimResult:
    return judged(a_case(*items, agent=agent, **claim))


def by_judge(successes: int, attempts: int, *right: int, **values: Any) -> Values:
    """Runs decided by a judge that was right on so many of so many good and bad outcomes."""
    passed, good, failed, bad = right
    calibration = {"positives": {"correct": passed, "of": good}, "negatives": {"correct": failed, "of": bad}}
    return runs(successes, attempts, method="llm_judge", judge={"model": "j", "calibration": calibration}, **values)


def test_a_claim_about_a_judged_share_is_held_against_the_corrected_one() -> None:
    as_judged = of(by_judge(900, 1000, 1000, 1000, 1000, 1000), value=0.87)
    kind = of(by_judge(900, 1000, 290, 300, 200, 300), value=0.87)
    assert (as_judged.verdict, kind.verdict) == (SUPPORTED, PARTIALLY)
    assert measured(kind.quantity).value == pytest.approx((0.9 - 1 / 3) / (290 / 300 - 1 / 3))
    failing = of(by_judge(900, 1000, 290, 300, 200, 300), metric="failure", operator="at_most", value=0.2)
    success, failure = measured(kind.quantity), measured(failing.quantity)
    assert (failure.value, failure.low) == (pytest.approx(1 - success.value), pytest.approx(1 - (success.high or 0)))


def test_unknown_outcomes_beside_judged_ones_leave_a_claim_open() -> None:
    certain = (1000, 1000, 1000, 1000)
    assert of(by_judge(850, 1000, *certain)).verdict is SUPPORTED
    assert of(by_judge(850, 1100, *certain, unknown=100)).verdict is not SUPPORTED


def test_a_failure_that_a_judge_saw_is_a_counterexample() -> None:
    assert of(by_judge(999, 1000, 290, 300, 200, 300), operator="always", value=None).verdict is CONTRADICTED


def test_a_comparison_corrects_what_judges_decided() -> None:
    other = runs(700, 1000, id="theirs", setting="production")
    claim: Values = {"operator": "better_than", "than": "theirs", "value": None}
    kind = of(by_judge(800, 1000, 300, 300, 150, 300), other, **claim)
    plain = of(runs(800, 1000), other, **claim)
    assert measured(plain.quantity).value == pytest.approx(0.1)
    assert measured(kind.quantity).value == pytest.approx(0.6 - 0.7)


@pytest.mark.parametrize(
    ("k", "n", "low", "high", "verdict"),
    [
        (838, 1000, 0.8137, 0.8603, SUPPORTED),
        (812, 1000, 0.7864, 0.8358, PARTIALLY),
        (790, 1000, 0.7634, 0.8149, PARTIALLY),
        (702, 1000, 0.6726, 0.7302, CONTRADICTED),
        (38, 50, 0.6183, 0.8694, UNSUPPORTED),
    ],
)
def test_worked_examples(k: int, n: int, low: float, high: float, verdict: ClaimVerdict) -> None:
    found = of(runs(k, n))
    assert found.verdict is verdict
    quantity = measured(found.quantity)
    assert (quantity.low, quantity.high) == pytest.approx((low, high), abs=5e-5)
    assert (quantity.method, found.claimed) == ("Clopper-Pearson", 0.8)
    assert found.distance == pytest.approx(abs(k / n - 0.8))


@pytest.mark.parametrize(
    ("claim", "k", "verdict"),
    [
        ({"metric": "failure", "operator": "at_most", "value": 0.20}, 838, SUPPORTED),
        ({"metric": "failure", "operator": "at_most", "value": 0.20}, 812, PARTIALLY),
        ({"metric": "failure", "operator": "at_most", "value": 0.20}, 790, PARTIALLY),
        ({"metric": "failure", "operator": "at_most", "value": 0.20}, 702, CONTRADICTED),
        ({"operator": "at_most", "value": 0.80}, 702, SUPPORTED),
        ({"operator": "at_most", "value": 0.80}, 838, CONTRADICTED),
        ({"operator": "about"}, 838, SUPPORTED),
        ({"operator": "about"}, 702, CONTRADICTED),
        ({"operator": "about", "harm": True}, 702, SUPPORTED),
        ({"operator": "about", "metric": "failure", "value": 0.20}, 838, SUPPORTED),
        ({"value": None, "k": 80, "n": 100}, 838, SUPPORTED),
        ({"value": None}, 838, UNSUPPORTED),
    ],
)
def test_operators_on_shares(claim: Values, k: int, verdict: ClaimVerdict) -> None:
    assert of(runs(k, 1000), **claim).verdict is verdict


def test_delta_is_policy() -> None:
    context = a_case(runs(776, 1000))
    assert judged(context).verdict is UNSUPPORTED
    lenient = replace(context, policy=a_trust(claim={"delta": 0.06}).policy)
    assert judged(lenient).verdict is PARTIALLY


@pytest.mark.parametrize(
    ("items", "verdict"),
    [
        ((), UNSUPPORTED),
        ((runs(supports=[]),), UNSUPPORTED),
        ((runs(29, 29),), UNSUPPORTED),
        ((runs(5, 29),), CONTRADICTED),
        ((runs(None, None),), UNSUPPORTED),
        ((runs(20, 20, unknown=0, clusters=[{"id": "one", "attempts": 20, "successes": 20}]),), UNSUPPORTED),
    ],
    ids=["none", "not-named", "few", "few-but-contradicted", "no-counts", "one-cluster"],
)
def test_too_little_evidence(items: tuple[Values, ...], verdict: ClaimVerdict) -> None:
    assert of(*items).verdict is verdict


def test_absence_is_never_a_number() -> None:
    found = of()
    assert isinstance(found.quantity, Unmeasured)
    assert (found.distance, found.evidence, found.stale, found.last_verdict) == (None, (), False, None)


def test_naming_only_the_good_items_does_not_help() -> None:
    good, bad = runs(950, 1000, id="good", supports=[]), runs(100, 1000, id="bad")
    assert of(good, bad, evidence=["good"]).verdict is CONTRADICTED
    assert of(good, bad, evidence=["good"], obligation=None).verdict is SUPPORTED


FIRMS: Values = {"scope": {"population": "small firms"}}
PERIOD = {"period": {"from": "2025-01-01", "to": "2025-12-31"}}
MATERIAL = {"changes": [{"date": COLLECTED_TO + timedelta(days=1), "kind": "model", "summary": "New"}]}
MINOR = {"changes": [{"date": COLLECTED_TO + timedelta(days=1), "kind": "prompt", "summary": "New"}]}


@pytest.mark.parametrize(
    ("item", "claim", "agent", "about"),
    [
        (runs(950, 1000), {"scope": {"workflow": "elsewhere"}}, {}, "workflow service"),
        (runs(950, 1000), {"scope": {"workflow": "service"}}, {}, None),
        (a_benchmark_result(score=0.95, n_tasks=1000), {"scope": {"workflow": "service"}}, {}, "benchmark bench"),
        (a_benchmark_result(score=0.95, n_tasks=1000), {"scope": {"workflow": "bench"}}, {}, None),
        (a_benchmark_result(score=0.95, n_tasks=1000), {}, {}, None),
        (runs(950, 1000, setting="benchmark"), {"scope": {"workflow": "service"}}, {}, None),
        (runs(950, 1000), {"scope": {"version": VERSION}}, {}, None),
        (runs(950, 1000), {"scope": {"version": "v0"}}, {}, f"version {VERSION}"),
        (runs(950, 1000), FIRMS, {}, "users of whom nobody said who they are"),
        (runs(950, 1000, population="households"), FIRMS, {}, "other users: households"),
        (runs(950, 1000, population="Small firms"), FIRMS, {}, None),
        (runs(950, 1000), {}, MATERIAL, "the version before a material change"),
        (runs(950, 1000), {}, MINOR, None),
        (runs(950, 1000), {"scope": PERIOD}, {}, "the days from 2026-06-10 to 2026-06-20"),
        (runs(950, 1000), {"unit": "seconds"}, {}, "shares of runs"),
        (runs(950, 1000), {"unit": "percent"}, {}, None),
        (a_benchmark_result(score=0.95, n_tasks=1000, attempts_allowed=4), {}, {}, "scores that allow 4 tries a task"),
        (runs(950, 1000), {"attempts": 4}, {}, "single tries"),
    ],
)
def test_scope(item: Values, claim: Values, agent: Values, about: str | None) -> None:
    found = of(item, agent=agent, **claim)
    assert found.other_scope == about
    assert found.verdict is (SUPPORTED if about is None else OUT_OF_SCOPE)


@pytest.mark.parametrize(
    ("link", "workflow", "verdict"),
    [
        ({"workflow": "service", "step": "answer", "strength": "partial"}, "service", SUPPORTED),
        ({"workflow": "service", "step": "answer", "strength": "none"}, "service", OUT_OF_SCOPE),
        ({"agent": "desk", "obligation": OBLIGATION, "strength": "direct"}, "service", SUPPORTED),
        ({"workflow": "elsewhere", "step": "answer", "strength": "direct"}, "elsewhere", OUT_OF_SCOPE),
    ],
)
def test_a_score_speaks_of_the_agents_workflow_if_it_is_mapped_to_it(
    link: Values, workflow: str, verdict: ClaimVerdict
) -> None:
    context = a_context(
        a_bundle(a_benchmark_result(score=0.95, n_tasks=1000)),
        claims=[claims_of(a_claim(scope={"workflow": workflow}))],
        benchmarks=[a_benchmark(mapping=[link])],
    )
    assert judged(context).verdict is verdict


def test_evidence_in_scope_decides_beside_evidence_out_of_scope() -> None:
    old = runs(100, 1000, id="old", agent_version="v0")
    assert of(runs(950, 1000), old, scope={"version": VERSION}).verdict is SUPPORTED


def test_thin_evidence_is_unsupported_even_out_of_scope() -> None:
    assert of(runs(10, 10), scope={"version": "v0"}).verdict is UNSUPPORTED


@pytest.mark.parametrize(
    ("k", "verdict", "last"),
    [(838, STALE, SUPPORTED), (812, STALE, PARTIALLY), (776, STALE, UNSUPPORTED), (702, CONTRADICTED, None)],
)
def test_expired_evidence(k: int, verdict: ClaimVerdict, last: ClaimVerdict | None) -> None:
    found = judged(a_case(runs(k, 1000)), expired("june-runs"))
    assert (found.verdict, found.last_verdict, found.stale) == (verdict, last, True)


def test_stale_evidence_still_decides_and_says_so() -> None:
    stale = {"june-runs": a_freshness("june-runs", FreshnessStatus.STALE)}
    found = judged(a_case(runs(838, 1000)), stale)
    assert (found.verdict, found.stale) == (SUPPORTED, True)


def test_fresh_evidence_goes_before_expired() -> None:
    context = a_case(runs(950, 1000), runs(100, 1000, id="old"))
    found = judged(context, expired("old"))
    assert (found.verdict, found.evidence, found.stale) == (SUPPORTED, ("june-runs",), False)


def test_real_use_goes_before_benchmarks_and_shares_of_different_things_do_not_add_up() -> None:
    trials = runs(100, 1000, id="trials", setting="benchmark")
    assert of(runs(950, 1000), trials).verdict is SUPPORTED
    one = a_benchmark_result(id="one", score=0.95, n_tasks=1000)
    other = a_benchmark_result(id="other", score=0.10, n_tasks=1000, benchmark="hard")
    found = of(one, other)
    assert (found.verdict, found.evidence) == (CONTRADICTED, ("other",))


VENDOR = {"name": "Vendor", "relationship": "vendor"}
CUSTOMER = {"name": "Customer", "relationship": "customer"}


def test_of_producers_who_differ_the_one_that_says_less_stands_for_all() -> None:
    vendor = runs(950, 1000, producer=VENDOR)
    found = of(vendor, runs(60, 100, id="theirs", producer=CUSTOMER))
    assert (found.verdict, found.evidence) == (CONTRADICTED, ("theirs",))
    assert "differ beyond chance" in " ".join(measured(found.quantity).notes)
    short = of(vendor, runs(76, 100, id="theirs", producer=CUSTOMER))
    assert (short.verdict, short.evidence) == (UNSUPPORTED, ("theirs",))
    alike = of(vendor, runs(93, 100, id="theirs", producer=CUSTOMER))
    assert measured(alike.quantity).n == 1100


def test_a_comparison_takes_the_producer_who_says_less() -> None:
    def better(theirs: int) -> ClaimVerdict:
        ours = (runs(950, 1000, producer=VENDOR), runs(theirs, 100, id="theirs", producer=CUSTOMER))
        rival = runs(800, 1000, id="rival", supports=[])
        return of(*ours, rival, operator="better_than", value=None, than="rival").verdict

    assert better(95) is SUPPORTED
    assert better(60) is CONTRADICTED


def test_a_claim_is_not_carried_by_the_version_before() -> None:
    change = {"date": days_before(40), "kind": "prompt", "summary": "Changed.", "version": "v2"}
    before = {"from": days_before(80), "to": days_before(41)}
    found = of(
        runs(950, 1000, id="before", agent_version="v1", collected=before),
        runs(45, 75, agent_version="v2"),
        agent={"version": "v2", "deployed_since": days_before(40), "changes": [change]},
    )
    assert (found.verdict, found.evidence) == (CONTRADICTED, ("june-runs",))


def test_one_set_of_runs_counts_once() -> None:
    twice = of(runs(838, 1000, run_set="june"), runs(838, 1000, id="again", run_set="june"))
    assert measured(twice.quantity).n == 1000


def test_clusters_count_as_what_they_are_worth() -> None:
    clusters = [{"id": f"c{i}", "attempts": 100, "successes": 100 if i < 17 else 0} for i in range(20)]
    found = of(runs(1700, 2000, clusters=clusters))
    assert found.verdict is UNSUPPORTED
    assert measured(found.quantity).n_eff == pytest.approx(20)


@pytest.mark.parametrize(("unknown", "verdict"), [(0, SUPPORTED), (50, PARTIALLY), (300, UNSUPPORTED)])
def test_unknown_outcomes(unknown: int, verdict: ClaimVerdict) -> None:
    assert of(runs(838, 1000 + unknown, unknown=unknown)).verdict is verdict


@pytest.mark.parametrize(
    ("claim", "item", "verdict"),
    [
        ({"operator": "always"}, runs(999, 1000), CONTRADICTED),
        ({"operator": "always"}, runs(1000, 1000), PARTIALLY),
        ({"operator": "always", "tolerable_rate": 0.0037}, runs(1000, 1000), SUPPORTED),
        ({"operator": "always", "tolerable_rate": 0.0036}, runs(1000, 1000), PARTIALLY),
        ({"operator": "always", "tolerable_rate": 0.5}, runs(20, 20), UNSUPPORTED),
        ({"operator": "always"}, runs(19, 20), CONTRADICTED),
        ({"operator": "always", "tolerable_rate": 0.0037}, runs(1000, 1001, unknown=1), PARTIALLY),
        ({"operator": "never", "metric": "failure"}, runs(999, 1000), CONTRADICTED),
        ({"operator": "never", "metric": "failure"}, runs(1000, 1000), PARTIALLY),
        ({"operator": "never", "metric": "success", "harm": True}, runs(1, 1000), CONTRADICTED),
    ],
)
def test_never_and_always_on_runs(claim: Values, item: Values, verdict: ClaimVerdict) -> None:
    assert of(item, **claim | {"value": None}).verdict is verdict


NEVER: Values = {"metric": "event", "operator": "never", "value": None}


@pytest.mark.parametrize(
    ("items", "claim", "verdict"),
    [
        ((runs(1000, 1000), an_incident()), {}, CONTRADICTED),
        ((an_incident(),), {}, CONTRADICTED),
        ((runs(1000, 1000, events=1),), {}, CONTRADICTED),
        ((runs(1000, 1000),), {}, PARTIALLY),
        ((runs(1000, 1000),), {"tolerable_rate": 0.0037}, SUPPORTED),
        ((runs(1000, 1000), an_incident(confirmed=False)), {"tolerable_rate": 0.0037}, PARTIALLY),
        ((runs(1000, 1000), an_incident(supports=[])), {"tolerable_rate": 0.0037}, SUPPORTED),
        ((runs(1000, 1000, monitoring={"fraction": 0.1}),), {"tolerable_rate": 0.0037}, PARTIALLY),
        ((), {}, UNSUPPORTED),
    ],
)
def test_never_on_events(items: tuple[Values, ...], claim: Values, verdict: ClaimVerdict) -> None:
    assert of(*items, **NEVER | claim).verdict is verdict


def test_a_counterexample_contradicts_however_old() -> None:
    context = a_case(runs(1000, 1000), an_incident(), **NEVER)
    found = judged(context, expired("incident-1"))
    assert (found.verdict, found.stale) == (CONTRADICTED, True)


def test_the_figure_of_zero_events_has_the_limit_that_the_verdict_is_decided_by() -> None:
    quantity = measured(of(runs(1000, 1000), **NEVER).quantity)
    assert (quantity.k, quantity.n, quantity.low) == (0, 1000, 0.0)
    assert quantity.high == pytest.approx(-math.log(0.025) / 1000, rel=1e-12)


def test_zero_events_say_what_is_not_excluded() -> None:
    assert of(runs(400, 400), **NEVER).reason == ("not seen in 400 runs; up to 9.23 per 1,000 runs cannot be excluded")


def test_only_severities_that_the_obligation_counts_are_counterexamples() -> None:
    zero = an_obligation(measure={"kind": "zero", "at_or_above": "major"}, threshold={})
    context = a_context(
        a_bundle(runs(1000, 1000), an_incident()), pacts=[a_pact(zero)], claims=[claims_of(a_claim(**NEVER))]
    )
    assert judged(context).verdict is PARTIALLY


@pytest.mark.parametrize(("x", "verdict"), [(1, SUPPORTED), (9, PARTIALLY), (12, UNSUPPORTED), (40, CONTRADICTED)])
def test_incident_rates(x: int, verdict: ClaimVerdict) -> None:
    claim: Values = {"metric": "incident_rate", "operator": "at_most", "value": 0.01}
    found = of(runs(1000, 1000, monitoring={"fraction": 1.0}), *incidents(x), **claim)
    assert found.verdict is verdict
    assert measured(found.quantity).method == "Garwood"


def test_incident_rate_in_the_unit_of_its_obligation() -> None:
    rate = an_obligation(measure={"kind": "rate", "per": 1000}, threshold={"at_most": 10})
    claim = a_claim(metric="incident_rate", operator="at_most", value=10.0)
    context = a_context(
        a_bundle(runs(1000, 1000, monitoring={"fraction": 1.0}), an_incident()),
        pacts=[a_pact(rate)],
        claims=[claims_of(claim)],
    )
    found = judged(context)
    assert (found.verdict, measured(found.quantity).value) == (SUPPORTED, 1.0)


def timed(within: int, limit: float = 30.0) -> Values:
    values = {"latency": {"n": 1000, "within": [{"limit": limit, "count": within}]}}
    return runs(1000, 1000, values=values)


def of_latency(item: Values, **claim: Any) -> ClaimResult:
    quantile = an_obligation(
        measure={"kind": "quantile", "value": "latency", "q": 0.95, "unit": "seconds"}, threshold={"at_most": 40.0}
    )
    said = a_claim(**{"metric": "value", "operator": "at_most", "unit": "seconds"} | claim)
    return judged(a_context(a_bundle(item), pacts=[a_pact(quantile)], claims=[claims_of(said)]))


@pytest.mark.parametrize(
    ("within", "value", "verdict"),
    [(980, 30.0, SUPPORTED), (952, 30.0, PARTIALLY), (880, 30.0, CONTRADICTED), (980, 20.0, UNSUPPORTED)],
)
def test_quantiles_are_shares_within_the_claimed_value(within: int, value: float, verdict: ClaimVerdict) -> None:
    assert of_latency(timed(within), value=value).verdict is verdict


def test_values_in_another_unit_are_out_of_scope() -> None:
    found = of_latency(timed(980), value=30.0, unit="minutes")
    assert (found.verdict, found.other_scope) == (OUT_OF_SCOPE, "values in seconds")


@pytest.mark.parametrize(
    ("mean", "skewness", "verdict"),
    [
        (9.0, 0.5, SUPPORTED),
        (10.05, 0.5, UNSUPPORTED),
        (12.0, 0.5, CONTRADICTED),
        # What decides nothing about the promise decides nothing about the claim.
        (9.0, None, PARTIALLY),
        (12.0, 4.0, UNSUPPORTED),
    ],
)
def test_means(mean: float, skewness: float | None, verdict: ClaimVerdict) -> None:
    obligation = an_obligation(measure={"kind": "mean", "value": "cost", "unit": "EUR"}, threshold={"at_most": 20.0})
    item = runs(100, 100, values={"cost": {"n": 100, "mean": mean, "sd": 1.0, "skewness": skewness}})
    claim = a_claim(metric="value", operator="at_most", value=10.0, unit="EUR")
    context = a_context(a_bundle(item), pacts=[a_pact(obligation)], claims=[claims_of(claim)])
    assert judged(context).verdict is verdict


@pytest.mark.parametrize(
    ("selection", "k", "operator", "verdict"),
    [
        ("random", 950, "at_least", SUPPORTED),
        ("convenience", 950, "at_least", PARTIALLY),
        ("risk_weighted", 950, "at_least", PARTIALLY),
        ("convenience", 700, "at_least", CONTRADICTED),
        ("risk_weighted", 700, "at_least", UNSUPPORTED),
        ("risk_weighted", 999, "always", CONTRADICTED),
    ],
)
def test_runs_that_were_picked_support_in_part_at_best(
    selection: str, k: int, operator: str, verdict: ClaimVerdict
) -> None:
    value = {"value": 0.9} if operator == "at_least" else {"value": None}
    found = of(runs(k, 1000, selection=selection), operator=operator, evidence=["june-runs"], **value)
    assert found.verdict is verdict


def test_a_value_without_obligation_is_unsupported() -> None:
    found = of(runs(95, 100), metric="value", obligation=None, evidence=["june-runs"])
    assert (found.verdict, found.reason) == (
        UNSUPPORTED,
        "neither the claim nor an obligation says which value is meant",
    )


BETTER: Values = {"operator": "better_than", "than": "theirs", "value": None}


@pytest.mark.parametrize(
    ("ours", "theirs", "claim", "verdict"),
    [
        (900, 800, {}, SUPPORTED),
        (810, 800, {}, PARTIALLY),
        (700, 800, {}, CONTRADICTED),
        (900, 800, {"value": 0.2}, CONTRADICTED),
        (900, 800, {"value": 0.1}, PARTIALLY),
        (900, 800, {"metric": "failure"}, SUPPORTED),
    ],
)
def test_better_than(ours: int, theirs: int, claim: Values, verdict: ClaimVerdict) -> None:
    other = runs(theirs, 1000, id="theirs", supports=[])
    found = of(runs(ours, 1000), other, **BETTER | claim)
    assert (found.verdict, measured(found.quantity).method) == (verdict, "Newcombe")


@pytest.mark.parametrize("trials", [1, 3])
def test_the_same_tasks_are_compared_in_pairs(trials: int) -> None:
    tasks = 60
    mine = a_benchmark_result(
        id="mine", score=0.7, n_tasks=tasks, trials=trials, successes_by_task=[trials] * 42 + [0] * 18
    )
    theirs = a_benchmark_result(
        id="theirs", score=0.6, n_tasks=tasks, trials=trials, successes_by_task=[trials] * 36 + [0] * 24
    )
    found = of(mine, theirs | {"supports": []}, **BETTER)
    assert found.verdict is SUPPORTED
    assert measured(found.quantity).method == ("Newcombe paired" if trials == 1 else "clustered, t with 59 df")


@pytest.mark.parametrize("items", [(), (runs(95, 100),), (runs(95, 100), an_incident(id="theirs"))])
def test_nothing_to_compare_with(items: tuple[Values, ...]) -> None:
    found = of(*items, **BETTER)
    assert found.verdict is UNSUPPORTED
    assert isinstance(found.quantity, Unmeasured)


RANK: Values = {"metric": "rank", "operator": "rank", "value": 1.0, "evidence": ["bench-result"]}


@pytest.mark.parametrize(
    ("solved", "value", "verdict"),
    [
        (900, 1.0, SUPPORTED),
        (720, 1.0, PARTIALLY),
        (720, 3.0, CONTRADICTED),
        (100, 1.0, CONTRADICTED),
        (100, 3.0, SUPPORTED),
    ],
)
def test_a_claimed_position_is_one_that_could_not_be_another(solved: int, value: float, verdict: ClaimVerdict) -> None:
    board = [{"name": "A", "k": 700, "n": 1000}, {"name": "B", "k": 400, "n": 1000}]
    own = [{"name": "Desk agent", "k": solved, "n": 1000}]
    context = a_context(
        a_bundle(a_benchmark_result(score=solved / 1000, n_tasks=1000)),
        claims=[claims_of(a_claim(**RANK | {"value": value}))],
        benchmarks=[a_benchmark(leaderboard=[*board, *own])],
    )
    assert judged(context).verdict is verdict


@pytest.mark.parametrize(("name", "k"), [("v1", 700), ("Somebody", 900)])
def test_the_agents_own_entry_is_found_by_name_or_by_score(name: str, k: int) -> None:
    board = [{"name": name, "k": k, "n": 1000}, {"name": "B", "k": 400, "n": 1000}]
    context = a_context(
        a_bundle(a_benchmark_result(score=0.9, n_tasks=1000, attempts_allowed=2)),
        claims=[claims_of(a_claim(**RANK))],
        benchmarks=[a_benchmark(leaderboard=board)],
    )
    found = judged(context)
    assert (found.verdict, measured(found.quantity).n) == (SUPPORTED, 2)


@pytest.mark.parametrize(
    ("item", "board", "value", "verdict"),
    [
        # A position is as published; without a board nobody knows which others it could be.
        ({"rank": 14, "entrants": 32}, [], 14.0, PARTIALLY),
        ({"rank": 14, "entrants": 32}, [], 1.0, CONTRADICTED),
        # A document lists the best of a board: below them stand others that it does not list.
        ({"rank": 14, "score": 0.43}, [900, 800], 14.0, PARTIALLY),
        ({"rank": 14, "score": 0.43}, [900, 800], 3.0, CONTRADICTED),
        ({"score": 0.43}, [900, 800], 1.0, CONTRADICTED),
        ({"score": 0.43}, [900, 800], 3.0, UNSUPPORTED),
        # Its own entry is the one in its position, however it is called.
        ({"rank": 1, "score": 0.902}, [900, 400], 1.0, SUPPORTED),
        ({"rank": 2, "score": 0.701}, [900, 700, 400], 2.0, SUPPORTED),
    ],
)
def test_a_published_position_is_read(item: Values, board: list[int], value: float, verdict: ClaimVerdict) -> None:
    entries = [{"name": f"entry-{n}", "k": k, "n": 1000} for n, k in enumerate(board)]
    context = a_context(
        a_bundle(a_benchmark_result(n_tasks=1000, **item)),
        claims=[claims_of(a_claim(**RANK | {"value": value}))],
        benchmarks=[a_benchmark(leaderboard=entries, n_tasks=1000)],
    )
    assert judged(context).verdict is verdict


@pytest.mark.parametrize(
    ("names", "ours"),
    [
        (["Desk agent"], None),
        (["desk-agent (v1)"], None),
        (["desk", "Desk Agent v1"], None),
        # A publisher with two agents on the board: the nearest of them is this one.
        (["Sister", "Model"], {"Sister", "Model"}),
    ],
)
def test_the_agent_stands_once_on_its_own_board(names: list[str], ours: set[str] | None) -> None:
    scores = {"Sister": 300}
    own = [{"name": name, "k": scores.get(name, 880), "n": 1000, "ours": name in (ours or set())} for name in names]
    context = a_context(
        a_bundle(a_benchmark_result(score=0.9, n_tasks=1000)),
        claims=[claims_of(a_claim(**RANK))],
        benchmarks=[a_benchmark(leaderboard=[*own, {"name": "B", "k": 400, "n": 1000}], n_tasks=1000)],
    )
    found = judged(context)
    assert (found.verdict, measured(found.quantity).n) == (SUPPORTED, 3 if ours else 2)


def test_a_position_without_a_board_is_unsupported() -> None:
    assert of(a_benchmark_result(), **RANK).verdict is UNSUPPORTED


def repeated(**changes: Any) -> Values:
    by_task = [4] * 30 + [1] * 50 + [0] * 20
    return a_benchmark_result(**{"score": 0.425, "trials": 4, "successes_by_task": by_task} | changes)


def test_a_claim_about_several_tries_shows_the_single_one() -> None:
    found = of(repeated(), value=0.7, attempts=4)
    assert (found.verdict, found.attempts) == (SUPPORTED, 4)
    assert measured(found.quantity).value == pytest.approx(0.8)
    assert measured(found.single_attempt).value == pytest.approx(0.425)
    assert of(repeated(), value=0.4).single_attempt is None


def test_several_tries_never_support_a_single_one() -> None:
    found = of(a_benchmark_result(score=0.95, n_tasks=1000, attempts_allowed=4))
    assert found.verdict is OUT_OF_SCOPE
    both = of(a_benchmark_result(score=0.95, n_tasks=1000, attempts_allowed=4), attempts=4)
    assert both.verdict is SUPPORTED
    assert isinstance(both.single_attempt, Unmeasured)


def test_the_single_try_is_looked_for_on_the_same_benchmark() -> None:
    quoted = a_benchmark_result(score=0.95, n_tasks=1000, attempts_allowed=4)
    single = a_benchmark_result(id="single", score=0.6, n_tasks=1000, supports=[])
    found = of(quoted, single, attempts=4, evidence=["bench-result"], obligation=None)
    assert measured(found.single_attempt).k == 600


def test_scores_with_an_error_and_no_sample() -> None:
    assert of(a_benchmark_result(score=0.9, n_tasks=None, se=0.02)).verdict is SUPPORTED
    assert of(a_benchmark_result(score=0.9, n_tasks=None)).verdict is UNSUPPORTED


@pytest.mark.parametrize(
    ("claim", "possible"),
    [
        ({}, None),
        ({"n": 50}, True),
        ({"value": 0.81, "n": 50, "average": "tasks"}, False),
        ({"value": 0.81, "n": 50}, None),
        ({"value": 0.81, "n": 50, "average": "categories"}, True),
        ({"value": 0.81, "n": 50, "trials": 2, "average": "tasks"}, True),
        ({"value": 0.625, "n": 50, "k": 125, "trials": 4, "average": "tasks"}, True),
        ({"value": 0.807, "reported": "80.7%", "n": 57}, True),
        ({"value": 0.8, "reported": "80%", "n": 50, "k": 40}, True),
        ({"value": 0.8, "reported": "80%", "n": 50, "k": 30, "average": "tasks"}, False),
        ({"metric": "failure", "value": 0.2, "n": 50, "k": 40}, True),
        ({"metric": "rank", "operator": "rank", "value": 3.0, "n": 50}, None),
    ],
)
def test_possible_numbers(claim: Values, possible: bool | None) -> None:
    assert of(runs(95, 100), **claim).possible is possible


def test_what_is_carried_over() -> None:
    found = of(runs(838, 1000), where="Home page", withdrawn=AS_OF, illustrative=True)
    assert (found.where, found.withdrawn, found.illustrative) == ("Home page", AS_OF, True)
    assert (found.operator, found.obligation, found.evidence) == ("at_least", OBLIGATION, ("june-runs",))


ITEMS = [
    runs(838, 1000, id="a"),
    runs(100, 120, id="b"),
    runs(100, 120, id="c", run_set="x"),
    an_incident(),
    a_benchmark_result(),
]


@given(st.permutations(ITEMS))
def test_order_of_evidence_is_irrelevant(items: list[Values]) -> None:
    assert of(*items) == of(*ITEMS)


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=0, max_value=300))
def test_more_failures_never_help_a_claim(failures: int, more: int) -> None:
    order = [CONTRADICTED, UNSUPPORTED, PARTIALLY, SUPPORTED]
    fewer, worse = (of(runs(1000 - f, 1000)).verdict for f in (failures, min(failures + more, 1000)))
    assert order.index(worse) <= order.index(fewer)
