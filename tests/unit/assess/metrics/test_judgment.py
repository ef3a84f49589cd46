from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import absent, measured
from support.assess.results import an_obligation_result
from support.builders import a_benchmark_result, a_bundle, a_context, a_pact, a_trust, an_agent, an_obligation, runs
from trustpages.assess.metrics.judgment import assess_proof_and_judgment
from trustpages.assess.obligations.results import evaluate_obligations
from trustpages.model.measured import Status
from trustpages.model.results.evidence import Agreement, ProofAndJudgment
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Method, Severity, Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.raters.judge import Labels, correct_for_judge

Values = dict[str, Any]
CALIBRATION = {"positives": {"of": 50, "correct": 45}, "negatives": {"of": 100, "correct": 95}}


def of(*items: Values, obligations: list[ObligationResult] | None = None, **agent: Any) -> ProofAndJudgment:
    context = a_context(*([a_bundle(*items)] if items else []), agent=an_agent(**agent))
    return assess_proof_and_judgment(context, obligations or [])


def decided(severity: str, **counts: int) -> ObligationResult:
    methods = tuple((Method(name), count) for name, count in counts.items())
    return an_obligation_result(id=severity, step=None, severity=Severity(severity), methods=methods)


def test_shares_are_weighted_by_consequence() -> None:
    found = of(obligations=[decided("critical", deterministic=90, human=10), decided("low", llm_judge=5)])
    assert dict(found.by_obligation[0].shares)[Method.DETERMINISTIC] == 0.9
    assert found.overall is not None
    shares = dict(found.overall.shares)
    assert shares[Method.DETERMINISTIC] == pytest.approx(5 * 0.9 / 6)
    assert shares[Method.LLM_JUDGE] == pytest.approx(1 / 6)
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "obligations",
    [[], [decided("critical")], [an_obligation_result(verdict=Verdict.NOT_APPLICABLE, methods=((Method.HUMAN, 3),))]],
)
def test_without_observations_there_is_no_share(obligations: list[ObligationResult]) -> None:
    found = of(obligations=obligations)
    assert (found.overall, found.by_obligation) == (None, ())


def test_weights_of_zero_give_no_overall_share() -> None:
    zero = a_trust(coverage={"consequence": {"critical": 0, "high": 0, "medium": 0, "low": 0}})
    found = assess_proof_and_judgment(a_context(trust=zero), [decided("critical", human=1)])
    assert found.overall is None
    assert len(found.by_obligation) == 1


def test_an_item_without_method_is_attested() -> None:
    context = a_context(a_bundle(runs(method=None)), pacts=[a_pact(an_obligation())])
    found = assess_proof_and_judgment(context, evaluate_obligations(context, ()))
    assert dict(found.by_obligation[0].shares)[Method.ATTESTED] == 1


def rated(**ratings: Any) -> Agreement:
    (found,) = of(runs(ratings=ratings)).agreements
    return found


def test_kappa_worked_example() -> None:
    found = rated(table=[[60, 8], [12, 40]])
    kappa = measured(found.beyond_chance)
    assert (kappa.value, kappa.low, kappa.high) == pytest.approx((0.6575, 0.5211, 0.794), abs=5e-5)
    assert measured(found.raw).value == pytest.approx(0.8333, abs=5e-5)
    assert (found.statistic, found.units, found.words) == ("Cohen's kappa", 120, "weak")


def test_kappa_never_stands_without_raw_agreement_and_prevalence() -> None:
    found = rated(table=[[110, 4], [5, 1]])
    assert measured(found.raw).value == pytest.approx(0.925)
    assert measured(found.beyond_chance).value == pytest.approx(0.1429, abs=5e-5)
    assert measured(found.beyond_chance).notes == ("AC1 0.92",)
    assert found.prevalence == pytest.approx(229 / 240)


@pytest.mark.parametrize(
    ("ratings", "statistic"),
    [
        ({"table": [[20, 1], [1, 20]]}, "Cohen's kappa"),
        ({"scale": "ordinal", "table": [[20, 1], [1, 20]]}, "weighted kappa"),
        ({"units": [[1.0, 0.0] * 20, [1.0, 0.0] * 20]}, "Krippendorff's alpha"),
    ],
)
def test_statistic_by_form_and_scale(ratings: Values, statistic: str) -> None:
    assert rated(**ratings).statistic == statistic


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([[500, 10], [10, 500]], "reliable"),
        ([[440, 60], [60, 440]], "tentative"),
        ([[30, 20], [20, 30]], "weak"),
        ([[500, 0], [0, 500]], "reliable"),
        ([[15, 0], [0, 15]], "tentative"),
        ([[10, 0], [0, 10]], "cannot be said: 20 units were rated twice, agreement beyond chance takes 30"),
        ([[2, 0], [0, 1]], "cannot be said: 3 units were rated twice, agreement beyond chance takes 30"),
        ([[40, 0], [0, 0]], "cannot be said: one category only: agreement by chance is already full"),
        ([[0, 0], [0, 0]], "cannot be said: no item was rated by both"),
    ],
)
def test_words(table: list[list[int]], words: str) -> None:
    assert rated(table=table).words == words


