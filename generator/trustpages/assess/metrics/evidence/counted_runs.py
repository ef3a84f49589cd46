"""What became of the runs of each item: read, counted, of unknown outcome, left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import (
    ALL_DAYS,
    DayRange,
    build_data_request,
    get_data_file,
    tally_outcome,
    tally_values_within,
)
from trustpages.assess.measures.assessor import DataQuestion
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.items.data_file import Data
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import Unmeasured
from trustpages.model.results.coverage import CountedRuns, RunCount
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import ObligationResult

NOT_A_RUN = "no run, by the condition on rows"
BEFORE = "before the window"
AFTER = "after the window"
CUT = "in clusters that lie partly outside of the window"

_SUCCESS = DataQuestion(outcome="success")


def count_runs(context: Context, obligations: Sequence[ObligationResult]) -> CountedRuns:
    """The runs of every item that counts any, for each obligation that it supports."""
    results = {result.ref: result for result in obligations}
    return CountedRuns(tuple(count for item in context.evidence for count in _count_item(context, item, results)))


def _count_item(context: Context, evidence: Evidence, results: dict[str, ObligationResult]) -> Iterator[RunCount]:
    asked = [
        (result, question)
        for pact, obligation in context.obligations()
        if (result := results.get(f"{pact.id}/{obligation.id}")) is not None and result.ref in evidence.item.supports
        if (question := _ask(obligation, evidence)) is not None
    ]
    counts = [_count_for(context, evidence, result, question) for result, question in asked]
    known = [count for count in counts if count is not None]
    if known:
        yield from known
    elif (count := _count(context, evidence, _choose_question(get_data_file(evidence)), ALL_DAYS)) is not None:
        yield count


def _ask(obligation: Obligation, evidence: Evidence) -> DataQuestion | None:
    """What the obligation asks of an item that it can use; None of others."""
    if obligation.not_applicable is not None or obligation.measure.explain_unused(evidence.item):
        return None
    return next(iter(ASSESSORS[obligation.measure.kind].ask_data(obligation.measure, obligation.threshold)), None)


def _choose_question(data: Data | None) -> DataQuestion:
    """What is looked at where no promise asks: the outcome, or else the events."""
    return _SUCCESS if data is None or data.success is not None else DataQuestion()


def _count_for(
    context: Context, evidence: Evidence, result: ObligationResult, question: DataQuestion
) -> RunCount | None:
    if evidence.id in result.pooled:
        return _count(context, evidence, question, result.window or ALL_DAYS, result.ref)
    whole = _count(context, evidence, question, ALL_DAYS, result.ref)
    why = next((gap.reason for gap in result.left_out if gap.evidence == evidence.id), None)
    if whole is None or why is None:
        return None
    return RunCount(evidence.id, result.ref, whole.read, 0, 0, ((why, whole.read),))


def _count(
    context: Context, evidence: Evidence, question: DataQuestion, window: DayRange, ref: str | None = None
) -> RunCount | None:
    """The runs in the window by what is known of them; None where the item counts none."""
    data = get_data_file(evidence)
    if data is None:
        return _count_stated(context, evidence, question, ref)
    request = build_data_request(
        evidence,
        data,
        window,
        outcome=question.outcome,
        value=question.value,
        limits=question.limits,
        split=question.split,
    )
    answer = context.aggregates.get(request)
    if answer is None or answer.file is None:
        return None
    is_value_alone = question.outcome is None and question.value is not None
    unknown = answer.attempts - (answer.n or 0) if is_value_alone else answer.unknown
    not_runs = answer.file.read - answer.file.chosen
    reasons = ((NOT_A_RUN, not_runs), (BEFORE, answer.before), (AFTER, answer.after), (CUT, answer.cut))
    left_out = tuple((why, rows) for why, rows in reasons if rows)
    return RunCount(evidence.id, ref, answer.file.read, answer.attempts - unknown, unknown, left_out)


def _count_stated(context: Context, evidence: Evidence, question: DataQuestion, ref: str | None) -> RunCount | None:
    if question.outcome is None and question.value is not None:
        limit = question.limits[0] if question.limits else 0.0
        tally = tally_values_within(context, evidence, question.value, limit)
    else:
        tally = tally_outcome(context, evidence, question.outcome or "success")
    if isinstance(tally, Unmeasured):
        return None
    return RunCount(evidence.id, ref, tally.attempts, tally.known, tally.unknown)


COUNTED_RUNS = Metric(
    id="counted-runs",
    title="Runs that count",
    question="Of all runs on record, how many count, for how many is the outcome unknown, and why are others left out?",
    needs="items that count runs.",
    smallest="one run.",
    formula="For each item and each promise that it supports: rows read, or runs stated = runs counted + runs of "
    "unknown outcome + runs left out, by reason: no run by the item's `where`, before or after the window, or the "
    "reason for which the promise leaves the whole item out.",
    cannot_tell="runs that nobody recorded.",
    sources="CONSORT 2010 (flow of participants).",
    compute=count_runs,
    reads=("obligations",),
)
