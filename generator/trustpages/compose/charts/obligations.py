"""Intervals of obligations against their thresholds, one chart a kind of scale; error budgets."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose.charts.numbers import high_of, low_of, value_of
from trustpages.compose.figures import figure
from trustpages.compose.promise_figures import promise_figure
from trustpages.compose.tones import VERDICTS
from trustpages.model.chart import Budget, BudgetChart, Chart, Direction, Interval, IntervalChart, Scale
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict

SHARES = ("proportion", "quantile")
COLUMNS = ("Promise", "Target", "Measured", "Range", "Verdict")


def obligation_charts(results: Sequence[ObligationResult]) -> tuple[Chart, ...]:
    """A chart of the shares among `results` and one of their error budgets, where there are any."""
    shares = [
        result for result in results if result.kind in SHARES and result.verdict is not Verdict.NOT_APPLICABLE
    ]
    budgets = [result for result in results if result.budget is not None]
    charts: list[Chart] = []
    if any(isinstance(share.quantity, Measured) for share in shares):
        charts.append(_intervals(shares))
    if budgets:
        charts.append(_budgets(budgets))
    return tuple(charts)


def _intervals(results: list[ObligationResult]) -> IntervalChart:
    kept = sum(result.verdict is Verdict.MET for result in results)
    return IntervalChart(
        id="promises",
        title="Measured against promised",
        summary=(
            f"Of {len(results)} promises about shares, {kept} are shown to be kept: for each, the measured "
            "share with the range that the data allow, beside the promised line."
        ),
        columns=COLUMNS,
        rows=tuple(_row(result) for result in results),
        intervals=tuple(_interval(result) for result in results),
        axis="Share of runs",
        scale=Scale.SHARE,
    )


def _row(one: ObligationResult) -> tuple[str, ...]:
    shown = promise_figure(one)
    return (
        one.promise,
        one.target.text,
        shown.headline,
        shown.interval or shown.reason,
        VERDICTS[one.verdict].word,
    )


def _interval(one: ObligationResult) -> Interval:
    quantity = one.quantity
    shown = promise_figure(one)
    return Interval(
        label=one.promise,
        verdict=one.verdict,
        direction=Direction.AT_MOST if one.target.direction == "at_most" else Direction.AT_LEAST,
        threshold=one.target.value,
        estimate=value_of(quantity),
        low=low_of(quantity),
        high=high_of(quantity),
        note=shown.counts or shown.headline,
    )


def _budgets(results: list[ObligationResult]) -> BudgetChart:
    rows, bars = [], []
    for result in results:
        if result.budget is None:
            continue
        budget = result.budget
        elapsed = budget.seen / budget.expected
        beyond = f", in {budget.seen} runs where {budget.expected} were expected"
        note = f"{budget.bad} failures of {budget.allowed:g} allowed"
        note += beyond if budget.seen > budget.expected else ""
        rows.append(
            (result.promise, note, f"{budget.seen} of {budget.expected} runs", figure(budget.burn).sentence)
        )
        bars.append(
            Budget(
                label=result.promise,
                verdict=result.verdict,
                consumed=budget.consumed,
                elapsed=elapsed,
                note=note,
            )
        )
    return BudgetChart(
        id="budget",
        title="Allowance for failures",
        summary="For each promise with an expected number of runs: the share of allowed failures used up, "
        "beside the share of runs seen.",
        columns=("Promise", "Failures", "Runs seen", "Burn rate"),
        rows=tuple(rows),
        budgets=tuple(bars),
    )
