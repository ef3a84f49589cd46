"""Parts of foreign JSON as what they should be; where they are of another kind, empty or None, never an exception."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from math import isfinite
from typing import Final

from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.inputs import Json

_LONGEST: Final = 80
_LONGEST_TEXT: Final = 500
_LATEST: Final = 10_000_000_000  # seconds, in 2286; more are milliseconds
_UNIX: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")
_WITH_ZONE: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})")


def pick(value: Json, *path: str) -> Json:
    """The value at the keys, one below the other; None where there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def pick_map(value: Json, *path: str) -> dict[str, Json]:
    """The object at the keys, or an empty one."""
    found = pick(value, *path)
    return found if isinstance(found, dict) else {}


def pick_list(value: Json, *path: str) -> list[Json]:
    """The list at the keys, or an empty one."""
    found = pick(value, *path)
    return found if isinstance(found, list) else []


def pick_text(value: Json, *path: str) -> str:
    """The text at the keys, without blanks around it, or an empty one; of a whole number its digits."""
    found = pick(value, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return " ".join(found.split())[:_LONGEST_TEXT] if isinstance(found, str) else ""


def pick_number(value: Json, *path: str) -> float | None:
    """The number at the keys, None where there is none; true and false are no numbers."""
    found = pick(value, *path)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return None
    try:
        number = float(found)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def pick_count(value: Json, *path: str) -> int | None:
    """The whole number from 0 at the keys, None where there is none."""
    found = pick_number(value, *path)
    return int(found) if found is not None and found >= 0 and found == int(found) else None


def pick_flag(value: Json, *path: str) -> bool | None:
    """True or false at the keys, None where it is neither."""
    found = pick(value, *path)
    return found if isinstance(found, bool) else None


def pick_time(value: Json, *path: str) -> datetime | None:
    """The moment at the keys, only with its zone: without one nobody knows which it is."""
    found = pick(value, *path)
    if not isinstance(found, str) or not _WITH_ZONE.fullmatch(found):
        return None
    try:
        return datetime.fromisoformat(found).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def pick_day(value: Json, *path: str) -> date | None:
    """The day at the keys: by UTC of a moment with its zone, as it is written of a day or a moment without."""
    found = pick(value, *path)
    if moment := pick_time(value, *path):
        return moment.date()
    try:
        return date.fromisoformat(found[:10]) if isinstance(found, str) else None
    except ValueError:
        return None


def count_seconds(begin: datetime | None, end: datetime | None) -> float | None:
    """Seconds from one moment to the other; None where one is missing, or they are the wrong way round."""
    if begin is None or end is None or end < begin:
        return None
    return (end - begin).total_seconds()


def keep_known(values: Mapping[str, float | None]) -> dict[str, float]:
    """The values that are known and not negative."""
    return {name: value for name, value in values.items() if value is not None and value >= 0}


def to_label(text: str, otherwise: str = "unnamed") -> str:
    """A name of letters, digits and hyphens: `AgentTimeoutError` becomes `agent-timeout-error`."""
    return _NOT_IN_NAMES.sub("-", _HUMP.sub("-", text).lower())[:_LONGEST].strip("-") or otherwise


def count_trials(tasks: Iterable[str]) -> dict[str, int]:
    """Key `trials` where each task was tried as often as every other, and more than once; else nothing."""
    numbers = set(Counter(tasks).values())
    return {"trials": numbers.pop()} if len(numbers) == 1 and numbers != {1} else {}


def find_written_twice(rows: Iterable[Json]) -> frozenset[int]:
    """The places of rows that are like one before in everything: that one, written twice, and no further try."""
    seen: set[str] = set()
    again: set[int] = set()
    for place, row in enumerate(rows):
        text = json.dumps(row, sort_keys=True)
        if text in seen:
            again.add(place)
        seen.add(text)
    return frozenset(again)


def tell_apart(items: Iterable[ImportedItem]) -> tuple[ImportedItem, ...]:
    """The items, each with a name of its own: those of a name that was there before have a number behind it."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    found = []
    for item in items:
        free = item.name
        while free in taken:
            # From the last number on: with thousands of one name, to begin anew each time would take for ever.
            numbers[item.name] = numbers.get(item.name, 1) + 1
            free = f"{item.name}-{numbers[item.name]}"
        taken.add(free)
        found.append(replace(item, name=free))
    return tuple(found)


def pick_unix_day(value: Json, *path: str) -> date | None:
    """The day, by UTC, of seconds or milliseconds since 1970, as a number or as text."""
    text = pick_text(value, *path)
    number = float(text) if _UNIX.fullmatch(text) else pick_number(value, *path)
    if number is None or not 0 < number < _LATEST * 1000:
        return None
    return datetime.fromtimestamp(number / (1000 if number > _LATEST else 1), UTC).date()
