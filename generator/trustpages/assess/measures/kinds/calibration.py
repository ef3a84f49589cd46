"""Promises about how far the confidence that the agent states lies from its success."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import get_data_file
from trustpages.assess.evidence.tasks import Task, Tasks, read_tasks
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
from trustpages.assess.measures.task_shares import compute_share, plan_share
from trustpages.model.documents.measures.tasks import CalibrationMeasure
from trustpages.model.measured import POINTS, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Target
from trustpages.statistics.interval import Estimate

UNITS = {"overconfidence": POINTS, "brier": "Brier score"}
WORDS = {
    "overconfidence": "{value} beyond success by at most {points:.10g} points",
    "brier": "Brier score of {value} at most {line:g}",
}


def rule_calibration(case: Case, measure: CalibrationMeasure) -> Ruling:
    """The ruling on the mean over runs of confidence minus success, or of its square (Brier 1950).

    Both are means of numbers within bounds, so that Gaffke's limits hold, which no interval does for the error over
    bins (Guo et al. 2017): chance alone lifts it, and the more so the fewer runs a bin has.
    """
    line, unit = build_line(case.obligation.threshold), UNITS[measure.by]
    if line is None or line.direction != "at_most" or not 0 < line.value < 1:
        return rule_missing(Target("at_most", None, unit), Basis(), NO_LINE)
    text = WORDS[measure.by].format(value=measure.value, points=line.value * 100, line=line.value)

    # Overconfidence lies between -1 and 1, a share between 0 and 1.
    is_excess = measure.by == "overconfidence"
    moved, add = (Line("at_most", (line.value + 1) / 2), _add_excess) if is_excess else (line, _add_squares)

    def compute(tasks: Sequence[Task], level: float) -> TaskFigure | Unmeasured:
        if any(not 0 <= (task.value or 0.0) <= 1 for task in tasks):
            return Unmeasured(Status.INVALID, f"a run has a '{measure.value}' that is not between 0 and 1")
        return _COMPUTE[measure.by](tasks, level)

    rule = TaskRule(
        read=lambda item: _read(case, item, measure),
        compute=compute,
        fewest=None,
        describe_change=lambda tasks, verdict: describe_further_tasks(
            case,
            line,
            tasks,
            verdict,
            compute,
            (build_further_task(tasks, share=0.0), build_further_task(tasks, share=1.0)),
            lambda seen: plan_share(case, moved, seen, add, _count_runs),
        ),
    )
    return rule_on_tasks(case, (measure.of,), line, Target("at_most", line.value, unit, text=text), rule)


def _read(case: Case, evidence: Evidence, measure: CalibrationMeasure) -> Tasks | Unmeasured:
    by_run = measure.by == "brier"
    if by_run and get_data_file(evidence) is None:
        return Unmeasured(Status.MISSING, "a Brier score takes the confidence of each run, which a data file tells")
    return read_tasks(case.context, evidence, case.days, measure.good, value=measure.value, split=by_run)


def _compute_overconfidence(tasks: Sequence[Task], level: float) -> TaskFigure:
    """From -1 (never sure, always right) to 1, moved to 0..1 for the limits and back."""
    share = compute_share(tasks, level, _add_excess, _count_runs)
    limits = share.estimate.interval
    moved = replace(limits, low=2 * limits.low - 1, high=2 * limits.high - 1)
    return replace(share, estimate=Estimate(2 * share.estimate.value - 1, moved))


def _compute_brier(tasks: Sequence[Task], level: float) -> TaskFigure:
    return compute_share(tasks, level, _add_squares, _count_runs)


_COMPUTE = {"overconfidence": _compute_overconfidence, "brier": _compute_brier}


def _count_runs(task: Task) -> float:
    return float(task.attempts)


def _add_excess(task: Task) -> float:
    return ((task.value or 0.0) * task.attempts - task.successes + task.attempts) / 2


def _add_squares(task: Task) -> float:
    stated = task.value or 0.0
    return (1 - stated) ** 2 * task.successes + stated**2 * (task.attempts - task.successes)


ASSESSOR = MeasureAssessor(
    model=CalibrationMeasure,
    rule=rule_calibration,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good, value=measure.value, split=measure.by == "brier"),),
    read_claimed_value=hold_value_against_result,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
    undecided=UNDECIDED,
)
