"""From what was computed about an agent to the small values that decide its posture."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.context import Context
from trustpages.assess.history.holding import History
from trustpages.assess.posture import Circumstances, Standing, posture_of
from trustpages.assess.reviews import is_overdue
from trustpages.model.results.evidence import FreshnessSummary
from trustpages.model.results.loop import FollowThrough, LedgerState, PostureResult, ReviewCadence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import EvidenceClass, Verdict

OVERDUE = frozenset({LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED, LedgerState.MISSED_TRIGGER})
"""States of a consequence that should have happened and has not."""


def posture_for(
    context: Context,
    obligations: Sequence[ObligationResult],
    freshness: FreshnessSummary,
    follow_through: FollowThrough,
    reviews: ReviewCadence,
    history: History | None = None,
) -> PostureResult:
    """The posture of the agent; breaches whose promise was withdrawn count as if it were still there.

    `reviews` are those of the schedule and of events on record: that a breach waits for its review
    is no further cause beside the breach, and would make a breach worse than no evidence.
    """
    overdue = {entry.obligation for entry in follow_through.entries if entry.state in OVERDUE}
    standings = [
        Standing(
            ref=obligation.ref,
            severity=obligation.severity,
            verdict=obligation.verdict,
            inferred=obligation.inferred,
            stale=obligation.stale,
            overdue=obligation.ref in overdue,
        )
        for obligation in obligations
    ]
    withdrawn = history.withdrawn if history is not None else ()
    standings += [
        Standing(withdrawn_breach.ref, withdrawn_breach.severity, Verdict.BREACHED)
        for withdrawn_breach in withdrawn
    ]
    return posture_of(standings, _circumstances(context, freshness, follow_through, reviews, history))


def _circumstances(
    context: Context,
    freshness: FreshnessSummary,
    follow_through: FollowThrough,
    reviews: ReviewCadence,
    history: History | None,
) -> Circumstances:
    classes = _current_classes(context, freshness)
    invalid = (
        override.id for override in follow_through.overrides if override.in_force and not override.valid
    )
    return Circumstances(
        blast_radius=context.agent.agent.blast_radius,
        review_overdue=is_overdue(reviews, context.as_of),
        invalid_override=min(invalid, default=None),
        vanished=", ".join(one.name for one in history.vanished) if history is not None else None,
        benchmark_only=classes == {EvidenceClass.BENCHMARK},
        has_other_evidence=bool(classes - {EvidenceClass.BENCHMARK}),
    )


def _current_classes(context: Context, freshness: FreshnessSummary) -> frozenset[EvidenceClass]:
    """The classes of which there is evidence that has not expired."""
    usable = {item.evidence for item in freshness.items if item.status.is_usable}
    return frozenset(
        item.evidence_class
        for item in context.evidence
        if item.id in usable and item.evidence_class is not None
    )
