"""What speaks against an agent on its first screen: the worst limitation, adverse evidence, open disputes."""

from __future__ import annotations

from typing import Final

from trustpages.compose.sections.first_screen.happened import name_worst_incident
from trustpages.compose.wording.names import name_item, to_sentence
from trustpages.compose.wording.numbers import format_number
from trustpages.model.pages.values import Said
from trustpages.model.results.evidence import AdverseItem
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.report import AgentReport

MOST_ADVERSE: Final = 3
"""So many items of evidence against the agent are named on the first screen."""

MOST_DISPUTED: Final = 2
"""So many disputes are told on the first screen, of those on which a verdict hangs."""
DISPUTED: Final = "L83"


def find_worst_limitation(agent: AgentReport) -> Limitation | None:
    """The worst limitation apart from those that only repeat the evidence named beside it."""
    named = [item.evidence for item in _list_adverse(agent)[:MOST_ADVERSE]]

    def is_told(limitation: Limitation) -> bool:
        return limitation.slug == "adverse_evidence" and any(map(limitation.is_about, named))

    return next((limitation for limitation in agent.limitations.triggered if not is_told(limitation)), None)


def _list_adverse(agent: AgentReport) -> list[AdverseItem]:
    """Evidence against the agent that no review answers, the worst first; incidents are told beside it."""
    return [item for item in agent.findings.adverse_evidence.unanswered if not item.is_event]


def describe_adverse(agent: AgentReport, most: int = MOST_ADVERSE) -> str:
    """The worst of the evidence against the agent by name, and how much more there is."""
    adverse = _list_adverse(agent)
    named = [f"{name_item(agent, item.evidence)}: {item.found}" for item in adverse[:most]]
    more = [f"{format_number(len(adverse) - most)} more"] if len(adverse) > most else []
    return "; ".join(named + more)


def tell_worst_fact(agent: AgentReport) -> Said:
    """The worst that is known of the agent: a grave incident, else evidence against it, else the worst limitation."""
    if (incident := name_worst_incident(agent)) and agent.findings.real_use.on_record.confirmed.has_grave:
        return incident
    if against := describe_adverse(agent, most=1):
        return f"{against}."
    worst = find_worst_limitation(agent)
    return to_sentence(worst.text, agent) if worst else "Nothing that a rule would name."


def describe_disputed(agent: AgentReport) -> tuple[Said, ...]:
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
