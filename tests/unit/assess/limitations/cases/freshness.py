"""Cases of the rules about freshness: L10, L11, L12, L13, L14."""

from __future__ import annotations

from support.builders import COLLECTED_TO, Values, a_benchmark_result, a_review, an_incident, days_before, runs
from trustpages.model.vocabulary import Severity
from unit.assess.limitations.cases.shared import result
from unit.assess.limitations.rule_case import RuleCase, documents, nothing


def collected(days_ago: int) -> Values:
    """Days of collection that ended so many days ago."""
    return {"collected": {"from": days_before(days_ago + 1), "to": days_before(days_ago)}}


def changed(kind: str) -> Values:
    """An agent that changed in one respect after the evidence was collected."""
    return {"changes": [{"date": days_before(5), "kind": kind, "summary": "A change.", "version": "v1"}]}


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
        unknown=nothing(),
    ),
    RuleCase(
        "L12",
        fires=documents(runs(), agent=changed("model"), agent_version="v0"),
        clear=documents(runs()),
        says=("version v0", "this report is about version v1", "1 material change (model)"),
        unknown=documents(runs(), agent_version=None),
    ),
    RuleCase(
        "L13",
        fires=result(benchmark={"status": "superseded", "status_date": COLLECTED_TO, "successor": "Bench 2"}),
        clear=result(),
        says=("Bench 1 was superseded on 2026-06-20", "point to Bench 2"),
        unknown=documents(a_benchmark_result()),
    ),
    RuleCase(
        "L14",
        fires=documents(EARLY_RESULT, LATER_INCIDENT),
        clear=documents(EARLY_RESULT, LATER_INCIDENT, a_review(closes=["incident-1"], occasion="event")),
        says=("bench-result", "2026-06-15", "Major incident"),
        unknown=nothing(),
    ),
)
