"""Cases of the rules about parts of the runs behind a promise: L75, L76."""

from __future__ import annotations

from typing import Any

from support.builders import Values, days_before, runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents

CUSTOMER = {"name": "Customer", "relationship": "customer"}


def by_two(first: int, second: int, **changes: Any) -> Workspace:
    """200 runs by the vendor and 200 by a customer, with so many successes."""
    items: list[Values] = [
        runs(first, 200, id="ours", selection="random"),
        runs(second, 200, id="theirs", selection="random", producer=CUSTOMER),
    ]
    return documents(*[item | changes for item in items])


CHANGE = {"date": days_before(40), "kind": "prompt", "summary": "Changed.", "version": "v2"}


def after_a_change(successes: int, attempts: int) -> Workspace:
    """950 of 1,000 runs of the version before, and these of the deployed one."""
    return documents(
        runs(
            950,
            1000,
            id="before",
            agent_version="v1",
            collected={"from": days_before(80), "to": days_before(41)},
            selection="random",
        ),
        runs(successes, attempts, selection="random"),
        agent={"version": "v2", "deployed_since": days_before(40), "changes": [CHANGE]},
        agent_version="v2",
    )


CASES = (
    RuleCase(
        "L75",
        fires=by_two(12, 95),
        clear=by_two(90, 95),
        says=("by Customer", "by Vendor", "41.5 points", "Completes the request"),
        unknown=documents(runs(95, 200)),
    ),
    RuleCase(
        "L76",
        fires=after_a_change(57, 60),
        clear=after_a_change(194, 200),
        says=("Completes the request", "is met", "60 runs"),
        unknown=documents(runs(95, 200)),
    ),
)
