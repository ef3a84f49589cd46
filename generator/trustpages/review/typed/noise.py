"""Figures that moved: whether chance alone explains the move, and how many runs would tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from trustpages.model.documents.measures.catalog import MEASURE_KINDS
from trustpages.model.measured import Unmeasured
from trustpages.model.results.records.history import TaskOutcomes
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.review import MovedFigure, SideFigure
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.samples import Sample, read_claim, read_promise
from trustpages.statistics.comparisons import mover_difference
from trustpages.statistics.distributions import two_sided_z
from trustpages.statistics.events.rates import score_rate
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.paired import Tries, compare_on_tasks, tasks_to_tell_apart
from trustpages.statistics.proportions.two_sides import compare_shares

ERROR: Final = 0.05
"""Chance that any of the figures of a review that did not change for good is told as outside of chance."""

Moves = Mapping[tuple[str, str], MovedFigure]
"""The figures that moved, by agent and by `pact/obligation` or claim."""


def find_moved_figures(comparison: SideComparison) -> Moves:
    """Every figure of a promise or claim that both sides have and that is another one."""
    moved = {
        (agent, name): (sides, old, new)
        for agent, sides in comparison.agents.items()
        for name, old, new in _pair_samples(*sides)
        if old.figure != new.figure
    }
    # Claims rest on the runs of promises, and several on the same: one figure errs once.
    different = {(agent, old.figure, new.figure) for (agent, _), (_, old, new) in moved.items()}
    level = 1 - ERROR / max(1, len(different))
    return {key: _compare(*found, level) for key, found in moved.items()}


def _pair_samples(before: AgentSide, after: AgentSide) -> Iterator[tuple[str, Sample, Sample]]:
    pairs = [(new.ref, read_promise(old), read_promise(new)) for old, new in pair_promises(before, after)]
    claims = {claim.id: claim for claim in before.record.claims}
    pairs += [
        (claim.id, read_claim(claims[claim.id]), read_claim(claim))
        for claim in after.record.claims
        if claim.id in claims
    ]
    for name, old, new in pairs:
        if old is not None and new is not None:
            yield name, old, new


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


def _compare(sides: tuple[AgentSide, AgentSide], old: Sample, new: Sample, level: float) -> MovedFigure:
    moved = MovedFigure(before=old.figure, after=new.figure, difference=None, is_outside_noise=None, unit=new.unit)
    # Figures of two measures have nothing in common but their name.
    if old.identity != new.identity:
        return moved
    return (
        _compare_on_tasks(moved, sides, level)
        or _compare_shares(moved, old, new, level)
        or _compare_rates(moved, old, new, level)
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
    old, new = (_find_tasks(side, figure) for side, figure in zip(sides, (moved.before, moved.after), strict=True))
    if old is None or new is None or (old.board, old.names) != (new.board, new.names):
        return None
    paired = compare_on_tasks(_list_tries(new), _list_tries(old), new.groups or new.names, level)
    if isinstance(paired, Unmeasured):
        return None
    # What is asked for are runs, and each task was tried several times.
    needed = _count_to_tell(paired.estimate.value, paired.variance, level)
    runs = None if needed is None else needed * max(new.tried)
    return _conclude(moved, paired.estimate, runs, paired.tasks)


def _find_tasks(side: AgentSide, figure: SideFigure) -> TaskOutcomes | None:
    """The tasks that add up to the figure, all of them tried equally often; None where there are none."""
    for outcomes in side.record.tasks:
        is_even = len(set(outcomes.tried)) == 1 and len(outcomes.names) > 1
        if is_even and outcomes.published is None and (sum(outcomes.good), sum(outcomes.tried)) == (figure.k, figure.n):
            return outcomes
    return None


def _list_tries(outcomes: TaskOutcomes) -> list[Tries]:
    return list(zip(outcomes.good, outcomes.tried, strict=True))


def _compare_shares(moved: MovedFigure, old: Sample, new: Sample, level: float) -> MovedFigure | None:
    """Shares of two independent sets of runs, by the groups that their limits come from."""
    if old.groups is None or new.groups is None:
        return None
    compared = compare_shares(old.groups, new.groups, level)
    if isinstance(compared, Unmeasured):
        return None
    return _conclude(moved, compared.estimate, _count_to_tell(compared.estimate.value, compared.variance, level))


def _compare_rates(moved: MovedFigure, old: Sample, new: Sample, level: float) -> MovedFigure | None:
    """Rates of events that come one by one, by score limits; None where something widens the limits of either."""
    first, second = (_estimate_rate(sample, level) for sample in (old, new))
    if first is None or second is None:
        return None
    difference = mover_difference(second, first)
    # A count varies by as much as it is: so much is due to one unit of exposure on either side.
    needed = _count_to_tell(difference.value, first.value + second.value, level)
    per = new.per or 1.0
    return _conclude(moved, Estimate(per * difference.value, difference.interval.scaled(per)), needed)


def _estimate_rate(sample: Sample, level: float) -> Estimate | None:
    events, exposure = sample.figure.k, sample.figure.n
    if sample.per is None or events is None or not exposure:
        return None
    return Estimate(events / exposure, score_rate(events, exposure, level))


def _compare_intervals(moved: MovedFigure, old: Sample, new: Sample, level: float) -> MovedFigure | None:
    """Any other figure by its own limits, drawn out to the common level."""
    first, second = old.estimate_at(level), new.estimate_at(level)
    if first is None or second is None:
        return None
    difference = mover_difference(second, first)
    runs = max((figure.n for figure in (moved.before, moved.after) if figure.n is not None), default=None)
    half = difference.interval.width / 2
    needed = None
    if runs is not None and difference.value and half:
        error = half / two_sided_z(level)
        needed = _count_to_tell(difference.value, error * error * runs, level)
    return _conclude(moved, difference, needed)
