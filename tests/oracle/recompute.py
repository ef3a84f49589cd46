"""What the report should say of each promise, from its documents and the page of formulas alone."""

from __future__ import annotations

import csv
import io
import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from oracle.figures import repeated, time_horizon
from oracle.limits import (
    Limits,
    bursts,
    clopper_pearson,
    cluster_sums,
    first,
    gaffke,
    garwood,
    hypergeometric,
    lower_ratio,
    mean,
    melded,
    periods,
)
from oracle.workspaces import AS_OF, FIRST, Promise, Values

Figures = dict[str, Any]
"""Figures by their path in the record of the promise."""

FIVE = 5
"""Fewer clusters than this lean at most."""


def level_of(terms: Values) -> float:
    """With R days of review at most within any 365 days each is judged at 1 - alpha/R."""
    reviews = {"quarterly": 4, "monthly": 12}.get(terms["window"].get("reviews", ""), 1)
    return 1 - 0.05 / reviews


def keeps(terms: Values, value: float) -> bool:
    line = terms["threshold"]
    return bool(value >= line["at_least"] if "at_least" in line else value <= line["at_most"])


def verdict(terms: Values, value: float, limits: Limits, *, leans: bool = False) -> str:
    low, high = (keeps(terms, limit) for limit in limits)
    if low and high and not leans:
        return "met"
    if not low and not high and not leans:
        return "breached"
    return "leaning-met" if keeps(terms, value) else "leaning-breach"


def recompute(promise: Promise) -> Figures:
    """The figures of one promise."""
    kind = promise.terms["id"].rsplit("-", 1)[0]
    return RULES[kind](promise)


def _found(promise: Promise, value: float, limits: Limits, *, leans: bool = False, **others: Any) -> Figures:
    figures = {"estimate": value, "low": limits[0], "high": limits[1], "level": level_of(promise.terms)}
    return figures | {"inferred": verdict(promise.terms, value, limits, leans=leans)} | others


def _share(promise: Promise) -> Figures:
    terms, level = promise.terms, level_of(promise.terms)
    k = sum(item["successes"] for item in promise.items)
    m = sum(item.get("unknown", 0) for item in promise.items)
    n = sum(item["attempts"] for item in promise.items) - m
    if not n:
        return {"k": None, "estimate": None}
    limits = clopper_pearson(k, n, level)
    figures = _found(promise, k / n, limits, k=k, n=n, unknown=m, n_min=_fewest(terms, level))
    if m:
        ends = [(good, n + m) for good in (k, k + m)]
        both = [verdict(terms, a / b, clopper_pearson(a, b, level), leans=b < FIVE) for a, b in ends]
        figures |= {"bounds": [a / b for a, b in ends], "verdict_bounds": both}
        figures["inferred"] = both[0] if both[0] == both[1] else "incomplete"
        return figures | _budget(terms, n - k, n, limits)
    if n < FIVE:
        return figures | {"inferred": verdict(terms, k / n, limits, leans=True)}
    return figures | _change(terms, k, n, level) | _budget(terms, n - k, n, limits)


def _fewest(terms: Values, level: float) -> int | None:
    line = terms["threshold"]
    all_good = line["at_least"] if "at_least" in line else 1 - line["at_most"]
    return math.ceil(math.log((1 - level) / 2) / math.log(all_good) - 1e-9)


def _change(terms: Values, k: int, n: int, level: float) -> Figures:
    if "at_least" not in terms["threshold"]:
        return {}
    line, state = terms["threshold"]["at_least"], verdict(terms, k / n, clopper_pearson(k, n, level))
    fails = first(lambda more: clopper_pearson(k, n + more, level)[1] < line)
    goods = first(lambda more: clopper_pearson(k + more, n + more, level)[0] >= line)
    return {
        "would_change/failures_to_breach": None if state == "breached" else fails,
        "would_change/successes_to_meet": None if state == "met" else goods,
    }


