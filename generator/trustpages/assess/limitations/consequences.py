"""L56 to L59: whether agreed consequences happen, and what sets them aside."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.obligations import A_PROMISE, NOTHING
from trustpages.assess.limitations.rule import Found, Occasion, Rule
from trustpages.assess.limitations.words import day, phrase
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import LedgerEntry, LedgerState, OverrideFinding
from trustpages.model.vocabulary import Severity

NOT_DONE = frozenset({LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED, LedgerState.MISSED_TRIGGER})
DONE = frozenset({LedgerState.ON_TIME, LedgerState.LATE, LedgerState.REVERSED})

SEVERAL_WITHOUT = "Breaking {k} of {n} promises has no agreed consequence: {obligations}."
FAILED_DRILLS = (
    "No consequence has been triggered, and in {k} of {n} {n:drill|drills} it did not work: whether it would is "
    "unknown."
)
RAN_OUT = "end or renewal before it expired"


def _late(facts: Facts) -> Found:
    found = facts.follow_through
    if not found.entries:
        return NotEvaluable("no consequence was triggered")
    if not found.due:
        return NotEvaluable("no consequence that was triggered is due yet")
    failed = [entry for entry in found.entries if _has_failed(entry)]
    if not failed:
        return ()
    obligations = tuple(sorted({entry.obligation for entry in failed}))
    slots: dict[str, Slot] = {
        "k": found.late + found.not_enacted + found.missed,
        "n": found.due,
        "obligations": obligations,
    }
    critical = any(entry.severity is Severity.CRITICAL for entry in failed)
    return (Occasion(slots, obligations, Severity.CRITICAL if critical else Severity.HIGH),)


def _has_failed(one: LedgerEntry) -> bool:
    return one.state in NOT_DONE or (one.state in DONE and one.days_late > 0)


def _none(facts: Facts) -> Found:
    if not facts.promises:
        return NOTHING
    without = facts.follow_through.without_consequence
    if not without:
        return ()
    promises = {obligation.ref: obligation.promise for obligation in facts.obligations}
    slots: dict[str, Slot] = {
        "k": len(without),
        "n": len(facts.promises),
        "obligations": without,
        "obligation": phrase(promises.get(without[0], without[0])),
    }
    return (Occasion(slots, without, sentence=SEVERAL_WITHOUT if len(without) > 1 else None),)


def _untested(facts: Facts) -> Found:
    if not facts.promises:
        return NOTHING
    triggered = any(entry.state is not LedgerState.INVALID for entry in facts.follow_through.entries)
    drills = facts.follow_through.drills
    if triggered or any(worked for _, worked in drills):
        return ()
    slots: dict[str, Slot] = {"k": len(drills), "n": len(drills)}
    return (Occasion(slots, sentence=FAILED_DRILLS) if drills else Occasion(),)


def _overrides(facts: Facts) -> Found:
    found = facts.follow_through.overrides
    if not found:
        return NotEvaluable("no override is on record")
    bad = [override for override in found if not override.valid]
    if not bad:
        return ()
    slots: dict[str, Slot] = {
        "k": len(bad),
        "n": len(found),
        "what": "; ".join(f"{one.id} {_fault(one)}" for one in bad),
    }
    return (Occasion(slots, tuple(override.id for override in bad)),)


def _fault(one: OverrideFinding) -> str:
    """What an override lacks, and that it ran out, in words that follow its name."""
    lacks = [lack for lack in one.lacks if lack != RAN_OUT]
    faults = [f"lacks {', '.join(lacks)}"] if lacks else []
    if RAN_OUT in one.lacks:
        faults.append(f"expired on {day(one.expires)} without an end or a renewal")
    return " and ".join(faults)


RULES = (
    Rule(
        id="L56",
        slug="consequence_late",
        severity=Severity.CRITICAL,
        graded="high where none of the promises concerned is critical",
        meaning="What was agreed to follow a broken promise did not follow, or not in time.",
        fires="an agreed consequence that is due was late or did not happen",
        sentence="{k} of {n} agreed {n:consequence|consequences} did not happen on time: {obligations}.",
        removed_by="the consequence enacted",
        needs="a consequence that was triggered and is due",
        find=_late,
    ),
    Rule(
        id="L57",
        slug="no_consequence",
        severity=Severity.HIGH,
        meaning="If the promise is broken, nothing has to happen.",
        fires="a promise has no agreed consequence",
        sentence='Breaking "{obligation}" has no agreed consequence.',
        removed_by="a change of the pact",
        needs=A_PROMISE,
        find=_none,
    ),
    Rule(
        id="L58",
        slug="untested_consequence",
        severity=Severity.LOW,
        meaning="The agreed consequences exist on paper only, so far.",
        fires="no consequence was ever triggered, and no drill showed that one works",
        sentence="No consequence has been triggered; whether it works is unknown.",
        removed_by="a drill",
        needs=A_PROMISE,
        find=_untested,
    ),
    Rule(
        id="L59",
        slug="bad_override",
        severity=Severity.HIGH,
        meaning="A consequence was set aside without the right, the reasons or the end date that this takes.",
        fires="an override lacks the decision right, a justification, evidence or an expiry date, or ran out without "
        "an end or a renewal",
        sentence="{k} of {n} {n:override|overrides} {k:is|are} not valid: {what}.",
        removed_by="a valid record",
        needs="an override",
        find=_overrides,
    ),
)
