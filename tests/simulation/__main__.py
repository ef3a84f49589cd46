"""Prints the tables of docs/explanation/statistics.md: `make simulate WINDOWS=10000`."""

from __future__ import annotations

import sys
from itertools import product

from simulation import judges
from simulation.changes import print_changes
from simulation.designs import DESIGNS
from simulation.drift import print_drift
from simulation.means import print_means
from simulation.plans import print_plans
from simulation.pooling import print_pooling
from simulation.rates import print_rates
from simulation.reviews import ENOUGH, WINDOWS, run_years
from simulation.shares import CORRELATIONS, LINES, NUMBERS, half_way, judge, on_the_line
from simulation.tasks import print_tasks
from simulation.weights import print_weights


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


def print_reviews(years: int) -> None:
    """How often in years of nightly reports an agent on its line is called met or breached, by window."""
    print("| window, judged | sample: met / breached | census: met / breached | census: wrong |")
    print("|---|---|---|---|")
    for window, every in (("fixed, the whole year", "fixed, every night"), ("90 days, never", "90 days, every night")):
        found = run_years(window, "sample", years, seed=1, nightly=True)
        print(f"| {every} | {100 * found.met:.1f} / {100 * found.breached:.1f} | | |")
    for window in WINDOWS:
        sample, census = (
            run_years(window, basis, number, seed, every=ENOUGH)
            for basis, number, seed in (("sample", years, 1), ("census", years // 4, 2))
        )
        cells = (f"{100 * found.met:.1f} / {100 * found.breached:.1f}" for found in (sample, census))
        print(f"| {window} | {' | '.join(cells)} | {100 * census.wrong:.1f} |")


def print_judges(windows: int) -> None:
    """The worst false verdicts over a judge's errors, by labels of each kind and line; then mixtures of sources."""
    print("| labels of each kind |" + "".join(f" at least {line:g} |" for line in judges.LINES))
    print("|---|" + "---|" * len(judges.LINES))
    for labelled in judges.SIZES:
        cells = []
        for line in judges.LINES:
            found = [judges.judge_exactly(line, se, sp, labelled, 1000) for se, sp in product(judges.ERRORS, repeat=2)]
            met, breached = max(rates.met for rates in found), max(rates.breached for rates in found)
            cells.append(f" {100 * met:.1f} / {100 * breached:.1f} |")
        print(f"| {labelled} |" + "".join(cells))
    print()
    print("| sources | at least 0.9 |")
    print("|---|---|")
    for name, window in judges.MIXTURES.items():
        rates = judges.judge_windows(window, 0.9, windows, seed=1)
        print(f"| {name} | {100 * rates.met:.1f} / {100 * rates.breached:.1f} |")


if __name__ == "__main__":
    windows = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print_shares(windows)
    print()
    print_means(windows)
    print()
    print_drift(windows)
    print()
    print_reviews(windows // 2)
    print()
    print_judges(windows)
    print()
    print_rates(windows)
    print()
    print_tasks(windows)
    print()
    print_weights(windows)
    print()
    print_pooling(windows)
    print()
    print_plans(windows // 2)
    print()
    print_changes(windows)
