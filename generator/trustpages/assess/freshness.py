"""Metric 2: how current each evidence item is, and what besides its age makes it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trustpages.assess.context import Context
from trustpages.assess.intervals import review_interval
from trustpages.assess.versions import changes_since, match_of
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.documents.policy import Freshness as Lines
from trustpages.model.measured import Quantity, Status, Unmeasured, drawn_from
from trustpages.model.results.evidence import (
    Evidence,
    Freshness,
    FreshnessStatus,
    FreshnessSummary,
    VersionMatch,
)
from trustpages.model.results.loop import OpenTrigger
from trustpages.model.vocabulary import BenchmarkStatus
from trustpages.statistics.binomial import wilson
from trustpages.statistics.interval import Estimate

_WORST_LAST = tuple(FreshnessStatus)


@dataclass(frozen=True, slots=True)
class _Reason:
    """A status together with what leads to it; the words are empty where nothing needs saying."""

    status: FreshnessStatus
    words: str = ""


def evidence_cadence(context: Context, max_age: int | None = None) -> int:
    """Days for which evidence counts as fresh, at least 1.

    `max_age` of the obligation comes first, then the agent's own cadence, then its review interval.
    """
    if max_age is None:
        max_age = context.agent.agent.cadence.evidence
    if max_age is None:
        max_age = review_interval(context)
    return max(1, max_age)


def weight_of(age: int, half_life: float) -> float:
    """2^(-age/half-life), both in days: for diversity and for sorting, never for a rate."""
    return float(2 ** (-age / half_life))


def freshness_of(
    context: Context, evidence: Evidence, triggers: Sequence[OpenTrigger] = (), max_age: int | None = None
) -> Freshness:
    """How current one item is on the date of the report; the worst of age, version, benchmark, triggers.

    Without a date the status is `missing` and counts as expired; with days in the future, or an end before
    the start, it is `invalid`.
    """
    cadence = evidence_cadence(context, max_age)
    changes = changes_since(context.agent.agent, evidence, context.as_of)
    match = match_of(context.agent.agent, evidence, changes)
    named_by = tuple(
        trigger.id for trigger in triggers if trigger.closed_by is None and evidence.id in trigger.evidence
    )
    age = _age(evidence, context.as_of)
    reasons = (
        _by_date(evidence, age, cadence, context.policy.freshness),
        _by_version(match, evidence.version, context.agent.agent.version),
        _by_benchmark(context, evidence),
        *(_Reason(FreshnessStatus.EXPIRED, f"{one} calls for a review first") for one in named_by),
    )
    status = max((reason.status for reason in reasons), key=_WORST_LAST.index)
    return Freshness(
        evidence=evidence.id,
        status=status,
        age=age,
        cadence=cadence,
        ratio=None if age is None else age / cadence,
        overdue=max(0, (age or 0) - cadence),
        weight=_weight(status, age, cadence * context.policy.freshness.half_life),
        version=match,
        changes_since=changes,
        benchmark=reasons[2].words or None,
        open_triggers=named_by,
        expires_on=_expires_on(evidence, age, cadence, context.policy.freshness),
        reasons=tuple(reason.words for reason in reasons if reason.words),
    )


def freshness_summary(context: Context, triggers: Sequence[OpenTrigger]) -> FreshnessSummary:
    """How current all evidence of the agent is; control records are not evidence and are left out."""
    evidence = [item for item in context.evidence if item.evidence_class is not None]
    items = tuple(freshness_of(context, item, triggers) for item in evidence)
    ages = [item.age for item in items if item.age is not None]
    return FreshnessSummary(
        fresh=drawn_from(_share_fresh(context, items), (item.evidence for item in items)),
        oldest=max(ages, default=None),
        undated=tuple(item.evidence for item in items if item.status is FreshnessStatus.MISSING),
        items=items,
    )


def _share_fresh(context: Context, items: Sequence[Freshness]) -> Quantity:
    if not items:
        return Unmeasured(Status.MISSING, "there is no evidence")
    within = (FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON)
    k, n = sum(item.status in within for item in items), len(items)
    return Estimate(k / n, wilson(k, n, context.policy.level)).measured("share", k=k, n=n)


def _age(evidence: Evidence, as_of: date) -> int | None:
    """Days since the end of collection; None where the days are absent or impossible."""
    days = evidence.collected
    if days is None or days.to > as_of or days.to < days.from_:
        return None
    return (as_of - days.to).days


def _by_date(evidence: Evidence, age: int | None, cadence: int, lines: Lines) -> _Reason:
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


def _by_version(match: VersionMatch, tested: str | None, deployed: str) -> _Reason:
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
            words = f"version {tested} was looked at, {deployed} is deployed, and the log does not say why"
            return _Reason(FreshnessStatus.STALE, words)


def _by_benchmark(context: Context, evidence: Evidence) -> _Reason:
    item = evidence.item
    benchmark = context.benchmarks.get(item.benchmark) if isinstance(item, BenchmarkResult) else None
    if benchmark is None or benchmark.status is BenchmarkStatus.ACTIVE:
        return _Reason(FreshnessStatus.FRESH)
    if benchmark.status_date is not None and benchmark.status_date > context.as_of:
        return _Reason(FreshnessStatus.FRESH)
    since = f" since {benchmark.status_date}" if benchmark.status_date else ""
    retired = benchmark.status is BenchmarkStatus.RETIRED
    status = FreshnessStatus.EXPIRED if retired else FreshnessStatus.STALE
    return _Reason(status, f"{benchmark.name} is {benchmark.status}{since}")


def _weight(status: FreshnessStatus, age: int | None, half_life: float) -> float:
    return weight_of(age, half_life) if status.is_usable and age is not None else 0.0


def _expires_on(evidence: Evidence, age: int | None, cadence: int, lines: Lines) -> date | None:
    if age is None or evidence.collected_to is None:
        return None
    return evidence.collected_to + timedelta(days=int(cadence * lines.stale))
