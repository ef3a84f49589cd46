"""Laws of shares that AI judges decided."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.assess.evidence.judged import CorrectedShare, DecidedOutcomes, correct_share
from trustpages.assess.evidence.tally import Tally
from trustpages.model.documents.items.counted import Judge
from trustpages.statistics.interval import Estimate

LEVEL = 0.95
NEVER_WRONG = (1_000_000, 1_000_000, 1_000_000, 1_000_000)
FEW = settings(max_examples=25, deadline=None)
# Twelve digits of a root, and what is lost where two are subtracted.
CLOSE = 1e-9


def a_tally(successes: int, attempts: int) -> Tally:
    return Tally(attempts, successes, 0, (), attempts, (), ())


def a_judge(passed: int, good: int, failed: int, bad: int, drawn_from: str = "other_outcomes") -> Judge:
    rates = {"positives": {"correct": passed, "of": good}, "negatives": {"correct": failed, "of": bad}}
    return Judge.model_validate({"model": "judge", "calibration": rates | {"drawn_from": drawn_from}})


def share_of(*sources: DecidedOutcomes) -> Estimate:
    found = correct_share(sources, LEVEL)
    assert isinstance(found, CorrectedShare)
    return found.estimate


runs = st.integers(5, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
labels = st.tuples(st.integers(12, 20), st.integers(12, 20)).map(lambda right: (right[0], 20, right[1], 20))
sources = st.tuples(runs, st.none() | labels).map(
    lambda drawn: DecidedOutcomes(a_tally(*drawn[0]), None if drawn[1] is None else a_judge(*drawn[1]))
)


@FEW
@given(runs)
def test_a_perfect_judge_changes_almost_nothing(counts: tuple[int, int]) -> None:
    plain = share_of(DecidedOutcomes(a_tally(*counts), None))
    judged = share_of(DecidedOutcomes(a_tally(*counts), a_judge(*NEVER_WRONG)))
    assert judged.value == plain.value
    assert judged.interval.low == pytest.approx(plain.interval.low, abs=1e-4)
    assert judged.interval.high == pytest.approx(plain.interval.high, abs=1e-4)


@FEW
@given(st.integers(0, 1000), labels, st.integers(0, 1))
def test_one_checked_run_does_not_drop_the_correction(
    successes: int, right: tuple[int, int, int, int], good: int
) -> None:
    judged = DecidedOutcomes(a_tally(successes, 1000), a_judge(*right))
    alone, mixed = share_of(judged), share_of(judged, DecidedOutcomes(a_tally(good, 1), None))
    assert mixed.value == pytest.approx(alone.value, abs=1 / 1001)
    # One run of its own limits, 0.025 to 1 or 0 to 0.975, moves a limit by its weight at most.
    assert mixed.interval.low == pytest.approx(alone.interval.low, abs=2 / 1001)
    assert mixed.interval.high == pytest.approx(alone.interval.high, abs=2 / 1001)


@FEW
@given(st.lists(sources, min_size=1, max_size=4))
def test_the_order_of_sources_is_irrelevant(drawn: list[DecidedOutcomes]) -> None:
    shuffled = sorted(drawn, key=lambda source: (source.tally.known, source.tally.successes, str(source.judge)))
    first, second = share_of(*drawn), share_of(*shuffled)
    assert (first.value, first.interval.low, first.interval.high) == pytest.approx(
        (second.value, second.interval.low, second.interval.high)
    )


@FEW
@given(st.lists(sources, min_size=1, max_size=3), st.data())
def test_no_good_outcome_lowers_and_no_bad_one_raises(drawn: list[DecidedOutcomes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(drawn) - 1))
    source = drawn[place]
    counts = source.tally
    better = min(counts.successes + data.draw(st.integers(1, 50)), counts.known)
    raised = [*drawn[:place], DecidedOutcomes(a_tally(better, counts.known), source.judge), *drawn[place + 1 :]]
    before, after = share_of(*drawn), share_of(*raised)
    assert after.value >= before.value - CLOSE
    assert after.interval.low >= before.interval.low - CLOSE
    assert after.interval.high >= before.interval.high - CLOSE


@FEW
@given(runs, labels, st.integers(2, 6), st.sampled_from(["other_outcomes", "these_runs"]))
def test_fewer_labels_of_the_same_rates_never_narrow(
    counts: tuple[int, int], right: tuple[int, int, int, int], times: int, drawn_from: str
) -> None:
    tally = a_tally(counts[0] * 100, counts[1] * 100)
    more = (right[0] * times, right[1] * times, right[2] * times, right[3] * times)
    few, many = (share_of(DecidedOutcomes(tally, a_judge(*side, drawn_from))) for side in (right, more))
    assert few.interval.low <= many.interval.low + 1e-6
    assert few.interval.high >= many.interval.high - 1e-6
