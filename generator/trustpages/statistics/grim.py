"""GRIM test: whether a printed figure can come from whole counts at all (Brown & Heathers 2017)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from trustpages.model.measured import Status, Unmeasured
from trustpages.statistics.arguments import require_positive

# Enough to tell "one solution", "some" and "many" apart, within about a second.
MOST_SOLUTIONS = 1_000
MOST_STEPS = 50_000


def reachable_counts(printed: str | Decimal, n: int, scale: int = 1) -> range:
    """All whole k whose k/n x `scale` prints as `printed`; empty if the figure is impossible.

    `scale` is 100 for percentages, 1 for shares and for means of whole numbers. The precision is
    that of the text: "3.50" has two decimals. A k lies in the range if it is within half a unit of
    the last digit, ties counted, since rounding half up, half down and half to even are all in use.
    ValueError for text that is no number, or n that is not positive.
    """
    require_positive(n, "n")
    low, high = (bound * n / scale for bound in _rounding_range(printed))
    return range(math.ceil(low), math.floor(high) + 1)


def is_reachable(printed: str | Decimal, n: int, scale: int = 1, items: int = 1) -> bool:
    """Whether some whole count out of `n` (times `items` per case) prints as `printed`."""
    require_positive(items, "items")
    return len(reachable_counts(printed, n * items, scale)) > 0


def is_reachable_share(printed: str | Decimal, n: int, scale: int = 100) -> bool:
    """Whether some k with 0 <= k <= n prints as this percentage (or share, with scale 1)."""
    counts = reachable_counts(printed, n, scale)
    return max(counts.start, 0) < min(counts.stop, n + 1)


def _rounding_range(printed: str | Decimal) -> tuple[Fraction, Fraction]:
    """Everything that prints so: the figure plus and minus half a unit of its last digit."""
    try:
        figure = Decimal(printed)
    except InvalidOperation:
        raise ValueError(f"not a number: {printed!r}") from None
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {printed!r}")
    half = Fraction(10) ** exponent / 2
    return Fraction(figure) - half, Fraction(figure) + half


def task_counts(
    pass_hats: Sequence[str | Decimal], tasks: int, trials: int, scale: int = 1
) -> tuple[tuple[int, ...], ...] | Unmeasured:
    """All ways in which tasks with 0, 1, ... `trials` successes give the printed pass^1..pass^n.

    Each answer lists the number of tasks by successes and adds up to `tasks`. No answer means
    another number of tasks, missing tries, or figures that do not belong together. At most 1,000
    answers are returned; insufficient where the figures are too coarse to find out. ValueError
    unless all of pass^1 to pass^`trials` are given.
    """
    require_positive(tasks, "tasks")
    if len(pass_hats) != trials:
        raise ValueError(f"pass^1 to pass^{trials} are needed, got {len(pass_hats)} figures")
    found: list[tuple[int, ...]] = []
    for step, answer in enumerate(_search(_scaled_sums(pass_hats, tasks, scale), tasks, trials)):
        if answer:
            found.append(answer)
        if len(found) == MOST_SOLUTIONS or (step == MOST_STEPS and found):
            break
        if step == MOST_STEPS:
            return Unmeasured(Status.INSUFFICIENT, "the figures are too coarse to solve for task counts")
    return tuple(found)


def _scaled_sums(pass_hats: Sequence[str | Decimal], tasks: int, scale: int) -> list[range]:
    """For k = 1, 2, ...: what the whole number sum_c t_c C(c,k) may be, t_c tasks having c successes."""
    trials = len(pass_hats)
    sums = []
    for k, printed in enumerate(pass_hats, start=1):
        low, high = (bound * tasks * math.comb(trials, k) / scale for bound in _rounding_range(printed))
        sums.append(range(math.ceil(low), math.floor(high) + 1))
    return sums


def _search(sums: Sequence[range], tasks: int, trials: int) -> Iterator[tuple[int, ...] | None]:
    """Depth-first over the numbers of tasks with many successes first; None for every step."""
    open_ends: list[tuple[int, ...]] = [()]
    while open_ends:
        above = open_ends.pop()
        k, left = trials - len(above), tasks - sum(above)
        if k == 0:
            yield (left, *above)
            continue
        known = sum(t * math.comb(c, k) for c, t in enumerate(above, start=k + 1))
        first, last = max(sums[k - 1].start - known, 0), min(sums[k - 1].stop - 1 - known, left)
        for count in range(first, last + 1):
            if _can_still_fit((count, *above), sums, tasks, k - 1):
                open_ends.append((count, *above))
            yield None


def _can_still_fit(above: tuple[int, ...], sums: Sequence[range], tasks: int, most: int) -> bool:
    """Whether the tasks that are left, with at most `most` successes each, can reach every sum."""
    left = tasks - sum(above)
    for k in range(1, most + 1):
        known = sum(t * math.comb(c, k) for c, t in enumerate(above, start=most + 1))
        if known >= sums[k - 1].stop or known + left * math.comb(most, k) < sums[k - 1].start:
            return False
    return True
