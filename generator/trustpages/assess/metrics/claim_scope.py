"""Which of the evidence that a claim points to is about what the claim says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustpages.assess.context import Context
from trustpages.assess.metrics.claim_subject import obligation_of
from trustpages.assess.pooling import setting_of
from trustpages.assess.versions import changes_since, match_of
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.documents.pact import MeanMeasure, QuantileMeasure
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.vocabulary import Setting

SHARE_UNITS = frozenset({"share", "percent", "%", "points"})


@dataclass(frozen=True, slots=True)
class Matched:
    """The evidence that a claim points to: what is in its scope, and what is about something else."""

    inside: tuple[Evidence, ...]
    outside: tuple[Evidence, ...]
    about: str | None


def matched_evidence(context: Context, claim: Claim) -> Matched:
    """The items that the claim names, and those that bear on its obligation, by scope.

    All evidence of the obligation is looked at, so that naming only the good items does not help. Items
    collected up to days in the future are left out. `about` says what evidence outside the scope is about.
    """
    named = [
        item
        for item in context.evidence
        if item.evidence_class is not None
        and (
            item.id in claim.evidence
            or (claim.obligation is not None and claim.obligation in item.item.supports)
        )
        and (item.collected_to is None or item.collected_to <= context.as_of)
    ]
    reasons = {item.id: _why_outside(context, claim, item) for item in named}
    outside = tuple(one for one in named if reasons[one.id] is not None)
    words = sorted({reason for reason in reasons.values() if reason is not None})
    return Matched(
        inside=tuple(item for item in named if reasons[item.id] is None),
        outside=outside,
        about="; ".join(words) or None,
    )


def _why_outside(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    """What the evidence is about instead; None if it is in scope."""
    tests: tuple[Callable[[Context, Claim, Evidence], str | None], ...] = (
        _other_workflow,
        _other_version,
        _other_population,
        _other_period,
        _other_unit,
        _other_attempts,
    )
    return next((found for test in tests if (found := test(context, claim, evidence)) is not None), None)


def _other_workflow(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    """Evidence is about the agent's own workflow, a score about its benchmark too.

    A score speaks of the workflow only if somebody mapped the benchmark to it.
    """
    wanted, own = claim.scope.workflow, context.agent.agent.workflow.id
    if wanted is None:
        return None
    if isinstance(evidence.item, BenchmarkResult):
        name = evidence.item.benchmark
        mapped = wanted == own and _tests(context, name)
        return None if mapped or wanted == name else f"benchmark {name}"
    if wanted != own:
        return f"workflow {own}"
    # Trials elsewhere are about the workflow only as far as somebody tied them to a promise.
    stands_in = setting_of(evidence) is not Setting.PRODUCTION and not evidence.item.supports
    return f"runs in {setting_of(evidence)}" if stands_in else None


def _tests(context: Context, name: str) -> bool:
    """Whether the benchmark tests, at least in part, a step or a promise of the agent."""
    benchmark, own = context.benchmarks.get(name), context.agent.agent.workflow.id
    return benchmark is not None and any(
        one.strength != "none" and (one.workflow == own or one.agent == context.id)
        for one in benchmark.mapping
    )


def _other_version(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    """Another version counts only as far as the log shows that nothing material lies between."""
    agent, wanted = context.agent.agent, claim.scope.version
    match = match_of(agent, evidence, changes_since(agent, evidence, context.as_of))
    if wanted is None:
        changed = match is VersionMatch.CHANGED_MATERIAL
        return "the version before a material change" if changed else None
    if evidence.version == wanted:
        return None
    if wanted == agent.version and match is VersionMatch.CHANGED_MINOR:
        return None
    return f"version {evidence.version}" if evidence.version is not None else "an unknown version"


def _other_population(_: Context, claim: Claim, evidence: Evidence) -> str | None:
    """A claim about some users is checked by evidence about those, said in the same words."""
    wanted, seen = claim.scope.population, evidence.item.population
    if wanted is None or (seen is not None and seen.casefold() == wanted.casefold()):
        return None
    return "users of whom nobody said who they are" if seen is None else f"other users: {seen}"


def _other_period(_: Context, claim: Claim, evidence: Evidence) -> str | None:
    wanted, seen = claim.scope.period, evidence.collected
    if wanted is None:
        return None
    if seen is None:
        return "an unknown period"
    inside = wanted.from_ <= seen.from_ and seen.to <= wanted.to
    return None if inside else f"the days from {seen.from_} to {seen.to}"


def _other_unit(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    if claim.unit is None:
        return None
    if claim.metric in {"success", "failure"}:
        return None if claim.unit.lower() in SHARE_UNITS else "shares of runs"
    obligation = obligation_of(context, claim)
    measure = obligation.measure if obligation is not None else None
    if isinstance(measure, QuantileMeasure | MeanMeasure) and measure.unit not in (None, claim.unit):
        return f"values in {measure.unit}"
    return None


def _other_attempts(_: Context, claim: Claim, evidence: Evidence) -> str | None:
    """A score that allows several tries never speaks of single ones, nor single tries of several."""
    if claim.metric not in {"success", "failure"}:
        return None
    item = evidence.item
    allowed = item.attempts_allowed if isinstance(item, BenchmarkResult) else 1
    if allowed == claim.attempts:
        return None
    if isinstance(item, BenchmarkResult) and allowed == 1 and _shows_repeats(item, claim.attempts):
        return None
    return f"scores that allow {allowed} tries a task" if allowed > 1 else "single tries"


def _shows_repeats(item: BenchmarkResult, attempts: int) -> bool:
    return bool(item.successes_by_task) and (item.trials or 1) >= attempts
