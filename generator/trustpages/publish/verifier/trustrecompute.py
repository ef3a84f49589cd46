#!/usr/bin/env python3
"""Decides again what a trust report says, from the counts in it: `python3 trustrecompute.py FOLDER`.

FOLDER is a published folder, one version of it, or a `report.json`. Needs Python 3.9 or later and nothing
else; it asks no network, writes no file and shares no code with the program that made the report. Check the
bytes first, with `trustverify.py`: here they are taken as they stand, and so are counts, policy and days.
Whether a run that was counted took place, and whether one was left out, no arithmetic shows.

Each line begins with `ok`, `FAILED` or `not checked`; the last one is RECOMPUTED or NOT AS RECOMPUTED.
The exit code is 0 if nothing differs, 5 if something does, 1 if the check could not run, 2 for wrong usage.
It takes ten minutes at most; what is left then is not checked.
The formulas are those of the publisher's `docs/reference/formulas.md`, the keys those of `docs/reference/report.md`.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

SAME, COULD_NOT_RUN, DIFFERS = 0, 1, 5
REPORT = "report.json"
LARGEST_READ, MOST_MARKS = 64 << 20, 4_000_000  # bytes, and marks of structure: values take more memory than text
MOST_CELLS, MOST_TERMS, MOST_SECONDS = 2_000, 4_000, 600
FAR = 3.4
"""Beyond it nothing is left of the integrand below."""
SETTLED = 1e-12
"""So near to its target a distribution function is there: no sum above is more exact."""
CLOSE = 1e-6
"""Two computations of one limit may differ by so much of it; verdicts are compared as they are."""

Record = dict[str, Any]
Cells = Sequence[tuple[float, float, float]]  # good, known, how many such clusters


class CannotRun(Exception):
    """The check itself cannot run: no such folder, no report in it."""


class Undecided(Exception):
    """The record does not carry what this figure is computed from; the message says what is missing."""


class Patience:
    """Until when the check may go on, by the clock that never goes back."""

    until = math.inf


def go_on() -> None:
    """Returns while there is time; raises Undecided."""
    if time.monotonic() > Patience.until:
        raise Undecided(f"the check had taken {MOST_SECONDS // 60} minutes")


@dataclass
class Outcome:
    """What came out the same, what differs, and what could not be decided and why."""

    same: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)

    def fail(self, where: str, stated: object, found: object, what: str = "verdict") -> None:
        """Adds a difference, with both values."""
        self.failures.append(
            f"[recomputed-otherwise] {plain(where)}: {what} is stated as {show(stated)}, the counts give {show(found)}"
        )

    def lines(self) -> Iterator[str]:
        """The outcome for a reader, the conclusion last."""
        yield from (f"ok           {line}" for line in self.same)
        yield from (f"FAILED       {line}" for line in self.failures)
        yield from (f"not checked  {line}" for line in self.undecided)
        decided, all_ = len(self.same), len(self.same) + len(self.failures) + len(self.undecided)
        if self.failures:
            yield f"NOT AS RECOMPUTED: {len(self.failures)} differ"
        else:
            yield f"RECOMPUTED: {decided} of {all_} decided again from the counts, none otherwise"


def plain(text: object) -> str:
    """The text in printable ASCII, for a terminal."""
    return ascii(str(text))[1:-1]


def show(value: object) -> str:
    """A value of the record for a terminal."""
    return f"{value:.10g}" if isinstance(value, float) else plain(value)


# Distributions


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz; DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x) - math.log(a)
    )
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 20_000):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / _away(1 + step * d), _away(1 + step / c)
            value *= d * c
        if abs(d * c - 1) < 1e-15:
            return min(1.0, front * value)
    raise Undecided(f"counts too large for this check ({max(a, b):.3g})")


def _away(value: float) -> float:
    """The value, kept away from zero."""
    return value if abs(value) > 1e-300 else 1e-300


def gamma_cdf(x: float, a: float) -> float:
    """The regularised incomplete gamma function P(a, x): its series, or the continued fraction of what is left."""
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for n in range(1, 100_000):
            term *= x / (a + n)
            total += term
            if term < total * 1e-17:
                return min(1.0, front * total)
        raise Undecided(f"counts too large for this check ({a:.3g})")
    b = x + 1 - a
    c, d = 1e300, 1 / b
    value = d
    for n in range(1, 100_000):
        step, b = -n * (n - a), b + 2
        d, c = 1 / _away(step * d + b), _away(b + step / c)
        value *= d * c
        if abs(d * c - 1) < 1e-15:
            return 1 - front * value
    raise Undecided(f"counts too large for this check ({a:.3g})")


def cross(rises: Callable[[float], float], target: float, low: float, high: float, near: float | None = None) -> float:
    """Where a function that rises from `low` to `high` (widened as needed, if infinite) passes the target.

    `near` is tried first: it is returned if the target is passed so near to it that no reader could tell.
    """
    if near is not None and low < near < high:
        aside = CLOSE / 4 * max(near, 1e-3)
        if rises(max(low, near - aside)) < target <= rises(min(high, near + aside)):
            return near
    if math.isinf(high):
        high = max(1.0, 2 * low)
        while rises(high) < target:
            high *= 2
    under, over = -target, 1 - target
    for turn in range(200):
        go_on()
        # In turns the middle and where a straight line would pass: the first is sure, the second soon near.
        middle = low + (high - low) * (-under / (over - under) if turn % 2 else 0.5)
        if not low < middle < high:
            break
        value = rises(middle) - target
        if abs(value) < SETTLED:
            return middle
        low, high, under, over = (middle, high, value, over) if value < 0 else (low, middle, under, value)
    return (low + high) / 2


def chance_above_zero(terms: Sequence[tuple[float, float]]) -> float:
    """P(sum of a times Gamma(m, 1) > 0) over terms (a, m), by Imhof's inversion (1961)."""
    terms = [(a, m) for a, m in terms if a and m]
    if not any(a > 0 for a, _ in terms):
        return 0.0
    if not any(a < 0 for a, _ in terms):
        return 1.0
    spread = math.sqrt(math.fsum(m * a * a for a, m in terms))
    away = math.fsum(m * a for a, m in terms) / spread
    if abs(away) > 30:
        return float(away > 0)

    def integrand(t: float) -> float:
        """Imhof's integrand at u = 2/spread * exp(pi * sinh t): the double-exponential rule (Takahasi & Mori 1974)."""
        go_on()
        u = 2 / spread * math.exp(math.pi * math.sinh(t))
        turn = math.fsum(m * math.atan(a * u) for a, m in terms)
        grown = math.fsum(m * math.log1p(a * a * u * u) for a, m in terms)
        return math.cosh(t) * math.sin(turn) * math.exp(-grown / 2)

    # The more clusters, the faster it turns: the step is halved until that changes nothing twice.
    step, total, settled = FAR / 64, math.fsum(integrand(FAR * place / 64) for place in range(-63, 64)), 0
    while settled < 2:
        if step < 1e-4:
            raise Undecided("too many runs in clusters for this check")
        places = round(FAR / step)
        middles = math.fsum(integrand(step * (place + 0.5)) for place in range(-places, places))
        settled = settled + 1 if abs(total - middles) * step < 1e-10 else 0
        step, total = step / 2, total + middles
    return min(1.0, max(0.0, 0.5 + step * total))


