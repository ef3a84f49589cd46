"""Quality of a published score: its honest error, repeated trials (pass^k, pass@k), selection, possible counts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_score
from trustpages.assess.evidence.pooling import find_setting
from trustpages.assess.evidence.reported_figures import check_score, may_be_uneven
from trustpages.assess.evidence.tally import Tally, measure_share
from trustpages.assess.metrics.benchmarks.positions import locate_on_board
from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks, assess_contamination
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import POINTS, Measured, Quantity, Status, Unmeasured
from trustpages.model.results.benchmarks import BenchmarkFindings, PassHat, ResultQuality
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.report import Portfolio
from trustpages.model.vocabulary import Method, Setting
from trustpages.statistics.interval import Estimate, measure
from trustpages.statistics.means import interval_from_error
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.clusters import ClusteredMean, clustered_share
from trustpages.statistics.proportions.repeated_trials import (
    OverTasks,
    best_of_n_inflation,
    pass_at_k,
    pass_hat_k,
    run_variance,
)


@dataclass(frozen=True, slots=True)
class ScoreError:
    """The score with its interval, its standard error, and what grouping costs; None where unknown."""

    interval: Quantity
    se: float | None
    design_effect: float | None
    clusters: int | None


def estimate_score_error(item: BenchmarkResult, level: float) -> ScoreError:
    """The error from the best that was published.

    In this order: the counts behind the score, by task or group of tasks where they are known (Gaffke), else every
    task as one observation (Clopper-Pearson); a published clustered error comes before counts without tasks; a
    published plain error is the last resort (both normal). Invalid where no whole count gives the score, missing
    where nothing was published.
    """
    counts = tally_score(item, item.benchmark)
    groups = len(item.groups) or None
    if isinstance(counts, Unmeasured) and counts.status is Status.INVALID:
        return ScoreError(counts, None, None, groups)
    clustered = None if isinstance(counts, Unmeasured) else _compute_clustered_share(counts)
    if clustered is not None and not isinstance(counts, Unmeasured):
        return ScoreError(measure_share(counts, level), clustered.se, clustered.deff, clustered.clusters)
    # Tasks of small categories weigh more than others: how much such a mean varies, their number does not tell.
    is_uneven = isinstance(counts, Unmeasured) and may_be_uneven(item.average, check_score(item))
    has_tasks = bool(item.n_tasks or item.successes_by_task) and not is_uneven
    # A plain published error is the last resort: it takes every task as independent, and nobody can check it.
    if item.se is not None and (item.se_clustered or not has_tasks):
        estimate = Estimate(item.score, interval_from_error(item.score, item.se, level))
        return ScoreError(estimate.measured("share", n=item.n_tasks), item.se, None, groups)
    if has_tasks:
        return _estimate_from_tasks(item, counts, level)
    missing = Unmeasured(Status.MISSING, _explain_missing_error(item, is_uneven=is_uneven))
    return ScoreError(missing, None, None, groups)


def _explain_missing_error(item: BenchmarkResult, *, is_uneven: bool) -> str:
    if is_uneven and item.average is None:
        return "the score may be an average, and nobody says of what: the number of tasks does not tell its error"
    return f"the score was published without {'uncertainty' if is_uneven else 'sample size or uncertainty'}"


def _compute_clustered_share(counts: Tally) -> ClusteredMean | None:
    """The share over tasks that belong together; None where every task stands alone or counts are absent."""
    if not counts.clusters:
        return None
    share = clustered_share(*zip(*((part.successes, part.attempts) for part in counts.clusters), strict=True))
    return None if isinstance(share, Unmeasured) else share


def _estimate_from_tasks(item: BenchmarkResult, counts: Tally | Unmeasured, level: float) -> ScoreError:
    """Each task as one observation, however often it was tried; the score as it is if counts are not known."""
    tasks = item.n_tasks or len(item.successes_by_task)
    if isinstance(counts, Unmeasured):
        share = item.score
        estimate = Estimate(share, clopper_pearson(share * tasks, tasks, level))
        quantity: Quantity = estimate.measured("share", n=tasks, n_eff=tasks)
    else:
        share, quantity = counts.successes / counts.known, measure_share(counts, level)
    return ScoreError(quantity, math.sqrt(share * (1 - share) / tasks), None, len(item.groups) or None)


def assess_benchmark_results(context: Context) -> tuple[ResultQuality, ...]:
    """One result for every published score of the agent, in the order of the evidence."""
    return tuple(
        _assess_result(context, item, item.item) for item in context.evidence if isinstance(item.item, BenchmarkResult)
    )


def _assess_result(context: Context, evidence: Evidence, item: BenchmarkResult) -> ResultQuality:
    benchmark = context.benchmarks.get(item.benchmark)
    error = estimate_score_error(item, context.policy.level)
    trials = item.trials or 1
    between_runs = run_variance([[1.0] * k + [0.0] * (trials - k) for k in item.successes_by_task])
    variance = None if isinstance(between_runs, Unmeasured) else between_runs
    baseline = benchmark.trivial_baseline if benchmark else None
    # By how much chance alone lifts the best of the variants: disclosed beside the score, which it does not correct.
    gain = None if item.variants is None or error.se is None else best_of_n_inflation(item.variants, error.se)
    is_calibrated = item.judge is not None and item.judge.calibration is not None
    share = check_score(item)
    return ResultQuality(
        evidence=evidence.id,
        benchmark=item.benchmark,
        # The score by its counts where they are known: the printed one is rounded, and would round to another figure.
        score=error.interval.value if isinstance(error.interval, Measured) else item.score,
        n_tasks=item.n_tasks or len(item.successes_by_task) or None,
        trials=item.trials,
        interval=error.interval,
        published_se=item.se,
        design_effect=error.design_effect,
        clusters=error.clusters,
        repeats=_compute_repeats(item, context.policy.level),
        between_variance=variance.between if variance else None,
        within_variance=variance.within if variance else None,
        possible=share.possible,
        may_be_average=share.may_be_average,
        variants=item.variants,
        selection_points=gain,
        contamination=assess_contamination(benchmark, context.agent.agent, item),
        tuned_on=item.tuned_on,
        baseline=baseline,
        above_baseline=None if baseline is None else _subtract_baseline(baseline, item, error.interval),
        method=item.method,
        judge_calibrated=is_calibrated if item.method is Method.LLM_JUDGE else None,
        first_party=evidence.producer.relationship.is_first_party,
        replicated=item.replicated_by is not None and not item.replicated_by.relationship.is_first_party,
        repeated_in=_find_repetitions(context, evidence),
        tasks_there_are=benchmark.count_tasks(item.benchmark_version, item.split) if benchmark else None,
        human=benchmark.human_baseline if benchmark else None,
        position=locate_on_board(context, item),
        ceiling=1 - benchmark.label_noise if benchmark and benchmark.label_noise else None,
    )


def _find_repetitions(context: Context, evidence: Evidence) -> tuple[str, ...]:
    """What third parties measured of the same version on the same tasks."""
    return tuple(
        other.id
        for other in context.evidence
        if not other.producer.relationship.is_first_party
        and find_setting(other) is Setting.BENCHMARK
        and (other.board, other.version) == (evidence.board, evidence.version)
        and (other.collected_to is None or other.collected_to <= context.as_of)
    )


def _compute_repeats(item: BenchmarkResult, level: float) -> tuple[PassHat, ...]:
    """pass^k and pass@k for every k up to the trials; nothing without successes by task and repeats."""
    tasks, trials = item.successes_by_task, item.trials or 1
    if not tasks or trials < 2:
        return ()
    groups = item.task_groups
    return tuple(
        PassHat(
            k=k,
            every=_measure_over_tasks(pass_hat_k(tasks, trials, k, level, groups), level),
            any=_measure_over_tasks(pass_at_k(tasks, trials, k, level, groups), level),
        )
        for k in range(1, trials + 1)
    )


def _measure_over_tasks(over_tasks: OverTasks | Unmeasured, level: float) -> Quantity:
    if isinstance(over_tasks, Unmeasured):
        return over_tasks
    status = Status.OK if over_tasks.interval else Status.EXPLORATORY
    return measure(over_tasks.value, over_tasks.interval, level, "share", n=over_tasks.tasks, status=status)


def _subtract_baseline(baseline: float, item: BenchmarkResult, interval: Quantity) -> Quantity:
    """The score less that of an agent that does nothing, in points."""
    if isinstance(interval, Measured) and interval.low is not None and interval.high is not None:
        return replace(
            interval,
            value=interval.value - baseline,
            low=interval.low - baseline,
            high=interval.high - baseline,
            k=None,
            unit=POINTS,
        )
    return Unmeasured(Status.MISSING, f"the error of the score {item.score:g} is not known")


def assess_cited_benchmarks(context: Context, portfolio: Portfolio) -> BenchmarkFindings:
    """The published scores of the agent, and the benchmarks that they come from."""
    cited = context.list_cited_benchmarks()
    return BenchmarkFindings(
        results=assess_benchmark_results(context),
        benchmarks=tuple(benchmark for benchmark in portfolio.benchmarks if benchmark.benchmark in cited),
    )


BENCHMARK_QUALITY = Metric(
    id="benchmark-quality",
    title="Quality of benchmarks",
    question="What is a benchmark, and a score on it, worth?",
    needs="scores with tasks, trials and successes by task; a validity audit; the leaderboard; the score of "
    "an agent that does nothing.",
    smallest="the number of tasks, or a published error.",
    formula="The honest interval treats repeated or related tasks as clusters. pass^k is the chance that "
    "all of k tries succeed and pass@k that any does, both averaged over tasks and never taken as powers. "
    "Choosing the best of several variants lifts a score by chance, as normal order statistics say. A score "
    "is exposed if its tasks were public before training ended and none are held out. A board is saturated "
    "if its best entries cannot be told apart or reach the ceiling. Sections of an audit are counted apart, "
    "with unknown items as bounds.",
    cannot_tell="whether the benchmark measures what the buyer needs.",
    sources="Chen et al. 2021; Yao et al. 2024; Miller 2024; Singh et al. 2025; Zhu et al. 2025; "
    "Reuel et al. 2024; Brown & Heathers 2017.",
    compute=assess_cited_benchmarks,
    reads=("portfolio",),
    across=assess_benchmarks,
)
