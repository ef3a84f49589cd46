"""Blocks as the Markdown of a comment on a forge: a fixed mark at its start, folds, and a bound on its length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatchmethod
from typing import Final

from trustpages.model.pages.blocks import Block, Bullets, FactList, Panel, Section, Table, Text
from trustpages.model.pages.values import Code, Fact, Said, Value, as_values
from trustpages.render.inert import encode_code, encode_inert

MARKER: Final = "<!-- trustpages:diff -->"
"""The first line of a comment. Text from evidence cannot hold it, since no `<` of it stays one."""
MOST_CHARACTERS: Final = 65_536
"""Of a comment on GitHub."""


def render_comment(sections: Sequence[Section], say: Callable[[Said], str], limit: int = MOST_CHARACTERS) -> str:
    """The sections as a comment with fewer than `limit` characters, however these are counted.

    Where all of it is too long, whole blocks of folded sections are left out, from the end, and the comment says which.
    """
    kept = [(section, len(section.blocks)) for section in sections]
    comment = _write(kept, say)
    while len(comment.encode()) >= limit and (shorter := _shed(kept, len(comment.encode()) - limit + 1, say)) != kept:
        kept = shorter
        comment = _write(kept, say)
    return comment if len(comment.encode()) < limit else _write_headline(sections[0], say)


_GAP: Final = re.compile(r"\n{3,}")
Kept = list[tuple[Section, int]]
"""The sections, each with how many of its blocks are shown."""


def _shed(kept: Kept, excess: int, say: Callable[[Said], str]) -> Kept:
    """What is left without the last blocks that together are at least so long; only folded sections shed any."""
    printer, left = _CommentPrinter(say), list(kept)
    for number in reversed(range(len(left))):
        section, count = left[number]
        while section.folded and count and excess > 0:
            count -= 1
            excess -= sum(len(line.encode()) + 1 for line in printer.format_block(section.blocks[count]))
        left[number] = (section, count)
    return left


def _write(kept: Kept, say: Callable[[Said], str]) -> str:
    printer = _CommentPrinter(say)
    lines = [MARKER]
    for section, count in kept:
        if count:
            lines += printer.format_section(section, section.blocks[:count], is_first=section is kept[0][0])
    lines += _tell_what_is_left_out(kept)
    return _GAP.sub("\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _tell_what_is_left_out(kept: Kept) -> Iterator[str]:
    left_out = [
        f"{len(section.blocks) - count} of {len(section.blocks)} parts of “{section.title}”"
        for section, count in kept
        if count < len(section.blocks)
    ]
    if left_out:
        said = encode_inert("; ".join(left_out))
        yield from ("", f"Left out, as a comment has an end: {said}. <code>trustpages diff</code> tells it.")


def _write_headline(section: Section, say: Callable[[Said], str]) -> str:
    title = "\n".join(_CommentPrinter(say).format_section(section, (), is_first=True)).rstrip("\n")
    return f"{MARKER}\n{title}\n\nIt has no room in a comment: <code>trustpages diff</code> tells it.\n"


class _CommentPrinter:
    """Prints blocks as lines of Markdown; `say` puts a value into words."""

    def __init__(self, say: Callable[[Said], str]) -> None:
        self._say = say

    def format_section(self, section: Section, blocks: Iterable[Block], *, is_first: bool) -> Iterator[str]:
        """A heading, or a fold, with these blocks of the section."""
        title = encode_inert(section.title)
        if section.folded:
            yield from ("", f"<details><summary>{title}</summary>", "")
        elif title:
            yield from ("", f"### {title}" if is_first else f"<b>{title}</b>", "")
        for block in blocks:
            yield from self.format_block(block)
        if section.folded:
            yield "</details>"

    @singledispatchmethod
    def format_block(self, block: Block) -> Iterator[str]:
        """The lines of a block, with an empty one behind it."""
        raise TypeError(f"a {type(block).__name__} has no form as a comment")

    @format_block.register
    def _(self, block: Panel) -> Iterator[str]:
        yield from (f"<b>{self.format_said(block.title)}</b>", "")
        for inner in block.blocks:
            yield from self.format_block(inner)

    @format_block.register
    def _(self, block: Text) -> Iterator[str]:
        words = self.format_said(block.words)
        if block.style == "caution":  # a red box on GitHub and GitLab, a quotation elsewhere
            yield from ("> [!CAUTION]", f"> {words}", "")
        else:
            yield from (words, "")

    @format_block.register
    def _(self, block: Bullets) -> Iterator[str]:
        yield from (*(f"- {self.format_said(item)}" for item in block.items), "")

    @format_block.register
    def _(self, block: FactList) -> Iterator[str]:
        yield from (*map(self._format_fact, block.facts), "")

    def _format_fact(self, fact: Fact) -> str:
        return f"- <b>{self.format_said(fact.label)}</b>: {self.format_said(fact.value)}"

    @format_block.register
    def _(self, block: Table) -> Iterator[str]:
        yield f"| {' | '.join(map(encode_inert, block.columns))} |"
        yield f"|{' --- |' * len(block.columns)}"
        for row in block.rows:
            yield f"| {' | '.join(map(self.format_said, row.cells))} |"
        yield ""

    def format_said(self, said: Said) -> str:
        """A value as one line of Markdown, without blanks at its ends, which could begin a block."""
        return "".join(map(self._format_value, as_values(said))).strip()

    def _format_value(self, value: Value) -> str:
        if isinstance(value, Code):
            return f"<code>{encode_code(value.text)}</code>"
        text = self._say(value)
        before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
        return f"{before}{encode_inert(text)}{after}" if text.strip() else " " * bool(text)
