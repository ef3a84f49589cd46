"""L65 to L67: what rests on judgment, and how good the judgment is."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import (
    at_least,
    at_most,
    decimal,
    interval,
    k_of_n,
    lower,
    percent,
    upper,
)
from trustpages.model.documents.items import CountedItem
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import JudgeCorrection
from trustpages.model.vocabulary import Method, Severity

UNMEASURED = "People or AI judges decided {items}; whether two of them agree was not measured."


def _heavy(facts: Facts) -> Found:
    overall = facts.judgment.overall
    if overall is None:
        return NotEvaluable("no observation decided any promise")
    shares = dict(overall.shares)
    checks = shares.get(Method.DETERMINISTIC, 0.0)
    if checks >= facts.context.policy.judgment.deterministic:
        return ()
    slots: dict[str, Slot] = {
        "x": percent(1 - checks),
        "j": percent(shares.get(Method.LLM_JUDGE, 0.0)),
        "h": percent(shares.get(Method.HUMAN, 0.0)),
        "a": percent(shares.get(Method.ATTESTED, 0.0)),
    }
    return (Occasion(slots),)


def _agreement(facts: Facts) -> Found:
    judged = {Method.HUMAN, Method.LLM_JUDGE}
    items = [one for one in facts.proof if isinstance(one.item, CountedItem) and one.item.method in judged]
    if not items and not facts.judgment.agreements:
        return NotEvaluable("no outcome was decided by people or by an AI judge")
    return (*_weak(facts), *_unmeasured(facts, tuple(one.id for one in items)))


def _weak(facts: Facts) -> Iterator[Occasion]:
    for one in facts.judgment.agreements:
        found, limits = one.beyond_chance, interval(one.beyond_chance)
        if not isinstance(found, Measured) or found.value >= facts.context.policy.judgment.agreement:
            continue
        low, high = limits or (-1.0, 1.0)
        slots: dict[str, Slot] = {
            "po": k_of_n(one.raw) if isinstance(one.raw, Measured) and one.raw.n else "an unknown share"
        }
        numbers: dict[str, Slot] = {"kappa": decimal(found.value), "low": lower(low), "high": upper(high)}
        yield Occasion({**slots, **numbers}, one.evidence)


def _unmeasured(facts: Facts, judged: tuple[str, ...]) -> Iterator[Occasion]:
    rated = {one.evidence for one in facts.judgment.agreements}
    without = tuple(one for one in judged if one not in rated)
    if without:
        yield Occasion({"items": without}, sentence=UNMEASURED)


def _bias(facts: Facts) -> Found:
    if not facts.judgment.corrections:
        return NotEvaluable("no AI judge was calibrated against people")
    return _corrected(facts.judgment.corrections)


def _corrected(found: tuple[JudgeCorrection, ...]) -> Iterator[Occasion]:
    for one in found:
        limits = interval(one.adjusted)
        if not isinstance(one.raw, Measured) or not isinstance(one.adjusted, Measured) or limits is None:
            continue
        if not limits[0] <= one.raw.value <= limits[1]:
            yield Occasion(
                {
                    "adj": percent(one.adjusted.value),
                    "low": at_least(limits[0]),
                    "high": at_most(limits[1]),
                    "raw": percent(one.raw.value),
                },
                one.evidence,
            )


RULES = (
    Rule(
        "L65",
        "judgment_heavy",
        Severity.MEDIUM,
        "less than half of the verdict weight rests on deterministic checks",
        "{x} of the verdict weight rests on judgment ({j} AI judge, {h} people, {a} statements), not on checks.",
        "deterministic checks",
        "an observation that decided a promise",
        _heavy,
    ),
    Rule(
        "L66",
        "agreement_weak",
        Severity.MEDIUM,
        "agreement beyond chance is below 0.667, or judged outcomes have no second rating",
        "Raters agreed {po}; beyond chance {kappa} (range {low} to {high}).",
        "a clearer rubric, more raters",
        "outcomes that people or an AI judge decided",
        _agreement,
    ),
    Rule(
        "L67",
        "judge_bias",
        Severity.HIGH,
        "the judged rate lies outside the interval of the rate corrected for the judge's errors",
        "Corrected for the judge's known errors the rate is {adj} ({low} to {high}), not {raw}.",
        "a better judge",
        "an AI judge with calibration",
        _bias,
    ),
)
