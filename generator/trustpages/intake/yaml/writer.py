"""Writes plain values as YAML text, without the comments of the file that they come from.

Comments have no visibility of their own, so they never leave the workspace. Loading the text gives the same
values again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from trustpages.model.source_map import WORDS_TO_QUOTE, Plain

_PLAIN_TEXT = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./()+-]|,? (?=[A-Za-z0-9_./()+-]))*")
_STEP = "  "


def format_yaml(value: Plain) -> str:
    """The value in block style, each line ended by a line feed."""
    if _is_block(value):
        return "".join(f"{line}\n" for line in _format_block(value))
    return f"{_format_inline(value)}\n"


def _format_block(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{_format_inline(key)}:"
            if _is_block(inner):
                yield name
                yield from (f"{_STEP}{line}" for line in _format_block(inner))
            else:
                yield f"{name} {_format_inline(inner)}"
    elif isinstance(value, list):
        for inner in value:
            yield from _format_entry(inner)


def _format_entry(value: Plain) -> Iterator[str]:
    if not _is_block(value):
        yield f"- {_format_inline(value)}"
        return
    mark = "- "
    for line in _format_block(value):
        yield f"{mark}{line}"
        mark = _STEP


def _is_block(value: Plain) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _format_inline(value: Plain) -> str:
    if isinstance(value, str) and _PLAIN_TEXT.fullmatch(value) and value.casefold() not in WORDS_TO_QUOTE:
        return value
    return json.dumps(value, ensure_ascii=False)  # YAML 1.2 holds all of JSON
