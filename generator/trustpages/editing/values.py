"""Values as somebody would write them: plain text where it can be, quotes where it must, short lists in brackets."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Final

from trustpages.model.source_map import WORDS_TO_QUOTE, Plain

WIDTH: Final = 110
"""Columns that a line has at most, where its value can be broken or laid out otherwise."""

_STEP = 2
# What begins with a digit and no reader takes for a number: a day, a duration, a version in three parts.
_PLAIN_WITH_DIGITS = re.compile(r"\d{4}-\d{2}-\d{2}|\d+ [a-z]+|\d+\.\d+\.\d+")
_NEVER_PLAIN = re.compile(r": |:$| #|[\[\]{}`\"&*!|>%@]")
_NOT_IN_BRACKETS = re.compile(r"[,?:]")
_SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029"}  # no file may hold them as they are


def format_scalar(value: Plain, *, in_brackets: bool = False) -> str:
    """A scalar, or an empty list or mapping, on one line."""
    if isinstance(value, str) and is_plain(value, in_brackets=in_brackets):
        return value
    text = json.dumps(value, ensure_ascii=False)  # YAML 1.2 holds all of JSON
    for separator, escape in _SEPARATORS.items():
        text = text.replace(separator, escape)
    return text


def is_plain(text: str, *, in_brackets: bool = False) -> bool:
    """Whether a text can stand without quotes and means itself to every reader."""
    if not text or not text.isprintable() or text != text.strip() or text.casefold() in WORDS_TO_QUOTE:
        return False
    if _PLAIN_WITH_DIGITS.fullmatch(text):
        return True
    if _NEVER_PLAIN.search(text) or (in_brackets and _NOT_IN_BRACKETS.search(text)):
        return False
    return text[0].isalpha()


def format_pair(key: str, value: Plain, column: int, dash: int) -> list[str]:
    """The lines of `key: value` where the key stands at `column`; the first one is not indented.

    `dash` is how many columns behind its key a list in block style begins.
    """
    name = f"{format_scalar(key)}:"
    inline = format_inline(value, WIDTH - column - len(name) - 1)
    if inline is not None:
        return [f"{name} {inline}"]
    if isinstance(value, str):
        return _format_text(name, value, column)
    inner = column + (dash if isinstance(value, list) else _STEP)
    lines = list(format_block(value, inner, dash))
    return [name, " " * inner + lines[0], *lines[1:]]


def format_block(value: Plain, column: int, dash: int) -> Iterator[str]:
    """The lines of a list or mapping in block style at `column`; the first one is not indented."""
    lines: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            lines += _indent(format_pair(key, inner, column, dash), column if lines else 0)
    elif isinstance(value, list):
        for inner in value:
            lines += _indent(format_entry(inner, column, dash), column if lines else 0)
    return iter(lines)


def format_entry(value: Plain, column: int, dash: int, *, gap: int = 1, short: bool = True) -> list[str]:
    """The lines of an entry of a list whose dash stands at `column`, with `gap` blanks after it; the first one is not
    indented. With `short` a short mapping stands in brackets.
    """
    inline = format_inline(value, WIDTH - column - 1 - gap) if short or not isinstance(value, dict) else None
    if inline is not None:
        return [f"-{' ' * gap}{inline}"]
    if isinstance(value, str):
        return [f"-{' ' * gap}{format_scalar(value)}"]
    first, *others = format_block(value, column + 1 + gap, dash)
    return [f"-{' ' * gap}{first}", *others]


def format_inline(value: Plain, room: int) -> str | None:
    """A value on one line of at most `room` columns; None where it needs more, or nests deeper than one level."""
    if isinstance(value, (dict, list)) and value:
        inner = value.values() if isinstance(value, dict) else value
        if any(isinstance(entry, (dict, list)) and entry for entry in inner):
            return None
        line = format_flow(value)
        return line if len(line) <= room else None
    if isinstance(value, str) and not is_plain(value) and "\n" in value:
        return None
    line = format_scalar(value)
    return line if len(line) <= room or not isinstance(value, str) else None


def format_flow(value: Plain) -> str:
    """A value on one line, lists and mappings in brackets, however long that is."""
    if isinstance(value, dict):
        pairs = (f"{format_scalar(key, in_brackets=True)}: {format_flow(inner)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(format_flow, value))}]"
    return format_scalar(value, in_brackets=True)


def _format_text(name: str, text: str, column: int) -> list[str]:
    """A text that is too long for its line: folded, or line by line where it has line breaks; else in quotes."""
    lines, margin = text.split("\n"), " " * (column + _STEP)
    if any(line != line.strip() or not line.isprintable() for line in lines) or not lines[0] or not lines[-1]:
        return [f"{name} {format_scalar(text)}"]
    if len(lines) > 1:
        return [f"{name} |-", *(f"{margin}{line}" if line else "" for line in lines)]
    folded = textwrap.wrap(text, WIDTH - len(margin), break_long_words=False, break_on_hyphens=False)
    if " ".join(folded) != text:
        return [f"{name} {format_scalar(text)}"]
    return [f"{name} >-", *(f"{margin}{line}" for line in folded)]


def _indent(lines: list[str], column: int) -> list[str]:
    """The lines with the first one indented; those after it are already."""
    return [" " * column + lines[0], *lines[1:]]
