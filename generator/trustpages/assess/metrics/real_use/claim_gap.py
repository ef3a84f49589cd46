"""Claim against incidents: claimed failure compared with failure observed in production, as difference and ratio."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.tally import Tally, estimate_comparable_failures, measure_share
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.metrics.real_use.incidents import compute_incident_rates
from trustpages.assess.metrics.real_use.on_record import list_incidents_on_record
from trustpages.assess.metrics.real_use.sides import ClaimedFailure, pool_production_outcomes, read_claimed_failure
from trustpages.model.documents.claims import Claim
from trustpages.model.measured import POINTS, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.claims import Gap, GapScenario, RealUse
from trustpages.statistics.comparisons import mover_difference, mover_ratio
from trustpages.statistics.interval import Estimate, Interval, measure
from trustpages.statistics.rounding import percent_up, round_down, round_up

_MORE, _LESS = "production failed more often than claimed", "production failed less often than claimed"


def compute_gaps(context: Context) -> tuple[Gap, ...]:
    """One result for every claim about success or failure that is still made on the date of the report.

    Formulas: docs/reference/formulas.md#difference and #ratio (Newcombe 1998b; Zou & Donner 2008; Donner & Zou 2012).
    """
    claims = (claim for document in context.agent.claims for claim in document.claims)
    live = [claim for claim in claims if claim.withdrawn is None or claim.withdrawn > context.as_of]
    pairs = ((claim, read_claimed_failure(context, claim)) for claim in sorted(live, key=lambda claim: claim.id))
    return tuple(_compute_gap(context, claim, claimed) for claim, claimed in pairs if claimed is not None)


def _compute_gap(context: Context, claim: Claim, claimed: ClaimedFailure) -> Gap:
    level = context.policy.level
    alike = pool_production_outcomes(context, claim)
    outcomes = alike if isinstance(alike, Unmeasured) else alike.tally
    notes = () if isinstance(alike, Unmeasured) else alike.notes
    estimate = outcomes if isinstance(outcomes, Unmeasured) else estimate_comparable_failures(outcomes, level)
    absent = estimate if isinstance(estimate, Unmeasured) else Unmeasured(Status.MISSING, "not compared")
    not_compared = Gap(
        claim=claim.id,
        text=claim.text,
        claimed=with_inputs(claimed.as_measured(level), (claim.id,)),
        observed=outcomes if isinstance(outcomes, Unmeasured) else _measure_observed(outcomes, level, notes),
        gap=absent,
        ratio=absent,
        scenarios=(),
        mapped=claim.failure_map is not None,
        words=f"not compared: {absent.reason}",
        evidence=() if isinstance(outcomes, Unmeasured) else outcomes.inputs,
    )
    if isinstance(outcomes, Unmeasured) or isinstance(estimate, Unmeasured):
        return not_compared
    return _compare_sides(context, not_compared, claimed, outcomes, estimate)


def _compare_sides(
    context: Context, not_compared: Gap, claimed: ClaimedFailure, outcomes: Tally, observed: Estimate
) -> Gap:
    level, assumed = context.policy.level, context.policy.gap.assumed_n
    # A failed test task and a failure in use are one thing only where somebody said so.
    status = Status.OK if not_compared.mapped and claimed.estimate is not None else Status.EXPLORATORY
    notes = () if not_compared.mapped else ("which failed task counts as which outcome in use was not mapped",)
    if claimed.estimate is None:
        # What sample to assume is a question only where a sample would tell the error.
        assumed = () if claimed.note else assumed
        differences = {n: mover_difference(observed, claimed.with_sample(n, level)) for n in assumed}
        scenarios = tuple(GapScenario(n, d.interval.low, d.interval.high) for n, d in differences.items())
        no_ratio = Unmeasured(Status.UNDEFINED, "no failure is claimed, and the claim's error is not known")
        return replace(
            not_compared,
            gap=measure(observed.value - claimed.failure, None, level, POINTS, status=status, notes=notes),
            ratio=measure(observed.value / claimed.failure, None, level, "ratio", status=status, notes=notes)
            if claimed.failure
            else no_ratio,
            scenarios=scenarios,
            words=f"cannot be said: {claimed.note}" if claimed.note else _describe_scenarios(scenarios),
        )
    difference = mover_difference(observed, claimed.estimate)
    ratio = mover_ratio(observed, claimed.estimate)
    verdict = _describe_verdict(difference.interval)
    # The gap if every unknown outcome had been a success, and if each had been a failure.
    depends_on_unknown = any(
        _describe_verdict(extreme) != verdict for extreme in _compute_extremes(outcomes, claimed.estimate, level)
    )
    return replace(
        not_compared,
        gap=difference.measured(POINTS, status=status, notes=notes),
        ratio=ratio if isinstance(ratio, Unmeasured) else ratio.measured("ratio", status=status, notes=notes),
        words=_describe_interval(difference.interval, verdict, depends_on_unknown=depends_on_unknown),
        depends_on_unknown=depends_on_unknown,
    )


def _measure_observed(outcomes: Tally, level: float, notes: tuple[str, ...]) -> Quantity:
    """Failures observed, by the exact interval; none observed says which rates are not excluded."""
    share = measure_share(outcomes, level, failures=True)
    if isinstance(share, Unmeasured):
        return share
    share = replace(share, notes=(*share.notes, *notes))
    if share.k != 0 or share.high is None:
        return share
    bound = f"rates up to {percent_up(share.high).normalize():f} % cannot be excluded"
    return replace(share, notes=(*share.notes, f"0 in {outcomes.known}; {bound}"))


def _compute_extremes(outcomes: Tally, claimed: Estimate, level: float) -> list[Interval]:
    if not outcomes.unknown:
        return []
    cases = (
        estimate_comparable_failures(outcomes, level, unknown_succeeded=outcomes.unknown),
        estimate_comparable_failures(outcomes, level, unknown_failed=outcomes.unknown),
    )
    return [mover_difference(case, claimed).interval for case in cases if isinstance(case, Estimate)]


def _describe_interval(interval: Interval, verdict: str, *, depends_on_unknown: bool) -> str:
    """The verdict; where unknown outcomes would change it, that is the verdict."""
    if depends_on_unknown:
        return "no difference shown: it depends on runs without recorded outcome"
    if verdict:
        return verdict
    low, high = round_down(100 * interval.low, 1), round_up(100 * interval.high, 1)
    return f"no difference shown (could be between {low} and {high} points)"


def _describe_verdict(interval: Interval) -> str:
    if interval.low > 0:
        return _MORE
    return _LESS if interval.high < 0 else ""


def _describe_scenarios(scenarios: tuple[GapScenario, ...]) -> str:
    # The smallest sample says most: whatever shows with it shows with every larger one.
    smallest = min((scenario.n for scenario in scenarios), default=0)
    if scenarios and all(scenario.low > 0 for scenario in scenarios):
        return f"{_MORE}, if the claim rests on {smallest} tasks or more"
    if scenarios and all(scenario.high < 0 for scenario in scenarios):
        return f"{_LESS}, if the claim rests on {smallest} tasks or more"
    return "cannot be said: it depends on the sample size, which the claim does not state"


def assess_real_use(context: Context) -> RealUse:
    """What real use shows: against what is claimed, and by itself."""
    return RealUse(compute_gaps(context), compute_incident_rates(context), list_incidents_on_record(context))


CLAIM_INCIDENT_GAP = Metric(
    id="claim-incident-gap",
    title="Claim against incidents",
    question="Did real use fail more often than was claimed, and how often did it go wrong?",
    needs="a claimed share with its sample size or error, production runs of the same version with "
    "outcomes, incidents with severities, and how much of the use was watched.",
    smallest="one run; a claim without sample size gives a range of answers and no verdict.",
    formula="The gap is observed minus claimed failure, in points, with limits recovered from the Wilson "
    "limits of both sides (Newcombe; MOVER-D), and the ratio by MOVER-R. Where the claim gives no sample "
    "size the gap is shown for several. Incidents are divided by exposure that was watched, by what finds so "
    "many failures as a test showed, with the limits that also decide promises and claims about them (Garwood; "
    "compound Poisson with bursts; Gaffke over clusters), and weighted by severity (Fay-Feuer, severities "
    "without any incident included). No incident is shown as the rate that it does not exclude.",
    cannot_tell="that a failed test task and an incident are the same thing; incidents that nobody watches "
    "for do not appear.",
    sources="Clopper & Pearson 1934; Garwood 1936; Fay & Feuer 1997; Gaffke 2005; "
    "Newcombe 1998b; Zou & Donner 2008; Donner & Zou 2012.",
    compute=assess_real_use,
)
