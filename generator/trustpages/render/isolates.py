"""Isolation of text from right to left, by Unicode's own rules: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates.

The encoder marks such text with a pair of characters, which no text from evidence can hold any more. In a page they
become `<bdi>`, and vanish from attributes, where they would spoil an address; titles and headings keep them.
"""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG: Final = "\u2068"
POP: Final = "\u2069"

_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUN = re.compile(rf"{_RIGHT_TO_LEFT}+(?:[\W\d]*{_RIGHT_TO_LEFT}+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_TAG_OR_HEADING = re.compile(rf"<[^<>]*>|^#[^\n]*|{FIRST_STRONG}|{POP}", re.MULTILINE)
_MARKUP = {FIRST_STRONG: "<bdi>", POP: "</bdi>"}


def isolate(encoded: str) -> str:
    """Encoded text in which what reads from right to left is isolated: all of it, or each run within other words."""
    if encoded.isascii() or not (runs := _RUN.findall(encoded)):
        return encoded
    words = _LETTERS.findall(encoded)
    own = sum(map(len, _LETTERS.findall("".join(runs))))
    if (
        words and _RUN.match(words[0]) and 2 * own > sum(map(len, words))
    ):  # a sentence of ours begins with our words, mostly
        return f"{FIRST_STRONG}{encoded}{POP}"
    return _RUN.sub(rf"{FIRST_STRONG}\g<0>{POP}", encoded)


def mark_up_isolates(page: str) -> str:
    """The rendered Markdown with elements in place of the marks; a heading keeps its own, for the table of contents."""
    has_marks = FIRST_STRONG in page or POP in page
    return _TAG_OR_HEADING.sub(_mark_up, page) if has_marks else page


def _mark_up(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("#"):
        return text
    return _MARKUP.get(text) or drop_isolates(text)


def drop_isolates(text: str) -> str:
    """The text without the marks, as an attribute of an element needs it."""
    return text.replace(FIRST_STRONG, "").replace(POP, "")
