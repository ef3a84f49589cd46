"""Two halves of one run log against each other, and runs of an agent that got worse: what a review says of both."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    a_review,
    a_workspace,
    an_agent_evidence,
    an_obligation,
    claims_of,
    runs,
)
from support.review.sides import a_side
from trustpages.model.documents.trust import Gates
from trustpages.model.results.review import ChangeReview, ReviewSide
from trustpages.review.gating import parse_gates
from trustpages.review.reviewing import review_changes

ROOT: Final = Path(__file__).parents[2]
DEMO_LOG: Final = ROOT / "evidence/airline-desk/bundles/airline-trials.csv"
SHARED_LOGS: Final = ROOT.parent / "shared/data/runtime_logs/tau_bench"

Log: TypeAlias = Sequence[tuple[str, bool]]
"""Runs, each with its task and whether it succeeded."""

LINES: Final = (0.3, 0.4, 0.45, 0.6, 0.9)
"""Promised shares: below, near and above what the logs show, where verdicts turn most easily."""


def read_demo_log() -> Log:
    """The hundred runs of the demo, two of each task."""
    with DEMO_LOG.open(encoding="utf-8") as file:
        return [(row["task_id"], float(row["reward"]) >= 1) for row in csv.DictReader(file)]


def read_shared_logs() -> Iterator[tuple[str, Log]]:
    """Run logs of tau-bench by the name of their file, where they are at hand."""
    for path in sorted(SHARED_LOGS.glob("*.json")) if SHARED_LOGS.is_dir() else ():
        yield path.name, [(str(run["task_id"]), run["reward"] >= 1) for run in json.loads(path.read_text("utf-8"))]


def draw_log(random: Random, number: int, share: float) -> Log:
    """So many runs that stand alone, of an agent that succeeds in that share of them."""
    return [(f"r{run}", random.random() < share) for run in range(number)]


def split_by_run(log: Log, random: Random) -> tuple[Log, Log]:
    """Both halves of the runs; runs of one task may come to both."""
    mixed = random.sample(log, len(log))
    return mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]


def split_by_task(log: Log, random: Random) -> tuple[Log, Log]:
    """The runs of both halves of the tasks."""
    tasks = sorted({task for task, _ in log})
    first = set(random.sample(tasks, len(tasks) // 2))
    return [run for run in log if run[0] in first], [run for run in log if run[0] not in first]


SPLITS: Final = {"by run": split_by_run, "by task": split_by_task}


def review_logs(
    first: Log, second: Log, line: float, *, setting: str = "production", judged: bool = True
) -> ChangeReview:
    """The review of a change that puts the second log in the place of the first, with the default gates."""
    sides = [_make_side(log, line, setting, judged=judged) for log in (first, second)]
    return review_changes(sides[0], sides[1], parse_gates(Gates().review), AS_OF)


def _make_side(log: Log, line: float, setting: str, *, judged: bool) -> ReviewSide:
    item = runs(None, None, setting=setting, selection="random") | _count(log)
    window: Values = {"rolling": 90, "review_dates": [AS_OF] if judged else []}
    pact = a_pact(an_obligation(threshold={"at_least": line}, window=window))
    claims = [claims_of(a_claim(text="Resolves a good part of requests.", value=line))]
    workspace = a_workspace(an_agent_evidence(a_bundle(item, a_review()), pacts=[pact], claims=claims))
    return a_side(workspace)


def _count(log: Log) -> Values:
    """The counts of an item: by task where a task was run several times."""
    tasks: dict[str, list[bool]] = defaultdict(list)
    for task, good in log:
        tasks[task].append(good)
    if all(len(tries) == 1 for tries in tasks.values()):
        return {"attempts": len(log), "successes": sum(good for _, good in log)}
    groups = sorted(tasks.items())
    return {"clusters": [{"id": id_, "attempts": len(tries), "successes": sum(tries)} for id_, tries in groups]}


def count_stops(
    log: Log, line: float, split: str, number: int, seed: int, *, judged: bool = True
) -> tuple[int, Counter[str]]:
    """In how many of so many splits of a log a change stops, and by which rules."""
    random, stopped, rules = Random(seed), 0, Counter[str]()  # noqa: S311  # the same seed gives the same splits
    for _ in range(number):
        review = review_logs(*SPLITS[split](log, random), line, judged=judged)
        stopped += review.is_stopped
        rules.update({change.rule for change in review.changes if change.stops})
    return stopped, rules


def count_found(share: float, drop: float, number: int, times: int, line: float, seed: int) -> int:
    """How often a true drop between two sides of so many runs each is found: a figure or verdict outside of chance."""
    random, found = Random(seed), 0  # noqa: S311  # the same seed gives the same runs
    for _ in range(times):
        review = review_logs(draw_log(random, number, share), draw_log(random, number, share - drop), line)
        found += review.is_stopped and any(
            change.figure is not None and change.figure.is_outside_noise for change in review.changes
        )
    return found


def print_changes(windows: int) -> None:
    """How many of so many splits stop, at the worst of several lines, and how often a drop of 15 points is found."""
    logs = {"demo": read_demo_log(), **dict(read_shared_logs()), "drawn": draw_log(Random(9), 400, 0.8)}  # noqa: S311
    number = windows // 5
    print("| run log | split | splits | stop at the worst line |")
    print("|---|---|---|---|")
    for (name, log), split in product(logs.items(), SPLITS):
        worst = max(count_stops(log, line, split, number, seed=1)[0] for line in LINES)
        print(f"| {name} | {split} | {number} | {100 * worst / number:.1f} % |")
    print()
    print("| share before | runs a side | drop of 15 points found |")
    print("|---|---|---|")
    for (share, line), runs_a_side in product(((0.95, 0.9), (0.8, 0.6), (0.575, 0.5)), (200, 400)):
        found = count_found(share, 0.15, runs_a_side, number, line, seed=2)
        print(f"| {share:g} | {runs_a_side} | {100 * found / number:.0f} % |")
