"""Charts about benchmarks: scores against doing nothing, repeats, rank and claims against reality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from trustpages.compose.charts.numbers import high_of, low_of, value_of
from trustpages.compose.figures import figure, share
from trustpages.model.chart import (
    Baseline,
    BaselineChart,
    Gap,
    GapChart,
    Point,
    Repeat,
    RepeatChart,
    RepeatSeries,
    ScatterChart,
)
from trustpages.model.measured import Measured
from trustpages.model.results import metrics

Titled: TypeAlias = tuple[str, metrics.ResultQuality]
"""A published score and the title under which a chart shows it."""


def baseline_chart(results: Sequence[Titled]) -> BaselineChart | None:
    """Benchmark scores with their intervals against what an agent that does nothing scores."""
    if not results:
        return None
    known = sum(one.baseline is not None for _, one in results)
    return BaselineChart(
        id="baselines",
        title="Benchmark scores against doing nothing" if known else "Benchmark scores",
        summary=f"{len(results)} benchmark scores; for {known} of them the score of doing nothing is known.",
        columns=("Result", "Benchmark", "Score", "Range", "Doing nothing scores"),
        rows=tuple(
            (
                title,
                result.benchmark,
                share(result.score),
                figure(result.interval).interval or "no sample size published",
                "never reported" if result.baseline is None else share(result.baseline),
            )
            for title, result in results
        ),
        baselines=tuple(
            Baseline(
                label=title,
                score=one.score,
                low=low_of(one.interval),
                high=high_of(one.interval),
                do_nothing=one.baseline,
                note=figure(one.interval).counts or share(one.score),
            )
            for title, one in results
        ),
    )


def repeat_chart(results: Sequence[Titled]) -> RepeatChart | None:
    """What remains of a success share when every one of k attempts has to succeed."""
    repeated = [(title, result) for title, result in results if len(result.repeats) > 1]
    if not repeated:
        return None
    rows, series = [], []
    for title, one in repeated:
        points = [(step.k, step.every) for step in one.repeats if isinstance(step.every, Measured)]
        rows += [(title, str(k), share(every.value), figure(every).interval) for k, every in points]
        series.append(
            RepeatSeries(
                label=title,
                repeats=tuple(
                    Repeat(k=k, value=every.value, low=every.low, high=every.high) for k, every in points
                ),
            )
        )
    return RepeatChart(
        id="repeats",
        title="Succeeding every time",
        summary="The share of tasks that succeed in every one of k tries falls as k grows.",
        columns=("Result", "Tries", "Tasks solved every time", "Range"),
        rows=tuple(rows),
        series=tuple(series),
    )


def rank_chart(found: metrics.RankOutcome) -> ScatterChart | None:
    """Score or position on a leaderboard against the outcome in one workflow."""
    if not found.points:
        return None
    by_rank = any(point.score is None for point in found.points)
    return ScatterChart(
        id=f"rank-{found.comparison}",
        title=found.title,
        summary=f"{len(found.points)} {found.of}: {found.words}.",
        columns=("Name", "Position" if by_rank else "Score", "Outcome", "Runs"),
        rows=tuple(
            (
                point.name,
                f"{point.rank:g}" if point.score is None else share(point.score),
                share(point.outcome),
                "not published" if point.runs is None else str(point.runs),
            )
            for point in found.points
        ),
        points=tuple(
            Point(
                label=point.name,
                x=point.rank if by_rank or point.score is None else point.score,
                y=point.outcome,
            )
            for point in found.points
        ),
        x_axis="Position on the leaderboard" if by_rank else "Score on the benchmark",
        y_axis=f"Outcome: {found.workflow}",
        x_is_rank=by_rank,
    )


def gap_chart(gaps: Sequence[metrics.Gap]) -> GapChart | None:
    """Claimed against observed failure."""
    shown = [gap for gap in gaps if isinstance(gap.observed, Measured) and isinstance(gap.claimed, Measured)]
    if not shown:
        return None
    return GapChart(
        id="gaps",
        title="Claimed against observed failure",
        summary=f"{len(shown)} claims held against real use: {'; '.join(one.words for one in shown)}.",
        columns=("Claim", "Claimed failure", "Observed failure", "Difference"),
        rows=tuple(
            (
                one.text,
                figure(one.claimed).sentence,
                figure(one.observed, of_events=True).sentence,
                figure(one.gap).sentence,
            )
            for one in shown
        ),
        gaps=tuple(
            Gap(
                label=one.text,
                claimed=value_of(one.claimed),
                claimed_low=low_of(one.claimed),
                claimed_high=high_of(one.claimed),
                observed=value_of(one.observed),
                low=low_of(one.observed),
                high=high_of(one.observed),
                note=figure(one.observed).counts,
            )
            for one in shown
        ),
    )
