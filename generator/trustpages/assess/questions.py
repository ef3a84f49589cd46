"""The question that one evidence item with a data file asks of that file."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.counts import Counted, Data
from trustpages.model.results.evidence import Evidence

Window: TypeAlias = tuple[date | None, date | None]
"""First and last day that count, both included; None for an open end."""

OPEN: Window = (None, None)


def data_of(evidence: Evidence) -> Data | None:
    """The data file of an item, where its counts come from one."""
    return evidence.item.data if isinstance(evidence.item, Counted) else None


def outcome_question(evidence: Evidence, data: Data, outcome: str, window: Window = OPEN) -> DataRequest:
    """How many runs have the outcome, by cluster."""
    return _question(evidence, data, window, outcome=outcome)


def value_question(
    evidence: Evidence, data: Data, value: str, limits: tuple[float, ...] = (), window: Window = OPEN
) -> DataRequest:
    """The mean of a measured value, and how many runs lie at or below each limit."""
    return _question(evidence, data, window, outcome=None, value=value, limits=limits)


def event_question(evidence: Evidence, data: Data, window: Window = OPEN) -> DataRequest:
    """How many rows there are and how many of them are events."""
    return _question(evidence, data, window, outcome=None)


def _question(
    evidence: Evidence,
    data: Data,
    window: Window,
    *,
    outcome: str | None,
    value: str | None = None,
    limits: tuple[float, ...] = (),
) -> DataRequest:
    first, last = window if data.at is not None else OPEN
    return DataRequest(
        item=f"{evidence.agent}/{evidence.id}",
        folder=f"evidence/{evidence.agent}/bundles",
        data=data,
        outcome=outcome,
        value=value,
        limits=limits,
        first=first,
        last=last,
    )
