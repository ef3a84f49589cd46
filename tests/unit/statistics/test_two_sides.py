"""Two independent sets of runs: without groups as published, with groups worth less, swapped the other way round."""

from __future__ import annotations

import pytest

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.comparisons import newcombe
from trustpages.statistics.proportions.two_sides import ComparedShares, Groups, compare_shares


def alone(good: int, bad: int) -> Groups:
    return {(1, 1): good, (0, 1): bad}


def compared(first: Groups, second: Groups) -> ComparedShares:
    found = compare_shares(first, second)
    assert isinstance(found, ComparedShares)
    return found


def test_runs_that_stand_alone_are_compared_as_newcombe_does() -> None:
    # Newcombe 1998b, table II, example (a): 56/70 - 48/80 has 0.0524 to 0.3339 by method 10.
    limits = compared(alone(48, 32), alone(56, 14)).estimate
    assert limits == newcombe(56, 70, 48, 80)
    assert (round(limits.interval.low, 4), round(limits.interval.high, 4)) == (0.0524, 0.3339)


def test_groups_are_worth_less_than_their_runs() -> None:
    groups = {(4.0, 4.0): 30.0, (0.0, 4.0): 10.0}
    assert (
        compared(groups, groups).estimate.interval.width
        > compared(alone(120, 40), alone(120, 40)).estimate.interval.width
    )


def test_few_groups_are_worth_less_than_many() -> None:
    few, many = ({(3.0, 4.0): n, (1.0, 4.0): n} for n in (3.0, 30.0))
    assert compared(few, few).estimate.interval.width > 3 * compared(many, many).estimate.interval.width


def test_swapped_sides_differ_the_other_way_round() -> None:
    there, back = compared(alone(30, 10), alone(20, 20)), compared(alone(20, 20), alone(30, 10))
    assert there.estimate.value == -back.estimate.value
    assert there.estimate.interval.low == pytest.approx(-back.estimate.interval.high)
    assert there.variance == pytest.approx(back.variance)


def test_one_group_tells_nothing_of_how_groups_differ() -> None:
    found = compare_shares({(3.0, 4.0): 1.0}, alone(3, 1))
    assert isinstance(found, Unmeasured)
    assert found.status is Status.INSUFFICIENT


def test_no_runs_have_no_share() -> None:
    assert compare_shares({}, alone(1, 1)) == Unmeasured(Status.MISSING, "no record with an outcome")
