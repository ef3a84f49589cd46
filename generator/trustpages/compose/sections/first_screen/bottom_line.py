"""The first screen of an agent: posture, which steps may be relied on, until when, what happened."""

from __future__ import annotations

from typing import Final

from trustpages.compose import paths
from trustpages.compose.answers.reliance import assess_step, group_steps_by_reliance, has_expired
from trustpages.compose.composition import Composition
from trustpages.compose.sections.first_screen.at_a_glance import answer_at_a_glance
from trustpages.compose.sections.first_screen.happened import describe_events, name_worst_incident
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.sections.reviews import describe_waiting
from trustpages.compose.wording.names import name_item, to_sentence, to_title
from trustpages.compose.wording.numbers import format_number
from trustpages.model.pages.blocks import Columns, Section
from trustpages.model.pages.findings import BottomLine, Steps
from trustpages.model.pages.values import Link, Said, StateLabel
from trustpages.model.results.evidence import AdverseItem
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.states import POSTURES, mark_expired

MOST_ADVERSE: Final = 3
"""So many items of evidence against the agent are named on the first screen."""

MOST_DISPUTED: Final = 2
"""So many disputes are told on the first screen, of those on which a verdict hangs."""
DISPUTED: Final = "L83"


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
    worst, waiting = _find_worst_limitation(agent), describe_waiting(agent.findings.reviews, report.as_of)
    return BottomLine(
        posture=label_posture(report, agent),
        action=_say_action(report, agent),
        alone=_may_act_alone(agent.authority),
        reason=to_sentence(agent.posture.reason, agent),
        decided_by=_link_deciding_obligation(agent),
        authority_granted=to_title(authority.granted),
        authority_by_rules=to_title(authority.by_rules),
        authority_differs=authority.differs,
        authority_reasons=" ".join(to_sentence(reason, agent) for reason in authority.reasons),
        valid_until=until.day,
        valid_reason=to_sentence(until.reason, agent),
        waiting=f"{waiting}." if waiting else "",
        expired=has_expired(report, agent),
        reliances=group_steps_by_reliance(report, agent),
        worst=view_limitation(worst, agent) if worst else None,
        against=_describe_adverse(agent),
        disputed=_describe_disputed(agent),
        happened=describe_events(agent),
    )


RUN_OUT: Final = "It has run out. Ask for a newer report before you rely on it."


def _say_action(report: Report, agent: AgentReport) -> str:
    """What follows for whoever uses the agent: nothing good after its last good day."""
    if has_expired(report, agent):
        return RUN_OUT
    authority = agent.authority
    if authority.may_not_act:
        return "It must not act."
    if authority.is_approved_each:
        return "A person must approve every action."
    if authority.by_rules != authority.ladder[-1]:
        return f"It may act as far as “{to_title(authority.by_rules).lower()}” goes."
    return "It may act alone, within what its owner allows."


def _may_act_alone(authority: AuthorityResult) -> str:
    if authority.may_not_act:
        return "Not at all"
    if authority.is_approved_each:
        return "No"
    return "Yes, within limits"


def label_posture(report: Report, agent: AgentReport) -> StateLabel:
    """The posture as it is shown: that it has expired is part of it."""
    posture = POSTURES[agent.posture.posture]
    return mark_expired(posture) if has_expired(report, agent) else posture


def _find_worst_limitation(agent: AgentReport) -> Limitation | None:
    """The worst limitation apart from those that only repeat the evidence named beside it."""
    named = [item.evidence for item in _list_adverse(agent)[:MOST_ADVERSE]]

    def is_told(limitation: Limitation) -> bool:
        return limitation.slug == "adverse_evidence" and any(map(limitation.is_about, named))

    return next((limitation for limitation in agent.limitations.triggered if not is_told(limitation)), None)


def _list_adverse(agent: AgentReport) -> list[AdverseItem]:
    """Evidence against the agent that no review answers, the worst first; incidents are told beside it."""
    return [item for item in agent.findings.adverse_evidence.unanswered if not item.is_event]


def _describe_adverse(agent: AgentReport, most: int = MOST_ADVERSE) -> str:
    """The worst of the evidence against the agent by name, and how much more there is."""
    adverse = _list_adverse(agent)
    named = [f"{name_item(agent, item.evidence)}: {item.found}" for item in adverse[:most]]
    more = [f"{format_number(len(adverse) - most)} more"] if len(adverse) > most else []
    return "; ".join(named + more)


def tell_worst_fact(agent: AgentReport) -> Said:
    """The worst that is known of the agent: a grave incident, else evidence against it, else the worst limitation."""
    if (incident := name_worst_incident(agent)) and agent.findings.real_use.on_record.confirmed.has_grave:
        return incident
    if against := _describe_adverse(agent, most=1):
        return f"{against}."
    worst = _find_worst_limitation(agent)
    return to_sentence(worst.text, agent) if worst else "Nothing that a rule would name."


def _describe_disputed(agent: AgentReport) -> tuple[Said, ...]:
    """What would be otherwise without what open disputes contest, the gravest first, unless it is the worst of all."""
    flipping = [{contest.dispute} for contest in agent.contests if contest.flips]
    if agent.contested_together is not None:
        flipping.append(set(agent.contested_together.disputes))
    told = [
        limitation.text
        for limitation in agent.limitations.triggered[1:]
        if limitation.rule == DISPUTED and any(map(frozenset(limitation.subjects).issuperset, flipping))
    ]
    return tuple(to_sentence(text, agent) for text in told[:MOST_DISPUTED])


def _link_deciding_obligation(agent: AgentReport) -> Link | None:
    deciding = [obligation for obligation in agent.findings.obligations if obligation.ref == agent.posture.decided_by]
    return Link(deciding[0].promise, paths.obligation(agent.id, deciding[0].ref)) if deciding else None
