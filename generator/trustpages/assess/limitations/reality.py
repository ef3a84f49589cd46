"""L38 to L46: what was claimed, held against what happened in use."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import (
    at_most,
    decimal,
    interval,
    lower_points,
    percent,
    points,
    upper,
    upper_points,
)
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import Gap
from trustpages.model.vocabulary import Severity

NO_GAP = NotEvaluable("no claim about success or failure can be held against real use")
NO_USE = NotEvaluable("there is no real use on record")


def _measured(facts: Facts) -> list[tuple[Gap, float, float]]:
    known = ((one, interval(one.gap)) for one in facts.gaps)
    return [(one, limits[0], limits[1]) for one, limits in known if limits is not None]


def _confirmed(facts: Facts) -> Found:
    known = _measured(facts)
    return _exceeded(known) if known else NO_GAP


def _exceeded(known: list[tuple[Gap, float, float]]) -> Iterator[Occasion]:
    for one, low, high in known:
        if low > 0 and isinstance(one.claimed, Measured) and isinstance(one.observed, Measured):
            slots: dict[str, Slot] = {"c": percent(one.claimed.value), "o": percent(one.observed.value)}
            counts: dict[str, Slot] = {"x": f"{one.observed.k or 0:,g}", "n": f"{one.observed.n or 0:,g}"}
            yield Occasion(
                {**slots, **counts, "low": lower_points(low), "high": upper_points(high)}, one.claim
            )


def _unresolved(facts: Facts) -> Found:
    known = _measured(facts)
    if not known:
        return NO_GAP
    return (
        Occasion({"a": points(low), "b": upper_points(high)}, one.claim)
        for one, low, high in known
        if low <= 0 <= high and high - low >= facts.context.policy.gap.wide
    )


def _without_n(facts: Facts) -> Found:
    if not facts.gaps:
        return NO_GAP
    return (_scenarios(one) for one in facts.gaps if one.scenarios)


def _scenarios(one: Gap) -> Occasion:
    said = {
        found.n: f"{lower_points(found.low)} to {upper_points(found.high)} points" for found in one.scenarios
    }
    few = min(said)
    many = 500 if 500 in said else max(said)
    return Occasion({"few": few, "many": many, "at_few": said[few], "at_many": said[many]}, one.claim)


def _zero(facts: Facts) -> Found:
    found = facts.incidents
    if found is None or found.exposure <= 0:
        return NO_USE
    if any(count for _, count in found.counts) or found.zero_bound is None:
        return ()
    n, u = f"{found.exposure:,g} {found.exposure_unit}", at_most(found.zero_bound)
    return (Occasion({"n": n, "u": u}),)


def _no_exposure(facts: Facts) -> Found:
    return (Occasion(),) if facts.incidents is None or facts.incidents.exposure <= 0 else ()


def _severe_unseen(facts: Facts) -> Found:
    found = facts.incidents
    if found is None or found.exposure <= 0:
        return NO_USE
    if dict(found.counts).get("critical", 0) or not isinstance(found.critical, Measured):
        return ()
    high = found.critical.high
    if high is None:
        return ()
    return (Occasion({"u": upper(high * 1000, 1), "unit": found.exposure_unit}),)


def _monitoring(facts: Facts) -> Found:
    found = facts.incidents
    if found is None or found.exposure <= 0:
        return NO_USE
    if found.monitored is None:
        return NotEvaluable("nobody recorded which share of the runs is watched")
    if found.monitored < 1:
        return (Occasion({"f": percent(found.monitored)}),)
    if found.detection and set(found.detection) == {"user_reported"}:
        return (
            Occasion(sentence="Incidents are noticed only when users complain; others would not appear."),
        )
    return ()


def _bursts(facts: Facts) -> Found:
    found = facts.incidents
    if found is None:
        return NO_USE
    if not isinstance(found.dispersion, Measured):
        return NotEvaluable(found.dispersion.reason)
    if found.widened_by is None:
        return ()
    return (Occasion({"x": decimal(found.widened_by, 2)}),)


def _construct(facts: Facts) -> Found:
    if not facts.gaps:
        return NO_GAP
    return (Occasion({"claim": one.text}, one.claim) for one in facts.gaps if not one.mapped)


RULES = (
    Rule(
        "L38",
        "gap_confirmed",
        Severity.CRITICAL,
        "the lower limit of observed minus claimed failure is above zero",
        "Claimed failure {c}; observed {x} of {n} ({o}). Real failures exceed the claim by {low} to {high} points.",
        "a newer period in which the upper limit is not above zero",
        "a claim about success or failure, and real use of the same version",
        _confirmed,
    ),
    Rule(
        "L39",
        "gap_unresolved",
        Severity.MEDIUM,
        "the range of observed minus claimed failure includes zero and is 0.05 wide or wider",
        "Observed failures could be {a} points below to {b} points above the claim.",
        "more runs",
        "a claim about success or failure, and real use of the same version",
        _unresolved,
    ),
    Rule(
        "L40",
        "claim_without_n",
        Severity.HIGH,
        "a claim gives neither sample size nor error",
        "The claim has no sample size; the gap is {at_few} if it was {few} tasks and {at_many} if it was {many}.",
        "the sample size of the claim",
        "a claim about success or failure, and real use of the same version",
        _without_n,
    ),
    Rule(
        "L41",
        "zero_events",
        Severity.MEDIUM,
        "there is real use and no incident",
        "No incident in {n}. That rules out rates above {u}, not all incidents.",
        "more exposure",
        "real use",
        _zero,
    ),
    Rule(
        "L42",
        "no_exposure",
        Severity.CRITICAL,
        "there is no real use on record",
        "There is no real use on record; nothing is known about incidents.",
        "records of runs in production",
        "nothing",
        _no_exposure,
    ),
    Rule(
        "L43",
        "severe_unseen",
        Severity.MEDIUM,
        "there is real use and no critical incident",
        "No critical incident was seen; up to {u} per 1,000 {unit} cannot be excluded.",
        "more exposure",
        "real use",
        _severe_unseen,
    ),
    Rule(
        "L44",
        "partial_monitoring",
        Severity.HIGH,
        "not all runs are watched, or only users report incidents",
        "Only {f} of runs are watched; incidents elsewhere would not appear.",
        "full monitoring and a test of the detector",
        "the share of runs that is watched",
        _monitoring,
    ),
    Rule(
        "L45",
        "bursts",
        Severity.MEDIUM,
        "counts by period vary more than chance allows (dispersion test, p below 0.05)",
        "Incidents come in bursts; the plain interval is too narrow (widened by {x}).",
        "an analysis of causes",
        "counts of at least 8 periods",
        _bursts,
    ),
    Rule(
        "L46",
        "construct_mismatch",
        Severity.HIGH,
        "a claim is held against real use and nobody said which benchmark failure is which outcome",
        "A failed test task and an incident are not the same thing; no mapping was given.",
        "a mapping of failures to outcomes",
        "a claim about success or failure, and real use of the same version",
        _construct,
    ),
)
