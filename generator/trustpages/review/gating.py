"""Which changes the gates of a review stop: by kind, rule and weight, as `trust.yml` and `--fail-on` name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from trustpages.model.problem import Explanation, TrustpagesError
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.vocabulary import Severity
from trustpages.review.rules.catalog import RULES_BY_ID

KINDS: Final = {
    "worse": "changes for the worse that chance alone does not explain",
    "lost": "what would be better, and only cannot be evaluated any more",
    "disputed": "what is better by a figure that is contested",
    "gaming": "what may be an attempt to look better",
    "chance": "changes for the worse that chance alone explains",
    "any": "every change that chance alone does not explain",
}
"""Kinds of changes that a gate may name, beside the ids of rules."""

UNKNOWN_GATE: Final = Explanation(
    "unknown-review-gate",
    "A gate of a review names no change",
    "`gates.review` in trust.yml and `--fail-on` name kinds of changes (" + ", ".join(KINDS) + ") or the ids of rules "
    "of changes, each with the least weight that stops after a colon where not every weight does: `worse:high`.",
)


@dataclass(frozen=True, slots=True)
class ReviewGate:
    """A kind of changes, or a rule, from a weight on."""

    name: str
    weight: Severity = Severity.LOW

    def stops(self, change: ReviewedChange, *, by_chance: bool) -> bool:
        """Whether the gate stops the change."""
        if change.weight.rank > self.weight.rank:
            return False
        match self.name:
            case "chance":
                return by_chance and change.turn is Turn.WORSE
            case _ if by_chance:
                return False
            case "any":
                return True
            case "gaming":
                return bool(change.innocent)
            case "worse" | "lost" | "disputed":
                return change.turn.value == self.name
            case _:
                return change.rule == self.name


@dataclass(frozen=True, slots=True)
class ReviewGates:
    """All gates of a review; a change stops at any of them."""

    gates: tuple[ReviewGate, ...] = ()

    def stop(self, change: ReviewedChange, *, by_chance: bool) -> bool:
        """Whether any gate stops the change."""
        return any(gate.stops(change, by_chance=by_chance) for gate in self.gates)


def parse_gates(names: Iterable[str]) -> ReviewGates:
    """The gates that are named as `worse:high`, `gaming` or `terms:critical`.

    Raises TrustpagesError `unknown-review-gate` for one that names no kind, no rule or no weight.
    """
    return ReviewGates(tuple(map(_parse_gate, names)))


def _parse_gate(name: str) -> ReviewGate:
    kind, _, weight = name.partition(":")
    if kind not in KINDS and kind not in RULES_BY_ID:
        remedy = f"name one of {', '.join(KINDS)}, or a rule that `trustpages explain` lists"
        raise TrustpagesError("unknown-review-gate", f"there is no change called '{kind}'", remedy)
    if weight and weight not in set(Severity):
        remedy = f"write one of {', '.join(Severity)} after the colon"
        raise TrustpagesError("unknown-review-gate", f"there is no weight '{weight}'", remedy)
    return ReviewGate(kind, Severity(weight) if weight else Severity.LOW)
