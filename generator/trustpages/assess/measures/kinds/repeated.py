"""Promises about several tries of one task: that all succeed (pass^k), any does (pass@k), or all end alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, drop_unknown, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, DataQuestion, MeasureAssessor, hold_share_against_result
from trustpages.assess.measures.kinds.proportion import format_percent
from trustpages.assess.measures.ruling import NO_LINE, Basis, Ruling, build_line, rule_missing
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.assess.measures.task_ruling import UNDECIDED, TaskFigure, TaskRule, rule_on_tasks
from trustpages.assess.measures.task_shares import compute_share, describe_task_change
from trustpages.model.documents.measures.tasks import RepeatedMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.statistics.proportions.repeated_trials import chance_over_draws

WORDS = {
    "all": "all of {k} tries of a task succeed",
    "any": "any of {k} tries of a task succeeds",
    "same": "{k} tries of a task end alike",
}


def rule_repeated(case: Case, measure: RepeatedMeasure) -> Ruling:
    """The ruling on the mean over tasks of what all choices of so many of a task's tries show, by Gaffke's limits.

    pass^k of Yao et al. 2024, pass@k of Chen et al. 2021, consistency as the probability that tries agree. Every task
    counts alike, whatever the number of its tries; tries that a task lacks are unknown outcomes.
    """
    line = build_line(case.obligation.threshold)
    if line is None or not 0 <= line.value <= 1:
        return rule_missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    words, k = line.direction.replace("_", " "), measure.tries
    text = f"{WORDS[measure.need].format(k=k)} in {words} {format_percent(line.value)} of cases"

    def chance(task: Task) -> float:
        return chance_over_draws(task.successes, task.attempts, k, measure.need)

    def keep_long(tasks: Iterable[Task]) -> tuple[Task, ...]:
        return tuple(task for task in drop_unknown(tasks) if task.attempts >= k)

    def compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
        enough = keep_long(tasks)
        if not enough:
            return Unmeasured(Status.INSUFFICIENT, f"no task has {k} tries")
        return replace(compute_share(enough, level, chance, _count_alike), tasks=len(enough))

    def bound(task: Task) -> tuple[Task, Task]:
        ends = [replace(task, successes=task.successes + more, unknown=0) for more in range(task.unknown + 1)]
        return min(ends, key=chance), max(ends, key=chance)

    rule = TaskRule(
        read=lambda item: read_tasks(case.context, item, case.days, measure.good),
        compute=compute,
        fewest=compute_fewest_runs(line, case.level),
        bound=bound,
        complete=lambda task: _fill_up(task, k),
        describe_change=lambda tasks, verdict: describe_task_change(
            case, line, keep_long(tasks.tasks), verdict, chance, _count_alike
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target(line.direction, line.value, "share", text=text), rule)


def _fill_up(task: Task, tries: int) -> Task:
    lacking = max(0, tries - task.attempts)
    return replace(task, attempts=task.attempts + lacking, unknown=task.unknown + lacking)


def _count_alike(_: Task) -> float:
    return 1.0


ASSESSOR = MeasureAssessor(
    model=RepeatedMeasure,
    rule=rule_repeated,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good),),
    read_claimed_value=hold_share_against_result,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
    undecided=UNDECIDED,
)
