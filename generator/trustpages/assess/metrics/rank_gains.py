"""One agent over its versions: whether gains on the benchmark went with gains in the workflow."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.metrics.rank_rows import Pairs
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured, drawn_from
from trustpages.model.results.metrics import Gains
from trustpages.statistics.difference import newcombe
from trustpages.statistics.gains import concordance, gains


def gains_of(pairs: Pairs, rho: Quantity, tasks: Sequence[int | None], policy: Policy) -> Gains:
    """The steps from version to version: their rho, how many went the same way, and the change overall.

    `rho` is that of the steps, computed by the caller with the limits of the whole metric; `tasks` are the
    tasks behind each score. A gain counts as transferred only if both changes from first to last version
    have a lower limit above zero.
    """
    benchmark = _benchmark_change(pairs, tasks, policy)
    outcome = _outcome_change(pairs, policy)
    names = tuple(pair.name for pair in pairs.counted)
    return Gains(
        pairs=max(len(pairs.counted) - 1, 0),
        rho=rho,
        concordance=drawn_from(_concordance(pairs, policy), names),
        benchmark_change=drawn_from(benchmark, names),
        outcome_change=drawn_from(outcome, names),
        transferred=_is_above_zero(benchmark) and _is_above_zero(outcome),
    )


def steps(pairs: Pairs) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The change of position and of outcome from each version to the next."""
    return gains(pairs.heights), gains(pairs.outcomes)


def _concordance(pairs: Pairs, policy: Policy) -> Quantity:
    found = concordance(pairs.heights, pairs.outcomes, policy.level)
    if isinstance(found, Unmeasured):
        return found
    return Measured(
        value=found.same_sign / found.moved,
        low=found.interval.low,
        high=found.interval.high,
        level=policy.level,
        method=found.interval.method,
        k=found.same_sign,
        n=found.moved,
        n_eff=found.moved,
        unit="share",
        status=Status.OK if found.moved >= policy.rank.ok_from else Status.EXPLORATORY,
    )


def _benchmark_change(pairs: Pairs, tasks: Sequence[int | None], policy: Policy) -> Quantity:
    if pairs.basis == "rank":
        return Unmeasured(Status.MISSING, "positions were published without scores")
    scores = pairs.heights
    counts = [None if n is None else (score * n, n) for score, n in zip(scores, tasks, strict=True)]
    return _change(scores, counts, policy, "the tasks behind a score are not known")


def _outcome_change(pairs: Pairs, policy: Policy) -> Quantity:
    counts = [
        None if pair.successes is None or pair.runs is None else (float(pair.successes), pair.runs)
        for pair in pairs.counted
    ]
    return _change(pairs.outcomes, counts, policy, "the runs behind an outcome are not known")


def _change(
    levels: Sequence[float], counts: Sequence[tuple[float, int] | None], policy: Policy, without: str
) -> Quantity:
    """Last level minus first, with Newcombe's limits where both come with counts."""
    if len(levels) < 2:
        return Unmeasured(Status.INSUFFICIENT, f"{len(levels)} versions: a change needs two")
    first, last = counts[0], counts[-1]
    if first is not None and last is not None:
        return newcombe(*last, *first, policy.level).measured("points", n=first[1] + last[1])
    return Measured(
        value=levels[-1] - levels[0],
        low=None,
        high=None,
        level=policy.level,
        method="none",
        k=None,
        n=None,
        n_eff=None,
        unit="points",
        status=Status.EXPLORATORY,
        notes=(without,),
    )


def _is_above_zero(change: Quantity) -> bool:
    return isinstance(change, Measured) and change.low is not None and change.low > 0
