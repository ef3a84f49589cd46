"""Values in words: the same on every page, in spreadsheets and on a terminal."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.numbers import format_number
from trustpages.model.pages.values import Code, Figure, Link, Said, StateLabel, Value


def say(said: Said) -> str:
    """A value, or a sentence of values, as plain text."""
    return "".join(map(_say, said)) if isinstance(said, tuple) else _say(said)


def _say(value: Value) -> str:
    match value:
        case str():
            return value
        case int():
            return format_number(value)
        case date():
            return format_day(value)
        case StateLabel():
            return value.word
        case Figure():
            return value.sentence
        case Link() | Code():
            return value.text
    assert_never(value)


_INVISIBLE = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x2028,
        0x2029,
        0xFEFF,
    )
}


def escape_controls(text: str) -> str:
    """The text on one line, with control characters spelled out so that a terminal obeys none of them."""
    return text.translate(_INVISIBLE)
