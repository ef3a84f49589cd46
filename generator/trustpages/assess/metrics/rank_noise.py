"""What noise does to a comparison: the highest rho it allows, and positions that cannot be told apart."""

from __future__ import annotations

from trustpages.assess.metrics.rank_rows import Pairs
from trustpages.model.documents.benchmark import Benchmark, Comparison
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.metrics import RankInterval
from trustpages.statistics.ceiling import noise_ceiling
from trustpages.statistics.positions import rank_intervals

_ASSUMED = "as many benchmark tasks as runs were assumed for every agent"


def ceiling_of(
    benchmark: Benchmark, comparison: Comparison, pairs: Pairs, rho: Quantity, policy: Policy, seed: int
) -> Quantity:
    """The rho that a perfect benchmark would show through the same noise, with the middle 90% of draws.

    Absent wherever rho is; missing where the runs behind an outcome are not known; undefined for versions.
    """
    if comparison.of == "versions":
        return Unmeasured(Status.UNDEFINED, "a ceiling is computed for several agents, not for steps of one")
    if isinstance(rho, Unmeasured):
        return rho
    counts = [
        (pair.successes, pair.runs) for pair in pairs.counted if pair.successes is not None and pair.runs
    ]
    if len(counts) < len(pairs.counted):
        return Unmeasured(Status.MISSING, "the runs behind some outcomes are not known")
    tasks = known_tasks(benchmark, pairs)
    found = noise_ceiling(
        [k for k, _ in counts],
        [n for _, n in counts],
        seed,
        benchmark_tasks=tasks,
        draws=policy.rank.simulations,
    )
    if isinstance(found, Unmeasured):
        return found
    return Measured(
        value=found.median,
        low=found.low,
        high=found.high,
        level=0.90,
        method=f"simulation, B={found.draws}, seed {found.seed}",
        k=None,
        n=len(counts),
        n_eff=len(counts),
        unit="rho",
        status=rho.status,
        notes=() if tasks else (_ASSUMED,),
    )


def tasks_of(benchmark: Benchmark, pairs: Pairs) -> tuple[int | None, ...]:
    """The tasks behind every score: from the row, else from the benchmark."""
    return tuple(one.tasks or benchmark.n_tasks for one in pairs.counted)


def known_tasks(benchmark: Benchmark, pairs: Pairs) -> list[int] | None:
    """The tasks behind every score, None if any of them is unknown."""
    found = tasks_of(benchmark, pairs)
    known = [number for number in found if number is not None]
    return known if len(known) == len(found) else None


def positions_of(
    benchmark: Benchmark, comparison: Comparison, pairs: Pairs, policy: Policy
) -> tuple[RankInterval, ...]:
    """The positions that each agent could hold among those compared, best first.

    Empty for versions, and where scores or the tasks behind them are not known.
    """
    tasks = known_tasks(benchmark, pairs)
    if comparison.of == "versions" or pairs.basis == "rank" or tasks is None or len(tasks) < 2:
        return ()
    solved = [score * n for score, n in zip(pairs.heights, tasks, strict=True)]
    limits = rank_intervals(solved, tasks, policy.level)
    found = (
        RankInterval(point.name, point.rank, low, high)
        for point, (low, high) in zip(pairs.points(), limits, strict=True)
    )
    return tuple(sorted(found, key=lambda interval: (interval.rank, interval.name)))
