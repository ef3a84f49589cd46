"""L38 to L40, L46, L68 and L69: public claims held against production, contradicted, or about something else."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown, reaches
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_k_of_n,
    format_percent,
    format_percent_down,
    format_percent_up,
    format_points_down,
    format_points_up,
    get_limits,
    strip_full_stop,
)
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import ClaimResult, Gap
from trustpages.model.vocabulary import ClaimVerdict, Severity

NO_SHARE_CLAIMED = NotEvaluable("no claim that is still made states a share of success or failure")
NOT_COMPARED = "some claims could not be held against real use"
NEEDS_BOTH = "a claim that states a share of success or failure, and real use of the same version"

DEPENDS = (
    'Among runs with a recorded outcome failures exceed the claim "{claim}" by {low} to {high} points; whether they do '
    "depends on the runs without one."
)
WITHOUT_N = 'The claim "{claim}" has no sample size, so how precise it is cannot be said.'


def _find_gap_confirmed(agent: AssessedAgent) -> Occasions:
    if not agent.findings.real_use.gaps:
        return NO_SHARE_CLAIMED
    found = [_describe_excess(gap) for gap in agent.findings.real_use.gaps if _is_confirmed(gap)]
    return check_unknown(found, _list_not_compared(agent.findings.real_use.gaps), NOT_COMPARED)


def _is_confirmed(one: Gap) -> bool:
    """Whether the gap lies above zero whatever the runs without recorded outcome were."""
    limits = get_limits(one.gap)
    return limits is not None and limits[0] > 0 and not one.depends_on_unknown


def _list_not_compared(gaps: Sequence[Gap]) -> list[str]:
    return [gap.claim for gap in gaps if get_limits(gap.gap) is None]


def _describe_excess(one: Gap) -> Occasion:
    low, high = get_limits(one.gap) or (0.0, 0.0)
    slots: dict[str, Slot] = {
        "claim": strip_full_stop(one.text),
        "low": format_points_down(low),
        "high": format_points_up(high),
        **_describe_shares(one),
    }
    return Occasion(slots, (one.claim,))


def _describe_shares(one: Gap) -> dict[str, Slot]:
    if not isinstance(one.claimed, Measured) or not isinstance(one.observed, Measured):
        return {"c": "not stated", "x": "an unknown number", "n": "runs", "o": "not known"}
    return {
        "c": format_percent(one.claimed.value),
        "x": format_amount(one.observed.k or 0),
        "n": format_amount(one.observed.n or 0),
        "o": format_percent(one.observed.value, one.claimed.value),
    }


def _find_gap_unresolved(agent: AssessedAgent) -> Occasions:
    if not agent.findings.real_use.gaps:
        return NO_SHARE_CLAIMED
    found = [
        _describe_open(gap, limits)
        for gap in agent.findings.real_use.gaps
        if (limits := get_limits(gap.gap)) is not None and _is_open(agent, gap, limits)
    ]
    return check_unknown(found, _list_not_compared(agent.findings.real_use.gaps), NOT_COMPARED)


def _is_open(agent: AssessedAgent, one: Gap, limits: tuple[float, float]) -> bool:
    low, high = limits
    if low > 0:
        return one.depends_on_unknown
    return high >= 0 and reaches(high - low, agent.policy.gap.wide)


def _describe_open(one: Gap, limits: tuple[float, float]) -> Occasion:
    low, high = limits
    if low > 0:
        slots: dict[str, Slot] = {
            "claim": strip_full_stop(one.text),
            "low": format_points_down(low),
            "high": format_points_up(high),
        }
        return Occasion(slots, (one.claim,), sentence=DEPENDS)
    return Occasion(
        {"claim": strip_full_stop(one.text), "a": format_points_up(-low), "b": format_points_up(high)}, (one.claim,)
    )


def _find_claim_without_n(agent: AssessedAgent) -> Occasions:
    if not agent.findings.real_use.gaps:
        return NO_SHARE_CLAIMED
    return tuple(_describe_scenarios(gap) for gap in agent.findings.real_use.gaps if get_limits(gap.claimed) is None)


def _describe_scenarios(one: Gap) -> Occasion:
    said = {found.n: _format_range(found.low, found.high) for found in one.scenarios}
    if not said:
        return Occasion({"claim": strip_full_stop(one.text)}, (one.claim,), sentence=WITHOUT_N)
    few = min(said)
    many = 500 if 500 in said else max(said)
    slots: dict[str, Slot] = {"few": few, "many": many, "at_few": said[few], "at_many": said[many]}
    return Occasion({**slots, "claim": strip_full_stop(one.text)}, (one.claim,))


def _format_range(low: float, high: float) -> str:
    return f"{format_points_down(low)} to {format_points_up(high)} points"


def _find_construct_mismatch(agent: AssessedAgent) -> Occasions:
    if not agent.findings.real_use.gaps:
        return NO_SHARE_CLAIMED
    unmapped = tuple(gap.claim for gap in agent.findings.real_use.gaps if not gap.mapped)
    slots: dict[str, Slot] = {"k": len(unmapped), "n": len(agent.findings.real_use.gaps), "claims": unmapped}
    return (Occasion(slots, unmapped),) if unmapped else ()


GAP_RULES = (
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
        find=_find_gap_confirmed,
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
        find=_find_gap_unresolved,
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
        find=_find_claim_without_n,
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
        find=_find_construct_mismatch,
    ),
)


NO_CLAIM = NotEvaluable("no public claim is on record")
WITHOUT_COUNTS = '"{claim}" is contradicted{stale}: {reason}.'


def _find_claim_contradicted(agent: AssessedAgent) -> Occasions:
    if not agent.live_claims:
        return NO_CLAIM
    return tuple(
        _describe_contradiction(live_claim) for live_claim in agent.live_claims if _is_contradicted(live_claim)
    )


def _is_contradicted(one: ClaimResult) -> bool:
    return ClaimVerdict.CONTRADICTED in {one.verdict, one.last_verdict}


def _describe_contradiction(one: ClaimResult) -> Occasion:
    slots: dict[str, Slot] = {
        "claim": strip_full_stop(one.text),
        "reason": one.reason.rstrip("."),
        "stale": ", by evidence that is stale" if one.stale else "",
    }
    limits = get_limits(one.quantity)
    if limits is None or not _is_share(one.quantity):
        return Occasion(slots, (one.id,), sentence=WITHOUT_COUNTS)
    slots |= {
        "k": format_k_of_n(one.quantity),
        "low": format_percent_down(limits[0]),
        "high": format_percent_up(limits[1]),
    }
    return Occasion(slots, (one.id,))


def _is_share(quantity: Quantity) -> bool:
    return isinstance(quantity, Measured) and quantity.unit == "share" and None not in (quantity.k, quantity.n)


def _find_claim_out_of_scope(agent: AssessedAgent) -> Occasions:
    if not agent.live_claims:
        return NO_CLAIM
    return tuple(
        Occasion(
            {"claim": strip_full_stop(live_claim.text), "other": live_claim.other_scope or "something else"},
            (live_claim.id,),
        )
        for live_claim in agent.live_claims
        if live_claim.verdict is ClaimVerdict.OUT_OF_SCOPE
    )


CLAIM_RULES = (
    Rule(
        id="L68",
        slug="claim_contradicted",
        severity=Severity.CRITICAL,
        meaning="The vendor says in public what its own evidence refutes.",
        fires="evidence in scope contradicts a public claim, however old the evidence is",
        sentence='"{claim}" is contradicted{stale}: {k} ({low} to {high}).',
        removed_by="withdrawal of the claim, or new data",
        needs="a public claim",
        find=_find_claim_contradicted,
    ),
    Rule(
        id="L69",
        slug="claim_out_of_scope",
        severity=Severity.HIGH,
        meaning="The evidence behind the claim is about something else.",
        fires="all evidence for a public claim is about another workflow, version, population or unit",
        sentence='"{claim}" is backed only by evidence about {other}.',
        removed_by="evidence in scope",
        needs="a public claim",
        find=_find_claim_out_of_scope,
    ),
)
