"""Cases of the rules about version gains: L07, L08, L09."""

from __future__ import annotations

from support.builders import Values
from unit.assess.limitations.cases.shared import IN_ORDER, on, ranked
from unit.assess.limitations.rule_case import RuleCase, compared, nothing


def scored(*scores: float, names: tuple[str, ...] = (), n_tasks: int = 100) -> list[Values]:
    """Agents with these scores on so many tasks, each with 30 of 50 runs good or a few more."""
    return [
        {
            "agent": names[n] if n < len(names) else f"agent-{n}",
            "score": score,
            "n_tasks": n_tasks,
            "successes": 30 + n,
            "runs": 50,
        }
        for n, score in enumerate(scores)
    ]


VERSIONS: Values = {"of": "versions"}


def versions(*pairs: tuple[float, int]) -> list[Values]:
    """One agent over its versions: score on 1,000 tasks, successes of 100 runs."""
    return [
        {"agent": "desk", "version": f"v{n}", "score": score, "n_tasks": 1000, "successes": k, "runs": 100}
        for n, (score, k) in enumerate(pairs)
    ]


CASES = (
    RuleCase(
        "L07",
        fires=on(compared(*versions((0.4, 40), (0.5, 50)), **VERSIONS)),
        clear=on(compared(*versions((0.4, 40)), **VERSIONS)),
        says=("over 2 versions",),
        unknown=nothing(),
    ),
    RuleCase(
        "L08",
        fires=on(compared(*versions((0.4, 70), (0.6, 75)), **VERSIONS)),
        clear=on(compared(*versions((0.4, 50), (0.6, 75)), **VERSIONS)),
        says=("rose by 20 points over 2 versions", "changed by 5 points", "-7.4 to 17.2"),
        unknown=on(compared(*ranked(*IN_ORDER))),
    ),
    RuleCase(
        "L09",
        fires=on(compared(*scored(0.50, 0.52, names=("desk", "other")))),
        clear=on(compared(*scored(0.20, 0.90, names=("desk", "other")))),
        says=("Position 2 of desk", "positions 1 to 2"),
        unknown=on(compared(*ranked(*IN_ORDER))),
    ),
)
