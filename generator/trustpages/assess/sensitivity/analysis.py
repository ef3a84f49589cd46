"""Sensitivity to the policy: what every variation of it changes for one agent.

Which findings hang on a parameter is a table (`changed_findings`). Which rules do is found out: what a rule reads is
noted while it runs, and it runs again where a variation changes any of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, TypeVar, cast

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import Rule
from trustpages.assess.sensitivity.changed_findings import recompute
from trustpages.assess.sensitivity.variations import Variation, Variations
from trustpages.assess.standing.posture import decide_posture_of
from trustpages.model.documents.base import Model
from trustpages.model.documents.policy import Policy
from trustpages.model.results.findings import Findings
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.results.records.sensitivity import Sensitivity, Shift
from trustpages.model.results.report import Portfolio
from trustpages.model.vocabulary import Posture

T = TypeVar("T")


class _Noted:
    """Hands on the attributes of a value, and notes the names of those that were read.

    Of a group of parameters those are noted that are read in turn; its methods count as reading the whole group.
    """

    def __init__(self, value: object, name: str, notes: set[str]) -> None:
        self._value, self._name, self._notes = value, name, notes

    def __getattr__(self, name: str) -> Any:
        value, dotted = getattr(self._value, name), f"{self._name}.{name}"
        if isinstance(value, Model):
            return _Noted(value, dotted, self._notes)
        self._notes.add(self._name if callable(value) else dotted)
        return value


class _NotedAgent:
    """An agent of which is noted what is read: parameters, findings, figures of all agents together."""

    def __init__(self, agent: AssessedAgent) -> None:
        self._notes: set[str] = set()
        self._noted = replace(
            agent,
            context=replace(agent.context, policy=cast("Policy", _Noted(agent.policy, "policy", self._notes))),
            findings=cast("Findings", _Noted(agent.findings, "findings", self._notes)),
            portfolio=cast("Portfolio", _Noted(agent.portfolio, "portfolio", self._notes)),
        )

    def ask(self, question: Callable[[AssessedAgent], T]) -> tuple[T, frozenset[str]]:
        """The answer, and the names of what it rests on."""
        self._notes.clear()
        return question(self._noted), frozenset(self._notes)


@dataclass(frozen=True, slots=True)
class _Baseline:
    """The agent under the policy as it is: its posture and the state of each rule, both with what they read."""

    agent: AssessedAgent
    posture: Posture
    posture_reads: frozenset[str]
    rules: tuple[tuple[Rule, str, frozenset[str]], ...]
    reads: frozenset[str]


def analyse_sensitivity(agent: AssessedAgent, variations: Variations) -> Sensitivity:
    """What each variation of the policy changes for one agent."""
    noted = _NotedAgent(agent)
    rules = tuple((rule, *noted.ask(partial(_describe_state, rule))) for rule in RULES)
    posture, posture_reads = noted.ask(_find_posture)
    all_reads = posture_reads.union(*(reads for _, _, reads in rules))
    baseline = _Baseline(agent, posture, posture_reads, rules, all_reads)
    tried = (_compute_shift(baseline, variation) for variation in variations.all)
    shifts = tuple(shift for shift in tried if shift is not None)
    return Sensitivity(
        tried=len(variations.all),
        shifts=shifts,
        obligations=tuple(sorted({change.split(":")[0] for shift in shifts for change in shift.verdicts})),
        skipped=variations.skipped,
        claims=tuple(sorted({change.split(":")[0] for shift in shifts for change in shift.claims})),
    )


def _compute_shift(baseline: _Baseline, variation: Variation) -> Shift | None:
    """What the variation changes; None where that is nothing."""
    before = baseline.agent
    after, moved = recompute(before, variation)
    changed = {
        f"policy.{variation.parameter}",
        f"policy.{variation.parameter.rpartition('.')[0]}",
        *(f"findings.{name}" for name in moved),
        *_list_changed_figures(before.portfolio, after.portfolio),
    }
    if changed.isdisjoint(baseline.reads):
        return None
    old, new = before.findings, after.findings
    verdicts = _list_changes(
        (result.ref, result.verdict, again.verdict)
        for result, again in zip(old.obligations, new.obligations, strict=True)
        if again is not result
    )
    claims = _list_changes(
        (claim.id, claim.verdict, again.verdict)
        for claim, again in zip(old.claims, new.claims, strict=True)
        if again is not claim
    )
    limitations = _list_changes(
        (rule.id, state, _describe_state(rule, after))
        for rule, state, reads in baseline.rules
        if not changed.isdisjoint(reads)
    )
    posture = baseline.posture if changed.isdisjoint(baseline.posture_reads) else _find_posture(after)
    shifted = "" if posture is baseline.posture else f"{baseline.posture.value} -> {posture.value}"
    if not (verdicts or shifted or limitations or claims):
        return None
    return Shift(variation.parameter, variation.value, variation.tried, verdicts, shifted, limitations, claims)


def _list_changed_figures(before: Portfolio, after: Portfolio) -> Iterator[str]:
    if before is not after:
        for field in fields(before):
            if getattr(before, field.name) is not getattr(after, field.name):
                yield f"portfolio.{field.name}"


def _list_changes(states: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """`name: old -> new` for each name with another state than before."""
    return tuple(f"{name}: {old} -> {new}" for name, old, new in states if old != new)


def _find_posture(agent: AssessedAgent) -> Posture:
    return decide_posture_of(agent.context, agent.findings, agent.history).posture


def _describe_state(rule: Rule, agent: AssessedAgent) -> str:
    """The worst severity with which a rule fires, or that it does not, in one word or two."""
    occasions = rule.find(agent)
    if isinstance(occasions, NotEvaluable):
        return "not evaluable"
    severities = {occasion.severity or rule.severity for occasion in occasions}
    return min(severities, key=lambda severity: severity.rank).value if severities else "clear"
