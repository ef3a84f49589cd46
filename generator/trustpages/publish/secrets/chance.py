"""Whether a value looks as if it came from a generator rather than from a person who fills in a form."""

from __future__ import annotations

import math
import re
from collections import Counter

# What stands in manuals and templates where a secret would stand. Short words only count as the whole value.
_STANDS_IN = re.compile(
    r"(?i)example|x{6}|\*{3}|\.{3}|0{8}|1{8}|12345678|abcdefgh|placeholder|changeme|redacted|your[_-]"
)
_WHOLE_WORDS = frozenset(
    {"password", "passwd", "pass", "secret", "token", "user", "username", "key", "none", "null"}
)
_VARIABLE = re.compile(r"[$<{\[%(]")
_SAMPLE = 4096


def bits_per_character(value: str) -> float:
    """Shannon entropy of the characters of a value, in bits for each; 0 for an empty one. Long ones are sampled."""
    sample = value[:_SAMPLE]
    counts = Counter(sample).values()
    return sum(count / len(sample) * math.log2(len(sample) / count) for count in counts)


def stands_in(value: str) -> bool:
    """Whether a value only stands where a secret would stand: a sample, a variable, a word of the manual."""
    return (
        value.strip("'\"").casefold() in _WHOLE_WORDS
        or _VARIABLE.match(value) is not None
        or _STANDS_IN.search(value[:_SAMPLE]) is not None
    )


def is_mixed(value: str) -> bool:
    """Whether a value has letters and digits, as generated ones nearly always do."""
    return any(one.isdigit() for one in value) and any(one.isalpha() for one in value)
