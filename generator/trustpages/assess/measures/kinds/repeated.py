"""Promises about several tries of one task: that all succeed (pass^k), any does (pass@k), or all end alike."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, ClaimedValue, DataQuestion, LevelUse, MeasureAssessor
from trustpages.assess.measures.kinds.proportion import format_percent
from trustpages.assess.measures.ruling import NO_LINE, Basis, Ruling, build_line, rule_missing
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.assess.measures.task_ruling import TaskFigure, TaskRule, rule_on_tasks
from trustpages.assess.measures.task_shares import compute_share, describe_task_change
from trustpages.model.documents.measures import RepeatedMeasure
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
    counts alike, whatever the number of its tries; one with fewer tries than asked leaves the figure missing.
    """
    line = build_line(case.obligation.threshold)
    if line is None or not 0 <= line.value <= 1:
        return rule_missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    words, k = line.direction.replace("_", " "), measure.tries
    text = f"{WORDS[measure.need].format(k=k)} in {words} {format_percent(line.value)} of cases"

    def chance(task: Task) -> float:
        return chance_over_draws(task.successes, task.attempts, k, measure.need)

    def compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
        short = [task for task in tasks if task.attempts < k]
        if short:
            tries = "1 try" if short[0].attempts == 1 else f"{short[0].attempts} tries"
            return Unmeasured(Status.INSUFFICIENT, f"{len(short)} of {len(tasks)} tasks have only {tries}, not {k}")
        return compute_share(tasks, level, chance, lambda _: 1.0)

    rule = TaskRule(
        read=lambda item: read_tasks(case.context, item, case.days, measure.good),
        compute=compute,
        fewest=compute_fewest_runs(line, case.level),
        describe_change=lambda tasks, verdict: describe_task_change(case, line, tasks, verdict, chance, lambda _: 1.0),
    )
    return rule_on_tasks(case, (measure.of,), line, Target(line.direction, line.value, "share", text=text), rule)


ASSESSOR = MeasureAssessor(
    model=RepeatedMeasure,
    rule=rule_repeated,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good),),
    read_claimed_value=lambda _context, _obligation, _measure, value, direction: ClaimedValue(
        direction, value, is_share=True, count=None, by_result=True
    ),
    answers_rate_claims=False,
    level_use=LevelUse.OTHER,
    describe_open=lambda _: UNCOUNTED,
)
