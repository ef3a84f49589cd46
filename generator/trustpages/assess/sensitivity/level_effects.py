"""Whether another confidence level could change a verdict or claim, by the figures at hand.

To judge every promise anew at every level would take long; the counts of a share give its limits at any level.
"""

from __future__ import annotations

from trustpages.assess.evidence.review_days import compute_judged_level
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.measures.assessor import LevelUse
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.ruling import Line
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.binomial import clopper_pearson


def could_verdict_change(agent: AssessedAgent, result: ObligationResult, level: float) -> bool:
    """Whether the verdict on a promise could be another one at that level."""
    use, quantity = ASSESSORS[result.kind].level_use, result.quantity
    windows = {f"{pact.id}/{obligation.id}": obligation.window for pact, obligation in agent.context.obligations()}
    level = compute_judged_level(level, windows[result.ref])
    if result.verdict in (Verdict.MISSING, Verdict.NOT_APPLICABLE) or use is LevelUse.NONE:
        return False
    pair = _find_intervals(quantity, level)
    if use is not LevelUse.SHARE or pair is None or result.target.value is None:
        return True
    # Unknown outcomes, and parts of the runs, decide by figures that the result does not carry.
    if result.unknown or result.sources or result.strata or not isinstance(quantity, Measured):
        return True
    line = Line(result.target.direction, result.target.value)
    old, new = (line.decide(quantity.value, interval) for interval in pair)
    old_enough, new_enough = (
        quantity.n is not None and n_min is not None and quantity.n >= n_min
        for n_min in (result.n_min, compute_fewest_runs(line, level))
    )
    return old is not new or old_enough != new_enough


def could_claim_change(agent: AssessedAgent, claim: ClaimResult, policy: Policy) -> bool:
    """Whether the verdict on a claim could be another one at the level of that policy."""
    if claim.operator == "rank":
        return False
    checking = [
        evidence.item
        for evidence in agent.proof
        if evidence.id in claim.evidence or claim.obligation in evidence.item.supports
    ]
    may_miss_outcomes = any(isinstance(item, Counted) and (item.unknown or item.data is not None) for item in checking)
    pair = _find_intervals(claim.quantity, policy.level)
    if len(checking) > 1 or pair is None or claim.claimed is None or may_miss_outcomes:
        return True
    old, new = pair
    lines = (claim.claimed, claim.claimed - policy.claim.delta, claim.claimed + policy.claim.delta)
    # Between the two levels a limit passes a line that decides: then the verdict has to be computed.
    crossed = any(
        min(ends) <= line <= max(ends) for ends in ((old.low, new.low), (old.high, new.high)) for line in lines
    )
    wide = policy.low_n.width
    return crossed or (old.width >= wide) != (new.width >= wide)


def _find_intervals(quantity: Quantity, level: float) -> tuple[Interval, Interval] | None:
    """The limits of a share as they are and at that level; None where its counts alone do not give them."""
    if not isinstance(quantity, Measured) or quantity.unit != "share" or quantity.method != "Clopper-Pearson":
        return None
    k, n, low, high = quantity.k, quantity.n, quantity.low, quantity.high
    if k is None or not n or low is None or high is None:
        return None
    return Interval(low, high, quantity.level, quantity.method), clopper_pearson(k, n, level)
