"""Promises about what all runs cost together for each that succeeds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, add_by_cluster, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, ClaimedValue, DataQuestion, LevelUse, MeasureAssessor
from trustpages.assess.measures.ruling import NO_LINE, Basis, Ruling, build_line, rule_missing
from trustpages.assess.measures.task_ruling import (
    TaskFigure,
    TaskRule,
    build_further_task,
    describe_further_tasks,
    rule_on_tasks,
)
from trustpages.model.documents.measures import CostPerSuccessMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.cluster_ratios import fewest_clusters, ratio_limits

UNBOUNDED = "nobody says what a run can cost at most, so that an expensive task may be yet to come"


def rule_cost_per_success(case: Case, measure: CostPerSuccessMeasure) -> Ruling:
    """The ruling on the cost of all runs, failed ones included, over the number of successes.

    Decided by the limits of a ratio over clusters of tasks. No evidence shows a bound on what has none: without the
    most that a run can cost the costliest task seen stands for it, and the promise is leaning to met at best.
    """
    line = build_line(case.obligation.threshold)
    unit = measure.unit or measure.value
    if line is None or line.direction != "at_most" or line.value <= 0:
        return rule_missing(Target("at_most", None, unit), Basis(), NO_LINE)
    text = f"at most {line.value:g} {unit} for each {measure.good}"

    def compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
        return _compute(tasks, measure, level)

    rule = TaskRule(
        read=lambda item: read_tasks(case.context, item, case.days, measure.good, value=measure.value),
        compute=compute,
        fewest=None if measure.most is None else fewest_clusters(line.value, (measure.most, 1.0), case.level),
        describe_change=lambda tasks, verdict: describe_further_tasks(
            case,
            line,
            tasks,
            verdict,
            compute,
            (build_further_task(tasks, share=0.0), build_further_task(tasks, share=1.0)),
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target("at_most", line.value, unit, text=text), rule)


def _compute(tasks: Sequence[Task], measure: CostPerSuccessMeasure, level: float) -> TaskFigure | Unmeasured:
    costs = [task.value or 0.0 for task in tasks]
    if min(costs) < 0:
        return Unmeasured(Status.INVALID, f"a task has a negative '{measure.value}'")
    if measure.most is not None and max(costs) > measure.most:
        reason = (
            f"runs of a task cost {max(costs):g} each, and the pact says that none costs more than {measure.most:g}"
        )
        return Unmeasured(Status.INVALID, reason)
    rows = add_by_cluster(tasks, _add_cost, lambda task: task.successes, lambda task: task.attempts)
    total, good = math.fsum(row[0] for row in rows), math.fsum(row[1] for row in rows)
    if not total:
        return Unmeasured(Status.UNDEFINED, f"no run has any '{measure.value}'")
    if not good:
        return Unmeasured(Status.UNDEFINED, f"{total:g} was spent without any success")
    # The cluster that is not seen has the size of the one that a run drawn at random lies in.
    size = math.fsum(row[2] ** 2 for row in rows) / math.fsum(row[2] for row in rows)
    most = (max(costs) if measure.most is None else measure.most) * size
    limits = ratio_limits(Counter((cost, successes) for cost, successes, _ in rows), (most, size), level)
    return TaskFigure(Estimate(total / good, limits), doubt=UNBOUNDED if measure.most is None else None)


def _add_cost(task: Task) -> float:
    return (task.value or 0.0) * task.attempts


ASSESSOR = MeasureAssessor(
    model=CostPerSuccessMeasure,
    rule=rule_cost_per_success,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good, value=measure.value),),
    read_claimed_value=lambda _context, _obligation, _measure, value, direction: ClaimedValue(
        direction, value, is_share=False, count=None, by_result=True
    ),
    answers_rate_claims=False,
    level_use=LevelUse.OTHER,
    describe_open=lambda _: UNCOUNTED,
)
