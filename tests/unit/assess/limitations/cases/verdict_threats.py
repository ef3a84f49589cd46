"""Cases of the rules about threats to verdicts: L51, L52, L53, L55, L74, L77."""

from __future__ import annotations

from datetime import date

from support.builders import AS_OF, an_obligation, days_before, runs
from trustpages.model.documents.pact import Obligation
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing


def promises(number: int) -> list[Obligation]:
    """So many promises."""
    return [an_obligation(id=f"promise-{n}") for n in range(number)]


def spent(bad: int) -> Workspace:
    """500 runs of 1,000 expected ones against a target of 0.95, so many of them bad."""
    window = {"from": days_before(49), "to": days_before(-50), "expected_runs": 1000, "min_samples": 1}
    promise = an_obligation(threshold={"at_least": 0.95}, window=window)
    return documents(runs(500 - bad, 500), obligations=[promise])


def moved(day: date) -> Workspace:
    """A target that was changed on a day."""
    change = {"date": day, "field": "threshold", "before": "at least 0.95", "after": "at least 0.90"}
    return documents(runs(), obligations=[an_obligation(changes=[change])])


NEXT_WEEK = days_before(-7)

CASES = (
    RuleCase(
        "L51",
        fires=documents(runs(), obligations=[an_obligation(window={"rolling": 90, "review_dates": []})]),
        clear=documents(runs(), obligations=[an_obligation(window={"rolling": 90, "review_dates": [NEXT_WEEK]})]),
        says=('no day on which "Completes the request" will be judged', "1 report in a row shows how it stands"),
        unknown=nothing(),
        severity=Severity.MEDIUM,
    ),
    RuleCase(
        "L52",
        fires=documents(obligations=promises(10)),
        clear=documents(obligations=promises(9)),
        says=("With 10 promises", "up to 0.25 false alarms"),
    ),
    RuleCase(
        "L53",
        fires=moved(days_before(89)),
        clear=moved(days_before(90)),
        says=("Completes the request", "at least 0.95 to at least 0.90", "2026-04-02"),
        unknown=nothing(),
    ),
    RuleCase(
        "L55",
        fires=spent(38),
        clear=spent(30),
        says=("1.5 times too fast", "38 in 500 runs", "50 in 1,000", str(AS_OF.year)),
        unknown=documents(runs()),
    ),
    RuleCase(
        "L74",
        fires=documents(runs(selection="convenience")),
        clear=documents(runs(selection="random")),
        says=("Completes the request", "runs recorded for convenience"),
        unknown=nothing(),
    ),
    RuleCase(
        "L77",
        fires=documents(runs(86, 100, by_period=[0] * 8 + [3, 4, 4, 3])),
        clear=documents(runs(86, 100, by_period=[1, 2, 0, 1, 2, 1, 0, 2, 1, 1, 2, 1])),
        says=("0 failures in 8 periods, then 14 in 4",),
        unknown=documents(runs(86, 100)),
    ),
)
