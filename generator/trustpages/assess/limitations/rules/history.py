"""L54, L92, L94: evidence and agents that were published and are gone, and reviews that settle nothing."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.assess.standing.answers import find_lacks
from trustpages.assess.standing.reviews import list_reviews_held
from trustpages.assess.standing.triggers import TO_ANSWER
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.records.history import VanishedItem
from trustpages.model.sentence import Reference, join, refer, strip_full_stop
from trustpages.model.vocabulary import Severity

EXPLAINED = (
    "{item} spoke against the agent, was cited last on {cited}, and is gone. The review {review} of {date} by {by} "
    "says why: {why}."
)
HELD = "it counts here"
NOT_HELD = "it does not count here"


def _find_evidence_vanished(agent: AssessedAgent) -> Occasions:
    if agent.history.names_of_vanished is None:
        return NotEvaluable("no earlier report was given to compare with")
    gone = agent.history.names_of_vanished
    vanished = (Occasion({"k": len(gone), "ids": gone}, gone),) if gone else ()
    against = [item for item in agent.history.explained if item.item.kind == "incident" or item.item.severity]
    return (*vanished, *(occasion for item in against for occasion in _tell_explained(item)))


def _tell_explained(gone: VanishedItem) -> Iterator[Occasion]:
    """What spoke against the agent stays told when a review has said why it is gone."""
    if gone.answer is None:
        return
    slots: dict[str, Slot] = {
        "item": gone.name,
        "cited": gone.last_cited,
        "review": Reference(gone.answer.review),
        "date": gone.answer.on,
        "by": gone.answer.by,
        "why": strip_full_stop(gone.answer.why),
    }
    yield Occasion(slots, (gone.item.id,), Severity.MEDIUM, EXPLAINED)


def _find_predecessor_missing(agent: AssessedAgent) -> Occasions:
    if not agent.history.is_compared:
        return NotEvaluable("no earlier report was given to compare with")
    return tuple(
        Occasion(
            {
                "agent": likeness.missing.agent.id,
                "posture": likeness.missing.agent.posture.value,
                "date": likeness.missing.as_of,
                "shared": join(", ", likeness.shared),
                "open": join(", ", refer(likeness.missing.agent.left_open)),
                "held": HELD if likeness.is_held_to_it else NOT_HELD,
            },
            (likeness.missing.agent.id,),
        )
        for likeness in agent.history.alike
    )


def _find_review_without_right(agent: AssessedAgent) -> Occasions:
    reviews = list_reviews_held(agent.context)
    if not reviews:
        return NotEvaluable("no review is on record")
    against = _list_what_needs_an_answer(agent)
    return [
        Occasion(
            {
                "review": Reference(review.id),
                "date": review.date,
                "by": review.by.name,
                "lacks": " and ".join(lacks),
                "names": refer(names),
            },
            names,
        )
        for review in reviews
        if (names := tuple(sorted(against.intersection(review.closes))))
        and (lacks := find_lacks(agent.document, review))
    ]


def _list_what_needs_an_answer(agent: AssessedAgent) -> frozenset[str]:
    """Everything that not everybody may close: what speaks against the agent, what is gone, what changed in silence."""
    history, findings = agent.history, agent.findings
    waiting = (trigger for trigger in findings.reviews.triggers if trigger.kind in TO_ANSWER)
    return frozenset(
        {
            *findings.adverse_evidence.ids,
            *(name for trigger in waiting for name in trigger.names),
            *(item.item.id for item in (*history.vanished, *history.explained)),
            *(broken.ref for broken in history.withdrawn),
            *(
                name
                for item in agent.context.unexamined
                for name in (item.id, item.set_aside.dispute if item.set_aside else None)
                if name is not None
            ),
        }
    )


HISTORY_RULES = (
    Rule(
        id="L54",
        slug="evidence_vanished",
        severity=Severity.CRITICAL,
        meaning="Evidence that was shown before is gone, and nobody said why.",
        fires="an item that the last report cited is no longer there",
        sentence="{k} {k:item|items} cited in the last report {k:is|are} gone: {ids}.",
        graded="medium for what spoke against the agent and is gone, once a review has said why",
        removed_by="the items restored, or their absence explained by a review that may; what spoke against the agent "
        "stays, as medium",
        needs="the last published report",
        find=_find_evidence_vanished,
    ),
    Rule(
        id="L92",
        slug="predecessor_missing",
        severity=Severity.CRITICAL,
        meaning="An agent that looks like this one was reported before, with things left open, and nobody says what "
        "became of it.",
        fires="an agent that left a promise unkept, an incident or vanished evidence is in no later report, and this "
        "one, new since, has its name, promises, evidence or work",
        sentence="The agent {agent} was {posture} on {date}, and nobody says what became of it; this one has {shared}. "
        "What it left open: {open}; {held}.",
        removed_by="the missing agent restored, or its id among those that this one names as `formerly`",
        needs="the last published report",
        find=_find_predecessor_missing,
    ),
    Rule(
        id="L94",
        slug="review_without_right",
        severity=Severity.HIGH,
        meaning="Somebody who may not decide about the agent, or who answers for it, has declared something settled.",
        fires="a review closes an incident, a breach, evidence against the agent or evidence that is gone, and whoever "
        "held it has a role that no decision right names or that of the agent's owner, or was the deploying team alone",
        sentence="The review {review} of {date} by {by} closes {names} and lacks {lacks}: it answers nothing.",
        removed_by="a review by a role that the decision rights name, not the owner's, with others than the deploying "
        "team",
        needs="a review",
        find=_find_review_without_right,
    ),
)
