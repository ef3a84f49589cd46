"""Figures that moved: whether chance alone explains the move, and how many runs would tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from trustpages.model.documents.measures.catalog import MEASURE_KINDS
from trustpages.model.measured import Unmeasured
from trustpages.model.results.records.history import TaskOutcomes
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.review import Figure, MovedFigure
from trustpages.review.comparison import AgentSide, Comparison
from trustpages.statistics.comparisons import mover_difference
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.paired import Tries, compare_on_tasks, tasks_to_tell_apart
from trustpages.statistics.proportions.two_sides import Groups, compare_shares

ERROR: Final = 0.05
"""Chance that any of the figures of a review that did not change for good is told as outside of chance."""

Moves = Mapping[tuple[str, str], MovedFigure]
"""The figures that moved, by agent and promise."""


def find_moved_figures(comparison: Comparison) -> Moves:
    """Every figure of a promise that both sides have and that is another one."""
    moved = {
        (agent, new.ref): (sides, old, new)
        for agent, sides in comparison.agents.items()
        for old, new in pair_promises(*sides)
        if _describe(old) != _describe(new) and old.estimate is not None and new.estimate is not None
    }
    level = 1 - ERROR / max(1, len(moved))
    return {key: _compare(*found, level) for key, found in moved.items()}


def pair_promises(before: AgentSide, after: AgentSide) -> Iterator[tuple[ObligationRecord, ObligationRecord]]:
    """Each promise that both sides of an agent have, as it was and as it is."""
    for promise in after.record.obligations:
        earlier = before.promise(promise.ref)
        if earlier is not None:
            yield earlier, promise


def is_by_record(promise: ObligationRecord) -> bool:
    """Whether its verdict is no matter of a figure: a record keeps it, or a single event breaks it."""
    kind = MEASURE_KINDS.get(promise.kind)
    return kind is not None and (kind.traits.is_record or kind.traits.is_broken_at_once)


def _describe(promise: ObligationRecord) -> Figure:
    return Figure(estimate=promise.estimate, low=promise.low, high=promise.high, k=promise.k, n=promise.n)


def _compare(
    sides: tuple[AgentSide, AgentSide], old: ObligationRecord, new: ObligationRecord, level: float
) -> MovedFigure:
    unit = new.threshold.unit if new.threshold is not None else "share"
    moved = MovedFigure(before=_describe(old), after=_describe(new), difference=None, is_outside_noise=None, unit=unit)
    # Figures of two measures have nothing in common but their name.
    if (old.kind, old.threshold and old.threshold.unit) != (new.kind, new.threshold and new.threshold.unit):
        return moved
    return (
        _compare_on_tasks(moved, sides, level)
        or _compare_shares(moved, old, new, level)
        or _compare_intervals(moved, old, new, level)
        or moved
    )


def _conclude(moved: MovedFigure, estimate: Estimate, runs_to_tell: int | None, paired: int = 0) -> MovedFigure:
    limits = estimate.interval
    is_outside = limits.low > 0 or limits.high < 0
    return replace(
        moved,
        difference=(estimate.value, limits.low, limits.high),
        is_outside_noise=is_outside,
        paired=paired,
        runs_to_tell=None if is_outside else runs_to_tell,
    )


def _count_to_tell(difference: float, variance: float, level: float) -> int | None:
    return tasks_to_tell_apart(abs(difference), variance, level=level) if difference and variance else None


def _compare_on_tasks(moved: MovedFigure, sides: tuple[AgentSide, AgentSide], level: float) -> MovedFigure | None:
    """By task, where both figures are of the same tasks, as often tried each."""
    outcomes = [_find_tasks(side, figure) for side, figure in zip(sides, (moved.before, moved.after), strict=True)]
    old, new = outcomes
    if old is None or new is None or (old.board, old.names) != (new.board, new.names):
        return None
    paired = compare_on_tasks(_list_tries(new), _list_tries(old), new.groups or new.names, level)
    if isinstance(paired, Unmeasured):
        return None
    # What is asked for are runs, and each task was tried several times.
    needed = _count_to_tell(paired.estimate.value, paired.variance, level)
    runs = None if needed is None else needed * max(new.tried)
    return _conclude(moved, paired.estimate, runs, paired.tasks)


def _find_tasks(side: AgentSide, figure: Figure) -> TaskOutcomes | None:
    """The tasks that add up to the figure, all of them tried equally often; None where there are none."""
    for outcomes in side.record.tasks:
        is_even = len(set(outcomes.tried)) == 1 and len(outcomes.names) > 1
        if is_even and outcomes.published is None and (sum(outcomes.good), sum(outcomes.tried)) == (figure.k, figure.n):
            return outcomes
    return None


def _list_tries(outcomes: TaskOutcomes) -> list[Tries]:
    return list(zip(outcomes.good, outcomes.tried, strict=True))


def _compare_shares(
    moved: MovedFigure, old: ObligationRecord, new: ObligationRecord, level: float
) -> MovedFigure | None:
    """Shares of two independent sets of runs, by the groups that their limits come from."""
    groups = [_read_groups(promise) for promise in (old, new)]
    if moved.unit != "share" or groups[0] is None or groups[1] is None:
        return None
    compared = compare_shares(groups[0], groups[1], level)
    if isinstance(compared, Unmeasured):
        return None
    return _conclude(moved, compared.estimate, _count_to_tell(compared.estimate.value, compared.variance, level))


def _read_groups(promise: ObligationRecord) -> Groups | None:
    """The groups of runs behind a share; None where it is no plain share of runs."""
    k, n, share = promise.k, promise.n, promise.estimate
    if promise.kind != "proportion" or (not k and k != 0) or not n or share is None or not math.isclose(k / n, share):
        return None
    clusters = promise.counts.get("clusters") if isinstance(promise.counts, dict) else None
    if not isinstance(clusters, list) or not clusters:
        return {(1.0, 1.0): float(k), (0.0, 1.0): float(n - k)}
    found = [tuple(map(_read_number, cluster)) for cluster in clusters if isinstance(cluster, list)]
    groups = {(good, known): number for good, known, number in found}
    good = math.fsum(k * number for (k, _), number in groups.items())
    return (
        groups if math.isclose(good, k, abs_tol=1e-6) and all(number % 1 == 0 for number in groups.values()) else None
    )


def _read_number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _compare_intervals(
    moved: MovedFigure, old: ObligationRecord, new: ObligationRecord, level: float
) -> MovedFigure | None:
    """Any other figure by its own limits, drawn out to the common level."""
    estimates = [_read_estimate(promise, level) for promise in (old, new)]
    first, second = estimates
    if first is None or second is None:
        return None
    difference = mover_difference(second, first)
    runs = max((promise.n for promise in (old, new) if promise.n is not None), default=None)
    half = difference.interval.width / 2
    needed = None
    if runs is not None and difference.value and half:
        error = half / two_sided_z(level)
        needed = _count_to_tell(difference.value, error * error * runs, level)
    return _conclude(moved, difference, needed)


def _read_estimate(promise: ObligationRecord, level: float) -> Estimate | None:
    value, low, high = promise.estimate, promise.low, promise.high
    if value is None or low is None or high is None or not promise.level or not low <= value <= high:
        return None
    wider = two_sided_z(level) / two_sided_z(promise.level)
    interval = Interval(value - wider * (value - low), value + wider * (high - value), level, promise.method or "")
    return Estimate(value, interval)
