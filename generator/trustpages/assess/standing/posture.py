"""Posture of an agent: what is on record about it, put before the ordered rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.effects import AgentHistory
from trustpages.assess.measures.unbreakable import find_unbreakable
from trustpages.assess.standing.posture_rules import Circumstances, ObligationStanding, apply_posture_rules
from trustpages.assess.standing.reviews import is_review_overdue
from trustpages.model.results.evidence import AdverseEvidence, AdverseItem, FreshnessSummary
from trustpages.model.results.findings import Findings
from trustpages.model.results.follow_through import FollowThrough, LedgerState, ReviewCadence
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.standing import PostureResult
from trustpages.model.sentence import Reference, Sentence, join
from trustpages.model.vocabulary import EvidenceClass, Severity

OVERDUE = frozenset({LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED, LedgerState.MISSED_TRIGGER})
"""States of a consequence that should have happened and has not."""


def decide_posture(
    context: Context,
    obligations: Sequence[ObligationResult],
    freshness: FreshnessSummary,
    follow_through: FollowThrough,
    reviews: ReviewCadence,
    adverse: AdverseEvidence,
    history: AgentHistory | None = None,
) -> PostureResult:
    """The posture of the agent; what a promise that was withdrawn left open counts as if it were still there.

    Of `reviews` the schedule and events on record count: that a breach waits for its review is no
    further cause beside the breach, and would make a breach worse than no evidence.
    """
    unbreakable = _list_unbreakable(context)
    overdue = {entry.obligation for entry in follow_through.entries if entry.state in OVERDUE}
    standings = [
        ObligationStanding(
            ref=obligation.ref,
            severity=obligation.severity,
            verdict=obligation.verdict,
            inferred=obligation.inferred,
            stale=obligation.stale,
            overdue=obligation.ref in overdue,
            unbreakable=obligation.ref in unbreakable,
        )
        for obligation in obligations
    ]
    withdrawn = history.withdrawn if history is not None else ()
    standings += [ObligationStanding(breach.ref, breach.severity, breach.verdict) for breach in withdrawn]
    circumstances = _collect_circumstances(context, freshness, follow_through, reviews, adverse, history)
    return apply_posture_rules(standings, circumstances)


def decide_posture_of(context: Context, findings: Findings, history: AgentHistory | None) -> PostureResult:
    """The posture of the agent by all that was found about it."""
    return decide_posture(
        context,
        findings.obligations,
        findings.freshness,
        findings.follow_through,
        findings.reviews,
        findings.adverse_evidence,
        history,
    )


def _list_unbreakable(context: Context) -> frozenset[str]:
    level = context.policy.level
    return frozenset(
        f"{pact.id}/{obligation.id}"
        for pact, obligation in context.obligations()
        if find_unbreakable(obligation, level) is not None
    )


def _collect_circumstances(
    context: Context,
    freshness: FreshnessSummary,
    follow_through: FollowThrough,
    reviews: ReviewCadence,
    adverse: AdverseEvidence,
    history: AgentHistory | None,
) -> Circumstances:
    # Evidence against the agent is none on which it could be relied.
    usable = {item.evidence for item in freshness.items if item.status.is_usable} - adverse.ids
    classes = {item.evidence_class for item in context.evidence if item.id in usable} - {None}
    invalid = (override.id for override in follow_through.overrides if override.in_force and not override.valid)
    severities = {f"{pact.id}/{obligation.id}": obligation.severity for pact, obligation in context.obligations()}
    # What is for low promises alone costs no more than their lack of evidence would: else removing it would help.
    minor = {
        item.id
        for item in context.evidence
        if item.item.obligations and {severities.get(ref) for ref in item.item.obligations} == {Severity.LOW}
    }
    return Circumstances(
        blast_radius=context.agent.agent.blast_radius,
        review_overdue=is_review_overdue(reviews, context.as_of),
        invalid_override=min(invalid, default=None),
        vanished=join(", ", (item.name for item in history.vanished)) if history is not None else None,
        against=_name_worst(item for item in adverse.unanswered if item.evidence not in minor),
        against_minor=_name_worst(item for item in adverse.unanswered if item.evidence in minor),
        benchmark_only=classes == {EvidenceClass.BENCHMARK},
        has_other_evidence=bool(classes - {EvidenceClass.BENCHMARK}),
    )


def _name_worst(unanswered: Iterable[AdverseItem]) -> Sentence | None:
    """The first item, which is the worst, in the words of its kind; None without any."""
    worst = next(iter(unanswered), None)
    return None if worst is None else Sentence(Reference(worst.evidence), f" ({worst.found})")
