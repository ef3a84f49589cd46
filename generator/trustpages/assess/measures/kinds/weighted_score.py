"""Promises about success over tasks that do not weigh the same."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, drop_unknown, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, DataQuestion, MeasureAssessor, hold_share_against_result
from trustpages.assess.measures.kinds.proportion import format_percent
from trustpages.assess.measures.ruling import NO_LINE, Basis, Ruling, build_line, rule_missing
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.assess.measures.task_ruling import UNDECIDED, TaskFigure, TaskRule, rule_on_tasks
from trustpages.assess.measures.task_shares import compute_share, describe_task_change
from trustpages.model.documents.measures.tasks import WeightedScoreMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target


def rule_weighted_score(case: Case, measure: WeightedScoreMeasure) -> Ruling:
    """The ruling on the share of weight on what succeeded: a task adds its weight times its share of good runs.

    Decided by Gaffke's limits, a task counting as a cluster of the size of its weight, so that one heavy task cannot
    pass for many.
    """
    line = build_line(case.obligation.threshold)
    if line is None or not 0 <= line.value <= 1:
        return rule_missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    text = (
        f"{measure.good} weighed by {measure.value} in {line.direction.replace('_', ' ')} {format_percent(line.value)}"
    )

    def compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
        weights = [_weigh(task) for task in tasks]
        if min(weights) < 0:
            return Unmeasured(Status.INVALID, f"a task has a negative '{measure.value}'")
        if not any(weights):
            return Unmeasured(Status.UNDEFINED, f"no task has any '{measure.value}'")
        return compute_share(tasks, level, _value, _weigh)

    rule = TaskRule(
        read=lambda item: read_tasks(case.context, item, case.days, measure.good, value=measure.value),
        compute=compute,
        fewest=compute_fewest_runs(line, case.level),
        describe_change=lambda tasks, verdict: describe_task_change(
            case, line, drop_unknown(tasks.tasks), verdict, _value, _weigh
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target(line.direction, line.value, "share", text=text), rule)


def _weigh(task: Task) -> float:
    return task.value or 0.0


def _value(task: Task) -> float:
    return _weigh(task) * task.successes / task.attempts


ASSESSOR = MeasureAssessor(
    model=WeightedScoreMeasure,
    rule=rule_weighted_score,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good, value=measure.value),),
    read_claimed_value=hold_share_against_result,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
    undecided=UNDECIDED,
)
