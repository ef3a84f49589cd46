"""L51 to L53, L55, L74, L77: looks that decide nothing, many promises, moved thresholds, spent error
budgets, runs that were not drawn at random, and levels that shifted.
"""

from __future__ import annotations

from trustpages.assess.evidence.selection import describe_hand_picked, find_hand_picked
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NOTHING_NEEDED, Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.rules.promises.obligations import A_PROMISE, NO_COUNTS, NOTHING
from trustpages.assess.limitations.sentences import format_amount, format_decimal
from trustpages.assess.measures.ruling import PICKED
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.records.terms import name_term, word_term
from trustpages.model.sentence import strip_full_stop
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Severity, Verdict

UNDECLARED = (
    'The {what} for "{obligation}" was changed from {a} to {b} between {since} and {until}, during the period it '
    "judges, and the pact does not say so."
)
SPENT = (
    'Failures used the allowance of "{obligation}" {burn} times too fast ({bad} in {seen} runs, {allowed} in '
    "{expected} allowed); nothing is left of it."
)
UNDATED_END = (
    'Failures are using the allowance of "{obligation}" {burn} times too fast ({bad} in {seen} runs, {allowed} in '
    "{expected} allowed)."
)

SHIFTED_PERIODS = (
    'The evidence for "{obligation}" counts {k1} {what} in {m1} periods, then {k2} in {m2}; its total describes '
    "neither part of the time."
)


