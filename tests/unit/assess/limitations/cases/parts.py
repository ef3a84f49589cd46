"""Cases of the rules about parts of the runs behind a promise: L75, L76, L78, L79."""

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


def by_language(german: int) -> Workspace:
    """950 of 1,000 English runs, and so many of 50 German ones."""
    strata = [
        {"name": "English", "attempts": 950, "successes": 930},
        {"name": "German", "attempts": 50, "successes": german},
    ]
    return documents(runs(930 + german, 1000, strata=strata, selection="random"))


def of_two_kinds(*parts: tuple[tuple[int, int], tuple[int, int]]) -> Workspace:
    """Easy and hard runs of the vendor, and of a customer."""
    items = [
        runs(
            easy[0] + hard[0],
            easy[1] + hard[1],
            id=f"by-{name.lower()}",
            producer={"name": name, "relationship": "customer"},
            selection="random",
            strata=[
                {"name": "easy", "attempts": easy[1], "successes": easy[0]},
                {"name": "hard", "attempts": hard[1], "successes": hard[0]},
            ],
        )
        for name, (easy, hard) in zip(("One", "Other"), parts, strict=True)
    ]
    return documents(*items)


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
        fires=after_a_change(58, 60),
        clear=after_a_change(194, 200),
        says=("Completes the request", "is met", "60 runs"),
        unknown=documents(runs(95, 200)),
    ),
    RuleCase(
        "L78",
        fires=by_language(10),
        clear=by_language(44),
        says=("German", "10 of 50", "Completes the request", "at least 90 %"),
        unknown=documents(runs(95, 200)),
    ),
    RuleCase(
        "L79",
        # Charig et al. 1986: treatments of small and large kidney stones.
        fires=of_two_kinds(((81, 87), (192, 263)), ((234, 270), (55, 80))),
        clear=of_two_kinds(((81, 87), (192, 263)), ((234, 270), (59, 80))),
        says=("by Other do better in total than runs by One", "easy, hard"),
        unknown=documents(runs(95, 200)),
    ),
)
