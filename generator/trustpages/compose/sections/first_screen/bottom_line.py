"""The first screen of an agent: posture, which steps may be relied on, until when, what happened."""

from __future__ import annotations

from typing import Final

from trustpages.compose import paths
from trustpages.compose.answers.reliance import assess_step, group_steps_by_reliance, has_expired
from trustpages.compose.composition import Composition
from trustpages.compose.sections.first_screen.adverse import describe_adverse, describe_disputed, find_worst_limitation
from trustpages.compose.sections.first_screen.at_a_glance import answer_at_a_glance
from trustpages.compose.sections.first_screen.happened import (
    describe_consequences_in_short,
    describe_incidents_in_short,
)
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.sections.reviews import describe_waiting
from trustpages.compose.wording.authority import describe_rung, explain_authority
from trustpages.compose.wording.names import to_sentence, to_title
from trustpages.model.pages.blocks import Columns, Section
from trustpages.model.pages.findings import BottomLine, Steps
from trustpages.model.pages.values import Link, StateLabel
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.states import NOTHING_RELIABLE, POSTURES, RELIABLE, mark_expired
from trustpages.model.vocabulary import Posture


def show_bottom_line(composition: Composition, agent: AgentReport) -> Section:
    """The answers that a reader comes for: how far to rely on the agent, what speaks against it, who says so."""
    return Section("", (compose_bottom_line(composition.report, agent), answer_at_a_glance(composition, agent)))


def compose_steps(report: Report, agent: AgentReport) -> Steps:
    """How far each step of the work may be relied on, with the promises that decide it."""
    return Steps(tuple(assess_step(report, agent, step) for step in agent.agent.workflow.steps))


def compose_boundary(agent: AgentReport) -> Columns:
    """What the owner allows, which is no advice: it stands even where the report says not to rely on it."""
    boundary = agent.agent.boundary
    return Columns((("Its owner allows", boundary.may), ("Its owner forbids", boundary.may_not)))


def compose_bottom_line(report: Report, agent: AgentReport) -> BottomLine:
    """The bottom line of `agent`."""
    until, authority = agent.valid_until, agent.authority
    expired = has_expired(report, agent)
    worst, waiting = find_worst_limitation(agent), describe_waiting(agent.findings.reviews, report.as_of)
    return BottomLine(
        posture=label_posture(report, agent),
        action=_say_action(report, agent),
        alone=_may_act_alone(agent.authority),
        reason=to_sentence(agent.posture.reason, agent),
        decided_by=_link_deciding_obligation(agent),
        authority_granted=to_title(authority.granted),
        authority_by_rules=to_title(authority.by_rules),
        authority_differs=authority.differs,
        authority_why=explain_authority(agent),
        valid_until=until.day,
        valid_reason=f"{to_sentence(until.reason, agent)}{'' if until.day is None or expired else AFTERWARDS}",
        waiting=f"{waiting}." if waiting else "",
        expired=expired,
        reliances=_list_reliances(report, agent),
        worst=view_limitation(worst, agent) if worst else None,
        against=describe_adverse(agent),
        disputed=describe_disputed(agent),
        happened=describe_incidents_in_short(agent),
        followed=describe_consequences_in_short(agent),
    )


AFTERWARDS: Final = " After that day, ask for a newer report."
RUN_OUT: Final = "This report has run out. Ask for a newer report before you rely on the agent."


def _say_action(report: Report, agent: AgentReport) -> str:
    """What follows for whoever uses the agent: nothing good after its last good day."""
    if has_expired(report, agent):
        return RUN_OUT
    authority = agent.authority
    if authority.may_not_act:
        return f"It must not act{_say_who_stopped_it(agent)}."
    if authority.is_approved_each:
        return "A person must approve every action."
    if authority.by_rules == authority.ladder[-1]:
        return "It may act alone, within what its owner allows."
    return f"It may act, and {describe_rung(authority, authority.by_rules)}."


def _say_who_stopped_it(agent: AgentReport) -> str:
    """What holds it back where the posture does not: “Conditional” beside it would read as a permission."""
    if agent.posture.posture is Posture.BLOCKED:
        return ""
    if agent.authority.lowered_by:
        return ": what followed from a broken promise has stopped it"
    return ": its owner allows nothing" if agent.authority.granted == agent.authority.ladder[0] else ""


def _may_act_alone(authority: AuthorityResult) -> str:
    if authority.may_not_act:
        return "Not at all"
    if authority.is_approved_each:
        return "No"
    return "Yes, within limits"


def _list_reliances(report: Report, agent: AgentReport) -> tuple[tuple[StateLabel, str], ...]:
    """The steps by how far to rely on them; that there is none without a warning, too."""
    groups = group_steps_by_reliance(report, agent)
    is_any = any(state.name == RELIABLE.name for state, _ in groups)
    return groups if is_any else (*groups, (NOTHING_RELIABLE, "Nothing yet"))


def label_posture(report: Report, agent: AgentReport) -> StateLabel:
    """The posture as it is shown: that it has expired is part of it."""
    posture = POSTURES[agent.posture.posture]
    return mark_expired(posture) if has_expired(report, agent) else posture


def _link_deciding_obligation(agent: AgentReport) -> Link | None:
    deciding = [obligation for obligation in agent.findings.obligations if obligation.ref == agent.posture.decided_by]
    return Link(deciding[0].promise, paths.obligation(agent.id, deciding[0].ref)) if deciding else None
