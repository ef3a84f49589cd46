"""Rank against outcome: whether a better position goes with more success, and what noise does to the comparison."""

from __future__ import annotations

import json
from statistics import median

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.metrics.rank.correlation import STAND_IN, compute_gains, correlate_pairs
from trustpages.assess.metrics.rank.pairs import Pairs, keep_if_all, pair_rows
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.benchmarks.boards import Comparison
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.benchmarks import Gains, RankInterval, RankOutcome
from trustpages.model.results.report import Portfolio
from trustpages.model.workspace import Workspace
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.ranks.noise_ceiling import noise_ceiling
from trustpages.statistics.ranks.positions import rank_intervals
from trustpages.statistics.seed import derive_seed


def compute_noise_ceiling(
    benchmark: Benchmark, comparison: Comparison, pairs: Pairs, rho: Quantity, policy: Policy, seed: int
) -> Quantity:
    """The rho that a perfect benchmark would show through the same noise, with the middle 90% of draws.

    Absent wherever rho is; missing where the runs behind an outcome are not known; undefined for versions.
    """
    if comparison.of == "versions":
        return Unmeasured(Status.UNDEFINED, "a ceiling is computed for several agents, not for steps of one")
    if isinstance(rho, Unmeasured):
        return rho
    counts = [(pair.successes, pair.runs) for pair in pairs.counted if pair.successes is not None and pair.runs]
    if len(counts) < len(pairs.counted):
        return Unmeasured(Status.MISSING, "the runs behind some outcomes are not known")
    # Noise on the side of the benchmark counts as well; unknown, it is taken to be that of as many tasks as runs.
    tasks = list_known_tasks(benchmark, pairs)
    ceiling = noise_ceiling(
        [k for k, _ in counts], [n for _, n in counts], seed, benchmark_tasks=tasks, draws=policy.rank.simulations
    )
    if isinstance(ceiling, Unmeasured):
        return ceiling
    interval = Interval(ceiling.low, ceiling.high, 0.90, f"simulation, B={ceiling.draws}, seed {ceiling.seed}")
    notes = () if tasks else ("as many benchmark tasks as runs were assumed for every agent",)
    return Estimate(ceiling.median, interval).measured("rho", n=len(counts), status=rho.status, notes=notes)


def list_tasks(benchmark: Benchmark, pairs: Pairs) -> tuple[int | None, ...]:
    """The tasks behind every score: from the row, else from the benchmark."""
    return tuple(pair.tasks or benchmark.n_tasks for pair in pairs.counted)


def list_known_tasks(benchmark: Benchmark, pairs: Pairs) -> list[int] | None:
    """The tasks behind every score, None if any of them is unknown."""
    return keep_if_all(list_tasks(benchmark, pairs))


def compute_rank_intervals(
    benchmark: Benchmark, comparison: Comparison, pairs: Pairs, policy: Policy
) -> tuple[RankInterval, ...]:
    """The positions that each agent could hold among those compared, best first.

    Empty for versions, where scores are no shares, and where they or the tasks behind them are not known.
    """
    tasks = list_known_tasks(benchmark, pairs)
    if comparison.of == "versions" or pairs.basis == "rank" or comparison.score_unit or tasks is None or len(tasks) < 2:
        return ()
    solved = [score * n for score, n in zip(pairs.heights, tasks, strict=True)]
    limits = rank_intervals(solved, tasks, policy.level)
    ranges = zip(pairs.points(), limits, strict=True)
    intervals = (RankInterval(point.name, point.rank, low, high) for point, (low, high) in ranges)
    return tuple(sorted(intervals, key=lambda interval: (interval.rank, interval.name)))


def compare_ranks_with_outcomes(workspace: Workspace) -> tuple[RankOutcome, ...]:
    """One result for every comparison of every benchmark, in the order of the documents."""
    policy = workspace.trust.policy
    return tuple(
        compare_rank_with_outcome(benchmark, comparison, policy)
        for benchmark in workspace.benchmarks
        for comparison in benchmark.paired
    )


