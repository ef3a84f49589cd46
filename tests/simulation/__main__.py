"""Prints the tables of docs/explanation/statistics.md: `make simulate WINDOWS=10000`."""

from __future__ import annotations

import sys

from simulation.designs import DESIGNS
from simulation.means import print_means
from simulation.shares import CORRELATIONS, LINES, NUMBERS, half_way, judge, on_the_line
from simulation.tasks import print_tasks


def print_shares(windows: int) -> None:
    """The worst false verdicts over designs and correlations, and the power left, by clusters and line."""
    worst: dict[tuple[int, float], list[float]] = {}
    for _, number, _, line, rates in on_the_line(windows, seed=1):
        cell = worst.setdefault((number, line), [0.0, 0.0])
        cell[0], cell[1] = max(cell[0], rates.met), max(cell[1], rates.breached)
    print("| clusters |" + "".join(f" at least {line:g} |" for line in LINES))
    print("|---|" + "---|" * len(LINES))
    for number in NUMBERS:
        cells = (worst[number, line] for line in LINES)
        print(f"| {number} |" + "".join(f" {100 * met:.1f} / {100 * breached:.1f} |" for met, breached in cells))
    print()
    print("| clusters, correlation |" + "".join(f" at least {line:g} |" for line in LINES))
    print("|---|" + "---|" * len(LINES))
    for number in NUMBERS[3:]:
        for icc in CORRELATIONS:
            row = (
                judge(DESIGNS["beta-binomial"], number, icc, line, half_way(line), windows, seed=2) for line in LINES
            )
            print(f"| {number}, {icc:g} |" + "".join(f" {100 * rates.met:.0f} |" for rates in row))


if __name__ == "__main__":
    windows = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print_shares(windows)
    print()
    print_means(windows)
    print()
    print_tasks(windows)
