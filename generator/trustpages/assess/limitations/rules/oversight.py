"""L56 to L61 and L64: whether consequences, overrides and reviews happen as agreed, and who may act."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NOTHING_NEEDED, Occasion, Occasions, Rule
from trustpages.assess.limitations.rules.promises.obligations import A_PROMISE, NOTHING
from trustpages.model.results.follow_through import DONE, NEVER_RECORDED, NOT_DONE, LedgerState, OverrideFinding
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import Part, Reference, Sentence, join, refer, strip_full_stop
from trustpages.model.vocabulary import Severity

SEVERAL_WITHOUT = "Breaking {k} of {n} promises has no agreed consequence: {obligations}."
FAILED_DRILLS = (
    "No consequence has been triggered, and in {k} of {n} {n:drill|drills} it did not work: whether it would is "
    "unknown."
)
RAN_OUT = "end or renewal before it expired"
NEVER = "No review was ever held; the first was due on {date}, {d} {d:day|days} ago."
NO_OVERRIDE = "Nobody is named who may override a decision about this agent."
UNDECIDED = "For {k} of {n} {n:promise|promises} nobody is named who decides what follows a breach: {obligations}."


def _find_consequence_late(agent: AssessedAgent) -> Occasions:
    follow_through = agent.findings.follow_through
    if not follow_through.entries:
        return NotEvaluable("no consequence was triggered")
    if not follow_through.due:
        return NotEvaluable("no consequence that was triggered is due yet")
    failed = [
        entry
        for entry in follow_through.entries
        if entry.state in NOT_DONE | NEVER_RECORDED or (entry.state in DONE and entry.days_late > 0)
    ]
    if not failed:
        return ()
    obligations = tuple(sorted({entry.obligation for entry in failed}))
    slots: dict[str, Slot] = {
        "k": follow_through.late + follow_through.not_enacted + follow_through.missed,
        "n": follow_through.due,
        "obligations": refer(obligations),
    }
    critical = any(entry.severity is Severity.CRITICAL for entry in failed)
    return (Occasion(slots, obligations, Severity.CRITICAL if critical else Severity.HIGH),)


def _find_no_consequence(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    without = agent.findings.follow_through.without_consequence
    if not without:
        return ()
    promises = {obligation.ref: obligation.promise for obligation in agent.findings.obligations}
    slots: dict[str, Slot] = {
        "k": len(without),
        "n": len(agent.promises),
        "obligations": refer(without),
        "obligation": strip_full_stop(promises.get(without[0], without[0])),
    }
    return (Occasion(slots, without, sentence=SEVERAL_WITHOUT if len(without) > 1 else None),)


def _find_untested_consequence(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    # A record that contradicts itself does not show that the consequence was ever put to the test.
    triggered = any(entry.state is not LedgerState.INVALID for entry in agent.findings.follow_through.entries)
    drills = agent.findings.follow_through.drills
    if triggered or any(worked for _, worked in drills):
        return ()
    slots: dict[str, Slot] = {"k": len(drills), "n": len(drills)}
    return (Occasion(slots, sentence=FAILED_DRILLS) if drills else Occasion(),)


def _find_bad_override(agent: AssessedAgent) -> Occasions:
    overrides = agent.findings.follow_through.overrides
    if not overrides:
        return NotEvaluable("no override is on record")
    bad = [override for override in overrides if not override.valid]
    if not bad:
        return ()
    slots: dict[str, Slot] = {
        "k": len(bad),
        "n": len(overrides),
        "what": join("; ", (Sentence(Reference(override.id), " ", _describe_fault(override)) for override in bad)),
    }
    return (Occasion(slots, tuple(override.id for override in bad)),)


def _describe_fault(override: OverrideFinding) -> Sentence:
    """What an override lacks, and that it ran out, in words that follow its name."""
    lacks = [lack for lack in override.lacks if lack != RAN_OUT]
    faults: list[Part] = [f"lacks {', '.join(lacks)}"] if lacks else []
    if RAN_OUT in override.lacks:
        expired = override.expires or "an unstated date"
        faults.append(Sentence("expired on ", expired, " without an end or a renewal"))
    return join(" and ", faults)


def _find_review_overdue(agent: AssessedAgent) -> Occasions:
    reviews = agent.findings.reviews
    if reviews.due is None:
        return NotEvaluable("no review is on record, and no day of deployment from which one would be due")
    if reviews.overdue <= 0:
        return ()
    severe = agent.document.blast_radius in {Severity.CRITICAL, Severity.HIGH}
    slots: dict[str, Slot] = {"date": reviews.due, "d": reviews.overdue}
    severity = Severity.HIGH if severe else Severity.MEDIUM
    return (Occasion(slots, severity=severity, sentence=NEVER if reviews.last is None else None),)


def _find_trigger_unreviewed(agent: AssessedAgent) -> Occasions:
    return tuple(
        Occasion(
            {
                "event": strip_full_stop(trigger.text),
                "date": Sentence("noticed on ", trigger.on) if trigger.noticed else trigger.when,
                "d": (trigger.deadline - trigger.on).days,
            },
            (trigger.id,),
        )
        for trigger in agent.findings.reviews.list_overdue(agent.context.as_of)
    )


def _find_no_decision_right(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    rights = agent.document.decision_rights
    deciders = {right.decision for right in rights}
    # One agreed consequence that nobody decides on is enough: it is the one that will not happen.
    orphans = tuple(
        promise.ref
        for promise in agent.promises
        if any(term.decided_by is None and term.action.value not in deciders for _, term in promise.consequences)
    )
    if not rights and (orphans or not any(promise.consequences for promise in agent.promises)):
        return (Occasion(),)
    occasions = []
    if orphans:
        slots: dict[str, Slot] = {"k": len(orphans), "n": len(agent.promises), "obligations": refer(orphans)}
        occasions.append(Occasion(slots, orphans, sentence=UNDECIDED))
    if not any(right.may_override for right in rights):
        occasions.append(Occasion(sentence=NO_OVERRIDE))
    return tuple(occasions)


OVERSIGHT_RULES = (
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
        find=_find_consequence_late,
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
        find=_find_no_consequence,
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
        find=_find_untested_consequence,
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
        find=_find_bad_override,
    ),
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
        find=_find_review_overdue,
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
        find=_find_trigger_unreviewed,
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
        find=_find_no_decision_right,
    ),
)