def gamma_sum_cdf(scales: Sequence[tuple[float, float]]) -> Callable[[float], float]:
    """The distribution function of a sum of gammas (scale, shape), as a mixture of them (Moschopoulos 1985)."""
    least, shape = min(scale for scale, _ in scales), math.fsum(m for _, m in scales)
    front = math.exp(math.fsum(m * math.log(least / scale) for scale, m in scales))
    ratios = [(1 - least / scale, m) for scale, m in scales if scale > least]
    shares, left = [front], 1 - front
    powers: list[float] = []
    while left > 1e-12:
        go_on()
        if len(shares) > MOST_TERMS:
            raise Undecided("events came together in numbers too unequal for this check")
        power = len(powers) + 1
        powers.append(math.fsum(m * ratio**power for ratio, m in ratios))
        share = math.fsum(powers[-1 - older] * shares[older] for older in range(power)) / power
        shares.append(share)
        left -= share

    def cdf(x: float) -> float:
        y, top = x / least, shape + len(shares) - 1
        below, total = gamma_cdf(y, top), 0.0
        for number in range(len(shares) - 1, -1, -1):
            total += shares[number] * below
            a = shape + number - 1
            below += math.exp(a * math.log(y) - y - math.lgamma(a + 1)) if number and y > 0 else 0.0
        return total

    return cdf


# Limits


class Limits(NamedTuple):
    """A value with its limits."""

    value: float
    low: float
    high: float


def clopper_pearson(k: float, n: float, level: float) -> Limits:
    """The limits of docs/reference/formulas.md#clopper-pearson."""
    half = (1 - level) / 2
    low = cross(lambda t: beta_cdf(t, k, n - k + 1), half, 0, 1) if k > 0 else 0.0
    high = 1 - cross(lambda t: beta_cdf(t, n - k, k + 1), half, 0, 1) if k < n else 1.0
    return Limits(k / n, low, high)


def gaffke(cells: Cells, level: float, unseen: float | None = None, near: tuple[float, float] | None = None) -> Limits:
    """The limits of docs/reference/formulas.md#gaffke, clusters given as good, known and how many such."""
    if len(cells) > MOST_CELLS:
        raise Undecided("too many kinds of clusters for this check")
    good, known = (math.fsum(cell[side] * cell[2] for cell in cells) for side in (0, 1))
    size = unseen or math.fsum(n * n * m for _, n, m in cells) / known

    def find_low(of: Cells, guess: float | None) -> float:
        def doubt(t: float) -> float:
            return 1 - chance_above_zero([*((k - t * n, m) for k, n, m in of), (-t * size, 1.0)])

        return cross(doubt, (1 - level) / 2, 0, 1, guess) if any(k for k, _, _ in of) else 0.0

    failed = [(n - k, n, m) for k, n, m in cells]
    low, high = find_low(cells, near and near[0]), 1 - find_low(failed, near and 1 - near[1])
    return Limits(good / known, low, high)


