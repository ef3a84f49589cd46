"""Blocks of pages as plain Markdown for programs that read: no markup of others, no address that leads anywhere else.

What people wrote is on one line and escaped, so that CommonMark reads it as nothing but text; what a named person says
is a block quotation under that name, so that nothing in it passes for the word of the publisher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, singledispatchmethod
from typing import Final

from trustpages.exports.interchange.values import as_markdown
from trustpages.model.pages.blocks import (
    Authored,
    Block,
    Bullets,
    ChartBlock,
    FactList,
    Index,
    LinkList,
    Panel,
    Preview,
    Row,
    Section,
    Snippet,
    SourceLines,
    Statement,
    Table,
    Text,
)
from trustpages.model.pages.findings import AgentCard
from trustpages.model.pages.page import REFERENCE
from trustpages.model.pages.values import Code, Fact, Link, Said, Value, as_values

_FENCE = re.compile(r"`+")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data)(?=:\S)|\b(www)(?=\.)")
# Besides controls: marks that reorder what follows, and signs that nobody sees and programs read.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e01ef]"
)


@lru_cache(maxsize=1 << 13)  # most texts stand on several pages
def escape(text: str) -> str:
    """Text on one line that is nothing but text: no address in it is made a link by whoever shows it."""
    plain = as_markdown(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text))
    return _ADDRESS.sub(lambda found: f"{found[0]}\\", plain).replace("@", "\\@").replace("|", "\\|")


@lru_cache(maxsize=1 << 13)
def _escape_line(text: str) -> str:
    return escape(text).strip() if text.strip() else ""


def code(text: str) -> str:
    """Text as a code span, in which nothing is read as anything else."""
    shown = " ".join(text.split())
    fence = "`" * (max((len(run) for run in _FENCE.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""


_INNERMOST: Final = 4
"""The level of headings in a block of findings."""


class MarkdownPrinter:
    """Prints blocks as lines of Markdown.

    `say` puts a value into words, `make_plain` gives blocks of findings as facts and tables, `find` the address of a
    page's place.
    """

    def __init__(
        self,
        say: Callable[[Said], str],
        make_plain: Callable[[Iterable[Block]], Iterable[Block]],
        find: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._say = say
        self._make_plain = make_plain
        self._find = find
        self._print = self.format_block  # to find the form of a block begins anew with each access to the method

    def format_sections(self, sections: Iterable[Section], level: int = 2) -> Iterator[str]:
        """The lines of all of them, headings from `level` on."""
        for section in sections:
            yield from self._format_titled(section.title, section.blocks, level)

    def _format_titled(self, title: Said, blocks: Iterable[Block], level: int) -> Iterator[str]:
        lines = [line for block in blocks for line in self._format_inner(block, level + bool(title))]
        if title and lines:
            yield from (f"{'#' * min(level, 6)} {self.format_said(title)}", "")
        yield from lines

    def _format_inner(self, block: Block, level: int) -> Iterator[str]:
        match block:
            case Section() | Panel():
                yield from self._format_titled(block.title, block.blocks, level)
            case Table() if block.level:
                yield from (f"{'#' * min(level, 6)} {escape(block.caption)}", "")
                yield from self._print(block)
            case _:
                yield from self._print(block)

    def format_said(self, said: Said) -> str:
        """A value as one line of Markdown."""
        if isinstance(said, str):
            return _escape_line(said)
        return "".join(map(self._format_value, as_values(said))).strip()

    def _format_value(self, value: Value) -> str:
        text = self._say(value)
        match value:
            case Code():
                return code(text)
            case Link(kind="page") if address := self._find(value.path):
                return f"[{escape(text)}]({address})"
            case Link(kind="elsewhere") if value.text != value.path and value.path:
                return f"{escape(text)} ({code(value.path)})"
            case Link(kind="elsewhere"):
                return code(text)
        before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
        return f"{before}{escape(text)}{after}" if text.strip() else " " * bool(text)

    @singledispatchmethod
    def format_block(self, block: Block) -> Iterator[str]:
        """The lines of a block, with an empty one behind it; raises TypeError for one that has no form."""
        plain = tuple(self._make_plain((block,)))
        if block in plain:
            raise TypeError(f"a {type(block).__name__} has no form as Markdown")
        for part in plain:
            yield from self._format_inner(part, _INNERMOST)

    @format_block.register
    def _(self, block: Section | Panel) -> Iterator[str]:
        return self._format_titled(block.title, block.blocks, 3)

    @format_block.register
    def _(self, block: Text) -> Iterator[str]:
        words = self.format_said(block.words)
        yield from (f"**{words}**" if block.style == "caution" else words, "")

    @format_block.register
    def _(self, block: Bullets) -> Iterator[str]:
        yield from (*(f"- {self.format_said(item)}" for item in block.items), "")

    @format_block.register
    def _(self, block: FactList) -> Iterator[str]:
        return self._format_facts(block.facts)

    def _format_facts(self, facts: Iterable[Fact]) -> Iterator[str]:
        for fact in facts:
            note = f" ({self.format_said(fact.note)})" if fact.note else ""
            label = self.format_said(fact.label)
            yield f"- {label}{'' if label.endswith('?') else ':'} {self.format_said(fact.value)}{note}"
        yield ""

    @format_block.register
    def _(self, block: Table) -> Iterator[str]:
        if not block.rows:
            yield from (escape(block.empty), "")
            return
        yield f"| {' | '.join(map(escape, block.columns))} |"
        yield f"|{' --- |' * len(block.columns)}"
        for row in block.rows:
            yield f"| {' | '.join(map(self.format_said, row.cells))} |"
        yield ""

    @format_block.register
    def _(self, block: ChartBlock) -> Iterator[str]:
        chart = block.chart
        yield from (escape(chart.summary), "")
        rows = tuple(map(Row, chart.rows))
        yield from self._print(Table(chart.id, chart.title, chart.columns, rows, level=0))

    @format_block.register
    def _(self, block: Statement) -> Iterator[str]:
        yield from (f"Statement by {escape(block.by)}, quoted:", "", *_quote(block.text), "")

    @format_block.register
    def _(self, block: Authored) -> Iterator[str]:
        text = REFERENCE.sub(lambda found: block.references[found["kind"], found["id"]].text, block.text)
        yield from ("Written by the publisher, quoted:", "", *_quote(text), "")

    @format_block.register
    def _(self, block: SourceLines) -> Iterator[str]:
        return _fence(block.lines)

    @format_block.register
    def _(self, block: LinkList) -> Iterator[str]:
        yield from (*(f"- {self.format_said(link)}" for link in block.links), "")

    @format_block.register
    def _(self, block: Index) -> Iterator[str]:
        yield from (*(f"- {self.format_said(link)}: {self.format_said(note)}" for link, note in block.entries), "")

    @format_block.register
    def _(self, block: Snippet) -> Iterator[str]:
        yield from (f"{escape(block.label)}:", "", *_fence(block.text.splitlines()))

    @format_block.register
    def _(self, block: Preview) -> Iterator[str]:
        yield from (f"- {self.format_said(Link(block.title, block.path))}", "")

    @format_block.register
    def _(self, block: AgentCard) -> Iterator[str]:
        yield from (f"{self.format_said(block.link)}: {escape(block.summary)}", "")
        yield from self._print(block.bottom)


def _fence(lines: Sequence[str]) -> Iterator[str]:
    """Lines as they are, in a fence longer than any inside them."""
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in _FENCE.findall(line)), default=0))
    yield from (f"{fence}text", *(line.rstrip("\r\n") for line in lines), fence, "")


def _quote(text: str) -> Iterator[str]:
    """Each line of what somebody wrote behind the mark of a quotation, as text."""
    return (f"> {escape(line)}".rstrip() for line in text.splitlines())
