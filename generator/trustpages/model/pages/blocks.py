"""What pages are made of: sections of blocks, whose text and cells hold values.

Each kind of block is printed by the part of `site_templates/parts/` that its `part` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from trustpages.model.pages.chart import Chart
from trustpages.model.pages.findings import (
    AgentCard,
    Answer,
    BottomLine,
    Episode,
    LimitationList,
    PromiseList,
    RiskView,
    Steps,
)
from trustpages.model.pages.values import Fact, Link, Said, StateLabel


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page carries, so that nothing good travels alone: date, audience, expiry.

    `against_all` says how a report on a part of the evidence looks beside the one on all of it; `ends` stands for
    `valid_until` where a page is about several agents, each with its own last good day. Terms lead to the page
    `glossary` where there is one.
    """

    as_of: date
    audience: str
    publisher: Said
    valid_until: date | None
    illustrative: bool
    digest: str
    expired: bool = False
    verify: str = "verify.md"
    changes: str = "changes.md"
    contact: Link | None = None
    against_all: Said = ""
    ends: str = ""
    glossary: str = ""


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
    is known of them. Of `shown` rows a page has the first alone, the file that goes with it has all. It is not
    `searchable` where what its rows name is found in a place of its own.
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
    shown: int | None = None
    searchable: bool = True
    part: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart."""

    chart: Chart
    part: ClassVar[str] = "chart"


@dataclass(frozen=True, slots=True)
class LinkList:
    """Links in a row; `anchors` are ids of what once stood here and stands a click away, so that old links lead on."""

    links: tuple[Link, ...]
    anchors: tuple[str, ...] = ()
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
class Snippet:
    """Lines to copy, and what they are for."""

    label: str
    text: str
    part: ClassVar[str] = "snippet"


@dataclass(frozen=True, slots=True)
class Preview:
    """An embed as it looks elsewhere: a picture, or a card in a frame of that size."""

    path: str
    title: str
    width: int
    height: int
    part: ClassVar[str] = "preview"

    @property
    def is_card(self) -> bool:
        """Whether it stands in a frame."""
        return self.path.endswith(".html")


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
    | Snippet
    | Preview
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
