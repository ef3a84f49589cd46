"""Values of scalars and keys of mappings: JSON's words and numbers, or text.

Anchors, aliases, tags, duplicate keys and what two YAML readers would take for different values are refused.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from trustpages.intake.messages.quoting import quote_scalar
from trustpages.intake.yaml.source import (
    FORBIDDEN_IN_VALUES,
    Limits,
    ProblemCollector,
    SourceText,
    join_surrogates,
    name_characters,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

if TYPE_CHECKING:
    from ruamel.yaml import events
    from ruamel.yaml.events import ScalarEvent

Scalar: TypeAlias = "str | int | float | bool | None"

_VALUES: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TO_BE_WRITTEN = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_NOT_FINITE = (sign + word for sign in ("", "+", "-") for word in (".inf", ".nan", "inf", "infinity", "nan"))

# Words in small letters, each with the one way to write its value; None if it has no value that can be kept.
_WORDS: dict[str, str | None] = {word: word for word in _VALUES} | _TO_BE_WRITTEN | dict.fromkeys(_NOT_FINITE)
_LONGEST_WORD = max(map(len, _WORDS))

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?")
_LIKE_A_NUMBER = re.compile(
    r"""[-+]?(?: 0x[0-9a-f_]++ | 0o[0-7_]++ | 0b[01_]++
              | (?: [0-9][0-9_]*+ (?:\.[0-9_]*+)? | \.[0-9][0-9_]*+ ) (?:e[-+]?[0-9]++)? )
        | -""",
    re.IGNORECASE | re.VERBOSE,
)

_MOST_DIGITS = 18  # two more than 2^53 has; converting very many takes quadratic time
_LARGEST_INTEGER = 2**53  # beyond it, readers that keep numbers as doubles see another integer


def read_plain_scalar(text: str) -> Scalar | Fault:
    """The value of the unquoted `text` in YAML 1.2 as far as JSON has it, or why it has none.

    `true`, `false`, `null`, `~` and nothing are themselves; numbers are those of JSON, integers up to 2^53;
    dates and everything else are text. What another YAML reader would take for something else is refused.
    """
    if len(text) <= _LONGEST_WORD and text.lower() in _WORDS:
        return _read_word(text)
    return _read_number(text) if text[0] in "0123456789-+." else text


def _read_word(text: str) -> Scalar | Fault:
    meant = _WORDS[text.lower()]
    if meant == text:
        return _VALUES[text]
    if meant is None:
        sentence = f"{quote_scalar(text)} is not a number that can be compared or shown"
        return Fault("yaml-number-range", sentence, "leave the field out; absence is never a number")
    sentence = f"{quote_scalar(text)} is {meant} to some YAML readers and text to others"
    return Fault("yaml-ambiguous-scalar", sentence, f'write {meant}, or "{text}" if it is text')


def _read_number(text: str) -> Scalar | Fault:
    match = _NUMBER.fullmatch(text)
    if match is None:
        if not _LIKE_A_NUMBER.fullmatch(text):
            return text
        sentence = f"{quote_scalar(text)} is a number to some YAML readers, another number or text to others"
        remedy = "write a number as in JSON, such as 1000, 0.5 or 1e3, or put it in quotes if it is text"
        return Fault("yaml-ambiguous-scalar", sentence, remedy)
    digits, fraction, exponent = match.groups()
    if fraction or exponent:
        return _read_float(text)
    if len(digits) > _MOST_DIGITS or int(digits) > _LARGEST_INTEGER:
        sentence = f"the integer {quote_scalar(text)} is beyond 2^53 and would not be kept exactly"
        return Fault("yaml-number-range", sentence, "put it in quotes if it is an identifier")
    return int(text)


def _read_float(text: str) -> float | Fault:
    value = float(text)
    mantissa = text.lower().partition("e")[0]
    if math.isinf(value) or (value == 0 and mantissa.strip("-0.")):
        nearest = "infinity" if value else "zero"
        sentence = f"the number {quote_scalar(text)} would be stored as {nearest}"
        return Fault("yaml-number-range", sentence, "write a number that a 64-bit float can hold")
    return value


_MOST_BYTES_PER_CHARACTER = 4
_DELETE_OR_QUOTE = "delete it, or put the whole value in quotes if it is text"


def read_scalar(event: events.ScalarEvent, findings: ProblemCollector, limits: Limits) -> Plain:
    """What the scalar means: text if it is quoted or a block, else what `read_plain_scalar` makes of it."""
    text: str = event.value
    start: int = event.start_mark.index
    if len(text) * _MOST_BYTES_PER_CHARACTER > limits.scalar:  # so that short texts need not be encoded
        _refuse_long(text, start, findings, limits)
    if event.style is None:
        value = read_plain_scalar(text)
        if isinstance(value, Fault):
            findings.add(start, value.code, value.sentence, value.remedy)
            return text
        return value
    return _check_escapes(text, start, findings) if event.style == '"' else text


def find_end(event: events.ScalarEvent, text: str) -> int:
    """The offset after the last character of the scalar, its trailing line breaks not counted."""
    end: int = event.end_mark.index
    if event.style is not None and event.style in "|>":
        while text[end - 1] in " \n":
            end -= 1
    return end


def refuse_properties(event: events.ScalarEvent | events.CollectionStartEvent, findings: ProblemCollector) -> None:
    """Notes an anchor or a tag on a node; the node itself is read as if it had none."""
    if event.anchor is not None:
        sentence = f"the anchor {quote_scalar(f'&{event.anchor}')} names this part for use elsewhere"
        findings.add(event.start_mark.index, "yaml-anchor", sentence, _DELETE_OR_QUOTE)
    if event.ctag is not None:
        tag = f"{event.ctag.handle or ''}{event.ctag.suffix}"
        sentence = f"the tag {quote_scalar(tag)} asks for a type"
        findings.add(event.start_mark.index, "yaml-tag", sentence, _DELETE_OR_QUOTE)


def _refuse_long(text: str, start: int, findings: ProblemCollector, limits: Limits) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.scalar:
        sentence = f"this text has {size:,} bytes, more than the {limits.scalar:,} that one value may have"
        remedy = "shorten it, or keep it in a file beside this one and refer to that"
        findings.stop(start, "yaml-scalar-too-long", sentence, remedy)


def _check_escapes(text: str, start: int, findings: ProblemCollector) -> str:
    joined = join_surrogates(text)
    if characters := FORBIDDEN_IN_VALUES.findall(joined):
        sentence = f"an escape in this text stands for {name_characters(characters)}"
        findings.add(start, "yaml-control-character", sentence, "delete the escape; no reader could see it")
    return joined


UNUSABLE = ""
"""Stands in for a refused key, so that the rest of its mapping is still looked at."""


class KeyChecker:
    """Checks the keys of all mappings of one document."""

    def __init__(self, source: SourceText, findings: ProblemCollector) -> None:
        self._source = source
        self._findings = findings

    def check(self, event: ScalarEvent, value: Plain, seen: dict[str, int]) -> str:
        """The key that `event` stands for, in NFC; `seen` has the earlier keys of its mapping by offset."""
        start: int = event.start_mark.index
        if not isinstance(value, str):
            text = event.value
            sentence = f"the key {quote_scalar(text)} is not text" if text else "there is no key before the colon"
            remedy = "put it in quotes" if text else "write a key, or put text with a colon in quotes"
            self._findings.add(start, "yaml-key-not-string", sentence, remedy)
            return UNUSABLE
        if value == "<<" and event.style is None:
            sentence = "'<<' merges another mapping into this one"
            self._findings.add(start, "yaml-merge-key", sentence, "write the keys out in each mapping")
        # Keys that look the same may differ in code points, and one of them would be overlooked.
        key = value if value.isascii() else unicodedata.normalize("NFC", value)
        if seen.setdefault(key, start) != start:
            self._refuse_duplicate(start, key, seen[key])
        return key

    def refuse_collection(self, start: int) -> None:
        """Refuses a list or mapping that stands as a key at `start`."""
        sentence = "a list or mapping stands where a key is expected"
        remedy = "use text as key; text that begins with a bracket needs quotes"
        self._findings.add(start, "yaml-key-not-string", sentence, remedy)

    def _refuse_duplicate(self, start: int, key: str, earlier: int) -> None:
        place = self._source.place(earlier)
        here = self._source.place(start)
        sentence = (
            f"the key {quote_scalar(key)} at line {here.line}, column {here.column} "
            f"already stands at line {place.line}, column {place.column}"
        )
        self._findings.add(start, "yaml-duplicate-key", sentence, "keep one of the two")
