"""L38 to L40, L46, L68, L69, L98: public claims held against production, contradicted, about something else, or
older than their evidence.
"""

from __future__ import annotations

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
)
from trustpages.assess.metrics.real_use.sides import MAY_BE_UNEVEN
from trustpages.model.measured import Measured
from trustpages.model.results.claims import ClaimResult, Gap
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import strip_full_stop
from trustpages.model.states import CLAIMS
from trustpages.model.vocabulary import ClaimVerdict, Severity

NO_SHARE_CLAIMED = NotEvaluable("no claim that is still made states a share of success or failure")
NOT_COMPARED = "some claims could not be held against real use"
NEEDS_BOTH = "a claim that states a share of success or failure, and real use of the same version"
DEPENDS = (
    'Among runs with a recorded outcome failures exceed the claim "{claim}" by {low} to {high} points; whether they do '
    "depends on the runs without one."
)
WITHOUT_MEAN = (
    'The claim "{claim}" is, or may be, a mean over parts of any size, and states no error: how precise it is cannot '
    "be said from its sample size."
)
WITHOUT_N = 'The claim "{claim}" has no sample size, so how precise it is cannot be said.'
NO_CLAIM = NotEvaluable("no public claim is on record")
CONTRADICTED = CLAIMS[ClaimVerdict.CONTRADICTED].in_sentence
WITHOUT_COUNTS = f'"{{claim}}" is {CONTRADICTED}{{stale}}: {{reason}}.'


def _find_gap_confirmed(agent: AssessedAgent) -> Occasions:
    if not agent.gaps:
        return NO_SHARE_CLAIMED
    unknown, occasions = [], []
    for gap in agent.gaps:
        limits = get_limits(gap.gap)
        if limits is None:
            unknown.append(gap.claim)
        # Confirmed only if it lies above zero whatever the runs without recorded outcome were.
        elif limits[0] > 0 and not gap.depends_on_unknown:
            occasions.append(Occasion({**_describe_excess(gap, limits), **_describe_shares(gap)}, (gap.claim,)))
    return check_unknown(occasions, unknown, NOT_COMPARED)


def _describe_excess(gap: Gap, limits: tuple[float, float]) -> dict[str, Slot]:
    return {
        "claim": strip_full_stop(gap.text),
        "low": format_points_down(limits[0]),
        "high": format_points_up(limits[1]),
    }


def _describe_shares(gap: Gap) -> dict[str, Slot]:
    if not isinstance(gap.claimed, Measured) or not isinstance(gap.observed, Measured):
        return {"c": "not stated", "x": "an unknown number", "n": "runs", "o": "not known"}
    return {
        "c": format_percent(gap.claimed.value),
        "x": format_amount(gap.observed.k or 0),
        "n": format_amount(gap.observed.n or 0),
        "o": format_percent(gap.observed.value, gap.claimed.value),
    }


def _find_gap_unresolved(agent: AssessedAgent) -> Occasions:
    if not agent.gaps:
        return NO_SHARE_CLAIMED
    unknown, occasions = [], []
    for gap in agent.gaps:
        limits = get_limits(gap.gap)
        if limits is None:
            unknown.append(gap.claim)
            continue
        low, high = limits
        if low > 0 and gap.depends_on_unknown:
            occasions.append(Occasion(_describe_excess(gap, limits), (gap.claim,), sentence=DEPENDS))
        # A narrow interval around zero bears the claim out: nothing is left open.
        elif low <= 0 <= high and reaches(high - low, agent.policy.gap.wide):
            claim, below, above = strip_full_stop(gap.text), format_points_up(-low), format_points_up(high)
            occasions.append(Occasion({"claim": claim, "a": below, "b": above}, (gap.claim,)))
    return check_unknown(occasions, unknown, NOT_COMPARED)


def _find_claim_without_n(agent: AssessedAgent) -> Occasions:
    if not agent.gaps:
        return NO_SHARE_CLAIMED
    return tuple(_describe_scenarios(gap) for gap in agent.gaps if get_limits(gap.claimed) is None)


