"""Cases of the rules about benchmark scores: L15, L16, L17, L18, L29."""

from __future__ import annotations

from support.builders import Values
from unit.assess.limitations.cases.shared import result
from unit.assess.limitations.rule_case import RuleCase, nothing


def by_task(*counts: int, trials: int) -> Values:
    """The values of a result with these successes by task."""
    return {
        "n_tasks": len(counts),
        "trials": trials,
        "successes_by_task": list(counts),
        "score": sum(counts) / (len(counts) * trials),
    }


CASES = (
    RuleCase("L15", fires=result(n_tasks=None), clear=result(n_tasks=None, se=0.05), says=("43 %",), unknown=nothing()),
    RuleCase(
        "L16",
        fires=result(n_tasks=180, score=0.5, k=90),
        clear=result(n_tasks=182, score=0.5, k=91),
        says=("With 180 tasks", "42.4 %", "57.6 %"),
        unknown=result(n_tasks=None),
    ),
    RuleCase("L17", fires=result(trials=1), clear=result(trials=2), says=("bench-result",), unknown=result()),
    RuleCase(
        "L18",
        fires=result(**by_task(*[4] * 6, *[0] * 6, trials=4)),
        clear=result(**by_task(*[2] * 12, trials=4)),
        says=("12 related groups", "2 times the plain one"),
        unknown=result(),
    ),
    RuleCase(
        "L29",
        fires=result(**by_task(*[2] * 10, *[1] * 6, *[0] * 4, trials=2)),
        clear=result(**by_task(*[2] * 10, *[1] * 5, *[0] * 5, trials=2)),
        says=("26 of 40 single tries", "10 of 20 tasks", "2 tries"),
        unknown=result(trials=1),
    ),
)
