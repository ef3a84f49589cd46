"""What each parameter of the policy touches: how the facts change with it, and which rules it can switch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.rejudged import (
    with_ages,
    with_cadence,
    with_delta,
    with_level,
    with_stale_line,
    with_thinness,
    with_verdicts,
)
from trustpages.assess.reweighed import (
    with_deadlines,
    with_dispersion,
    with_half_life,
    with_lines,
    with_weights,
)
from trustpages.model.documents.pact import MeanMeasure
from trustpages.model.documents.policy import Policy

Changed: TypeAlias = Callable[[Facts, Policy], "Facts | None"]


@dataclass(frozen=True, slots=True)
class Reach:
    """What a parameter touches: how the facts change with it, and the rules that it can switch."""

    changed: Changed = with_lines
    rules: tuple[str, ...] = ()
    posture: bool = False


_VERDICT_RULES = ("L47", "L48", "L49", "L56")
_AGE_RULES = ("L10", "L30", "L31", "L32", "L33", "L34", "L36", "L37", *_VERDICT_RULES, "L68", "L69")

REACHES: Mapping[str, Reach] = MappingProxyType(
    {
        "level": Reach(with_level, ("L48", "L49", "L50", "L52", "L56", "L68", "L69"), posture=True),
        "low_n": Reach(with_thinness, ("L68", "L69")),
        "freshness.stale": Reach(with_stale_line, ("L10", "L56"), posture=True),
        "freshness.expired": Reach(with_ages, _AGE_RULES, posture=True),
        "freshness.half_life": Reach(with_half_life, ("L33", "L34", "L36", "L37")),
        "review.deadline": Reach(with_deadlines, ("L61",), posture=True),
        "review": Reach(with_cadence, ("L60", *_AGE_RULES), posture=True),
        "rank.exploratory_from": Reach(rules=("L01", "L02")),
        "rank.ok_from": Reach(rules=("L02",)),
        "rank.ceiling": Reach(rules=("L05",)),
        "rank.restricted": Reach(rules=("L06",)),
        "procurement": Reach(rules=("L62", "L63")),
        "diversity.kinds": Reach(rules=("L34",)),
        "diversity.strong_concentration": Reach(rules=("L37",)),
        "coverage.low": Reach(rules=("L31",)),
        "coverage": Reach(with_weights, ("L31", "L65")),
        "benchmark.wide": Reach(rules=("L16",)),
        "benchmark.design_effect": Reach(rules=("L18",)),
        "benchmark.trivial": Reach(rules=("L24",)),
        "benchmark.unreliable": Reach(rules=("L29",)),
        "benchmark.top": Reach(rules=("L21",)),
        "gap.wide": Reach(rules=("L39",)),
        "gap.dispersion_p": Reach(with_dispersion, ("L45",)),
        "pact.many_looks": Reach(rules=("L51",)),
        "pact.many_obligations": Reach(rules=("L52",)),
        "pact.finite_above": Reach(
            with_verdicts(lambda claim_verdict: claim_verdict.window.population is not None),
            _VERDICT_RULES,
            posture=True,
        ),
        "pact.mean": Reach(
            with_verdicts(lambda obligation: isinstance(obligation.measure, MeanMeasure)),
            _VERDICT_RULES,
            posture=True,
        ),
        "judgment.deterministic": Reach(rules=("L65",)),
        "judgment.agreement": Reach(rules=("L66",)),
        "claim.delta": Reach(with_delta, ("L69",)),
    }
)
"""By parameter, or by the beginning of its name; the longest that fits holds.

What is not listed changes no verdict and switches no rule: the lines below which a figure is printed as a
count, fresh evidence is called due soon, agreement reliable, sources concentrated; weights of incidents; the
power with which further runs are planned.
"""


SWITCHED = frozenset(rule for reach in REACHES.values() for rule in reach.rules)
"""All rules that some parameter can switch."""


@cache
def reach_of(parameter: str) -> Reach | None:
    """What the parameter touches; None where it changes no verdict and switches no rule."""
    names = [name for name in REACHES if parameter.startswith(name)]
    return REACHES[max(names, key=len)] if names else None
