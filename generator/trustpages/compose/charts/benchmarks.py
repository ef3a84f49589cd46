"""Charts about benchmarks: scores against doing nothing, repeats, rank against outcome, claims against reality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from trustpages.compose.composition import Composition
from trustpages.compose.wording.figures import describe_quantity, describe_score
from trustpages.compose.wording.numbers import count_of, format_number, format_share
from trustpages.model.measured import Measured
from trustpages.model.pages.chart import (
    Baseline,
    BaselineChart,
    GapChart,
    PlottedGap,
    Point,
    RepeatChart,
    RepeatSeries,
    ScatterChart,
)
from trustpages.model.results.benchmarks import RankOutcome, RankPoint, ResultQuality
from trustpages.model.results.claims import Gap
from trustpages.model.vocabulary import Scale

TitledResult: TypeAlias = tuple[str, ResultQuality]
"""A published score and the title under which a chart shows it."""


def chart_baselines(composition: Composition, results: Sequence[TitledResult]) -> BaselineChart | None:
    """Benchmark scores with their intervals against what an agent that does nothing scores."""
    if not results:
        return None
    known = sum(result_quality.baseline is not None for _, result_quality in results)
    scores = [(title, result, describe_score(result, composition.trust.policy.low_n)) for title, result in results]
    return BaselineChart(
        id="baselines",
        title=_compare_with_nothing([result for _, result in results]),
        summary=f"{count_of(len(results), 'benchmark score')}; for {known} of {len(results)} it is known what doing "
        "nothing scores.",
        columns=("Result", "Benchmark", "Score", "Range", "Doing nothing scores"),
        rows=tuple(
            (
                title,
                composition.benchmark_name(result.benchmark),
                score.headline,
                score.interval or score.reason,
                "never reported" if result.baseline is None else format_share(result.baseline),
            )
            for title, result, score in scores
        ),
        baselines=tuple(
            Baseline(
                label=title,
                # A published score is often rounded; where its counts are known, they are what is shown.
                score=_find_value(result_quality),
                interval=result_quality.interval,
                do_nothing=result_quality.baseline,
                note=score.counts or score.headline,
            )
            for title, result_quality, score in scores
        ),
    )


def _compare_with_nothing(results: Sequence[ResultQuality]) -> str:
    """How many scores are no better than doing nothing, of those for which that is known."""
    above = [result.score > result.baseline for result in results if result.baseline is not None]
    if not above:
        return f"What doing nothing scores is not known for any of {count_of(len(results), 'benchmark score')}"
    return f"No better than doing nothing: {above.count(False)} of {count_of(len(above), 'benchmark score')}"


def _find_value(result: ResultQuality) -> float:
    return result.interval.value if isinstance(result.interval, Measured) else result.score


def chart_repeats(composition: Composition, results: Sequence[TitledResult]) -> RepeatChart | None:
    """What remains of a success share when every one of k attempts has to succeed."""
    repeated = [(title, result) for title, result in results if len(result.repeats) > 1]
    if not repeated:
        return None
    rows, series = [], []
    for title, result_quality in repeated:
        points = [(step.k, step.every) for step in result_quality.repeats if isinstance(step.every, Measured)]
        rows += [(title, k, composition.figure(every)) for k, every in points]
        series.append(RepeatSeries(label=title, repeats=tuple(points)))
    return RepeatChart(
        id="repeats",
        title=_tell_fall(composition, repeated[0][1]),
        summary="The share of tasks that succeed in every one of k tries falls as k grows.",
        columns=("Result", "Tries", "Tasks solved every time"),
        rows=tuple(rows),
        series=tuple(series),
    )


def _tell_fall(composition: Composition, result: ResultQuality) -> str:
    """What is left of the share of the first k when every try of the last one has to succeed."""
    first, last = (
        f"{composition.figure(step.every).headline} in {'one try' if step.k == 1 else f'each of {step.k} tries'}"
        for step in (result.repeats[0], result.repeats[-1])
    )
    return f"Solved: {first}, {last}"


def chart_ranks(comparison: RankOutcome) -> ScatterChart | None:
    """Score or position on a leaderboard against the outcome in one workflow."""
    if not comparison.points:
        return None
    by_rank = any(point.score is None for point in comparison.points)
    noted = any(point.note for point in comparison.points)
    return ScatterChart(
        id=f"rank-{comparison.comparison}",
        title=f"{comparison.title}: {comparison.words}",
        summary=f"{count_of(len(comparison.points), comparison.of.removesuffix('s'))}: {comparison.words}.",
        columns=("Name", "Position" if by_rank else "Score", "Outcome", "Runs", *(("Note",) if noted else ())),
        rows=tuple(
            (
                point.name,
                format_number(point.rank) if point.score is None else _format_level(point.score, comparison.score_unit),
                _format_level(point.outcome, comparison.outcome_unit),
                "not published" if point.runs is None else point.runs,
                *((point.note,) if noted else ()),
            )
            for point in comparison.points
        ),
        points=tuple(_place_point(point, by_rank=by_rank) for point in comparison.points),
        x_axis="Position on the leaderboard" if by_rank else "Score on the benchmark",
        y_axis=f"Outcome: {comparison.workflow}",
        x_is_rank=by_rank,
        x_scale=Scale.NUMBER if comparison.score_unit else Scale.SHARE,
        y_scale=Scale.NUMBER if comparison.outcome_unit else Scale.SHARE,
    )


def _format_level(value: float, unit: str | None) -> str:
    """A score or an outcome: a share, unless it has a unit of its own."""
    return format_share(value) if unit is None else f"{format_number(value)} {unit}"


def _place_point(point: RankPoint, *, by_rank: bool) -> Point:
    label = f"{point.name} (ours)" if point.ours else point.name
    return Point(label=label, x=point.rank if by_rank or point.score is None else point.score, y=point.outcome)


def chart_gaps(composition: Composition, gaps: Sequence[Gap]) -> GapChart | None:
    """Claimed against observed failure."""
    shown = [
        (gap, gap.claimed, gap.observed)
        for gap in gaps
        if isinstance(gap.observed, Measured) and isinstance(gap.claimed, Measured)
    ]
    if not shown:
        return None
    words = "; ".join(gap.words for gap, _, _ in shown)
    return GapChart(
        id="gaps",
        title=f"Claimed against seen in use: {words}",
        summary=f"{count_of(len(shown), 'claim')} held against real use: {words}.",
        columns=("Claim", "Claimed failure", "Observed failure", "Difference"),
        rows=tuple(
            (
                gap.text,
                composition.figure(claimed),
                composition.figure(observed, of_events=True),
                composition.figure(gap.gap),
            )
            for gap, claimed, observed in shown
        ),
        gaps=tuple(
            PlottedGap(label=gap.text, claimed=claimed, observed=observed, note=describe_quantity(observed).counts)
            for gap, claimed, observed in shown
        ),
    )
