"""What pages are made of, ready to print: links, figures, facts, tables, limitations, obligations, the frame.

Text is plain text as it comes from evidence; the template boundary encodes it. `path` fields are paths from the
site's root, with an optional `#fragment`; templates turn them into addresses by `url(path)`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site."""

    text: str
    path: str


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


@dataclass(frozen=True, slots=True)
class StateLabel:
    """A state with its word for people and its name for the style sheet."""

    word: str
    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries, so that nothing good travels alone: date, audience, expiry.

    `valid_until` is in words, `valid_day` the same day as `YYYY-MM-DD` for the reader's browser to compare.
    """

    as_of: str
    audience: str
    publisher: str
    site_title: str
    valid_until: str
    illustrative: bool
    digest: str
    valid_day: str = ""
    expired: bool = False
    method: str = "method.md"


@dataclass(frozen=True, slots=True)
class LimitationView:
    """One limitation as a reader meets it."""

    rule: str
    anchor: str
    severity: StateLabel
    text: str
    removed_by: str
    subject: str = ""
    about: Link | None = None


@dataclass(frozen=True, slots=True)
class LimitationList:
    """Limitations worst first; `more` counts those that only the full list shows."""

    shown: tuple[LimitationView, ...]
    more: int
    not_evaluable: int
    clear: int
    path: str


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """Who measured, when, and where the evidence is shown."""

    evaluator: str
    relationship: str
    collected: str
    age: str
    freshness: StateLabel
    evidence: tuple[Link, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ObligationView:
    """One promise with its verdict."""

    ref: str
    anchor: str
    promise: str
    step: str
    severity: StateLabel
    verdict: StateLabel
    decided_by: str
    observed: str
    inferred: str
    target: str
    figure: Figure
    provenance: ProvenanceView | None
    would_change: str
    valid_until: str
    consequence: tuple[Fact, ...]
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    bounds: str
    budget: str
    window: str
    verification: str
    page: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, with an optional page behind it."""

    label: str
    value: str
    path: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells as text, an optional link for the first, a tone where the row has one.

    The cell that begins with the word of the tone is shown with its mark. Where a row stands for what has a section
    of its own on a smaller page, `anchor` is the id of that section, so that links hold at any size.
    """

    cells: tuple[str, ...]
    path: str = ""
    tone: StateLabel | None = None
    illustrative: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption for those who cannot see it; `numeric` are the columns set flush right."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...] = ()
    empty: str = "Nothing is recorded."
    csv: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evidence says to a question about one agent.

    `said` has plain sentences, each resting on something in `links`; where it is empty the question is
    unanswered and `missing` says what would answer it. An answer may say something and still miss something.
    """

    said: tuple[str, ...]
    links: tuple[Link, ...] = ()
    missing: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.said)