def find_largest(total: float, squares: float, count: float) -> float:
    """The largest that one of so many numbers can be, from their sum and that of their squares (Samuelson 1968)."""
    if not all(value == int(value) for value in (total, squares, count)):
        return (total + math.sqrt(max((count - 1) * (count * squares - total * total), 0))) / count
    total, squares, count = int(total), int(squares), int(count)
    # Of whole numbers the others are as alike as whole numbers can be.
    low, high = -(-total // count), min(total, math.isqrt(squares))
    while low < high:
        number = (low + high + 1) // 2
        each, more = divmod(total - number, count - 1) if count > 1 else (0, 0)
        fits = number**2 + (count - 1 - more) * each**2 + more * (each + 1) ** 2 <= squares
        low, high = (number, high) if fits else (low, number - 1)
    return low


def by_sums(sums: Sequence[float], level: float) -> Limits:
    """The limits of docs/reference/formulas.md#cluster-sums; sums are their number, k, n, k², n² and kn."""
    count, k, n, k2, n2, kn = sums
    if n2 == n:
        return clopper_pearson(k, n, level)
    top = math.isqrt(int(n2)) + 1
    least = max(top - find_largest(top * count - n, top * top * count - 2 * top * n + n2, count), 1)

    def find_low(k: float, k2: float, kn: float) -> float:
        failed, squares = n - k, n2 - 2 * kn + k2
        most = min(find_largest(failed, squares, count), find_largest(n, n2, count))
        if count * n2 == n * n and n % count == 0:
            return gaffke(list_alike(count, n / count, failed, squares, most), level).low if k else 0.0
        size = max(least, most)

        def doubt(t: float) -> float:
            s, s2, worst = k - t * n, k2 - 2 * t * kn + t * t * n2, (1 - t) * size - most
            usual = (s2 - worst * s) / (s - worst * count) if s - worst * count > 1e-9 * n else worst
            number = (count * usual - s) / (usual - worst) if usual > worst else count
            return 1 - chance_above_zero([(usual, count - number), (worst, number), (-t * n2 / n, 1.0)])

        return cross(doubt, (1 - level) / 2, 0, 1) if k else 0.0

    return Limits(k / n, find_low(k, k2, kn), 1 - find_low(n - k, n2 - 2 * kn + k2, n2 - kn))


def list_alike(count: float, size: float, failed: float, squares: float, most: float) -> Cells:
    """Clusters of one size of which as many as can be have the most failures, all others one of two numbers of them."""
    if most * count == failed:
        return [(size - most, size, count)]
    few = (failed * most - squares) // (count * most - failed)
    left = squares - (2 * few + 1) * failed + count * few * (few + 1)
    worst = left / ((most - few) * (most - few - 1)) if most > few + 1 else 0.0
    more = failed - few * count - worst * (most - few)
    numbers = [(few, count - more - worst), (few + 1, more), (most, worst)]
    return [(size - failures, size, number) for failures, number in numbers if number > 1e-9]


def gaffke_ratio(
    cells: Cells, most: Sequence[float], level: float, near: tuple[float | None, float | None] = (None, None)
) -> Limits:
    """The limits of docs/reference/formulas.md#ratio-over-tasks; clusters are top, bottom and how many such."""
    if len(cells) > MOST_CELLS:
        raise Undecided("too many kinds of clusters for this check")
    top, bottom = (math.fsum(cell[side] * cell[2] for cell in cells) for side in (0, 1))

    def below(t: float) -> float:
        return 1 - chance_above_zero([*((a - t * b, m) for a, b, m in cells), (-t * most[1], 1.0)])

    def above(t: float) -> float:
        return chance_above_zero([*((t * b - a, m) for a, b, m in cells), (-most[0], 1.0)])

    half, value = (1 - level) / 2, top / bottom
    return Limits(value, cross(below, half, 0, value, near[0]), cross(above, 1 - half, value, math.inf, near[1]))


def event_limits(counts: Record, k: float, n: float, level: float, near: tuple[float, float] | None = None) -> Limits:
    """Events per unit of exposure: docs/reference/formulas.md#garwood, #bursts, #periods and #customers."""
    half, spread = (1 - level) / 2, counts.get("dispersion") or 1.0
    bursts = [(float(size), float(number)) for size, number in counts.get("bursts") or ()]
    seen = [(size * spread, number / spread) for size, number in bursts]
    largest = max((size for size, _ in bursts), default=1.0)
    further = ((2 * largest if largest > 1 else 1.0) * spread, 1.0)
    low = cross(gamma_sum_cdf(seen), half, 0, math.inf) / n if seen else 0.0
    high = cross(gamma_sum_cdf([*seen, further]), 1 - half, 0, math.inf) / n
    periods = counts.get("periods") or ()
    if len(periods) >= 8:
        most = (2 if len(periods) >= 26 else 3) * max(periods) or 1
        _, under, over = gaffke([(count / most, 1, 1) for count in periods], level)
        scale = most * len(periods) / n
        low, high = min(low, under * scale), max(high, over * scale)
    if counts.get("clusters"):
        scale = counts["runs"] / n
        _, under, over = gaffke(counts["clusters"], level, None, near and (near[0] / scale, near[1] / scale))
        low, high = min(low, under * scale), max(high, over * scale)
    return Limits(k / n, low, min(high, 1.0) if counts.get("in_runs") and k <= n else high)


NEEDED = {
    "Bayer-Fay-Graubard": "an AI judge's errors were taken out, which takes its calibration",
    "post-stratified": "parts were weighted by their shares of real use, which takes the runs by part",
    "hypergeometric": "the limits are those of a sample from a window of known size",
    "published": "value and limits are as their publisher printed them",
    "Fieller over clusters": "a curve was fitted to tasks by length",
    "t": "the limits of a mean take the spread of the values",
}
NO_COUNTS: Record = {
    **dict.fromkeys(("clusters", "bursts", "periods", "if_bad", "if_good", "sums"), ()),
    **dict.fromkeys(("most", "runs", "hand_picked")),
    "unknown": 0,
    "in_runs": False,
    "watched": True,
}
OF_EVENTS = ("Garwood", "compound Poisson")


def compute_limits(figure: Record, counts: Record | None, per: float = 1.0) -> Limits:
    """Value and limits of a figure from its counts, events per so much exposure; raises Undecided."""
    method, k, n, level = figure["method"], figure["k"], figure["n"], figure["level"]
    cells = (counts or {}).get("clusters") or ()
    if not counts or counts is NO_COUNTS or method in NEEDED or not n or (k is None and not cells):
        raise Undecided(NEEDED.get(str(method), f"the record has no counts for limits by {plain(method)}"))
    if method == "Gaffke ratio":
        return gaffke_ratio(cells, counts["most"], level, (figure["low"], figure["high"]))
    near = (figure["low"] / per, figure["high"] / per)
    if method in OF_EVENTS or counts["bursts"] or counts["runs"] or counts["periods"]:
        found = event_limits(counts, k, n, level, near)
        return Limits(*(per * each for each in found))
    return limit_share(counts, "clusters", k, n, level, near)


def limit_share(
    counts: Record, which: str, k: float, n: float, level: float, near: tuple[float, float] | None = None
) -> Limits:
    """The limits of a share: of runs that stand alone, or of the clusters that the counts have under this key."""
    if sums := counts.get("sums"):
        return by_sums(sums[("clusters", "if_bad", "if_good").index(which)], level)
    cells = counts.get(which) or ()
    unseen = counts["most"][1] if counts.get("most") else None
    return gaffke(cells, level, unseen, near) if cells else clopper_pearson(k, n, level)


def check_counts(counts: Record, figure: Record) -> str:
    """Why k and n are not those of the clusters and bursts beside them; empty if they are."""
    k, n = figure["k"], figure["n"]
    bursts = math.fsum(size * number for size, number in counts["bursts"])
    if counts["bursts"] and bursts != k:
        return f"{k} events, and bursts of {bursts:g}"
    cells = [(*sums[1:3], 1) for sums in counts.get("sums", ())[:1]] or counts["clusters"]
    if k is None or counts["most"] or counts["runs"] or not cells:
        return ""
    good, known = (math.fsum(cell[side] * cell[2] for cell in cells) for side in (0, 1))
    return "" if abs(good - k) + abs(known - n) < CLOSE else f"{k} of {n}, and clusters with {good:g} of {known:g}"


# Promises

LEANING = {"met": "leaning-met", "breached": "leaning-breach"}
INTERIM = {"met": "on-track", "leaning-met": "on-track", "breached": "at-risk", "leaning-breach": "at-risk"}
MAY_LEAN = (
    *("repeated", "weighted_score", "cost_per_success", "robustness", "calibration", "time_horizon", "score", "mean"),
)
"""Kinds of figure that may show less than their interval, for reasons that no count tells."""


class Line(NamedTuple):
    """`at_least` or `at_most` a value; equality keeps the promise."""

    direction: str
    value: float

    def keeps(self, value: float) -> bool:
        """Whether the value is on the good side."""
        return value >= self.value if self.direction == "at_least" else value <= self.value

    def decide(self, found: Limits) -> str:
        """docs/reference/metrics.md: the interval as guard band."""
        near, far = (found.low, found.high) if self.direction == "at_least" else (found.high, found.low)
        if self.keeps(near):
            return "met"
        if not self.keeps(far):
            return "breached"
        return "leaning-met" if self.keeps(found.value) else "leaning-breach"


@dataclass
class Agent:
    """What the record says of one agent, with the policy and the day of the report."""

    record: Record
    policy: Record
    as_of: str
    where: str
    out: Outcome

    def details(self, metric: str) -> Record:
        """The details of one of its metrics."""
        return ((self.record.get("metrics") or {}).get(metric) or {}).get("details") or {}

    def judge(self, name: str, decide: Callable[[], None]) -> None:
        """Runs one decision, and notes whether it came out the same, otherwise or not at all."""
        where, failed = f"{self.where} {name}", len(self.out.failures)
        try:
            go_on()
            decide()
        except Undecided as why:
            if len(self.out.failures) == failed:
                self.out.undecided.append(f"{plain(where)}: {plain(why)}")
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError) as error:
            self.out.failures.append(f"[bad-record] {plain(where)}: {type(error).__name__}: {plain(error)}")
        else:
            if len(self.out.failures) == failed:
                self.out.same.append(plain(where))

    def hold(self, name: str, stated: object, found: object, what: str = "verdict") -> None:
        """Fails unless both are the same; numbers may differ by as much as two computations do."""
        same = stated == found
        if isinstance(stated, (int, float)) and isinstance(found, (int, float)):
            same = abs(stated - found) <= CLOSE * max(1.0, abs(stated), abs(found))
        if not same:
            self.out.fail(f"{self.where} {name}", stated, found, what)

    def hold_limits(self, name: str, figure: Record, found: Limits, value: str) -> None:
        """Fails unless value, limits and level of a figure are these, or the policy's."""
        for place, key in enumerate((value, "low", "high")):
            self.hold(name, figure[key], found[place], key)
        if figure["level"] < self.policy.get("level", 0) - CLOSE:
            self.out.fail(f"{self.where} {name}", figure["level"], self.policy["level"], "level")


