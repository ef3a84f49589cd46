"""Whether sentences are short and their words common: the first screens held against a list of accepted words.

`plain_words.txt` has every word that the program's own first screens use, each accepted on purpose. A word that is
not in it, not in the glossary and not in the workspace is one that nobody has looked at yet: say it plainly, or
accept it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from support.outputs.whole import Whole
from trustpages.compose.pages.buyers.questions import compose_question_pages
from trustpages.compose.pages.home import compose_agent_card
from trustpages.compose.sections.first_screen.bottom_line import show_bottom_line
from trustpages.compose.wording.said import say
from trustpages.model.pages.blocks import FactList, walk
from trustpages.model.pages.findings import Answer, BottomLine
from trustpages.model.pages.glossary import GLOSSARY
from trustpages.model.results.report import AgentReport

ACCEPTED: Final = tuple(Path(__file__).with_suffix(".txt").read_text().split())

_QUOTED: Final = re.compile(r"“[^”]*”")
_END: Final = re.compile(r"(?<=[.?!;:])\s+")
_WORD: Final = re.compile(r"[a-z]+(?:[’'][a-z]+)?")


def read_first_screens(whole: Whole) -> Iterator[str]:
    """Every text of the answer card of each agent and of its row on Home; what is quoted stands as one word."""
    for agent in whole.report.agents:
        for block in walk((show_bottom_line(whole.composition, agent),)):
            match block:
                case BottomLine():
                    yield from _read_card(block)
                case FactList():
                    yield from (_QUOTED.sub("“”", f"{say(fact.label)} {say(fact.value)}") for fact in block.facts)
        row = compose_agent_card(whole.composition, agent)
        yield from (_QUOTED.sub("“”", text) for text in (say(row.worst), row.changed))


def _read_card(card: BottomLine) -> Iterator[str]:
    said = (card.action, card.alone, card.reason, card.authority_why, card.valid_reason, card.waiting, card.against)
    texts = (*said, *card.disputed, card.happened, card.followed, card.worst.text if card.worst else "")
    yield from (_QUOTED.sub("“”", say(text)) for text in texts)


def read_answers(whole: Whole) -> Iterator[str]:
    """Every sentence that answers a question of a role."""
    pages = compose_question_pages(whole.composition, {})
    answers = (block for page in pages for block in walk(page.sections) if isinstance(block, Answer))
    yield from (_QUOTED.sub("“”", say(said)) for answer in answers for said in answer.said)


def measure_sentences(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """How many words each sentence has, or each part of one up to a colon or semicolon."""
    for text in texts:
        yield from ((len(sentence.split()), sentence) for sentence in _END.split(text))


def find_uncommon(whole: Whole, texts: Iterable[str]) -> set[str]:
    """The words of `texts` that nobody has accepted, and that neither glossary nor workspace has."""
    glossary = (form for entry in GLOSSARY for form in (entry.name, f"{entry.name}s", *entry.forms))
    own = (text for agent in whole.report.agents for text in _read_workspace(agent))
    known = {*ACCEPTED, *_list_words(glossary), *_list_words(own)}
    known |= _list_words(_read_strings(whole.composition.trust))
    known |= _list_words(board.name for board in whole.report.portfolio.documents)
    return _list_words(texts) - known


def _list_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.lower())}


def _read_workspace(agent: AgentReport) -> Iterator[str]:
    """What the vendor wrote about an agent: its document, its promises, its claims, its evidence."""
    yield from _read_strings(agent.agent)
    yield from (promise.promise for promise in agent.findings.obligations)
    yield from (promise.ref for promise in agent.findings.obligations)
    yield from (claim.text for claim in agent.findings.claims)
    for item in agent.evidence:
        yield from (item.producer.name, *_read_strings(item.item))


def _read_strings(value: object) -> Iterator[str]:
    """Every free text of a document; states of enumerations are the program's words."""
    match value:
        case BaseModel():
            yield from _read_strings(value.model_dump())
        case dict():
            for inner in value.values():
                yield from _read_strings(inner)
        case list() | tuple() | set() | frozenset():
            for inner in value:
                yield from _read_strings(inner)
        case str() if type(value) is str:
            yield value
