"""Verdicts on a rate of events: false ones on the line, and the power left, by how the events come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.random import Generator

from simulation.shares import Rates
from trustpages.assess.evidence.event_rates import EventSeries, ObservedEvents, estimate_event_rate
from trustpages.assess.evidence.watched_use import RUNS, WatchedUse

LEVEL = 0.95
RUNS_IN_WINDOW = 12_000
EXPECTED = (3, 10, 30, 100)
"""How many bursts a window on the line holds on average; events, where they come one by one."""

Draw = Callable[[Generator, float], tuple[ObservedEvents, float]]
"""A window with so many bursts to be expected, and how many events that makes on average."""


def _watch(**clusters: object) -> WatchedUse:
    values = {"amount": float(RUNS_IN_WINDOW), "unit": RUNS, "monitored": 1.0, "runs": float(RUNS_IN_WINDOW)}
    return WatchedUse(**{"loose": float(RUNS_IN_WINDOW)} | values | clusters)  # type: ignore[arg-type]  # by name


def single(random: Generator, expected: float) -> tuple[ObservedEvents, float]:
    """Events that have nothing to do with each other."""
    events = int(random.poisson(expected))
    return ObservedEvents(bursts={1: events} if events else {}, use=_watch()), expected


def bursts(random: Generator, expected: float, *, size: float) -> tuple[ObservedEvents, float]:
    """Incidents of geometric size, so large on average."""
    sizes = random.geometric(1 / size, int(random.poisson(expected)))
    return ObservedEvents(bursts=dict(Counter(sizes.tolist())), use=_watch()), expected * size


def periods(random: Generator, expected: float, *, number: int, shape: float) -> tuple[ObservedEvents, float]:
    """Events counted by week, the rate of a week from a gamma distribution: negative binomial counts."""
    counts = tuple(random.poisson(random.gamma(shape, expected / number / shape, number)).tolist())
    events = sum(counts)
    series = EventSeries(own=counts)
    return ObservedEvents(bursts={1: events} if events else {}, use=_watch(), series=series), expected


def customers(
    random: Generator, expected: float, *, number: int, shape: float, told: bool
) -> tuple[ObservedEvents, float]:
    """Runs of so many customers, the rate of each from a gamma distribution; a log may tell whose an event was."""
    each = RUNS_IN_WINDOW // number
    counts = np.minimum(random.poisson(random.gamma(shape, expected / number / shape, number)), each)
    groups = tuple((int(count) if told else 0, float(each)) for count in counts)
    events = int(counts.sum())
    use = _watch(loose=0.0, groups=groups, events_by_cluster=told)
    return ObservedEvents(bursts={1: events} if events else {}, use=use), expected


DESIGNS: dict[str, Draw] = {
    "single events": single,
    "bursts of 3 on average": partial(bursts, size=3),
    "bursts of 10 on average": partial(bursts, size=10),
    "12 weeks, NB of shape 1": partial(periods, number=12, shape=1.0),
    "12 weeks, NB of shape ½": partial(periods, number=12, shape=0.5),
    "52 weeks, NB of shape ½": partial(periods, number=52, shape=0.5),
    "20 customers, gamma of shape 1": partial(customers, number=20, shape=1.0, told=True),
    "120 customers, gamma of shape ½": partial(customers, number=120, shape=0.5, told=True),
    "120 customers, nobody says whose": partial(customers, number=120, shape=0.5, told=False),
}


def judge_rate(draw: Draw, expected: float, truth: float, windows: int, seed: int) -> Rates:
    """Verdicts over so many windows against the line at which `expected` bursts come, `truth` times that in truth."""
    random, met, breached = np.random.default_rng(seed), 0, 0
    for _ in range(windows):
        seen, events = draw(random, expected * truth)
        line = events / truth / RUNS_IN_WINDOW
        limits = estimate_event_rate(seen, LEVEL).interval
        met += limits.high <= line
        breached += limits.low > line
    return Rates(met / windows, breached / windows)


def print_rates(windows: int) -> None:
    """False verdicts by how events come and how many bursts are to be expected on the line, and the power left."""
    head = "".join(f" {expected} |" for expected in EXPECTED)
    for truths, seed in (((1.0, 1.0), 1), ((0.5, 2.0), 2)):
        print(f"| how events come |{head}\n|---|" + "---|" * len(EXPECTED))
        for name, draw in DESIGNS.items():
            cells = []
            for expected in EXPECTED:
                good, bad = (judge_rate(draw, expected, truth, windows, seed) for truth in truths)
                cells.append(f" {100 * good.met:.1f} / {100 * bad.breached:.1f} |")
            print(f"| {name} |" + "".join(cells))
        print()
