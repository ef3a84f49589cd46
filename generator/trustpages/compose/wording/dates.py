"""Days, periods, windows and ages in words: `1 June 2024`, `3 May 2024 to 1 June 2024`, `12 days old`."""

from __future__ import annotations

from datetime import date
from typing import Final

from trustpages.compose.wording.numbers import count_of
from trustpages.model.documents.base import has_passed
from trustpages.model.documents.items.events import Incident
from trustpages.model.pages.values import Said
from trustpages.model.results.evidence import Evidence
from trustpages.model.sentence import format_month

NO_DATE: Final = "no date"
"""Stands where a day is not recorded."""


def format_day(value: date | None) -> str:
    """A day as readers everywhere read it: 1 June 2024; `no date` where there is none."""
    return NO_DATE if value is None else f"{value.day} {format_month(value)}"


def format_incident_day(incident: Incident) -> str:
    """The day on which an incident happened, or the month where no more is known: August 2026."""
    return format_day(incident.occurred) if incident.day_known else format_month(incident.occurred)


def mark_passed(last: date, as_of: date, word: str = "expired") -> Said:
    """A last day of something, with the word for it behind where the report is of a later day."""
    return (last, f" ({word})") if has_passed(last, as_of) else last


def describe_period(items: list[Evidence]) -> str:
    """From the first to the last day on which the items were collected."""
    periods = [item.collected for item in items if item.collected is not None]
    if not periods:
        return NO_DATE
    first, last = min(period.from_ for period in periods), max(period.to for period in periods)
    return format_day(last) if first == last else f"{format_day(first)} to {format_day(last)}"


def describe_age(ends: list[date], as_of: date) -> str:
    """How old the oldest of these is on the date of the report, said to be that where others are newer."""
    if not ends:
        return "unknown age"
    which = "the oldest " if len(set(ends)) > 1 else ""
    return f"{which}{count_of((as_of - min(ends)).days, 'day')} old"


def describe_window(window: tuple[date | None, date] | None) -> str:
    """A window from its first to its last day; empty where there is none."""
    if window is None:
        return ""
    first, last = window
    return f"up to {format_day(last)}" if first is None else f"{format_day(first)} to {format_day(last)}"