def decide_promise(agent: Agent, promise: Record) -> None:
    """One promise: figure, limits and verdict; raises Undecided where counts do not tell."""
    name, verdict = f"{promise['pact']}/{promise['id']}", promise["verdict"]
    if promise["decided_by"] == "reason":
        agent.hold(name, verdict, "not-applicable")
        raise Undecided("it does not apply, for a recorded reason")
    if promise["decided_by"] == "history":
        agent.hold(name, verdict, "breached")
        raise Undecided("it stands as an earlier report has it")
    if promise["kind"] == "boolean":
        agent.hold(name, verdict, decide_record(agent, name, promise))
    elif promise["estimate"] is None:
        if verdict != "missing":
            raise Undecided(promise.get("reason") or "there is no figure")
        agent.hold(name, promise["k"], None, "k")
    else:
        decide_figure(agent, name, promise)


def decide_record(agent: Agent, ref: str, promise: Record) -> str:
    """What the latest record says that a promise asks for."""
    if not promise["evidence"]:
        return "missing"
    named = next(item for item in agent.record["evidence"] if item["id"] == promise["evidence"][0])
    gone = {gap["evidence"] for gap in promise["left_out"]}
    latest = max(
        (item["collected"]["to"], item["id"])
        for item in agent.record["evidence"]
        if item["kind"] == named["kind"] and item["collected"] and ref in item["bears_on"]
        if item["id"] not in gone and not item["set_aside"]
    )
    agent.hold(ref, named["id"], latest[1], "the latest record")
    if named.get("says") is None:
        raise Undecided("the report does not have what the record says")
    return str(named["says"])


