"""The one place where text becomes markup: the scalar encoder, and the type of what is markup already.

HTML escaping is not enough in front of a Markdown engine (`[x](javascript:…)` survives it), so
every ASCII punctuation character becomes a numeric entity. Such text has no syntax left in
Markdown, HTML, attribute values or quoted front matter, and a browser shows it as it was.
It does not read well in two places, which templates avoid: Markdown code (backticks, fences,
indentation; `<code>` and `<pre>` do instead), and behind the end tag of a block on the same line,
where Python-Markdown moves entities to the end of the block.

Text from right to left is isolated, or it would move digits and punctuation of what stands beside it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from trustpages.render.isolates import isolate

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_SPACE = re.compile("[ \t\n\v\f\r\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_SURROGATES = range(0xD800, 0xE000)
_NON_CHARACTERS = (*range(0xFDD0, 0xFDF0), *(plane << 16 | end for plane in range(17) for end in (0xFFFE, 0xFFFF)))
# Embeddings, overrides and isolates reorder the text that follows them, beyond their own field.
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))

_UNSHOWABLE = dict.fromkeys((*_CONTROLS, *_SURROGATES, *_NON_CHARACTERS, *_BIDI), REPLACEMENT)
_BLOCK = {code: mark for code, mark in _UNSHOWABLE.items() if chr(code) not in "\t\n\r"}
_SCALAR = _UNSHOWABLE | {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
_VERBATIM = _SCALAR | {ord("\t"): "&#9;", ord("\n"): "&#10;"}
_TITLE = _UNSHOWABLE | {ord(mark): f"&#{ord(mark)};" for mark in "&<>\"'`{}"}


class Safe(str):
    """Markup that our own code made from encoded parts; the encoder lets it pass.

    It has no `__html__` and no operators of its own: whatever is computed from it (a slice, a
    sum, a formatted string) is plain text again and gets encoded, which shows, but never runs.
    """

    __slots__ = ()


def encode(value: object) -> str:
    """`value` as inert markup: one line, shown literally wherever a template puts it.

    Takes text, whole numbers and dates; raises TypeError for anything else. None and floats are
    refused on purpose: an absence has to be worded, and a figure arrives rounded, as text.
    Text of nothing but blanks shows as U+FFFD, so that it cannot undo the markup around it.
    """
    if type(value) is str:  # as most are
        return _encode_text(value)
    match value:
        case Safe():
            return value
        case str():
            return _encode_text(value)
        case bool():
            raise TypeError("a truth value has no wording: choose the words in the template")
        case int():
            return str(int(value))
        case date() if not isinstance(value, datetime):
            return _encode_text(value.isoformat())
        case None:
            raise TypeError("nothing to show: the absence of a value has to be worded")
    raise TypeError(f"a template can show text, whole numbers and dates, not {type(value).__name__}")


@lru_cache(maxsize=1 << 13)  # labels and names stand on hundreds of pages
def _encode_text(text: str) -> str:
    return isolate(to_one_line(text).translate(_SCALAR))


def encode_verbatim(text: str) -> str:
    """`text` as inert markup with its blanks, tabs and line ends kept, still on one line; for `<pre>`."""
    return text.replace("\r\n", "\n").translate(_VERBATIM)


def encode_title(text: str) -> str:
    """`text` as inert HTML for titles in front matter and navigation, which are never read as Markdown.

    Only what HTML could read is encoded: themes print a title raw in one place, escape it once
    more in an attribute, and split it into search terms.
    """
    return isolate(to_one_line(text).translate(_TITLE))


def join_safe(parts: Iterable[object], separator: object = "") -> Safe:
    """The encoded parts in one piece of markup, with the encoded separator between them."""
    return Safe(_keep_blanks(separator).join(encode(part) for part in parts))


def _keep_blanks(separator: object) -> str:
    return separator.translate(_SCALAR) if type(separator) is str else encode(separator)


def to_one_line(text: str) -> str:
    """`text` with every run of blanks as one space and none at its ends; U+FFFD if nothing remains."""
    if not text:
        return text
    return _SPACE.sub(" ", text).strip() or REPLACEMENT


def to_showable_lines(text: str) -> str:
    """`text` with its lines and without what neither HTML nor XML can hold; plain text, not yet encoded."""
    return text.translate(_BLOCK)


def to_showable(text: str) -> str:
    """`text` on one line and without what neither HTML nor XML can hold; plain text, not yet encoded."""
    return to_one_line(text).translate(_UNSHOWABLE)
