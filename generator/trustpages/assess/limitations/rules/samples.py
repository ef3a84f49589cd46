"""L74: runs that were not drawn at random, and stand for themselves alone."""

from __future__ import annotations

from trustpages.assess.evidence.selection import describe_hand_picked, find_hand_picked
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.rules.obligations import NO_COUNTS, NOTHING
from trustpages.assess.measures.ruling import PICKED
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
)