def _describe_scenarios(gap: Gap) -> Occasion:
    claim = strip_full_stop(gap.text)
    ranges = {
        scenario.n: f"{format_points_down(scenario.low)} to {format_points_up(scenario.high)} points"
        for scenario in gap.scenarios
    }
    if not ranges:
        notes = gap.claimed.notes if isinstance(gap.claimed, Measured) else ()
        sentence = WITHOUT_MEAN if MAY_BE_UNEVEN in notes else WITHOUT_N
        return Occasion({"claim": claim}, (gap.claim,), sentence=sentence)
    few = min(ranges)
    many = 500 if 500 in ranges else max(ranges)
    slots: dict[str, Slot] = {"few": few, "many": many, "at_few": ranges[few], "at_many": ranges[many]}
    return Occasion({**slots, "claim": claim}, (gap.claim,))


def _find_construct_mismatch(agent: AssessedAgent) -> Occasions:
    if not agent.gaps:
        return NO_SHARE_CLAIMED
    unmapped = tuple(gap.claim for gap in agent.gaps if not gap.mapped)
    slots: dict[str, Slot] = {"k": len(unmapped), "n": len(agent.gaps), "claims": unmapped}
    return (Occasion(slots, unmapped),) if unmapped else ()


def _find_claim_contradicted(agent: AssessedAgent) -> Occasions:
    if not agent.live_claims:
        return NO_CLAIM
    # Evidence that has expired since still contradicts: the claim does not get better by waiting.
    return tuple(
        _describe_contradiction(claim)
        for claim in agent.live_claims
        if ClaimVerdict.CONTRADICTED in {claim.verdict, claim.last_verdict}
    )


def _describe_contradiction(claim: ClaimResult) -> Occasion:
    slots: dict[str, Slot] = {
        "claim": strip_full_stop(claim.text),
        "reason": strip_full_stop(claim.reason),
        "stale": ", by evidence that is stale" if claim.stale else "",
    }
    quantity, limits = claim.quantity, get_limits(claim.quantity)
    is_share = isinstance(quantity, Measured) and quantity.unit == "share" and None not in (quantity.k, quantity.n)
    if limits is None or not is_share:
        return Occasion(slots, (claim.id,), sentence=WITHOUT_COUNTS)
    slots |= {"k": format_k_of_n(quantity), "low": format_percent_down(limits[0]), "high": format_percent_up(limits[1])}
    return Occasion(slots, (claim.id,))


def _find_claim_out_of_scope(agent: AssessedAgent) -> Occasions:
    if not agent.live_claims:
        return NO_CLAIM
    return tuple(
        Occasion({"claim": strip_full_stop(claim.text), "other": claim.other_scope or "something else"}, (claim.id,))
        for claim in agent.live_claims
        if claim.verdict is ClaimVerdict.OUT_OF_SCOPE
    )


def _find_claim_before_evidence(agent: AssessedAgent) -> Occasions:
    if not agent.live_claims:
        return NO_CLAIM
    unknown = [claim.id for claim in agent.live_claims if claim.evidence_from is None]
    occasions = [
        Occasion({"claim": strip_full_stop(claim.text), "on": claim.on, "first": claim.evidence_from}, (claim.id,))
        for claim in agent.live_claims
        if claim.evidence_from is not None and claim.evidence_from > claim.on
    ]
    return check_unknown(occasions, unknown, "some claims have no evidence in scope with days of collection")


CLAIM_RULES = (
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
    Rule(
        id="L68",
        slug="claim_contradicted",
        severity=Severity.CRITICAL,
        meaning="The vendor says in public what its own evidence refutes.",
        fires="evidence in scope contradicts a public claim, however old the evidence is",
        sentence=f'"{{claim}}" is {CONTRADICTED}{{stale}}: {{k}} ({{low}} to {{high}}).',
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
    Rule(
        id="L98",
        slug="claim_before_evidence",
        severity=Severity.HIGH,
        meaning="The sentence was in public before anybody had measured what it says.",
        fires="a public claim was made before the first day on which any evidence in its scope was collected",
        sentence='"{claim}" has been said since {on}; the first evidence for it was collected from {first} on.',
        removed_by="evidence in scope from before the claim was made, or the day on which it was made anew",
        needs="a public claim with evidence in scope that has days of collection",
        find=_find_claim_before_evidence,
    ),
)
