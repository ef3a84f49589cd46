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
from trustpages.assess.sensitivity.changed_weights import list_recorded_triggers
from trustpages.assess.sensitivity.parameter_effects import SWITCHED_RULES, find_parameter_effect
from trustpages.assess.standing.posture import decide_posture
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.model.documents.base import Model
from trustpages.model.documents.policy import Policy
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.results.metrics import BenchmarkQuality, ClaimResult, Procurement
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import Sensitivity, Shift
from trustpages.model.results.standing import PostureResult
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace

NOT_VARIED = ("rank.simulations", "rank.permutations", "gap.assumed_n", "authority.")
"""How much is simulated, samples to try and rungs of a ladder are no lines that half or double could move."""

LARGEST_SHARE = 0.99
"""What stands for double a share where double is more than everything."""


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
    found = {name: tuple(_vary_parameter(policy, name, value)) for name, value, _ in policy.parameters()}
    everywhere = (_add_portfolio_figures(workspace, variation) for several in found.values() for variation in several)
    return Variations(tuple(everywhere), tuple(name for name, several in found.items() if not several))


def _vary_parameter(policy: Policy, name: str, value: object) -> Iterator[Variation]:
    if name.startswith(NOT_VARIED) or not isinstance(value, int | float) or isinstance(value, bool):
        return
    path = name.split(".")
    for tried in _compute_half_and_double(policy, path, value):
        changed = _replace_value(policy, path, tried)
        if isinstance(changed, Policy) and tried != value:
            yield Variation(name, f"{value:g}", f"{tried:g}", changed)


def _compute_half_and_double(policy: Policy, path: Sequence[str], value: float) -> tuple[float, float]:
    if path == ["level"]:
        return round(1 - 2 * (1 - value), 9), round(1 - (1 - value) / 2, 9)
    if isinstance(value, int):
        return round(value / 2), value * 2
    is_share = value <= 1 <= value * 2 and _replace_value(policy, path, 1.01) is None
    return value / 2, LARGEST_SHARE if is_share else value * 2


def _replace_value(model: Model, path: Sequence[str], value: float) -> Model | None:
    """A copy of the model with the value at the path, None if the model refuses it."""
    name, *rest = path
    inner = _replace_value(getattr(model, name), rest, value) if rest else value
    try:
        return None if inner is None else type(model).model_validate({**dict(model), name: inner})
    except ValidationError:
        return None


def _add_portfolio_figures(workspace: Workspace, one: Variation) -> Variation:
    """The variation with the figures of all agents together that its parameter touches."""
    changed = replace(workspace, trust=workspace.trust.model_copy(update={"policy": one.policy}))
    if one.parameter.startswith("procurement.") and one.parameter != "procurement.high_share":
        return replace(one, procurement=assess_procurement(changed))
    if one.parameter == "benchmark.top":
        return replace(one, benchmarks=assess_benchmarks(changed))
    return one


_BY_ID = MappingProxyType({rule.id: rule for rule in RULES})


def analyse_sensitivity(agent: AssessedAgent, posture: PostureResult, variations: Variations) -> Sensitivity:
    """What each variation of the policy changes for one agent; `posture` is that of the agent."""
    standing = {id_: _describe_rule_state(agent, id_) for id_ in sorted(SWITCHED_RULES)}
    found = (_compute_shift(agent, posture, standing, variation) for variation in variations.all)
    shifts = tuple(shift for shift in found if shift is not None)
    return Sensitivity(
        tried=len(variations.all),
        shifts=shifts,
        obligations=_collect_names(said for shift in shifts for said in shift.verdicts),
        skipped=variations.skipped,
        claims=_collect_names(said for shift in shifts for said in shift.claims),
    )


def _collect_names(changes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({said.split(":")[0] for said in changes}))


def _compute_shift(
    agent: AssessedAgent, posture: PostureResult, standing: Mapping[str, str], one: Variation
) -> Shift | None:
    """What the variation changes; None where that is nothing."""
    reach = find_parameter_effect(one.parameter)
    found = reach.changed(agent, one.policy) if reach is not None else None
    if reach is None or found is None:
        return None
    changed = _apply_portfolio_figures(found, one)
    limitations = tuple(said for id_ in reach.rules for said in _compare_rule(id_, standing[id_], changed))
    verdicts = _compare_verdicts(agent.findings.obligations, changed.findings.obligations)
    claims = _compare_claims(agent.findings.claims, changed.findings.claims)
    shifted = _compare_posture(changed, posture) if reach.posture else ""
    if not (verdicts or shifted or limitations or claims):
        return None
    return Shift(one.parameter, one.value, one.tried, verdicts, shifted, limitations, claims)


def _compare_verdicts(before: Sequence[ObligationResult], after: Sequence[ObligationResult]) -> tuple[str, ...]:
    if after is before:
        return ()
    pairs = zip(before, after, strict=True)
    return tuple(f"{old.ref}: {old.verdict} -> {new.verdict}" for old, new in pairs if old.verdict is not new.verdict)


def _compare_claims(before: Sequence[ClaimResult], after: Sequence[ClaimResult]) -> tuple[str, ...]:
    if after is before:
        return ()
    pairs = zip(before, after, strict=True)
    return tuple(f"{old.id}: {old.verdict} -> {new.verdict}" for old, new in pairs if old.verdict is not new.verdict)


def _compare_rule(id_: str, old: str, changed: AssessedAgent) -> tuple[str, ...]:
    new = _describe_rule_state(changed, id_)
    return () if old == new else (f"{id_}: {old} -> {new}",)


def _apply_portfolio_figures(agent: AssessedAgent, one: Variation) -> AssessedAgent:
    """The agent with what the variation makes of the figures of all agents together."""
    if one.procurement is not None:
        return replace(agent, portfolio=replace(agent.portfolio, procurement=one.procurement))
    if one.benchmarks is not None:
        findings = agent.findings
        used = {quality.benchmark for quality in findings.benchmarks.benchmarks}
        again = tuple(quality for quality in one.benchmarks if quality.benchmark in used)
        benchmarks = replace(findings.benchmarks, benchmarks=again)
        return replace(agent, findings=replace(findings, benchmarks=benchmarks))
    return agent


def _compare_posture(changed: AssessedAgent, posture: PostureResult) -> str:
    context = changed.context
    reviews = assess_review_cadence(context, list_recorded_triggers(changed))
    findings = changed.findings
    found = decide_posture(
        context, findings.obligations, findings.freshness, findings.follow_through, reviews, changed.history
    )
    before, after = posture.posture.value, found.posture.value
    return "" if before == after else f"{before} -> {after}"


def _describe_rule_state(agent: AssessedAgent, rule: str) -> str:
    """The worst severity with which a rule fires, or that it does not, in one word or two."""
    found = _BY_ID[rule].find(agent)
    if isinstance(found, NotEvaluable):
        return "not evaluable"
    severities = [occasion.severity or _BY_ID[rule].severity for occasion in found]
    if not severities:
        return "clear"
    return next(severity for severity in Severity if severity in severities).value
