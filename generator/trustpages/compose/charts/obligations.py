"""Charts of obligations: measured intervals against thresholds, and error budgets."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose.composition import Composition
from trustpages.compose.wording.figures import describe_observation, describe_quantity, describe_used_allowance
from trustpages.compose.wording.names import space_percents
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.policy import LowN
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


def chart_intervals(composition: Composition, results: Sequence[ObligationResult]) -> IntervalChart | None:
    """The shares among `results` against what was promised; None where no share was measured."""
    shares = [
        result
        for result in results
        if result.traits.scale is Scale.SHARE and result.verdict is not Verdict.NOT_APPLICABLE
    ]
    if not any(isinstance(share.quantity, Measured) for share in shares):
        return None
    low_n = composition.trust.policy.low_n
    kept, broken = (sum(result.verdict is verdict for result in shares) for verdict in (Verdict.MET, Verdict.BREACHED))
    kept_of_all = f"Shown to be kept: {kept} of {count_of(len(shares), 'promise')} about shares"
    return IntervalChart(
        id="promises",
        title=f"{kept_of_all}; shown to be broken: {broken}",
        summary=(
            f"{kept_of_all}. For each, the measured share with the range that the data allow, beside the promised line."
        ),
        columns=COLUMNS,
        rows=tuple(_make_row(result, low_n) for result in shares),
        intervals=tuple(_make_interval(result, low_n) for result in shares),
    )


def _make_row(result: ObligationResult, low_n: LowN) -> tuple[Said, ...]:
    shown = describe_observation(result, low_n)
    return (
        result.promise,
        space_percents(result.target.text),
        shown.headline,
        shown.interval or shown.reason,
        VERDICTS[result.verdict],
    )


def _make_interval(result: ObligationResult, low_n: LowN) -> PlottedInterval:
    shown = describe_observation(result, low_n)
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
        beyond = f", in {count_of(budget.seen, 'run')} where {format_number(budget.expected)} were expected"
        note = describe_used_allowance(budget)
        note += beyond if budget.seen > budget.expected else ""
        rows.append(
            (
                result.promise,
                note,
                f"{format_number(budget.seen)} of {count_of(budget.expected, 'run')}",
                describe_quantity(budget.burn),
            )
        )
        bars.append(
            PlottedBudget(
                label=result.promise, verdict=result.verdict, consumed=budget.consumed, elapsed=elapsed, note=note
            )
        )
    if not bars:
        return None
    used_up = sum(bar.consumed >= 1 for bar in bars)
    return BudgetChart(
        id="budget",
        title=f"Allowances for failures that are used up: {used_up} of {len(bars)}",
        summary="For each promise with an expected number of runs: the share of allowed failures used up, "
        "beside the share of runs seen.",
        columns=("Promise", "Failures", "Runs seen", "Burn rate"),
        rows=tuple(rows),
        budgets=tuple(bars),
    )
