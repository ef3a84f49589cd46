"""Names instead of ids: promises and evidence by their titles, ids as words, text as sentences."""

from __future__ import annotations

import re

from trustpages.compose.wording.dates import spell_days
from trustpages.compose.wording.figures import PERCENT
from trustpages.model.results.report import AgentReport

_PERCENT = re.compile(r"(?<=\d) ?%")
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTED_ID = re.compile(r"'([a-z0-9]+(?:-[a-z0-9]+)*)'")


def name_promise(agent: AgentReport, ref: str) -> str:
    """The words of the promise `pact/obligation`, without final stop; the reference where there is none."""
    return next(
        (obligation.promise.rstrip(".") for obligation in agent.findings.obligations if obligation.ref == ref), ref
    )


def name_item(agent: AgentReport, item_id: str) -> str:
    """The title of an evidence item; its id where it has none."""
    return next((item.item.title or item.id for item in agent.evidence if item.id == item_id), item_id)


def spell_out(text: str, agent: AgentReport | None) -> str:
    """`text` with promises and titled evidence of the agent in quotation marks instead of by id, days in words.

    Quotation marks and percentages are as everywhere on the site.

    Ids of one word stay: they may be meant as words.
    """
    words = {} if agent is None else _collect_titles(agent)
    names = sorted((name for name in words if name in text), key=lambda name: (-len(name), name))
    if names:
        pattern = "|".join(map(re.escape, names))
        text = re.sub(rf"(?<![\w/-])(?:{pattern})(?![\w/-])", lambda found: f"“{words[found[0]]}”", text)
    text = _QUOTED.sub(r"“\1”", _QUOTED_ID.sub(_replace_dashes, text))
    return space_percents(spell_days(text))


def _collect_titles(agent: AgentReport) -> dict[str, str]:
    titles = {item.id: item.item.title for item in agent.evidence if item.item.title and "-" in item.id}
    return titles | {obligation.ref: obligation.promise.rstrip(".") for obligation in agent.findings.obligations}


def _replace_dashes(found: re.Match[str]) -> str:
    return f"“{found[1].replace('-', ' ')}”"


def to_sentence(text: str, agent: AgentReport | None) -> str:
    """`text` spelled out, with a capital letter and a final stop; empty text stays empty."""
    words = spell_out(text, agent)
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else words


def space_percents(text: str) -> str:
    """`text` with its percentages as figures have them: `60 %`, never broken between two lines."""
    return _PERCENT.sub(PERCENT, text)


def to_title(identifier: str) -> str:
    """An id in words: `identify-customer` reads `Identify customer`."""
    return identifier.replace("-", " ").replace("_", " ").capitalize()
