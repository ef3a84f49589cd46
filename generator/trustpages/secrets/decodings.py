"""Decodings of a file, as a person or a program may read its bytes: HTML entities, tags, escapes and base64.

A secret in a page is spelled with entities and may be cut by tags; one in a configuration is often in base64, one in
an address in per cents, and in JSON, YAML and code any character may be an escape.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# Bounded and possessive: a file that somebody else wrote must take time in proportion to its size.
_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,4000}>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_ESCAPE = re.compile(r"(?:\\(?:u00|x|U000000)|%)([2-7][0-9A-Fa-f])")  # of what can be part of a secret
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}+(?:\r?\n[ \t]*+[A-Za-z0-9+/_-]{24,}+)*+={0,2}")
_URL_SAFE = str.maketrans("-_", "+/")
_DEEPEST = 2  # a manifest of Kubernetes holds base64, and is itself kept in base64 by some tools
_FEWEST_READABLE = 0.9  # of what was encoded as text; chance gives about 0.4


@dataclass(frozen=True, slots=True)
class DecodedText:
    """One way to read a file; `line` is the line of the file at which it begins, `is_whole` says that lines count."""

    text: str
    line: int = 1
    is_whole: bool = True

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of what stands at `offset`, both counted from 1."""
        if not self.is_whole:
            return self.line, 1
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def decode(data: bytes) -> Iterator[DecodedText]:
    """Every decoding of the bytes of a file that may show a secret."""
    # A NUL after each letter is UTF-16, and means nothing anywhere else.
    for text in _resolve_escapes(data.replace(b"\0", b"").decode("utf-8", "surrogateescape")):
        yield DecodedText(text)
        yield from _decode_base64(DecodedText(text), _DEEPEST)


def _resolve_escapes(text: str) -> Iterator[str]:
    """The text with its entities spelled out, with its tags and without, and its escapes; lines stay where they are."""
    yield _resolve_entities(text)
    if _ESCAPE.search(text):
        yield _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    if "<" in text and _TAG.search(text):
        yield _resolve_entities(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text))


def _resolve_entities(text: str) -> str:
    known: dict[str, str] = {}  # a page repeats few entities very often

    def character(entity: re.Match[str]) -> str:
        spelled = entity[0]
        if spelled not in known:
            known[spelled] = unescape(spelled).replace("\n", " ")
        return known[spelled]

    return _ENTITY.sub(character, text) if "&" in text else text


def _decode_base64(text: DecodedText, depth: int) -> Iterator[DecodedText]:
    """What stands in base64 in a text, and in base64 in that."""
    for chunk in _BASE64.finditer(text.text):
        decoded = _decode_chunk(chunk[0])
        if decoded:
            line, _ = text.place(chunk.start())
            found = DecodedText(decoded, line, is_whole=False)
            yield found
            if depth > 1:
                yield from _decode_base64(found, depth - 1)


def _decode_chunk(chunk: str) -> str:
    """The readable text behind a chunk, or nothing."""
    digits = "".join(chunk.split()).translate(_URL_SAFE).rstrip("=")
    # One digit beyond a group of four holds less than a byte: it belongs to what follows.
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        data = b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except Error:
        return ""
    if not data[:64].isascii():  # most chunks are pictures or digests, and are ruled out here
        return ""
    text = data.decode("latin-1")
    readable = sum(" " <= character <= "~" or character in "\r\n\t" for character in text[:512])
    return text if readable >= _FEWEST_READABLE * len(text[:512]) else ""
