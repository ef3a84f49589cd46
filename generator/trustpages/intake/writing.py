"""Plain values as YAML text: what is shown of a document, without the comments of its file.

Comments have no visibility of their own, so they never leave the workspace. Loading the text gives the same
values again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from trustpages.model.located import Plain

_PLAIN_TEXT = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./()+-]|,? (?=[A-Za-z0-9_./()+-]))*")
_WORDS_TO_QUOTE = frozenset(
    {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan", "infinity"}
)
_STEP = "  "


def written(value: Plain) -> str:
    """The value in block style, each line ended by a line feed."""
    if _is_block(value):
        return "".join(f"{line}\n" for line in _block(value))
    return f"{_inline(value)}\n"


def _block(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _after(f"{_inline(key)}:", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _entry(inner)


def _after(key: str, value: Plain) -> Iterator[str]:
    if not _is_block(value):
        yield f"{key} {_inline(value)}"
        return
    yield key
    for line in _block(value):
        yield f"{_STEP}{line}"


def _entry(value: Plain) -> Iterator[str]:
    if not _is_block(value):
        yield f"- {_inline(value)}"
        return
    mark = "- "
    for line in _block(value):
        yield f"{mark}{line}"
        mark = _STEP


def _is_block(value: Plain) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _inline(value: Plain) -> str:
    if isinstance(value, str) and _PLAIN_TEXT.fullmatch(value) and value.casefold() not in _WORDS_TO_QUOTE:
        return value
    return json.dumps(value, ensure_ascii=False)
