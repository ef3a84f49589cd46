"""L74, L77: runs that were not drawn at random, and totals of a time at two levels."""

from __future__ import annotations

from trustpages.assess.evidence.selection import describe_hand_picked, find_hand_picked
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.rules.obligations import NO_COUNTS, NOTHING
from trustpages.assess.measures.ruling import PICKED
from trustpages.model.results.limitation import Slot
from trustpages.model.sentence import strip_full_stop
from trustpages.model.vocabulary import Severity, Verdict


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


SHIFTED_PERIODS = (
    'The evidence for "{obligation}" counts {k1} in {m1} periods, then {k2} in {m2}; its total describes neither part '
    "of the time."
)


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
                occasions.append(Occasion(slots, (drift.obligation,), sentence=SHIFTED_PERIODS))
    without = [ref for ref in promises if ref not in {drift.obligation for drift in agent.findings.drift}]
    return check_unknown(occasions, [*unknown, *without], "the evidence of some promises has too few days or periods")


SAMPLE_RULES = (
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
