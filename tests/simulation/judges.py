"""Verdicts on shares that AI judges decided: false ones on the line, by errors of judges and size of calibrations.

For one judge they are summed up exactly over all counts that calibration and runs can give; mixtures of sources and
labels drawn from the runs themselves are drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from simulation.shares import Rates
from trustpages.model.measured import Unmeasured
from trustpages.statistics.comparisons import mover_sum
from trustpages.statistics.distributions import binomial_cdf
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.raters.judge import (
    ErrorRates,
    Labels,
    confidence_above,
    correct_for_judge,
    predict_from_labels,
)
from trustpages.statistics.raters.melding import lower_confidence

LINES = (0.5, 0.8, 0.9, 0.95, 0.99)
ERRORS = (0.8, 0.9, 0.95, 0.99)
SIZES = (30, 100, 300)
SHOWN = 0.975
# What is left out at either end of a count.
_RARE = 1e-5

Counts = NDArray[np.int64]


def judge_exactly(line: float, sensitivity: float, specificity: float, labelled: int, runs: int) -> Rates:
    """How often an agent exactly on the line is called met and breached, with so many labels of each kind."""
    passed = line * sensitivity + (1 - line) * (1 - specificity)
    met = breached = 0.0
    least = failed = runs // 2
    for right_good, by_good in _list_likely(labelled, sensitivity):
        for right_bad, by_bad in _list_likely(labelled, specificity):
            labels = Labels(right_good, labelled, right_bad, labelled)
            if labels.sensitivity + labels.specificity <= 1:
                continue
            least = _find_least(runs, labels, line, near=least)
            failed = _find_least(runs, labels.swapped(), 1 - line, near=failed)
            met += by_good * by_bad * (1 - binomial_cdf(least - 1, runs, passed))
            breached += by_good * by_bad * binomial_cdf(runs - failed, runs, passed)
    return Rates(met, breached)


def _list_likely(n: int, share: float) -> Iterator[tuple[int, float]]:
    below = [binomial_cdf(k, n, share) for k in range(-1, n + 1)]
    return ((k, below[k + 1] - below[k]) for k in range(n + 1) if below[k + 1] > _RARE and below[k] < 1 - _RARE)


def _find_least(runs: int, labels: Labels, line: float, *, near: int) -> int:
    """The fewest runs that the judge must pass for the share to be shown above the line; more than all if none do."""

    def shows(passed: int) -> bool:
        if not 0 <= passed <= runs:
            return passed > runs
        return confidence_above(lower_confidence(passed, runs), ErrorRates(labels), line) >= SHOWN

    step = 1 if shows(near) else -1
    # From the last answer on, in strides that double, then halved: labels that differ by one move it little.
    stride = 1
    while shows(near - step * stride) is (step > 0):
        stride *= 2
    low, high = sorted((near, near - step * stride))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if shows(middle) else (middle, high)
    return high


@cache
def _correct(passed: int, runs: int, labels: Labels | None, drawn: bool) -> Estimate | Unmeasured:
    judged = Estimate(passed / runs, clopper_pearson(passed, runs))
    if labels is None:
        return judged
    return predict_from_labels(judged, labels) if drawn else correct_for_judge(judged, labels)


Window = Callable[[Generator, float], Estimate | Unmeasured]
"""The share that a window shows of an agent with a true share."""


def mixture(*sources: tuple[int, float, float, int]) -> Window:
    """Sources of so many runs, each judged with a sensitivity and specificity that so many labels a kind tell.

    Without labels outcomes are checked, and right.
    """

    def draw(random: Generator, share: float) -> Estimate | Unmeasured:
        total, parts = sum(runs for runs, *_ in sources), []
        for runs, sensitivity, specificity, labelled in sources:
            passed = share * sensitivity + (1 - share) * (1 - specificity) if labelled else share
            rights = [int(random.binomial(labelled, error)) for error in (sensitivity, specificity)]
            labels = Labels(rights[0], labelled, rights[1], labelled) if labelled else None
            found = _correct(int(random.binomial(runs, passed)), runs, labels, False)
            if isinstance(found, Unmeasured):
                return found
            parts.append([(runs / total, found)])
        return mover_sum(parts)

    return draw


def labelled_part(runs: int, sensitivity: float, specificity: float, labelled: int) -> Window:
    """Runs that a judge decided, of which people labelled so many drawn at random."""

    def draw(random: Generator, share: float) -> Estimate | Unmeasured:
        good = random.random(runs) < share
        passed = np.where(good, random.random(runs) < sensitivity, random.random(runs) >= specificity)
        cells = [
            int((good == g)[:labelled][(passed == p)[:labelled]].sum()) for g, p in ((1, 1), (1, 0), (0, 0), (0, 1))
        ]
        labels = Labels(cells[0], cells[0] + cells[1], cells[2], cells[2] + cells[3])
        return _correct(int(passed.sum()), runs, labels, True)

    return draw


MIXTURES: dict[str, Window] = {
    "500 judged (Se .9, Sp .8, 100 labels a kind), 500 checked": mixture((500, 0.9, 0.8, 100), (500, 1, 1, 0)),
    "950 judged (.95, .9, 30), 50 checked": mixture((950, 0.95, 0.9, 30), (50, 1, 1, 0)),
    "two judges: 500 (.9, .9, 100), 500 (.99, .8, 300)": mixture((500, 0.9, 0.9, 100), (500, 0.99, 0.8, 300)),
    "50 labels of 1,000 runs (.95, .9)": labelled_part(1000, 0.95, 0.9, 50),
    "200 labels of 1,000 runs (.95, .9)": labelled_part(1000, 0.95, 0.9, 200),
    "200 labels of 1,000 runs (.8, .8)": labelled_part(1000, 0.8, 0.8, 200),
}


def judge_windows(window: Window, line: float, windows: int, seed: int) -> Rates:
    """Verdicts over so many windows of an agent exactly on the line."""
    random, met, breached = np.random.default_rng(seed), 0, 0
    for _ in range(windows):
        found = window(random, line)
        if not isinstance(found, Unmeasured):
            met += found.interval.low >= line
            breached += found.interval.high < line
    return Rates(met / windows, breached / windows)
