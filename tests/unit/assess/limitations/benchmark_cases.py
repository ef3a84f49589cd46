"""L01 to L09, L13, L15 to L29: benchmarks, results on them, and what a position says."""

from __future__ import annotations

from datetime import date
from typing import Any

from support.builders import COLLECTED_TO, Values, a_benchmark, a_benchmark_result, a_claim, runs
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, compared, documents, nothing

THIRD_PARTY = {"name": "Lab", "relationship": "third_party"}


def ranked(*successes: int, of: int = 50, **more: Any) -> list[Values]:
    """Agents by position, best first, with so many successes of `of` runs each."""
    return [
        {"agent": f"agent-{n}", "rank": n, "successes": k, "runs": of} | more
        for n, k in enumerate(successes, start=1)
    ]


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


def on(benchmark: Benchmark, **agent: Any) -> Workspace:
    """The agent with a result on the benchmark."""
    return documents(a_benchmark_result(), benchmarks=[benchmark], agent=agent)


def result(*, benchmark: Values | None = None, agent: Values | None = None, **item: Any) -> Workspace:
    """A result with these values on a benchmark with those."""
    return documents(a_benchmark_result(**item), benchmarks=[a_benchmark(**benchmark or {})], agent=agent)


def by_task(*counts: int, trials: int) -> Values:
    """The values of a result with these successes by task."""
    return {
        "n_tasks": len(counts),
        "trials": trials,
        "successes_by_task": list(counts),
        "score": sum(counts) / (len(counts) * trials),
    }


def checklist(**results: str) -> Values:
    """An audit of outcome validity with a result by check."""
    checks = {f"O.{name}": {"result": found} for name, found in results.items()}
    return {"checklist": {"name": "ABC", "outcome_validity": checks}}


def board(*solved: int) -> Values:
    """A leaderboard of entries with so many of 500 tasks solved."""
    return {"leaderboard": [{"name": f"entry-{n}", "k": k, "n": 500} for n, k in enumerate(solved)]}


IN_ORDER = tuple(range(48, 8, -4))
PUBLIC: Values = {"tasks_public": True, "held_out": False, "released": date(2025, 1, 1)}
VERSIONS: Values = {"of": "versions"}


def versions(*pairs: tuple[float, int]) -> list[Values]:
    """One agent over its versions: score on 1,000 tasks, successes of 100 runs."""
    return [
        {"agent": "desk", "version": f"v{n}", "score": score, "n_tasks": 1000, "successes": k, "runs": 100}
        for n, (score, k) in enumerate(pairs)
    ]