def _find_repeated_looks(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    return tuple(
        Occasion(
            {"obligation": strip_full_stop(promise.promise), "l": promise.looks},
            (promise.ref,),
            Severity.HIGH if promise.looks > agent.policy.pact.many_looks else Severity.MEDIUM,
        )
        for promise in agent.promises
        if promise.verdict.is_interim and promise.next_review is None
    )


def _find_many_obligations(agent: AssessedAgent) -> Occasions:
    m = len(agent.promises)
    if m < agent.policy.pact.many_obligations:
        return ()
    # Only one end of a two-sided interval makes a promise that is kept look broken.
    tail = (1 - agent.policy.level) / 2
    return (Occasion({"m": m, "e": format_decimal(m * tail)}),)


def _find_threshold_moved(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    declared = (
        Occasion(
            {
                "what": name_term(change.field),
                "obligation": strip_full_stop(promise.promise),
                "a": change.before,
                "b": change.after,
                "date": change.date,
            },
            (promise.ref,),
        )
        for promise in agent.promises
        for change in promise.changes_in_window
    )
    undeclared = (
        Occasion(
            {
                "what": name_term(change.field),
                "obligation": strip_full_stop(promise.promise),
                "a": word_term(change.field, change.before),
                "b": word_term(change.field, change.after),
                "since": change.since,
                "until": change.until,
            },
            (promise.ref,),
            sentence=UNDECLARED,
        )
        for promise in agent.promises
        for change in promise.undeclared
    )
    return (*declared, *undeclared)


def _find_budget_burn(agent: AssessedAgent) -> Occasions:
    budgets = [(promise, promise.budget) for promise in agent.promises if promise.budget is not None]
    if not budgets:
        return NotEvaluable("no promise with evidence says how many runs are expected in its window")
    occasions = []
    for promise, budget in budgets:
        burn = budget.burn
        # The lower limit decides: a few early failures are no sign that the allowance will not last.
        if not isinstance(burn, Measured) or burn.low is None or burn.low <= 1:
            continue
        slots: dict[str, Slot] = {
            "obligation": strip_full_stop(promise.promise),
            "burn": format_decimal(burn.value, 1.0, places=1),
            "bad": budget.bad,
            "seen": budget.seen,
            "allowed": format_amount(budget.allowed),
            "expected": budget.expected,
        }
        if budget.exhausted_on is None:
            occasions.append(Occasion(slots, (promise.ref,), sentence=UNDATED_END))
            continue
        slots["date"] = budget.exhausted_on
        is_over = budget.exhausted_on <= agent.context.as_of
        occasions.append(Occasion(slots, (promise.ref,), sentence=SPENT if is_over else None))
    return occasions


def _find_hand_picked(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    occasions = []
    for promise in agent.promises:
        items = [agent.context.item(id_) for id_ in promise.pooled]
        selection = find_hand_picked(item for item in items if item is not None)
        if promise.decided_by == PICKED and selection is not None:
            slots = {"obligation": strip_full_stop(promise.promise), "runs": describe_hand_picked(selection)}
            occasions.append(Occasion(slots, (promise.ref,)))
    unknown = [promise.ref for promise in agent.promises if promise.verdict is Verdict.MISSING]
    return check_unknown(occasions, unknown, NO_COUNTS)


def _find_drift(agent: AssessedAgent) -> Occasions:
    promises = {promise.ref: promise for promise in agent.promises}
    if not promises:
        return NOTHING
    occasions, unknown = [], []
    for drift in agent.findings.drift:
        promise, before, after = promises.get(drift.obligation), drift.before, drift.after
        if promise is None or before is None or after is None or drift.p is None:
            unknown.append(drift.obligation)
        elif drift.p < agent.policy.pact.drift_p:
            slots: dict[str, Slot] = {
                "obligation": strip_full_stop(promise.promise),
                "k1": before.total,
                "k2": after.total,
                "m1": before.periods,
                "m2": after.periods,
            }
            if drift.on is not None and before.runs and after.runs:
                slots |= {"day": drift.on.isoformat(), "n1": before.runs, "n2": after.runs}
                occasions.append(Occasion(slots, (drift.obligation,)))
            else:
                slots["what"] = drift.counts
                occasions.append(Occasion(slots, (drift.obligation,), sentence=SHIFTED_PERIODS))
    without = [ref for ref in promises if ref not in {drift.obligation for drift in agent.findings.drift}]
    return check_unknown(occasions, [*unknown, *without], "the evidence of some promises has too few days or periods")


VERDICT_THREAT_RULES = (
    Rule(
        id="L51",
        slug="repeated_looks",
        severity=Severity.HIGH,
        graded="medium up to the fourth published report",
        meaning="Who looks often enough sees what they hope for, or fear, by chance: only a day that was named "
        "beforehand decides.",
        fires=f"a promise is {VERDICTS[Verdict.ON_TRACK].in_sentence} or {VERDICTS[Verdict.AT_RISK].in_sentence}, and "
        "the pact names no day on which it will be judged",
        sentence='The pact names no day on which "{obligation}" will be judged: {l} {l:report|reports} in a row '
        "{l:shows|show} how it stands, and {l:does not decide|none of them decides} whether it is kept.",
        removed_by="days of review in the pact: `reviews` or `review_dates` in the promise's window",
        needs=A_PROMISE,
        find=_find_repeated_looks,
    ),
    Rule(
        id="L52",
        slug="many_obligations",
        severity=Severity.LOW,
        meaning="Among many promises one may look broken by chance.",
        fires="10 promises or more apply",
        sentence="With {m} promises, up to {e} false {e:alarm is|alarms are} expected by chance.",
        removed_by="nothing: it stands",
        needs=NOTHING_NEEDED,
        find=_find_many_obligations,
    ),
    Rule(
        id="L53",
        slug="threshold_moved",
        severity=Severity.CRITICAL,
        meaning="The goal was moved while the ball was in play.",
        fires="a target or a window was changed inside the window that it judges",
        sentence='The {what} for "{obligation}" was changed from {a} to {b} on {date}, during the period it judges.',
        removed_by="a full window after the change",
        needs=A_PROMISE,
        find=_find_threshold_moved,
    ),
    Rule(
        id="L55",
        slug="budget_burn",
        severity=Severity.HIGH,
        meaning="At this pace the allowed failures are used up before the period ends.",
        fires="the lower limit of the burn rate is above 1",
        sentence='Failures are using the allowance of "{obligation}" {burn} times too fast ({bad} in {seen} runs, '
        "{allowed} in {expected} allowed); it runs out on {date}.",
        removed_by="a burn rate whose upper limit is below 1",
        needs="a promise with an expected number of runs, and evidence that counts for it",
        find=_find_budget_burn,
    ),
    Rule(
        id="L74",
        slug="hand_picked_runs",
        severity=Severity.HIGH,
        meaning="Whoever picks the runs picks the result: what they show need not hold for the others.",
        fires="runs recorded for convenience, or chosen by their risk, decide the verdict on a promise",
        sentence='"{obligation}" rests on {runs}: what they show need not hold for the others.',
        removed_by="all runs, or a part of them that was drawn at random",
        needs="evidence that counts for the promise",
        find=_find_hand_picked,
    ),
    Rule(
        id="L77",
        slug="drift_in_window",
        severity=Severity.HIGH,
        meaning="The agent of today is not the one that the total describes.",
        fires="the level of a promise shifted within its window, with a chance below 1 % by the order of its days or "
        "periods alone",
        sentence='Of the runs behind "{obligation}" {k1} of {n1} were good before {day}, and {k2} of {n2} from then '
        "on; the total describes neither part of the time.",
        removed_by="a window that begins with the new level",
        needs="a promise with days or periods of its runs, ten at least",
        find=_find_drift,
    ),
)
