"""What pages are made of: sections of blocks, whose text and cells hold values.

A value (a day, a count, a state, a figure, a link) is put into words where it is printed: by the templates, as CSV,
as text for a terminal. Text is plain text as it comes from evidence; the template boundary encodes it. A `path` is a
path from the site's root, with an optional `#fragment`.

Each kind of block is printed by the part of `site_templates/parts/` that its `part` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal, TypeAlias

from trustpages.model.chart import Chart


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


Value: TypeAlias = str | int | date | StateLabel | Figure | Link | Code
Said: TypeAlias = Value | tuple[Value, ...]
"""One value, or several that are read as one sentence."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries, so that nothing good travels alone: date, audience, expiry."""

    as_of: date
    audience: str
    publisher: str
    valid_until: date | None
    illustrative: bool
    digest: str
    expired: bool = False
    method: str = "method.md"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading; a `folded` one shows its heading until it is asked for, and may stand inside another."""

    title: str
    blocks: tuple[Block, ...]
    folded: bool = False
    part: ClassVar[str] = "section"


@dataclass(frozen=True, slots=True)
class Panel:
    """Blocks that stand together, side by side in a `pair`; `id` is that of the heading."""

    blocks: tuple[Block, ...]
    style: Literal["block", "pair", "incident", "metric", "question"] = "block"
    title: Said = ""
    id: str = ""
    level: int = 3
    part: ClassVar[str] = "panel"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    words: Said
    style: Literal["", "aside", "caution", "empty", "more", "said"] = ""
    part: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences; in their order where they are lines to keep, or steps to take."""

    items: tuple[Said, ...]
    style: Literal["", "kept-lines", "commands"] = ""
    part: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, with an optional page behind it."""

    label: Said
    value: Said
    path: str = ""
    note: Said = ""


@dataclass(frozen=True, slots=True)
class FactList:
    """Labels with their values: side by side, or one a line; `terms` stand out, a `legend` explains words."""

    facts: tuple[Fact, ...]
    style: Literal["facts", "lines", "terms", "legend"] = "facts"
    part: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. Where it stands for what has a section of its own on a smaller page, `anchor` is the id of
    that section, so that links hold at any size.
    """

    cells: tuple[Said, ...]
    illustrative: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption for those who cannot see it; `numeric` are the columns set flush right.

    `level` is that of the heading which shows the caption, 0 for none. `in_full` figures have everything that
    is known of them.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...] = ()
    empty: str = "Nothing is recorded."
    csv: str = ""
    level: int = 3
    in_full: bool = False
    part: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart."""

    chart: Chart
    part: ClassVar[str] = "chart"


@dataclass(frozen=True, slots=True)
class LinkList:
    """Links in a row."""

    links: tuple[Link, ...]
    part: ClassVar[str] = "links"


@dataclass(frozen=True, slots=True)
class Index:
    """Links to places on the page, each with a note such as how much stands there."""

    label: str
    entries: tuple[tuple[Link, Said], ...]
    numbered: bool = False
    part: ClassVar[str] = "index"


@dataclass(frozen=True, slots=True)
class Columns:
    """Short lists side by side, each under its label; without `empty`, a list with nothing in it is left out."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]
    empty: str = ""
    part: ClassVar[str] = "columns"


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many there are of each state."""

    counts: tuple[tuple[StateLabel, int], ...]
    part: ClassVar[str] = "tally"


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a reader looks up by its code: the code, its title, what it means; `columns` name these in the CSV."""

    id: str
    columns: tuple[str, str, str]
    entries: tuple[tuple[str, str, str], ...]
    csv: str = ""
    part: ClassVar[str] = "definitions"


@dataclass(frozen=True, slots=True)
class Statement:
    """Markdown that somebody wrote who is named."""

    text: str
    by: str
    part: ClassVar[str] = "statement"


