"""Breaches by incidents on record, whatever the window of today: what was broken at once was broken then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.windows import DAY
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.measures.events import ZeroMeasure


def find_breach_starts(case: Case, since: date | None) -> tuple[date | None, tuple[date, ...]]:
    """The first day of the breach that holds `since` then or longer, and the first days of those before it.

    An incident breaks the promise from the day on which it is known, under the pact, until it leaves the window; while
    one does, another begins no new breach. None of it hangs on the day of the report.
    """
    past: list[date] = []
    for start, end in _join_spans(sorted(_list_broken_spans(case))):
        if since is None or start < since:
            past.append(start)
        if since is not None and start <= since <= end:
            return start, tuple(day for day in past if day < start)
    return since, tuple(past)


def _list_broken_spans(case: Case) -> Iterator[tuple[date, date]]:
    """The first and the last day on which each incident breaks the promise."""
    measure, window, as_of = case.obligation.measure, case.obligation.window, case.context.as_of
    if not isinstance(measure, ZeroMeasure) or measure.of != "incidents":
        return
    for evidence in case.context.evidence:
        item = evidence.item
        if not isinstance(item, Incident) or not item.confirmed or case.ref not in item.supports:
            continue
        if item.severity.rank > measure.at_or_above.rank:
            continue
        start, end = max(item.known_on, case.pact.valid_from), as_of
        if window.rolling is not None:
            end = item.occurred + (max(1, window.rolling) - 1) * DAY
        elif (window.from_ or item.occurred) > item.occurred or item.occurred > (window.to or item.occurred):
            continue
        if start <= min(end, as_of):
            yield start, end


def _join_spans(spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans in their order as those in which one follows the other without a day between."""
    joined: list[tuple[date, date]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + DAY:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return iter(joined)
