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
