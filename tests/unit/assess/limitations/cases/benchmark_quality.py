"""Cases of the rules about benchmark quality: L19, L20, L21, L22, L23, L24."""

from __future__ import annotations

from datetime import date

from support.builders import Values, runs
from unit.assess.limitations.cases.shared import result
from unit.assess.limitations.rule_case import RuleCase, documents, nothing


def checklist(**results: str) -> Values:
    """An audit of outcome validity with a result by check."""
    checks = {f"O.{name}": {"result": found} for name, found in results.items()}
    return {"checklist": {"name": "ABC", "outcome_validity": checks}}


def board(*solved: int) -> Values:
    """A leaderboard of entries with so many of 500 tasks solved."""
    return {"leaderboard": [{"name": f"entry-{n}", "k": k, "n": 500} for n, k in enumerate(solved)]}


PUBLIC: Values = {"tasks_public": True, "held_out": False, "released": date(2025, 1, 1)}


CASES = (
    RuleCase(
        "L19",
        fires=result(benchmark=PUBLIC, agent={"training_cutoff": date(2025, 1, 2)}),
        clear=result(benchmark=PUBLIC, agent={"training_cutoff": date(2025, 1, 1)}),
        says=("Bench",),
        unknown=result(),
    ),
    RuleCase(
        "L20",
        fires=result(tuned_on=1),
        clear=result(tuned_on=0),
        says=("1 of 100 test tasks of Bench was used",),
        unknown=result(),
    ),
    RuleCase(
        "L21",
        fires=result(benchmark=board(479, 476, 475)),
        clear=result(benchmark=board(450, 400, 350)),
        says=("Bench", "3 best entries"),
        unknown=result(),
    ),
    RuleCase(
        "L22",
        fires=documents(runs(method="llm_judge", judge={"model": "judge"})),
        clear=documents(
            runs(
                method="llm_judge",
                judge={
                    "model": "judge",
                    "calibration": {"positives": {"of": 50, "correct": 45}, "negatives": {"of": 50, "correct": 45}},
                },
            )
        ),
        says=("june-runs",),
        unknown=nothing(),
    ),
    RuleCase(
        "L23",
        fires=result(benchmark=checklist(a="met", b="not_met", c="not_applicable")),
        clear=result(benchmark=checklist(a="met", b="met", c="not_applicable")),
        says=("Bench fails 1 of 2", "O.b"),
        unknown=result(benchmark=checklist(a="met", b="unknown")),
    ),
    RuleCase(
        "L24",
        fires=result(benchmark={"trivial_baseline": 0.1}),
        clear=result(benchmark={"trivial_baseline": 0.09}),
        says=("scores 10 % on Bench",),
        unknown=nothing(),
    ),
)