def compare_rank_with_outcome(benchmark: Benchmark, comparison: Comparison, policy: Policy) -> RankOutcome:
    """Spearman's rho of position and outcome with its interval, and everything that bears on it.

    Of versions, rho, tau and p are those of the steps from version to version, never of levels. `n` counts
    agents, or versions. Formulas: docs/reference/formulas.md#rank (Bonett & Wright 2000; Fieller et al. 1957).
    """
    pairs = pair_rows(comparison)
    # From the rows themselves: the same comparison gives the same simulated figures in every report.
    rows = [[pair.name, pair.score, pair.rank, pair.outcome, pair.successes, pair.runs] for pair in pairs.counted]
    seed = derive_seed(json.dumps([comparison.id, comparison.of, rows], separators=(",", ":")).encode())
    correlation = correlate_pairs(pairs, comparison, policy, seed)
    names = tuple(pair.name for pair in pairs.counted)
    rho, tau = with_inputs(correlation.rho, names), with_inputs(correlation.tau, names)
    gains, points = None, pairs.points()
    if comparison.of == "versions":
        gains = compute_gains(pairs, comparison, rho, list_tasks(benchmark, pairs), policy)
    else:
        points = tuple(sorted(points, key=lambda point: (point.rank, point.name)))
    ranks, runs = keep_if_all([pair.rank for pair in pairs.counted]), keep_if_all([pair.runs for pair in pairs.counted])
    return RankOutcome(
        comparison=comparison.id,
        benchmark=benchmark.id,
        title=comparison.title,
        workflow=comparison.workflow or "",
        stand_in=comparison.stand_in,
        of=comparison.of,
        n=len(pairs.counted),
        excluded=pairs.excluded,
        rho=rho,
        tau=tau,
        p=correlation.p,
        p_method=correlation.p_method,
        ceiling=with_inputs(compute_noise_ceiling(benchmark, comparison, pairs, rho, policy, seed), names),
        words=_describe_result(comparison, rho, gains, policy),
        # The lowest position in the sample: what was compared comes from the board's top down to there.
        top_share=max(ranks) / comparison.entrants if ranks and comparison.entrants is not None else None,
        entrants=comparison.entrants,
        points=points,
        score_unit=comparison.score_unit,
        outcome_unit=comparison.outcome_unit,
        intervals=compute_rank_intervals(benchmark, comparison, pairs, policy),
        gains=gains,
        median_runs=median(runs) if runs else None,
    )


def _describe_result(comparison: Comparison, rho: Quantity, gains: Gains | None, policy: Policy) -> str:
    """The verdict in words; what must not be quoted as evidence says so first."""
    if isinstance(rho, Unmeasured):
        words = f"cannot be said: {rho.reason}"
    else:
        too_few = rho.n is not None and rho.n < policy.rank.ok_from
        reasons = [
            *([f"too few {comparison.of} to count as evidence"] if too_few else []),
            *([STAND_IN] if comparison.stand_in else []),
        ]
        caution = f"{', and '.join(reasons)}: " if reasons else ""
        words = f"{caution}{_describe_verdict(comparison, rho)}"
    if gains is None:
        return words
    reached = "the gain was transferred" if gains.transferred else "the gain has not been shown to reach users"
    return f"{words}; {reached}"


def _describe_verdict(comparison: Comparison, rho: Measured) -> str:
    versions = comparison.of == "versions"
    if rho.low is not None and rho.low > 0:
        return "gains on both sides move together" if versions else "rank and success move together"
    if rho.high is not None and rho.high < 0:
        gained = "versions that gained on the benchmark lost in the workflow"
        return gained if versions else "better-ranked agents did worse"
    return "not established"


def select_ranks(context: Context, portfolio: Portfolio) -> tuple[RankOutcome, ...]:
    """The comparisons on benchmarks that the agent has results on."""
    cited = context.list_cited_benchmarks()
    return tuple(rank for rank in portfolio.ranks if rank.benchmark in cited)


RANK_OUTCOME = Metric(
    id="rank-outcome",
    title="Rank against outcome",
    question="Does a better benchmark position go with more success in the target workflow?",
    needs="for each agent or version, a score or rank on one benchmark and the outcome of its runs in one workflow.",
    smallest="five agents to show anything, as exploratory; ten to count as evidence.",
    formula="Spearman's rho between position (turned so that better is higher) and share of success, with "
    "ties at their mean rank, the Bonett-Wright interval and a permutation p-value; Kendall's tau-b beside "
    "it. Beside rho stands its noise ceiling: the rho that a benchmark with perfect order would show, "
    "given so many runs and how far agents differ beyond chance. For one agent over versions the steps are "
    "correlated, never the levels, and a gain counts as transferred only if both changes from first to last "
    "have a lower limit above zero. An outcome that only stands in for real use is never more than exploratory.",
    cannot_tell="why position and success go together, or whether they would in another workflow.",
    sources="Spearman 1904; Kendall 1970; Fieller, Hartley & Pearson 1957; Kleinman 1973; Bonett & Wright 2000; "
    "Mogstad et al. 2024.",
    compute=select_ranks,
    reads=("portfolio",),
    across=compare_ranks_with_outcomes,
)
