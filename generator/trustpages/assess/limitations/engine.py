"""A limitation rule, and the engine that evaluates every rule: triggered, clear, or not evaluable."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.sentences import fill_slots, format_names, format_pattern
from trustpages.model.problem import Explanation
from trustpages.model.results.limitation import (
    Clear,
    Finding,
    Limitation,
    Limitations,
    NotEvaluable,
    Outcome,
    Slot,
    Triggered,
    Unevaluated,
)
from trustpages.model.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion on which a rule fires: the values of its sentence's slots, and what it is about.

    `severity` and `sentence` replace those of the rule where the case differs.
    """

    slots: Mapping[str, Slot] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    severity: Severity | None = None
    sentence: str | None = None


NOTHING_NEEDED = "nothing"
"""What a rule needs that can always be evaluated."""

NO_EVIDENCE = NotEvaluable("there is no evidence")

Occasions: TypeAlias = Sequence[Occasion] | NotEvaluable


@dataclass(frozen=True, slots=True)
class Rule:
    """A limitation rule of the catalog.

    `meaning` tells a buyer in a sentence why the limitation matters; `fires` and `needs` complete "It fires
    where ..." and "It needs ..."; `sentence` has the slots that `find` fills. `graded` says which cases have
    another severity than `severity`. `only_if_not` names a rule that says the same more strongly and
    suppresses this one.
    """

    id: str
    slug: str
    severity: Severity
    meaning: str
    fires: str
    sentence: str
    removed_by: str
    needs: str
    find: Callable[[AssessedAgent], Occasions]
    graded: str = ""
    only_if_not: str = ""

    def explained(self) -> Explanation:
        """What the rule means for a buyer, when it fires, what removes it, what it needs, what it says."""
        grade = f"{self.severity.value} ({self.graded})" if self.graded else self.severity.value
        needed = f"It needs {self.needs}; without that it is listed as not evaluable, which is a limitation too."
        parts = (
            self.meaning,
            f"It fires where {self.fires}. Severity: {grade}.",
            f"What removes it: {self.removed_by}.",
            "It needs nothing, and is always evaluated." if self.needs == NOTHING_NEEDED else needed,
            f'It says: "{format_pattern(self.sentence)}"',
        )
        return Explanation(self.id, self.slug.replace("_", " "), " ".join(parts))


def check_unknown(told: Iterable[Occasion], unknown: Sequence[str], why: str) -> Occasions:
    """The occasions; without any, that the rule is not clear as long as `unknown` were not looked at.

    `why` says what is missing of them, as the beginning of a sentence that ends with their names.
    """
    occasions = tuple(told)
    if occasions or not unknown:
        return occasions
    return NotEvaluable(f"{why}: {format_names(tuple(unknown))}")


def reaches(value: float, line: float) -> bool:
    """Whether a value is on or above a line; noise of computation does not put it below."""
    return value >= line or math.isclose(value, line, rel_tol=1e-12)


def evaluate(rule: Rule, agent: AssessedAgent) -> Outcome:
    """What one rule says of `agent`.

    Raises ValueError where an occasion leaves a slot of its sentence unfilled: a defect of the rule.
    """
    occasions = rule.find(agent)
    if isinstance(occasions, NotEvaluable):
        return occasions
    findings = tuple(
        Finding(
            severity=occasion.severity or rule.severity,
            text=fill_slots(occasion.sentence or rule.sentence, occasion.slots),
            inputs=tuple(sorted(occasion.slots.items())),
            subjects=occasion.about,
        )
        for occasion in occasions
    )
    return Triggered(findings) if findings else Clear()


def evaluate_all(rules: Sequence[Rule], agent: AssessedAgent) -> Limitations:
    """All `rules` over `agent`, each in exactly one of the three lists."""
    outcomes = {rule.id: evaluate(rule, agent) for rule in rules}
    fired = {id_ for id_, outcome in outcomes.items() if isinstance(outcome, Triggered)}
    triggered: list[Limitation] = []
    unevaluated: list[Unevaluated] = []
    clear: list[str] = []
    for rule in rules:
        match outcomes[rule.id]:
            # A rule that a stronger one suppresses counts as clear: the reader is told once, and more strongly.
            case Triggered(findings) if rule.only_if_not not in fired:
                triggered.extend(_build_limitations(rule, findings))
            case NotEvaluable(reason):
                unevaluated.append(Unevaluated(rule.id, rule.slug, reason))
            case _:
                clear.append(rule.id)
    # Worst first; rule, subjects and text break ties, so that the order never hangs on that of the input.
    triggered.sort(
        key=lambda limitation: (limitation.severity.rank, limitation.rule, limitation.subjects, limitation.text)
    )
    return Limitations(tuple(triggered), tuple(unevaluated), tuple(clear))


def _build_limitations(rule: Rule, findings: Iterable[Finding]) -> Iterable[Limitation]:
    for finding in findings:
        yield Limitation(
            rule=rule.id,
            slug=rule.slug,
            severity=finding.severity,
            text=finding.text,
            inputs=finding.inputs,
            removed_by=rule.removed_by,
            subject=finding.subjects[0] if len(finding.subjects) == 1 else "",
            subjects=finding.subjects,
        )
