"""Proof against judgment: observations by method, agreement of raters (kappa, alpha), correction of AI judges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.items import find_calibration, is_judged_by_ai
from trustpages.assess.evidence.judged import CorrectedShare, correct_outcomes, find_impossible_share
from trustpages.assess.evidence.tally import Tally, measure_share
from trustpages.assess.metrics.agreement import measure_rater_agreement
from trustpages.assess.metrics.evidence.coverage import weigh_by_consequence
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.items.counted import Calibration, CountedItem
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Quantity, Unmeasured
from trustpages.model.results.evidence import Evidence, JudgeCorrection, ProofAndJudgment, ProofShares
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Method, Verdict


def assess_proof_and_judgment(context: Context, obligations: Sequence[ObligationResult]) -> ProofAndJudgment:
    """The share of decisive observations by method, agreement of raters, and what AI judges are worth.

    `overall` weighs obligations by consequence; it describes the evidence and is no score. It is None
    without any observation, or where all weights are zero.
    """
    shares = _compute_shares_by_obligation(obligations)
    judged = [item for item in context.evidence if is_judged_by_ai(item)]
    rated = (measure_rater_agreement(item, context.policy) for item in context.evidence)
    return ProofAndJudgment(
        overall=_weigh_shares(context, shares),
        by_obligation=tuple(proof for _, proof in shares),
        agreements=tuple(agreement for agreement in rated if agreement is not None),
        corrections=tuple(
            _correct_share(context, item, calibration)
            for item in judged
            if (calibration := find_calibration(item)) is not None
        ),
        uncalibrated=tuple(item.id for item in judged if find_calibration(item) is None),
        same_family=tuple(item.id for item in judged if _is_same_family(context, item)),
    )


def _compute_shares_by_obligation(
    obligations: Sequence[ObligationResult],
) -> list[tuple[ObligationResult, ProofShares]]:
    shares = []
    for obligation in obligations:
        counts = dict.fromkeys(Method, 0)
        for method, count in obligation.methods:
            counts[method] += count
        total = sum(counts.values())
        if total and obligation.verdict is not Verdict.NOT_APPLICABLE:
            by_method = tuple((method, count / total) for method, count in counts.items())
            shares.append((obligation, ProofShares(obligation.ref, by_method)))
    return shares


def _weigh_shares(context: Context, shares: Sequence[tuple[ObligationResult, ProofShares]]) -> ProofShares | None:
    weighted = [(weigh_by_consequence(context, obligation), dict(proof.shares)) for obligation, proof in shares]
    # Exact sums, so that the order of the obligations in the file moves no digit.
    total = math.fsum(weight for weight, _ in weighted)
    if not total:
        return None
    return ProofShares(
        None,
        tuple((method, math.fsum(w * by_method[method] for w, by_method in weighted) / total) for method in Method),
    )


def _is_same_family(context: Context, evidence: Evidence) -> bool:
    """Whether the judge is of the agent's own model family, and could prefer its own answers."""
    item, family = evidence.item, context.agent.agent.model_family
    judge = item.judge if isinstance(item, CountedItem | BenchmarkResult) else None
    return judge is not None and family is not None and judge.family == family


def _correct_share(context: Context, evidence: Evidence, calibration: Calibration) -> JudgeCorrection:
    """The share as judged, and corrected for the judge's errors."""
    counts, level = tally_outcome(context, evidence), context.policy.level
    is_same_family = _is_same_family(context, evidence)
    if isinstance(counts, Unmeasured):
        return JudgeCorrection(evidence.id, counts, counts, is_same_family)
    corrected = correct_outcomes(counts, calibration, level)
    adjusted = corrected if isinstance(corrected, Unmeasured) else CorrectedShare(corrected, counts.known).measured()
    possible = find_impossible_share(counts, calibration, level)
    return JudgeCorrection(
        evidence.id,
        _measure_as_judged(counts, level),
        adjusted,
        is_same_family,
        None if possible is None else (possible.low, possible.high),
    )


def _measure_as_judged(counts: Tally, level: float) -> Quantity:
    share = measure_share(counts, level)
    return share if isinstance(share, Unmeasured) else replace(share, notes=("as judged",))


PROOF_JUDGMENT = Metric(
    id="proof-judgment",
    title="Proof against judgment",
    question="How much of the evidence rests on checks, and how much on judges and people?",
    needs="the method of each observation, calibration of AI judges, ratings by several people.",
    smallest="one observation; agreement takes thirty units.",
    formula="The share of decisive observations by method, per obligation and weighted by consequence. "
    "Agreement beyond chance is Cohen's kappa for two raters (weighted on ordered scales) and "
    "Krippendorff's alpha for more, always beside raw agreement and prevalence. A judged share is "
    "corrected by the judge's own calibration, whichever way that moves it (Rogan-Gladen, or prediction-powered "
    "where labels were drawn from the same runs; melded limits), and shares of several sources are added up; "
    "without calibration it is printed as judged.",
    cannot_tell="whether the checks test the right thing.",
    sources="Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969; Krippendorff 2011; Gwet 2008; "
    "Rogan & Gladen 1978; Bayer, Fay & Graubard 2023; Angelopoulos et al. 2023; Terwee et al. 2012.",
    compute=assess_proof_and_judgment,
    reads=("obligations",),
)
