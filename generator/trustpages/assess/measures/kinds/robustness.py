"""Promises about success on changed tasks against that on the same tasks as they were."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.tasks import Task, Tasks, add_by_cluster, read_tasks
from trustpages.assess.measures.assessor import UNCOUNTED, DataQuestion, MeasureAssessor, hold_share_against_result
from trustpages.assess.measures.kinds.proportion import format_percent
from trustpages.assess.measures.ruling import NO_LINE, Basis, Line, Ruling, build_line, rule_missing
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.assess.measures.task_ruling import (
    UNDECIDED,
    TaskFigure,
    TaskRule,
    build_further_task,
    describe_further_tasks,
    rule_on_tasks,
)
from trustpages.model.documents.measures.tasks import RobustnessMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Target
from trustpages.model.results.parts import Counts
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.cluster_limits import Clusters, list_clusters
from trustpages.statistics.proportions.cluster_ratios import clusters_to_settle, ratio_limits


def rule_robustness(case: Case, measure: RobustnessMeasure) -> Ruling:
    """The ruling on the mean share of success on changed tasks over that on the original ones, paired by task.

    The accuracy ratio of Rabanser et al. 2026, not cut at 1; decided by the limits of a ratio over tasks.
    """
    line = build_line(case.obligation.threshold)
    if line is None or line.direction != "at_least" or not 0 < line.value <= 1:
        return rule_missing(Target("at_least", None, "ratio"), Basis(), NO_LINE)
    text = f"success on {measure.changed} tasks at least {format_percent(line.value)} of that on the original ones"
    rule = TaskRule(
        read=lambda item: _read_pairs(case, item, measure),
        compute=_compute,
        fewest=compute_fewest_runs(line, case.level),
        describe_change=lambda tasks, verdict: describe_further_tasks(
            case,
            line,
            tasks,
            verdict,
            _compute,
            (build_further_task(tasks, share=1.0, value=0.0), build_further_task(tasks, share=1.0, value=1.0)),
            lambda seen: _plan(case, line, *_add_up(seen)),
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target("at_least", line.value, "ratio", text=text), rule)


def _read_pairs(case: Case, evidence: Evidence, measure: RobustnessMeasure) -> Tasks | Unmeasured:
    """The original tasks, the value of each being the share of success on the changed one."""
    original = read_tasks(case.context, evidence, case.days, measure.good)
    changed = read_tasks(case.context, evidence, case.days, measure.changed)
    if isinstance(original, Unmeasured) or isinstance(changed, Unmeasured):
        return original if isinstance(original, Unmeasured) else changed
    if changed.unknown:
        return Unmeasured(Status.MISSING, f"{changed.unknown} runs on changed tasks have no outcome")
    shares = {task.name: task.successes / task.attempts for task in changed.tasks}
    alone = {task.name for task in original.tasks} ^ shares.keys()
    if alone:
        return Unmeasured(Status.MISSING, f"{len(alone)} tasks were run in one of the two forms only")
    return replace(original, tasks=tuple(replace(task, value=shares[task.name]) for task in original.tasks))


def _add_up(tasks: Sequence[Task]) -> tuple[Clusters, tuple[float, float]]:
    """How many clusters have such sums of shares on changed and on original tasks, and the most that one can have."""
    rows = add_by_cluster(
        tasks, lambda task: task.value or 0.0, lambda task: task.successes / task.attempts, lambda _: 1.0
    )
    size = math.fsum(number**2 for _, _, number in rows) / math.fsum(number for _, _, number in rows)
    return Counter((changed, original) for changed, original, _ in rows), (size, size)


def _compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
    clusters, most = _add_up(tasks)
    changed, original = (math.fsum(pair[side] * number for pair, number in clusters.items()) for side in (0, 1))
    if not original:
        return Unmeasured(Status.UNDEFINED, "no original task succeeded: there is nothing to keep")
    counts = Counts(clusters=list_clusters(clusters), most=most)
    return TaskFigure(Estimate(changed / original, ratio_limits(clusters, most, level)), counts=counts)


def _plan(case: Case, line: Line, clusters: Clusters, most: tuple[float, float]) -> int | None:
    power = case.context.policy.pact.power
    return clusters_to_settle(clusters, line.value, most, probability=power, level=case.level)


ASSESSOR = MeasureAssessor(
    model=RobustnessMeasure,
    rule=rule_robustness,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good), DataQuestion(outcome=measure.changed)),
    read_claimed_value=hold_share_against_result,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
    undecided=UNDECIDED,
)
