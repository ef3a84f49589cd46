"""Whether another confidence level could change a verdict or claim, told from the figures at hand."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.measures.assessor import LevelUse
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.ruling import Line
from trustpages.assess.measures.share_limits import compute_fewest_runs
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.metrics import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Interval
from trustpages.statistics.proportions.clusters import korn_graubard

EXACT = frozenset({"Clopper-Pearson", "Korn-Graubard"})
_WITHOUT_LEVEL = frozenset({Verdict.MISSING, Verdict.NOT_APPLICABLE})


def could_verdict_change(agent: AssessedAgent, one: ObligationResult, level: float) -> bool:
    """Whether the verdict on a promise could be another one at that level."""
    use = ASSESSORS[one.kind].level_use
    if one.verdict in _WITHOUT_LEVEL or use is LevelUse.NONE:
        return False
    pair = _intervals(one.quantity, level)
    corrected = {found.evidence for found in agent.findings.judgment.corrections}
    if use is not LevelUse.SHARE or pair is None or one.target.value is None:
        return True
    if one.unknown or not isinstance(one.quantity, Measured) or corrected.intersection(one.pooled):
        return True
    line = Line(one.target.direction, one.target.value)
    old, new = (line.decide(one.quantity.value, interval) for interval in pair)
    return old is not new or _is_demonstrated(one, one.n_min) != _is_demonstrated(one, compute_fewest_runs(line, level))


def _is_demonstrated(one: ObligationResult, n_min: int | None) -> bool:
    known = one.quantity.n if isinstance(one.quantity, Measured) else None
    return known is not None and n_min is not None and known >= n_min


def could_claim_change(agent: AssessedAgent, one: ClaimResult, policy: Policy) -> bool:
    """Whether the verdict on a claim could be another one at the level of that policy."""
    if one.operator == "rank":
        return False
    named = [found for found in agent.proof if _checks(found, one)]
    pair = _intervals(one.quantity, policy.level)
    if len(named) > 1 or pair is None or one.claimed is None or any(_may_miss_outcomes(i) for i in named):
        return True
    old, new = pair
    lines = (one.claimed, one.claimed - policy.claim.delta, one.claimed + policy.claim.delta)
    crossed = any(
        min(ends) <= line <= max(ends) for ends in ((old.low, new.low), (old.high, new.high)) for line in lines
    )
    wide = policy.low_n.width
    return crossed or (old.width >= wide) != (new.width >= wide)


def _checks(found: Evidence, one: ClaimResult) -> bool:
    return found.id in one.evidence or (one.obligation is not None and one.obligation in found.item.supports)


def _may_miss_outcomes(found: Evidence) -> bool:
    item = found.item
    return isinstance(item, Counted) and (item.unknown > 0 or item.data is not None)


def _intervals(quantity: Quantity, level: float) -> tuple[Interval, Interval] | None:
    """The limits of a share as they are and at that level; None where it has no exact two-sided ones."""
    if not isinstance(quantity, Measured) or quantity.unit != "share" or quantity.method not in EXACT:
        return None
    k, n, low, high = quantity.k, quantity.n, quantity.low, quantity.high
    if k is None or not n or low is None or high is None:
        return None
    new = korn_graubard(k, n, quantity.n_eff or n, level)
    return Interval(low, high, quantity.level, quantity.method), new
