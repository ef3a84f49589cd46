"""Characters that a file must not hold, because readers of the same file would see different things."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_SURROGATE = "\ud800-\udfff"
_LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NON_CHARACTER = f"\ufdd0-\ufdef{_LAST_OF_PLANES}"
_BYTE_ORDER_MARK = "\ufeff"
_LINE_SEPARATOR = "\u2028\u2029"

IN_VALUES = re.compile(f"[{_CONTROL}{_BIDI}{_SURROGATE}{_NON_CHARACTER}{_BYTE_ORDER_MARK}]")
"""What no value may hold, not even by an escape."""

IN_FILES = re.compile(f"[{_CONTROL}{_BIDI}{_SURROGATE}{_NON_CHARACTER}{_BYTE_ORDER_MARK}{_LINE_SEPARATOR}]")
"""What no file may hold as it stands: the above, and what only some readers take for a line break."""

_SURROGATES = re.compile(f"[{_SURROGATE}]")
_LISTED = 5


def join_surrogates(text: str) -> str:
    """`text` with each pair of escaped surrogates as the one character that it means in JSON."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def named(characters: list[str]) -> str:
    """The distinct `characters` by code point and name, the first five of them, printable everywhere."""
    distinct = list(dict.fromkeys(characters))
    listed = ", ".join(f"U+{ord(character):04X} ({_name(character)})" for character in distinct[:_LISTED])
    return listed + (f" and {len(distinct) - _LISTED} more" if len(distinct) > _LISTED else "")


def _name(character: str) -> str:
    if character == "\r":
        return "carriage return"
    if character == _BYTE_ORDER_MARK:
        return "byte order mark"
    if _SURROGATES.match(character):
        return "half of a surrogate pair"
    category = unicodedata.category(character)
    if category == "Cc":
        return "control character"
    return unicodedata.name(character, "non-character").lower()
