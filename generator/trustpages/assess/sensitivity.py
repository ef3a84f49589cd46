"""What hangs on the policy: every parameter tried at half and at double its value.

A trial computes anew only what its parameter touches: verdicts, posture, claims, and the rules that read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.policy_reach import SWITCHED, reach_of
from trustpages.assess.reviews import review_cadence
from trustpages.assess.reweighed import on_record
from trustpages.assess.standing import posture_for
from trustpages.assess.variations import Variation, Variations
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.results.loop import ClaimResult, PostureResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.sensitivity import Sensitivity, Shift
from trustpages.model.vocabulary import Severity

_BY_ID = MappingProxyType({rule.id: rule for rule in RULES})


def sensitivity_of(facts: Facts, posture: PostureResult, variations: Variations) -> Sensitivity:
    """What each variation of the policy changes for one agent; `posture` is that of the facts."""
    standing = {id_: _standing(facts, id_) for id_ in sorted(SWITCHED)}
    found = (_shift(facts, posture, standing, variation) for variation in variations.all)
    shifts = tuple(shift for shift in found if shift is not None)
    return Sensitivity(
        tried=len(variations.all),
        shifts=shifts,
        obligations=_names(said for shift in shifts for said in shift.verdicts),
        skipped=variations.skipped,
        claims=_names(said for shift in shifts for said in shift.claims),
    )


def _names(changes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({said.split(":")[0] for said in changes}))


def _shift(facts: Facts, posture: PostureResult, standing: Mapping[str, str], one: Variation) -> Shift | None:
    """What the variation changes; None where that is nothing."""
    reach = reach_of(one.parameter)
    found = reach.changed(facts, one.policy) if reach is not None else None
    if reach is None or found is None:
        return None
    changed = _with_figures_of_all(found, one)
    limitations = tuple(said for id_ in reach.rules for said in _rule(id_, standing[id_], changed))
    verdicts = _verdicts(facts.obligations, changed.obligations)
    claims = _verdicts_of_claims(facts.claims, changed.claims)
    shifted = _posture(changed, posture) if reach.posture else ""
    if not (verdicts or shifted or limitations or claims):
        return None
    return Shift(one.parameter, one.value, one.tried, verdicts, shifted, limitations, claims)


def _verdicts(before: Sequence[ObligationResult], after: Sequence[ObligationResult]) -> tuple[str, ...]:
    if after is before:
        return ()
    pairs = zip(before, after, strict=True)
    return tuple(
        f"{old.ref}: {old.verdict} -> {new.verdict}" for old, new in pairs if old.verdict is not new.verdict
    )


def _verdicts_of_claims(before: Sequence[ClaimResult], after: Sequence[ClaimResult]) -> tuple[str, ...]:
    if after is before:
        return ()
    pairs = zip(before, after, strict=True)
    return tuple(
        f"{old.id}: {old.verdict} -> {new.verdict}" for old, new in pairs if old.verdict is not new.verdict
    )


def _rule(id_: str, old: str, changed: Facts) -> tuple[str, ...]:
    new = _standing(changed, id_)
    return () if old == new else (f"{id_}: {old} -> {new}",)


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
    if not severities:
        return "clear"
    return next(severity for severity in Severity if severity in severities).value