def decide_figure(agent: Agent, name: str, promise: Record) -> None:
    """A promise with a figure: its limits by its counts, then the verdict by its limits."""
    counts = promise["counts"] = promise["counts"] or NO_COUNTS
    if promise["low"] is None or promise["high"] is None:
        raise Undecided("a limit does not exist")
    if odd := check_counts(counts, promise):
        agent.out.fail(f"{agent.where} {name}", odd, "the same twice", "the count")
    ends, missing = find_ends(agent, name, promise)
    inferred = decide_never(promise, ends[0]) if promise["threshold"]["direction"] == "never" else None
    if inferred is None:
        inferred = decide_by_line(agent, name, promise, ends)
    if (cautious := weaken(agent, promise, inferred)) != inferred:
        inferred = cautious
    elif promise["kind"] in MAY_LEAN and LEANING.get(inferred) == promise["inferred"]:
        inferred, missing = promise["inferred"], missing or "it leans, for a reason that its notes tell"
    verdict = inferred
    if promise["observed"] is not None:
        verdict = decide_observed(agent, name, promise, ends, inferred)
    if verdict == "met" and is_unsure(agent, promise):
        verdict = "leaning-met"
    agent.hold(name, promise["inferred"], in_force(promise, inferred), "inferred verdict")
    agent.hold(name, promise["verdict"], in_force(promise, verdict))
    if missing:
        raise Undecided(f"{missing}; the verdict follows from the limits as stated")


def in_force(promise: Record, verdict: str) -> str:
    """The verdict, or between two reviews how the promise stands."""
    return verdict if promise["judged_on"] else INTERIM.get(verdict, verdict)


def find_ends(agent: Agent, name: str, promise: Record) -> tuple[list[Limits], str]:
    """The figure, or those with all unknown outcomes bad and good; as stated, and why, where counts do not tell."""
    counts, target = promise["counts"], promise["threshold"]
    stated = Limits(promise["estimate"], promise["low"], promise["high"])
    try:
        found = compute_limits(promise, counts, target["per"])
    except Undecided as why:
        if promise["unknown"] and target["direction"] != "never":
            raise
        return [stated], str(why)
    if promise["kind"] == "calibration" and abs(found.value - stated.value) > CLOSE:
        found = from_minus_one(found)
    agent.hold_limits(name, promise, found, "estimate")
    k, n, m, level = promise["k"], promise["n"], promise["unknown"], promise["level"]
    if not m or target["direction"] == "never":
        return [found], ""
    if promise["kind"] == "rate":
        raise Undecided("which of the unconfirmed incidents came together is not in the record")
    bad = limit_share(counts, "if_bad", k, n + m, level) if k is not None or counts["if_bad"] else found
    good = limit_share(counts, "if_good", (k or 0) + m, n + m, level)
    ends = [bad, good]
    if promise["kind"] == "calibration":
        ends = [from_minus_one(end) for end in ends] if promise["estimate"] == found.value else ends
    for place, end in enumerate(sorted(end.value for end in ends)):
        agent.hold(name, sorted(promise["bounds"])[place], end, "bounds")
    return ends, ""


def from_minus_one(found: Limits) -> Limits:
    """A share as a difference from -1 to 1: that of stated confidence and success."""
    return Limits(*(2 * each - 1 for each in found))


def decide_never(promise: Record, found: Limits) -> str:
    """One event breaches; without any the tolerable rate must lie at or above the upper limit."""
    if promise["k"]:
        return "breached"
    if promise["unknown"]:
        return "incomplete"
    tolerable = promise["threshold"]["value"]
    return "met" if tolerable is not None and found.high <= tolerable else "leaning-met"


def decide_by_line(agent: Agent, name: str, promise: Record, ends: Sequence[Limits]) -> str:
    """The verdict on which the least and the greatest figure agree; of too few independent runs it leans."""
    counts, line = promise["counts"], Line(promise["threshold"]["direction"], promise["threshold"]["value"])
    units = promise.get("units")
    if units is None:
        in_clusters = math.fsum(m for _, _, m in counts["clusters"])
        in_clusters = counts["sums"][0][0] if counts.get("sums") else in_clusters
        units = in_clusters or (promise["n"] if counts["in_runs"] else math.inf)
    few = units < agent.policy["pact.units_min"]
    verdicts = [line.decide(end) for end in ends]
    verdicts = [LEANING.get(verdict, verdict) for verdict in verdicts] if few else verdicts
    if promise["unknown"]:
        bounds = [in_force(promise, verdict) for verdict in verdicts]
        agent.hold(name, promise["verdict_bounds"], bounds, "verdicts at the bounds")
    return verdicts[0] if len(set(verdicts)) == 1 else "incomplete"


def weaken(agent: Agent, promise: Record, verdict: str) -> str:
    """The verdict where a part of the runs, how they were chosen, watched or judged lets it only lean."""
    counts, kind = promise["counts"], promise["kind"]
    picked = counts["hand_picked"] if promise["decided_by"] == "picked" else None
    risky = picked == "risk_weighted" and kind != "zero"
    if promise["held_back"] or risky:
        return LEANING.get(verdict, verdict)
    return (
        "leaning-met"
        if verdict == "met" and (picked or is_unsure(agent, promise) or not counts["watched"])
        else verdict
    )


def is_unsure(agent: Agent, promise: Record) -> bool:
    """Whether an AI judge whose errors nobody measured decided a critical promise, which shows it no more."""
    uncalibrated = set(agent.details("proof-judgment").get("uncalibrated") or ())
    return promise["severity"] == "critical" and not uncalibrated.isdisjoint(promise["evidence"])


def decide_observed(agent: Agent, name: str, promise: Record, ends: Sequence[Limits], inferred: str) -> str:
    """The verdict where all runs were recorded: what they show, if there are enough of them."""
    if promise["threshold"]["direction"] == "never":
        return inferred
    line, kind = Line(promise["threshold"]["direction"], promise["threshold"]["value"]), promise["kind"]
    seen = ["met" if line.keeps(end.value) else "breached" for end in ends]
    observed = seen[0] if len(set(seen)) == 1 else "incomplete"
    agent.hold(name, promise["observed"], in_force(promise, observed), "observed verdict")
    if promise["held_back"] or promise["decided_by"] == "picked":
        return inferred
    if kind == "rate":
        return observed if observed != "met" or inferred == "met" else inferred
    kept = promise["k"] if line.direction == "at_least" else promise["n"] - promise["k"]
    shown = promise["n_min"] is not None and kept >= promise["n_min"]
    enough = shown if observed == "met" else promise["n"] >= agent.policy["pact.units_min"]
    return observed if enough else inferred


