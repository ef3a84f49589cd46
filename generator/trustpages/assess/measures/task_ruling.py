"""The ruling on a figure over tasks: its interval decides, unknown outcomes leave it open, few tasks lean at most."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.items import is_judged_by_ai
from trustpages.assess.evidence.pooling import Pool, pool_evidence
from trustpages.assess.evidence.tasks import Task, Tasks, assume_outcomes, combine_tasks, drop_unknown
from trustpages.assess.measures.ruling import (
    INFERRED,
    Line,
    Ruling,
    agree_on_verdict,
    build_basis,
    explain_too_little,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.what_would_change import ChangeWords, describe_change
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Target, WhatWouldChange
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.distributions import two_sided_z, z_of, z_to_two_sided_p
from trustpages.statistics.interval import Estimate

JUDGED = "as judged: such a figure cannot be corrected for the errors of an AI judge"
FEW = "{clusters} groups of runs that stand alone are too few to decide anything"
TASKS = ChangeWords(("task that fails", "tasks that fail"), ("task that succeeds", "tasks that succeed"))


@dataclass(frozen=True, slots=True)
class TaskFigure:
    """A figure over tasks with its interval, and why it cannot show that a promise is kept, or anything at all.

    `weakness` takes away both verdicts, `doubt` only the good one.
    """

    estimate: Estimate
    weakness: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRule:
    """How one kind of measure is ruled on.

    `read` gives the tasks of an item, `compute` the figure over tasks at a level. `fewest` clusters can show the
    promise, None where that is not known beforehand. `describe_change` says what would change the verdict.
    """

    read: Callable[[Evidence], Tasks | Unmeasured]
    compute: Callable[[Sequence[Task], float], TaskFigure | Unmeasured]
    fewest: int | None
    describe_change: Callable[[Tasks, Verdict], WhatWouldChange]


def rule_on_tasks(case: Case, kinds: Sequence[str], line: Line, target: Target, rule: TaskRule) -> Ruling:
    """The ruling on a figure over tasks, decided by its interval.

    With unknown outcomes the verdict stands only if it is the same whether all of them were good or bad. With fewer
    clusters than the policy's it leans at most.
    """
    pool = pool_evidence(case, kinds, rule.read)
    if not pool.counted:
        return rule_no_evidence(target, build_basis(pool), rule.fewest)
    tasks = combine_tasks(pool.counts)
    basis = build_basis(pool, tasks.methods)
    figure = explain_too_little(case, pool, tasks.known) or rule.compute(drop_unknown(tasks.tasks), case.level)
    if isinstance(figure, Unmeasured):
        return replace(rule_missing(target, basis, figure, rule.fewest), unknown=tasks.unknown)
    ends = _compute_ends(case, tasks, figure, rule)
    caps = _list_caps(case, pool, tasks)
    verdicts = [_decide(line, end, caps) for end in ends]
    verdict = agree_on_verdict(verdicts)
    values = [end.estimate.value for end in ends]
    return Ruling(
        target=target,
        verdict=verdict,
        decided_by=INFERRED,
        quantity=figure.estimate.measured(target.unit, n=len(tasks.tasks), n_eff=tasks.clusters),
        basis=basis,
        inferred=verdict,
        unknown=tasks.unknown,
        bounds=(min(values), max(values)) if tasks.unknown else None,
        verdict_bounds=(verdicts[0], verdicts[-1]) if tasks.unknown else None,
        n_min=rule.fewest,
        units=tasks.clusters,
        notes=_list_notes(tasks, figure, caps, rule.fewest),
        would_change=WhatWouldChange() if case.verdict_only else rule.describe_change(tasks, verdict),
    )


def _compute_ends(case: Case, tasks: Tasks, figure: TaskFigure, rule: TaskRule) -> list[TaskFigure]:
    """The figure, or where outcomes are unknown, what it would be if all of them were bad, and if all were good."""
    if not tasks.unknown:
        return [figure]
    ends = (rule.compute(assume_outcomes(tasks.tasks, good=good), case.level) for good in (False, True))
    return [figure if isinstance(end, Unmeasured) else end for end in ends]


@dataclass(frozen=True, slots=True)
class _Caps:
    """Why the evidence can decide nothing, and why it cannot show that a promise is kept; None where it can."""

    weakness: str | None
    doubt: str | None


def _list_caps(case: Case, pool: Pool[Tasks], tasks: Tasks) -> _Caps:
    few = tasks.clusters < case.context.policy.pact.units_min
    judged = any(is_judged_by_ai(counted.evidence) for counted in pool.counted)
    return _Caps(FEW.format(clusters=tasks.clusters) if few else None, JUDGED if judged else None)


def _decide(line: Line, figure: TaskFigure, caps: _Caps) -> Verdict:
    verdict = line.decide(figure.estimate.value, figure.estimate.interval)
    if figure.weakness or caps.weakness or (verdict is Verdict.MET and (figure.doubt or caps.doubt)):
        return verdict.as_leaning()
    return verdict


def _list_notes(tasks: Tasks, figure: TaskFigure, caps: _Caps, fewest: int | None) -> tuple[str, ...]:
    notes = [note for note in (figure.weakness, figure.doubt, caps.weakness, caps.doubt) if note]
    if fewest is not None and tasks.clusters < fewest and not figure.weakness:
        notes.append(f"{tasks.clusters} tasks cannot show it even if nothing goes wrong: {fewest} are needed")
    if tasks.clusters < len(tasks.tasks):
        notes.append(f"{len(tasks.tasks)} tasks in {tasks.clusters} groups whose tasks are not independent")
    return tuple(notes)


def plan_by_width(
    case: Case, line: Line, tasks: Tasks, verdict: Verdict, rule_compute: Callable[[float], TaskFigure | Unmeasured]
) -> WhatWouldChange:
    """About how many tasks like these would settle it with the policy's power.

    Limits come closer as one over the root of the number of tasks. With the power as well as the level they have to
    lie within the distance of the figure from the line: the level at which z is the sum of both.
    """
    power = case.context.policy.pact.power
    figure = rule_compute(1 - z_to_two_sided_p(two_sided_z(case.level) + z_of(1 - power)))
    if not verdict.is_inconclusive or isinstance(figure, Unmeasured):
        return describe_change(verdict, TASKS)
    value, limits = figure.estimate.value, figure.estimate.interval
    far = limits.low if value > line.value else limits.high
    if value == line.value or math.isinf(far):
        return describe_change(verdict, TASKS)
    times = ((far - value) / (line.value - value)) ** 2
    groups = max(math.ceil(times * tasks.clusters), case.context.policy.pact.units_min)
    runs = math.ceil(groups * tasks.attempts / tasks.clusters)
    return describe_change(verdict, TASKS, runs=runs, groups=groups)
