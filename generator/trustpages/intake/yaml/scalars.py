"""What a plain scalar means: JSON's words and numbers, text, or nothing that is certain."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

from trustpages.model.refusal import Refusal
from trustpages.secrets import masked

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

_MOST_DIGITS = 18
_LARGEST_INTEGER = 2**53  # beyond it, readers that keep numbers as doubles see another integer
_SHOWN = 40


def plain_scalar(text: str) -> Scalar | Refusal:
    """The value of the unquoted `text` in YAML 1.2 as far as JSON has it, or why it has none.

    `true`, `false`, `null`, `~` and nothing are themselves; numbers are those of JSON, integers up to 2^53;
    dates and everything else are text. What another YAML reader would take for something else is refused.
    """
    if len(text) <= _LONGEST_WORD and text.lower() in _WORDS:
        return _word(text)
    return _number(text) if text[0] in "0123456789-+." else text


def shown(text: str) -> str:
    """`text` in quotes, shortened to fit into a sentence, without secrets, with escapes for what is not visible."""
    text = masked(text)
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def _word(text: str) -> Scalar | Refusal:
    meant = _WORDS[text.lower()]
    if meant == text:
        return _VALUES[text]
    if meant is None:
        sentence = f"{shown(text)} is not a number that can be compared or shown"
        return Refusal("yaml-number-range", sentence, "leave the field out; absence is never a number")
    sentence = f"{shown(text)} is {meant} to some YAML readers and text to others"
    return Refusal("yaml-ambiguous-scalar", sentence, f'write {meant}, or "{text}" if it is text')


def _number(text: str) -> Scalar | Refusal:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _doubtful_number(text) if _LIKE_A_NUMBER.fullmatch(text) else text
    digits, fraction, exponent = match.groups()
    if fraction or exponent:
        return _float(text)
    if len(digits) > _MOST_DIGITS or int(digits) > _LARGEST_INTEGER:
        sentence = f"the integer {shown(text)} is beyond 2^53 and would not be kept exactly"
        return Refusal("yaml-number-range", sentence, "put it in quotes if it is an identifier")
    return int(text)


def _float(text: str) -> float | Refusal:
    value = float(text)
    mantissa = text.lower().partition("e")[0]
    if math.isinf(value) or (value == 0 and mantissa.strip("-0.")):
        nearest = "infinity" if value else "zero"
        sentence = f"the number {shown(text)} would be stored as {nearest}"
        return Refusal("yaml-number-range", sentence, "write a number that a 64-bit float can hold")
    return value


def _doubtful_number(text: str) -> Refusal:
    sentence = f"{shown(text)} is a number to some YAML readers, another number or text to others"
    remedy = "write a number as in JSON, such as 1000, 0.5 or 1e3, or put it in quotes if it is text"
    return Refusal("yaml-ambiguous-scalar", sentence, remedy)
