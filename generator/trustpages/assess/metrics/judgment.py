"""Proof against judgment: observations by method, agreement of raters (kappa, alpha), correction of AI judges."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.items import find_calibration, is_judged_by_ai
from trustpages.assess.evidence.judged import CorrectedShare, correct_outcomes
from trustpages.assess.evidence.tally import Tally, measure_share
from trustpages.assess.metrics.coverage import weigh_by_consequence
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.items import BenchmarkResult, Calibration, CountedItem, Ratings
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Agreement, Evidence, JudgeCorrection, ProofAndJudgment, ProofShares
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Method, Verdict
from trustpages.statistics.interval import Estimate, measure
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.raters.kappa import Kappa, Weights, cohen_kappa, gwet_ac1, margins
from trustpages.statistics.raters.krippendorff import Alpha, krippendorff_alpha
from trustpages.statistics.seed import derive_seed

Table = tuple[tuple[int, ...], ...]
Units = tuple[tuple[float | None, ...], ...]

_WEIGHTS: dict[str, Weights] = {"nominal": "equal", "ordinal": "linear", "interval": "quadratic"}


def measure_rater_agreement(evidence: Evidence, policy: Policy) -> Agreement | None:
    """The agreement of an item's raters; None where it holds no ratings by several people.

    Two raters with a table: Cohen's kappa, weighted on ordered scales; else Krippendorff's alpha. Never
    without raw agreement and prevalence, since kappa misleads where one outcome is rare. Exploratory below
    `policy.judgment.min_units` units. Formulas: docs/reference/formulas.md#agreement.
    """
    ratings = evidence.item.ratings if isinstance(evidence.item, CountedItem) else None
    if ratings is None:
        return None
    if ratings.table is not None:
        return _measure_table(evidence.id, ratings, ratings.table, policy)
    return _measure_units(evidence.id, ratings, ratings.units or (), policy)


def _measure_table(evidence: str, ratings: Ratings, table: Table, policy: Policy) -> Agreement:
    n = sum(map(sum, table))
    rows, columns = margins(table)
    usual = max((r + c for r, c in zip(rows, columns, strict=True)), default=0.0)
    # Gwet's AC1, which prevalence hardly moves, for whoever distrusts kappa.
    ac1 = gwet_ac1(table)
    notes = () if isinstance(ac1, Unmeasured) else (f"AC1 {ac1:.2f}",)
    found = cohen_kappa(table, weights=_WEIGHTS[ratings.scale], level=policy.level)
    beyond = _measure_beyond_chance(found, n, "kappa", policy, notes)
    return Agreement(
        evidence=evidence,
        statistic="Cohen's kappa" if ratings.scale == "nominal" else "weighted kappa",
        raw=_measure_raw_agreement(sum(table[i][i] for i in range(len(table))), n, policy),
        beyond_chance=beyond,
        prevalence=usual / (2 * n) if n else None,
        units=n,
        words=_describe_agreement(beyond, policy),
    )


def _measure_units(evidence: str, ratings: Ratings, units: Units, policy: Policy) -> Agreement:
    rated = [[value for value in unit if value is not None] for unit in zip(*units, strict=True)]
    pairable = [unit for unit in rated if len(unit) >= 2]
    # The order of raters and of units is of no consequence, so neither may the seed depend on it.
    seed = derive_seed(json.dumps(sorted(sorted(unit) for unit in pairable)).encode())
    found = krippendorff_alpha(units, ratings.scale, seed, level=policy.level)
    n, values = len(pairable), Counter(value for unit in pairable for value in unit)
    beyond = _measure_beyond_chance(found, n, "alpha", policy)
    return Agreement(
        evidence=evidence,
        statistic="Krippendorff's alpha",
        raw=_measure_raw_agreement(sum(len(set(unit)) == 1 for unit in pairable), n, policy),
        beyond_chance=beyond,
        prevalence=max(values.values()) / values.total() if values else None,
        units=n,
        words=_describe_agreement(beyond, policy),
    )


def _measure_raw_agreement(k: int, n: int, policy: Policy) -> Quantity:
    """Units on which all raters say the same."""
    if not n:
        return Unmeasured(Status.MISSING, "no unit was rated twice")
    return Estimate(k / n, wilson(k, n, policy.level)).measured("share", k=k, n=n)


def _measure_beyond_chance(
    found: Kappa | Alpha | Unmeasured, n: int, unit: str, policy: Policy, notes: tuple[str, ...] = ()
) -> Quantity:
    if isinstance(found, Unmeasured):
        return found
    status = Status.OK if n >= policy.judgment.min_units else Status.EXPLORATORY
    return measure(found.value, found.interval, policy.level, unit, n=n, status=status, notes=notes)


def _describe_agreement(beyond: Quantity, policy: Policy) -> str:
    """How far the ratings may be relied on, by the lower limit where there is one."""
    if isinstance(beyond, Unmeasured):
        return f"cannot be said: {beyond.reason}"
    least, lines = beyond.value if beyond.low is None else beyond.low, policy.judgment
    word = "reliable" if least >= lines.reliable else "tentative" if least >= lines.agreement else "weak"
    return word if beyond.status is Status.OK else f"too few units to count as evidence: {word}"


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
        by_obligation=tuple(found for _, found in shares),
        agreements=tuple(agreement for agreement in rated if agreement is not None),
        corrections=tuple(
            _correct_share(context, item, calibration)
            for item in judged
            if (calibration := find_calibration(item)) is not None
        ),
        uncalibrated=tuple(item.id for item in judged if find_calibration(item) is None),
        same_family=tuple(item.id for item in judged if _is_same_family(context, item)),
    )


def compute_overall_shares(context: Context, obligations: Sequence[ObligationResult]) -> ProofShares | None:
    """The shares over all obligations, weighted by consequence; None without any weighted observation."""
    return _weigh_shares(context, _compute_shares_by_obligation(obligations))


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
    weighted = [(weigh_by_consequence(context, obligation), dict(found.shares)) for obligation, found in shares]
    # Exact sums, so that the order of the obligations in the file moves no digit.
    total = math.fsum(weight for weight, _ in weighted)
    if not total:
        return None
    return ProofShares(
        None, tuple((method, math.fsum(w * found[method] for w, found in weighted) / total) for method in Method)
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
    return JudgeCorrection(evidence.id, _measure_as_judged(counts, level), adjusted, is_same_family)


def _measure_as_judged(counts: Tally, level: float) -> Quantity:
    share = measure_share(counts, level)
    return share if isinstance(share, Unmeasured) else replace(share, notes=("as judged",))


PROOF_JUDGMENT = Metric(
    id="proof-judgment",
    title="Proof against judgment",
    question="How much of the evidence rests on checks, and how much on judges and people?",
    needs="the method of each observation, calibration of AI judges, ratings by several people.",
    smallest="one observation; agreement below thirty units is exploratory.",
    formula="The share of decisive observations by method, per obligation and weighted by consequence. "
    "Agreement beyond chance is Cohen's kappa for two raters (weighted on ordered scales) and "
    "Krippendorff's alpha for more, always beside raw agreement and prevalence. A judged share is "
    "corrected by the judge's measured errors (Rogan-Gladen, limits by Lang and Reiczigel); without "
    "calibration it is printed as judged.",
    cannot_tell="whether the checks test the right thing.",
    sources="Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969; Krippendorff 2011; Gwet 2008; "
    "Rogan & Gladen 1978; Lang & Reiczigel 2014.",
    compute=assess_proof_and_judgment,
    reads=("obligations",),
)
