"""Every limitation rule, in the order of their ids."""

from __future__ import annotations

from trustpages.assess.limitations import (
    benchmarks,
    claims,
    consequences,
    coverage,
    decisions,
    diversity,
    freshness,
    judgment,
    obligations,
    rank,
    reality,
    scores,
    standing,
)
from trustpages.assess.limitations.rule import Rule

_ROOMS = (
    rank,
    freshness,
    scores,
    benchmarks,
    coverage,
    diversity,
    reality,
    obligations,
    consequences,
    decisions,
    judgment,
    claims,
    standing,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.id)
)
