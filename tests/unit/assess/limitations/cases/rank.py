"""Cases of the rules about rank: L01, L02, L03, L04, L05, L06."""

from __future__ import annotations

from unit.assess.limitations.cases.shared import IN_ORDER, on, ranked
from unit.assess.limitations.rule_case import RuleCase, compared, nothing

CASES = (
    RuleCase(
        "L01",
        fires=on(compared(*ranked(45, 41, 44, 33))),
        clear=on(compared(*ranked(45, 41, 44, 33, 38))),
        says=("service", "only 4 ranked agents or versions have", "5 are needed", "10 to count"),
    ),
    RuleCase(
        "L02",
        fires=on(compared(*ranked(*IN_ORDER[:9]))),
        clear=on(compared(*ranked(*IN_ORDER))),
        says=("rests on 9 agents", "(1)"),
        unknown=nothing(),
    ),
    RuleCase(
        "L03",
        fires=on(compared(*ranked(30, 35, 31, 34, 32))),
        clear=on(compared(*ranked(*IN_ORDER))),
        says=("service", "includes no relation"),
        unknown=on(compared(*ranked(45, 41, 44, 33))),
    ),
    RuleCase(
        "L04",
        fires=on(compared(*ranked(*reversed(IN_ORDER)))),
        clear=on(compared(*ranked(30, 35, 31, 34, 32))),
        says=("(-1, range -1 to -0.92)", "service"),
        unknown=on(compared(*ranked(45, 41, 44, 33))),
    ),
    RuleCase(
        "L05",
        fires=on(compared(*ranked(15, 14, 16, 13, 15, 14, 12, 16, of=20))),
        clear=on(compared(*ranked(*(k * 100 for k in IN_ORDER), of=5000))),
        says=("With 20 runs",),
        unknown=on(compared(*[row | {"outcome": 0.5, "successes": None} for row in ranked(*IN_ORDER)])),
    ),
    RuleCase(
        "L06",
        fires=on(compared(*ranked(*IN_ORDER), entrants=21)),
        clear=on(compared(*ranked(*IN_ORDER), entrants=20)),
        says=("top 10 of 21",),
        unknown=on(compared(*ranked(*IN_ORDER))),
    ),
)
