"""How far each step of the work may be relied on: no further than all that is known of it allows."""

from __future__ import annotations

from typing import Final

from trustpages.compose import paths
from trustpages.compose.wording.names import to_sentence, to_title
from trustpages.model.documents.agent import Step
from trustpages.model.documents.base import has_passed
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.findings import StepLine
from trustpages.model.pages.values import Link, StateLabel
from trustpages.model.results.evidence import AdverseItem, Evidence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.states import NOT_RELIABLE, RELIABLE, SEVERITIES, UNPROMISED, VERDICTS, WITH_CARE
from trustpages.model.vocabulary import EvidenceClass, Posture, Severity, Verdict

# No evidence, or evidence that leans towards broken, is no ground to rely on a step either.
BROKEN: Final = {Verdict.BREACHED, Verdict.MISSING, Verdict.LEANING_BREACH}
UNBREAKABLE: Final = "L82"


def has_expired(report: Report, agent: AgentReport) -> bool:
    """Whether the last good day of what the report says of the agent has passed."""
    return has_passed(agent.valid_until.day, report.as_of)


def group_steps_by_reliance(report: Report, agent: AgentReport) -> tuple[tuple[StateLabel, str], ...]:
    """The steps of the work by how far to rely on them, the warnings first."""
    steps = [assess_step(report, agent, step) for step in agent.agent.workflow.steps]
    named = [
        (state, [step.step for step in steps if step.reliance.name == state.name])
        for state in (NOT_RELIABLE, UNPROMISED, WITH_CARE, RELIABLE)
    ]
    return tuple((state, ", ".join(names)) for state, names in named if names)


def assess_step(report: Report, agent: AgentReport, step: Step) -> StepLine:
    """How far the step may be relied on, and the promises that decide it, or why none does."""
    promises = [
        obligation
        for obligation in agent.findings.obligations
        if obligation.step == step.id and obligation.verdict is not Verdict.NOT_APPLICABLE
    ]
    reliance, why, decisive = _judge_reliance(agent, step, promises, expired=has_expired(report, agent))
    return StepLine(
        step=to_title(step.id),
        summary=step.summary or "",
        consequence=SEVERITIES[step.consequence],
        reliance=reliance,
        why=why,
        decided_by=tuple(
            (Link(obligation.promise, paths.obligation(agent.id, obligation.ref)), VERDICTS[obligation.verdict])
            for obligation in decisive
        ),
    )


def _judge_reliance(
    agent: AgentReport, step: Step, promises: list[ObligationResult], *, expired: bool
) -> tuple[StateLabel, str, list[ObligationResult]]:
    """How far a step may be relied on: never further than its worst promise, nor than the evidence against it."""
    broken = [obligation for obligation in promises if obligation.verdict.ranked_as in BROKEN]
    if broken:
        return NOT_RELIABLE, "", broken
    own, others = _find_against(agent, step, promises)
    grave = next((adverse for adverse in own if _is_grave(agent, adverse)), None)
    if grave is not None:
        return NOT_RELIABLE, _tell_against(agent, grave), []
    if agent.authority.by_rules == agent.authority.ladder[0]:
        return NOT_RELIABLE, "Under the rules it must not act at all.", []
    if not promises:
        return UNPROMISED, "No promise covers this step.", []
    if agent.posture.posture is Posture.BLOCKED:
        return NOT_RELIABLE, "Another promise blocks the whole agent.", []
    open_ = [obligation for obligation in promises if obligation.verdict is not Verdict.MET]
    if open_:
        return WITH_CARE, "", open_
    turned = [obligation for obligation in promises if obligation.has_turned]
    if turned:
        at_risk = VERDICTS[Verdict.AT_RISK].in_sentence
        return WITH_CARE, f"It was kept when it was judged; since then it is {at_risk}.", turned
    against = next(iter((*own, *others)), None)
    doubt = _tell_against(agent, against) if against is not None else _find_doubt(agent, promises, expired=expired)
    return (WITH_CARE, doubt, []) if doubt else (RELIABLE, "", promises)


def _find_doubt(agent: AgentReport, promises: list[ObligationResult], *, expired: bool) -> str:
    """Why promises that are all kept are no ground to rely on the step without care; empty without a reason.

    What only benchmarks show is not relied on without care: a benchmark rehearses work, it is not the work.
    """
    posture = agent.posture
    if any(obligation.stale for obligation in promises):
        return "The promise was kept, but the evidence is no longer current."
    if posture.posture is Posture.RESTRICTED:
        return "Its promises are kept, but a person approves each action."
    if _can_hardly_be_broken(agent, promises):
        return "Its promises are kept, but hardly any result could break them."
    if _is_rehearsed_only(agent, promises):
        return "Its promises are kept on benchmarks; nothing from real use says so."
    if posture.posture is Posture.CONDITIONAL and posture.decided_by is None:
        return to_sentence(Sentence("its promises are kept, but ", posture.reason), agent)
    if expired:
        return "Its promises are kept, but the last day for which this holds has passed."
    return ""


def _find_against(
    agent: AgentReport, step: Step, promises: list[ObligationResult]
) -> tuple[list[AdverseItem], list[AdverseItem]]:
    """Evidence against the agent that no review answers: what is about this step, and what names no step; worst first.

    Where the work has one step, what names none is about that one.
    """
    refs, is_only = {obligation.ref for obligation in promises}, len(agent.agent.workflow.steps) == 1
    evidence = {item.id: item for item in agent.evidence}
    own, others = [], []
    for adverse in agent.findings.adverse_evidence.unanswered:
        item = evidence[adverse.evidence].item
        steps = item.steps if isinstance(item, Incident) else ()
        names_none = not item.obligations and not steps
        if step.id in steps or refs & item.obligations or (names_none and is_only):
            own.append(adverse)
        elif names_none:
            others.append(adverse)
    return own, others


def _is_grave(agent: AgentReport, adverse: AdverseItem) -> bool:
    """Whether it shows that the step is not to be relied on: critical, or outcomes worse than a line they are held to.

    Attacks that got through, and findings that are open, are named beside promises that hold all the same.
    """
    item: Evidence | None = next((item for item in agent.evidence if item.id == adverse.evidence), None)
    counts = item is not None and item.item.traits.outcomes is not None
    is_attack = item is not None and item.evidence_class is EvidenceClass.RED_TEAM
    return adverse.severity is Severity.CRITICAL or (counts and not is_attack)


def _tell_against(agent: AgentReport, adverse: AdverseItem) -> str:
    return to_sentence(Sentence(Reference(adverse.evidence), f" speaks against it: {adverse.found}"), agent)


def _can_hardly_be_broken(agent: AgentReport, promises: list[ObligationResult]) -> bool:
    unbreakable = [limitation for limitation in agent.limitations.triggered if limitation.rule == UNBREAKABLE]
    return any(limitation.is_about(promise.ref) for limitation in unbreakable for promise in promises)


def _is_rehearsed_only(agent: AgentReport, promises: list[ObligationResult]) -> bool:
    """Whether nothing but benchmark evidence stands behind the promises."""
    behind = {name for promise in promises for name in promise.pooled}
    classes = {item.evidence_class for item in agent.evidence if item.id in behind}
    return bool(classes) and classes <= {EvidenceClass.BENCHMARK}
