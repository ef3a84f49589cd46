"""Scope of a claim: its obligation and outcome, and which evidence is about the same workflow, version and users."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import find_changes_since, match_version
from trustpages.assess.evidence.pooling import find_setting
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.documents.pact import Obligation
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.sentence import Sentence, join
from trustpages.model.vocabulary import Setting


def find_obligation(context: Context, claim: Claim) -> Obligation | None:
    """The obligation whose evidence checks the claim, if it names one that exists."""
    return next(
        (obligation for pact, obligation in context.obligations() if f"{pact.id}/{obligation.id}" == claim.obligation),
        None,
    )


def find_outcome(context: Context, claim: Claim) -> str:
    """The outcome that counts as success: that of the obligation's measure, else `success`."""
    obligation = find_obligation(context, claim)
    return obligation.measure.outcome if obligation is not None else "success"


def find_benchmark_result(context: Context, claim: Claim) -> Evidence | None:
    """The first benchmark result that the claim names as its evidence."""
    named = (context.item(id_) for id_ in sorted(claim.evidence))
    return next((item for item in named if item is not None and isinstance(item.item, BenchmarkResult)), None)


SHARE_UNITS = frozenset({"share", "percent", "%", "points"})


@dataclass(frozen=True, slots=True)
class ScopedEvidence:
    """The evidence that a claim points to: what is in its scope, and what is about something else."""

    inside: tuple[Evidence, ...]
    outside: tuple[Evidence, ...]
    about: str | None


def match_evidence_to_scope(context: Context, claim: Claim) -> ScopedEvidence:
    """The items that the claim names, and those that bear on its obligation, by scope.

    All evidence of the obligation is looked at, so that naming only the good items does not help. Items
    collected up to days in the future are left out. `about` says what evidence outside the scope is about.
    """
    named = [
        item
        for item in context.evidence
        if item.evidence_class is not None
        and (item.id in claim.evidence or (claim.obligation is not None and claim.obligation in item.item.supports))
        and (item.collected_to is None or item.collected_to <= context.as_of)
    ]
    reasons = {item.id: _explain_outside_scope(context, claim, item) for item in named}
    words = sorted({reason for reason in reasons.values() if reason is not None})
    return ScopedEvidence(
        inside=tuple(item for item in named if reasons[item.id] is None),
        outside=tuple(item for item in named if reasons[item.id] is not None),
        about=join("; ", words) if words else None,
    )


def _explain_outside_scope(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    """What the evidence is about instead; None if it is in scope."""
    tests: tuple[Callable[[Context, Claim, Evidence], str | None], ...] = (
        _name_other_workflow,
        _name_other_version,
        _name_other_population,
        _name_other_period,
        _name_other_unit,
        _name_other_attempts,
    )
    return next((reason for test in tests if (reason := test(context, claim, evidence)) is not None), None)


def _name_other_workflow(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    """Evidence is about the agent's own workflow, a score about its benchmark too.

    A score speaks of the workflow only if somebody mapped the benchmark to it.
    """
    wanted, own = claim.scope.workflow, context.agent.agent.workflow.id
    if wanted is None:
        return None
    if isinstance(evidence.item, BenchmarkResult):
        name = evidence.item.benchmark
        mapped = wanted == own and _is_mapped_to_agent(context, name)
        return None if mapped or wanted == name else f"benchmark {name}"
    if wanted != own:
        return f"workflow {own}"
    # Trials elsewhere are about the workflow only as far as somebody tied them to a promise.
    stands_in = find_setting(evidence) is not Setting.PRODUCTION and not evidence.item.supports
    return f"runs in {find_setting(evidence)}" if stands_in else None


def _is_mapped_to_agent(context: Context, name: str) -> bool:
    """Whether the benchmark tests, at least in part, a step or a promise of the agent."""
    benchmark, own = context.benchmarks.get(name), context.agent.agent.workflow.id
    return benchmark is not None and any(
        link.strength != "none" and (link.workflow == own or link.agent == context.id) for link in benchmark.mapping
    )


def _name_other_version(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    """Another version counts only as far as the log shows that nothing material lies between."""
    agent, wanted = context.agent.agent, claim.scope.version
    match = match_version(agent, evidence, find_changes_since(agent, evidence, context.as_of))
    if wanted is None:
        changed = match is VersionMatch.CHANGED_MATERIAL
        return "the version before a material change" if changed else None
    if evidence.version == wanted:
        return None
    if wanted == agent.version and match is VersionMatch.CHANGED_MINOR:
        return None
    return f"version {evidence.version}" if evidence.version is not None else "an unknown version"


def _name_other_population(_: Context, claim: Claim, evidence: Evidence) -> str | None:
    """A claim about some users is checked by evidence about those, said in the same words."""
    wanted, seen = claim.scope.population, evidence.item.population
    if wanted is None or (seen is not None and seen.casefold() == wanted.casefold()):
        return None
    return "users of whom nobody said who they are" if seen is None else f"other users: {seen}"


def _name_other_period(_: Context, claim: Claim, evidence: Evidence) -> str | None:
    wanted, seen = claim.scope.period, evidence.collected
    if wanted is None:
        return None
    if seen is None:
        return "an unknown period"
    inside = wanted.from_ <= seen.from_ and seen.to <= wanted.to
    return None if inside else Sentence("the days from ", seen.from_, " to ", seen.to)


def _name_other_unit(context: Context, claim: Claim, evidence: Evidence) -> str | None:
    if claim.unit is None:
        return None
    if claim.metric in {"success", "failure"}:
        return None if claim.unit.lower() in SHARE_UNITS else "shares of runs"
    obligation = find_obligation(context, claim)
    unit = obligation.measure.value_unit if obligation is not None else None
    return f"values in {unit}" if unit not in (None, claim.unit) else None


def _name_other_attempts(_: Context, claim: Claim, evidence: Evidence) -> str | None:
    """A score that allows several tries never speaks of single ones, nor single tries of several."""
    if claim.metric not in {"success", "failure"}:
        return None
    item = evidence.item
    allowed = item.attempts_allowed if isinstance(item, BenchmarkResult) else 1
    if allowed == claim.attempts:
        return None
    # Single tries by task, repeated often enough, say how many tasks any of so many tries would solve.
    by_task = isinstance(item, BenchmarkResult) and item.successes_by_task and (item.trials or 1) >= claim.attempts
    if allowed == 1 and by_task:
        return None
    return f"scores that allow {allowed} tries a task" if allowed > 1 else "single tries"