def _budget(terms: Values, failed: int, seen: int, limits: Limits) -> Figures:
    expected, line = terms["window"].get("expected_runs"), terms["threshold"].get("at_least")
    if expected is None or line is None:
        return {}
    allowed = (1 - line) * expected
    return {
        "budget/allowed": allowed,
        "budget/consumed": failed / allowed,
        "budget/burn/value": failed / seen / (1 - line),
        "budget/burn/low": (1 - limits[1]) / (1 - line),
        "budget/burn/high": (1 - limits[0]) / (1 - line),
    }


WORST = ("breached", "leaning-breach", "leaning-met", "met")


def _producers(promise: Promise) -> Figures:
    """The worse of two producers where the interval of their difference excludes zero, else both together."""
    first, second = promise.items
    if first["producer"] != second["producer"]:
        p, q = (item["successes"] / item["attempts"] for item in promise.items)
        (least, most), (low, high) = (
            clopper_pearson(item["successes"], item["attempts"], 0.9) for item in promise.items
        )
        if p - q - math.hypot(p - least, high - q) > 0 or p - q + math.hypot(most - p, q - low) < 0:
            found = [_share(Promise(promise.terms, [item])) for item in promise.items]
            sign = 1 if "at_least" in promise.terms["threshold"] else -1
            return min(found, key=lambda figures: (WORST.index(figures["inferred"]), sign * figures["estimate"]))
    return _share(promise)


def _pairs(item: Values) -> list[tuple[int, int]]:
    return [(cluster["successes"], cluster["attempts"]) for cluster in item["clusters"]]


def _clustered(promise: Promise) -> Figures:
    pairs = _pairs(promise.items[0])
    return _gaffke_share(promise, pairs)


def _gaffke_share(promise: Promise, pairs: list[tuple[int, int]]) -> Figures:
    k, n = (sum(pair[at] for pair in pairs) for at in (0, 1))
    limits = gaffke(pairs, level_of(promise.terms))
    return _found(promise, k / n, limits, leans=len(pairs) < FIVE, k=k, n=n)


def _summed(promise: Promise) -> Figures:
    sums = promise.items[0]["cluster_sums"]
    return _found(promise, sums["k"] / sums["n"], cluster_sums(sums, level_of(promise.terms)), k=sums["k"], n=sums["n"])


def _finite(promise: Promise) -> Figures:
    item, population = promise.items[0], promise.terms["window"]["population"]
    k, n, level = item["successes"], item["attempts"], level_of(promise.terms)
    is_large = n / population > 0.1
    limits = hypergeometric(k, n, population, level) if is_large else clopper_pearson(k, n, level)
    return _found(promise, k / n, limits, k=k, n=n)


def _rows(promise: Promise) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(next(iter(promise.files.values())))))


def _logged(promise: Promise) -> Figures:
    since = date.fromisoformat(promise.terms["window"].get("from", str(FIRST)))
    rows = [row for row in _rows(promise) if since <= date.fromisoformat(row["at"][:10]) <= AS_OF]
    known = [row for row in rows if row["done"]]
    pairs: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in known:
        name = row["customer"] if "cluster" in promise.items[0]["data"] else row["run"]
        pairs[name][0] += row["done"] == "yes"
        pairs[name][1] += 1
    figures = _gaffke_share(promise, [(k, n) for k, n in pairs.values()]) | {"unknown": len(rows) - len(known)}
    if len(known) < len(rows):
        del figures["inferred"]
    return figures


def _judged(promise: Promise) -> Figures:
    item, level = promise.items[0], level_of(promise.terms)
    given = item["judge"]["calibration"]
    (tp, p), (tn, n) = ((given[side]["correct"], given[side]["of"]) for side in ("positives", "negatives"))
    q, runs = item["successes"] / item["attempts"], item["attempts"]
    value = min(1.0, max(0.0, (q - (1 - tn / n)) / (tp / p - (1 - tn / n))))
    low = melded(q, runs, (tp, p), (tn, n), level)
    high = 1 - melded(1 - q, runs, (tn, n), (tp, p), level)
    return _found(promise, value, (low, high), n=runs)


def _quantile(promise: Promise) -> Figures:
    given, q = promise.items[0]["values"]["seconds"], promise.terms["measure"]["q"]
    k, n = given["within"][0]["count"], given["n"]
    terms = promise.terms | {"threshold": {"at_least": q}}
    limits = clopper_pearson(k, n, level_of(terms))
    return _found(promise, k / n, limits, k=k, n=n) | {"inferred": verdict(terms, k / n, limits)}


