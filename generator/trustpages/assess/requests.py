"""What must be asked of data files before anything can be assessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.assess.case import Case
from trustpages.assess.context import Context, context_of
from trustpages.assess.onset import windows_looked_at
from trustpages.assess.questions import OPEN, data_of, event_question, outcome_question, value_question
from trustpages.assess.windows import Days
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.counts import Data
from trustpages.model.documents.pact import (
    MeanMeasure,
    Obligation,
    ProportionMeasure,
    QuantileMeasure,
    RateMeasure,
    ZeroMeasure,
)
from trustpages.model.results.evidence import Evidence
from trustpages.model.workspace import Workspace


def data_requests(workspace: Workspace, as_of: date) -> tuple[DataRequest, ...]:
    """Every question to a data file that `assess` may need on `as_of`, each once, in a stable order.

    For each file: all its outcomes, values and events over all its days; and for each obligation that it
    bears on, what is measured there in each window that is looked at.
    """
    found = dict.fromkeys(
        request for agent in workspace.agents for request in _of_agent(context_of(workspace, agent, as_of))
    )
    return tuple(sorted(found, key=_order))


def _of_agent(context: Context) -> Iterator[DataRequest]:
    for evidence in context.evidence:
        data = data_of(evidence)
        if data is None:
            continue
        yield from _whole(evidence, data)
        for pact, obligation in context.obligations():
            case = Case(context, pact, obligation)
            if case.ref in evidence.item.supports:
                for days in windows_looked_at(case):
                    yield from _of_obligation(evidence, data, obligation, days)


def _whole(evidence: Evidence, data: Data) -> Iterator[DataRequest]:
    if data.success is not None:
        yield outcome_question(evidence, data, "success")
    for outcome in data.outcomes:
        yield outcome_question(evidence, data, outcome)
    for value in data.values:
        yield value_question(evidence, data, value)
    yield event_question(evidence, data, OPEN)


def _of_obligation(
    evidence: Evidence, data: Data, obligation: Obligation, days: Days
) -> Iterator[DataRequest]:
    measure, limit = obligation.measure, obligation.threshold.at_most
    if limit is None:
        limit = obligation.threshold.at_least
    match measure:
        case ProportionMeasure():
            if (measure.good == "success" and data.success is not None) or measure.good in data.outcomes:
                yield outcome_question(evidence, data, measure.good, days)
        case QuantileMeasure() if measure.value in data.values and limit is not None:
            yield value_question(evidence, data, measure.value, (limit,), days)
        case MeanMeasure() if measure.value in data.values:
            yield value_question(evidence, data, measure.value, (), days)
        case ZeroMeasure(of="runs") if data.success is not None:
            yield outcome_question(evidence, data, "success", days)
        case RateMeasure() | ZeroMeasure():
            yield event_question(evidence, data, days)
        case _:
            return


def _order(request: DataRequest) -> tuple[str, str, str, tuple[float, ...], date, date]:
    first, last = request.first or date.min, request.last or date.max
    return request.item, request.outcome or "", request.value or "", request.limits, first, last
