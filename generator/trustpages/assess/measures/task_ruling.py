"""The ruling on a figure over tasks: its interval decides, unknown outcomes leave it open, few tasks lean at most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.items import is_judged_by_ai
from trustpages.assess.evidence.pooling import Pool, PooledItem, pool_evidence
from trustpages.assess.evidence.tasks import Task, Tasks, assume_outcomes, combine_tasks, drop_unknown
from trustpages.assess.measures.ruling import (
    INFERRED,
    Line,
    Ruling,
    agree_on_verdict,
    build_basis,
    choose_worse_verdict,
    explain_too_little,
    rule_missing,
    rule_no_evidence,
)
from trustpages.assess.measures.subsets.sources import SourceKey, identify_source, name_sources
from trustpages.assess.measures.what_would_change import ChangeWords, describe_change, withhold_ways_to_keep
from trustpages.model.aggregate import UNNAMED
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import LeftOut, Target, WhatWouldChange
from trustpages.model.results.parts import Counts
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.search import first_true

JUDGED = "as judged: such a figure cannot be corrected for the errors of an AI judge"
MORE_OF_THE_SAME = "No further tasks like these show that it is kept."
TASKS_UNIT = "tasks"
UNDECIDED = '{m} {m:outcome is|outcomes are} not known; whether "{obligation}" is kept depends on {m:it|them}.'
FEW = "{clusters} groups of runs that stand alone are too few to decide anything"
_MOST_FURTHER = 1000
_FURTHER = f"{UNNAMED}further"
TASKS = ChangeWords(("task that fails", "tasks that fail"), ("task that succeeds", "tasks that succeed"))


@dataclass(frozen=True, slots=True)
class TaskFigure:
    """A figure over tasks with its interval, and why it cannot show that a promise is kept, or anything at all.

    `weakness` takes away both verdicts, `doubt` only the good one. `tasks` is how many it rests on, where not on all.
    """

    estimate: Estimate
    weakness: str | None = None
    doubt: str | None = None
    tasks: int | None = None
    counts: Counts | None = None


Compute = Callable[[Sequence[Task], float], TaskFigure | Unmeasured]
"""The figure over tasks at a level, or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRule:
    """How one kind of measure is ruled on.

    `read` gives the tasks of an item, `compute` the figure over tasks at a level. `fewest` clusters can show the
    promise, None where that is not known beforehand. `describe_change` says what would change the verdict. `bound`
    gives a task as its unknown outcomes make the figure least and greatest, `complete` a task with what it lacks as
    unknown outcomes.
    """

    read: Callable[[Evidence], Tasks | Unmeasured]
    compute: Compute
    fewest: int | None
    describe_change: Callable[[Tasks, Verdict], WhatWouldChange]
    bound: Callable[[Task], tuple[Task, Task]] = assume_outcomes
    complete: Callable[[Task], Task] = lambda task: task


def rule_on_tasks(case: Case, kinds: Sequence[str], line: Line, target: Target, rule: TaskRule) -> Ruling:
    """The ruling on a figure over tasks, decided by its interval.

    With unknown outcomes the verdict stands only if it is the same whether all of them were good or bad. With fewer
    clusters than the policy's it leans at most. Versions and producers are not pooled, since nothing tells whether
    such figures differ beyond chance: of those that ran what is deployed, the one with the worst verdict decides.
    """
    pool = pool_evidence(case, kinds, rule.read)
    if not pool.counted:
        return rule_no_evidence(target, build_basis(pool), rule.fewest, TASKS_UNIT)
    sources: dict[SourceKey, list[PooledItem[Tasks]]] = {}
    for counted in pool.counted:
        sources.setdefault(identify_source(counted), []).append(counted)
    deployed = [key for key in sources if not key.is_earlier] or list(sources)
    rulings = {
        key: _rule_on_source(case, replace(pool, counted=tuple(sources[key])), line, target, rule) for key in deployed
    }
    worst = deployed[0]
    for key in deployed[1:]:
        worst = worst if _is_worse(rulings[worst], rulings[key], line) else key
    return _leave_out_others(rulings[worst], sources, worst)


def _is_worse(ruling: Ruling, other: Ruling, line: Line) -> bool:
    """Whether the first is no better than the other: by its verdict, then by its figure."""
    if ruling.verdict is not other.verdict:
        return choose_worse_verdict(ruling.verdict, other.verdict) is ruling.verdict
    if isinstance(ruling.quantity, Unmeasured) or isinstance(other.quantity, Unmeasured):
        return isinstance(ruling.quantity, Unmeasured)
    return (ruling.quantity.value <= other.quantity.value) is (line.direction == "at_least")


def _leave_out_others(
    ruling: Ruling, sources: Mapping[SourceKey, Sequence[PooledItem[Tasks]]], chosen: SourceKey
) -> Ruling:
    """The ruling on one source, with the items of all others among what was left out."""
    names = dict(zip(sources, name_sources(tuple(sources)), strict=True))
    left_out = (
        LeftOut(counted.evidence.id, f"runs {names[key]} are not pooled with those {names[chosen]}, which decide")
        for key, items in sources.items()
        if key != chosen
        for counted in items
    )
    ordered = tuple(sorted((*ruling.basis.left_out, *left_out), key=lambda gap: gap.evidence))
    return replace(ruling, basis=replace(ruling.basis, left_out=ordered))


