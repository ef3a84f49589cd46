"""What may be an attempt to look better, named as such: changes that flatter, and that nothing on record explains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from trustpages.model.results.records.changes import Turn
from trustpages.model.results.records.likeness import SAME_WORK, list_shared
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import join, strip_full_stop
from trustpages.review.comparison import SideComparison
from trustpages.review.rules.catalog import RULES_BY_ID
from trustpages.review.typed.against import Suspicion, list_bettered
from trustpages.review.typed.gaming_evidence import (
    judge_added,
    judge_changed,
    judge_hidden,
    judge_outcomes,
    judge_removed,
)


def name_gaming(comparison: SideComparison, change: ReviewedChange) -> ReviewedChange:
    """The change under the name of the attempt that it may be, with the harmless reading; as it is where it is none."""
    judge = _JUDGES.get(change.rule)
    found = judge(comparison, change) if judge is not None else None
    if found is None:
        return change
    rule = RULES_BY_ID[found.rule]
    # A promise weighs what it weighs; an item as much as what it says against the agent, and no less than the rule.
    weight = min(found.weight or rule.weight, rule.weight, key=lambda severity: severity.rank)
    reasons = [strip_full_stop(reason) for reason in (change.why, found.why) if reason]
    return replace(
        change,
        rule=rule.id,
        turn=Turn.WORSE,
        weight=change.weight if change.rule == "terms" else weight,
        innocent=rule.innocent,
        why=join(". ", reasons) if reasons else None,
    )


def _judge_terms(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    """A line, window or severity that is easier while the promise runs; what is counted otherwise and looks better."""
    old, new = (side.obligation(change.subject) for side in comparison.agents[change.agent])
    if old is None or new is None or comparison.is_answered(change.agent, change.subject):
        return None
    if change.aspect == "severity" and change.turn is Turn.WORSE:
        return Suspicion("severity-lowered")
    known = {declared for declared in old[1].changes if declared.field == change.aspect}
    if any(declared.field == change.aspect and declared not in known for declared in new[1].changes):
        return None
    as_of = comparison.after.record.as_of
    opens, opens_now = (obligation.window.find_first_day(as_of) for _, obligation in (old, new))
    if old[0].valid_from > as_of or (opens is not None and opens > as_of):
        return None
    if change.aspect == "threshold" and change.turn is Turn.WORSE:
        return Suspicion("line-lowered")
    is_later = opens_now is not None and (opens is None or opens_now > opens)
    if change.aspect == "window" and (change.turn is Turn.WORSE or is_later):
        return Suspicion("window-shortened")
    if change.aspect in ("measure", "population_shares") and list_bettered(comparison, change.agent, (change.subject,)):
        return Suspicion("denominator-changed", "It looks better")
    return None


def _judge_agent(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    gone = comparison.before.record.agent(change.subject)
    if gone is None or not gone.left_open:
        return None
    alike = []
    for side in comparison.came:
        if side.documents is None:
            continue
        shared = tuple(list_shared(side.documents, gone))
        is_named = gone.id in side.documents.agent.formerly
        if shared and shared != (SAME_WORK,) and not is_named:
            alike.append(f"{side.record.id} has {' and '.join(shared)}")
    return Suspicion("agent-renamed", "; ".join(alike)) if alike else None


def _judge_baseline(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    del comparison
    is_gone = change.after is None and change.aspect in ("trivial_baseline", "human_baseline", "previous")
    return Suspicion("baseline-removed") if is_gone else None


def _judge_date(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    del comparison
    is_back = change.before is not None and change.after is not None and change.after < change.before
    return Suspicion("date-moved-back") if is_back else None


_JUDGES: Final[Mapping[str, Callable[[SideComparison, ReviewedChange], Suspicion | None]]] = {
    "terms": _judge_terms,
    "evidence-removed": judge_removed,
    "evidence-changed": judge_changed,
    "outcomes-changed": judge_outcomes,
    "evidence-added": judge_added,
    "shown-to-fewer": judge_hidden,
    "agent-removed": _judge_agent,
    "benchmark-facts": _judge_baseline,
    "comparison": _judge_baseline,
    "report-date": _judge_date,
}