@dataclass(frozen=True, slots=True)
class ResolvedReference:
    """What stands for a reference in authored text: words, and the path of the page behind them."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Authored:
    """Markdown of the vendor, with the references that it may hold."""

    text: str
    references: Mapping[tuple[str, str], ResolvedReference]
    part: ClassVar[str] = "authored"


@dataclass(frozen=True, slots=True)
class SourceLines:
    """Lines of a file, numbered from `first`."""

    lines: tuple[str, ...]
    first: int = 1
    part: ClassVar[str] = "source"


@dataclass(frozen=True, slots=True)
class LimitationView:
    """One limitation as a reader meets it."""

    rule: str
    anchor: str
    severity: StateLabel
    text: Said
    removed_by: Said
    about: Link | None = None


@dataclass(frozen=True, slots=True)
class LimitationList:
    """Limitations, the worst first."""

    views: tuple[LimitationView, ...]
    part: ClassVar[str] = "limitations"


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """Who measured, when, and where the evidence is shown."""

    evaluator: str
    relationship: str
    collected: str
    age: str
    freshness: StateLabel
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ObligationView:
    """One promise with its verdict.

    `consequences` also say what would change it, `how` says how it was decided, without the evidence that is
    `left_out`.
    """

    ref: str
    anchor: str
    promise: Said
    severity: StateLabel
    verdict: StateLabel
    target: str
    figure: Figure
    provenance: ProvenanceView | None
    consequences: tuple[Fact, ...]
    how: tuple[Fact, ...]
    left_out: tuple[Fact, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class PromiseList:
    """Promises with their verdicts."""

    views: tuple[ObligationView, ...]
    part: ClassVar[str] = "promises"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the workflow, and whether it may be relied on.

    `reliance` is one of the states rely, care, no and unpromised. `decided_by` are the promises that decide
    it, each with its verdict; where there are none, `why` says why.
    """

    step: str
    summary: str
    consequence: StateLabel
    reliance: StateLabel
    why: str
    decided_by: tuple[tuple[Link, StateLabel], ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """How far each step of the work may be relied on."""

    lines: tuple[StepLine, ...]
    part: ClassVar[str] = "steps"


@dataclass(frozen=True, slots=True)
class BottomLine:
    """The first screen: what may be relied on, for which steps, until when; what may not.

    `reliances` are the names of the steps by how far to rely on them, the warnings first.
    """

    posture: StateLabel
    reason: Said
    decided_by: Link | None
    authority_granted: str
    authority_by_rules: str
    authority_differs: bool
    authority_reasons: Said
    valid_until: date | None
    valid_reason: Said
    expired: bool
    reliances: tuple[tuple[StateLabel, str], ...]
    worst: LimitationView | None
    happened: str
    part: ClassVar[str] = "bottom_line"


@dataclass(frozen=True, slots=True)
class AgentCard:
    """An agent on Home: its bottom line in short, and how many limitations and promises there are."""

    link: Link
    summary: str
    bottom: BottomLine
    limitations: int
    counts: tuple[tuple[StateLabel, int], ...]
    illustrative: bool
    part: ClassVar[str] = "agent_card"


@dataclass(frozen=True, slots=True)
class Episode:
    """One consequence as a story: what happened, what was owed, what became of it, what it changed."""

    promise: Link
    state: StateLabel
    lines: tuple[Fact, ...]
    illustrative: bool
    part: ClassVar[str] = "episode"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evidence says to a question about `agent`, or about all where it is None.

    `said` has plain sentences, each resting on something in `links`; where both are empty the question is
    unanswered and `missing` says what would answer it. An answer may say something and still miss something.
    """

    said: tuple[str, ...]
    links: tuple[Link, ...] = ()
    missing: str = ""
    agent: Link | None = None
    part: ClassVar[str] = "answer"

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.said or self.links)


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk that somebody accepted."""

    risk: str
    expired: bool
    facts: tuple[Fact, ...]
    part: ClassVar[str] = "risk"


Block: TypeAlias = (
    Section
    | Panel
    | Text
    | Bullets
    | FactList
    | Table
    | ChartBlock
    | LinkList
    | Index
    | Columns
    | StateCounts
    | Definitions
    | Statement
    | Authored
    | SourceLines
    | LimitationList
    | PromiseList
    | Steps
    | BottomLine
    | AgentCard
    | Episode
    | Answer
    | RiskView
)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, each before those inside it."""
    for block in blocks:
        yield block
        if isinstance(block, Section | Panel):
            yield from walk(block.blocks)


def draw(*charts: Chart | None) -> tuple[ChartBlock, ...]:
    """Blocks of those charts that there is something to draw for."""
    return tuple(ChartBlock(chart) for chart in charts if chart is not None)
