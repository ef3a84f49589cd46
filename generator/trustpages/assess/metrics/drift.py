"""Drift within the window: whether a promise was kept at one level throughout, or at two that the total hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file
from trustpages.assess.measures.assessor import DataQuestion
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.counts import Counted
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Drift, Level, ObligationResult
from trustpages.statistics.level_shift import find_shift_of_count, find_shift_of_share

Outcomes = dict[date, tuple[int, int]]
"""Good runs and runs with a known outcome of each day that has any, in order."""


def find_drifts(context: Context, obligations: Sequence[ObligationResult]) -> tuple[Drift, ...]:
    """The largest shift of level in each promise's evidence that has days or periods, in the order of the promises.

    Rows of data files count by day, all files of a promise together, in the days that it was judged by; `by_period`
    counts of an item where they add up to its failures, or to its events for a promise about events. Formula:
    docs/reference/formulas.md#level-shift (Ploberger & Kraemer 1992).
    """
    results = {result.ref: result for result in obligations}
    return tuple(
        drift
        for pact, obligation in context.obligations()
        if (result := results.get((case := Case(context, pact, obligation)).ref)) is not None
        for drift in _find_drifts_of(case, result)
    )


def _find_drifts_of(case: Case, result: ObligationResult) -> Iterator[Drift]:
    questions = ASSESSORS[case.obligation.measure.kind].ask_data(case.obligation.measure, case.obligation.threshold)
    # Only a share of one outcome has a level from day to day.
    if len(questions) != 1 or questions[0].value is not None:
        return
    question = questions[0]
    items = [item for item in map(case.context.item, result.pooled) if item is not None]
    days = _count_by_day(case.context, question, items, result.window or (None, case.context.as_of))
    if days:
        yield _compare_days(result.ref, days, tuple(item.id for item in items if get_data_file(item) is not None))
    for evidence in items:
        item = evidence.item
        if isinstance(item, Counted) and item.by_period and (what := _name_counts(question, item)) is not None:
            yield _compare_periods(result.ref, evidence.id, item.by_period, what)


def _name_counts(question: DataQuestion, item: Counted) -> str | None:
    """What the periods count, if it is what the promise is about: they say so by adding up to it."""
    total = sum(item.by_period)
    if question.outcome is None:
        return "events" if total == item.events else None
    known = item.attempts is not None and item.successes is not None
    if question.outcome != "success" or not known:
        return None
    return "failures" if total == (item.attempts or 0) - item.unknown - (item.successes or 0) else None


def _count_by_day(
    context: Context, question: DataQuestion, items: Sequence[Evidence], window: tuple[date | None, date]
) -> Outcomes:
    first, last = window
    good, known = Counter[date](), Counter[date]()
    for evidence in items:
        data = get_data_file(evidence)
        if data is None or question.outcome is None:
            continue
        answer = context.aggregates.get(build_data_request(evidence, data, outcome=question.outcome))
        for day in answer.by_day if answer is not None else ():
            if (first is None or first <= day.day) and day.day <= last and day.attempts > day.unknown:
                good[day.day] += day.successes
                known[day.day] += day.attempts - day.unknown
    return {day: (good[day], known[day]) for day in sorted(known)}


def _compare_days(ref: str, days: Outcomes, evidence: tuple[str, ...]) -> Drift:
    outcomes = tuple(days.values())
    shift = find_shift_of_share(*(tuple(numbers) for numbers in zip(*outcomes, strict=True)))
    if isinstance(shift, Unmeasured):
        return Drift(ref, evidence, shift)
    before, after = (
        Level(len(part), sum(k for k, _ in part), sum(n for _, n in part))
        for part in (outcomes[: shift.before], outcomes[shift.before :])
    )
    change = after.total / (after.runs or 1) - before.total / (before.runs or 1)
    size = _measure_shift(change, before, after, "share", evidence)
    return Drift(ref, evidence, size, shift.p, before, after, tuple(days)[shift.before])


def _compare_periods(ref: str, evidence: str, counts: tuple[int, ...], what: str) -> Drift:
    shift = find_shift_of_count(counts)
    if isinstance(shift, Unmeasured):
        return Drift(ref, (evidence,), shift)
    before, after = (Level(len(part), sum(part)) for part in (counts[: shift.before], counts[shift.before :]))
    change = after.total / after.periods - before.total / before.periods
    size = _measure_shift(change, before, after, f"{what} a period", (evidence,))
    return Drift(ref, (evidence,), size, shift.p, before, after, counts=what)


def _measure_shift(change: float, before: Level, after: Level, unit: str, evidence: tuple[str, ...]) -> Measured:
    n = before.periods + after.periods
    return Measured(change, None, None, 1.0, "cumulative sum", None, n, n, unit, Status.OK, evidence)


DRIFT = Metric(
    id="drift",
    title="Drift within the window",
    question="Was the promise kept at one level throughout, or at two that the total hides?",
    needs="rows of a data file with a time column, or periods that add up to the failures or events of the promise.",
    smallest="ten days or periods; of fewer no order is rare enough to show anything.",
    formula="The cumulative sum of what each day, or period, deviates from the whole is largest where the level "
    "shifted. It is held against how much days vary among themselves, so that busy days and bursts are no shift. p is "
    "the chance of so large a sum if the days had come in another order: counted over all orders up to 16 of them, "
    "beyond by the distribution of a Brownian bridge, which errs on the side of no shift.",
    cannot_tell="why it shifted, and days that hang together for another reason, as weeks of one customer do, from a "
    "shift.",
    sources="Page 1954; Ploberger & Kraemer 1992; Kolmogorov 1933.",
    compute=find_drifts,
    reads=("obligations",),
)
