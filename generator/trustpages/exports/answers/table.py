"""What every file of answers holds: the limits of the report, where the questions come from, and a row for each."""

from __future__ import annotations

from datetime import date
from typing import Final

from trustpages.model.pages.answered import AnsweredRow, AnswerSheet

COLUMNS: Final = (
    "Id",
    "Asked by, or part",
    "Question or item",
    "State",
    "What the report says",
    "What is missing",
    "What it does not show",
    "Why it answers, and how far",
    "Valid until",
    "Link",
    "Owner",
)


def list_head(sheet: AnswerSheet) -> tuple[tuple[str, str], ...]:
    """What stands first: whom it is about, the limits of the report, where the questions come from."""
    named = (("Agent", f"{sheet.agent_name} ({sheet.agent})"), ("Questions", sheet.title))
    others = (*sheet.limits, *sheet.about)
    return (*named, *((name.replace("-", " ").capitalize(), text) for name, text in others))


def list_cells(row: AnsweredRow) -> tuple[str, ...]:
    """The cells of a row, in the order of `COLUMNS`."""
    return (
        row.id,
        row.part,
        row.asked,
        row.state.word,
        " ".join(row.said),
        row.missing,
        " ".join(row.limits),
        row.why,
        write_day(row.valid_until),
        " ".join(row.links),
        row.owner,
    )


def write_day(day: date | None) -> str:
    """`YYYY-MM-DD`, or nothing."""
    return day.isoformat() if day else ""
