"""What a published benchmark score of an agent is worth: its honest interval, repeats, chance and memory."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.context import Context
from trustpages.assess.metrics.contamination import contamination_of
from trustpages.assess.metrics.score_error import ScoreError, error_of
from trustpages.assess.printed import counts_that_print_as
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.metrics import PassHat, ResultQuality
from trustpages.model.vocabulary import Method
from trustpages.statistics.repeated import (
    OverTasks,
    RunVariance,
    best_of_n_inflation,
    pass_at_k,
    pass_hat_k,
    run_variance,
)


def benchmark_results(context: Context) -> tuple[ResultQuality, ...]:
    """One result for every published score of the agent, in the order of the evidence."""
    return tuple(
        _quality(context, item, item.item)
        for item in context.evidence
        if isinstance(item.item, BenchmarkResult)
    )


def _quality(context: Context, evidence: Evidence, item: BenchmarkResult) -> ResultQuality:
    benchmark = context.benchmarks.get(item.benchmark)
    error = error_of(item, context.policy.level)
    variance = _variance(item)
    baseline = benchmark.trivial_baseline if benchmark else None
    return ResultQuality(
        evidence=evidence.id,
        benchmark=item.benchmark,
        score=item.score,
        n_tasks=item.n_tasks or len(item.successes_by_task) or None,
        trials=item.trials,
        interval=error.interval,
        published_se=item.se,
        design_effect=error.design_effect,
        clusters=error.clusters,
        repeats=_repeats(item, context.policy.level),
        between_variance=variance.between if variance else None,
        within_variance=variance.within if variance else None,
        possible=_is_possible(item),
        variants=item.variants,
        selection_points=_selection(item, error),
        contamination=contamination_of(benchmark, context.agent.agent, item),
        tuned_on=item.tuned_on,
        baseline=baseline,
        above_baseline=None if baseline is None else _above(baseline, item, error.interval),
        method=item.method,
        judge_calibrated=_is_judge_calibrated(item),
        first_party=evidence.producer.relationship.is_first_party,
        replicated=_is_replicated(item),
    )


def _repeats(item: BenchmarkResult, level: float) -> tuple[PassHat, ...]:
    """pass^k and pass@k for every k up to the trials; nothing without successes by task and repeats."""
    tasks, trials = item.successes_by_task, item.trials or 1
    if not tasks or trials < 2:
        return ()
    return tuple(
        PassHat(
            k=k,
            every=_over_tasks(pass_hat_k(tasks, trials, k, level), level),
            any=_over_tasks(pass_at_k(tasks, trials, k, level), level),
        )
        for k in range(1, trials + 1)
    )


def _over_tasks(found: OverTasks | Unmeasured, level: float) -> Quantity:
    if isinstance(found, Unmeasured):
        return found
    interval = found.interval
    return Measured(
        value=found.value,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        level=level,
        method=interval.method if interval else "none",
        k=None,
        n=found.tasks,
        n_eff=found.tasks,
        unit="share",
        status=Status.OK if interval else Status.EXPLORATORY,
    )


def _variance(item: BenchmarkResult) -> RunVariance | None:
    trials = item.trials or 1
    scores = [[1.0] * c + [0.0] * (trials - c) for c in item.successes_by_task]
    found = run_variance(scores)
    return None if isinstance(found, Unmeasured) else found


def _is_possible(item: BenchmarkResult) -> bool | None:
    """Whether whole counts give the score at its printed precision; None without the number of tasks."""
    if item.n_tasks is None and not item.successes_by_task:
        return None
    # A task that counts after several tries is still one task.
    tries = 1 if item.attempts_allowed > 1 else item.trials or 1
    n = (item.n_tasks or len(item.successes_by_task)) * tries
    counts = counts_that_print_as(item.reported, item.score, n)
    if item.attempts_allowed > 1:
        return bool(counts)
    given = sum(item.successes_by_task) if item.successes_by_task else item.k
    # A share without its printed text may have lost zeros at its end, or be given to the last digit.
    if given is not None and item.reported is None and abs(given / n - item.score) < 1e-9:
        return True
    return given in counts if given is not None else bool(counts)


def _selection(item: BenchmarkResult, error: ScoreError) -> float | None:
    """By how much chance alone lifts the best of the variants; None if they or the error are unknown."""
    if item.variants is None or error.se is None:
        return None
    return best_of_n_inflation(item.variants, error.se)


def _above(baseline: float, item: BenchmarkResult, interval: Quantity) -> Quantity:
    """The score less that of an agent that does nothing, in points."""
    if isinstance(interval, Measured) and interval.low is not None and interval.high is not None:
        return replace(
            interval,
            value=interval.value - baseline,
            low=interval.low - baseline,
            high=interval.high - baseline,
            k=None,
            unit="points",
        )
    return Unmeasured(Status.MISSING, f"the error of the score {item.score:g} is not known")


def _is_judge_calibrated(item: BenchmarkResult) -> bool | None:
    if item.method is not Method.LLM_JUDGE:
        return None
    return item.judge is not None and item.judge.calibration is not None


def _is_replicated(item: BenchmarkResult) -> bool:
    other = item.replicated_by
    return other is not None and not other.relationship.is_first_party
