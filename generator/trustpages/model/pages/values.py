"""Values that blocks hold: text, counts, days, states, figures, links.

A value is put into words where it is printed: by the templates, as CSV, as text for a terminal. Text is plain text as
it comes from evidence; the template boundary encodes it. A `path` is a path from the site's root, with an optional
`#fragment`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from trustpages.model.measured import Status


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site, or by `kind` to a site of others, or to what lies beside this one."""

    text: str
    path: str
    kind: Literal["page", "elsewhere", "beside"] = "page"


@dataclass(frozen=True, slots=True)
class StateLabel:
    """A state with its word for people and its name for the style sheet."""

    word: str
    name: str
    meaning: str = ""

    @property
    def in_sentence(self) -> str:
        """The word as it stands inside a sentence."""
        return self.word.lower()


MADE_UP: Final = StateLabel("Illustrative", "made-up")
"""Marks what is made up."""


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed or compared character by character."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in words, with everything that a reader needs to judge it.

    `headline` is the shortest honest form: a percentage, "k of n" where the data are thin, or words where
    there is no number (`has_number` is false and `reason` says why). `counts`, `interval` and `basis` may be
    empty.
    """

    headline: str
    counts: str
    interval: str
    basis: str
    status: str
    has_number: bool
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The figure in one line: headline, counts, interval."""
        parts = [part for part in (self.counts, self.interval) if part and part != self.headline]
        return f"{self.headline} ({'; '.join(parts)})" if parts else self.headline

    @property
    def told(self) -> str:
        """The figure in one line; where it has no number, why."""
        return self.sentence if self.has_number or not self.reason else f"{self.headline}: {self.reason}"

    @property
    def seen(self) -> str:
        """The same as what was seen: without any evidence that is nothing."""
        if self.status == Status.MISSING and not self.has_number and self.reason:
            return f"nothing: {self.reason}"
        return self.told


Value: TypeAlias = str | int | date | StateLabel | Figure | Link | Code
Said: TypeAlias = Value | tuple[Value, ...]
"""One value, or several that are read as one sentence."""


def as_values(said: Said) -> tuple[Value, ...]:
    """A sentence as the values that it is made of."""
    return said if isinstance(said, tuple) else (said,)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, with an optional page behind it."""

    label: Said
    value: Said
    path: str = ""
    note: Said = ""
