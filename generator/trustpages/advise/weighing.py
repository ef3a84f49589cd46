"""What changes are worth: which step comes first, and whether it changes anything at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from trustpages.model.results.next_steps import NextStep
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.vocabulary import Posture, Severity

OUTCOMES: Final = frozenset(
    {
        ChangeTopic.POSTURE,
        ChangeTopic.AUTHORITY,
        ChangeTopic.VERDICT,
        ChangeTopic.CLAIM,
        ChangeTopic.CONSEQUENCE,
        ChangeTopic.LIMITATION,
    }
)
"""What a step is taken for; that evidence or terms are new is the step itself."""


def keep_outcomes(changes: Iterable[ReportChange]) -> tuple[ReportChange, ...]:
    """The changes that come of a step, without those that are the step."""
    return tuple(change for change in changes if change.changed in OUTCOMES)


def is_worth_it(changes: Sequence[ReportChange]) -> bool:
    """Whether something would be better by the changes, and the posture not worse."""
    return bool(list_gains(changes)) and count_rungs(changes) >= 0


def list_gains(changes: Iterable[ReportChange]) -> set[tuple[str, ...]]:
    """What would be better, or would be if nobody contested it: by what it is about and what it would be then."""
    return {
        (change.changed, change.subject, change.aspect, change.after or "")
        for change in changes
        if change.turn is Turn.DISPUTED or _is_gain(change)
    }


def _is_gain(change: ReportChange) -> bool:
    """Whether it is for the better. No step takes evidence away: a limitation that is lost has nothing to tell of."""
    is_lost = change.turn is Turn.LOST and change.changed is ChangeTopic.LIMITATION
    return change.turn is Turn.BETTER or is_lost


def count_rungs(changes: Iterable[ReportChange]) -> int:
    """By how many the posture rises."""
    return sum(
        Posture(change.after).rank - Posture(change.before).rank
        for change in changes
        if change.changed is ChangeTopic.POSTURE and change.before is not None and change.after is not None
    )


def order(step: NextStep) -> tuple[int | str, ...]:
    """Sorts what would change most first: posture, claims, grave limitations, verdicts, all else; then fewer runs."""
    changes = step.changes
    return (
        -count_rungs(changes),
        -_count_net(changes, ChangeTopic.CLAIM),
        -_count_rules(changes, Severity.CRITICAL),
        -_count_rules(changes, Severity.HIGH),
        -_count_net(changes, ChangeTopic.VERDICT),
        -sum(_weigh(change) for change in changes),
        step.runs,
        step.id,
    )


def _count_net(changes: Iterable[ReportChange], topic: ChangeTopic) -> int:
    return sum(_weigh(change) for change in changes if change.changed is topic)


def _weigh(change: ReportChange) -> int:
    return {Turn.BETTER: 1, Turn.WORSE: -1}.get(change.turn, 0)


def _count_rules(changes: Iterable[ReportChange], severity: Severity) -> int:
    """Limitations of that severity that go less those that come; one that concerns several things is one."""
    of_limitations = [change for change in changes if change.changed is ChangeTopic.LIMITATION]
    gone = {change.subject for change in of_limitations if _is_gain(change) and change.before == severity}
    come = {change.subject for change in of_limitations if change.turn is Turn.WORSE and change.after == severity}
    return len(gone - come) - len(come - gone)
