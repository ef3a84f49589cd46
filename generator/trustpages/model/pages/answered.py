"""Questions with their answers as they leave the site: of an agent, under the limits of its report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.pages.exported import Limits
from trustpages.model.pages.values import StateLabel
from trustpages.model.vocabulary import AnswerBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredRow:
    """One question, or one item of a framework, and what the report says to it.

    `id` is what it is called, `also` are other ways to write that; `part` is who asks, or where it stands in its
    framework. `said` are sentences with what they rest on in `links`, `limits` what they do not show; `missing` says
    what would answer it. `why` says how far it is an answer, where that is not plain. `valid_until` is there only where
    something is said.
    """

    id: str
    asked: str
    part: str
    basis: AnswerBasis
    state: StateLabel
    said: tuple[str, ...]
    missing: str = ""
    why: str = ""
    valid_until: date | None = None
    links: tuple[str, ...] = ()
    owner: str = ""
    limits: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """Where the report says it: the first of its links."""
        return self.links[0] if self.links else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """All rows about one agent: `limits` stand before them, `about` says where the questions come from.

    `mark` stands before the ids of a framework whose own would say too little.
    """

    id: str
    title: str
    agent: str
    agent_name: str
    limits: Limits
    about: tuple[tuple[str, str], ...]
    rows: tuple[AnsweredRow, ...]
    mark: str = ""
