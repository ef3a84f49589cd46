"""Names instead of ids: promises and evidence by their titles, ids as words, text as sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.labels import ACTIONS
from trustpages.compose.wording.numbers import PERCENT
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Part, Reference, Term, list_parts
from trustpages.model.vocabulary import Action

_PERCENT = re.compile(r"(?<=\d) ?%")
# Records of terms are compared between reports word by word, so that their words stay as they were.
_ONE_DAY = re.compile(r"(?<=\bwithin) 1 days\b")
_QUOTED = re.compile(r'"([^"]*)"|`([^`]*)`')


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
    """
    if agent is None or not any(isinstance(part, Reference) for part in list_parts(text)):
        return spell_with(text, {})
    return spell_with(text, _collect_titles(agent))


def spell_with(text: str, titles: Mapping[str, str]) -> str:
    """`text` spelled out with these titles by id."""
    words = "".join([_spell_part(part, titles) for part in list_parts(text)])
    quoted = _QUOTED.sub(_quote, words) if '"' in words or "`" in words else words
    return space_percents(_ONE_DAY.sub(" 1 day", quoted) if " 1 days" in quoted else quoted)


def _quote(found: re.Match[str]) -> str:
    """What is quoted, or stands between backticks as keys of documents do, in the quotation marks of the site."""
    return f"“{found[1] if found[1] is not None else found[2]}”"


def _collect_titles(agent: AgentReport) -> dict[str, str]:
    titles = {item.id: item.item.title for item in agent.evidence if item.item.title}
    return titles | {obligation.ref: obligation.promise.rstrip(".") for obligation in agent.findings.obligations}


def _spell_part(part: Part, titles: Mapping[str, str]) -> str:
    match part:
        case date():
            return format_day(part)
        case Reference() if part in titles:
            return f"“{titles[part]}”"
        case Term():
            return f"“{part.replace('-', ' ').replace('_', ' ')}”"
    return part


def to_sentence(text: str, agent: AgentReport | None) -> str:
    """`text` spelled out, with a capital letter and a final stop; empty text stays empty."""
    words = spell_out(text, agent).rstrip(".")
    first = next(filter(None, list_parts(text)), "")
    # An id that has no title is written as it is: `issue-7` and `Issue-7` would be two.
    is_id = isinstance(first, Reference) and words.startswith(first)
    return f"{words if is_id else words[0].upper() + words[1:]}." if words else words


def space_percents(text: str) -> str:
    """`text` with its percentages as figures have them: `60 %`, never broken between two lines."""
    return _PERCENT.sub(PERCENT, text) if "%" in text else text


def to_title(identifier: str) -> str:
    """An id in words: `identify-customer` reads `Identify customer`."""
    return identifier.replace("-", " ").replace("_", " ").capitalize()


def name_decision(decision: str) -> str:
    """What may be decided: an action of a consequence in plain words, anything else as a title."""
    return ACTIONS[Action(decision)] if decision in set(Action) else to_title(decision)


def describe_action(agent: AgentReport, action: Action, to: str | None) -> str:
    """What a consequence does, and where it leads: `Send the work another way: approve each`."""
    leads = f": {name_target(agent, to)}" if to and action is not Action.SUSPEND else ""
    return f"{ACTIONS[action]}{leads}"


def name_target(agent: AgentReport, target: str) -> str:
    """Where a consequence leads: a rung of authority in words; a route, a team or a model as it was written."""
    return to_title(target).lower() if target in agent.authority.ladder else target
