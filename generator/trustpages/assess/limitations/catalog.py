"""Every limitation rule, in the order of their ids."""

from __future__ import annotations

from trustpages.assess.limitations import (
    benchmarks,
    changes,
    claims,
    consequences,
    coverage,
    decisions,
    diversity,
    exposure,
    freshness,
    gains,
    gaps,
    granted,
    judgment,
    obligations,
    rank,
    reporting,
    reviews,
    scores,
    standing,
    versions,
)
from trustpages.assess.limitations.rule import Rule

_FAMILIES = (
    rank,
    gains,
    freshness,
    versions,
    scores,
    benchmarks,
    reporting,
    coverage,
    diversity,
    gaps,
    exposure,
    obligations,
    changes,
    consequences,
    reviews,
    decisions,
    judgment,
    claims,
    standing,
    granted,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: rule.id)
)
