"""How often a mean exactly on the line is called met or breached, and what Student's t alone would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from trustpages.model.documents.policy import PactPolicy
from trustpages.statistics.means import MeanEstimate, t_from_summary

Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator, tuple[int, int]], Floats]

SHAPES: dict[str, Draw] = {
    "normal": lambda generator, size: generator.standard_normal(size),
    "exponential": lambda generator, size: generator.standard_exponential(size) - 1,
    "gamma, shape ¼": lambda generator, size: generator.gamma(0.25, size=size) - 0.25,
    "lognormal, σ = 1": lambda generator, size: np.exp(generator.standard_normal(size)) - np.exp(0.5),
    "lognormal, σ = 1.5": lambda generator, size: np.exp(1.5 * generator.standard_normal(size)) - np.exp(1.125),
    "t, 3 degrees": lambda generator, size: generator.standard_t(3, size),
}
"""Distributions with mean 0."""


@dataclass(frozen=True)
class Rates:
    """Shares (0..1) of samples: with the upper limit below the line, the lower one above it; decided at all."""

    student: tuple[float, float]
    wrong: tuple[float, float]
    decided: float


def simulate(shape: str, n: int, samples: int, seed: int) -> Rates:
    values = SHAPES[shape](np.random.default_rng(seed), (samples, n))
    summaries = zip(
        values.mean(axis=1), values.std(axis=1, ddof=1), stats.skew(values, axis=1, bias=False), strict=True
    )
    plain, wrong, decided = [0, 0], [0, 0], 0
    for mean, sd, skewness in summaries:
        student, found = t_from_summary(mean, sd, n), t_from_summary(mean, sd, n, skewness)
        assert isinstance(student, MeanEstimate)
        assert isinstance(found, MeanEstimate)
        assert found.skewness is not None
        decides = abs(found.skewness) <= PactPolicy().mean_skewness
        decided += decides
        for side, limits in ((plain, student.estimate.interval), (wrong, found.estimate.interval)):
            counts = decides or side is plain
            side[0] += counts and limits.high < 0
            side[1] += counts and limits.low > 0
    return Rates((plain[0] / samples, plain[1] / samples), (wrong[0] / samples, wrong[1] / samples), decided / samples)


def print_means(samples: int) -> None:
    """False verdicts below/above by t alone, then as decided here, and the samples that are decided."""
    sizes = (30, 100, 300, 2000)
    print("| Values | " + " | ".join(f"*n* = {n:,}" for n in sizes) + " |")
    print("|---" * (1 + len(sizes)) + "|")
    for shape in SHAPES:
        cells = []
        for n in sizes:
            found = simulate(shape, n, samples, seed=n + 2)
            student, wrong = ("/".join(f"{100 * rate:.1f}" for rate in pair) for pair in (found.student, found.wrong))
            cells.append(f"{student} → {wrong} ({100 * found.decided:.0f})")
        print(f"| {shape} | {' | '.join(cells)} |")
