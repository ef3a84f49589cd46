"""The next steps of an agent: candidates of every kind are tried, weighed and put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trustpages.advise.alterations import apply_all
from trustpages.advise.catalog import KINDS
from trustpages.advise.situation import Candidate, Situation, StepKind, leave_as_is
from trustpages.advise.stages import check_stages, list_coming_days
from trustpages.advise.weighing import count_rungs, is_worth_it, keep_outcomes, list_gains, order
from trustpages.model.results.next_steps import AgentSteps, Lift, NextStep
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import Posture
from trustpages.model.workspace import AgentEvidence


@dataclass(frozen=True, slots=True)
class Trial:
    """How documents are tried: `assess` gives the report on them, `record` what it leaves behind, and `compare` what
    changed from one to another.
    """

    assess: Callable[[AgentEvidence], AgentReport]
    record: Callable[[AgentReport], ReportRecord]
    compare: Callable[[ReportRecord, ReportRecord], tuple[ReportChange, ...]]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A step with the candidate that it was, so that it can be taken together with others."""

    step: NextStep
    candidate: Candidate


def advise(situation: Situation, trial: Trial) -> AgentSteps:
    """The steps that would change something, those that would change most first, and how far each stage has come."""
    report = situation.report
    before = trial.record(report)
    tried = sorted((_try(situation, trial, before, *found) for found in find_candidates(situation)), key=_order)
    return AgentSteps(
        agent=report.id,
        posture=report.posture.posture,
        steps=tuple(_keep_those_that_add([each.step for each in tried])),
        lift=_find_lift(situation, trial, tried),
        checks=check_stages(situation),
        days=list_coming_days(situation),
        tried=len(tried),
    )


def _keep_those_that_add(steps: Sequence[NextStep]) -> Iterator[NextStep]:
    """The steps that would lift the posture, and those that would make better what none before them would."""
    reached: set[tuple[str, ...]] = set()
    for step in steps:
        gains = list_gains(step.changes)
        if is_worth_it(step.changes) and (count_rungs(step.changes) > 0 or not gains <= reached):
            reached |= gains
            yield step


def find_candidates(situation: Situation) -> Iterator[tuple[StepKind, Candidate]]:
    """Every candidate with its kind."""
    return ((kind, candidate) for kind in KINDS for candidate in kind.find(situation))


def _try(situation: Situation, trial: Trial, before: ReportRecord, kind: StepKind, candidate: Candidate) -> _Tried:
    given = candidate.given(situation.documents)
    if candidate.given is not leave_as_is:
        before = trial.record(trial.assess(given))
    changes = trial.compare(before, trial.record(trial.assess(candidate.alter(given))))
    step = NextStep(
        id=f"{kind.name}/{candidate.about}",
        kind=kind.name,
        stage=kind.stage,
        text=candidate.text,
        assumes=candidate.assumes,
        changes=keep_outcomes(changes),
        subjects=candidate.subjects or (candidate.about,),
        runs=candidate.runs,
        judged_on=candidate.judged_on,
        next_step=candidate.next_step,
    )
    return _Tried(step, candidate)


def _order(tried: _Tried) -> tuple[int | str, ...]:
    return order(tried.step)


def _find_lift(situation: Situation, trial: Trial, tried: Sequence[_Tried]) -> Lift | None:
    """The smallest set of steps that takes the posture up: alone where that is enough, else what cannot be left out.

    Those that would change least are left out first. A step that changes nothing alone may be needed: a review closes
    nothing before somebody is named who may hold it.
    """
    before = situation.report.posture
    if before.posture is Posture.SUPPORTED or not tried:
        return None
    alone = next((each for each in tried if count_rungs(each.step.changes) > 0), None)
    if alone is not None:
        reached = replace_posture(before.posture, count_rungs(alone.step.changes))
        return Lift((alone.step,), reached)

    def reach(chosen: Sequence[_Tried]) -> AgentReport:
        alterations = (alter for each in chosen for alter in (each.candidate.given, each.candidate.alter))
        return trial.assess(apply_all(alterations, situation.documents))

    together = reach(tried)
    if together.posture.posture.rank <= before.posture.rank:
        return Lift((), together.posture.posture, _explain(together))
    needed = list(tried)
    for each in reversed(tried):
        without = [other for other in needed if other is not each]
        if reach(without).posture.posture.rank > before.posture.rank:
            needed = without
    return Lift(tuple(each.step for each in needed), reach(needed).posture.posture)


def _explain(report: AgentReport) -> Sentence:
    """What decides the posture, and what would settle that."""
    decisive = (found for found in report.findings.obligations if found.ref == report.posture.decided_by)
    plan = next((found.would_change.text for found in decisive), "")
    return Sentence(report.posture.reason, f". {plan}" if plan else "")


def replace_posture(posture: Posture, rungs: int) -> Posture:
    """The posture so many above it."""
    return tuple(Posture)[posture.rank + rungs]
