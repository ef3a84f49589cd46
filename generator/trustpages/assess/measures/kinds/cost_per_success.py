"""Promises about what all runs cost together for each that succeeds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, add_by_cluster, list_each, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, DataQuestion, MeasureAssessor, hold_value_against_result
from trustpages.assess.measures.ruling import NO_LINE, Basis, Line, Ruling, build_line, rule_missing
from trustpages.assess.measures.task_ruling import (
    UNDECIDED,
    TaskFigure,
    TaskRule,
    build_further_task,
    describe_further_tasks,
    rule_on_tasks,
)
from trustpages.model.documents.measures.tasks import CostPerSuccessMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.model.results.parts import Counts
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.cluster_limits import Clusters, list_clusters
from trustpages.statistics.proportions.cluster_ratios import clusters_to_settle, fewest_clusters, ratio_limits

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
            lambda seen: _Costs.of(seen, measure).plan(case, line),
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target("at_most", line.value, unit, text=text), rule)


@dataclass(frozen=True, slots=True)
class _Costs:
    """How many clusters have so much cost and so many successes, and how much of each one further cluster can have."""

    clusters: Clusters
    most: tuple[float, float]

    @classmethod
    def of(cls, tasks: Sequence[Task], measure: CostPerSuccessMeasure) -> _Costs:
        """Of tasks that cost something; without an end the costliest task seen stands for the one to come."""
        rows = add_by_cluster(tasks, _add_cost, lambda task: task.successes, lambda task: task.attempts)
        # The cluster that is not seen has the size of the one that a run drawn at random lies in.
        size = math.fsum(runs**2 for _, _, runs in rows) / math.fsum(runs for _, _, runs in rows)
        most = max(task.value or 0.0 for task in tasks) if measure.most is None else measure.most
        return cls(Counter((cost, successes) for cost, successes, _ in rows), (most * size, size))

    def plan(self, case: Case, line: Line) -> int | None:
        """How many clusters like these settle on which side of the line the cost lies, with the policy's power."""
        power = case.context.policy.pact.power
        return clusters_to_settle(self.clusters, line.value, self.most, probability=power, level=case.level)


def _compute(tasks: Sequence[Task], measure: CostPerSuccessMeasure, level: float) -> TaskFigure | Unmeasured:
    costs = [task.value or 0.0 for task in tasks]
    if min(costs) < 0:
        return Unmeasured(Status.INVALID, f"a task has a negative '{measure.value}'")
    if measure.most is not None and max(costs) > measure.most:
        reason = (
            f"runs of a task cost {max(costs):g} each, and the pact says that none costs more than {measure.most:g}"
        )
        return Unmeasured(Status.INVALID, reason)
    total, good = math.fsum(list_each(tasks, _add_cost)), sum(task.successes * task.number for task in tasks)
    if not total:
        return Unmeasured(Status.UNDEFINED, f"no run has any '{measure.value}'")
    if not good:
        return Unmeasured(Status.UNDEFINED, f"{total:g} was spent without any success")
    found = _Costs.of(tasks, measure)
    limits = ratio_limits(found.clusters, found.most, level)
    counts = Counts(clusters=list_clusters(found.clusters), most=found.most)
    doubt = UNBOUNDED if measure.most is None else None
    return TaskFigure(Estimate(total / good, limits), doubt=doubt, counts=counts)


def _add_cost(task: Task) -> float:
    return (task.value or 0.0) * task.attempts


ASSESSOR = MeasureAssessor(
    model=CostPerSuccessMeasure,
    rule=rule_cost_per_success,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good, value=measure.value),),
    read_claimed_value=hold_value_against_result,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
    too_few='"{T}" cannot be shown with {runs} even if none of them costs anything; {needed} are needed.',
    undecided=UNDECIDED,
)
