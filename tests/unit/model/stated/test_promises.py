"""Sentences of promises against the line, the quantile and the window that decide them."""

from __future__ import annotations

from typing import Any

import pytest

from support.builders import an_obligation
from trustpages.model.documents.measures.catalog import MEASURE_KINDS
from trustpages.model.stated.promises import READ_BY_KIND, find_promise_discrepancies

SHARE = {"kind": "proportion"}
SECONDS = {"kind": "quantile", "value": "seconds", "q": 0.95, "unit": "seconds"}
RATE = {"kind": "rate", "per": 100}
AUDIT = {"kind": "boolean", "of": "audit"}
POINTS = {"kind": "mean", "value": "rating", "unit": "points of five"}
DOLLARS = {"kind": "cost_per_success", "unit": "dollars"}
NEVER = {"kind": "zero"}


def least(value: float) -> dict[str, float]:
    return {"at_least": value}


def most(value: float) -> dict[str, float]:
    return {"at_most": value}


# Sentence, measure, threshold that fits, threshold that does not, words that state the number.
BY_THRESHOLD = (
    ("Answers three questions out of four.", SHARE, least(0.75), least(0.60), "three questions out of four"),
    ("Solves two out of five tickets.", SHARE, least(0.40), least(0.05), "two out of five"),
    ("Completes 95 % of requests.", SHARE, least(0.95), least(0.90), "95 %"),
    ("Completes 95% of requests.", SHARE, least(0.95), least(0.59), "95%"),
    ("Completes at least 99.9 percent of requests.", SHARE, least(0.999), least(0.995), "99.9 percent"),
    ("Completes 99,5 per cent of requests.", SHARE, least(0.995), least(0.95), "99,5 per cent"),
    ("Completes ninety-five per cent of requests.", SHARE, least(0.95), least(0.85), "ninety-five per cent"),
    ("Handles eighty percent of chats alone.", SHARE, least(0.80), least(0.08), "eighty percent"),
    ("Nineteen of twenty answers are correct.", SHARE, least(0.95), least(0.90), "Nineteen of twenty"),
    ("Gets 19 in 20 right.", SHARE, least(0.95), least(0.85), "19 in 20"),
    ("Gets 19/20 right.", SHARE, least(0.95), least(0.19), "19/20"),
    ("Ninety-nine times out of a hundred it asks first.", SHARE, least(0.99), least(0.9), "Ninety-nine times out of"),
    ("Of a hundred patches, eighty-five stay in.", SHARE, least(0.85), least(0.80), "Of a hundred patches, eighty-"),
    ("Out of 200 chats at least 150 need nobody.", SHARE, least(0.75), least(0.50), "Out of 200 chats at least 150"),
    ("Resolves a third of complaints.", SHARE, least(0.33), least(0.25), "a third"),
    ("Resolves a third of complaints.", SHARE, least(0.333), least(0.3), "a third"),
    ("Resolves two thirds of complaints.", SHARE, least(0.67), least(0.60), "two thirds"),
    ("Resolves two-thirds of complaints.", SHARE, least(0.66), least(0.5), "two-thirds"),
    ("Resolves three quarters of complaints.", SHARE, least(0.75), least(0.7), "three quarters"),
    ("Sorts nine tenths of the post.", SHARE, least(0.9), least(0.8), "nine tenths"),
    ("Fixes one bug in seven.", SHARE, least(0.14), least(0.07), "one bug in seven"),
    ("Settles half of all cases.", SHARE, least(0.5), least(0.4), "half"),
    ("Settles more than half of all cases.", SHARE, least(0.55), least(0.45), "half"),
    ("Answers more than eight in ten calls.", SHARE, least(0.85), least(0.75), "eight in ten"),
    ("Answers most calls itself.", SHARE, least(0.6), least(0.3), "most calls"),
    ("Answers the vast majority of calls.", SHARE, least(0.51), least(0.2), "the vast majority of"),
    ("Answers about nine in ten calls.", SHARE, least(0.89), least(0.7), "nine in ten"),
    ("Answers between 80 and 90 % of calls.", SHARE, least(0.80), least(0.60), "80"),
    ("Answers 80–90 % of calls.", SHARE, least(0.80), least(0.70), "80"),
    ("Fails in at most one of twenty calls.", SHARE, least(0.95), least(0.90), "one of twenty"),
    ("Fails in at most one of twenty calls.", SHARE, most(0.05), most(0.10), "one of twenty"),
    ("Fewer than 5 % of answers are wrong.", SHARE, least(0.96), least(0.80), "5 %"),
    ("Never loses more than 2 % of bookings.", SHARE, least(0.98), least(0.95), "2 %"),
    ("Misses one alarm in a thousand.", SHARE, least(0.999), least(0.99), "one alarm in a thousand"),
    ("All but two in a hundred calls are answered.", SHARE, least(0.98), least(0.9), "all but two in a hundred"),
    ("Is there with three nines.", SHARE, least(0.999), least(0.99), "three nines"),
    ("Handles at most 10 % of refunds alone.", SHARE, most(0.10), least(0.10), "10 %"),
    ("Handles at least 10 % of refunds alone.", SHARE, least(0.10), most(0.10), "10 %"),
    ("Hands over every other call.", SHARE, most(0.5), most(0.75), "every other"),
    ("Solves nine of ten tasks on four tries.", {"kind": "repeated"}, least(0.9), least(0.8), "nine of ten"),
    ("Solves 60 % of the points.", {"kind": "weighted_score", "value": "points"}, least(0.6), least(0.5), "60 %"),
    ("Keeps nine tenths of its success.", {"kind": "robustness"}, least(0.9), least(0.5), "nine tenths"),
    ("Answers within twenty seconds in 19 turns of 20.", SECONDS, most(20), most(60), "twenty seconds"),
    ("Answers 95 % of calls in under half a minute.", SECONDS, most(30), most(45), "half a minute"),
    ("Answers 95 % of calls within two minutes.", SECONDS, most(120), most(300), "two minutes"),
    ("Answers 95 % of calls within 1.5 minutes.", SECONDS, most(90), most(150), "1.5 minutes"),
    ("Answers 95 % of calls within a minute and a half.", SECONDS, most(90), most(100), "a minute and a half"),
    ("Answers 95 % of calls within 500 ms.", SECONDS, most(0.5), most(5), "500 ms"),
    ("Never takes more than an hour, in 95 % of cases.", SECONDS, most(3600), most(7200), "an hour"),
    ("Customers give four of five points on average.", POINTS, least(4), least(3), "four of five points"),
    ("Customers give 4.5 stars on average.", POINTS, least(4.5), least(3.5), "4.5 stars"),
    ("A solved task costs at most $2.", DOLLARS, most(2), most(3), "$2"),
    ("A solved task costs at most two dollars.", DOLLARS, most(2), most(20), "two dollars"),
    ("A solved task costs less than 50 cents.", DOLLARS, most(0.5), most(5), "50 cents"),
    ("At most ten incidents in a hundred chats.", RATE, most(10), most(20), "ten incidents in a hundred"),
    ("At most one incident in a thousand chats.", RATE, most(0.1), most(1), "one incident in a thousand"),
    ("Fewer than one chat in 50 goes wrong.", RATE, most(2), most(5), "one chat in 50"),
    ("A leak in 10,000 chats at most.", RATE, most(0.01), most(1), "A leak in 10,000"),
    ("Completes ninety-nine point nine per cent.", SHARE, least(0.999), least(0.99), "ninety-nine point nine per cent"),
    ("Answers within two point five seconds.", SECONDS, most(2.5), most(5), "two point five seconds"),
    ("Always identifies the customer.", SHARE, least(1), least(0.99), "Always"),
    ("Never deletes a file unasked.", SHARE, least(1), least(0.9), "Never"),
    ("Asks first in all cases.", SHARE, least(1), least(0.95), "in all cases"),
    ("Has a success rate of 0.95.", SHARE, least(0.95), least(0.9), "0.95"),
    ("At least half are solved.", SHARE, least(0.5), least(0.4), "half"),
    ("Half a per cent of answers are wrong.", SHARE, least(0.995), least(0.95), "Half a per cent"),
    ("Only one in a hundred fails.", SHARE, least(0.99), least(0.9), "one in a hundred"),
    ("Answers 95 % of calls in a minute and 30 seconds.", SECONDS, most(90), most(60), "a minute 30 seconds"),
    ("Customers rate it 4.5 out of 5.", {"kind": "mean", "value": "rating"}, least(4.5), least(3), "4.5 out of 5"),
    ("Customers rate it at least 4.", {"kind": "mean", "value": "rating"}, least(4), least(3), "4"),
    (
        "Never leaks, in more than one of a thousand chats.",
        NEVER,
        {"tolerable_rate": 0.001},
        {"tolerable_rate": 0.1},
        "o",
    ),
)

