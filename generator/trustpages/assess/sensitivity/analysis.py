"""Sensitivity to the policy: every parameter at half and at double its value, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pydantic import ValidationError

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks
from trustpages.assess.metrics.procurement import assess_procurement
from trustpages.assess.sensitivity.parameter_effects import SWITCHED_RULES, find_parameter_effect
from trustpages.assess.standing.posture import decide_posture
from trustpages.model.documents.base import Model
from trustpages.model.documents.policy import Policy
from trustpages.model.results.benchmarks import BenchmarkQuality, Procurement
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.results.report import Sensitivity, Shift
from trustpages.model.results.standing import PostureResult
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace

NOT_VARIED = ("rank.simulations", "rank.permutations", "gap.assumed_n", "authority.")
"""How much is simulated, samples to try and rungs of a ladder are no lines that half or double could move."""


@dataclass(frozen=True, slots=True)
class Variation:
    """The policy with one parameter changed, and what that makes of the figures of all agents together.

    `procurement` and `benchmarks` are None where the parameter does not touch them.
    """

    parameter: str
    value: str
    tried: str
    policy: Policy
    procurement: Procurement | None = None
    benchmarks: tuple[BenchmarkQuality, ...] | None = None


@dataclass(frozen=True, slots=True)
class Variations:
    """All variations of a policy in the order of its parameters, and the parameters that have none."""

    all: tuple[Variation, ...]
    skipped: tuple[str, ...]


def vary_policy(workspace: Workspace) -> Variations:
    """Every parameter of the workspace's policy at half and at double its value.

    Whole numbers are rounded; values that the model refuses are left out, and a share above 1 becomes 0.99.
    Of the level of intervals the error is halved and doubled, since half a level is none.
    """
    policy = workspace.trust.policy
    varied = {name: tuple(_vary_parameter(policy, name, value)) for name, value, _ in policy.parameters()}
    variations = tuple(
        _add_portfolio_figures(workspace, variation) for values in varied.values() for variation in values
    )
    return Variations(variations, skipped=tuple(name for name, values in varied.items() if not values))


def _vary_parameter(policy: Policy, name: str, value: object) -> Iterator[Variation]:
    if name.startswith(NOT_VARIED) or not isinstance(value, int | float) or isinstance(value, bool):
        return
    path = name.split(".")
    for tried in _compute_half_and_double(policy, path, value):
        changed = _replace_value(policy, path, tried)
        if isinstance(changed, Policy) and tried != value:
            yield Variation(name, f"{value:g}", f"{tried:g}", changed)


def _compute_half_and_double(policy: Policy, path: Sequence[str], value: float) -> tuple[float, float]:
    if path[-1] in ("level", "pooling_level"):
        return round(1 - 2 * (1 - value), 9), round(1 - (1 - value) / 2, 9)
    if isinstance(value, int):
        return round(value / 2), value * 2
    # The model knows which numbers are shares: those for which it refuses more than 1.
    is_share = value <= 1 <= value * 2 and _replace_value(policy, path, 1.01) is None
    return value / 2, 0.99 if is_share else value * 2


def _replace_value(model: Model, path: Sequence[str], value: float) -> Model | None:
    """A copy of the model with the value at the path, None if the model refuses it."""
    name, *rest = path
    inner = _replace_value(getattr(model, name), rest, value) if rest else value
    try:
        return None if inner is None else type(model).model_validate({**dict(model), name: inner})
    except ValidationError:
        return None


def _add_portfolio_figures(workspace: Workspace, variation: Variation) -> Variation:
    """The variation with the figures of all agents together that its parameter touches."""
    changed = replace(workspace, trust=workspace.trust.model_copy(update={"policy": variation.policy}))
    if variation.parameter.startswith("procurement.") and variation.parameter != "procurement.high_share":
        return replace(variation, procurement=assess_procurement(changed))
    if variation.parameter == "benchmark.top":
        return replace(variation, benchmarks=assess_benchmarks(changed))
    return variation


_RULES_BY_ID = MappingProxyType({rule.id: rule for rule in RULES})


def analyse_sensitivity(agent: AssessedAgent, posture: PostureResult, variations: Variations) -> Sensitivity:
    """What each variation of the policy changes for one agent; `posture` is that of the agent."""
    states = {id_: _describe_rule_state(agent, id_) for id_ in sorted(SWITCHED_RULES)}
    tried = (_compute_shift(agent, posture, states, variation) for variation in variations.all)
    shifts = tuple(shift for shift in tried if shift is not None)
    return Sensitivity(
        tried=len(variations.all),
        shifts=shifts,
        obligations=tuple(sorted({change.split(":")[0] for shift in shifts for change in shift.verdicts})),
        skipped=variations.skipped,
        claims=tuple(sorted({change.split(":")[0] for shift in shifts for change in shift.claims})),
    )


def _compute_shift(
    agent: AssessedAgent, posture: PostureResult, states: Mapping[str, str], variation: Variation
) -> Shift | None:
    """What the variation changes; None where that is nothing."""
    effect = find_parameter_effect(variation.parameter)
    recomputed = effect.changed(agent, variation.policy) if effect is not None else None
    if effect is None or recomputed is None:
        return None
    changed = _apply_portfolio_figures(recomputed, variation)
    before, after = agent.findings, changed.findings
    verdicts = _list_changes(
        (old.ref, old.verdict, new.verdict) for old, new in zip(before.obligations, after.obligations, strict=True)
    )
    claims = _list_changes(
        (old.id, old.verdict, new.verdict) for old, new in zip(before.claims, after.claims, strict=True)
    )
    limitations = _list_changes((id_, states[id_], _describe_rule_state(changed, id_)) for id_ in effect.rules)
    shifted = _compare_posture(changed, posture) if effect.posture else ""
    if not (verdicts or shifted or limitations or claims):
        return None
    return Shift(variation.parameter, variation.value, variation.tried, verdicts, shifted, limitations, claims)


def _list_changes(states: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """`name: old -> new` for each name with another state than before."""
    return tuple(f"{name}: {old} -> {new}" for name, old, new in states if old != new)


def _apply_portfolio_figures(agent: AssessedAgent, variation: Variation) -> AssessedAgent:
    """The agent with what the variation makes of the figures of all agents together."""
    if variation.procurement is not None:
        return replace(agent, portfolio=replace(agent.portfolio, procurement=variation.procurement))
    if variation.benchmarks is not None:
        findings = agent.findings
        used = {quality.benchmark for quality in findings.benchmarks.benchmarks}
        qualities = tuple(quality for quality in variation.benchmarks if quality.benchmark in used)
        benchmarks = replace(findings.benchmarks, benchmarks=qualities)
        return replace(agent, findings=replace(findings, benchmarks=benchmarks))
    return agent


def _compare_posture(changed: AssessedAgent, posture: PostureResult) -> str:
    findings = changed.findings
    after = decide_posture(
        changed.context,
        findings.obligations,
        findings.freshness,
        findings.follow_through,
        findings.reviews,
        changed.history,
    ).posture
    return "" if posture.posture is after else f"{posture.posture.value} -> {after.value}"


def _describe_rule_state(agent: AssessedAgent, rule: str) -> str:
    """The worst severity with which a rule fires, or that it does not, in one word or two."""
    occasions = _RULES_BY_ID[rule].find(agent)
    if isinstance(occasions, NotEvaluable):
        return "not evaluable"
    severities = [occasion.severity or _RULES_BY_ID[rule].severity for occasion in occasions]
    if not severities:
        return "clear"
    return next(severity for severity in Severity if severity in severities).value
