"""What each parameter of the policy touches: how findings change with it, and which rules it can switch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import TypeAlias

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.measures.assessor import LevelUse
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.sensitivity.changed_verdicts import (
    recompute_for_ages,
    recompute_for_cadence,
    recompute_for_delta,
    recompute_for_level,
    recompute_for_stale_line,
    recompute_for_thinness,
    recompute_verdicts_where,
)
from trustpages.assess.sensitivity.changed_weights import (
    recompute_for_deadlines,
    recompute_for_dispersion,
    recompute_for_half_life,
    recompute_for_weights,
    replace_policy,
)
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.policy import Policy

Changed: TypeAlias = Callable[[AssessedAgent, Policy], "AssessedAgent | None"]


@dataclass(frozen=True, slots=True)
class ParameterEffect:
    """What a parameter touches: how findings change with it, and the rules that it can switch."""

    changed: Changed = replace_policy
    rules: tuple[str, ...] = ()
    posture: bool = False


def _is_measured_by(obligation: Obligation, kind: str) -> bool:
    return obligation.measure.kind == kind


def _has_interval(obligation: Obligation) -> bool:
    return ASSESSORS[obligation.measure.kind].level_use is not LevelUse.NONE


_VERDICT_RULES = ("L47", "L48", "L49", "L56")
_AGE_RULES = ("L10", "L30", "L31", "L32", "L33", "L34", "L36", "L37", *_VERDICT_RULES, "L68", "L69")

EFFECTS: Mapping[str, ParameterEffect] = MappingProxyType(
    {
        "level": ParameterEffect(recompute_for_level, ("L48", "L49", "L50", "L52", "L56", "L68", "L69"), posture=True),
        "low_n": ParameterEffect(recompute_for_thinness, ("L68", "L69")),
        "freshness.stale": ParameterEffect(recompute_for_stale_line, ("L10", "L56"), posture=True),
        "freshness.expired": ParameterEffect(recompute_for_ages, _AGE_RULES, posture=True),
        "freshness.half_life": ParameterEffect(recompute_for_half_life, ("L33", "L34", "L36", "L37")),
        "review.deadline": ParameterEffect(recompute_for_deadlines, ("L61",), posture=True),
        "review": ParameterEffect(recompute_for_cadence, ("L60", *_AGE_RULES), posture=True),
        "rank.exploratory_from": ParameterEffect(rules=("L01", "L02")),
        "rank.ok_from": ParameterEffect(rules=("L02",)),
        "rank.ceiling": ParameterEffect(rules=("L05",)),
        "rank.restricted": ParameterEffect(rules=("L06",)),
        "procurement": ParameterEffect(rules=("L62", "L63")),
        "diversity.kinds": ParameterEffect(rules=("L34",)),
        "diversity.strong_concentration": ParameterEffect(rules=("L37",)),
        "coverage.low": ParameterEffect(rules=("L31",)),
        "coverage": ParameterEffect(recompute_for_weights, ("L31", "L65")),
        "benchmark.wide": ParameterEffect(rules=("L16",)),
        "benchmark.design_effect": ParameterEffect(rules=("L18",)),
        "benchmark.trivial": ParameterEffect(rules=("L24",)),
        "benchmark.unreliable": ParameterEffect(rules=("L29",)),
        "benchmark.top": ParameterEffect(rules=("L21",)),
        "gap.wide": ParameterEffect(rules=("L39",)),
        "gap.dispersion_p": ParameterEffect(recompute_for_dispersion, ("L45",)),
        "pact.many_looks": ParameterEffect(rules=("L51",)),
        "pact.many_obligations": ParameterEffect(rules=("L52",)),
        "pact.drift_p": ParameterEffect(rules=("L77",)),
        "pact.finite_above": ParameterEffect(
            recompute_verdicts_where(lambda obligation: obligation.window.population is not None),
            _VERDICT_RULES,
            posture=True,
        ),
        "pact.units_min": ParameterEffect(recompute_verdicts_where(_has_interval), _VERDICT_RULES, posture=True),
        "pact.pooling_level": ParameterEffect(
            recompute_verdicts_where(_has_interval), (*_VERDICT_RULES, "L75", "L76"), posture=True
        ),
        **{
            parameter: ParameterEffect(
                recompute_verdicts_where(partial(_is_measured_by, kind=kind)), _VERDICT_RULES, posture=True
            )
            for kind, assessor in ASSESSORS.items()
            for parameter in assessor.parameters
        },
        "judgment.deterministic": ParameterEffect(rules=("L65",)),
        "judgment.agreement": ParameterEffect(rules=("L66",)),
        "claim.delta": ParameterEffect(recompute_for_delta, ("L69",)),
    }
)
"""By parameter, or by the beginning of its name; the longest that fits holds.

What is not listed changes no verdict and switches no rule: the lines below which a figure is printed as a
count, fresh evidence is called due soon, agreement reliable, sources concentrated; weights of incidents; the
power with which further runs are planned.
"""


SWITCHED_RULES = frozenset(rule for effect in EFFECTS.values() for rule in effect.rules)
"""All rules that some parameter can switch."""


@cache
def find_parameter_effect(parameter: str) -> ParameterEffect | None:
    """What the parameter touches; None where it changes no verdict and switches no rule."""
    names = [name for name in EFFECTS if parameter.startswith(name)]
    return EFFECTS[max(names, key=len)] if names else None
