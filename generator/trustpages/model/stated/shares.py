"""Shares that a sentence states: per cents, fractions, so many out of so many, percentiles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from trustpages.model.stated.number_words import NUMBER, Bound, StatedNumber, read_bound, read_number

_TIME = r"(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|h|days?|weeks?|months?|quarters?|years?)\b"
_PEOPLE = (
    r"(?:people|persons?|reviewers?|employees?|managers?|officers?|auditors?|engineers?|operators?|owners?|teams?)"
)
_NOT_A_GAP = rf"(?:within|than|or|and|with|under|over|out|{_TIME})\b"
# An event counts as one: "a leak in ten thousand conversations".
_COUNT = rf"(?:{NUMBER}|\bonce\b|\btwice\b|\bthrice\b|\ban?\b)"
_RATIO = re.compile(
    rf"""(?P<k>{_COUNT})(?P<gap>(?:\s(?!{_NOT_A_GAP})(?!{NUMBER}\b)[A-Za-z'’-]+){{0,5}}?)
         \s(?P<link>out\sof|in|of|per|for|from)(?P<each>\severy|\seach|\sany)?\s(?P<n>{NUMBER})\b(?!\s?%|\s?per\s?cent)""",
    re.IGNORECASE | re.VERBOSE,
)
_REVERSED_RATIO = re.compile(
    rf"""(?:^|[.;,:]\s)(?:out\s)?of\s(?:every\s|each\s)?(?P<n>{NUMBER})\b(?:\s(?!{_TIME})[A-Za-z'’-]+){{0,4}},?\s
         (?:at\sleast\s|at\smost\s|no\smore\sthan\s|more\sthan\s|no\sfewer\sthan\s|fewer\sthan\s)?(?P<k>{NUMBER})\b
         (?!\s?%|\s?per\s?cent|\s{_TIME})""",
    re.IGNORECASE | re.VERBOSE,
)
_SLASH = re.compile(r"(?<![\d/.])(?P<k>\d+)\s?/\s?(?P<n>\d+)(?![\d/.])")
_CHANGE = (
    r"(?:points?|faster|slower|more|less|fewer|better|worse|cheaper|higher|lower|longer|shorter|confidence|reduction"
    r"|increase|improvement|discount|off|interval|significance|above|below)\b"
)
_PERCENT = re.compile(
    rf"(?P<p>{NUMBER}|\bhalf\s(?:an?|of\s(?:an?|one)))(?:\s?(?P<mille>‰|per\s?mille)|\s?(?:%|percent\b|pct\b)|[\s-]?per\s?cents?\b)(?!\s{_CHANGE})"
    rf"(?!age)",
    re.IGNORECASE,
)
_PERCENT_RANGE = re.compile(
    r"(?P<p>\d+(?:[.,]\d+)?)(?=\s?%?\s?(?:–|-|to|and)\s?\d+(?:[.,]\d+)?\s?(?:%|per\s?cent))", re.I
)
_PARTS: Final = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
_PART = "|".join(_PARTS)
_OF = r"(?=\s(?:of|the|all|its|our|their|your)\b)"
_FRACTION = re.compile(rf"(?P<k>{NUMBER}|\ban?\b)[\s-](?P<part>{_PART})(?P<plural>s?)\b(?P<of>{_OF})?", re.IGNORECASE)
_HALF = re.compile(
    r"(?<!\bin\s)(?<!\bby\s)(?<!\band\sa\s)(?<!\bfirst\s)(?<!\bsecond\s)(?<!\bother\s)\bhalf\b(?!-|\s(?:an?|as|time|way)\b)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    rf"(?<![\d.,$€£])(?P<d>0[.,]\d{{1,9}})\b(?!\s?(?:{_TIME}|%|per\s?cent|points?\b|[$€£]|dollars?|euros?))"
)
_EVERY = re.compile(rf"\bevery\s(?P<part>other|{_PART})\s(?!part(?:y|ies)\b|{_TIME})[a-z]", re.IGNORECASE)
_PERCENTILE = re.compile(
    r"\bp(?P<p>\d\d(?:\.\d+)?)\b|\b(?P<q>\d\d?(?:\.\d+)?)(?:st|nd|rd|th)[\s-]percentile", re.IGNORECASE
)
_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)
_NINES = re.compile(r"\b(?P<count>two|three|four|five|six)\snines\b", re.IGNORECASE)
_MOST = re.compile(
    r"(?<!\bthe\s)(?<!\bat\s)(?<!\bits\s)(?<!\bour\s)\bmost\s(?:of\s(?:the|its|our|all)\s)?(?!\w+ous\b)\w+s\b"
    r"|\b(?:the|a)\s(?:vast\s|great\s|large\s)?majority\sof\b",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(r"\b(?:all\sbut|except\s(?:for|in)?)\s(?:at\smost\s|about\s)?$", re.IGNORECASE)

Reader: TypeAlias = Callable[[re.Match[str], str], tuple[float, bool] | None]
"""From a match in its sentence to a share (0..1) and whether that is exact; None where it states no share."""


# A rule reads each promise and claim again for every policy that is tried.
@lru_cache(maxsize=1024)
def find_shares(sentence: str) -> tuple[StatedNumber, ...]:
    """Every share from 0 to 1 that the sentence states, in its order; "most" only where it states no other."""
    found: list[tuple[int, int, StatedNumber]] = []
    for pattern, read in _PATTERNS:
        for match, share, is_exact in _scan(sentence, pattern, read):
            is_taken = any(match.start() < end and start < match.end() for start, end, _ in found)
            if not is_taken:
                found.append((match.start(), match.end(), _state(sentence, match, share, is_exact=is_exact)))
    shares = tuple(number for _, _, number in sorted(found, key=lambda entry: entry[0]))
    most = _MOST.search(sentence)
    if not shares and most:
        return (StatedNumber(most[0], 0.5, "more than 50 %", Bound.MORE),)
    return shares


def format_share(share: float) -> str:
    """A share as a per cent, with at most four significant figures unless it has more that end."""
    exact = f"{share * 100:.10g}"
    return f"{exact if len(exact) <= 7 else f'{share * 100:.4g}'} %"


def _scan(sentence: str, pattern: re.Pattern[str], read: Reader) -> Iterator[tuple[re.Match[str], float, bool]]:
    """Every match that states a share; the search goes on inside of one that states none."""
    place = 0
    while match := pattern.search(sentence, place):
        share = read(match, sentence)
        if share is not None and 0 < share[0] <= 1:
            yield match, *share
            place = match.end()
        else:
            place = match.start() + 1
            # Not in the midst of the word or the figure that was just passed.
            while place < len(sentence) and sentence[place - 1].isalnum() and sentence[place].isalnum():
                place += 1


def _state(sentence: str, match: re.Match[str], share: float, *, is_exact: bool) -> StatedNumber:
    start = match.start() + (len(match[0]) - len(match[0].lstrip(".,;: ")))
    bound, is_rough = read_bound(sentence, _find_number(match, start), match.end())
    text = match[0].strip(".,;: ")
    if _ALL_BUT.search(sentence[:start]):
        return StatedNumber(f"all but {text}", 1 - share, format_share(1 - share), None, is_rough, is_exact)
    return StatedNumber(text, share, format_share(share), bound, is_rough, is_exact)


def _find_number(match: re.Match[str], start: int) -> int:
    """Where the number stands that a bound qualifies: in "of a hundred patches, at least eighty" the second one."""
    return match.start("k") if "k" in match.re.groupindex else start


def _read_ratio(match: re.Match[str], sentence: str) -> tuple[float, bool] | None:
    link, gap, after = match["link"].lower(), match["gap"].strip(), sentence[match.end() :]
    is_article = match["k"].lower() in {"a", "an"}
    k, n = _read_count(match["k"]), read_number(match["n"])
    is_period = re.match(rf"[\s-](?:\w+\s)?{_TIME}", after, re.IGNORECASE) is not None
    is_year = link in {"in", "of", "from", "for"} and re.match(r"(?:19|20)\d\d$", match["n"]) is not None
    of_people = re.match(rf"\s{_PEOPLE}\b", after, re.IGNORECASE) is not None
    # "Two languages in three regions" counts two things; "one request in four" counts one of them.
    of_others = bool(gap) and link == "in" and n < 10 and re.match(r"\s\w+s\b", after) is not None
    is_listed = re.search(r"\b(?:levels?|tiers?|steps?|versions?|phases?|parts?|stages?)\s$", sentence[: match.start()])
    is_vague = link in {"for", "from"} and not match["each"]
    if is_period or is_year or of_people or of_others or is_listed or is_vague or k > n or n < 2:
        return None
    if is_article and (not gap or n < 50):
        return None
    return k / n, _is_round(n)


def _read_reversed(match: re.Match[str], _: str) -> tuple[float, bool] | None:
    k, n = read_number(match["k"]), read_number(match["n"])
    return (k / n, _is_round(n)) if n >= 2 and k <= n else None


def _read_percent(match: re.Match[str], sentence: str) -> tuple[float, bool] | None:
    before = sentence[: match.start()]
    # By 20 % is how much something changes, 95 % confidence how sure somebody is.
    is_change = re.search(r"\bby\s(?:at\sleast\s|at\smost\s|about\s|up\sto\s|more\sthan\s)?$", before, re.IGNORECASE)
    is_mille = match.groupdict().get("mille") is not None
    number = 0.5 if match["p"].lower().startswith("half") else read_number(match["p"])
    return None if is_change else (number / (1000 if is_mille else 100), True)


def _read_fraction(match: re.Match[str], sentence: str) -> tuple[float, bool] | None:
    part = _PARTS[match["part"].lower()]
    k = 1.0 if match["k"].lower() in {"a", "an"} else read_number(match["k"])
    is_period = part == 4 and match["of"] is None
    # A third party, one fifth attempt: in the singular only what a share is of makes it one.
    is_ordinal = not match["plural"] and match["part"].lower() != "halves" and match["of"] is None
    is_after_number = re.search(r"\band\s$", sentence[: match.start()]) is not None  # two and a half
    if is_period or is_ordinal or is_after_number or k > part:
        return None
    return k / part, _is_round(part)


def _read_every(match: re.Match[str], _: str) -> tuple[float, bool] | None:
    part = match["part"].lower()
    n = 2 if part == "other" else _PARTS[part]
    return None if part in {"half", "halves", "quarter"} else (1 / n, _is_round(n))


def _read_percentile(match: re.Match[str], _: str) -> tuple[float, bool] | None:
    return float(match["p"] or match["q"]) / 100, True


def _read_nines(match: re.Match[str], _: str) -> tuple[float, bool] | None:
    return 1 - 10 ** -read_number(match["count"]), True


def _read_decimal(match: re.Match[str], _: str) -> tuple[float, bool] | None:
    return read_number(match["d"]), True


def _read_half(_: re.Match[str], __: str) -> tuple[float, bool] | None:
    return 0.5, True


def _read_slash(match: re.Match[str], _: str) -> tuple[float, bool] | None:
    k, n = int(match["k"]), int(match["n"])
    return (k / n, _is_round(n)) if n >= 2 and k <= n else None


def _read_count(text: str) -> float:
    named = {"a": 1.0, "an": 1.0, "once": 1.0, "twice": 2.0, "thrice": 3.0}
    return named[text.lower()] if text.lower() in named else read_number(text)


def _is_round(n: float) -> bool:
    """Whether a share of `n` has a decimal that ends soon."""
    return (1000 / n).is_integer()


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (_REVERSED_RATIO, _read_reversed),
    (_PERCENT_RANGE, _read_percent),
    (_PERCENT, _read_percent),
    (_RATIO, _read_ratio),
    (_SLASH, _read_slash),
    (_HALF, _read_half),
    (_FRACTION, _read_fraction),
    (_EVERY, _read_every),
    (_PERCENTILE, _read_percentile),
    (_MEDIAN, _read_half),
    (_NINES, _read_nines),
    (_DECIMAL, _read_decimal),
)
