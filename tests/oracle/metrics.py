"""What the report should say of an agent beyond its promises, and of comparisons, from the documents alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from scipy import optimize  # an oracle, used by tests only

from oracle.figures import exact_p, hill_numbers, kappa, repeated, rho_limits, rho_of, tau_limits, tau_of
from oracle.limits import Limits, clopper_pearson, gaffke, wilson
from oracle.recompute import Figures, recompute
from oracle.workspaces import AS_OF, Promise, RandomWorkspace, Values

LEVEL = 0.95
SHORT_OF = 0.05
"""Shortfall of the lower limit up to which a claim is borne out in part."""
FEWEST_UNITS = 30
CLASSES = ("benchmark", "runtime", "incident", "governance", "audit", "human_review", "red_team", "customer_outcome")
CLASS_OF = {"runs": "runtime", "benchmark_result": "benchmark"}
WEIGHTS = {"critical": 5, "high": 3, "medium": 2, "low": 1}
STATUSES = ("fresh", "due_soon", "stale", "expired")
TASKS = (
    *("plain", "producers", "clustered", "summed", "finite", "logged", "judged"),
    *("repeated", "weighted", "robustness", "horizon"),
)
"""The kinds of promise of success on tasks, which benchmarks test."""


def recompute_metrics(workspace: RandomWorkspace, against: Iterable[str]) -> Figures:
    """The figures of freshness, diversity, coverage, agreement, scores; `against` are items against the agent."""
    cadence = workspace.agent["cadence"]["evidence"]
    ages = {item["id"]: (AS_OF - _last_day(item)).days for item in workspace.items}
    figures: Figures = {}
    for item in workspace.items:
        figures |= _freshness(item["id"], ages[item["id"]], cadence)
    fresh = sum(age <= cadence for age in ages.values())
    figures |= _share("freshness/details/fresh", fresh, len(ages))
    current = [item for item in workspace.items if ages[item["id"]] <= 2 * cadence and item["id"] not in set(against)]
    figures |= _mixture(current, {name: 2 ** (-age / cadence) for name, age in ages.items()})
    boards = {item["benchmark"] for item in current if item["kind"] == "benchmark_result"}
    figures |= _coverage(workspace, boards)
    for item in workspace.items:
        if "ratings" in item:
            figures |= _agreement(item)
        if "successes_by_task" in item:
            figures |= _score(item)
    return figures


def _last_day(item: Values) -> date:
    """The last day of collection; what happened on one day has the age of that day."""
    own = item.get("occurred") or item.get("date")
    return date.fromisoformat(own or (item["collected"]["to"] if "collected" in item else "2026-06-20"))


def _freshness(name: str, age: int, cadence: int) -> Figures:
    at = f"freshness/details/items/evidence={name}"
    status = STATUSES[sum(age > line * cadence for line in (0.8, 1.0, 2.0))]
    weight = 2 ** (-age / cadence) if status != "expired" else 0.0
    return {f"{at}/age": age, f"{at}/ratio": age / cadence, f"{at}/status": status, f"{at}/weight": weight}


def _share(at: str, k: int, n: int) -> Figures:
    low, high = wilson(k, n, LEVEL)
    return {f"{at}/value": k / n, f"{at}/low": low, f"{at}/high": high}


def _mixture(current: list[Values], weights: dict[str, float]) -> Figures:
    amounts, makers = dict.fromkeys(CLASSES, 0.0), Counter[str]()
    for item in current:
        amounts[CLASS_OF.get(item["kind"]) or item["kind"]] += weights[item["id"]]
        makers[item.get("producer", {"name": "Vendor"})["name"]] += 1
    d0, d1, d2 = hill_numbers(list(amounts.values()))
    hhi = sum((number / len(current)) ** 2 for number in makers.values())
    at = "diversity/details"
    figures: Figures = {f"{at}/d0/value": d0, f"{at}/d1/value": d1, f"{at}/d2/value": d2, f"{at}/evenness": d1 / d0}
    figures |= {f"{at}/hhi/value": hhi, f"{at}/effective_sources": 1 / hhi}
    figures |= {f"{at}/amounts/{at_}/1": amounts[name] for at_, name in enumerate(CLASSES)}
    return figures | _share(f"{at}/independence", len(current) - makers["Vendor"], len(current))


def _coverage(workspace: RandomWorkspace, boards: set[str]) -> Figures:
    consequence = {step["id"]: step["consequence"] for step in workspace.agent["workflow"]["steps"]}
    top = whole = 0.0
    if not boards:
        return {}
    for promise in workspace.promises:
        weight = WEIGHTS[consequence[promise.terms["step"]]]
        links = (_link(board, promise) for board in workspace.benchmarks if board["id"] in boards)
        top, whole = top + weight * max(links, default=0.0), whole + weight
    return {"coverage/details/weighted/value": top / whole}


def _link(board: Values, promise: Promise) -> float:
    name, step = promise.terms["id"], promise.terms["step"]
    is_of_tasks = name.rsplit("-", 1)[0] in TASKS or promise.terms["measure"] == {"kind": "zero", "of": "runs"}
    best = 0.0
    for link in board["mapping"]:
        if link.get("obligation") == f"service/{name}":
            best = max(best, 1.0 if link["strength"] == "direct" and is_of_tasks else 0.5)
        if link.get("step") == step and is_of_tasks:
            best = max(best, 0.0 if link["strength"] == "none" else 0.5)
    return best


def _agreement(item: Values) -> Figures:
    table, at = item["ratings"]["table"], f"proof-judgment/details/agreements/evidence={item['id']}"
    value, (low, high) = kappa(table, LEVEL, item["ratings"]["scale"])
    units = sum(map(sum, table))
    figures = _share(f"{at}/raw", sum(row[i] for i, row in enumerate(table)), units)
    beyond = (value, low, high) if units >= FEWEST_UNITS else (None, None, None)
    return figures | {f"{at}/beyond_chance/{name}": x for name, x in zip(("value", "low", "high"), beyond, strict=True)}


def _score(item: Values) -> Figures:
    good, tries = item["successes_by_task"], item["trials"]
    at = f"benchmark-quality/details/results/evidence={item['id']}"
    low, high = gaffke([(k, tries) for k in good], LEVEL)
    figures = {f"{at}/interval/value": sum(good) / tries / len(good)}
    figures |= {f"{at}/interval/low": low, f"{at}/interval/high": high}
    if tries == 1:
        return figures
    for k in range(1, tries + 1):
        for name, need in (("every", "all"), ("any", "any")):
            values = [repeated(c, tries, k, need) for c in good]
            path = f"{at}/repeats/k={k}/{name}"
            limits = gaffke([(value, 1) for value in values], LEVEL)
            figures |= {f"{path}/value": sum(values) / len(values), f"{path}/low": limits[0], f"{path}/high": limits[1]}
    return figures


def recompute_ranks(rows: list[Values]) -> Figures:
    """The figures of one comparison of agents."""
    scores, outcomes = [row["score"] for row in rows], [row["successes"] / row["runs"] for row in rows]
    rho, tau, n = rho_of(scores, outcomes), tau_of(scores, outcomes), len(rows)
    figures: Figures = {"rho/value": rho, "tau/value": tau}
    for name, (low, high) in (("rho", rho_limits(rho, n, LEVEL)), ("tau", tau_limits(tau, n, LEVEL))):
        figures |= {f"{name}/low": low, f"{name}/high": high}
    return figures | ({"p": exact_p(scores, outcomes)} if n <= 8 else {})


def recompute_claim(claim: Values, promise: Promise) -> Figures:
    """The verdict on a claim about a share, from the promise that checks it at the level of the policy."""
    terms = promise.terms | {"window": {"from": "2020-01-01", "to": str(AS_OF), "population": math.inf}}
    if terms["id"].startswith("producers"):
        # The one that says less of what is claimed stands for both.
        terms |= {"threshold": {claim["operator"]: claim["value"]}}
    found = recompute(Promise(terms, promise.items, promise.files))
    if found["estimate"] is None or found.get("unknown"):
        return {}
    value, limits = found["estimate"], (found["low"], found["high"])
    return {"verdict": _support(claim, value, limits, found.get("n", 0)), "quantity/value": value}


def _support(claim: Values, value: float, limits: Limits, n: int) -> str:
    line, up = claim["value"], claim["operator"] == "at_least"
    near, far = limits if up else limits[::-1]
    if (far < line) if up else (far > line):
        return "contradicted"
    if worth(value, limits, n) < 30 or limits[1] - limits[0] >= 0.30:
        return "unsupported"
    missing = line - near if up else near - line
    if missing <= 0:
        return "supported"
    return (
        "partially-supported"
        if missing <= SHORT_OF + 1e-9 or (value >= line if up else value <= line)
        else "unsupported"
    )


def worth(value: float, limits: Limits, n: int) -> float:
    """How many independent runs would have a Clopper-Pearson interval as wide."""
    width = limits[1] - limits[0]

    def miss(size: float) -> float:
        low, high = clopper_pearson(value * size, size, LEVEL)
        return high - low - width

    return n if miss(n) >= -1e-9 else float(optimize.brentq(miss, 1e-3, n))


def look_up(record: Any, path: str) -> Any:
    """The value at a path of keys, numbers, and `key=value` for the record of a list that has it."""
    for part in path.split("/"):
        if record is None:
            return None
        key, is_named, name = part.partition("=")
        if is_named:
            record = next((entry for entry in record if str(entry[key]) == name), None)
        else:
            record = record[int(part)] if isinstance(record, list) else record[part]
    return record


def agree(expected: Any, reported: Any, tolerance: float = 1e-6) -> bool:
    """Whether the report says what was computed anew, numbers up to so much."""
    if isinstance(expected, list):
        return isinstance(reported, list) and all(map(agree, expected, reported, [tolerance] * len(expected)))
    if isinstance(expected, float | int) and isinstance(reported, float | int):
        return math.isclose(expected, reported, rel_tol=tolerance, abs_tol=1e-8)
    return expected == reported or (expected == math.inf and reported is None)
