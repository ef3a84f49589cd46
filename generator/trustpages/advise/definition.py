"""Steps of definition: who decides, what follows a broken promise, when it is judged, how much is granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from trustpages.advise.alterations import alter_agent, alter_model, alter_obligations
from trustpages.advise.situation import Alteration, Candidate, Situation, StepKind, name_some
from trustpages.model.documents.agent import Agent, DecisionRight
from trustpages.model.documents.pact import Consequence, Obligation
from trustpages.model.results.next_steps import Stage
from trustpages.model.sentence import Sentence, Term, join
from trustpages.model.vocabulary import Action
from trustpages.model.workspace import AgentEvidence

DECIDER: Final = "whoever-decides"
OVERRIDER: Final = "whoever-may-override"
"""Roles that stand for those that would be named."""


def list_entitled(agent: Agent) -> tuple[str, ...]:
    """The roles that decision rights name, without that of the agent's owner, in the order of the document."""
    named = (role for right in agent.decision_rights for role in (right.owner, *right.may_override))
    return tuple(dict.fromkeys(role for role in named if role != agent.owner.role))


def _find_deciders(situation: Situation) -> Iterator[Candidate]:
    """One step for all consequences that nobody decides on, and for overrides that nobody may decide."""
    if situation.limitations("no_decision_right"):
        what, alter = name_deciders(situation)
        yield Candidate(
            about="agent",
            text=Sentence("Name who decides on ", what, ", and who may decide otherwise"),
            assumes="somebody other than the agent's owner is named",
            alter=alter,
        )


def name_deciders(situation: Situation) -> tuple[Sentence, Alteration]:
    """What nobody decides on yet, in words, and the documents with somebody named for that and for overrides."""
    decided = {right.decision for right in situation.documents.agent.decision_rights}
    agreed = (term for result, _ in situation.promises() for _, term in result.consequences)
    open_actions = sorted({term.action for term in agreed if term.decided_by is None and term.action not in decided})

    def name(documents: AgentEvidence) -> dict[str, Any]:
        rights = documents.agent.decision_rights
        wanted = open_actions or ([] if rights else [Action.SUSPEND])
        added = tuple(DecisionRight(decision=action.value, owner=DECIDER) for action in wanted)
        return {
            "decision_rights": tuple(
                alter_model(right, may_override=right.may_override or (OVERRIDER,)) for right in (*rights, *added)
            )
        }

    what = join(", ", map(Term, open_actions)) if open_actions else Sentence("what is done about the agent")
    return what, alter_agent(name)


def _find_without_consequence(situation: Situation) -> Iterator[Candidate]:
    without = situation.report.findings.follow_through.without_consequence
    if not without:
        return
    decider = next(iter(list_entitled(situation.documents.agent)), DECIDER)
    agreed = Consequence(action=Action.ESCALATE, within=5, decided_by=decider)
    yield Candidate(
        about="agent",
        text=Sentence("Agree what follows a breach of ", name_some(without)),
        subjects=without,
        assumes=f"somebody is told within five days, and {decider.replace('-', ' ')} decides",
        alter=alter_obligations(without, lambda term: alter_model(term, on_breach=agreed)),
    )


def _find_never_judged(situation: Situation) -> Iterator[Candidate]:
    promises = {result.ref for result, _ in situation.promises()}
    refs = sorted({ref for found in situation.limitations("repeated_looks") for ref in found.subjects} & promises)
    if not refs:
        return
    day = find_end_of_quarter(situation.as_of)

    def name_day(term: Obligation) -> Obligation:
        return alter_model(term, window=alter_model(term.window, review_dates=(*term.window.review_dates, day)))

    yield Candidate(
        about="agent",
        text=Sentence("Name the days on which the pact judges ", name_some(refs)),
        subjects=tuple(refs),
        assumes=Sentence("the first of them is ", day),
        alter=alter_obligations(refs, name_day),
    )


def find_end_of_quarter(day: date) -> date:
    """The last day of a quarter that comes next after `day`."""
    first_of_next = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    last = first_of_next - timedelta(days=1)
    return last if last.month % 3 == 0 and last > day else find_end_of_quarter(first_of_next)


def _find_excessive_grant(situation: Situation) -> Iterator[Candidate]:
    authority = situation.report.authority
    if not authority.differs:
        return

    def grant(documents: AgentEvidence) -> dict[str, Any]:
        return {"authority": alter_model(documents.agent.authority, granted=authority.by_rules)}

    yield Candidate(
        about="agent",
        text=Sentence("Grant ", Term(authority.by_rules), " in place of ", Term(authority.granted)),
        assumes="nothing else changes: it is what the rules allow today",
        alter=alter_agent(grant),
    )


DEFINITION_KINDS = (
    StepKind("name-deciders", Stage.DEFINITION, _find_deciders),
    StepKind("agree-consequence", Stage.DEFINITION, _find_without_consequence),
    StepKind("name-review-days", Stage.DEFINITION, _find_never_judged),
    StepKind("grant-less", Stage.DEFINITION, _find_excessive_grant),
)