def _rule_on_source(case: Case, pool: Pool[Tasks], line: Line, target: Target, rule: TaskRule) -> Ruling:
    combined = combine_tasks(pool.counts)
    tasks = replace(combined, tasks=tuple(map(rule.complete, combined.tasks)))
    basis = build_basis(pool, tasks.methods)
    figure = explain_too_little(case, pool, tasks.known) or rule.compute(drop_unknown(tasks.tasks), case.level)
    if isinstance(figure, Unmeasured):
        return replace(rule_missing(target, basis, figure, rule.fewest, TASKS_UNIT), unknown=tasks.unknown)
    ends = _compute_ends(case, tasks, figure, rule)
    caps = _list_caps(case, pool, tasks)
    verdicts = [_decide(line, end, caps) for end in ends]
    verdict = agree_on_verdict(verdicts)
    values = [end.estimate.value for end in ends]
    number = figure.tasks or len(drop_unknown(tasks.tasks))
    return Ruling(
        target=target,
        verdict=verdict,
        decided_by=INFERRED,
        quantity=figure.estimate.measured(target.unit, n=number, n_eff=min(number, tasks.clusters)),
        basis=basis,
        inferred=verdict,
        unknown=tasks.unknown,
        bounds=(min(values), max(values)) if tasks.unknown else None,
        verdict_bounds=(verdicts[0], verdicts[-1]) if tasks.unknown else None,
        n_min=rule.fewest,
        units=tasks.clusters,
        counts=_list_counts(ends, figure, tasks.unknown),
        notes=_list_notes(tasks, figure, caps, rule.fewest),
        would_change=WhatWouldChange() if case.verdict_only else _describe_change(rule, tasks, verdict, figure, caps),
    )


def _describe_change(
    rule: TaskRule, tasks: Tasks, verdict: Verdict, figure: TaskFigure, caps: _Caps
) -> WhatWouldChange:
    change = rule.describe_change(tasks, verdict)
    is_doubted = figure.doubt is not None or caps.doubt is not None
    return withhold_ways_to_keep(change, verdict, MORE_OF_THE_SAME) if is_doubted else change


def _compute_ends(case: Case, tasks: Tasks, figure: TaskFigure, rule: TaskRule) -> list[TaskFigure]:
    """The figure, or where outcomes are unknown, the least and the greatest that they allow."""
    if not tasks.unknown:
        return [figure]
    extremes = zip(*(rule.bound(task) for task in tasks.tasks), strict=True)
    ends = (rule.compute(extreme, case.level) for extreme in extremes)
    return [figure if isinstance(end, Unmeasured) else end for end in ends]


def _list_counts(ends: Sequence[TaskFigure], figure: TaskFigure, unknown: int) -> Counts | None:
    """The clusters behind the figure, and behind the least and the greatest that unknown outcomes allow."""
    if figure.counts is None:
        return None
    if_bad, if_good = ([end.counts.clusters if end.counts else () for end in ends]) if unknown else ((), ())
    return replace(figure.counts, unknown=unknown, if_bad=if_bad, if_good=if_good)


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


def describe_further_tasks(
    case: Case,
    line: Line,
    tasks: Tasks,
    verdict: Verdict,
    compute: Compute,
    further: tuple[Task, Task],
    plan: Callable[[Sequence[Task]], int | None],
) -> WhatWouldChange:
    """How many further tasks in a row would breach it, or show that it is kept, and how many like these settle it.

    `further` is a task that speaks against the promise, and one that speaks for it; each stands alone. `plan` gives the
    number of clusters like those seen that settle it with the policy's power.
    """
    seen = drop_unknown(tasks.tasks)

    def count(task: Task, wanted: Verdict) -> int | None:
        def suffice(more: int) -> bool:
            added = (replace(task, number=more),) if more else ()
            figure = compute((*seen, *added), case.level)
            if isinstance(figure, Unmeasured) or tasks.clusters + more < case.context.policy.pact.units_min:
                return False
            return line.decide(figure.estimate.value, figure.estimate.interval) is wanted

        return first_true(suffice, 0) if suffice(_MOST_FURTHER) else None

    against, favourable = further
    groups = plan(seen) if verdict.is_inconclusive else None
    return describe_change(
        TASKS,
        failures=None if verdict is Verdict.BREACHED else count(against, Verdict.BREACHED),
        successes=None if verdict is Verdict.MET else count(favourable, Verdict.MET),
        runs=None if groups is None else math.ceil(groups * tasks.attempts / tasks.clusters),
        groups=groups,
    )


def build_further_task(tasks: Tasks, **changes: float) -> Task:
    """A further task with as many runs as the others have on average, and with their mean value unless changed."""
    runs = max(1, round(tasks.attempts / len(tasks.tasks)))
    values = [task.value for task in tasks.tasks if task.value is not None]
    mean = math.fsum(values) / len(values)
    share, value = changes.get("share", 0.0), changes.get("value", mean)
    return Task(_FURTHER, _FURTHER, runs, round(share * runs), 0, value)
