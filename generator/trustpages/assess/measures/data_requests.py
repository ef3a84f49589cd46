"""Every request to a data file that a report may need, by kind of measure, before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.assess.evidence.context import Case, Context, build_context
from trustpages.assess.evidence.item_counts import (
    ALL_DAYS,
    build_event_request,
    build_outcome_request,
    build_value_request,
    get_data_file,
)
from trustpages.assess.evidence.windows import Days
from trustpages.assess.measures.assessor import DataQuestion
from trustpages.assess.measures.breach_start import list_judged_windows
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.counts import Data
from trustpages.model.results.evidence import Evidence
from trustpages.model.workspace import Workspace


def collect_data_requests(workspace: Workspace, as_of: date) -> tuple[DataRequest, ...]:
    """Every question to a data file that `assess` may need on `as_of`, each once, in a stable order.

    For each file: all its outcomes, values and events over all its days; and for each obligation that it
    bears on, what is measured there in each window that is looked at.
    """
    found = dict.fromkeys(
        request for agent in workspace.agents for request in _collect_of_agent(build_context(workspace, agent, as_of))
    )
    return tuple(sorted(found, key=_order))


def _collect_of_agent(context: Context) -> Iterator[DataRequest]:
    for evidence in context.evidence:
        data = get_data_file(evidence)
        if data is None:
            continue
        yield from _request_whole_file(evidence, data)
        for pact, obligation in context.obligations():
            case = Case(context, pact, obligation)
            if case.ref in evidence.item.supports:
                ask = ASSESSORS[obligation.measure.kind].ask_data
                question = ask(obligation.measure, obligation.threshold)
                for days in list_judged_windows(case):
                    yield from _request_answer(question, evidence, data, days)


def _request_whole_file(evidence: Evidence, data: Data) -> Iterator[DataRequest]:
    if data.success is not None:
        yield build_outcome_request(evidence, data, "success")
    for outcome in data.outcomes:
        yield build_outcome_request(evidence, data, outcome)
    for value in data.values:
        yield build_value_request(evidence, data, value)
    yield build_event_request(evidence, data, ALL_DAYS)


def _request_answer(question: DataQuestion | None, evidence: Evidence, data: Data, days: Days) -> Iterator[DataRequest]:
    """The request that answers the question, if there is one and the file can."""
    match question:
        case None:
            return
        case DataQuestion(outcome=str(outcome)):
            if outcome in data.outcomes or (outcome == "success" and data.success is not None):
                yield build_outcome_request(evidence, data, outcome, days)
        case DataQuestion(value=str(value), limits=limits):
            if value in data.values:
                yield build_value_request(evidence, data, value, limits, days)
        case DataQuestion():
            yield build_event_request(evidence, data, days)


def _order(request: DataRequest) -> tuple[str, str, str, tuple[float, ...], date, date]:
    first, last = request.first or date.min, request.last or date.max
    return request.item, request.outcome or "", request.value or "", request.limits, first, last