# Sentence, changes of the obligation that fit, changes that do not, words that state the number.
BY_TERMS = (
    ("Answers 95 % of calls in 20 s.", {"measure": SECONDS}, {"measure": {**SECONDS, "q": 0.9}}, "95 %"),
    ("Nine in ten calls take 20 seconds.", {"measure": {**SECONDS, "q": 0.9}}, {"measure": SECONDS}, "Nine in ten"),
    ("p99 is 20 seconds.", {"measure": {**SECONDS, "q": 0.99}}, {"measure": SECONDS}, "p99"),
    ("The 99th percentile is 20 s.", {"measure": {**SECONDS, "q": 0.99}}, {"measure": SECONDS}, "99th percentile"),
    ("The median is 20 seconds.", {"measure": {**SECONDS, "q": 0.5}}, {"measure": SECONDS}, "median"),
    ("At most 5 % take longer than 20 s.", {"measure": SECONDS}, {"measure": {**SECONDS, "q": 0.9}}, "5 %"),
)
BY_WINDOW = (
    ("An auditor comes every year.", AUDIT, 365, 730, "every year"),
    ("An auditor comes once a year.", AUDIT, 366, 400, "once a year"),
    ("An auditor comes twice a year.", AUDIT, 182, 365, "twice a year"),
    ("An auditor comes quarterly.", AUDIT, 90, 365, "quarterly"),
    ("An auditor comes every six months.", AUDIT, 180, 365, "every six months"),
    ("An annual audit is on record.", AUDIT, 365, 90, "annual"),
    ("Completes the requests of the last 30 days.", SHARE, 30, 90, "last 30 days"),
    ("Holds over any three months.", SHARE, 90, 30, "any three months"),
    ("Holds in a rolling window of 28 days.", SHARE, 28, 90, "rolling window of 28 days"),
    ("Is there 90 % of each month.", SHARE, 30, 365, "of each month"),
    ("Is there 90 % of every calendar month.", SHARE, 31, 365, "of every calendar month"),
    ("Holds over a quarter.", SHARE, 91, 30, "over a quarter"),
    ("Has a monthly uptime of 90 %.", SHARE, 30, 365, "monthly uptime"),
)
NO_WORD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Completes the request.", {}),
    ("The 24-hour line answers.", {"measure": SECONDS, "threshold": most(20)}),
    ("Customers of tier 2 rate it in 2026.", {"measure": {"kind": "mean", "value": "rating"}, "threshold": least(4)}),
    ("Cuts the queue in half.", {}),
    ("Takes 0.5 seconds.", {}),
    ("Is there 24/7.", {}),
    ("Replies to a third party.", {}),
    ("Gets it right at the first of two tries.", {}),
    ("Works in three languages and two countries.", {}),
    ("Serves two languages in three regions.", {}),
    ("Is 20 % faster than in 2025.", {}),
    ("Cuts waiting by 30 %.", {}),
    ("Asks one of two reviewers before it refunds.", {}),
    ("Keeps to version 2 of 3 of the rules.", {}),
    ("Has fixed 12 issues in 2026.", {}),
    ("Makes the most serious mistakes impossible.", {}),
    ("Answers requests of at most 500 words.", {}),
    ("Answers within 20 seconds.", {}),
    ("Is never worse than a person.", {}),
    ("Almost never fails, and does not always ask.", {}),
    ("Has worked for years, and in the year 2026.", {}),
    ("Answers within a day.", {}),
    ("Ends within five percentage points of the plan.", {}),
    ("Answers 90 % of calls within 20 seconds.", {}),
    ("Refunds within three days.", {"measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.01}}),
    ("An auditor looks at it.", {"measure": AUDIT, "threshold": {}}),
    ("At most 2000 tokens.", {"measure": {"kind": "quantile", "value": "tokens"}, "threshold": most(2000)}),
    ("Two in a thousand runs.", {"not_applicable": {"reason": "None.", "decided_by": "risk", "date": "2026-01-01"}}),
)


def find(sentence: str, changes: dict[str, Any]) -> list[str]:
    return [found.stated for found in find_promise_discrepancies(an_obligation(promise=sentence, **changes))]


@pytest.mark.parametrize(("sentence", "measure", "fits", "differs", "stated"), BY_THRESHOLD)
def test_the_threshold_is_held_against_the_sentence(
    sentence: str, measure: dict[str, Any], fits: dict[str, float], differs: dict[str, float], stated: str
) -> None:
    assert find(sentence, {"measure": measure, "threshold": fits}) == []
    (found,) = find(sentence, {"measure": measure, "threshold": differs})
    assert found.startswith(stated)


@pytest.mark.parametrize(("sentence", "fits", "differs", "stated"), BY_TERMS)
def test_the_quantile_is_held_against_the_sentence(
    sentence: str, fits: dict[str, Any], differs: dict[str, Any], stated: str
) -> None:
    assert find(sentence, {"threshold": most(20), **fits}) == []
    assert find(sentence, {"threshold": most(20), **differs}) == [stated]


@pytest.mark.parametrize(("sentence", "measure", "fits", "differs", "stated"), BY_WINDOW)
def test_the_window_is_held_against_the_sentence(
    sentence: str, measure: dict[str, Any], fits: int, differs: int, stated: str
) -> None:
    threshold = {} if measure is AUDIT else least(0.9)
    terms = {"measure": measure, "threshold": threshold}
    assert find(sentence, {**terms, "window": {"rolling": fits}}) == []
    assert find(sentence, {**terms, "window": {"rolling": differs}}) == [stated]


@pytest.mark.parametrize(("sentence", "changes"), NO_WORD)
def test_other_numbers_are_no_line(sentence: str, changes: dict[str, Any]) -> None:
    assert find(sentence, changes) == []


@pytest.mark.parametrize(
    ("sentence", "threshold", "is_laxer"),
    [
        ("Completes 90 % of requests.", least(0.8), True),
        ("Completes 90 % of requests.", least(0.95), False),
        ("Fails in at most 10 % of requests.", most(0.2), True),
        ("Fails in at most 10 % of requests.", most(0.05), False),
        ("Fails in at most 10 % of requests.", least(0.1), True),
        ("Fails in at most 10 % of requests.", least(0.8), True),
        ("Fails in at most 10 % of requests.", least(0.95), False),
        ("Only one in a hundred fails.", least(0.9), True),
        ("Only one in ten fails.", least(0.95), False),
    ],
)
def test_whether_the_line_lets_more_pass_than_the_sentence(
    sentence: str, threshold: dict[str, float], *, is_laxer: bool
) -> None:
    (found,) = find_promise_discrepancies(an_obligation(promise=sentence, threshold=threshold))
    assert found.is_laxer is is_laxer


def test_every_kind_of_promise_is_read() -> None:
    assert set(READ_BY_KIND) == set(MEASURE_KINDS)
