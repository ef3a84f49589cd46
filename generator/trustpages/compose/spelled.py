"""Names from the workspace as readers say them: promises and evidence by their words instead of by their ids."""

from __future__ import annotations

import re
from datetime import date

from trustpages.compose.figures import PERCENT, day
from trustpages.model.results.report import AgentReport

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_PERCENT = re.compile(r"(?<=\d) ?%")
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTED_ID = re.compile(r"'([a-z0-9]+(?:-[a-z0-9]+)*)'")


def promise_of(agent: AgentReport, ref: str) -> str:
    """The words of the promise `pact/obligation`, without final stop; the reference where there is none."""
    return next(
        (obligation.promise.rstrip(".") for obligation in agent.obligations if obligation.ref == ref), ref
    )


def item_of(agent: AgentReport, item_id: str) -> str:
    """The title of an evidence item; its id where it has none."""
    return next((item.item.title or item.id for item in agent.evidence if item.id == item_id), item_id)


def spelled_out(text: str, agent: AgentReport | None) -> str:
    """`text` with promises and titled evidence of the agent in quotation marks instead of by id, days in words.

    Quotation marks and percentages are as everywhere on the site.

    Ids of one word stay: they may be meant as words.
    """
    words = {} if agent is None else _words(agent)
    names = sorted((name for name in words if name in text), key=lambda name: (-len(name), name))
    if names:
        pattern = "|".join(map(re.escape, names))
        text = re.sub(rf"(?<![\w/-])(?:{pattern})(?![\w/-])", lambda found: f"“{words[found[0]]}”", text)
    text = _QUOTED.sub(r"“\1”", _QUOTED_ID.sub(_without_dashes, text))
    return spaced_percents(days_in_words(text))


def days_in_words(text: str) -> str:
    """`text` with its days as readers everywhere read them: `18 March 2026`."""
    return _DAY.sub(_day_in_words, text)


def _words(agent: AgentReport) -> dict[str, str]:
    titles = {item.id: item.item.title for item in agent.evidence if item.item.title and "-" in item.id}
    return titles | {obligation.ref: obligation.promise.rstrip(".") for obligation in agent.obligations}


def _day_in_words(found: re.Match[str]) -> str:
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _without_dashes(found: re.Match[str]) -> str:
    return f"“{found[1].replace('-', ' ')}”"


def sentence(text: str, agent: AgentReport | None) -> str:
    """`text` spelled out, with a capital letter and a final stop; empty text stays empty."""
    words = spelled_out(text, agent)
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else words


def spaced_percents(text: str) -> str:
    """`text` with its percentages as figures have them: `60 %`, never broken between two lines."""
    return _PERCENT.sub(PERCENT, text)


def title_from(identifier: str) -> str:
    """An id in words: `identify-customer` reads `Identify customer`."""
    return identifier.replace("-", " ").replace("_", " ").capitalize()
