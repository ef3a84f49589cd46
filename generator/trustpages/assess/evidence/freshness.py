"""Freshness of evidence: age against cadence, version match, open triggers; and the interval between reviews."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trustpages.assess.evidence.context import Context
from trustpages.model.documents.agent import Agent, Change
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.documents.policy import Freshness as Lines
from trustpages.model.results.evidence import Evidence, FreshnessStatus, ItemFreshness, VersionMatch
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import BenchmarkStatus, EvidenceClass


def find_changes_since(agent: Agent, evidence: Evidence, as_of: date) -> tuple[Change, ...]:
    """The recorded changes that lie between what was looked at and what is deployed, oldest first.

    A change counts if it took effect after the last day of collection. Changes up to the one that deployed
    the tested version do not count, since the tested version holds them; later ones that deployed another
    version do, even if they were made before collection ended (evidence from an old version).
    """
    if evidence.collected_to is None:
        return ()
    log = sorted((change for change in agent.changes if change.date <= as_of), key=lambda change: change.date)
    deploying = [n for n, change in enumerate(log) if _find_version_after(agent, change) == evidence.version]
    # The last of several: a version that was rolled back and deployed again counts from then.
    after = deploying[-1] + 1 if evidence.version and deploying else 0
    return tuple(
        change
        for change in log[after:]
        if change.date > evidence.collected_to or (after and change.version not in (None, evidence.version))
    )


def match_version(agent: Agent, evidence: Evidence, changes: tuple[Change, ...]) -> VersionMatch:
    """How the tested version relates to the deployed one, given the `changes` that lie between.

    Recorded changes decide first. Without any, the version texts decide: versions that differ although
    the log says nothing are as unknown as a version that was not stated. Evidence about the
    organisation is not about any version.
    """
    if evidence.evidence_class is EvidenceClass.GOVERNANCE:
        return VersionMatch.SAME
    if any(change.kind.is_material for change in changes):
        return VersionMatch.CHANGED_MATERIAL
    if evidence.version is None:
        return VersionMatch.UNKNOWN
    if changes:
        return VersionMatch.CHANGED_MINOR
    return VersionMatch.SAME if evidence.version == agent.version else VersionMatch.UNKNOWN


def _find_version_after(agent: Agent, change: Change) -> str | None:
    # The entry on the day since which the deployed version is in use is the one that deployed it.
    if change.version is None and change.date == agent.deployed_since:
        return agent.version
    return change.version


def count_recent_changes(context: Context) -> int:
    """How many changes took effect within the policy's days of velocity (90 by default)."""
    since = context.as_of - timedelta(days=context.policy.review.velocity_days)
    return sum(since < change.date <= context.as_of for change in context.agent.agent.changes)


def classify_velocity(context: Context) -> str:
    """`low`, `medium` or `high`."""
    count, policy = count_recent_changes(context), context.policy.review
    if count > policy.high_above:
        return "high"
    return "medium" if count >= policy.medium_from else "low"


def compute_review_interval(context: Context) -> int:
    """Days between scheduled reviews: the agent's own cadence, else base times velocity, not below the floor.

    Part days are dropped, so that a review is never asked for later than the factor says.
    """
    agent, policy = context.agent.agent, context.policy.review
    if agent.cadence.review is not None:
        return agent.cadence.review
    factor = {"low": 1.0, "medium": policy.medium_factor, "high": policy.high_factor}[classify_velocity(context)]
    return max(policy.floor, math.floor(policy.base.of(agent.blast_radius) * factor))


_WORST_LAST = tuple(FreshnessStatus)


@dataclass(frozen=True, slots=True)
class _Reason:
    """A status together with what leads to it; the words are empty where nothing needs saying."""

    status: FreshnessStatus
    words: str = ""


def compute_evidence_cadence(context: Context, max_age: int | None = None) -> int:
    """Days for which evidence counts as fresh, at least 1.

    `max_age` of the obligation comes first, then the agent's own cadence, then its review interval.
    """
    if max_age is None:
        max_age = context.agent.agent.cadence.evidence
    if max_age is None:
        max_age = compute_review_interval(context)
    return max(1, max_age)  # ages are divided by it


def weigh_by_age(age: int, half_life: float) -> float:
    """2^(-age/half-life), both in days: for diversity and for sorting, never for a rate."""
    return float(2 ** (-age / half_life))


