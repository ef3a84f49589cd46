"""Proof against judgment: what rests on checks, what on judges and people, and how well those agree."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trustpages.assess.calibrated import corrected
from trustpages.assess.context import Context
from trustpages.assess.counts import Tally, effective_size, exact_limits
from trustpages.assess.metrics.consequence import weight_of
from trustpages.assess.metrics.rater_agreement import agreement_of
from trustpages.assess.tallies import tally
from trustpages.model.documents.items import BenchmarkResult, Calibration, CountedItem, Judge
from trustpages.model.measured import Quantity, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.metrics import JudgeCorrection, ProofAndJudgment, ProofShares
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Method, Verdict
from trustpages.statistics.interval import Estimate


def proof_and_judgment(context: Context, obligations: Sequence[ObligationResult]) -> ProofAndJudgment:
    """The share of decisive observations by method, agreement of raters, and what AI judges are worth.

    `overall` weighs obligations by consequence; it describes the evidence and is no score. It is None
    without any observation, or where all weights are zero. Sources: metrics specification 9.
    """
    shares = _by_obligation(obligations)
    judged = [item for item in context.evidence if _is_judged(item)]
    rated = (agreement_of(item, context.policy) for item in context.evidence)
    return ProofAndJudgment(
        overall=_overall(context, shares),
        by_obligation=tuple(found for _, found in shares),
        agreements=tuple(agreement for agreement in rated if agreement is not None),
        corrections=tuple(
            _correction(context, item, calibration)
            for item in judged
            if (calibration := _calibration_of(item)) is not None
        ),
        uncalibrated=tuple(item.id for item in judged if _calibration_of(item) is None),
        same_family=tuple(one.id for one in judged if _is_same_family(context, one)),
    )


def overall_shares(context: Context, obligations: Sequence[ObligationResult]) -> ProofShares | None:
    """The shares over all obligations, weighted by consequence; None without any weighted observation."""
    return _overall(context, _by_obligation(obligations))


def _by_obligation(obligations: Sequence[ObligationResult]) -> list[tuple[ObligationResult, ProofShares]]:
    return [
        (obligation, _shares(obligation))
        for obligation in obligations
        if obligation.verdict is not Verdict.NOT_APPLICABLE and any(count for _, count in obligation.methods)
    ]


def _shares(obligation: ObligationResult) -> ProofShares:
    counts = dict.fromkeys(Method, 0)
    for method, count in obligation.methods:
        counts[method] += count
    total = sum(counts.values())
    return ProofShares(obligation.ref, tuple((method, count / total) for method, count in counts.items()))


def _overall(context: Context, shares: Sequence[tuple[ObligationResult, ProofShares]]) -> ProofShares | None:
    weighted = [(weight_of(context, obligation), dict(found.shares)) for obligation, found in shares]
    total = math.fsum(weight for weight, _ in weighted)
    if not total:
        return None
    return ProofShares(
        None,
        tuple((method, math.fsum(w * found[method] for w, found in weighted) / total) for method in Method),
    )


def _judge_of(evidence: Evidence) -> Judge | None:
    item = evidence.item
    return item.judge if isinstance(item, CountedItem | BenchmarkResult) else None


def _is_judged(evidence: Evidence) -> bool:
    item = evidence.item
    return isinstance(item, CountedItem | BenchmarkResult) and item.method is Method.LLM_JUDGE


def _calibration_of(evidence: Evidence) -> Calibration | None:
    judge = _judge_of(evidence)
    return judge.calibration if judge is not None else None


def _is_same_family(context: Context, evidence: Evidence) -> bool:
    """Whether the judge is of the agent's own model family, and could prefer its own answers."""
    judge, family = _judge_of(evidence), context.agent.agent.model_family
    return judge is not None and family is not None and judge.family == family


def _correction(context: Context, evidence: Evidence, calibration: Calibration) -> JudgeCorrection:
    """The share as judged, and corrected for the judge's errors (Rogan & Gladen; Lang & Reiczigel)."""
    counts, level = tally(context, evidence), context.policy.level
    if isinstance(counts, Unmeasured):
        return JudgeCorrection(evidence.id, counts, counts, _is_same_family(context, evidence))
    adjusted = corrected(counts, calibration, level)
    return JudgeCorrection(
        evidence.id, _as_judged(counts, level), adjusted, _is_same_family(context, evidence)
    )


def _as_judged(counts: Tally, level: float) -> Quantity:
    n_eff = effective_size(counts)
    if isinstance(n_eff, Unmeasured):
        return n_eff
    k, n = counts.successes, counts.known
    share = Estimate(k / n, exact_limits(k, n, n_eff, level))
    return share.measured("share", k=k, n=n, n_eff=n_eff, notes=("as judged",))
