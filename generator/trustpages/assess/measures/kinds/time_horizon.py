"""Promises about the length of tasks at which half of the runs succeed."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, DataQuestion, MeasureAssessor, hold_value_against_result
from trustpages.assess.measures.ruling import NO_LINE, Basis, Line, Ruling, build_line, rule_missing
from trustpages.assess.measures.task_ruling import (
    UNDECIDED,
    Compute,
    TaskFigure,
    TaskRule,
    build_further_task,
    describe_further_tasks,
    rule_on_tasks,
)
from trustpages.model.documents.measures.tasks import TimeHorizonMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.statistics.distributions import two_sided_z, z_of, z_to_two_sided_p
from trustpages.statistics.proportions.horizon import TimedTask, time_horizon


def rule_time_horizon(case: Case, measure: TimeHorizonMeasure) -> Ruling:
    """The ruling on the 50 % time horizon by its limits over clusters (Kwa et al. 2025).

    Below the policy's number of clusters, and where no task is as long, or none as short, as the line, it leans at
    most: what lies beyond the tasks is the curve's word alone.
    """
    line = build_line(case.obligation.threshold)
    if line is None or line.direction != "at_least" or line.value <= 0:
        return rule_missing(Target("at_least", None, measure.unit), Basis(), NO_LINE)
    text = f"half of the runs succeed on tasks of at least {line.value:g} {measure.unit}"

    def compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
        if any((task.value or 0.0) <= 0 for task in tasks):
            return Unmeasured(Status.INVALID, f"a task has no '{measure.value}' above 0")
        outcomes = [
            TimedTask((task.cluster, place), task.value or 0.0, task.successes, task.attempts)
            for task in tasks
            for place in range(task.number)
        ]
        horizon = time_horizon(outcomes, level)
        return horizon if isinstance(horizon, Unmeasured) else TaskFigure(horizon, _find_weakness(case, line, outcomes))

    rule = TaskRule(
        read=lambda item: read_tasks(case.context, item, case.days, measure.good, value=measure.value, split=True),
        compute=compute,
        fewest=case.context.policy.pact.horizon_min,
        describe_change=lambda tasks, verdict: describe_further_tasks(
            case,
            line,
            tasks,
            verdict,
            compute,
            (
                build_further_task(tasks, share=0.0, value=line.value),
                build_further_task(tasks, share=1.0, value=line.value),
            ),
            lambda seen: _plan(case, line, seen, compute),
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target("at_least", line.value, measure.unit, text=text), rule)


def _find_weakness(case: Case, line: Line, tasks: Sequence[TimedTask]) -> str | None:
    clusters, lengths = len({task.cluster for task in tasks}), [task.length for task in tasks]
    if clusters < case.context.policy.pact.horizon_min:
        return f"{clusters} tasks that are independent of each other are too few for a curve to decide anything"
    if not min(lengths) <= line.value <= max(lengths):
        return f"the tasks are {min(lengths):g} to {max(lengths):g} long: what holds beyond is the curve's word alone"
    return None


def _plan(case: Case, line: Line, tasks: Sequence[Task], compute: Compute) -> int | None:
    """About how many clusters like these settle it with the policy's power; None where nothing tells.

    On the logarithm limits come closer as one over the root of the number of clusters. With the power as well as the
    level they have to lie within the distance of the figure from the line: the level at which z is the sum of both.
    """
    power = case.context.policy.pact.power
    figure = compute(tasks, 1 - z_to_two_sided_p(two_sided_z(case.level) + z_of(1 - power)))
    if isinstance(figure, Unmeasured):
        return None
    value, limits = figure.estimate.value, figure.estimate.interval
    far = limits.low if value > line.value else limits.high
    if value == line.value or not 0 < far < math.inf or value == math.inf:
        return None
    times = (math.log(far / value) / math.log(line.value / value)) ** 2
    clusters = len({task.cluster for task in tasks})
    return max(math.ceil(times * clusters), case.context.policy.pact.horizon_min)


ASSESSOR = MeasureAssessor(
    model=TimeHorizonMeasure,
    rule=rule_time_horizon,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good, value=measure.value, split=True),),
    read_claimed_value=hold_value_against_result,
    answers_rate_claims=False,
    parameters=("pact.horizon",),
    describe_open=lambda _: UNCOUNTED,
    too_few='"{T}" cannot be shown with {runs}: a curve takes {needed}.',
    undecided=UNDECIDED,
)
