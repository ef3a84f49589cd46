"""Cases of the rules about coverage and diversity: L30, L31, L32, L33, L34, L35, L36, L37."""

from __future__ import annotations

from typing import Any

from support.builders import OBLIGATION, Values, a_benchmark, a_benchmark_result, runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

THIRD_PARTY = {"name": "Lab", "relationship": "third_party"}


MAPPERS = [
    {"id": "vendor", "name": "Vendor", "party": {"name": "Vendor", "relationship": "vendor"}},
    {"id": "lab", "name": "Lab", "party": THIRD_PARTY},
]


def on_benchmark(*mappers: str, strength: str = "direct", **agent: Any) -> Workspace:
    """A current result on a benchmark that each mapper linked to the promise, of a critical step."""
    links = [{"agent": "desk", "obligation": OBLIGATION, "strength": strength, "mapper": mapper} for mapper in mappers]
    benchmark = a_benchmark(mapping=links, mappers=[mapper for mapper in MAPPERS if mapper["id"] in mappers])
    return documents(a_benchmark_result(), benchmarks=[benchmark], agent=agent)


def critical_step() -> Values:
    """A workflow whose one step is critical."""
    steps = [{"id": "answer", "consequence": "critical"}]
    return {"workflow": {"id": "service", "summary": "Answers requests.", "steps": steps}}


def from_party(id_: str, name: str, relationship: str = "third_party") -> Values:
    """A set of runs that somebody else produced."""
    return runs(id=id_, producer={"name": name, "relationship": relationship})


CASES = (
    RuleCase(
        "L30",
        fires=on_benchmark("lab", strength="partial", **critical_step()),
        clear=on_benchmark("lab", **critical_step()),
        says=("1 promise about critical parts of the work is neither tested directly", OBLIGATION),
        unknown=nothing(),
    ),
    RuleCase(
        "L31",
        fires=on_benchmark("lab", strength="none"),
        clear=on_benchmark("lab", strength="partial"),
        says=("0 %", "0 of 1 promise ", "no promise about a critical part"),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L32",
        fires=on_benchmark("lab"),
        clear=on_benchmark("lab", "vendor"),
        says=("Bench", "Lab alone"),
        unknown=documents(a_benchmark_result(), benchmarks=[a_benchmark()]),
    ),
    RuleCase(
        "L33",
        fires=documents(a_benchmark_result()),
        clear=documents(a_benchmark_result(), runs()),
        says=("(1 item)",),
        unknown=nothing(),
    ),
    RuleCase(
        "L34",
        fires=documents(a_benchmark_result()),
        clear=documents(a_benchmark_result(), runs()),
        says=("1 kind;", "runtime", "human review"),
        unknown=nothing(),
    ),
    RuleCase(
        "L35",
        fires=documents(a_benchmark_result()),
        clear=documents(a_benchmark_result(), a_benchmark_result(id="second", benchmark="other")),
        says=("bench",),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L36",
        fires=documents(runs(), from_party("paid", "Contractor", "contractor")),
        clear=documents(runs(), from_party("lab-runs", "Lab")),
        says=("2 of 2",),
        unknown=nothing(),
    ),
    RuleCase(
        "L37",
        fires=documents(runs(), runs(id="more"), from_party("lab-runs", "Lab")),
        clear=documents(runs(), from_party("lab-runs", "Lab")),
        says=("2 of 3 current items come from Vendor",),
        unknown=nothing(),
    ),
)