# Claims

WEAKER = {"supported": "partially-supported", "contradicted": "unsupported"}
USABLE = ("fresh", "due_soon", "stale")


def decide_claim(agent: Agent, claim: Record) -> None:
    """One claim: its figure and what that says of it, by the order of tests in docs/reference/metrics.md."""
    name, figure, line, counts = f"claim {claim['id']}", claim["quantity"], claim.get("line"), claim.get("counts")
    if figure["value"] is None:
        if claim["verdict"] not in ("unsupported", "out-of-scope"):
            raise Undecided(figure["reason"])
        return
    if not line or not counts:
        raise Undecided(f"the record has no line and counts for '{claim['operator']}'")
    if figure["low"] is None or figure["high"] is None:
        raise Undecided("a limit does not exist")
    if odd := check_counts(counts, figure):
        agent.out.fail(f"{agent.where} {name}", odd, "the same twice", "the count")
    missing, ends = "", [Limits(figure["value"], figure["low"], figure["high"])]
    try:
        ends = [compute_limits(figure, counts)]
        agent.hold_limits(name, figure, ends[0], "value")
        if counts["unknown"] and line["direction"] != "never":
            k, n, m, level = figure["k"], figure["n"], counts["unknown"], figure["level"]
            ends.append(limit_share(counts, "if_bad", k, n + m, level))
            ends.append(limit_share(counts, "if_good", k + m, n + m, level))
    except Undecided as why:
        missing = str(why)
    shown, thin = judge_claim(agent, figure, line, counts, ends)
    verdict = order_tests(agent, claim, shown, thin=thin)
    agent.hold(name, claim["verdict"], verdict)
    if verdict == "stale":
        agent.hold(name, claim["last_verdict"], shown, "verdict before it went stale")
    if missing:
        raise Undecided(f"{missing}; the verdict follows from the limits as stated")


def judge_claim(agent: Agent, figure: Record, line: Record, counts: Record, ends: Sequence[Limits]) -> tuple[str, bool]:
    """What the figure says of the claim, and whether it is too thin to say more than no."""
    found, policy, n_eff = ends[0], agent.policy, figure["n_eff"]
    few = n_eff is not None and n_eff < policy["low_n.n_eff"]
    if line["direction"] == "never":
        shown = judge_never(figure, line, counts, found)
        return weaken_claim(shown, counts, by_event=True), few and not figure["k"]
    delta = policy["claim.delta"] if figure["unit"] == "share" else 0.0
    known, *others = [compare_with_claim(Line(line["direction"], line["value"]), end, delta) for end in ends]
    shown = known
    if len(set(others)) > 1:
        shown = "partially-supported" if set(others) <= {"supported", "partially-supported"} else "unsupported"
    elif others:
        shown = others[0]
    if figure["status"] == "exploratory":
        shown = WEAKER.get(shown, shown)
    wide = figure["unit"] == "share" and found.high - found.low >= policy["low_n.width"]
    return weaken_claim(shown, counts, by_event=False), few or wide


def judge_never(figure: Record, line: Record, counts: Record, found: Limits) -> str:
    """One counterexample contradicts; without any the bound decides."""
    if figure["k"]:
        return "contradicted"
    if not figure["n_eff"]:
        return "unsupported"
    excluded = line["value"] is not None and found.high <= line["value"]
    return "supported" if excluded and not counts["unknown"] else "partially-supported"


def compare_with_claim(line: Line, found: Limits, delta: float) -> str:
    """Supported by the whole interval, contradicted by the whole of it, partly borne out where little is missing."""
    sign = 1 if line.direction == "at_least" else -1
    low, high = sorted((sign * found.low, sign * found.high))
    if low >= sign * line.value:
        return "supported"
    if high < sign * line.value:
        return "contradicted"
    near = sign * found.value >= sign * line.value or low >= sign * line.value - delta
    return "partially-supported" if near else "unsupported"


def weaken_claim(shown: str, counts: Record, *, by_event: bool) -> str:
    """What runs that were not drawn at random can say of all runs."""
    picked = counts["hand_picked"]
    weak = shown == "supported" or (shown == "contradicted" and picked == "risk_weighted" and not by_event)
    return WEAKER[shown] if picked and weak else shown


def order_tests(agent: Agent, claim: Record, shown: str, *, thin: bool) -> str:
    """The verdict of the first test that decides."""
    statuses = {item["evidence"]: item["status"] for item in agent.details("freshness").get("items") or ()}
    upheld = {name for contest in agent.record["contests"] if not contest["is_open"] for name in contest["named"]}
    if thin and shown != "contradicted":
        return "unsupported"
    if claim["other_scope"] and claim["id"] not in upheld:
        return "out-of-scope"
    if shown == "contradicted":
        return shown
    if claim["id"] in upheld:
        return "unsupported"
    return shown if any(statuses.get(name) in USABLE for name in claim["evidence"]) else "stale"


# The whole agent

SEVERITIES = ("critical", "high", "medium", "low")
OVERDUE = ("not-enacted", "override-lapsed", "missed-trigger")
FINDINGS = ("breach", "leaning-breach", "burn", "claim", "claim-change", "silent-change")  # kinds of no event on record
OPEN = ("leaning-met", "on-track", "leaning-breach", "at-risk", "incomplete")


class Standing(NamedTuple):
    """How one promise stands: all that posture looks at."""

    severity: str
    ref: str
    verdict: str
    inferred: str | None
    stale: bool
    overdue: bool
    unbreakable: bool

    @property
    def breached(self) -> bool:
        """Whether it is breached, observed or inferred."""
        return "breached" in (self.verdict, self.inferred)

    @property
    def broken(self) -> bool:
        """Whether it is breached or has no evidence."""
        return self.breached or self.verdict == "missing"


