"""What no report may say: two values of one thing, sums that do not add up, states against words, days out of time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Final

from support.outputs.from_exports import tell_exports
from support.outputs.from_files import tell_feed, tell_record, tell_spreadsheets, tell_text
from support.outputs.from_pages import tell_pages
from support.outputs.from_sentences import tell_sentences
from support.outputs.statements import Stated, find_disagreements
from support.outputs.whole import Whole
from support.outputs.words import list_sentences, list_states
from trustpages.compose import paths
from trustpages.compose.wording.said import say
from trustpages.model import states
from trustpages.model.pages.blocks import FactList, Row, Table, walk
from trustpages.model.pages.findings import BottomLine
from trustpages.model.pages.values import MADE_UP, StateLabel
from trustpages.model.vocabulary import ClaimVerdict, Posture, Severity, Verdict


def find_contradictions(whole: Whole) -> Iterator[str]:
    """Everything that the outputs of a report say against each other, a sentence each."""
    tellers = (tell_pages, tell_sentences, tell_record, tell_spreadsheets, tell_feed, tell_text, tell_exports)
    stated = tuple(chain.from_iterable(tell(whole) for tell in tellers))
    yield from find_disagreements(stated)
    yield from find_wrong_sums(whole, stated)
    for find in (
        find_unknown_states,
        find_states_against_days,
        find_days_out_of_time,
        find_wrong_words,
        find_false_good,
    ):
        yield from find(whole)


def find_false_good(whole: Whole) -> Iterator[str]:
    """Badges that look good although something is open, and embeds that say another state than the first screen."""
    for view in whole.site.embeds:
        agent = next(agent for agent in whole.report.agents if agent.id == view.agent)
        found, is_good = agent.findings, view.badge.label.name == states.POSTURES[Posture.SUPPORTED].name
        open_ = (
            agent.posture.posture is not Posture.SUPPORTED,
            agent.valid_until.day is not None and agent.valid_until.day < whole.report.as_of,
            any(claim.verdict in (ClaimVerdict.CONTRADICTED, ClaimVerdict.STALE) for claim in found.claims),
            any(result.stale or result.verdict in (Verdict.BREACHED, Verdict.MISSING) for result in found.obligations),
            bool(agent.contests),
            any(trigger.is_overdue(whole.report.as_of) for trigger in found.reviews.triggers),
            any(limitation.severity is Severity.CRITICAL for limitation in agent.limitations.triggered),
        )
        if is_good and any(open_):
            yield f"{agent.id}: the badge looks good, and yet {open_}"
        page = next(page for page in whole.site.pages if page.path == paths.agent(agent.id))
        (shown,) = (block for block in walk(page.sections) if isinstance(block, BottomLine))
        if view.bottom != shown:
            yield f"{agent.id}: a card says {view.bottom}, the first screen {shown}"


def find_wrong_sums(whole: Whole, stated: tuple[Stated, ...]) -> Iterator[str]:
    """Totals that are not the sum of their parts."""
    known: dict[str, dict[str, object]] = defaultdict(dict)
    for each in stated:
        known[each.subject].setdefault(each.quantity, each.value)
    for agent in whole.report.agents:
        said = known[paths.agent(agent.id)]
        waiting = _find_note(whole, paths.analyst(agent.id), "State").partition(" ")[0] or "0"
        late = sum(trigger.is_overdue(whole.report.as_of) for trigger in agent.findings.reviews.triggers)
        if waiting != f"{late:,}":
            yield f"{agent.id}: {waiting} events wait for a review, {late} are past their deadline"
        verdicts = [value for name, value in said.items() if name.startswith("promises that are ")]
        if sum(value for value in verdicts if isinstance(value, int)) != int(str(said["promises"])):
            yield f"{agent.id}: {said['promises']} promises, by verdict {verdicts}"
        follow = agent.findings.follow_through
        on_time = getattr(follow.on_time, "k", 0) or 0
        if on_time + follow.late + follow.not_enacted + follow.missed != follow.due:
            yield f"{agent.id}: of {follow.due} due, {on_time} + {follow.late} + {follow.not_enacted} + {follow.missed}"


def _find_note(whole: Whole, path: str, label: str) -> str:
    """What stands behind the fact of that label on a page."""
    page = next(page for page in whole.site.pages if page.path == path)
    facts = (fact for block in walk(page.sections) if isinstance(block, FactList) for fact in block.facts)
    return next((say(fact.note) for fact in facts if fact.label == label), "")


_TABLES: Final = (
    *(states.POSTURES, states.VERDICTS, states.SEVERITIES, states.INCIDENT_SEVERITIES, states.FRESHNESS),
    *(states.CLAIMS, states.LEDGER, states.REVIEWS, states.BENCHMARKS, states.TURNS, states.ANSWERED, states.COVERED),
)
_LABELS: Final = {label for table in _TABLES for label in table.values()} | {
    value for value in (*vars(states).values(), MADE_UP) if isinstance(value, StateLabel)
}
_ALIKE: Final = {(label.word, label.name) for label in _LABELS}


def find_unknown_states(whole: Whole) -> Iterator[str]:
    """States whose word and tone are not those that machines know them by."""
    for page in whole.site.pages:
        for state in list_states(page.sections):
            posture = state.word.removeprefix("Expired, was ")
            has_expired = posture != state.word and state.name == "expired"
            if not has_expired and (posture, state.name) not in _ALIKE and state.name != "not-applicable":
                yield f"{page.path} shows the state “{state.word}” in the tone {state.name}"


_CURRENT: Final = {states.FRESHNESS[status].word for status in states.FRESHNESS if status in {"fresh", "due_soon"}}
_EXPIRED: Final = {states.FRESHNESS[status].word for status in states.FRESHNESS if status == "expired"}
_AHEAD: Final = {
    "Within its age until": _CURRENT,
    "Expires": {states.VALID.word},
    "Due": {word.word for status, word in states.LEDGER.items() if status == "pending"},
    "Review by": {states.OPEN.word},
}
"""States that a day of that column must not lie before the report with."""
_BEHIND: Final = {
    "Due": {states.LEDGER[state].word for state in states.LEDGER if state in {"not-enacted", "missed-trigger"}},
    "Review by": {states.PAST_DEADLINE.word},
}
"""States that it must lie before the report with."""


def find_states_against_days(whole: Whole) -> Iterator[str]:
    """Rows whose state and day do not go together, and a header that says valid over what has expired."""
    as_of = whole.report.as_of
    for page in whole.site.pages:
        for block in walk(page.sections):
            if isinstance(block, Table):
                yield from _find_wrong_rows(f"{page.path} › {block.caption}", block.columns, block.rows, as_of)
            if isinstance(block, BottomLine):
                passed = block.valid_until is not None and block.valid_until < as_of
                if passed is not block.expired:
                    yield f"{page.path}: valid until {block.valid_until}, expired: {block.expired}"
        for chart in page.charts:
            rows = tuple(map(Row, chart.rows))
            yield from _find_wrong_rows(f"{page.path} › {chart.title}", chart.columns, rows, as_of)


def _find_wrong_rows(place: str, columns: tuple[str, ...], rows: tuple[Row, ...], as_of: date) -> Iterator[str]:
    for row in rows:
        words = {state.word for state in list_states(row.cells)}
        for column, cell in zip(columns, row.cells, strict=True):
            day = cell[0] if isinstance(cell, tuple) else cell
            if not isinstance(day, date):
                continue
            if (day < as_of and words & _AHEAD.get(column, set())) or (
                day >= as_of and words & _BEHIND.get(column, set())
            ):
                yield f"{place}: {row.cells} on {as_of}"


_DAY: Final = (
    r"(?P<day>\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4})"
)
_AFTER: Final = re.compile(
    r"\b(?<!collected )(?<!as )(?<!held )(?:until|[Uu]ntil:|expires on|ends on|due by|due on|next on|Not yet: on|"
    rf"Next due:|Valid until:|before) {_DAY}"
)
_BEFORE: Final = re.compile(
    rf"\b(?:since|happened on|taken back on|superseded on|Last review:|Happened:|Noticed:|Over:|On) {_DAY}"
)
_MARKED: Final = re.compile(r"expired|passed|lapsed|ended|overdue|not on record since|was |ran out|days old|stale")


def find_days_out_of_time(whole: Whole) -> Iterator[str]:
    """Sentences in which what is to come is past, or what happened is to come."""
    as_of = whole.report.as_of
    for place, sentence in _list_all_sentences(whole):
        for found in _AFTER.finditer(sentence):
            if _read_day(found["day"]) < as_of and not _MARKED.search(sentence):
                yield f"{place} says on {as_of}: {sentence}"
        for found in _BEFORE.finditer(sentence):
            if _read_day(found["day"]) > as_of:
                yield f"{place} says on {as_of}: {sentence}"


def _read_day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007  # a day has no time


def _list_all_sentences(whole: Whole) -> Iterator[tuple[str, str]]:
    for page in whole.site.pages:
        if page.path in {paths.METHOD, paths.VERIFY}:  # formulas, and values that are made up
            continue
        yield from ((page.path, sentence) for sentence in (page.title, page.lead, *list_sentences(page)))
        yield from ((f"{page.path} › {chart.title}", chart.summary) for chart in page.charts)
    for entry in whole.site.shared.feeds[0].entries:
        yield from ((whole.site.shared.feeds[0].path, said) for said in (entry.title, *entry.sentences, *entry.points))


_NO_PLURAL: Final = {
    "points",
    "is",
    "was",
    "has",
    "tests",
    "lacks",
    "names",
    "means",
    "says",
    "this",
    "needs",
    "times",
    "waits",
    "counts",
    "carries",
    "finds",
}
_ONE: Final = re.compile(r"(?<![\d.,–-])\b1 (?P<word>[a-z]+s)\b")
_MANY: Final = re.compile(
    r"(?<![\d.,L])\b(?:[02-9]|\d{2,}) "
    r"(?P<word>item|run|day|promise|incident|claim|change|review|task|agent|event|failure|rule|decision|"
    r"score|kind|limitation|result)\b(?! hours\b)"
)
_OF_ALONE: Final = re.compile(r"(?:^|: )of [\d,.]+$")
_DATED_ID: Final = re.compile(rf"\w-{_DAY}")
_COUNTED: Final = re.compile(r"(?<![\d.,])(?P<k>\d[\d,]*) of (?P<n>\d[\d,]*)(?![\d.,]*\d)")
_Find = Callable[[str], bool]


def _counts_beyond(sentence: str) -> bool:
    return any(
        int(found["k"].replace(",", "")) > int(found["n"].replace(",", "")) for found in _COUNTED.finditer(sentence)
    )


_WRONG: Final[Mapping[str, _Find]] = {
    "one of many": lambda said: any(found["word"] not in _NO_PLURAL for found in _ONE.finditer(said)),
    "many of one": lambda said: _MANY.search(said) is not None,
    "a total without its part": lambda said: _OF_ALONE.search(said) is not None,
    "a day made of an id": lambda said: _DATED_ID.search(said) is not None,
    "more than all": _counts_beyond,
    "nothing between two signs": lambda said: re.search(r"[:;,] [;,.]|: \.$|·$|  ", said) is not None,
}


def find_wrong_words(whole: Whole) -> Iterator[str]:
    """Sentences that count one thing as many, or say a part of more than all."""
    for place, sentence in _list_all_sentences(whole):
        for wrong, is_wrong in _WRONG.items():
            if is_wrong(sentence):
                yield f"{wrong}: {place} says: {sentence}"
