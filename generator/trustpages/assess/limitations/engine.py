"""Evaluates every rule: triggered, clear, or not evaluable; worst first, then by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Occasion, Rule
from trustpages.assess.limitations.sentence import fill
from trustpages.model.results.limitation import (
    Clear,
    Finding,
    Limitation,
    Limitations,
    NotEvaluable,
    Outcome,
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
    findings = tuple(_finding(rule, occasion) for occasion in found)
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
    triggered.sort(
        key=lambda limitation: (
            limitation.severity.rank,
            limitation.rule,
            limitation.subjects,
            limitation.text,
        )
    )
    return Limitations(tuple(triggered), tuple(unevaluated), tuple(clear))


def _limitations(rule: Rule, findings: Iterable[Finding]) -> Iterable[Limitation]:
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


def _finding(rule: Rule, occasion: Occasion) -> Finding:
    return Finding(
        severity=occasion.severity or rule.severity,
        text=fill(occasion.sentence or rule.sentence, occasion.slots),
        inputs=tuple(sorted(occasion.slots.items())),
        subjects=occasion.about,
    )
