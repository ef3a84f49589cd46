"""Limitations: what the evidence does not show, each computed by a rule with three outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from trustpages.model.vocabulary import Severity

Slot: TypeAlias = str | int | float | date | tuple[str, ...]
"""What stands in a sentence: an id as a `Reference`, one that is read as words as a `Term`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One occasion on which a rule fires: the sentence with all its numbers, and what it is about.

    `subjects` name obligations, evidence items, benchmarks, claims or other things; none for the agent as a
    whole.
    """

    severity: Severity
    text: str
    inputs: tuple[tuple[str, Slot], ...]
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triggered:
    """The rule fires, once or more often."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Clear:
    """The rule was evaluated and does not fire."""


@dataclass(frozen=True, slots=True)
class NotEvaluable:
    """The rule could not be evaluated, which is a limitation too; `reason` says what is missing."""

    reason: str


Outcome: TypeAlias = Triggered | Clear | NotEvaluable


@dataclass(frozen=True, slots=True)
class Limitation:
    """A limitation as readers see it.

    `subjects` names everything that it is about, `subject` that one thing where there is one and no more.
    """

    rule: str
    slug: str
    severity: Severity
    text: str
    inputs: tuple[tuple[str, Slot], ...]
    removed_by: str
    subject: str = ""
    subjects: tuple[str, ...] = ()

    def is_about(self, name: str) -> bool:
        """Whether that obligation, item, benchmark, claim or other thing is among its subjects."""
        return name in self.subjects


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """A rule that could not be evaluated, and why."""

    rule: str
    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class Limitations:
    """All rules with their outcomes: triggered ones worst first, then not evaluable, then clear."""

    triggered: tuple[Limitation, ...]
    not_evaluable: tuple[Unevaluated, ...]
    clear: tuple[str, ...]
