"""Every request to a data file that a report may need, by kind of measure, before anything is computed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Case, Context, build_context
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file
from trustpages.assess.evidence.windows import Days
from trustpages.assess.measures.assessor import DataQuestion
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.obligations.results import list_judged_windows
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data
from trustpages.model.results.evidence import Evidence
from trustpages.model.workspace import Workspace


def collect_data_requests(
    workspace: Workspace, as_of: date, only: Collection[str] | None = None
) -> tuple[DataRequest, ...]:
    """Every question to a data file that `assess` may need on `as_of`, each once, in a stable order.

    They are those about the agents in `only`, or about all of them.

    For each file: all its outcomes, values and events over all its days; and for each obligation that it
    bears on, what is measured there in each window that is looked at.
    """
    chosen = (agent for agent in workspace.agents if only is None or agent.agent.id in only)
    contexts = (build_context(workspace, agent, as_of) for agent in chosen)
    return tuple(sorted({request for context in contexts for request in _collect_of_agent(context)}, key=_order))


def _collect_of_agent(context: Context) -> Iterator[DataRequest]:
    context = replace(context, evidence=context.on_record)  # what was taken back is held against what is left
    for evidence in context.evidence:
        data = get_data_file(evidence)
        if data is None:
            continue
        yield from _request_whole_file(evidence, data)
        yield from _request_claimed_quantiles(context, evidence, data)
        for pact, obligation in context.obligations():
            case = Case(context, pact, obligation)
            if case.ref in evidence.item.supports:
                ask = ASSESSORS[obligation.measure.kind].ask_data
                for question in ask(obligation.measure, obligation.threshold):
                    for days in list_judged_windows(case):
                        yield from _request_answer(question, evidence, data, days)


def _request_whole_file(evidence: Evidence, data: Data) -> Iterator[DataRequest]:
    if data.success is not None:
        yield build_data_request(evidence, data, outcome="success")
    for outcome in data.outcomes:
        yield build_data_request(evidence, data, outcome=outcome)
    for value in data.measured:
        yield build_data_request(evidence, data, value=value)
    yield build_data_request(evidence, data)


def _request_claimed_quantiles(context: Context, evidence: Evidence, data: Data) -> Iterator[DataRequest]:
    """How many runs lie within the limit of each claim about a quantile of a value of the file."""
    for claim in (claim for document in context.agent.claims for claim in document.claims):
        if claim.quantile is None or claim.value is None or evidence.id not in claim.evidence:
            continue
        for value in data.values if claim.of_value is None else {claim.of_value} & {*data.values}:
            yield build_data_request(evidence, data, value=value, limits=(claim.value,))


def _request_answer(asked: DataQuestion, evidence: Evidence, data: Data, days: Days) -> Iterator[DataRequest]:
    """The request that answers the question, if the file can."""
    outcomes = {*data.outcomes, *(("success",) if data.success is not None else ())}
    if (asked.outcome is None or asked.outcome in outcomes) and (asked.value is None or asked.value in data.measured):
        yield build_data_request(
            evidence, data, days, outcome=asked.outcome, value=asked.value, limits=asked.limits, split=asked.split
        )


def _order(request: DataRequest) -> tuple[str, str, str, tuple[float, ...], bool, date, date]:
    first, last = request.first or date.min, request.last or date.max
    return request.item, request.outcome or "", request.value or "", request.limits, request.split, first, last
