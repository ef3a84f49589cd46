"""Text for documents: what can be shown, what a font has, how much of it stands in a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from trustpages.model.pages.values import Said

Say = Callable[[Said], str]
"""Puts a value, or a sentence of values, into words."""

_SPACES = re.compile(r"[ \t\n\v\f\r\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
# What neither XML nor a page can hold, and what reorders the text behind it: embeddings, overrides, isolates.
_UNSHOWABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """The text on one line; what cannot be shown, or would reorder what follows, is a replacement character."""
    return _UNSHOWABLE.sub(REPLACEMENT, _SPACES.sub(" ", text))


def shorten(text: str, most: int) -> str:
    """The text with at most so many characters, ended at a word; that something is left out is seen."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at_word = kept.rsplit(" ", 1)[0]
    return f"{(at_word if 2 * len(at_word) > most else kept).rstrip(' ,;:–-')}…"


@dataclass(slots=True)
class Glyphs:
    """Which characters the fonts of a document have; `missing` are those that were asked for in vain."""

    known: frozenset[int]
    missing: set[str] = field(default_factory=set)

    def show(self, text: str) -> str:
        """The text; characters without a glyph are named as what they are, so that none vanishes."""
        if all(ord(sign) in self.known for sign in text):
            return text
        runs = re.split(f"([^{_make_class(self.known.intersection(map(ord, text)))}]+)", text)
        return "".join(self._tell_missing(run) if place % 2 else run for place, run in enumerate(runs))

    def _tell_missing(self, run: str) -> str:
        self.missing.update(run)
        return "[1 character without a glyph]" if len(run) == 1 else f"[{len(run)} characters without a glyph]"


def _make_class(codes: Iterable[int]) -> str:
    return "".join(re.escape(chr(code)) for code in sorted(codes)) or "\0"
