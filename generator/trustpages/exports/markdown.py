"""Blocks of pages as plain Markdown for programs that read: no markup of others, no address that leads anywhere else.

What people wrote is on one line and escaped, so that CommonMark reads it as nothing but text; what a named person says
is a block quotation under that name, so that nothing in it passes for the word of the publisher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatchmethod

from trustpages.exports.interchange.values import as_markdown
from trustpages.model.pages.blocks import (
    Authored,
    Block,
    Bullets,
    ChartBlock,
    Columns,
    Definitions,
    FactList,
    Index,
    LinkList,
    Panel,
    Preview,
    Row,
    Section,
    Snippet,
    SourceLines,
    StateCounts,
    Statement,
    Table,
    Text,
)
from trustpages.model.pages.findings import (
    AgentCard,
    Answer,
    BottomLine,
    Episode,
    LimitationList,
    ObligationView,
    PromiseList,
    RiskView,
    Steps,
)
from trustpages.model.pages.page import REFERENCE
from trustpages.model.pages.values import Code, Fact, Figure, Link, Said, Value

_FENCE = re.compile(r"`+")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data)(?=:\S)|\b(www)(?=\.)")
# Besides controls: marks that reorder what follows, and signs that nobody sees and programs read.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e01ef]"
)


def escape(text: str) -> str:
    """Text on one line that is nothing but text: no address in it is made a link by whoever shows it."""
    plain = as_markdown(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text))
    return _ADDRESS.sub(lambda found: f"{found[0]}\\", plain).replace("@", "\\@").replace("|", "\\|")


def code(text: str) -> str:
    """Text as a code span, in which nothing is read as anything else."""
    shown = " ".join(text.split())
    fence = "`" * (max((len(run) for run in _FENCE.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""


class MarkdownPrinter:
    """Prints blocks as lines of Markdown; `say` puts a value into words, `find` gives the address of a page's place."""

    def __init__(self, say: Callable[[Said], str], find: Callable[[str], str] = lambda _: "") -> None:
        self._say = say
        self._find = find

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
                yield from self.format_block(block)
            case _:
                yield from self.format_block(block)

    def format_said(self, said: Said) -> str:
        """A value as one line of Markdown."""
        values = said if isinstance(said, tuple) else (said,)
        return "".join(map(self._format_value, values)).strip()

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
        """The lines of a block, with an empty one behind it."""
        raise TypeError(f"a {type(block).__name__} has no form as Markdown")

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
        yield from self.format_block(Table(chart.id, chart.title, chart.columns, rows, level=0))

    @format_block.register
    def _(self, block: StateCounts) -> Iterator[str]:
        yield from (", ".join(f"{count} {escape(state.in_sentence)}" for state, count in block.counts) or "none", "")

    @format_block.register
    def _(self, block: Columns) -> Iterator[str]:
        for label, items in block.columns:
            if items or block.empty:
                yield f"- {escape(label)}: {escape('; '.join(items) or block.empty)}"
        yield ""

    @format_block.register
    def _(self, block: Definitions) -> Iterator[str]:
        for name, title, meaning in block.entries:
            yield f"- {code(name)} {escape(title)}: {escape(meaning)}"
        yield ""

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
    def _(self, block: Snippet) -> Iterator[str]:
        yield from (f"{escape(block.label)}:", "", *_fence(block.text.splitlines()))

    @format_block.register
    def _(self, block: Preview) -> Iterator[str]:
        del block  # a picture or a frame, of which a program that reads text has nothing
        return iter(())

    @format_block.register
    def _(self, block: LinkList) -> Iterator[str]:
        yield from (*(f"- {self.format_said(link)}" for link in block.links), "")

    @format_block.register
    def _(self, block: Index) -> Iterator[str]:
        yield from (*(f"- {self.format_said(link)}: {self.format_said(note)}" for link, note in block.entries), "")

    @format_block.register
    def _(self, block: BottomLine) -> Iterator[str]:
        yield f"- Posture: {self.format_said((block.posture, ': ', *_as_values(block.reason)))}"
        yield f"- What follows: {escape(block.action)}"
        yield from (f"- {escape(state.word)}: {escape(steps)}" for state, steps in block.reliances)
        granted = f", although {block.authority_granted.lower()} was granted" if block.authority_differs else ""
        yield f"- Authority: {escape(block.authority_by_rules)}{escape(granted)}"
        last = self._say(block.valid_until) if block.valid_until else "no end is named"
        passed = ", expired" if block.expired else ""
        yield f"- Valid until: {escape(last)}{passed}. {self.format_said(block.valid_reason)} {escape(block.waiting)}"
        if block.worst is not None:
            yield f"- The worst limitation: {self.format_said(block.worst.text)}"
        if block.against:
            yield f"- Speaks against it: {escape(block.against)}"
        yield from (f"- Under dispute: {self.format_said(said)}" for said in block.disputed)
        yield from (f"- What happened: {escape(block.happened)}", "")

    @format_block.register
    def _(self, block: Steps) -> Iterator[str]:
        for line in block.lines:
            why = line.why or "; ".join(f"{link.text} {state.word}" for link, state in line.decided_by)
            yield f"- {escape(line.step)}: {escape(line.reliance.word)}. {escape(why)}"
        yield ""

    @format_block.register
    def _(self, block: LimitationList) -> Iterator[str]:
        for view in block.views:
            yield f"- {escape(view.severity.word)}, {view.rule}: {self.format_said(view.text)}"
        yield ""

    @format_block.register
    def _(self, block: PromiseList) -> Iterator[str]:
        for view in block.views:
            yield from self.format_promise(view)

    def format_promise(self, view: ObligationView) -> Iterator[str]:
        """One promise: verdict, line, what was seen, by whom, and what bears on it."""
        yield f"- {escape(view.verdict.word)}: {self.format_said(view.promise)} ({code(view.ref)})"
        yield f"  - Severity: {escape(view.severity.in_sentence)}; promised: {escape(view.target)}"
        yield f"  - Seen: {escape(_format_seen(view.figure))}"
        if (source := view.provenance) is not None:
            by = f"{source.evaluator} ({source.relationship}), {source.collected}, {source.age}"
            yield f"  - Measured by {escape(by)}: {escape(source.freshness.word)}"
        for fact in (*view.consequences, *view.how, *view.left_out):
            note = f" ({self.format_said(fact.note)})" if fact.note else ""
            yield f"  - {self.format_said(fact.label)}: {self.format_said(fact.value)}{note}"
        yield ""

    @format_block.register
    def _(self, block: AgentCard) -> Iterator[str]:
        yield from (f"{self.format_said(block.link)}: {escape(block.summary)}", "")
        yield from self.format_block(block.bottom)

    @format_block.register
    def _(self, block: Episode) -> Iterator[str]:
        yield from (f"{escape(block.state.word)}: {self.format_said(block.promise)}", "")
        yield from self._format_facts(block.lines)

    @format_block.register
    def _(self, block: Answer) -> Iterator[str]:
        about = f"{self.format_said(block.agent)}: " if block.agent is not None and not block.is_told_alone else ""
        yield from (f"- {about}{escape(sentence)}" for sentence in block.said)
        if block.missing:
            yield f"- {about}Missing: {escape(block.missing)}"
        yield ""

    @format_block.register
    def _(self, block: RiskView) -> Iterator[str]:
        yield from (f"Accepted risk{', expired' if block.expired else ''}: {escape(block.risk)}", "")
        yield from self._format_facts(block.facts)


def _as_values(said: Said) -> tuple[Value, ...]:
    return said if isinstance(said, tuple) else (said,)


def _fence(lines: Sequence[str]) -> Iterator[str]:
    """Lines as they are, in a fence longer than any inside them."""
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in _FENCE.findall(line)), default=0))
    yield from (f"{fence}text", *(line.rstrip("\r\n") for line in lines), fence, "")


def _quote(text: str) -> Iterator[str]:
    """Each line of what somebody wrote behind the mark of a quotation, as text."""
    return (f"> {escape(line)}".rstrip() for line in text.splitlines())


def _format_seen(shown: Figure) -> str:
    return shown.sentence if shown.has_number or not shown.reason else f"{shown.headline}: {shown.reason}"
