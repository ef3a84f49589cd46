"""L60, L61, L64: whether anybody looks, and who may decide."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.obligations import A_PROMISE, NOTHING
from trustpages.assess.limitations.rule import NOTHING_NEEDED, Found, Occasion, Rule
from trustpages.assess.limitations.words import day
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import OpenTrigger
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Severity

NEVER = "No review was ever held; the first was due on {date}, {d} {d:day|days} ago."
NO_OVERRIDE = "Nobody is named who may override a decision about this agent."
UNDECIDED = (
    "For {k} of {n} {n:promise|promises} nobody is named who decides what follows a breach: {obligations}."
)


def _overdue(facts: Facts) -> Found:
    found = facts.reviews
    if found.due is None:
        return NotEvaluable("no review is on record, and no day of deployment from which one would be due")
    if found.overdue <= 0:
        return ()
    severe = facts.agent.blast_radius in {Severity.CRITICAL, Severity.HIGH}
    slots: dict[str, Slot] = {"date": day(found.due), "d": found.overdue}
    severity = Severity.HIGH if severe else Severity.MEDIUM
    return (Occasion(slots, severity=severity, sentence=NEVER if found.last is None else None),)


def _unreviewed(facts: Facts) -> Found:
    as_of = facts.context.as_of
    return tuple(_open(trigger) for trigger in facts.reviews.triggers if trigger.is_overdue(as_of))


def _open(one: OpenTrigger) -> Occasion:
    slots: dict[str, Slot] = {
        "event": one.text.rstrip("."),
        "date": day(one.on),
        "d": (one.deadline - one.on).days,
    }
    return Occasion(slots, (one.id,))


def _no_right(facts: Facts) -> Found:
    if not facts.promises:
        return NOTHING
    rights = facts.agent.decision_rights
    deciders = {right.decision for right in rights}
    orphans = tuple(promise.ref for promise in facts.promises if _is_undecided(promise, deciders))
    if not rights and (orphans or not any(promise.consequences for promise in facts.promises)):
        return (Occasion(),)
    found = []
    if orphans:
        slots: dict[str, Slot] = {"k": len(orphans), "n": len(facts.promises), "obligations": orphans}
        found.append(Occasion(slots, orphans, sentence=UNDECIDED))
    if not any(right.may_override for right in rights):
        found.append(Occasion(sentence=NO_OVERRIDE))
    return tuple(found)


def _is_undecided(one: ObligationResult, deciders: set[str]) -> bool:
    """Whether any agreed consequence names nobody who decides, and no decision right covers it."""
    return any(term.decided_by is None and term.action.value not in deciders for _, term in one.consequences)


RULES = (
    Rule(
        id="L60",
        slug="review_overdue",
        severity=Severity.HIGH,
        graded="medium where the blast radius is medium or low",
        meaning="Nobody has looked at the agent when somebody should have.",
        fires="the scheduled review is overdue; without any review it was due on the day of deployment",
        sentence="The review was due on {date}, {d} {d:day|days} ago.",
        removed_by="a review",
        needs="a review on record, or the day of deployment",
        find=_overdue,
    ),
    Rule(
        id="L61",
        slug="trigger_unreviewed",
        severity=Severity.HIGH,
        meaning="Something happened that called for a review, and none has followed.",
        fires="an event that calls for a review is open past its deadline",
        sentence="{event} ({date}): this required a review within {d} {d:day|days}; none is recorded.",
        removed_by="a review that names the event",
        needs=NOTHING_NEEDED,
        find=_unreviewed,
    ),
    Rule(
        id="L64",
        slug="no_decision_right",
        severity=Severity.HIGH,
        meaning="In trouble it is not settled who may act.",
        fires="nobody is named who decides on an agreed consequence, or nobody who may override",
        sentence="Nobody is named who may narrow, stop or override this agent.",
        removed_by="a change of the pact or of the decision rights that names them",
        needs=A_PROMISE,
        find=_no_right,
    ),
)
