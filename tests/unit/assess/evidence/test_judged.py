"""Sources of outcomes by what corrects them, and their shares together."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import Values, a_bundle, a_context, runs
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.judged import CorrectedShare, DecidedOutcomes, correct_share, group_by_judge
from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.raters.judge import Labels, correct_for_judge

LEVEL = 0.95
GOOD = (90, 100, 80, 100)


def a_judge(passed: int, good: int, failed: int, bad: int, **calibration: Any) -> Values:
    """A judge that was right on so many of so many good and bad outcomes."""
    rates = {"positives": {"correct": passed, "of": good}, "negatives": {"correct": failed, "of": bad}}
    return {"model": "judge", "calibration": rates | calibration}


def by_judge(successes: int | None, attempts: int | None, judge: Values, **values: Any) -> Values:
    return runs(successes, attempts, method="llm_judge", judge=judge, **values)


def sources_of(*items: Values) -> tuple[DecidedOutcomes, ...]:
    context = a_context(a_bundle(*(item | {"id": f"runs-{n}"} for n, item in enumerate(items))))
    tallies = ((item, tally_outcome(context, item)) for item in context.evidence)
    return group_by_judge((item, tally) for item, tally in tallies if not isinstance(tally, Unmeasured))


def share_of(*items: Values, unknown_good: bool | None = None) -> CorrectedShare:
    found = correct_share(sources_of(*items), LEVEL, unknown_good=unknown_good)
    assert isinstance(found, CorrectedShare)
    return found


def test_what_no_calibration_corrects_is_one_source() -> None:
    checked, stated = runs(9, 10, method="deterministic"), runs(8, 10, method=None)
    unknown = runs(7, 10, method="llm_judge", judge={"model": "other"})
    assert sources_of(checked, stated, unknown) == ()
    found = sources_of(by_judge(5, 10, a_judge(*GOOD)), checked, stated, unknown, by_judge(4, 10, a_judge(*GOOD)))
    assert sorted((source.tally.known, source.calibration is not None) for source in found) == [(20, True), (30, False)]


def test_judges_and_calibrations_are_told_apart() -> None:
    judges = (a_judge(*GOOD), a_judge(95, 100, 80, 100), a_judge(*GOOD) | {"version": "2"})
    assert len(sources_of(*(by_judge(5, 10, judge) for judge in judges))) == 3


def test_one_source_is_corrected_as_it_is() -> None:
    found = share_of(by_judge(700, 1000, a_judge(*GOOD)))
    plain = Estimate(0.7, clopper_pearson(700, 1000))
    assert found.estimate == correct_for_judge(plain, Labels(*GOOD))
    assert found.estimate.value == pytest.approx((0.7 - 0.2) / 0.7)
    assert 0 < found.n_eff < 1000


def test_sources_add_up_by_their_outcomes() -> None:
    judged, checked = by_judge(700, 1000, a_judge(*GOOD)), runs(180, 200, method="deterministic")
    together, alone = share_of(judged, checked), share_of(judged)
    assert together.known == 1200
    assert together.estimate.value == pytest.approx((1000 * alone.estimate.value + 180) / 1200)
    assert together.estimate.interval.method == "MOVER over judges"


def test_sources_that_share_a_cluster_err_together() -> None:
    def clusters(prefix: str, successes: int) -> list[Values]:
        return [{"id": f"{prefix}{n}", "attempts": 10, "successes": successes} for n in range(20)]

    judge = a_judge(*GOOD)
    apart = share_of(
        by_judge(None, None, judge, clusters=clusters("a", 8)), runs(None, None, clusters=clusters("b", 9))
    )
    same = share_of(by_judge(None, None, judge, clusters=clusters("a", 8)), runs(None, None, clusters=clusters("a", 9)))
    assert same.estimate.value == apart.estimate.value
    assert same.estimate.interval.width > apart.estimate.interval.width


def test_a_source_of_which_nothing_can_be_inferred_has_the_ends_of_the_scale() -> None:
    coin, checked = by_judge(90, 100, a_judge(50, 100, 50, 100)), runs(300, 300, method="deterministic")
    alone, mixed = share_of(coin), share_of(coin, checked)
    assert (alone.estimate.value, alone.estimate.interval.low, alone.estimate.interval.high) == (0.9, 0, 1)
    assert alone.notes == mixed.notes == ("the judge does no better than chance: no correction exists",)
    assert mixed.estimate.interval.low < 0.975 - 0.25 * 0.9 + 0.01


def test_where_no_source_has_limits_there_is_no_share() -> None:
    one_cluster = by_judge(None, None, a_judge(*GOOD), clusters=[{"id": "a", "attempts": 9, "successes": 8}])
    found = correct_share(sources_of(one_cluster), LEVEL)
    assert isinstance(found, Unmeasured)
    assert found.status is Status.INSUFFICIENT


def test_unknown_outcomes_are_not_the_judges() -> None:
    judged = by_judge(720, 1000, a_judge(*GOOD), unknown=100)
    known, worst, best = (share_of(judged, unknown_good=good).estimate for good in (None, False, True))
    assert worst.value == pytest.approx(0.9 * known.value)
    assert best.value == pytest.approx(0.9 * known.value + 0.1)
    checked = runs(90, 100, unknown=10, method="deterministic")
    # 990 of 1,100 outcomes are known in each source alone and together.
    assert share_of(judged, checked).known == 990
    assert share_of(judged, checked, unknown_good=False).estimate.value == pytest.approx(
        (1000 * worst.value + 90) / 1100
    )


def test_a_cluster_of_unknown_outcomes_has_the_ends_of_the_scale() -> None:
    unknown = runs(
        None, None, method="deterministic", clusters=[{"id": "a", "attempts": 9, "successes": 0, "unknown": 9}]
    )
    found = share_of(by_judge(91, 91, a_judge(100, 100, 100, 100)), unknown, unknown_good=True)
    assert found.estimate.value == 1
    assert found.estimate.interval.low < 0.91


def test_outcomes_that_nobody_decided_are_no_source_of_their_own() -> None:
    nothing = by_judge(0, 10, a_judge(95, 100, 95, 100), unknown=10)
    assert share_of(nothing, by_judge(700, 1000, a_judge(*GOOD))).known == 1000


def test_labels_drawn_from_these_runs_replace_error_rates() -> None:
    found = share_of(by_judge(900, 1000, a_judge(40, 44, 5, 6, drawn_from="these_runs")))
    assert found.estimate.interval.method == "prediction-powered"
    assert found.estimate.value == pytest.approx(0.96)
    assert share_of(by_judge(900, 1000, a_judge(50, 50, 0, 0, drawn_from="these_runs"))).estimate.value == 0.9


def test_more_labels_than_outcomes_correct_nothing() -> None:
    found = share_of(by_judge(10, 40, a_judge(40, 44, 5, 6, drawn_from="these_runs")))
    assert found.notes == ("people labelled more outcomes than the judge decided",)
    assert found.estimate.interval.width == 1
