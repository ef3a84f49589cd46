"""Charts of obligations: measured intervals against thresholds, and error budgets."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose.wording.figures import count_of, describe_observation, describe_quantity, format_number
from trustpages.model.measured import Measured
from trustpages.model.pages.chart import BudgetChart, IntervalChart, PlottedBudget, PlottedInterval
from trustpages.model.pages.values import Said
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Scale, Verdict

COLUMNS = ("Promise", "Target", "Measured", "Range", "Verdict")


WORST_FIRST = (
    Verdict.BREACHED,
    Verdict.MISSING,
    Verdict.LEANING_BREACH,
    Verdict.AT_RISK,
    Verdict.INCOMPLETE,
    Verdict.LEANING_MET,
    Verdict.ON_TRACK,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


def rank_obligation(result: ObligationResult) -> tuple[int, int]:
    """Sorts promises by verdict, the broken ones first, then by severity."""
    return WORST_FIRST.index(result.verdict), result.severity.rank


def chart_intervals(results: Sequence[ObligationResult]) -> IntervalChart | None:
    """The shares among `results` against what was promised; None where no share was measured."""
    shares = [
        result
        for result in results
        if result.traits.scale is Scale.SHARE and result.verdict is not Verdict.NOT_APPLICABLE
    ]
    if not any(isinstance(share.quantity, Measured) for share in shares):
        return None
    kept = sum(result.verdict is Verdict.MET for result in shares)
    return IntervalChart(
        id="promises",
        title="Measured against promised",
        summary=(
            f"Of {count_of(len(shares), 'promise')} about shares, {kept} {'is' if kept == 1 else 'are'} shown to be "
            "kept: for each, the measured share with the range that the data allow, beside the promised line."
        ),
        columns=COLUMNS,
        rows=tuple(_make_row(result) for result in shares),
        intervals=tuple(_make_interval(result) for result in shares),
    )


def _make_row(result: ObligationResult) -> tuple[Said, ...]:
    shown = describe_observation(result)
    return (
        result.promise,
        result.target.text,
        shown.headline,
        shown.interval or shown.reason,
        VERDICTS[result.verdict],
    )


def _make_interval(result: ObligationResult) -> PlottedInterval:
    shown = describe_observation(result)
    return PlottedInterval(
        label=result.promise,
        verdict=result.verdict,
        target=result.target,
        measured=result.quantity,
        note=shown.counts or shown.headline,
    )


def chart_budgets(results: Sequence[ObligationResult]) -> BudgetChart | None:
    """How much of the allowed failures is used; None where no promise has an allowance."""
    rows, bars = [], []
    for result in results:
        if result.budget is None:
            continue
        budget = result.budget
        elapsed = budget.seen / budget.expected
        beyond = f", in {budget.seen} runs where {budget.expected} were expected"
        note = f"{budget.bad} failures of {format_number(budget.allowed)} allowed"
        note += beyond if budget.seen > budget.expected else ""
        rows.append((result.promise, note, f"{budget.seen} of {budget.expected} runs", describe_quantity(budget.burn)))
        bars.append(
            PlottedBudget(
                label=result.promise, verdict=result.verdict, consumed=budget.consumed, elapsed=elapsed, note=note
            )
        )
    if not bars:
        return None
    return BudgetChart(
        id="budget",
        title="Allowance for failures",
        summary="For each promise with an expected number of runs: the share of allowed failures used up, "
        "beside the share of runs seen.",
        columns=("Promise", "Failures", "Runs seen", "Burn rate"),
        rows=tuple(rows),
        budgets=tuple(bars),
    )