def test_alpha_of_several_raters_with_gaps() -> None:
    units: list[list[float | None]] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    found = rated(units=[[None if x is None else float(x) for x in row] for row in units])
    assert absent(found.beyond_chance).status is Status.INSUFFICIENT
    more = measured(rated(units=[[None if x is None else float(x) for x in row] * 3 for row in units]).beyond_chance)
    # Published for these units once: 0.743. Three times as many of each are less the unbiasing of one of them.
    assert more.value == pytest.approx(0.743, abs=0.01)
    assert (found.units, measured(found.raw).k) == (11, 8)


def test_no_unit_rated_twice_has_no_agreement() -> None:
    found = rated(units=[[1.0, None], [None, 1.0]])
    assert absent(found.raw).status is absent(found.beyond_chance).status is Status.MISSING
    assert found.prevalence is None


def judged(**changes: Any) -> Values:
    values = {"method": "llm_judge", "judge": {"model": "Judge", "calibration": CALIBRATION}}
    return runs(**{"successes": 30, "attempts": 100} | values | changes)


def test_judge_correction_worked_example() -> None:
    (found,) = of(judged()).corrections
    adjusted = measured(found.adjusted)
    assert (adjusted.value, adjusted.low, adjusted.high) == pytest.approx((0.2941, 0.1690, 0.4333), abs=1e-4)
    assert (measured(found.raw).k, measured(found.raw).notes) == (30, ("as judged",))


def test_a_judge_no_better_than_a_coin_cannot_be_corrected() -> None:
    coin = {"positives": {"of": 50, "correct": 25}, "negatives": {"of": 50, "correct": 25}}
    (found,) = of(judged(judge={"model": "Judge", "calibration": coin})).corrections
    assert absent(found.adjusted).status is Status.INVALID


@pytest.mark.parametrize(
    ("changes", "uncalibrated"),
    [
        ({}, ()),
        ({"judge": None}, ("june-runs",)),
        ({"judge": {"model": "Judge"}}, ("june-runs",)),
        ({"judge": None, "method": "deterministic"}, ()),
    ],
)
def test_judges_without_calibration(changes: Values, uncalibrated: tuple[str, ...]) -> None:
    assert of(judged(**changes)).uncalibrated == uncalibrated


@pytest.mark.parametrize(
    ("judge", "agent", "flagged"),
    [("gpt", "gpt", True), ("gpt", "claude", False), (None, "gpt", False), ("gpt", None, False)],
)
def test_a_judge_of_the_agents_own_family(judge: str | None, agent: str | None, flagged: bool) -> None:
    found = of(judged(judge={"model": "Judge", "family": judge}), model_family=agent)
    assert bool(found.same_family) is flagged


def test_scores_of_a_benchmark_can_be_judged_too() -> None:
    found = of(a_benchmark_result(method="llm_judge", judge={"model": "J", "calibration": CALIBRATION}))
    assert measured(found.corrections[0].raw).k == 43


UNITS = [[1.0, 0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 1.0, 1.0]]


@given(st.permutations(UNITS))
def test_order_of_raters_is_irrelevant(units: list[list[float]]) -> None:
    first, second = (rated(units=[row * 6 for row in rows]).beyond_chance for rows in (units, UNITS))
    assert measured(first).value == pytest.approx(measured(second).value)


def test_a_judged_share_over_clusters_is_worth_fewer_runs() -> None:
    clusters = [{"id": f"t{n}", "attempts": 10, "successes": 10 if n < 3 else 0} for n in range(10)]
    judge = {"model": "judge-1", "calibration": CALIBRATION}
    item = runs(None, None, clusters=clusters, method="llm_judge", judge=judge)
    (found,) = of(item).corrections
    assert (measured(found.raw).n, measured(found.raw).n_eff) == (100, 10)
    (plain,) = of(runs(30, 100, method="llm_judge", judge=judge)).corrections
    assert measured(plain.adjusted).value == measured(found.adjusted).value
    on_ten = correct_for_judge(Estimate(0.3, clopper_pearson(3, 10)), Labels(45, 50, 95, 100))
    assert isinstance(on_ten, Estimate)
    assert measured(found.adjusted).low == pytest.approx(on_ten.interval.low)
    assert (measured(found.adjusted).n_eff or 0) < (measured(plain.adjusted).n_eff or 0) < 100
