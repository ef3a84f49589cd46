"""The first screen of an agent: what may be relied on, for which steps, until when; what may not."""

from __future__ import annotations

from typing import Final

from trustpages.compose import paths
from trustpages.compose.figures import day
from trustpages.compose.happened import what_happened
from trustpages.compose.limitation_views import limitation_view
from trustpages.compose.pages.data import BottomLine, StepLine
from trustpages.compose.spelled import sentence, title_from
from trustpages.compose.tones import POSTURES, SEVERITIES, VERDICTS
from trustpages.compose.views import Link, Tone
from trustpages.model.documents.agent import Step
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import EvidenceClass, Posture, Verdict

RELY: Final = Tone("May be relied on", "rely")
CARE: Final = Tone("With care", "care")
NO: Final = Tone("Do not rely on it", "no")
UNPROMISED: Final = Tone("Nothing is promised", "unpromised")

BROKEN: Final = {Verdict.BREACHED, Verdict.MISSING, Verdict.LEANING_BREACH}


def bottom_line(report: Report, agent: AgentReport) -> BottomLine:
    """The bottom line of `agent`."""
    until, triggered = agent.valid_until, agent.limitations.triggered
    steps = tuple(_step_line(agent, step) for step in agent.agent.workflow.steps)
    return BottomLine(
        posture=POSTURES[agent.posture.posture],
        reason=sentence(agent.posture.reason, agent),
        decided_by=_decided_by(agent),
        reliances=_together(steps),
        worst=limitation_view(triggered[0], agent) if triggered else None,
        happened=what_happened(agent),
        steps=steps,
        authority_granted=title_from(agent.authority.granted),
        authority_by_rules=title_from(agent.authority.by_rules),
        authority_differs=agent.authority.differs,
        authority_reasons=tuple(sentence(reason, agent) for reason in agent.authority.reasons),
        valid_until=day(until.day) if until.day else "",
        valid_reason=sentence(until.reason, agent),
        expired=until.day is not None and until.day < report.as_of,
        valid_day=until.day.isoformat() if until.day else "",
    )


def reliances(agent: AgentReport) -> tuple[tuple[Tone, str], ...]:
    """The steps of the work by how far to rely on them, the warnings first."""
    return _together(tuple(_step_line(agent, step) for step in agent.agent.workflow.steps))


def _together(steps: tuple[StepLine, ...]) -> tuple[tuple[Tone, str], ...]:
    named = [
        (tone, [step.step for step in steps if step.reliance.name == tone.name])
        for tone in (NO, UNPROMISED, CARE, RELY)
    ]
    return tuple((tone, ", ".join(names)) for tone, names in named if names)


def _decided_by(agent: AgentReport) -> Link | None:
    found = [obligation for obligation in agent.obligations if obligation.ref == agent.posture.decided_by]
    return Link(found[0].promise, paths.obligation(agent.id, found[0].ref)) if found else None


def _step_line(agent: AgentReport, step: Step) -> StepLine:
    promises = [obligation for obligation in agent.obligations if obligation.step == step.id]
    reliance, why, decisive = _reliance(agent, promises)
    return StepLine(
        step=title_from(step.id),
        summary=step.summary or "",
        consequence=SEVERITIES[step.consequence],
        reliance=reliance,
        why=why,
        decided_by=tuple(
            (
                Link(obligation.promise, paths.obligation(agent.id, obligation.ref)),
                VERDICTS[obligation.verdict],
            )
            for obligation in decisive
        ),
    )


def _reliance(
    agent: AgentReport, promises: list[ObligationResult]
) -> tuple[Tone, str, list[ObligationResult]]:
    """How far a step may be relied on: never further than its worst promise, nor than the posture allows.

    What only benchmarks show is not relied on without care: a benchmark rehearses work, it is not the work.
    """
    posture = agent.posture.posture
    counted = [promise for promise in promises if promise.verdict is not Verdict.NOT_APPLICABLE]
    if not counted:
        return UNPROMISED, "No promise covers this step.", []
    broken = [one for one in counted if one.verdict in BROKEN]
    if broken:
        return NO, "", broken
    if posture is Posture.BLOCKED:
        return NO, "Another promise blocks the whole agent.", []
    open_ = [obligation for obligation in counted if obligation.verdict is not Verdict.MET]
    if open_:
        return CARE, "", open_
    stale = [obligation for obligation in counted if obligation.stale]
    if stale:
        return CARE, "The promise was kept, but the evidence is no longer current.", []
    if posture is Posture.RESTRICTED:
        return CARE, "Its promises are kept, but a person approves each action.", []
    if _rehearsed_only(agent, counted):
        return CARE, "Its promises are kept on benchmarks; nothing from real use says so.", []
    return RELY, "", counted


def _rehearsed_only(agent: AgentReport, promises: list[ObligationResult]) -> bool:
    """Whether nothing but benchmark evidence stands behind the promises."""
    behind = {name for promise in promises for name in promise.pooled}
    classes = {item.evidence_class for item in agent.evidence if item.id in behind}
    return bool(classes) and classes <= {EvidenceClass.BENCHMARK}
