"""Fields of foreign JSON by their path: the value where it is of the wanted type, else None. Nothing here raises."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from trustpages.intake.importers.inputs import Json
from trustpages.intake.importers.picks import pick, pick_list

_LONGEST_NAME = 60


def find_text(value: Json, *path: str) -> str | None:
    """The text at the path, None where it is another type or blank."""
    found = pick(value, *path)
    return found if isinstance(found, str) and found.strip() else None


def find_count(value: Json, *path: str) -> int | None:
    """The whole number at the path, from 0 up."""
    found = pick(value, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 10**12 else None


def find_objects(value: Json, *path: str) -> list[dict[str, Json]]:
    """The objects in the list at the path."""
    return [entry for entry in pick_list(value, *path) if isinstance(entry, dict)]


def parse_time(text: str | None) -> datetime | None:
    """The moment as UTC, None where the text is no ISO 8601 time or names no zone."""
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def find_days(*texts: str | None) -> tuple[date | None, date | None]:
    """The first and the last UTC day among the times; both None where no time is known."""
    days = sorted(moment.date() for text in texts if (moment := parse_time(text)) is not None)
    return (days[0], days[-1]) if days else (None, None)


def to_name(text: str, otherwise: str) -> str:
    """The text as a name for an item or a reason: lower-case letters, digits and single hyphens."""
    name = re.sub(r"[^a-z0-9]+", "-", text.lower())[:_LONGEST_NAME].strip("-")
    return name or otherwise


def shorten(text: str, most: int = 200) -> str:
    """The text on one line, cut where it is longer than what a version or a title may have."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def say(number: int, noun: str) -> str:
    """The number with its noun, such as `1 sample` and `2,000 samples`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
