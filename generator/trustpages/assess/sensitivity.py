"""What hangs on the policy: every parameter tried at half and at double its value.

A trial computes anew only what its parameter touches: verdicts, posture, claims, and the rules that read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.policy_reach import reach_of
from trustpages.assess.rejudged import on_record
from trustpages.assess.reviews import review_cadence
from trustpages.assess.standing import posture_for
from trustpages.assess.variations import Variation, Variations
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.results.loop import PostureResult
from trustpages.model.results.sensitivity import Sensitivity, Shift

_BY_ID = MappingProxyType({rule.id: rule for rule in RULES})


def sensitivity_of(facts: Facts, posture: PostureResult, variations: Variations) -> Sensitivity:
    """What each variation of the policy changes for one agent; `posture` is that of the facts."""
    standing = {rule.id: _standing(facts, rule.id) for rule in RULES}
    found = (_shift(facts, posture, standing, one) for one in variations.all)
    shifts = [
        one
        for one in found
        if one is not None and (one.verdicts or one.claims or one.posture or one.limitations)
    ]
    return Sensitivity(
        tried=len(variations.all),
        shifts=tuple(shifts),
        obligations=_names(said for one in shifts for said in one.verdicts),
        skipped=variations.skipped,
        claims=_names(said for one in shifts for said in one.claims),
    )


def _names(changes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({said.split(":")[0] for said in changes}))


def _shift(facts: Facts, posture: PostureResult, standing: Mapping[str, str], one: Variation) -> Shift | None:
    """What the variation changes; None where it reaches nothing of this agent."""
    reach = reach_of(one.parameter)
    found = reach.changed(facts, one.policy) if reach is not None else None
    if reach is None or found is None:
        return None
    changed = _with_figures_of_all(found, one)
    return Shift(
        parameter=one.parameter,
        value=one.value,
        tried=one.tried,
        verdicts=_changes(
            [(result.ref, result.verdict.value) for result in facts.obligations],
            [(result.ref, result.verdict.value) for result in changed.obligations],
        ),
        posture=_posture(changed, posture) if reach.posture else "",
        limitations=_changes(
            [(id_, standing[id_]) for id_ in reach.rules],
            [(id_, _standing(changed, id_)) for id_ in reach.rules],
        ),
        claims=_changes(
            [(result.id, result.verdict.value) for result in facts.claims],
            [(result.id, result.verdict.value) for result in changed.claims],
        ),
    )


def _with_figures_of_all(facts: Facts, one: Variation) -> Facts:
    """The facts with what the variation makes of the figures of all agents together."""
    if one.procurement is not None:
        return replace(facts, procurement=one.procurement)
    if one.benchmarks is not None:
        used = {quality.benchmark for quality in facts.benchmarks}
        return replace(
            facts, benchmarks=tuple(quality for quality in one.benchmarks if quality.benchmark in used)
        )
    return facts


def _posture(changed: Facts, posture: PostureResult) -> str:
    context = changed.context
    reviews = review_cadence(context, on_record(changed))
    found = posture_for(
        context, changed.obligations, changed.freshness, changed.follow_through, reviews, changed.history
    )
    before, after = posture.posture.value, found.posture.value
    return "" if before == after else f"{before} -> {after}"


def _standing(facts: Facts, rule: str) -> str:
    """The worst severity with which a rule fires, or that it does not, in one word or two."""
    found = _BY_ID[rule].find(facts)
    if isinstance(found, NotEvaluable):
        return "not evaluable"
    severities = [one.severity or _BY_ID[rule].severity for one in found]
    return min(severities, key=lambda severity: severity.rank).value if severities else "clear"


def _changes(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    new = dict(after)
    return tuple(f"{name}: {old} -> {new[name]}" for name, old in before if new[name] != old)