def assess_freshness(
    context: Context, evidence: Evidence, triggers: Sequence[OpenTrigger] = (), max_age: int | None = None
) -> ItemFreshness:
    """How current one item is on the date of the report; the worst of age, version, benchmark, triggers.

    Without a date the status is `missing` and counts as expired; with days in the future, or an end before
    the start, it is `invalid`.
    """
    cadence, lines = compute_evidence_cadence(context, max_age), context.policy.freshness
    changes = find_changes_since(context.agent.agent, evidence, context.as_of)
    match = match_version(context.agent.agent, evidence, changes)
    named_by = tuple(
        trigger.id for trigger in triggers if trigger.closed_by is None and evidence.id in trigger.evidence
    )
    age, ends = _compute_age(evidence, context.as_of), evidence.collected_to
    reasons = (
        _judge_by_date(evidence, age, cadence, lines),
        _judge_by_version(match, evidence.version, context.agent.agent.version),
        _judge_by_benchmark(context, evidence),
        *(_Reason(FreshnessStatus.EXPIRED, Sentence(trigger, " calls for a review first")) for trigger in named_by),
    )
    # The worst of them: evidence of yesterday about a version that is gone is no better than old evidence.
    status = max((reason.status for reason in reasons), key=_WORST_LAST.index)
    return ItemFreshness(
        evidence=evidence.id,
        status=status,
        age=age,
        cadence=cadence,
        ratio=None if age is None else age / cadence,
        overdue=max(0, (age or 0) - cadence),
        weight=0.0 if age is None or not status.is_usable else weigh_by_age(age, cadence * lines.half_life),
        version=match,
        changes_since=changes,
        benchmark=reasons[2].words or None,
        open_triggers=named_by,
        expires_on=None if age is None or ends is None else ends + timedelta(days=int(cadence * lines.stale)),
        reasons=tuple(reason.words for reason in reasons if reason.words),
    )


def _compute_age(evidence: Evidence, as_of: date) -> int | None:
    """Days since the end of collection; None where the days are absent or impossible."""
    days = evidence.collected
    if days is None or days.to > as_of or days.to < days.from_:
        return None
    return (as_of - days.to).days


def _judge_by_date(evidence: Evidence, age: int | None, cadence: int, lines: Lines) -> _Reason:
    if evidence.collected is None:
        return _Reason(FreshnessStatus.MISSING, "its date is unknown")
    if age is None:
        return _Reason(FreshnessStatus.INVALID, "its days of collection are impossible")
    words = f"{age} days old, the agreed limit is {cadence}"
    ratio = age / cadence
    if ratio > lines.expired:
        return _Reason(FreshnessStatus.EXPIRED, words)
    if ratio > lines.stale:
        return _Reason(FreshnessStatus.STALE, words)
    return _Reason(FreshnessStatus.DUE_SOON if ratio > lines.due_soon else FreshnessStatus.FRESH)


def _judge_by_version(match: VersionMatch, tested: str | None, deployed: str) -> _Reason:
    match match:
        case VersionMatch.SAME:
            return _Reason(FreshnessStatus.FRESH)
        case VersionMatch.CHANGED_MATERIAL:
            return _Reason(FreshnessStatus.EXPIRED, "the agent changed materially since")
        case VersionMatch.CHANGED_MINOR:
            return _Reason(FreshnessStatus.STALE, "the agent changed in a minor way since")
        case VersionMatch.UNKNOWN if tested is None:
            return _Reason(FreshnessStatus.STALE, "which version was looked at is unknown")
        case VersionMatch.UNKNOWN:
            words = f"version {tested} was looked at, this report is about {deployed}, and the log does not say why"
            return _Reason(FreshnessStatus.STALE, words)


def _judge_by_benchmark(context: Context, evidence: Evidence) -> _Reason:
    item = evidence.item
    benchmark = context.benchmarks.get(item.benchmark) if isinstance(item, BenchmarkResult) else None
    if benchmark is None or benchmark.status is BenchmarkStatus.ACTIVE:
        return _Reason(FreshnessStatus.FRESH)
    if benchmark.status_date is not None and benchmark.status_date > context.as_of:
        return _Reason(FreshnessStatus.FRESH)  # announced, not yet so on the date of the report
    since = (" since ", benchmark.status_date) if benchmark.status_date else ()
    retired = benchmark.status is BenchmarkStatus.RETIRED
    status = FreshnessStatus.EXPIRED if retired else FreshnessStatus.STALE
    return _Reason(status, Sentence(f"{benchmark.name} is {benchmark.status}", *since))
