"""Random workspaces as plain documents: for every kind of promise an agent with evidence of many shapes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

AS_OF = date(2026, 6, 30)
FIRST = date(2026, 4, 2)
"""First of the ninety days that end with the report."""
Values = dict[str, Any]
HEAD: Values = {"schema": "trustpages/1", "visibility": "public", "illustrative": True}


@dataclass
class Promise:
    """A promise, the evidence items that name it, and files beside them."""

    terms: Values
    items: list[Values]
    files: dict[str, str] = field(default_factory=dict)


@dataclass
class RandomWorkspace:
    """The documents of one agent and what concerns all."""

    promises: list[Promise]
    agent: Values
    claims: list[Values]
    benchmarks: list[Values]
    other_items: list[Values]

    @property
    def items(self) -> list[Values]:
        return [item for promise in self.promises for item in promise.items] + self.other_items


def draw_workspace(seed: int) -> RandomWorkspace:
    random = Random(seed)  # noqa: S311  # nothing secret
    promises = [draw(random, f"{name}-{at}") for name, draw in KINDS.items() for at in range(2)]
    steps = [{"id": f"step-{i}", "consequence": random.choice(SEVERITIES)} for i in range(4)]
    for promise in promises:
        promise.terms["step"] = random.choice(steps)["id"]
    agent = HEAD | {
        "kind": "agent",
        "id": "desk",
        "name": "Desk",
        "version": "v1",
        "deployed_since": "2026-01-01",
        "owner": {"name": "Operations", "role": "owner"},
        "workflow": {"id": "work", "summary": "Work.", "steps": steps},
        "authority": {"ladder": ["suspended", "autonomous"], "granted": "autonomous"},
        "blast_radius": "low",
        "cadence": {"review": 90, "evidence": random.choice([30, 60, 120])},
    }
    claims = [_claim(random, promise) for promise in promises if promise.terms["measure"]["kind"] == "proportion"]
    benchmarks = [_benchmark(random, number, steps, promises) for number in range(3)]
    return RandomWorkspace(promises, agent, claims, benchmarks, _others(random))


def write_workspace(workspace: RandomWorkspace, root: Path) -> None:
    trust = {"kind": "trust", "schema": "trustpages/1", "illustrative": True, "as_of": str(AS_OF)}
    documents = {
        "trust.yml": trust | {"publisher": {"name": "Vendor"}},
        "evidence/desk/agent.yml": workspace.agent,
        "evidence/desk/pacts/service.yml": HEAD
        | {"kind": "pact", "id": "service", "version": "1.0.0", "agent": "desk", "counterparty": "all"}
        | {"valid_from": "2025-01-01", "obligations": [promise.terms for promise in workspace.promises]},
        "evidence/desk/bundles/all.yml": HEAD
        | {"kind": "bundle", "id": "all", "agent": "desk", "agent_version": "v1"}
        | {"producer": {"name": "Vendor", "relationship": "vendor"}}
        | {"collected": {"from": str(FIRST), "to": "2026-06-20"}, "items": workspace.items},
        "evidence/desk/claims.yml": HEAD | {"kind": "claims", "agent": "desk", "claims": workspace.claims},
    }
    documents |= {f"evidence/benchmarks/{board['id']}.yml": board for board in workspace.benchmarks}
    files = {
        f"evidence/desk/bundles/{name}": text for promise in workspace.promises for name, text in promise.files.items()
    }
    for path, text in (files | {path: json.dumps(document, indent=1) for path, document in documents.items()}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


SEVERITIES = ("critical", "high", "medium", "low")


def _promise(random: Random, name: str, measure: Values, threshold: Values, **changes: Any) -> Values:
    window: Values = {"rolling": 90} | random.choice(
        [{"review_dates": [str(AS_OF)]}, {"reviews": "quarterly"}, {"reviews": "monthly"}, {"reviews": "yearly"}]
    )
    if window.get("reviews") == "yearly":
        window = {"from": str(FIRST), "to": str(AS_OF)}
    return {
        "id": name,
        "promise": f"Keeps {name}.",
        "severity": random.choice(SEVERITIES),
        "measure": measure,
        "threshold": threshold,
        "window": window | changes.pop("window", {}),
        "verification": "deterministic",
    } | changes


def _runs(name: str, **values: Any) -> Values:
    return {
        "kind": "runs",
        "id": f"{name}-runs",
        "supports": [f"service/{name}"],
        "setting": "production",
        "selection": "random",
        "method": "deterministic",
    } | values


def _line(random: Random) -> Values:
    key = random.choice(["at_least", "at_least", "at_most"])
    return {key: random.choice([0.5, 0.8, 0.9, 0.95, 0.99] if key == "at_least" else [0.02, 0.1, 0.3])}


def _truth(random: Random) -> float:
    return random.choice([0.0, 0.03, 0.4, 0.85, 0.95, 0.99, 1.0])


def _good(random: Random, n: int, truth: float) -> int:
    return sum(random.random() < truth for _ in range(n))


def _clusters(random: Random, fewest: int = 5, most: int = 25, *, least_size: int = 1) -> list[Values]:
    truth = random.uniform(0.2, 1.0)
    found = []
    for at in range(random.randint(fewest, most)):
        n = random.randint(least_size, 12)
        own = min(1.0, max(0.0, random.gauss(truth, 0.2)))
        found.append({"id": f"c{at}", "attempts": n, "successes": _good(random, n, own)})
    return found


def _plain_share(random: Random, name: str) -> Promise:
    truth, items = _truth(random), []
    for part in range(random.randint(1, 3)):
        n = random.choice([random.randint(1, 60), random.randint(60, 2000)])
        good = _good(random, n, truth)
        unknown = random.choice([0, 0, random.randint(0, n - good)])
        items.append(_runs(name, id=f"{name}-runs-{part}", attempts=n, successes=good, unknown=unknown))
    window = {"expected_runs": 10_000} if random.random() < 0.5 else {}
    return Promise(_promise(random, name, {"kind": "proportion"}, _line(random), window=window), items)


def _share_of_two(random: Random, name: str) -> Promise:
    """Runs by two producers, who may find the agent to be as good, or not."""
    truth, items = _truth(random), []
    for number, maker in enumerate(("Vendor", random.choice(["Vendor", "Lab", "Customer"]))):
        n = random.choice([random.randint(6, 40), random.randint(60, 600)])
        own = truth if random.random() < 0.5 else _truth(random)
        item = _runs(name, id=f"{name}-runs-{number}", attempts=n, successes=_good(random, n, own))
        items.append(item | {"producer": {"name": maker, "relationship": RELATIONS[maker]}})
    return Promise(_promise(random, name, {"kind": "proportion"}, _line(random)), items)


def _clustered_share(random: Random, name: str) -> Promise:
    return Promise(
        _promise(random, name, {"kind": "proportion"}, _line(random)), [_runs(name, clusters=_clusters(random))]
    )


def _summed_share(random: Random, name: str) -> Promise:
    pairs = [(cluster["successes"], cluster["attempts"]) for cluster in _clusters(random, 8, 40, least_size=2)]
    k, n = (sum(pair[at] for pair in pairs) for at in (0, 1))
    sums = {"clusters": len(pairs), "k": k, "n": n, "kn": sum(a * b for a, b in pairs)}
    sums |= {"k2": sum(a * a for a, _ in pairs), "n2": sum(b * b for _, b in pairs)}
    item = _runs(name, attempts=n, successes=k, cluster_sums=sums)
    return Promise(_promise(random, name, {"kind": "proportion"}, _line(random)), [item])


def _share_of_few(random: Random, name: str) -> Promise:
    n = random.randint(10, 80)
    window = {"population": n + random.randint(1, 4 * n)}
    item = _runs(name, attempts=n, successes=_good(random, n, _truth(random)))
    return Promise(_promise(random, name, {"kind": "proportion"}, _line(random), window=window), [item])


def _logged_share(random: Random, name: str) -> Promise:
    """Rows, of which some lie before the window, some have no outcome, and some come in clusters of customers."""
    truth, rows = _truth(random), ["run,at,customer,done"]
    clustered = random.random() < 0.6
    for row in range(random.randint(30, 150)):
        day = FIRST + timedelta(days=random.randint(-20, 70))
        done = "" if random.random() < 0.03 else "yes" if random.random() < truth else "no"
        rows.append(f"r{row},{day}T12:00:00Z,c{random.randint(0, 14)},{done}")
    data = {"file": f"{name}.csv", "run": "run", "at": "at", "success": {"column": "done", "equals": "yes"}}
    collected = {"from": str(FIRST - timedelta(days=20)), "to": str(FIRST + timedelta(days=70))}
    item = _runs(name, data=data | ({"cluster": "customer"} if clustered else {}), collected=collected)
    terms = _promise(random, name, {"kind": "proportion"}, _line(random))
    return Promise(terms, [item], {f"{name}.csv": "\n".join(rows) + "\n"})


def _judged_share(random: Random, name: str) -> Promise:
    def right(of: int) -> Values:
        return {"of": of, "correct": of - random.randint(0, of // 4)}

    n = random.randint(30, 400)
    item = {
        "kind": "human_review",
        "id": f"{name}-review",
        "supports": [f"service/{name}"],
        "attempts": n,
        "successes": _good(random, n, random.choice([0.5, 0.8, 0.9, 1.0])),
        "selection": "random",
        "method": "llm_judge",
    }
    calibration = {"positives": right(random.randint(20, 150)), "negatives": right(random.randint(20, 150))}
    item["judge"] = {"model": "judge", "family": "beta", "calibration": calibration}
    return Promise(_promise(random, name, {"kind": "proportion", "of": "human_review"}, _line(random)), [item])


def _quantile(random: Random, name: str) -> Promise:
    n, q = random.randint(20, 500), random.choice([0.5, 0.9, 0.95])
    values = {"seconds": {"n": n, "within": [{"limit": 30, "count": _good(random, n, random.choice([q, 0.99]))}]}}
    terms = _promise(random, name, {"kind": "quantile", "value": "seconds", "q": q}, {"at_most": 30})
    return Promise(terms, [_runs(name, attempts=n, successes=n, values=values)])


def _mean(random: Random, name: str) -> Promise:
    n = random.randint(10, 300)
    values = {"n": n, "mean": random.uniform(5, 15), "sd": random.uniform(0.5, 8), "skewness": random.uniform(-1.5, 3)}
    terms = _promise(random, name, {"kind": "mean", "value": "cost", "unit": "euro"}, {"at_most": 10})
    return Promise(terms, [_runs(name, attempts=n, successes=n, values={"cost": values})])


def _grouped_mean(random: Random, name: str) -> Promise:
    """A value of each run in a file, runs of one session being alike."""
    rows, common = ["run,session,cost"], random.choice([0.0, 1.0, 3.0])
    for session in range(random.randint(12, 60)):
        level = random.gauss(9.5, common)
        for run in range(random.randint(1, 8)):
            cost = level + random.choice([random.gauss(0, 2), random.expovariate(0.5) - 2])
            rows.append(f"r{session}-{run},s{session},{cost:.3f}")
    data = {"file": f"{name}.csv", "run": "run", "cluster": "session", "values": {"cost": "cost"}}
    terms = _promise(random, name, {"kind": "mean", "value": "cost", "unit": "euro"}, {"at_most": 10})
    return Promise(terms, [_runs(name, data=data)], {f"{name}.csv": "\n".join(rows) + "\n"})


def _counted_rate(random: Random, name: str) -> Promise:
    """Events in runs, by period or by cluster or just so many."""
    shape, per = random.choice(["plain", "periods", "clusters"]), random.choice([1, 100, 1000])
    events, attempts = random.randint(0, 30), random.randint(200, 5000)
    item = _runs(name, attempts=attempts, successes=attempts - events, events=events)
    if shape == "periods":
        counts = [random.choice([0, 0, 1, 2, random.randint(0, 6)]) for _ in range(random.choice([8, 13, 30]))]
        item |= {"by_period": counts, "events": sum(counts), "successes": attempts - sum(counts)}
    files = {}
    if shape == "clusters":
        rows = ["run,customer,fell"] + [
            f"r{row},c{random.randint(0, 19)},{int(random.random() < 0.05)}" for row in range(random.randint(100, 400))
        ]
        files[f"{name}.csv"] = "\n".join(rows) + "\n"
        event = {"column": "fell", "equals": 1}
        data = {"file": f"{name}.csv", "run": "run", "cluster": "customer", "event": event}
        item = _runs(name, data=data | {"success": {"column": "fell", "equals": 0}})
    terms = _promise(random, name, {"kind": "rate", "of": "events", "per": per}, {"at_most": 0.01 * per})
    return Promise(terms, [item], files)


def _incident_rate(random: Random, name: str) -> Promise:
    """Incidents, some reported together, in runs that are watched in part by a detector that was tested."""
    watching = {"fraction": random.choice([1.0, 0.7]), "detection": "automatic"}
    if random.random() < 0.5:
        watching["sensitivity"] = random.choice([0.8, 0.95])
    n = random.randint(200, 4000)
    items = [_runs(name, attempts=n, successes=n, monitoring=watching)]
    items += [
        {"kind": "incident", "id": f"{name}-incident-{at}", "supports": [f"service/{name}"], "severity": "minor"}
        | {"occurred": str(FIRST + timedelta(days=10 + at)), "visible_event": f"Event {name} {at}."}
        | {"count": random.choice([1, 1, 1, random.randint(1, 6)])}
        for at in range(random.randint(0, 7))
    ]
    return Promise(_promise(random, name, {"kind": "rate", "per": 100}, {"at_most": 1}), items)


def _never(random: Random, name: str) -> Promise:
    n, of = random.randint(20, 3000), random.choice(["runs", "events"])
    failed = random.choice([0, 0, 1, 3])
    counted = {"successes": n - failed} if of == "runs" else {"successes": n, "events": failed}
    terms = _promise(random, name, {"kind": "zero", "of": of}, {"tolerable_rate": random.choice([0.001, 0.01, 0.05])})
    return Promise(terms, [_runs(name, attempts=n, **counted)])


def _repeated(random: Random, name: str) -> Promise:
    tries = random.randint(2, 3)
    measure = {"kind": "repeated", "tries": tries, "need": random.choice(["all", "any", "same"])}
    clusters = _clusters(random, 6, 30, least_size=tries)
    return Promise(_promise(random, name, measure, {"at_least": 0.6}), [_runs(name, clusters=clusters)])


def _with_values(random: Random, name: str, measure: Values, threshold: Values, draw: Callable[[], float]) -> Promise:
    clusters = [cluster | {"values": {"value": round(draw(), 3)}} for cluster in _clusters(random, 6, 30)]
    return Promise(_promise(random, name, measure | {"value": "value"}, threshold), [_runs(name, clusters=clusters)])


def _weighted(random: Random, name: str) -> Promise:
    return _with_values(random, name, {"kind": "weighted_score"}, {"at_least": 0.6}, lambda: random.uniform(0.5, 10))


def _cost(random: Random, name: str) -> Promise:
    measure = {"kind": "cost_per_success", "most": 12.0}
    return _with_values(random, name, measure, {"at_most": 8}, lambda: random.uniform(0.5, 10))


def _calibration(random: Random, name: str) -> Promise:
    return _with_values(random, name, {"kind": "calibration"}, {"at_most": 0.2}, lambda: random.uniform(0.3, 1.0))


def _horizon(random: Random, name: str) -> Promise:
    clusters = []
    for at in range(random.randint(24, 40)):
        length, n = 2 ** random.uniform(0, 8), random.randint(1, 6)
        clusters.append({"id": f"t{at}", "attempts": n, "values": {"minutes": round(length, 3)}})
        clusters[-1]["successes"] = _good(random, n, 1 / (1 + length / 16))
    measure = {"kind": "time_horizon", "value": "minutes"}
    return Promise(_promise(random, name, measure, {"at_least": 8}), [_runs(name, clusters=clusters)])


def _robustness(random: Random, name: str) -> Promise:
    clusters = _clusters(random, 6, 25)
    changed = [cluster | {"successes": random.randint(0, cluster["successes"])} for cluster in clusters]
    total, good = (sum(cluster[key] for cluster in changed) for key in ("attempts", "successes"))
    outcomes = {"rephrased": {"attempts": total, "successes": good, "clusters": changed}}
    item = _runs(name, clusters=clusters, outcomes=outcomes)
    return Promise(_promise(random, name, {"kind": "robustness"}, {"at_least": 0.8}), [item])


KINDS: Mapping[str, Callable[[Random, str], Promise]] = {
    "plain": _plain_share,
    "producers": _share_of_two,
    "clustered": _clustered_share,
    "summed": _summed_share,
    "finite": _share_of_few,
    "logged": _logged_share,
    "judged": _judged_share,
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


def _claim(random: Random, promise: Promise) -> Values:
    name = promise.terms["id"]
    return {
        "id": f"says-{name}",
        "text": f"Says {name}.",
        "metric": "success",
        "operator": random.choice(["at_least", "at_most"]),
        "value": random.choice([0.5, 0.8, 0.9, 0.95]),
        "obligation": f"service/{name}",
        "date": "2026-05-01",
    }


def _benchmark(random: Random, number: int, steps: list[Values], promises: list[Promise]) -> Values:
    ties = random.random() < 0.4
    rows = []
    for at in range(random.choice([6, 8, 9, 12])):
        runs = random.randint(20, 300)
        score = round(random.uniform(0.2, 0.9), 1 if ties else 3)
        rows.append(
            {"agent": f"A{at}", "score": score, "n_tasks": 200, "runs": runs}
            | {"successes": _good(random, runs, min(1.0, max(0.0, random.gauss(score, 0.15))))}
        )
    mapping: list[Values] = [
        {"workflow": "work", "step": step["id"], "strength": random.choice(["none", "partial", "direct"]), "tasks": 10}
        for step in steps
        if random.random() < 0.7
    ]
    mapping += [
        {
            "agent": "desk",
            "obligation": f"service/{promise.terms['id']}",
            "strength": random.choice(["partial", "direct"]),
        }
        | {"tasks": 10}
        for promise in promises
        if random.random() < 0.15
    ]
    comparison = {"id": f"compared-{number}", "title": "Compared", "workflow": "work", "rows": rows}
    return HEAD | {
        "kind": "benchmark",
        "id": f"bench-{number}",
        "name": f"Bench {number}",
        "n_tasks": 200,
        "mapping": mapping,
        "comparisons": [comparison],
    }


def _others(random: Random) -> list[Values]:
    """Items for the metrics: scores, ratings by two people, and what makes a mixture of kinds, of any age."""

    def collected() -> Values:
        last = AS_OF - timedelta(days=random.randint(1, 200))
        return {"from": str(last - timedelta(days=5)), "to": str(last)}

    def producer() -> Values:
        return {"name": (name := random.choice(["Vendor", "Lab", "Customer"])), "relationship": RELATIONS[name]}

    items: list[Values] = []
    for number in range(3):
        tries, tasks = random.randint(1, 4), random.randint(20, 60)
        good = [_good(random, tries, random.random()) for _ in range(tasks)]
        items.append(
            {"kind": "benchmark_result", "id": f"score-{number}", "benchmark": f"bench-{number}", "n_tasks": tasks}
            | {"trials": tries, "successes_by_task": good, "score": sum(good) / tries / tasks}
            | {"method": "deterministic", "collected": collected(), "producer": producer()}
        )
    for number in range(2):
        q = random.choice([2, 3, 4])
        table = [[random.randint(5, 30) if i == j else random.randint(0, 8) for j in range(q)] for i in range(q)]
        items.append(
            {"kind": "human_review", "id": f"rated-{number}", "attempts": sum(map(sum, table)), "selection": "random"}
            | {"successes": sum(map(sum, table)), "method": "human", "collected": collected(), "producer": producer()}
            | {"ratings": {"table": table, "scale": random.choice(["nominal", "ordinal", "interval"])}}
        )
    for number in range(random.randint(0, 4)):
        last = collected()["to"]
        items.append(
            {"kind": "audit", "id": f"audit-{number}", "date": last, "scope": "Records.", "result": "pass"}
            | {"auditor": {"name": "Auditors"}, "collected": {"from": last, "to": last}, "producer": producer()}
        )
    return items


RELATIONS = {"Vendor": "vendor", "Lab": "third_party", "Customer": "customer"}
