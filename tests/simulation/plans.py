"""How often windows as large as planned settle what they were planned to settle: rates of events, weighted totals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from simulation import weights
from simulation.designs import DESIGNS, beta_binomial
from simulation.mean_plans import MEANS, plan_mean
from trustpages.statistics.comparisons import mover_sum
from trustpages.statistics.events.power import EventDesign, units_to_settle
from trustpages.statistics.events.rates import burst_limits, period_limits
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions.cluster_limits import Clusters, cluster_limits, list_clusters, shows_at_least
from trustpages.statistics.proportions.cluster_sums import clusters_like_sums_to_meet, limit_by_sums
from trustpages.statistics.proportions.clusters import sum_up
from trustpages.statistics.proportions.power import WeightedPart, clusters_to_meet, runs_to_meet_in_parts

POWER = 0.8
SEEN = 100_000
"""So many units were seen when the window was planned: what is known of how events come leaves little open."""
RUNS = 50
"""In a cluster or period."""


@dataclass(frozen=True)
class Plan:
    """So many units (clusters, periods, runs) that were planned, and in what share of such windows they settled it."""

    units: int
    power: float


DrawEvents = Callable[[Generator, int, float], EventDesign]
"""Events in so many units at a true rate a run."""


def single(random: Generator, units: int, rate: float) -> EventDesign:
    """Events in runs that stand alone."""
    events = int(random.poisson(units * rate))
    return EventDesign(exposure=units, bursts={1: events} if events else {})


def bursts(random: Generator, units: int, rate: float) -> EventDesign:
    """Three events at a time on average."""
    sizes = random.geometric(1 / 3, int(random.poisson(units * rate / 3)))
    return EventDesign(exposure=units, bursts=dict(Counter(sizes.tolist())))


def periods(random: Generator, units: int, rate: float) -> EventDesign:
    """Counts by period, the rate of a period from a gamma distribution."""
    counts = random.poisson(random.gamma(1.0, RUNS * rate, units))
    return EventDesign(
        exposure=units * RUNS,
        bursts={1: int(counts.sum())} if counts.any() else {},
        periods=Counter(counts.astype(float).tolist()),
    )


def customers(random: Generator, units: int, rate: float, *, told: bool = True) -> EventDesign:
    """Clusters of runs, the rate of each from a gamma distribution."""
    counts = np.minimum(random.poisson(random.gamma(1.0, RUNS * rate, units)), RUNS)
    placed = Counter((float(count) if told else 0.0, float(RUNS)) for count in counts)
    events = int(counts.sum())
    return EventDesign(exposure=units * RUNS, bursts={1: events} if events else {}, clusters=placed, unplaced=not told)


def nobodys(random: Generator, units: int, rate: float) -> EventDesign:
    """The same where nobody says at whom events happened."""
    return customers(random, units, rate, told=False)


EVENTS: dict[str, tuple[DrawEvents, float, float]] = {
    "single events, half the line": (single, 0.005, 0.01),
    "single events, twice the line": (single, 0.02, 0.01),
    "bursts of 3 on average, half the line": (bursts, 0.005, 0.01),
    "periods, NB of shape 1, half the line": (periods, 0.02, 0.04),
    "periods, NB of shape 1, twice the line": (periods, 0.08, 0.04),
    "customers, gamma of shape 1, half the line": (customers, 0.02, 0.04),
    "customers, gamma of shape 1, twice the line": (customers, 0.08, 0.04),
    "customers, nobody says whose, half the line": (nobodys, 0.02, 0.04),
}
"""How events come, at which true rate, against which line."""


def plan_events(name: str, windows: int, seed: int) -> Plan:
    """The units planned from what was seen, and how often they settle on which side of the line the rate lies."""
    draw, rate, line = EVENTS[name]
    random = np.random.default_rng(seed)
    seen = RUNS * SEEN if draw in (single, bursts) else SEEN
    units = units_to_settle(draw(random, seen, rate), line)
    assert units is not None
    settled = (_settles(draw(random, units, rate), line, rate < line) for _ in range(windows))
    return Plan(units, sum(settled) / windows)


def _settles(seen: EventDesign, line: float, below: bool) -> bool:
    """By the limits that decide a rate: those of bursts, of periods and of clusters."""
    limits = burst_limits(seen.bursts, seen.exposure)
    if seen.periods:
        counts = [count for count, number in seen.periods.items() for _ in range(int(number))]
        limits = limits.cover(period_limits(counts).scaled(len(counts) / seen.exposure))
    if seen.clusters:
        placed = _place(seen) if seen.unplaced else seen.clusters
        limits = limits.cover(cluster_limits(placed).scaled(seen.runs / seen.exposure))
    return limits.high <= line if below else limits.low > line


def _place(seen: EventDesign) -> Clusters:
    """The events in as few clusters as could hold them."""
    full, rest = divmod(seen.events, RUNS)
    others = math.fsum(seen.clusters.values()) - full - (rest > 0)
    placed = {(float(RUNS), float(RUNS)): full, (rest, float(RUNS)): float(rest > 0), (0.0, float(RUNS)): others}
    return {pair: number for pair, number in placed.items() if number}


WEIGHTED: dict[str, tuple[float, float]] = {
    "risky runs ten times as often, and fail more": (0.95, 0.9),
    "some ten times as often, for no reason": (0.95, 0.9),
    "all failures among those chosen 3 times less": (0.95, 0.9),
}
"""A design of `weights`, its true share and the line."""


def plan_weights(name: str, windows: int, seed: int) -> Plan:
    """Runs that were chosen with unequal chances."""
    random, (truth, line) = np.random.default_rng(seed), WEIGHTED[name]
    greatest = 1 / min(weights.DESIGNS[name][1])
    runs = clusters_to_meet(weights.draw(random, name, 4 * SEEN, truth), line, unseen=greatest)
    assert runs is not None
    shown = (shows_at_least(weights.draw(random, name, runs, truth), line, unseen=greatest) for _ in range(windows))
    return Plan(runs, sum(shown) / windows)


@dataclass(frozen=True)
class Parts:
    """Parts by weight in the total and true share, how often the first is drawn, and clusters of ten runs or none."""

    shares: tuple[tuple[float, float], ...]
    drawn: tuple[float, ...]
    icc: float | None
    line: float


PARTS: dict[str, Parts] = {
    "two parts, one rarely seen": Parts(((0.5, 0.97), (0.5, 0.9)), (0.9, 0.1), None, 0.9),
    "three parts": Parts(((0.5, 0.95), (0.3, 0.9), (0.2, 0.8)), (0.5, 0.3, 0.2), None, 0.85),
    "two parts in clusters": Parts(((0.7, 0.9), (0.3, 0.8)), (0.5, 0.5), 0.3, 0.8),
}


def plan_parts(name: str, windows: int, seed: int) -> Plan:
    """Totals weighted by shares of real use."""
    random, parts = np.random.default_rng(seed), PARTS[name]
    size = 1 if parts.icc is None else 10
    runs = runs_to_meet_in_parts(_draw_parts(random, parts, 4 * SEEN // size), parts.line)
    assert runs is not None
    shown = 0
    for _ in range(windows):
        drawn = _draw_parts(random, parts, math.ceil(runs / size))
        estimates = [(part.weight, _estimate(part.clusters)) for part in drawn]
        shown += mover_sum([[estimate] for estimate in estimates]).interval.low >= parts.line
    return Plan(runs, shown / windows)


def plan_crossed(windows: int, seed: int) -> Plan:
    """Totals weighted by use where each customer has five runs in either part, and differs in both alike."""
    random, line, use = np.random.default_rng(seed), 0.8, np.array([0.7, 0.3])

    def draw(customers: int) -> tuple[list[WeightedPart], float]:
        chances = random.beta(0.9 * 4, 0.1 * 4, (customers, 1)) * np.array([[1.0, 0.9]])
        good = random.binomial(5, chances)
        excess = ((good - good.mean(axis=0)) * use).sum(axis=1) / (5 * customers)
        parts = [Counter((float(k), 5.0) for k in column) for column in good.T]
        return [WeightedPart(*pair) for pair in zip(use.tolist(), parts, strict=True)], math.sqrt((excess**2).sum())

    seen, error = draw(SEEN)
    runs = runs_to_meet_in_parts(seen, line, crossed_error=error)
    assert runs is not None
    shown = 0
    for _ in range(windows):
        drawn, _ = draw(math.ceil(runs / 10))
        shown += mover_sum([[(part.weight, _estimate(part.clusters)) for part in drawn]]).interval.low >= line
    return Plan(runs, shown / windows)


def _draw_parts(random: Generator, parts: Parts, units: int) -> list[WeightedPart]:
    drawn = []
    for (weight, share), often in zip(parts.shares, parts.drawn, strict=True):
        number = round(units * often)
        if parts.icc is None:
            good = int(random.binomial(number, share))
            clusters = {(1.0, 1.0): good, (0.0, 1.0): number - good}
            drawn.append(WeightedPart(weight, {pair: float(many) for pair, many in clusters.items() if many}))
        else:
            drawn.append(WeightedPart(weight, beta_binomial(random, number, share, parts.icc)))
    return drawn


def _estimate(clusters: Clusters) -> Estimate:
    rows = list_clusters(clusters)
    good, known = (math.fsum(row[at] * row[2] for row in rows) for at in (0, 1))
    return Estimate(good / known, cluster_limits(clusters))


def plan_clusters(icc: float, truth: float, line: float, windows: int, seed: int) -> Plan:
    """Shares of clusters of ten runs."""
    random, draw = np.random.default_rng(seed), DESIGNS["beta-binomial"]
    number = clusters_to_meet(draw(random, 20_000, truth, icc), line, probability=POWER)
    assert number is not None
    shown = sum(shows_at_least(draw(random, number, truth, icc), line) for _ in range(windows))
    return Plan(number, shown / windows)


def plan_sums(design: str, icc: float, truth: float, line: float, windows: int, seed: int) -> Plan:
    """Shares of clusters of ten runs on average, of which six sums are known."""
    random, draw = np.random.default_rng(seed), DESIGNS[design]
    number = clusters_like_sums_to_meet(sum_up(draw(random, 20_000, truth, icc)), line, probability=POWER)
    assert number is not None
    found = (limit_by_sums(sum_up(draw(random, number, truth, icc))) for _ in range(windows))
    return Plan(number, sum(isinstance(limits, Interval) and limits.low >= line for limits in found) / windows)


CLUSTERS = ((0.05, 0.9, 0.8), (0.3, 0.9, 0.8), (0.0, 0.98, 0.95), (0.6, 0.6, 0.4))
"""Correlation, true share and line."""


def print_plans(windows: int) -> None:
    """The power of windows as large as planned, where 80 % was asked for."""
    print("| what was planned | units | settled |")
    print("|---|---|---|")
    rows = {
        f"share {truth:g}, line {line:g}, correlation {icc:g}": plan_clusters(icc, truth, line, windows, 3)
        for icc, truth, line in CLUSTERS
    }
    rows |= {
        f"six sums, {design}, share 0.9, line 0.8, correlation 0.3": plan_sums(design, 0.3, 0.9, 0.8, windows, 3)
        for design in DESIGNS
    }
    for names, plan in ((EVENTS, plan_events), (WEIGHTED, plan_weights), (PARTS, plan_parts)):
        rows |= {name: plan(name, windows, 3) for name in names}
    rows["two parts of the same clusters"] = plan_crossed(windows, 3)
    means = {name: plan_mean(name, windows, 3) for name in MEANS}
    for name, found in (rows | {name: Plan(plan.units, plan.power) for name, plan in means.items()}).items():
        print(f"| {name} | {found.units:,} | {100 * found.power:.0f} |")
