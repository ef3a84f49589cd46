"""What an output says: of a subject, under the name of a quantity, a value, and at which place it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from trustpages.compose.wording.dates import format_day
from trustpages.model.pages.values import Figure, Link, Said, StateLabel

Value: TypeAlias = str | int | float | date | None


@dataclass(frozen=True)
class Stated:
    """A value that an output gives for a quantity of a subject; a subject is the path of a page, with its anchor."""

    place: str
    subject: str
    quantity: str
    value: Value

    def __str__(self) -> str:
        return f"{self.place} says {self.value!r}"


_TIMES: Final = re.compile(r" \((?:at least )?\d[\d,]* times?[^)]*\)(?=\.$)")
"""What is said behind what could be seen of an incident; how often is another quantity."""


def strip_value(said: Said) -> Value:
    """What is said as a value that outputs can be compared by: words, a number, a day."""
    match said:
        case tuple():
            # A state is said first, and what is added to it in the same cell is another quantity.
            return strip_value(said[0]) if said and not isinstance(said[0], str) else "".join(map(_spell, said))
        case StateLabel():
            return said.word
        case Figure():
            return said.sentence.replace("\N{NO-BREAK SPACE}", " ")
        case Link():
            return said.text
        case str() | int() | date():
            return _TIMES.sub("", said.replace("\N{NO-BREAK SPACE}", " ")) if isinstance(said, str) else said
    return said.text


def _spell(said: Said) -> str:
    value = strip_value(said)
    return format_day(value) if isinstance(value, date) else str(value)


_NUMBER: Final = re.compile(r"(?<![\w.,])[-+−]?\d[\d,]*(?:\.\d+)?")
_COUNTED: Final = re.compile(r"^(?P<k>\d[\d,.]*) of (?P<n>\d[\d,.]*)$")
_BARE: Final = re.compile(r"^[\d.]+ %$")
_BETWEEN: Final = re.compile(r"^(?P<low>[\d.]+) % to (?P<high>[\d.]+) %$")
_ROUNDING: Final = 1.0
"""Figures may be rounded away from a line, and limits outwards: by less than one of the last digit."""


def find_range(value: Value) -> tuple[float, float] | None:
    """The numbers that a figure may stand for, `43 of 100` and `43 %` alike; None for what is no figure."""
    if isinstance(value, int | float):
        return float(value), float(value)
    if not isinstance(value, str):
        return None
    headline = value.split(" (")[0]
    counted = _COUNTED.match(headline)
    if counted:
        # A part of a run is not shown.
        k, n = _read(counted["k"]), _read(counted["n"].rstrip("."))
        return k / (n + 1), k / n
    between = _BETWEEN.match(headline)
    if between:
        return _read(between["low"]) / 100, _read(between["high"]) / 100
    if headline.startswith(("none in ", "none confirmed in ")):
        return 0.0, 0.0
    found = _NUMBER.match(headline)
    if found is None:
        return None
    decimals = len(found[0].partition(".")[2])
    number, unit = _read(found[0]), 10.0**-decimals * (0.0 if headline == found[0] and not decimals else _ROUNDING)
    scale = 0.01 if headline[found.end() :].startswith(" %") else 1.0
    return (number - unit) * scale, (number + unit) * scale


def _read(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def agree(one: Value, other: Value) -> bool:
    """Whether both may be the same, to the digits that each shows."""
    if one == other or (isinstance(one, str) and isinstance(other, str) and one.casefold() == other.casefold()):
        return True
    days = [format_day(value) if isinstance(value, date) else value for value in (one, other)]
    if days[0] == days[1]:
        return True
    first, second = find_range(one), find_range(other)
    if first is None or second is None:
        return False
    texts = {value for value in (one, other) if isinstance(value, str)}
    if any(_COUNTED.match(text.split(" (")[0]) for text in texts) and any(map(_BARE.match, texts)):
        return False  # where data are thin, no place shows a bare percentage
    return first[0] <= second[1] + 1e-9 and second[0] <= first[1] + 1e-9


def find_disagreements(stated: Iterable[Stated]) -> Iterator[str]:
    """Every subject and quantity with two values, with the places of both."""
    groups: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for each in stated:
        groups[each.subject, each.quantity].append(each)
    for (subject, quantity), group in groups.items():
        others = [each for each in group if not agree(each.value, group[0].value)]
        if others:
            yield f"{quantity} of {subject}: {group[0]}, {others[0]}"
