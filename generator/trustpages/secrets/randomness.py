"""Heuristics for machine-generated values: entropy, character classes, pronounceability; and for placeholders."""

from __future__ import annotations

import math
import re
from collections import Counter

# What stands in manuals and templates where a secret would stand. Short words only count as the whole value.
_PLACEHOLDER = re.compile(
    r"(?i)example|x{6}|\*{3}|\.{3}|0{8}|1{8}|12345678|abcdefgh|placeholder|changeme|redacted|your[_-]"
)
_WHOLE_WORDS = frozenset({"password", "passwd", "pass", "secret", "token", "user", "username", "key", "none", "null"})
_VARIABLE = re.compile(r"[$<\[(]|%(?:\(|[A-Za-z_]+%|s$)|\{(?:[A-Za-z_.-]*\}|\W)")
_CODE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(.*)?")
_SAMPLE = 4096  # characters of a long value that are looked at

_LETTERS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_CLUSTER = re.compile(r"[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{4}")
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
_FEWEST_OF_A_WORD = 4  # three letters with a vowel among them stand in most tokens by chance
_WORDS_SHARE = 0.6
_OF_THE_IDEAL = 0.75  # chance repeats characters in a short value, and so falls short of an even spread
_ALPHABET = 64
_HEX_ALPHABET = 16


def measure_entropy(value: str) -> float:
    """Shannon entropy of the characters of a value, in bits for each; 0 for an empty one. Long ones are sampled."""
    sample = value[:_SAMPLE]
    counts = Counter(sample).values()
    return sum(count / len(sample) * math.log2(len(sample) / count) for count in counts)


def is_placeholder(value: str) -> bool:
    """Whether a value only stands where a secret would stand: a sample, a variable, a word of the manual."""
    return (
        value.strip("'\"").casefold() in _WHOLE_WORDS
        or _VARIABLE.match(value) is not None
        or _PLACEHOLDER.search(value[:_SAMPLE]) is not None
    )


def is_generated(value: str) -> bool:
    """Whether a value has the spread of chance, in more than one kind of characters, and is not made of words."""
    sample = value[:_SAMPLE]
    if _count_character_kinds(sample) < 2:
        return False
    digits = sample.replace("-", "")  # as in a UUID
    if _HEXADECIMAL.issuperset(digits):
        return _is_spread(digits, _HEX_ALPHABET)
    return _is_spread(sample, _ALPHABET) and not _is_made_of_words(sample)


def looks_like_password(value: str) -> bool:
    """Whether a value looks like what a person picks for a password, or like what is generated for one."""
    if is_generated(value):
        return True
    has_mark = any(character in "!@#$%^&*+" for character in value)
    return _count_character_kinds(value) + has_mark > 2 and _CODE.fullmatch(value) is None


def _count_character_kinds(value: str) -> int:
    """How many of the three kinds are there: digits, small letters, capitals."""
    return sum(map(any, (map(str.isdigit, value), map(str.islower, value), map(str.isupper, value))))


def _is_spread(value: str, alphabet: int) -> bool:
    """Whether the entropy is near the most that so many characters of an alphabet of that size can have."""
    # A short value cannot show more distinct characters than it has, so its length bounds the entropy, too.
    ideal = math.log2(min(max(len(value), 1), alphabet))
    return measure_entropy(value) >= _OF_THE_IDEAL * ideal


def _is_made_of_words(value: str) -> bool:
    """Whether most letters stand in what can be pronounced: `get-token-from-session-2`, not `x7Kq0Zt9`."""
    runs: list[str] = _LETTERS.findall(value)
    words = (run for run in runs if len(run) >= _FEWEST_OF_A_WORD and _VOWEL.search(run) and not _CLUSTER.search(run))
    return sum(map(len, words)) >= _WORDS_SHARE * sum(map(len, runs))
