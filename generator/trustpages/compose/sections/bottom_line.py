"""The first screen of an agent: posture, which steps may be relied on, until when, what happened."""

from __future__ import annotations

from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections.happened import describe_events
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.figures import format_number
from trustpages.compose.wording.names import name_item, to_sentence, to_title
from trustpages.model.documents.agent import Agent, Step
from trustpages.model.pages.blocks import Columns, FactList, Section
from trustpages.model.pages.findings import BottomLine, StepLine, Steps
from trustpages.model.pages.values import Fact, Link, StateLabel
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import NOT_RELIABLE, POSTURES, RELIABLE, SEVERITIES, UNPROMISED, VERDICTS, WITH_CARE
from trustpages.model.vocabulary import EvidenceClass, Posture, Verdict

MOST_ADVERSE: Final = 3
"""So many items of evidence against the agent are named on the first screen."""

# No evidence, or evidence that leans towards broken, is no ground to rely on a step either.
BROKEN: Final = {Verdict.BREACHED, Verdict.MISSING, Verdict.LEANING_BREACH}


def show_bottom_line(composition: Composition, agent: AgentReport) -> Section:
    """What may be relied on and what not, step by step, what the agent may do, and what it is."""
    document = agent.agent
    boundary = (("It may", document.boundary.may), ("It may not", document.boundary.may_not))
    return Section(
        "",
        (
            compose_bottom_line(composition.report, agent),
            Steps(tuple(_assess_step(agent, step) for step in document.workflow.steps)),
            Columns(boundary),
            FactList(_describe_agent(document, composition.trust.publisher.contact)),
        ),
    )


def compose_bottom_line(report: Report, agent: AgentReport) -> BottomLine:
    """The bottom line of `agent`."""
    until, triggered, authority = agent.valid_until, agent.limitations.triggered, agent.authority
    return BottomLine(
        posture=POSTURES[agent.posture.posture],
        reason=to_sentence(agent.posture.reason, agent),
        decided_by=_link_deciding_obligation(agent),
        authority_granted=to_title(authority.granted),
        authority_by_rules=to_title(authority.by_rules),
        authority_differs=authority.differs,
        authority_reasons=" ".join(to_sentence(reason, agent) for reason in authority.reasons),
        valid_until=until.day,
        valid_reason=to_sentence(until.reason, agent),
        expired=until.day is not None and until.day < report.as_of,
        reliances=group_steps_by_reliance(agent),
        worst=view_limitation(triggered[0], agent) if triggered else None,
        against=_describe_adverse(agent),
        happened=describe_events(agent),
    )


def _describe_adverse(agent: AgentReport) -> str:
    """Evidence against the agent that no review answers, the worst of it by name; incidents are told beside it."""
    found = [item for item in agent.findings.adverse_evidence.unanswered if not item.is_event]
    named = [f"{name_item(agent, item.evidence)}: {item.found}" for item in found[:MOST_ADVERSE]]
    more = [f"{format_number(len(found) - MOST_ADVERSE)} more"] if len(found) > MOST_ADVERSE else []
    return "; ".join(named + more)


def group_steps_by_reliance(agent: AgentReport) -> tuple[tuple[StateLabel, str], ...]:
    """The steps of the work by how far to rely on them, the warnings first."""
    steps = [_assess_step(agent, step) for step in agent.agent.workflow.steps]
    named = [
        (state, [step.step for step in steps if step.reliance.name == state.name])
        for state in (NOT_RELIABLE, UNPROMISED, WITH_CARE, RELIABLE)
    ]
    return tuple((state, ", ".join(names)) for state, names in named if names)


def _describe_agent(document: Agent, contact: str | None) -> tuple[Fact, ...]:
    role = f" ({document.owner.role})" if document.owner.role else ""
    since = ("since ", document.deployed_since) if document.deployed_since else "not deployed yet"
    return (
        Fact("Version", document.version, note=since),
        Fact("Takes part in", document.workflow.summary),
        Fact("Answers for it", f"{document.owner.name}{role}", note=_link_contact(contact) if contact else ""),
        Fact("If it fails", f"{document.blast_radius.value.capitalize()} consequences"),
    )


def _link_contact(address: str) -> tuple[str | Link, ...]:
    """Where to ask: a mail address as it is read, else the address of a page."""
    return ("Questions to ", Link(address.removeprefix("mailto:"), address, "elsewhere"))


def _link_deciding_obligation(agent: AgentReport) -> Link | None:
    deciding = [obligation for obligation in agent.findings.obligations if obligation.ref == agent.posture.decided_by]
    return Link(deciding[0].promise, paths.obligation(agent.id, deciding[0].ref)) if deciding else None


def _assess_step(agent: AgentReport, step: Step) -> StepLine:
    promises = [obligation for obligation in agent.findings.obligations if obligation.step == step.id]
    reliance, why, decisive = _judge_reliance(agent, promises)
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
    agent: AgentReport, promises: list[ObligationResult]
) -> tuple[StateLabel, str, list[ObligationResult]]:
    """How far a step may be relied on: never further than its worst promise, nor than the posture allows.

    What only benchmarks show is not relied on without care: a benchmark rehearses work, it is not the work.
    """
    posture = agent.posture.posture
    counted = [promise for promise in promises if promise.verdict is not Verdict.NOT_APPLICABLE]
    if not counted:
        return UNPROMISED, "No promise covers this step.", []
    broken = [obligation for obligation in counted if obligation.verdict.ranked_as in BROKEN]
    if broken:
        return NOT_RELIABLE, "", broken
    if posture is Posture.BLOCKED:
        return NOT_RELIABLE, "Another promise blocks the whole agent.", []
    open_ = [obligation for obligation in counted if obligation.verdict is not Verdict.MET]
    if open_:
        return WITH_CARE, "", open_
    turned = [obligation for obligation in counted if obligation.has_turned]
    if turned:
        at_risk = VERDICTS[Verdict.AT_RISK].in_sentence
        return WITH_CARE, f"It was kept when it was judged; since then it is {at_risk}.", turned
    stale = [obligation for obligation in counted if obligation.stale]
    if stale:
        return WITH_CARE, "The promise was kept, but the evidence is no longer current.", []
    if posture is Posture.RESTRICTED:
        return WITH_CARE, "Its promises are kept, but a person approves each action.", []
    if _is_rehearsed_only(agent, counted):
        return WITH_CARE, "Its promises are kept on benchmarks; nothing from real use says so.", []
    return RELIABLE, "", counted


def _is_rehearsed_only(agent: AgentReport, promises: list[ObligationResult]) -> bool:
    """Whether nothing but benchmark evidence stands behind the promises."""
    behind = {name for promise in promises for name in promise.pooled}
    classes = {item.evidence_class for item in agent.evidence if item.id in behind}
    return bool(classes) and classes <= {EvidenceClass.BENCHMARK}
