"""Evaluates every rule: triggered, clear, or not evaluable; worst first, then by id."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence

from trustpages.assess.limitations.rule import Facts, Occasion, Rule
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


def evaluate(rule: Rule, facts: Facts) -> Outcome:
    """What one rule says of `facts`.

    Raises ValueError where an occasion leaves a slot of its sentence unfilled: a defect of the rule.
    """
    found = rule.find(facts)
    if isinstance(found, NotEvaluable):
        return found
    findings = tuple(_finding(rule, one) for one in found)
    return Triggered(findings) if findings else Clear()


def evaluate_all(rules: Sequence[Rule], facts: Facts) -> Limitations:
    """All `rules` over `facts`, each in exactly one of the three lists."""
    outcomes = {rule.id: evaluate(rule, facts) for rule in rules}
    fired = {id_ for id_, outcome in outcomes.items() if isinstance(outcome, Triggered)}
    triggered: list[Limitation] = []
    unevaluated: list[Unevaluated] = []
    clear: list[str] = []
    for rule in rules:
        match outcomes[rule.id]:
            case Triggered(findings) if rule.only_if_not not in fired:
                triggered.extend(_limitations(rule, findings))
            case NotEvaluable(reason):
                unevaluated.append(Unevaluated(rule.id, rule.slug, reason))
            case _:
                clear.append(rule.id)
    triggered.sort(key=lambda one: (one.severity.rank, one.rule, one.subject, one.text))
    return Limitations(tuple(triggered), tuple(unevaluated), tuple(clear))


def _limitations(rule: Rule, findings: Iterable[Finding]) -> Iterable[Limitation]:
    for one in findings:
        yield Limitation(rule.id, rule.slug, one.severity, one.text, one.inputs, rule.removed_by, one.subject)


def _finding(rule: Rule, occasion: Occasion) -> Finding:
    return Finding(
        severity=occasion.severity or rule.severity,
        text=fill(occasion.sentence or rule.sentence, occasion.slots),
        inputs=tuple(sorted(occasion.slots.items())),
        subject=occasion.subject,
    )


def fill(sentence: str, slots: dict[str, Slot]) -> str:
    """The sentence with every slot filled; lists are joined, whole floats lose their point.

    Raises ValueError naming a slot without value. Values are put in as they are and never read as slots.
    """
    parts: list[str] = []
    for literal, name, _, _ in string.Formatter().parse(sentence):
        parts.append(literal)
        if name is not None:
            if name not in slots:
                raise ValueError(f"the slot '{name}' of '{sentence}' has no value")
            parts.append(_shown(slots[name]))
    return "".join(parts)


def _shown(value: Slot) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) if value else "none"
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value
