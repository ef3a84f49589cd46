"""Rank against outcome: whether a better benchmark position goes with more success in a workflow."""

from __future__ import annotations

import json
from statistics import median

from trustpages.assess.metrics.rank_correlation import STAND_IN, correlation_of
from trustpages.assess.metrics.rank_gains import gains_of
from trustpages.assess.metrics.rank_noise import ceiling_of, positions_of, tasks_of
from trustpages.assess.metrics.rank_rows import Pairs, pairs_of
from trustpages.model.documents.benchmark import Benchmark, Comparison
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Unmeasured, drawn_from
from trustpages.model.results.metrics import Gains, RankOutcome, RankPoint
from trustpages.model.workspace import Workspace
from trustpages.statistics.seed import seed_of


def rank_outcomes(workspace: Workspace) -> tuple[RankOutcome, ...]:
    """One result for every comparison of every benchmark, in the order of the documents."""
    policy = workspace.trust.policy
    return tuple(
        rank_outcome(benchmark, comparison, policy)
        for benchmark in workspace.benchmarks
        for comparison in benchmark.comparisons
    )


def rank_outcome(benchmark: Benchmark, comparison: Comparison, policy: Policy) -> RankOutcome:
    """Spearman's rho of position and outcome with its interval, and everything that bears on it.

    Of versions, rho, tau and p are those of the steps from version to version, never of levels. `n` counts
    agents, or versions. Formulas: metrics specification 1 (Bonett & Wright 2000; Fieller et al. 1957).
    """
    pairs = pairs_of(comparison)
    seed = _seed_of(comparison, pairs)
    correlation = correlation_of(pairs, comparison, policy, seed)
    names = tuple(one.name for one in pairs.counted)
    rho, tau = drawn_from(correlation.rho, names), drawn_from(correlation.tau, names)
    gains = None
    if comparison.of == "versions":
        gains = gains_of(pairs, rho, tasks_of(benchmark, pairs), policy)
    return RankOutcome(
        comparison=comparison.id,
        benchmark=benchmark.id,
        title=comparison.title,
        workflow=comparison.workflow,
        stand_in=comparison.stand_in,
        of=comparison.of,
        n=len(pairs.counted),
        excluded=pairs.excluded,
        rho=rho,
        tau=tau,
        p=correlation.p,
        p_method=correlation.p_method,
        ceiling=drawn_from(ceiling_of(benchmark, comparison, pairs, rho, policy, seed), names),
        words=_words(comparison, rho, gains, policy),
        top_share=_top_share(comparison, pairs),
        entrants=comparison.entrants,
        points=_points(comparison, pairs),
        intervals=positions_of(benchmark, comparison, pairs, policy),
        gains=gains,
        median_runs=_median_runs(pairs),
    )


def _seed_of(comparison: Comparison, pairs: Pairs) -> int:
    rows = [
        [pair.name, pair.score, pair.rank, pair.outcome, pair.successes, pair.runs] for pair in pairs.counted
    ]
    return seed_of(json.dumps([comparison.id, comparison.of, rows], separators=(",", ":")).encode())


def _points(comparison: Comparison, pairs: Pairs) -> tuple[RankPoint, ...]:
    """Agents by position; versions in their own order."""
    if comparison.of == "versions":
        return pairs.points()
    return tuple(sorted(pairs.points(), key=lambda point: (point.rank, point.name)))


def _median_runs(pairs: Pairs) -> float | None:
    runs = [one.runs for one in pairs.counted if one.runs is not None]
    return median(runs) if runs and len(runs) == len(pairs.counted) else None


def _top_share(comparison: Comparison, pairs: Pairs) -> float | None:
    """The lowest position in the sample over the number of entrants; None unless both are known."""
    ranks = [one.rank for one in pairs.counted if one.rank is not None]
    if comparison.entrants is None or not ranks or len(ranks) < len(pairs.counted):
        return None
    return max(ranks) / comparison.entrants


def _words(comparison: Comparison, rho: Quantity, gains: Gains | None, policy: Policy) -> str:
    """The verdict in words; what must not be quoted as evidence says so first."""
    if isinstance(rho, Unmeasured):
        said = f"cannot be said: {rho.reason}"
    else:
        said = f"{_caution(comparison, rho, policy)}{_verdict(comparison, rho)}"
    if gains is None:
        return said
    reached = (
        "the gain was transferred" if gains.transferred else "the gain has not been shown to reach users"
    )
    return f"{said}; {reached}"


def _caution(comparison: Comparison, rho: Measured, policy: Policy) -> str:
    reasons = []
    if rho.n is not None and rho.n < policy.rank.ok_from:
        reasons.append(f"too few {comparison.of} to count as evidence")
    if comparison.stand_in:
        reasons.append(STAND_IN)
    return f"{', and '.join(reasons)}: " if reasons else ""


def _verdict(comparison: Comparison, rho: Measured) -> str:
    versions = comparison.of == "versions"
    if rho.low is not None and rho.low > 0:
        return "gains on both sides move together" if versions else "rank and success move together"
    if rho.high is not None and rho.high < 0:
        gained = "versions that gained on the benchmark lost in the workflow"
        return gained if versions else "better-ranked agents did worse"
    return "not established"
