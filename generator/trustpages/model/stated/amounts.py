"""Times, amounts, periods and positions that a sentence states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from trustpages.model.stated.number_words import MOST_SENTENCES, NUMBER, StatedNumber, read_bound, read_number

_SECONDS: Final = {
    "millisecond": 0.001,
    "ms": 0.001,
    "second": 1,
    "sec": 1,
    "s": 1,
    "minute": 60,
    "min": 60,
    "hour": 3600,
    "hr": 3600,
    "h": 3600,
    "day": 86_400,
    "week": 604_800,
}
_UNIT = "|".join(sorted((rf"{unit}s?" for unit in _SECONDS), key=len, reverse=True))
_TIME = re.compile(
    rf"(?P<n>{NUMBER}|\bhalf\san?\b|\ban?\b)(?P<half>\sand\sa\shalf)?\s?(?:(?:business|working|calendar)\s)?"
    rf"(?P<unit>{_UNIT})\b(?P<late>\sand\sa\shalf)?",
    re.IGNORECASE,
)
# Last days are those of a window: they say nothing of how long anything takes.
_OF_A_WINDOW = re.compile(r"\b(?:last|past|previous|any|every|each|per|rolling|once|twice|times)\s$", re.IGNORECASE)
_MONEY = re.compile(
    rf"(?P<sign>[$€£])\s?(?P<n>\d[\d,.]*\d|\d)|(?P<m>{NUMBER})\s?(?P<word>[$€£]|dollars?|euros?|pounds?|cents?|pence"
    rf"|USD|EUR|GBP)(?!\w)",
    re.IGNORECASE,
)
# Four and a half out of five; "at least 4." at the end of a clause.
_RATING = re.compile(
    rf"\b(?P<n>{NUMBER})(?:(?P<of>\sout\sof\s{NUMBER}\b|(?<=\d)/\d+\b)|(?=\s?[.;,]?$|\son\saverage\b))", re.IGNORECASE
)
_DAYS: Final = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (89, 92), "year": (360, 366)}
_ADVERBS: Final = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
}
_PERIOD = "|".join(_DAYS)
_RECURS = re.compile(
    rf"(?P<twice>twice\s)?(?:\b(?:every|each|once\sper|once\san?|per|an?)\s)(?P<n>{NUMBER}\s)?(?P<unit>{_PERIOD})s?\b"
    rf"|\b(?P<adverb>{'|'.join(_ADVERBS)})\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"\b(?:last|past|previous|rolling|any)\s(?P<n>{NUMBER}[\s-])?(?P<unit>{_PERIOD})s?\b"
    rf"|\brolling\swindow\sof\s(?P<m>{NUMBER}\s)(?P<of>{_PERIOD})s?\b"
    rf"|\b(?:(?:in|over|during|within|of)\s(?:each|every)|(?:over|during)\s(?:a|the))\s(?P<k>{NUMBER}[\s-])?"
    rf"(?:calendar\s)?(?P<each>{_PERIOD})s?\b"
    rf"|\b(?P<adverb>daily|weekly|monthly|quarterly|yearly|annual)\s(?:uptime|availability|average|mean|rate|share)\b",
    re.IGNORECASE,
)
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_RANK = re.compile(
    rf"\b(?:top|no\.|number|rank|ranks|ranked|place|position)[\s-]?(?P<n>{NUMBER})\b|\#\s?(?P<hash>\d+)"
    rf"|\b(?P<word>{'|'.join(_ORDINALS)})\b(?!\s(?:time|try|attempt|go|guess|pass))|\b(?P<figure>\d+)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)


def get_seconds(unit: str) -> float | None:
    """How many seconds a unit of time has; None where the word is none."""
    return _SECONDS.get(unit.lower()) or _SECONDS.get(unit.lower().removesuffix("s"))


@lru_cache(MOST_SENTENCES)
def find_times(sentence: str) -> tuple[StatedNumber, ...]:
    """Every length of time that the sentence states, in seconds, without the days of a window.

    One that is told in two units, as a minute and thirty seconds, is one.
    """
    found: list[tuple[int, StatedNumber]] = []
    for start, end, time in _list_times(sentence):
        if found and _JOINED.fullmatch(sentence[found[-1][0] : start]):
            before = found.pop()[1]
            text = f"{before.text} {time.text}"
            time = replace(before, text=text, meaning=text, value=before.value + time.value)
        found.append((end, time))
    return tuple(time for _, time in found)


_JOINED = re.compile(r",?\s(?:and\s)?")


def _list_times(sentence: str) -> Iterator[tuple[int, int, StatedNumber]]:
    for match in _TIME.finditer(sentence):
        number, unit = match["n"].lower(), match["unit"]
        if _OF_A_WINDOW.search(sentence[: match.start()]) or (len(unit) <= 1 and not number[0].isdigit()):
            continue
        halves = 0.5 if match["half"] or match["late"] else 0.0
        value = 0.5 if number.startswith("half") else 1.0 if number in {"a", "an"} else read_number(number)
        bound, is_rough = read_bound(sentence, match.start(), match.end())
        seconds = (value + halves) * (get_seconds(unit) or 1)
        yield match.start(), match.end(), StatedNumber(match[0], seconds, match[0], bound, is_rough)


def find_amounts(sentence: str, words: frozenset[str]) -> tuple[StatedNumber, ...]:
    """Every sum of money that the sentence states, every rating, and every number that one of the `words` follows.

    Words are compared without a plural s.
    """
    return (*_list_money(sentence), *_list_counted(sentence, words), *_list_ratings(sentence))


def _list_money(sentence: str) -> Iterator[StatedNumber]:
    for match in _MONEY.finditer(sentence):
        value = read_number((match["n"] or match["m"]).lower())
        is_small = (match["word"] or "").lower() in {"cent", "cents", "pence"}
        bound, is_rough = read_bound(sentence, match.start(), match.end())
        yield StatedNumber(match[0], value / 100 if is_small else value, match[0], bound, is_rough)


def _list_counted(sentence: str, words: frozenset[str]) -> Iterator[StatedNumber]:
    named = "|".join(sorted(map(re.escape, words)))
    counted = rf"(?P<n>{NUMBER})(?:\s(?:out\s)?of\s{NUMBER})?[\s-](?:\w+\s)?(?:{named})s?\b"
    pattern = rf"(?:(?P<low>\d[\d.,]*)\s?(?:to|–|-)\s?)?{counted}"
    for match in re.finditer(pattern, sentence, re.IGNORECASE):
        bound, is_rough = read_bound(sentence, match.start(), match.end())
        for number in filter(None, (match["low"], match["n"])):
            yield StatedNumber(match[0], read_number(number), number, bound, is_rough)


def _list_ratings(sentence: str) -> Iterator[StatedNumber]:
    for match in _RATING.finditer(sentence):
        bound, is_rough = read_bound(sentence, match.start(), match.end())
        # A number alone at the end may be anything, a year or a tier, unless it is said to be a limit.
        if match["of"] or bound is not None:
            yield StatedNumber(match[0], read_number(match["n"]), match["n"], bound, is_rough)


@lru_cache(MOST_SENTENCES)
def find_recurrence(sentence: str) -> tuple[str, int, int] | None:
    """How often the sentence says that something happens: its words, and fewest and most days of the period."""
    match = _RECURS.search(sentence)
    if match is None:
        return None
    if match["adverb"]:
        return (match[0], *_DAYS[_ADVERBS[match["adverb"].lower()]])
    low, high = _count_days(match["n"], match["unit"])
    return (match[0], low // 2, -(-high // 2)) if match["twice"] else (match[0], low, high)


@lru_cache(MOST_SENTENCES)
def find_last_days(sentence: str) -> tuple[str, int, int] | None:
    """Over which last days the sentence says that it holds: its words, and how many they are, at least and at most."""
    match = _LAST.search(sentence)
    if match is None:
        return None
    if match["adverb"]:
        return (match[0], *_DAYS[_ADVERBS[match["adverb"].lower()]])
    count, unit = match["n"] or match["m"] or match["k"], match["unit"] or match["of"] or match["each"]
    return (match[0], *_count_days(count, unit))


def _count_days(count: str | None, unit: str) -> tuple[int, int]:
    low, high = _DAYS[unit.lower()]
    if count is None:
        return low, high
    n = int(read_number(count.strip(" -").lower()))
    # Months are counted as thirty days, too: six of them are 180 days or 184.
    return (30 * n - 2 if unit.lower() == "month" else low * n), high * n


def find_positions(sentence: str) -> tuple[StatedNumber, ...]:
    """Every position on a board that the sentence states."""
    return tuple(_list_positions(sentence))


def _list_positions(sentence: str) -> Iterator[StatedNumber]:
    for match in _RANK.finditer(sentence):
        figure = match["hash"] or match["figure"]
        if match["word"]:
            value = float(_ORDINALS.index(match["word"].lower()) + 1)
        else:
            value = float(figure) if figure else read_number(match["n"].lower())
        yield StatedNumber(match[0], value, f"{value:g}")
