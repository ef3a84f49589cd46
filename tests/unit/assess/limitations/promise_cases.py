"""L10 to L12, L14, L30 to L37, L47 to L55: evidence and what it shows of each promise."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    OBLIGATION,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_review,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.model.documents.pact import Obligation
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

THIRD_PARTY = {"name": "Lab", "relationship": "third_party"}
MAPPERS = [
    {"id": "vendor", "name": "Vendor", "party": {"name": "Vendor", "relationship": "vendor"}},
    {"id": "lab", "name": "Lab", "party": THIRD_PARTY},
]


def collected(days_ago: int) -> Values:
    """Days of collection that ended so many days ago."""
    return {"collected": {"from": days_before(days_ago + 1), "to": days_before(days_ago)}}


def sampled(successes: int, attempts: int, **obligation: Any) -> Workspace:
    """A random sample of runs, and the promise changed by the keywords."""
    return documents(runs(successes, attempts, selection="random"), obligations=[an_obligation(**obligation)])


def changed(kind: str) -> Values:
    """An agent that changed in one respect after the evidence was collected."""
    return {"changes": [{"date": days_before(5), "kind": kind, "summary": "A change.", "version": "v1"}]}


def on_benchmark(*mappers: str, strength: str = "direct", **agent: Any) -> Workspace:
    """A current result on a benchmark that each mapper linked to the promise, of a critical step."""
    links = [
        {"agent": "desk", "obligation": OBLIGATION, "strength": strength, "mapper": mapper}
        for mapper in mappers
    ]
    benchmark = a_benchmark(mapping=links, mappers=[mapper for mapper in MAPPERS if mapper["id"] in mappers])
    return documents(a_benchmark_result(), benchmarks=[benchmark], agent=agent)


def critical_step() -> Values:
    """A workflow whose one step is critical."""
    steps = [{"id": "answer", "consequence": "critical"}]
    return {"workflow": {"id": "service", "summary": "Answers requests.", "steps": steps}}


def from_party(id_: str, name: str, relationship: str = "third_party") -> Values:
    """A set of runs that somebody else produced."""
    return runs(id=id_, producer={"name": name, "relationship": relationship})


def promises(number: int) -> list[Obligation]:
    """So many promises."""
    return [an_obligation(id=f"promise-{n}") for n in range(number)]


def by_part(unknown: int) -> Workspace:
    """Runs in two parts: 10 of 152 without outcome in one, `unknown` of 260 in the other."""
    strata = [
        {"name": "mail", "attempts": 152, "successes": 130, "unknown": 10},
        {"name": "chat", "attempts": 260, "successes": 230, "unknown": unknown},
    ]
    return documents(runs(360, 412, unknown=10 + unknown, strata=strata))


def spent(bad: int) -> Workspace:
    """500 runs of 1,000 expected ones against a target of 0.95, so many of them bad."""
    promise = an_obligation(
        threshold={"at_least": 0.95}, window={"rolling": 90, "expected_runs": 1000, "min_samples": 1}
    )
    return documents(runs(500 - bad, 500), obligations=[promise])


def moved(day: date) -> Workspace:
    """A target that was changed on a day."""
    change = {"date": day, "field": "threshold", "before": "at least 0.95", "after": "at least 0.90"}
    return documents(runs(), obligations=[an_obligation(changes=[change])])


AUDIT: Values = {
    "kind": "audit",
    "id": "audit-1",
    "date": COLLECTED_TO,
    "scope": "All of it.",
    "auditor": {"name": "Auditor"},
    "result": "pass",
}
EARLY_RESULT = a_benchmark_result(**collected(20))
LATER_INCIDENT = an_incident(severity="major", occurred=days_before(15))

CASES = (
    RuleCase(
        "L10",
        fires=documents(a_benchmark_result(**collected(181))),
        clear=documents(a_benchmark_result(**collected(180))),
        says=("bench-result is 181 days old", "180 days"),
        severity=Severity.MEDIUM,
        unknown=documents(runs(), collected=None),
    ),
    RuleCase(
        "L11",
        fires=documents(runs(), collected=None),
        clear=documents(runs()),
        says=("1 of 1 evidence item has no date", "june-runs"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L12",
        fires=documents(runs(), agent=changed("model"), agent_version="v0"),
        clear=documents(runs()),
        says=("version v0", "version v1 is deployed", "1 material change (model)"),
        severity=Severity.CRITICAL,
        unknown=documents(runs(), agent_version=None),
    ),
    RuleCase(
        "L14",
        fires=documents(EARLY_RESULT, LATER_INCIDENT),
        clear=documents(EARLY_RESULT, LATER_INCIDENT, a_review(closes=["incident-1"], occasion="event")),
        says=("bench-result", "2026-06-15", "Major incident"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L30",
        fires=on_benchmark("lab", strength="partial", **critical_step()),
        clear=on_benchmark("lab", **critical_step()),
        says=("1 promise about critical parts of the work is not tested", OBLIGATION),
        severity=Severity.CRITICAL,
        unknown=nothing(),
    ),
    RuleCase(
        "L31",
        fires=on_benchmark("lab", strength="none"),
        clear=on_benchmark("lab", strength="partial"),
        says=("0 %", "0 of 1 promise ", "no promise about a critical part"),
        severity=Severity.HIGH,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L32",
        fires=on_benchmark("lab"),
        clear=on_benchmark("lab", "vendor"),
        says=("Bench", "Lab alone"),
        severity=Severity.MEDIUM,
        unknown=documents(a_benchmark_result(), benchmarks=[a_benchmark()]),
    ),
    RuleCase(
        "L33",
        fires=documents(a_benchmark_result()),
        clear=documents(a_benchmark_result(), runs()),
        says=("(1 item)",),
        severity=Severity.CRITICAL,
        unknown=nothing(),
    ),
    RuleCase(
        "L34",
        fires=documents(a_benchmark_result()),
        clear=documents(a_benchmark_result(), runs()),
        says=("1 kind;", "runtime", "human review"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L35",
        fires=documents(a_benchmark_result()),
        clear=documents(a_benchmark_result(), a_benchmark_result(id="second", benchmark="other")),
        says=("bench",),
        severity=Severity.MEDIUM,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L36",
        fires=documents(runs(), from_party("paid", "Contractor", "contractor")),
        clear=documents(runs(), from_party("lab-runs", "Lab")),
        says=("2 of 2",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L37",
        fires=documents(runs(), runs(id="more"), from_party("lab-runs", "Lab")),
        clear=documents(runs(), from_party("lab-runs", "Lab")),
        says=("2 of 3 current items come from Vendor",),
        severity=Severity.MEDIUM,
        unknown=nothing(),
    ),
    RuleCase(
        "L47",
        fires=sampled(35, 35),
        clear=sampled(36, 36),
        says=("success in at least 90 % of runs", "35 runs", "36 are needed"),
        severity=Severity.HIGH,
        unknown=documents(),
    ),
    RuleCase(
        "L48",
        fires=sampled(95, 100),
        clear=sampled(970, 1000),
        says=("95 of 100 met", "Completes the request", "at least 90 %", "About "),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L49",
        fires=documents(runs(180, 215, unknown=25, selection="random")),
        clear=documents(runs(180, 190, selection="random")),
        says=("25 of 215 runs", "83.7 % to 95.3 %"),
        severity=Severity.HIGH,
        unknown=documents(),
    ),
    RuleCase(
        "L50",
        fires=by_part(2),
        clear=by_part(12),
        says=("10 of 152 in mail", "2 of 260 in chat"),
        severity=Severity.HIGH,
        unknown=documents(runs(180, 215, unknown=25)),
    ),
    RuleCase(
        "L51",
        fires=documents(runs(), obligations=[an_obligation(window={"rolling": 90, "looks": 5})]),
        clear=documents(runs(), obligations=[an_obligation(window={"rolling": 90, "looks": 4})]),
        says=("checked 5 times", "about 5."),
        severity=Severity.LOW,
        unknown=documents(runs()),
    ),
    RuleCase(
        "L52",
        fires=documents(obligations=promises(10)),
        clear=documents(obligations=promises(9)),
        says=("With 10 promises", "up to 0.25 false alarms"),
        severity=Severity.LOW,
    ),
    RuleCase(
        "L53",
        fires=moved(days_before(89)),
        clear=moved(days_before(90)),
        says=("Completes the request", "at least 0.95 to at least 0.90", "2026-04-02"),
        severity=Severity.CRITICAL,
        unknown=nothing(),
    ),
    RuleCase(
        "L54",
        fires=documents(runs()),
        clear=documents(runs(), AUDIT),
        says=("1 item cited in the last report is gone: audit-1",),
        severity=Severity.CRITICAL,
        before=documents(runs(), AUDIT),
    ),
    RuleCase(
        "L55",
        fires=spent(38),
        clear=spent(30),
        says=("1.5 times too fast", "38 in 500 runs", "50 in 1,000", str(AS_OF.year)),
        severity=Severity.HIGH,
        unknown=documents(runs()),
    ),
)