CASES = (
    RuleCase(
        "L01",
        fires=on(compared(*ranked(45, 41, 44, 33))),
        clear=on(compared(*ranked(45, 41, 44, 33, 38))),
        says=("service", "only 4 ranked agents or versions have", "5 are needed", "10 to count"),
        severity=Severity.HIGH,
    ),
    RuleCase(
        "L02",
        fires=on(compared(*ranked(*IN_ORDER[:9]))),
        clear=on(compared(*ranked(*IN_ORDER))),
        says=("rests on 9 agents", "(1)"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L03",
        fires=on(compared(*ranked(30, 35, 31, 34, 32))),
        clear=on(compared(*ranked(*IN_ORDER))),
        says=("service", "includes no relation"),
        severity=Severity.HIGH,
        unknown=on(compared(*ranked(45, 41, 44, 33))),
    ),
    RuleCase(
        "L04",
        fires=on(compared(*ranked(*reversed(IN_ORDER)))),
        clear=on(compared(*ranked(30, 35, 31, 34, 32))),
        says=("(-1, range -1 to -0.92)", "service"),
        severity=Severity.CRITICAL,
        unknown=on(compared(*ranked(45, 41, 44, 33))),
    ),
    RuleCase(
        "L05",
        fires=on(compared(*ranked(15, 14, 16, 13, 15, 14, 12, 16, of=20))),
        clear=on(compared(*ranked(*(k * 100 for k in IN_ORDER), of=5000))),
        says=("With 20 runs",),
        severity=Severity.MEDIUM,
        unknown=on(compared(*[row | {"outcome": 0.5, "successes": None} for row in ranked(*IN_ORDER)])),
    ),
    RuleCase(
        "L06",
        fires=on(compared(*ranked(*IN_ORDER), entrants=21)),
        clear=on(compared(*ranked(*IN_ORDER), entrants=20)),
        says=("top 10 of 21",),
        severity=Severity.MEDIUM,
        unknown=on(compared(*ranked(*IN_ORDER))),
    ),
    RuleCase(
        "L07",
        fires=on(compared(*versions((0.4, 40), (0.5, 50)), **VERSIONS)),
        clear=on(compared(*versions((0.4, 40)), **VERSIONS)),
        says=("over 2 versions",),
        severity=Severity.MEDIUM,
        unknown=nothing(),
    ),
    RuleCase(
        "L08",
        fires=on(compared(*versions((0.4, 70), (0.6, 75)), **VERSIONS)),
        clear=on(compared(*versions((0.4, 50), (0.6, 75)), **VERSIONS)),
        says=("rose by 20 points over 2 versions", "changed by 5 points", "-7.4 to 17.2"),
        severity=Severity.HIGH,
        unknown=on(compared(*ranked(*IN_ORDER))),
    ),
    RuleCase(
        "L09",
        fires=on(compared(*scored(0.50, 0.52, names=("desk", "other")))),
        clear=on(compared(*scored(0.20, 0.90, names=("desk", "other")))),
        says=("Position 2 of desk", "positions 1 to 2"),
        severity=Severity.MEDIUM,
        unknown=on(compared(*ranked(*IN_ORDER))),
    ),
    RuleCase(
        "L13",
        fires=result(benchmark={"status": "superseded", "status_date": COLLECTED_TO, "successor": "Bench 2"}),
        clear=result(),
        says=("Bench 1 was superseded on 2026-06-20", "point to Bench 2"),
        severity=Severity.HIGH,
        unknown=documents(a_benchmark_result()),
    ),
    RuleCase(
        "L15",
        fires=result(n_tasks=None),
        clear=result(n_tasks=None, se=0.05),
        says=("43 %",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L16",
        fires=result(n_tasks=166, score=0.5, k=83),
        clear=result(n_tasks=168, score=0.5, k=84),
        says=("With 166 tasks", "42.4 %", "57.6 %"),
        severity=Severity.MEDIUM,
        unknown=result(n_tasks=None),
    ),
    RuleCase(
        "L17",
        fires=result(trials=1),
        clear=result(trials=2),
        says=("bench-result",),
        severity=Severity.MEDIUM,
        unknown=result(),
    ),
    RuleCase(
        "L18",
        fires=result(**by_task(*[4] * 6, *[0] * 6, trials=4)),
        clear=result(**by_task(*[2] * 12, trials=4)),
        says=("12 related groups", "2 times the plain one"),
        severity=Severity.MEDIUM,
        unknown=result(),
    ),
    RuleCase(
        "L19",
        fires=result(benchmark=PUBLIC, agent={"training_cutoff": date(2025, 1, 2)}),
        clear=result(benchmark=PUBLIC, agent={"training_cutoff": date(2025, 1, 1)}),
        says=("Bench",),
        severity=Severity.HIGH,
        unknown=result(),
    ),
    RuleCase(
        "L20",
        fires=result(tuned_on=1),
        clear=result(tuned_on=0),
        says=("1 of 100 test tasks of Bench was used",),
        severity=Severity.CRITICAL,
        unknown=result(),
    ),
    RuleCase(
        "L21",
        fires=result(benchmark=board(479, 476, 475)),
        clear=result(benchmark=board(450, 400, 350)),
        says=("Bench", "3 best entries"),
        severity=Severity.MEDIUM,
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
                    "calibration": {
                        "positives": {"of": 50, "correct": 45},
                        "negatives": {"of": 50, "correct": 45},
                    },
                },
            )
        ),
        says=("june-runs",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L23",
        fires=result(benchmark=checklist(a="met", b="not_met", c="not_applicable")),
        clear=result(benchmark=checklist(a="met", b="met", c="not_applicable")),
        says=("Bench fails 1 of 2", "O.b"),
        severity=Severity.HIGH,
        unknown=result(benchmark=checklist(a="met", b="unknown")),
    ),
    RuleCase(
        "L24",
        fires=result(benchmark={"trivial_baseline": 0.1}),
        clear=result(benchmark={"trivial_baseline": 0.09}),
        says=("scores 10 % on Bench",),
        severity=Severity.MEDIUM,
        unknown=nothing(),
    ),
    RuleCase(
        "L25",
        fires=result(),
        clear=result(replicated_by=THIRD_PARTY),
        says=("bench-result",),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L26",
        fires=result(variants=5),
        clear=result(variants=1),
        says=("best of 5 variants", "5.8 points"),
        severity=Severity.MEDIUM,
        unknown=nothing(),
    ),
    RuleCase(
        "L27",
        fires=result(reported="43.1%", score=0.431),
        clear=result(reported="43%", score=0.43),
        says=("43.1% is not a possible result of 100 tasks",),
        severity=Severity.HIGH,
        unknown=result(n_tasks=None),
    ),
    RuleCase(
        "L28",
        fires=documents(runs(), claims=[a_claim(attempts=2)]),
        clear=documents(runs(), claims=[a_claim()]),
        says=("allows 2 attempts per task; users get one", "95 of 100"),
        severity=Severity.HIGH,
        unknown=nothing(),
    ),
    RuleCase(
        "L29",
        fires=result(**by_task(*[2] * 10, *[1] * 6, *[0] * 4, trials=2)),
        clear=result(**by_task(*[2] * 10, *[1] * 5, *[0] * 5, trials=2)),
        says=("26 of 40 single tries", "10 of 20 tasks", "2 tries"),
        severity=Severity.HIGH,
        unknown=result(trials=1),
    ),
)