def list_standings(agent: Agent) -> list[Standing]:
    """The promises that bind, those that were taken out while broken included, worst severity first."""
    late = {entry["obligation"] for entry in agent.record["consequences"] if entry["state"] in OVERDUE}
    loose = {
        ref for found in agent.record["limitations"] if found["slug"] == "unbreakable_line" for ref in found["subjects"]
    }
    found = []
    for each in (*agent.record["obligations"], *agent.record["withdrawn"]):
        ref, is_there = f"{each['pact']}/{each['id']}", "stale" in each
        inferred, stale = (each["inferred"], each["stale"]) if is_there else (None, False)
        marks = (ref in late, ref in loose) if is_there else (False, False)
        found.append(Standing(each["severity"], ref, each["verdict"], inferred, stale, *marks))
    return sorted((each for each in found if each.verdict != "not-applicable"), key=_order)


def _order(standing: Standing) -> tuple[int, str]:
    return SEVERITIES.index(standing.severity), standing.ref


def decide_posture(agent: Agent) -> None:
    """The first rule that matches, as docs/explanation/no-composite-score.md has them, worst first."""
    if agent.record.get("blast_radius") is None:
        raise Undecided("an older report does not say how far failures reach")
    rule, posture, ref = find_posture(agent)
    agent.hold("posture", agent.record["posture"], posture, "posture")
    agent.hold("posture", agent.record["posture_rule"], rule, "the rule")
    agent.hold("posture", agent.record["decided_by"], ref, "what decides it")


def find_posture(agent: Agent) -> tuple[int, str, str | None]:
    """Number of the rule, posture, and the promise that decided."""
    standings = list_standings(agent)

    def first(severities: Sequence[str], holds: Callable[[Standing], bool]) -> Sequence[str | None]:
        return [each.ref for each in standings if each.severity in severities and holds(each)][:1]

    def whole(holds: object) -> Sequence[str | None]:
        return [None] if holds else []

    critical, grave, mild = SEVERITIES[:1], SEVERITIES[:2], SEVERITIES[2:]
    near = ("leaning-breach", "at-risk", "incomplete")
    against, against_minor = find_unanswered(agent)
    benchmark_only, has_other = find_classes(agent)
    reaches_far = agent.record["blast_radius"] in grave
    rules = (
        (1, "Blocked", whole(not standings)),
        (1, "Blocked", first(critical, lambda each: each.broken)),
        (2, "Restricted", first(("high",), lambda each: each.broken)),
        (2, "Restricted", first(critical, lambda each: each.verdict in near)),
        (2, "Restricted", first(critical, lambda each: each.overdue)),
        (3, "Conditional", first(grave, lambda each: each.verdict in OPEN)),
        (3, "Conditional", first(("medium",), lambda each: each.broken)),
        (3, "Conditional", first(grave, lambda each: each.unbreakable)),
        (3, "Conditional", whole(reaches_far and is_review_overdue(agent))),
        (3, "Conditional", whole(any(each["in_force"] and not each["valid"] for each in agent.record["overrides"]))),
        (3, "Conditional", whole(agent.record["vanished"])),
        (3, "Conditional", whole(against)),
        (4, "Provisional", first(("medium",), lambda each: each.verdict in OPEN)),
        (4, "Provisional", first(("low",), lambda each: each.verdict != "met" or each.breached)),
        (4, "Provisional", first(mild, lambda each: each.unbreakable)),
        (4, "Provisional", whole(against_minor)),
        (4, "Provisional", whole(benchmark_only)),
        (4, "Provisional", first(SEVERITIES, lambda each: each.stale)),
        (4, "Provisional", whole(not has_other)),
        (5, "Supported", [None]),
    )
    return next((rule, posture, found[0]) for rule, posture, found in rules if found)


def find_unanswered(agent: Agent) -> tuple[bool, bool]:
    """Whether evidence against the agent is not answered by a review: of any promise, and of low ones alone."""
    severities = {
        f"{pact['id']}/{each['id']}": each["severity"] for pact in agent.record["pacts"] for each in pact["obligations"]
    }
    minor = set()
    for item in agent.record["evidence"]:
        named = item["supports"] if item["kind"] in ("incident", "dispute") else item["bears_on"]
        if named and {severities.get(ref) for ref in named} == {"low"}:
            minor.add(item["id"])
    open_ = [each["evidence"] for each in agent.details("adverse-evidence").get("items") or () if not each["review"]]
    return any(name not in minor for name in open_), any(name in minor for name in open_)


def find_classes(agent: Agent) -> tuple[bool, bool]:
    """Whether all current evidence is from benchmarks, and whether any is from anything else."""
    adverse = {each["evidence"] for each in agent.details("adverse-evidence").get("items") or ()}
    items = agent.details("freshness").get("items") or ()
    usable = {item["evidence"] for item in items if item["status"] in USABLE} - adverse
    classes = {item["class"] for item in agent.record["evidence"] if item["id"] in usable} - {None}
    return classes == {"benchmark"}, bool(classes - {"benchmark"})


def list_open_events(agent: Agent) -> list[Record]:
    """Events on record that no review has closed."""
    triggers = agent.record["reviews"]["triggers"]
    return [each for each in triggers if each["kind"] not in FINDINGS and each["closed_by"] is None]


def is_review_overdue(agent: Agent) -> bool:
    """Whether the scheduled review, or that of an event on record, was due before the day of the report."""
    days = [agent.record["reviews"]["due"], *(each["deadline"] for each in list_open_events(agent))]
    return any(day is not None and day < agent.as_of for day in days)