def _mean(promise: Promise) -> Figures:
    given = promise.items[0]["values"]["cost"]
    limits = mean(given["n"], given["mean"], given["sd"], given["skewness"], level_of(promise.terms))
    weak = given["n"] < 30 or abs(given["skewness"]) / math.sqrt(given["n"]) > 0.15
    return _found(promise, given["mean"], limits, leans=weak, n=given["n"])


def _grouped_mean(promise: Promise) -> Figures:
    """The wider of t over values and t over what clusters add, each widened for its skewness."""
    by_session: dict[str, list[float]] = defaultdict(list)
    for row in _rows(promise):
        by_session[row["session"]].append(float(row["cost"]))
    groups, level = list(by_session.values()), level_of(promise.terms)
    values = [value for group in groups for value in group]
    n, count, value = len(values), len(groups), statistics.fmean(values)
    sd = statistics.stdev(values)
    cubes = math.fsum((x - value) ** 3 for x in values) / n / (sd * math.sqrt((n - 1) / n)) ** 3
    skewness = cubes * math.sqrt(n * (n - 1)) / (n - 2)
    parts = [math.fsum(x - value for x in group) for group in groups]
    squares = math.fsum(part**2 for part in parts)
    error = math.sqrt(squares * count / (count - 1)) / n
    own = math.fsum(part**3 for part in parts) / squares**1.5 * math.sqrt(count * (count - 1)) / (count - 2)
    plain = mean(n, value, sd, skewness, level)
    grouped = mean(count, value, error * math.sqrt(count), own * math.sqrt(count), level)
    wider = max((grouped, own), (plain, skewness / math.sqrt(n)), key=lambda found: found[0][1] - found[0][0])
    # What the clusters are worth: n over the design effect, at least 1, of the errors without correction for few.
    effect = max(1.0, squares / n**2 / (math.fsum((x - value) ** 2 for x in values) / (n - 1) / n))
    worth = n / effect
    if worth < 10:
        return {}
    weak = worth < 30 or abs(wider[1]) > 0.15
    return _found(promise, value, wider[0], leans=weak, n=n)


def _counted_rate(promise: Promise) -> Figures:
    item, per, level = promise.items[0], promise.terms["measure"]["per"], level_of(promise.terms)
    if "data" in item:
        pairs: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in _rows(promise):
            pairs[row["customer"]][0] += int(row["fell"])
            pairs[row["customer"]][1] += 1
        events, runs = (sum(pair[at] for pair in pairs.values()) for at in (0, 1))
        found = [garwood(events, runs, level), gaffke([(k, n) for k, n in pairs.values()], level)]
    else:
        events, runs = item["events"], item["attempts"]
        found = [garwood(events, runs, level)]
        if "by_period" in item:
            found.append(periods(item["by_period"], runs, level))
    return _rate(promise, events, runs, found, per)


def _rate(promise: Promise, events: int, exposure: float, found: list[Limits], per: float) -> Figures:
    low, high = min(limits[0] for limits in found), max(limits[1] for limits in found)
    if events <= exposure:
        high = min(high, 1.0)
    limits = (low * per, high * per)
    return _found(promise, events / exposure * per, limits, k=events, n=exposure)


def _incident_rate(promise: Promise) -> Figures:
    runs, incidents = promise.items[0], promise.items[1:]
    watching = runs["monitoring"]
    exposure = runs["attempts"] * watching["fraction"] * watching.get("sensitivity", 1.0)
    sizes = [incident["count"] for incident in incidents]
    found = [bursts(sizes, exposure, level_of(promise.terms))]
    return _rate(promise, sum(sizes), exposure, found, promise.terms["measure"]["per"])


