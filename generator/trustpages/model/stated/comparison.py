"""Whether what a sentence states fits a line, and how the two differ where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from trustpages.model.source_map import ValuePath
from trustpages.model.stated.number_words import Bound, StatedNumber

_FAILING = re.compile(
    r"\b(?:fail\w*|err(?:s|or|ors)?|mistakes?|wrong\w*|miss(?:es|ed|ing)?|los(?:es|e|t|ing)|complain\w*|escalat\w*"
    r"|hand(?:s|ed)?\s(?:over|off)|refus\w*|reject\w*|abandon\w*|break\w*|broken|incorrect\w*|unresolved|unanswered"
    r"|longer|later|slower|incidents?|leak\w*|halluc\w*|without|not|never|no)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DecidingLine:
    """The number that decides, as it is compared with a sentence: its side, and where the document has it.

    `written` is the key with its value, `is_share` whether a sentence may state what is left to 1 instead: at the other
    side, of what goes wrong, or in any words where the line itself `counts_failures`.
    """

    path: ValuePath
    written: str
    value: float
    side: str
    is_share: bool = False
    counts_failures: bool = False


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A sentence that states another number than the one that decides.

    `stated` are the words of the sentence, `meaning` is their number in figures, `line` the key and the value that
    decide, at `path`. `is_laxer` says that what the line lets pass would break the sentence, or that nobody can tell.
    """

    stated: str
    meaning: str
    line: str
    path: ValuePath
    is_laxer: bool


Found: TypeAlias = Discrepancy | None

_RELATIVE: Final = 1e-9
_ROUNDED: Final = 0.05
_ROUGH: Final = 0.25


def find_discrepancy(sentence: str, stated: Sequence[StatedNumber], line: DecidingLine) -> Found:
    """How the sentence differs from the line; None where it states no number, or one of its numbers fits.

    A sentence has other numbers, too, so one that fits is enough.
    """
    if not stated or any(_fits(sentence, number, line) for number in stated):
        return None
    nearest = min(stated, key=lambda number: abs(number.value - line.value))
    return Discrepancy(
        nearest.text, nearest.meaning, line.written, line.path, is_laxer=_is_laxer(sentence, nearest, line)
    )


_ABSOLUTE = re.compile(
    r"(?<!almost\s)(?<!nearly\s)(?<!virtually\s)(?<!hardly\s)(?<!not\s)\b(?:never|always|without\sexception|in\s(?:every|all|any)\scases?|every\ssingle\stime)\b"
    r"(?!\s(?:\w+\s)?(?:more|less|fewer|worse|later|longer|slower|below|above|over|under|than)\b)",
    re.IGNORECASE,
)


def find_exception_allowed(sentence: str, line: DecidingLine) -> Found:
    """How a sentence that says never or always differs from a share that lets some runs go wrong."""
    said = _ABSOLUTE.search(sentence)
    none_may = line.value >= 1 if line.side == "at_least" and not line.counts_failures else line.value <= 0
    if said is None or none_may:
        return None
    return Discrepancy(said[0], "without exception", line.written, line.path, is_laxer=True)


def _is_laxer(sentence: str, stated: StatedNumber, line: DecidingLine) -> bool:
    said = stated.value
    if stated.bound is None and line.is_share and _FAILING.search(sentence):
        # Of what goes wrong, or of what does not: the one that was meant lies nearer.
        said = min(said, 1 - said, key=lambda share: abs(share - line.value))
    if stated.bound is not None and stated.bound.side != line.side:
        if not line.is_share:
            return True
        said = 1 - said
    return line.value < said if line.side == "at_least" else line.value > said


def _fits(sentence: str, stated: StatedNumber, line: DecidingLine) -> bool:
    if (stated.bound is None or stated.bound.side == line.side) and _agrees(stated, stated.value, line.value, line):
        return True
    if not line.is_share:
        return False
    # Two in a hundred may fail: 98 in a hundred do not.
    is_of_failures = line.counts_failures or _FAILING.search(sentence) is not None
    is_opposite = is_of_failures if stated.bound is None else stated.bound.side != line.side
    return is_opposite and _agrees(stated, 1 - stated.value, line.value, line, is_left=True)


def _agrees(stated: StatedNumber, said: float, decided: float, line: DecidingLine, *, is_left: bool = False) -> bool:
    if _is_near(stated, said, decided, is_share=line.is_share):
        return True
    # More than eight in ten are nine in ten, too: a stricter line does not go back on such a sentence.
    is_open = stated.bound in {Bound.MORE, Bound.FEWER}
    if not is_open or (stated.bound is not None and (stated.bound.side == line.side) is is_left):
        return False
    return decided >= said if line.side == "at_least" else decided <= said


def _is_near(stated: StatedNumber, said: float, decided: float, *, is_share: bool) -> bool:
    difference = abs(said - decided)
    size = min(abs(said), abs(1 - said)) if is_share and 0 < said < 1 else abs(said)
    if difference <= _RELATIVE * max(abs(said), abs(decided)):
        return True
    if stated.is_rough:
        return difference <= _ROUGH * size
    if stated.is_exact:
        return False
    # A third is written 0.33 or 0.333: as many decimals as somebody cares for, but two at least.
    decimals = len(f"{decided:.10f}".rstrip("0").partition(".")[2])
    return decimals >= 2 and difference < 10.0**-decimals and difference <= _ROUNDED * size