def decide_valid_until(agent: Agent) -> None:
    """The first day on which something ends that is in force."""
    record = agent.record
    if record.get("accepted_risks") is None:
        raise Undecided("an older report does not say how long risks are accepted")
    ends = [each["valid_until"] for each in record["obligations"] if each["verdict"] != "not-applicable"]
    ends += [record["reviews"]["due"], *(each["deadline"] for each in list_open_events(agent))]
    ends += [each["expires"] for each in record["overrides"] if each["in_force"]]
    ends += [each["valid_until"] for each in record["accepted_risks"]]
    for pact in record["pacts"]:
        renewal = pact["renewal"] or {"mode": "automatic", "due": None}
        ends.append(pact["valid_until"])
        if renewal["due"] and renewal["mode"] != "automatic":
            attested = any(renewal["due"] <= day <= agent.as_of for day in renewal["attested"])
            ends.append(None if attested else renewal["due"])
    agent.hold("valid until", record["valid_until"], min((day for day in ends if day), default=None), "the day")
    for each in record["obligations"]:
        ages = [item["expires_on"] for item in each["freshness"] or () if item["expires_on"]]
        if ages and (each["valid_until"] or "9999") > min(ages):
            agent.out.fail(f"{agent.where} {each['pact']}/{each['id']}", each["valid_until"], min(ages), "valid until")


LOWERING = ("narrow-authority", "suspend")
"""Consequences that take the agent to a lower rung."""


def decide_authority(agent: Agent) -> None:
    """What the policy allows by posture, never more than granted, less after consequences that were enacted."""
    stated = agent.record["authority"]
    ladder, granted = stated["ladder"], stated["ladder"].index(stated["granted"])
    rule, approve_each = agent.policy.get(f"authority.{agent.record['posture']}"), stated.get("human_before_each")
    if rule == "approve-each" and approve_each is None:
        raise Undecided("an older report does not say on which rung a human approves each action")
    allowed = {"granted": granted, "one-down": max(0, granted - 1)}.get(str(rule), 0)
    lowered, rung = [], min(granted, ladder.index(approve_each) if rule == "approve-each" else allowed)
    for each in agent.record["consequences"]:
        enacted, reversed_ = each["enacted_at"], each["reversed_at"]
        if each["action"] not in LOWERING or not enacted or enacted > agent.as_of:
            continue
        if reversed_ and reversed_ <= agent.as_of:
            continue
        named = [name for name in ((each["authority"] or {}).get("after"), each["to"]) if name in ladder]
        led = 0 if each["action"] == "suspend" else ladder.index(named[0]) if named else max(0, granted - 1)
        if led < granted:
            lowered.append(each["id"])
            rung = min(rung, led)
    agent.hold("authority", stated["by_rules"], ladder[rung], "the rung by the rules")
    agent.hold("authority", stated["lowered_by"], sorted(lowered), "what lowers it")


# The report


def recompute(report: Record, where: str, out: Outcome) -> None:
    """Everything that counts decide in one report."""
    policy = report.get("policy")
    if not policy:
        out.undecided.append(f"{plain(where)}: an older report, without the policy and the counts that decided")
        return
    for record in report["agents"]:
        judge_agent(Agent(record, policy, report["as_of"], f"{where} {record['id']}", out))


def judge_agent(agent: Agent) -> None:
    """Its promises, its claims, its posture and authority, and the day until which that holds."""
    for promise in agent.record["obligations"]:
        agent.judge(f"{promise['pact']}/{promise['id']}", partial(decide_promise, agent, promise))
    for claim in agent.record["claims"]:
        agent.judge(f"claim {claim['id']}", partial(decide_claim, agent, claim))
    agent.judge("posture", partial(decide_posture, agent))
    agent.judge("authority", partial(decide_authority, agent))
    agent.judge("valid until", partial(decide_valid_until, agent))


def read_report(path: Path) -> Record:
    """The report in a file of at most 64 MiB; raises ValueError for anything else."""

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is no number")

    with path.open("rb") as stream:
        content = stream.read(LARGEST_READ + 1)
    if len(content) > LARGEST_READ:
        raise ValueError("larger than 64 MiB")
    if sum(map(content.count, (b",", b":", b"[", b"{"))) > MOST_MARKS:
        raise ValueError(f"more than {MOST_MARKS:,} marks of structure")
    report = json.loads(content.decode(), parse_constant=refuse)
    if not isinstance(report, dict):
        raise ValueError("no report")
    return report


def find_reports(given: Path) -> list[Path]:
    """The reports in a published folder (that of `latest/` and those of versions), a version, or the file itself."""
    if given.is_file():
        return [given]
    if (given / REPORT).is_file():
        return [given / REPORT]
    found = sorted(path for path in given.glob(f"*/{REPORT}") if path.is_file())
    if not found:
        raise CannotRun(f"{given}: there is no {REPORT}; give a published folder, a version, or the file")
    return found


def check(given: Path) -> Outcome:
    """The outcome for all reports that are found; raises CannotRun."""
    out, Patience.until = Outcome(), time.monotonic() + MOST_SECONDS
    try:
        for path in find_reports(given):
            _check_report(path, path.parent.name or str(path), out)
    finally:
        Patience.until = math.inf
    return out


def _check_report(path: Path, where: str, out: Outcome) -> None:
    try:
        report = read_report(path)
        if report.get("format") == "trustpages.withdrawn/1":
            out.undecided.append(f"{plain(where)}: it was withdrawn")
        elif report.get("format") != "trustpages.report/1":
            out.failures.append(f"[bad-record] {plain(where)}: the format is {plain(report.get('format'))}")
        else:
            recompute(report, where, out)
    except OSError as error:
        raise CannotRun(str(error)) from error
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        out.failures.append(f"[bad-record] {plain(where)}: {type(error).__name__}: {plain(error)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the check and prints its outcome."""
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="published folder, version, or report.json")
    parser.add_argument("--brief", action="store_true", help="without a line for each that is the same")
    options = parser.parse_args(arguments)
    try:
        out = check(options.folder)
    except CannotRun as error:
        print(f"could not check: {plain(error)}", file=sys.stderr)
        return COULD_NOT_RUN
    for line in out.lines():
        if not (options.brief and line.startswith("ok ")):
            print(line)
    return DIFFERS if out.failures else SAME


if __name__ == "__main__":
    sys.exit(main())
