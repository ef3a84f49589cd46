"""L56 to L61 and L64: whether consequences happen, who may override them, whether anybody looks."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import day
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import LedgerState
from trustpages.model.vocabulary import Severity

NOTHING = NotEvaluable("nothing is promised")
FAILED = {LedgerState.LATE, LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED, LedgerState.MISSED_TRIGGER}
UNDECIDED = "Nobody is named who decides what follows when these promises are broken: {obligations}."


def _late(facts: Facts) -> Found:
    if not facts.follow_through.entries:
        return NotEvaluable("no consequence was triggered")
    failed = [one for one in facts.follow_through.entries if one.state in FAILED]
    if not failed:
        return ()
    settled = {LedgerState.PENDING, LedgerState.WAIVED, LedgerState.OVERRIDDEN, LedgerState.INVALID}
    due = sum(one.state not in settled for one in facts.follow_through.entries)
    critical = any(one.severity is Severity.CRITICAL for one in failed)
    slots: dict[str, Slot] = {
        "k": len(failed),
        "n": due,
        "entries": tuple(sorted({one.obligation for one in failed})),
    }
    return (Occasion(slots, severity=Severity.CRITICAL if critical else Severity.HIGH),)


def _none(facts: Facts) -> Found:
    if not facts.obligations:
        return NOTHING
    promises = {one.ref: one.promise for one in facts.obligations}
    return (
        Occasion({"obligation": promises.get(ref, ref)}, ref)
        for ref in facts.follow_through.without_consequence
    )


def _untested(facts: Facts) -> Found:
    if not facts.obligations:
        return NOTHING
    if facts.follow_through.entries or any(worked for _, worked in facts.follow_through.drills):
        return ()
    return (Occasion(),)


def _overrides(facts: Facts) -> Found:
    found = facts.follow_through.overrides
    if not found:
        return NotEvaluable("no override is on record")
    bad = [one for one in found if not one.valid]
    if not bad:
        return ()
    lacking = tuple(sorted({lack for one in bad for lack in one.lacks}))
    expired = sorted(day(one.expires) for one in bad if one.expires is not None)
    slots: dict[str, Slot] = {"k": len(bad), "what": lacking, "ids": tuple(one.id for one in bad)}
    if expired:
        return (Occasion({**slots, "date": expired[0]}),)
    return (Occasion(slots, sentence="{k} override(s) lack {what}."),)


def _no_right(facts: Facts) -> Found:
    if not facts.obligations:
        return NOTHING
    rights = facts.agent.decision_rights
    if not rights or not any(one.may_override for one in rights):
        return (Occasion(),)
    owners = {one.owner for one in rights}
    orphans = tuple(
        one.ref
        for one in facts.obligations
        if one.consequences and all((term.decided_by or "") not in owners for _, term in one.consequences)
    )
    return (Occasion({"obligations": orphans}, sentence=UNDECIDED),) if orphans else ()


def _overdue(facts: Facts) -> Found:
    found = facts.reviews
    if found.due is None:
        return NotEvaluable("the agent was never deployed, so no review is due")
    if found.overdue <= 0:
        return ()
    severe = facts.agent.blast_radius in {Severity.CRITICAL, Severity.HIGH}
    slots: dict[str, Slot] = {"date": day(found.due), "d": found.overdue}
    return (Occasion(slots, severity=Severity.HIGH if severe else Severity.MEDIUM),)


def _unreviewed(facts: Facts) -> Found:
    return (
        Occasion(
            {"event": one.text, "date": day(one.on), "d": (one.deadline - one.on).days, "trigger": one.id}
        )
        for one in facts.reviews.triggers
        if one.is_overdue(facts.context.as_of)
    )


RULES = (
    Rule(
        "L56",
        "consequence_late",
        Severity.CRITICAL,
        "an agreed consequence was late or did not happen; critical on a critical promise, else high",
        "{k} of {n} agreed consequences did not happen on time.",
        "the consequence enacted",
        "a consequence that was triggered",
        _late,
    ),
    Rule(
        "L57",
        "no_consequence",
        Severity.HIGH,
        "a promise has no agreed consequence",
        'Breaking "{obligation}" has no agreed consequence.',
        "a change of the pact",
        "a promise",
        _none,
    ),
    Rule(
        "L58",
        "untested_consequence",
        Severity.LOW,
        "no consequence was ever triggered, and no drill showed that one works",
        "No consequence has been triggered; whether it works is unknown.",
        "a drill",
        "a promise",
        _untested,
    ),
    Rule(
        "L59",
        "bad_override",
        Severity.HIGH,
        "an override lacks the right, a justification, evidence or an expiry, or has expired",
        "{k} override(s) lack {what} or expired on {date}.",
        "a valid record",
        "an override",
        _overrides,
    ),
    Rule(
        "L60",
        "review_overdue",
        Severity.HIGH,
        "the scheduled review is overdue; high where the blast radius is high or critical, else medium",
        "The review was due on {date}, {d} days ago.",
        "a review",
        "an agent that was deployed",
        _overdue,
    ),
    Rule(
        "L61",
        "trigger_unreviewed",
        Severity.HIGH,
        "an event that calls for a review is open past its deadline",
        "{event} on {date} required a review within {d} days; none is recorded.",
        "a review that names the event",
        "nothing",
        _unreviewed,
    ),
    Rule(
        "L64",
        "no_decision_right",
        Severity.HIGH,
        "nobody is named who may decide or override, or a promise's consequence names no owner with that right",
        "Nobody is named who may narrow, stop or override this agent.",
        "decision rights, and a pact that names them",
        "a promise",
        _no_right,
    ),
)
