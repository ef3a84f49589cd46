"""L38 to L40 and L46: what was claimed, held against what happened in use."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Found, Occasion, Rule, reaches, unless_unknown
from trustpages.assess.limitations.words import amount, interval, lower_points, percent, phrase, upper_points
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import Gap
from trustpages.model.vocabulary import Severity

NO_CLAIM = NotEvaluable("no claim that is still made states a share of success or failure")
NOT_COMPARED = "some claims could not be held against real use"
NEEDS_BOTH = "a claim that states a share of success or failure, and real use of the same version"

DEPENDS = (
    'Among runs with a recorded outcome failures exceed the claim "{claim}" by {low} to {high} points; whether they do '
    "depends on the runs without one."
)
WITHOUT_N = 'The claim "{claim}" has no sample size, so how precise it is cannot be said.'


def _confirmed(facts: Facts) -> Found:
    if not facts.gaps:
        return NO_CLAIM
    found = [_excess(gap) for gap in facts.gaps if _is_confirmed(gap)]
    return unless_unknown(found, _not_compared(facts.gaps), NOT_COMPARED)


def _is_confirmed(one: Gap) -> bool:
    """Whether the gap lies above zero whatever the runs without recorded outcome were."""
    limits = interval(one.gap)
    return limits is not None and limits[0] > 0 and not one.depends_on_unknown


def _not_compared(gaps: Sequence[Gap]) -> list[str]:
    return [gap.claim for gap in gaps if interval(gap.gap) is None]


def _excess(one: Gap) -> Occasion:
    low, high = interval(one.gap) or (0.0, 0.0)
    slots: dict[str, Slot] = {
        "claim": phrase(one.text),
        "low": lower_points(low),
        "high": upper_points(high),
        **_shares(one),
    }
    return Occasion(slots, (one.claim,))


def _shares(one: Gap) -> dict[str, Slot]:
    if not isinstance(one.claimed, Measured) or not isinstance(one.observed, Measured):
        return {"c": "not stated", "x": "an unknown number", "n": "runs", "o": "not known"}
    return {
        "c": percent(one.claimed.value),
        "x": amount(one.observed.k or 0),
        "n": amount(one.observed.n or 0),
        "o": percent(one.observed.value, one.claimed.value),
    }


def _unresolved(facts: Facts) -> Found:
    if not facts.gaps:
        return NO_CLAIM
    found = [
        _open(gap, limits)
        for gap in facts.gaps
        if (limits := interval(gap.gap)) is not None and _is_open(facts, gap, limits)
    ]
    return unless_unknown(found, _not_compared(facts.gaps), NOT_COMPARED)


def _is_open(facts: Facts, one: Gap, limits: tuple[float, float]) -> bool:
    low, high = limits
    if low > 0:
        return one.depends_on_unknown
    return high >= 0 and reaches(high - low, facts.policy.gap.wide)


def _open(one: Gap, limits: tuple[float, float]) -> Occasion:
    low, high = limits
    if low > 0:
        slots: dict[str, Slot] = {
            "claim": phrase(one.text),
            "low": lower_points(low),
            "high": upper_points(high),
        }
        return Occasion(slots, (one.claim,), sentence=DEPENDS)
    return Occasion(
        {"claim": phrase(one.text), "a": upper_points(-low), "b": upper_points(high)}, (one.claim,)
    )


def _without_n(facts: Facts) -> Found:
    if not facts.gaps:
        return NO_CLAIM
    return tuple(_scenarios(gap) for gap in facts.gaps if interval(gap.claimed) is None)


def _scenarios(one: Gap) -> Occasion:
    said = {found.n: _range(found.low, found.high) for found in one.scenarios}
    if not said:
        return Occasion({"claim": phrase(one.text)}, (one.claim,), sentence=WITHOUT_N)
    few = min(said)
    many = 500 if 500 in said else max(said)
    slots: dict[str, Slot] = {"few": few, "many": many, "at_few": said[few], "at_many": said[many]}
    return Occasion({**slots, "claim": phrase(one.text)}, (one.claim,))


def _range(low: float, high: float) -> str:
    return f"{lower_points(low)} to {upper_points(high)} points"


def _construct(facts: Facts) -> Found:
    if not facts.gaps:
        return NO_CLAIM
    unmapped = tuple(gap.claim for gap in facts.gaps if not gap.mapped)
    slots: dict[str, Slot] = {"k": len(unmapped), "n": len(facts.gaps), "claims": unmapped}
    return (Occasion(slots, unmapped),) if unmapped else ()


RULES = (
    Rule(
        id="L38",
        slug="gap_confirmed",
        severity=Severity.CRITICAL,
        meaning="In use the agent fails more often than its seller says.",
        fires="the lower limit of observed minus claimed failure is above zero, whatever the runs without recorded "
        "outcome were",
        sentence='"{claim}": claimed failure {c}; observed {x} of {n} ({o}). Real failures exceed the claim by {low} '
        "to {high} points.",
        removed_by="a newer period in which the upper limit is not above zero",
        needs=NEEDS_BOTH,
        find=_confirmed,
    ),
    Rule(
        id="L39",
        slug="gap_unresolved",
        severity=Severity.MEDIUM,
        meaning="Real use neither bears out the claim nor refutes it.",
        fires="the range of observed minus claimed failure includes zero and is 0.05 wide or wider",
        sentence='Observed failures could be {a} points below to {b} points above the claim "{claim}".',
        removed_by="more runs",
        needs=NEEDS_BOTH,
        find=_unresolved,
    ),
    Rule(
        id="L40",
        slug="claim_without_n",
        severity=Severity.HIGH,
        meaning="A percentage without its sample size may rest on a handful of tries.",
        fires="a claim gives neither a sample size nor an error",
        sentence='The claim "{claim}" has no sample size; the gap is {at_few} if it was {few} tasks and {at_many} if '
        "it was {many}.",
        removed_by="the sample size of the claim",
        needs="a claim that states a share of success or failure",
        find=_without_n,
    ),
    Rule(
        id="L46",
        slug="construct_mismatch",
        severity=Severity.HIGH,
        meaning="Failing a test and doing harm in use are different things, and nobody said how they relate.",
        fires="nobody said which failed test task counts as which outcome in use",
        sentence="A failed test task and an incident are not the same thing; no mapping was given for {k} of {n} "
        "{n:claim|claims}: {claims}.",
        removed_by="a mapping of failures to outcomes",
        needs="a claim that states a share of success or failure",
        find=_construct,
    ),
)
