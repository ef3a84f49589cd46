"""Every text of a page as readers meet it, apart from what other people wrote: statements, files, authored pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain
from typing import Any

from trustpages.compose.wording.said import say
from trustpages.model.pages.blocks import Authored, Frame, Row, SourceLines, Statement
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Code, Fact, Figure, Link, StateLabel

_VALUES = (str, int, date, StateLabel, Figure, Link, Code)


def list_sentences(page: Page) -> Iterator[str]:
    """What the page says, a cell, a fact or a sentence at a time."""
    return _list_words(page.sections)


_OF_OTHERS = (Authored, Frame, SourceLines, Statement, Code, StateLabel, bool, date)
_NOT_READ = frozenset({"path", "anchor", "id", "name", "csv"})


def _list_words(value: Any) -> Iterator[str]:
    match value:
        case Fact():
            said = " ".join(filter(None, (say(value.value), say(value.note))))
            yield ": ".join(filter(None, (say(value.label), said)))
        case Row():
            yield from map(say, value.cells)
        case Figure():
            yield from (value.sentence, value.reason)
        case str() | Link():
            yield say(value)
        case tuple() if value and all(isinstance(part, _VALUES) for part in value) and not _is_list(value):
            yield say(value)
        case tuple():
            yield from chain.from_iterable(map(_list_words, value))
        case _ if is_dataclass(value) and not isinstance(value, _OF_OTHERS):
            parts = (getattr(value, part.name) for part in fields(value) if part.name not in _NOT_READ)
            yield from chain.from_iterable(map(_list_words, parts))


def _is_list(value: tuple[Any, ...]) -> bool:
    """Whether these are texts of their own, such as columns, and not the parts of one."""
    return all(isinstance(part, str | Link) for part in value)


def list_states(value: Any) -> Iterator[StateLabel]:
    """Every state below a value."""
    if isinstance(value, StateLabel):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from list_states(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from list_states(getattr(value, field.name))
