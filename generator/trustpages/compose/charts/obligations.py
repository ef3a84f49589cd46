"""Charts of obligations: measured intervals against thresholds, and error budgets."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose.wording.figures import describe_observation, describe_quantity
from trustpages.compose.wording.states import VERDICTS
from trustpages.model.chart import (
    BudgetChart,
    Chart,
    Direction,
    IntervalChart,
    PlottedBudget,
    PlottedInterval,
    Scale,
)
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


def get_value(quantity: Quantity) -> float | None:
    """The value."""
    return quantity.value if isinstance(quantity, Measured) else None


def get_low(quantity: Quantity) -> float | None:
    """The lower limit."""
    return quantity.low if isinstance(quantity, Measured) else None


def get_high(quantity: Quantity) -> float | None:
    """The upper limit."""
    return quantity.high if isinstance(quantity, Measured) else None


COLUMNS = ("Promise", "Target", "Measured", "Range", "Verdict")


def chart_obligations(results: Sequence[ObligationResult]) -> tuple[Chart, ...]:
    """A chart of the shares among `results` and one of their error budgets, where there are any."""
    shares = [
        result
        for result in results
        if result.traits.scale is Scale.SHARE and result.verdict is not Verdict.NOT_APPLICABLE
    ]
    budgets = [result for result in results if result.budget is not None]
    charts: list[Chart] = []
    if any(isinstance(share.quantity, Measured) for share in shares):
        charts.append(_chart_intervals(shares))
    if budgets:
        charts.append(_chart_budgets(budgets))
    return tuple(charts)


def _chart_intervals(results: list[ObligationResult]) -> IntervalChart:
    kept = sum(result.verdict is Verdict.MET for result in results)
    return IntervalChart(
        id="promises",
        title="Measured against promised",
        summary=(
            f"Of {len(results)} promises about shares, {kept} are shown to be kept: for each, the measured "
            "share with the range that the data allow, beside the promised line."
        ),
        columns=COLUMNS,
        rows=tuple(_make_row(result) for result in results),
        intervals=tuple(_make_interval(result) for result in results),
        axis="Share of runs",
        scale=Scale.SHARE,
    )


def _make_row(one: ObligationResult) -> tuple[str, ...]:
    shown = describe_observation(one)
    return (
        one.promise,
        one.target.text,
        shown.headline,
        shown.interval or shown.reason,
        VERDICTS[one.verdict].word,
    )


def _make_interval(one: ObligationResult) -> PlottedInterval:
    quantity = one.quantity
    shown = describe_observation(one)
    return PlottedInterval(
        label=one.promise,
        verdict=one.verdict,
        direction=Direction.AT_MOST if one.target.direction == "at_most" else Direction.AT_LEAST,
        threshold=one.target.value,
        estimate=get_value(quantity),
        low=get_low(quantity),
        high=get_high(quantity),
        note=shown.counts or shown.headline,
    )


def _chart_budgets(results: list[ObligationResult]) -> BudgetChart:
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
            (
                result.promise,
                note,
                f"{budget.seen} of {budget.expected} runs",
                describe_quantity(budget.burn).sentence,
            )
        )
        bars.append(
            PlottedBudget(
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
