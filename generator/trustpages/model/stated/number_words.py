"""Numbers in English prose, in figures and in words, and how a sentence qualifies them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_LARGE: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_VALUES: Final = {
    **{word: number for number, word in enumerate(_SMALL.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
}

_ONES_WORD = f"(?:{'|'.join(sorted(_SMALL.split(), key=len, reverse=True))})"
_TENS_WORD = f"(?:{'|'.join(_TENS.split())})(?:[-\\s](?:one|two|three|four|five|six|seven|eight|nine))?"
_BELOW_HUNDRED = rf"(?:{_TENS_WORD}|{_ONES_WORD})"
_DIGIT = "zero|one|two|three|four|five|six|seven|eight|nine"
_LARGE_WORD = f"(?:{'|'.join(_LARGE)})"
_SPELLED = (
    rf"(?:(?:a|{_BELOW_HUNDRED})[-\s])?{_LARGE_WORD}(?:[-\s]{_LARGE_WORD}){{0,2}}(?:\s(?:and\s)?{_BELOW_HUNDRED})?"
    rf"|{_BELOW_HUNDRED}(?:\spoint(?:\s(?:{_DIGIT})){{1,4}})?"
)
# Lengths are bounded, so that a long sentence takes time in proportion to its length.
_FIGURES = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,12}(?:[.,]\d{1,9})?)(?!\d)"
NUMBER: Final = rf"(?:{_FIGURES}|\b(?:{_SPELLED})\b)"
"""A number in figures or in words, as a pattern that ignores case: 1,000, 99.9, a hundred, one point five."""

MOST_SENTENCES: Final = 8192
"""Of which it is remembered what they state: each is read for every audience, and again where it is judged."""


def read_number(text: str) -> float:
    """The value of a text that `NUMBER` matches."""
    if text[0].isdigit():
        # A comma before three figures groups thousands, any other one is a decimal comma.
        grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
        return float(text.replace(",", "" if grouped else "."))
    whole, _, digits = text.lower().partition(" point ")
    total, current = 0.0, 0
    if digits:
        total = float("0." + "".join(str(_VALUES[digit]) for digit in digits.split()))
    for word in re.split(r"[-\s]+", whole):
        if word in _LARGE:
            current = (current or 1) * _LARGE[word]
        elif word in _VALUES:
            # Two hundred and fifty: what follows a large word is added to it.
            current += _VALUES[word]
    return total + current


class Bound(StrEnum):
    """To which side of a number a sentence promises to stay."""

    AT_LEAST = "at_least"
    MORE = "more"
    AT_MOST = "at_most"
    FEWER = "fewer"

    @property
    def side(self) -> str:
        """The side in the terms of a threshold."""
        return "at_least" if self in {Bound.AT_LEAST, Bound.MORE} else "at_most"


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number that a sentence states: `value` as it is compared, `meaning` as a reader writes it in figures.

    `is_rough` says that the sentence calls it approximate, `is_exact` that it has no more decimals than it shows, which
    two in three has.
    """

    text: str
    value: float
    meaning: str
    bound: Bound | None = None
    is_rough: bool = False
    is_exact: bool = True


_FILLER = r"\s+(?:only\s+|about\s+|around\s+|in\s+|for\s+|with\s+|a\s+|the\s+)?$"
_BEFORE = (
    (Bound.AT_LEAST, r"(?:at\s+least|no\s+(?:less|fewer)\s+than|not\s+(?:less|fewer)\s+than|a\s+minimum\s+of)"),
    (Bound.AT_MOST, r"(?:at\s+most|no\s+more\s+than|not\s+more\s+than|up\s+to|a\s+maximum\s+of|no\s+later\s+than)"),
    (Bound.MORE, r"(?:more\s+than|over|above|better\s+than|exceed(?:s|ing)?|beyond|greater\s+than|well\s+over)"),
    (Bound.FEWER, r"(?:less\s+than|fewer\s+than|under|below|lower\s+than)"),
)
_AFTER = (
    (Bound.AT_LEAST, re.compile(r"\s(?:\w+\s)?or\s(?:more|better|higher|above)\b", re.IGNORECASE)),
    (Bound.AT_MOST, re.compile(r"\s(?:\w+\s)?or\s(?:less|fewer|lower|below|faster|sooner)\b", re.IGNORECASE)),
)
_BOUNDS = tuple((bound, re.compile(rf"\b{words}{_FILLER}", re.IGNORECASE)) for bound, words in _BEFORE)
_ROUGH = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|close\s+to|just\s+(?:over|under))\s+"
    r"|[~≈]\s?)$",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|never|no|nor|without|cannot|nobody|nothing|neither)\b|n['’]t\b", re.IGNORECASE)
_REVERSED = {Bound.MORE: Bound.AT_MOST, Bound.FEWER: Bound.AT_LEAST}


def read_bound(sentence: str, start: int, end: int) -> tuple[Bound | None, bool]:
    """How the sentence qualifies the number from `start` to `end`: its bound, and whether it is approximate."""
    before, after = sentence[:start], sentence[end:]
    clause = re.split(r"[.;,:]\s", before)[-1]
    is_rough = bool(_ROUGH.search(before))
    for bound, pattern in _BOUNDS:
        if match := pattern.search(before):
            # "Never loses more than one": what must not be exceeded is a limit.
            is_denied = bool(_DENIAL.search(clause[: len(clause) - len(match[0])]))
            return _REVERSED.get(bound, bound) if is_denied else bound, is_rough
    return next((bound for bound, pattern in _AFTER if pattern.match(after)), None), is_rough
