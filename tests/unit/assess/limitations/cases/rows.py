"""Cases of the rules about rows of data files: L85, L86."""

from __future__ import annotations

from typing import Any

from support.builders import Values, runs
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

TOLD: Values = {"success": {"column": "good", "equals": 1}, "cluster": "customer", "at": "day"}


def log(name: str, *without: str, **changes: Any) -> Workspace:
    """An agent with one run log of that name, whose `data` lack some keys."""
    data = {"file": name, **{key: value for key, value in TOLD.items() if key not in without}}
    return documents(runs(attempts=None, successes=None, data=data, **changes))


def sums(*names: str) -> Workspace:
    """An agent with tables of a warehouse that were added up, one a file."""
    data = ({"table": name, "file": name, "aggregate": {}, **TOLD} for name in names)
    ids = (name.removesuffix(".csv") for name in names)
    return documents(*(runs(None, None, id=id_, data=said) for id_, said in zip(ids, data, strict=True)))


CASES = (
    RuleCase(
        "L85",
        fires=log("repeated.csv"),
        clear=log("told.csv"),
        says=("40 of 100 rows", "are like another one in every column"),
        unknown=nothing(),
    ),
    RuleCase(
        "L86",
        fires=log("told.csv", "at"),
        clear=log("told.csv", "at", setting="staging"),
        says=("does not say when its runs took place",),
        unknown=nothing(),
    ),
)
