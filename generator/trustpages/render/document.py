"""Blocks as one HTML file that stands alone: no script, nothing from elsewhere, light and dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatchmethod
from hashlib import sha256
from typing import Final

from trustpages.model.pages.blocks import Block, Bullets, FactList, Panel, Section, Table, Text
from trustpages.model.pages.values import Code, Said, StateLabel, Value
from trustpages.render.encoder import encode, encode_title
from trustpages.render.isolates import mark_up_isolates

_STYLE: Final = """
:root { color-scheme: light dark; --line: #8888; --warn: light-dark(#a11d1d, #ff9c9c); }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.25; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
summary, h2 { font-size: 1.1rem; font-weight: 600; margin: 1.25rem 0 0.5rem; }
summary { cursor: pointer; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border-bottom: 1px solid var(--line); padding: 0.4rem 0.75rem 0.4rem 0; }
td, th { text-align: left; vertical-align: top; }
dl { display: grid; gap: 0.15rem 1rem; grid-template-columns: max-content minmax(0, 1fr); margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
.caution { border-left: 0.25rem solid var(--warn); color: var(--warn); font-weight: 600; padding-left: 0.75rem; }
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: 0.5rem; } }
"""
_DIGEST: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
"""What a browser may do with the file: apply its own style, and nothing else."""


def render_document(title: str, sections: Sequence[Section], say: Callable[[Said], str]) -> str:
    """The sections as a whole HTML file; the first has the heading of the page."""
    first, *others = sections
    printer = _DocumentPrinter(say)
    body = [f"<h1>{encode(first.title)}</h1>", *printer.format_blocks(first.blocks)]
    body += [line for section in others for line in printer.format_block(section)]
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{encode_title(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    # The marks around text from right to left become elements, as on pages; lines of HTML are no headings of Markdown.
    return head + mark_up_isolates("\n".join(body)) + "\n</main>\n</body>\n</html>\n"


class _DocumentPrinter:
    """Prints blocks as lines of HTML; `say` puts a value into words."""

    def __init__(self, say: Callable[[Said], str]) -> None:
        self._say = say

    def format_blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The lines of all of them."""
        for block in blocks:
            yield from self.format_block(block)

    @singledispatchmethod
    def format_block(self, block: Block) -> Iterator[str]:
        """The lines of a block."""
        raise TypeError(f"a {type(block).__name__} has no form as a document")

    @format_block.register
    def _(self, block: Section) -> Iterator[str]:
        title = encode(block.title)
        heading = f"<h2>{title}</h2>" if title else ""
        yield f"<details><summary>{title}</summary>" if block.folded else f"<section>{heading}"
        yield from self.format_blocks(block.blocks)
        yield "</details>" if block.folded else "</section>"

    @format_block.register
    def _(self, block: Panel) -> Iterator[str]:
        yield f"<h3>{self.format_said(block.title)}</h3>"
        yield from self.format_blocks(block.blocks)

    @format_block.register
    def _(self, block: Text) -> Iterator[str]:
        style = ' class="caution"' if block.style == "caution" else ""
        yield f"<p{style}>{self.format_said(block.words)}</p>"

    @format_block.register
    def _(self, block: Bullets) -> Iterator[str]:
        yield from ("<ul>", *(f"<li>{self.format_said(item)}</li>" for item in block.items), "</ul>")

    @format_block.register
    def _(self, block: FactList) -> Iterator[str]:
        yield "<dl>"
        for fact in block.facts:
            yield f"<dt>{self.format_said(fact.label)}</dt><dd>{self.format_said(fact.value)}</dd>"
        yield "</dl>"

    @format_block.register
    def _(self, block: Table) -> Iterator[str]:
        yield f"<table><thead><tr>{_format_cells('th', map(encode, block.columns))}</tr></thead><tbody>"
        for row in block.rows:
            yield f"<tr>{_format_cells('td', map(self.format_said, row.cells))}</tr>"
        yield "</tbody></table>"

    def format_said(self, said: Said) -> str:
        """A value as inline HTML."""
        values = said if isinstance(said, tuple) else (said,)
        return "".join(map(self._format_value, values))

    def _format_value(self, value: Value) -> str:
        text = value.word if isinstance(value, StateLabel) else self._say(value)
        if isinstance(value, Code):
            return f"<code>{encode(text)}</code>"
        before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
        return f"{before}{encode(text)}{after}" if text.strip() else " " * bool(text)


def _format_cells(tag: str, cells: Iterable[str]) -> str:
    return "".join(f"<{tag}>{cell}</{tag}>" for cell in cells)
