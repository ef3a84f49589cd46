"""Cases of the rules about what a score and its benchmark say of one another: L87, L88, L89, L90."""

from __future__ import annotations

from unit.assess.limitations.cases.shared import on, ranked, result
from unit.assess.limitations.rule_case import RuleCase, compared, nothing

ONE, OTHER = {"harness": "SWE-agent"}, {"harness": "OpenHands"}
ROWS = ranked(45, 41, 44)

CASES = (
    RuleCase(
        "L87",
        fires=result(benchmark_version="2"),
        clear=result(benchmark_version="v1"),
        says=("version 2 of Bench", "about version 1"),
        unknown=result(benchmark={"version": None}, benchmark_version="2"),
    ),
    RuleCase(
        "L88",
        fires=result(benchmark={"n_tasks": 500}, n_tasks=477, k=338, score=0.709, reported="70.9%"),
        clear=result(benchmark={"n_tasks": 477}, n_tasks=477, k=338, score=0.709, reported="70.9%"),
        says=("477 of the 500 tasks", "other 23", "67.6 %", "72.2 %"),
        unknown=result(benchmark={"n_tasks": None}),
    ),
    RuleCase(
        "L89",
        fires=on(compared(ROWS[0] | ONE, ROWS[1] | OTHER, ROWS[2] | ONE)),
        clear=on(compared(*(row | ONE for row in ROWS))),
        says=("2 different harnesses", "Ours", "OpenHands, SWE-agent"),
        unknown=on(compared(*ROWS)),
    ),
    RuleCase(
        "L90",
        fires=result(benchmark={"label_noise": 0.05}, score=0.96),
        clear=result(benchmark={"label_noise": 0.05}, score=0.95),
        says=("96 %", "above the 95 %", "5 % of the labels"),
        unknown=nothing(),
    ),
)