def _never(promise: Promise) -> Figures:
    item, level = promise.items[0], level_of(promise.terms)
    n, line = item["attempts"], promise.terms["threshold"]["tolerable_rate"]
    in_runs = promise.terms["measure"]["of"] == "runs"
    x = n - item["successes"] if in_runs else item["events"]
    limits = clopper_pearson(x, n, level) if in_runs else garwood(x, n, level)
    limits = limits[0], min(1.0, limits[1])
    half = (1 - level) / 2
    fewest = math.log(half) / math.log(1 - line) if in_runs else -math.log(half) / line
    inferred = "breached" if x else "met" if limits[1] <= line else "leaning-met"
    figures = {"estimate": x / n, "low": limits[0], "high": limits[1], "level": level, "k": x, "n": n}
    return figures | {"inferred": inferred, "n_min": math.ceil(fewest - 1e-9)}


def _repeated(promise: Promise) -> Figures:
    measure = promise.terms["measure"]
    values = [repeated(c, n, measure["tries"], measure["need"]) for c, n in _pairs(promise.items[0])]
    limits = gaffke([(value, 1) for value in values], level_of(promise.terms))
    return _found(promise, sum(values) / len(values), limits, leans=len(values) < FIVE)


def _valued(item: Values) -> list[tuple[float, int, int]]:
    name = next(iter(item["clusters"][0]["values"]))
    return [(cluster["values"][name], cluster["successes"], cluster["attempts"]) for cluster in item["clusters"]]


def _weighted(promise: Promise) -> Figures:
    pairs = [(weight * k / n, weight) for weight, k, n in _valued(promise.items[0])]
    value = sum(top for top, _ in pairs) / sum(weight for _, weight in pairs)
    return _found(promise, value, gaffke(pairs, level_of(promise.terms)))


def _ratio(promise: Promise, pairs: list[tuple[float, float]], further: tuple[float, float]) -> Figures:
    """R with limits: for the lower a further cluster without a top, for the upper one without a bottom."""
    level, value = level_of(promise.terms), sum(a for a, _ in pairs) / sum(b for _, b in pairs)
    low = lower_ratio(pairs, (0.0, further[1]), level, most=value)
    # With tops and bottoms changed the ratio is that of b to a: its lower limit is one over the upper one.
    inverse = lower_ratio([(b, a) for a, b in pairs], (0.0, further[0]), level, most=1 / value if value else 1.0)
    return _found(promise, value, (low, 1 / inverse if inverse else math.inf))


def _cost(promise: Promise) -> Figures:
    tasks = _valued(promise.items[0])
    further = sum(n * n for *_, n in tasks) / sum(n for *_, n in tasks)
    most = promise.terms["measure"]["most"]
    return _ratio(promise, [(cost * n, k) for cost, k, n in tasks], (most * further, further))


def _robustness(promise: Promise) -> Figures:
    original = _pairs(promise.items[0])
    changed = [
        (cluster["successes"], cluster["attempts"]) for cluster in promise.items[0]["outcomes"]["rephrased"]["clusters"]
    ]
    pairs = [(a / n, b / m) for (a, n), (b, m) in zip(changed, original, strict=True)]
    return _ratio(promise, pairs, (1.0, 1.0)) if any(a for a, _ in pairs) else {}


def _calibration(promise: Promise) -> Figures:
    tasks = _valued(promise.items[0])
    n = sum(runs for *_, runs in tasks)
    value = sum(f * runs - k for f, k, runs in tasks) / n
    low, high = gaffke([((f * runs - k + runs) / 2, runs) for f, k, runs in tasks], level_of(promise.terms))
    return _found(promise, value, (2 * low - 1, 2 * high - 1))


def _horizon(promise: Promise) -> Figures:
    value, limits = time_horizon(_valued(promise.items[0]), level_of(promise.terms))
    return {"estimate": value} if limits is None else _found(promise, value, limits)


RULES: Mapping[str, Callable[[Promise], Figures]] = {
    "plain": _share,
    "producers": _producers,
    "clustered": _clustered,
    "summed": _summed,
    "finite": _finite,
    "logged": _logged,
    "judged": _judged,
    "quantile": _quantile,
    "mean": _mean,
    "grouped-mean": _grouped_mean,
    "counted-rate": _counted_rate,
    "incident-rate": _incident_rate,
    "never": _never,
    "repeated": _repeated,
    "weighted": _weighted,
    "cost": _cost,
    "calibration": _calibration,
    "horizon": _horizon,
    "robustness": _robustness,
}
