"""Sentences that hold references: text to a machine, in which a page puts titles for ids and days in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Final, Self, TypeAlias


class Reference(str):
    """The id of what a sentence speaks of: an obligation as `pact/obligation`, an evidence item."""

    __slots__ = ()


class Term(str):
    """An id that is read as words, such as a rung of authority; in text it stands between quotation marks."""

    __slots__ = ()


Part: TypeAlias = str | date
"""Plain text, a `Reference`, a `Term`, a day, or a sentence inside another one."""


class Sentence(str):
    """Text with what it was made of: it reads `evidence june since 2026-05-01` wherever text is expected.

    `parts` still tell ids and days from words, so that nobody has to search for them. What Python makes of a string
    (slices, f-strings, `join`) is plain text again.
    """

    __slots__ = ("parts",)
    parts: tuple[Part, ...]

    def __new__(cls, *parts: Part) -> Self:
        """The parts one after the other; those of an inner sentence stand for it."""
        flat = tuple(chain.from_iterable(map(list_parts, parts)))
        sentence = super().__new__(cls, "".join(map(_write, flat)))
        sentence.parts = flat
        return sentence

    def __getnewargs__(self) -> tuple[Part, ...]:  # type: ignore[override]  # it is copied from its parts, not its text
        """What a copy in another process is made from."""
        return self.parts


def list_parts(text: Part) -> tuple[Part, ...]:
    """What a text is made of, where it is a sentence; else the text alone."""
    return text.parts if isinstance(text, Sentence) else (text,)


def _write(part: Part) -> str:
    if isinstance(part, date):
        return part.isoformat()
    return f"'{part}'" if isinstance(part, Term) else part


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def format_month(day: date) -> str:
    """The month of a day as readers everywhere read it: June 2024."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def refer(ids: Iterable[str]) -> tuple[Reference, ...]:
    """The ids as references, for a sentence that lists them."""
    return tuple(map(Reference, ids))


def join(separator: str, parts: Iterable[Part]) -> Sentence:
    """The parts as one sentence, with the separator between them."""
    return Sentence(*[piece for part in parts for piece in (separator, part)][1:])


def strip_full_stop(sentence: str) -> Sentence:
    """A sentence as it stands between quotation marks or inside another one."""
    *before, last = list_parts(sentence)
    return Sentence(*before, last if isinstance(last, date | Reference | Term) else last.rstrip(". "))


_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")


def read_days(text: str) -> Sentence:
    """A sentence of an earlier `report.json`, where days stand in the text as ISO 8601 has them."""
    return Sentence(*chain.from_iterable(map(_split_days, list_parts(text))))


def _split_days(part: Part) -> Iterable[Part]:
    return (part,) if isinstance(part, date | Reference | Term) else map(_read_piece, _DAY.split(part))


def _read_piece(piece: str) -> Part:
    try:
        return date.fromisoformat(piece) if _DAY.fullmatch(piece) else piece
    except ValueError:  # words of somebody who wrote of the 31st of June
        return piece
