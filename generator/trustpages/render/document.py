"""Blocks as one HTML file that stands alone: no script, nothing from elsewhere, light and dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from hashlib import sha256
from typing import Final

from trustpages.model.pages.blocks import Block, Bullets, ChartBlock, FactList, Panel, Section, Table, Text
from trustpages.model.pages.sent import SentReport
from trustpages.model.pages.tones import DARK, DARK_WASHES, LIGHT, LIGHT_WASHES, find_tone
from trustpages.model.pages.values import Code, Fact, Said, StateLabel, Value, as_values
from trustpages.render.charts.files import ChartFiles
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
_REPORT_STYLE: Final = (
    _STYLE
    + """
h1, h2, .posture { font-family: Georgia, "Liberation Serif", serif; }
h1 { font-size: 2rem; margin: 0.5rem 0; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.75rem; }
@media (min-width: 40rem) { dl { grid-template-columns: 13rem minmax(0, 1fr); } }
dt { color: light-dark(#545e6d, #aeb6c2); font-weight: 400; }
img { height: auto; max-width: 100%; }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; margin-bottom: 0.5rem; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; }
.copy { border: 1px solid var(--line); padding: 0.5rem 1rem; }
.bottom { border-left: 0.25rem solid; padding: 0.75rem 1.25rem; }
.bottom { margin: 1.25rem 0; }
.dark { display: none; }
@media screen and (prefers-color-scheme: dark) { .dark { display: inline; } .light { display: none; } }
.bottom p { margin: 0.25rem 0; }
.posture { font-size: 1.7rem; }
.action { color: light-dark(#1b2230, #e8eaee); font-weight: 600; }
@media print {
  @page { margin: 18mm; size: A4; }
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  table { display: table; width: 100%; }
  tr, figure, .bottom { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  details::details-content { content-visibility: visible; }
}
"""
    + "".join(
        f".{tone} {{ color: light-dark({LIGHT[tone]}, {DARK[tone]}); }}\n"
        f".bottom.{tone} {{ background: light-dark({LIGHT_WASHES[tone]}, {DARK_WASHES[tone]}); }}\n"
        for tone in LIGHT
    )
)


def hash_inline(text: str) -> str:
    """The digest by which a policy knows a style or a script in a file."""
    return b64encode(sha256(text.encode()).digest()).decode()


def _write_policy(style: str, more: str = "") -> str:
    return f"default-src 'none'; style-src 'sha256-{hash_inline(style)}'; {more}base-uri 'none'; form-action 'none'"


POLICY: Final = _write_policy(_STYLE)
"""What a browser may do with the file: apply its own style, and nothing else."""
REPORT_POLICY: Final = _write_policy(_REPORT_STYLE, "img-src data:; ")
"""The same, with pictures that are in the file itself."""


def render_document(title: str, sections: Sequence[Section], say: Callable[[Said], str]) -> str:
    """The sections as a whole HTML file; the first has the heading of the page."""
    first, *others = sections
    printer = _DocumentPrinter(say)
    body = [f"<h1>{encode(first.title)}</h1>", *printer.format_blocks(first.blocks)]
    return _wrap(title, [*body, *printer.format_blocks(others)], _STYLE, POLICY)


def render_sent(report: SentReport, pictures: Mapping[str, ChartFiles], say: Callable[[Said], str]) -> str:
    """The report as a whole HTML file: what it is, then limits, then everything; `pictures` are charts by their id."""
    printer = _DocumentPrinter(say, pictures)
    origin, checks = FactList((*report.origin, Fact("How many limitations", report.counted))), Bullets(report.checks)
    style = "copy caution" if report.frame.expired else "copy"
    body = [
        f'<p class="{style}">{encode(report.copy)}</p>',
        f"<h1>{encode(report.name)}</h1>",
        f"<p>{encode(report.summary)}</p>",
        f'<section class="bottom {find_tone(report.bottom.posture)}">',
        f'<p class="posture">{encode(report.bottom.posture.word)}</p>',
        f'<p class="action">{encode(report.bottom.action)}</p></section>',
        *printer.format_block(FactList((*report.standing[1:], *report.at_a_glance))),
        *printer.format_blocks(report.sections),
        *printer.format_block(Section("What this file is, and how to check it", (origin, checks))),
        f"<footer><p>{encode(report.footer)}</p></footer>",
    ]
    return _wrap(report.title, body, _REPORT_STYLE, REPORT_POLICY)


def _wrap(title: str, body: Iterable[str], style: str, policy: str) -> str:
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{encode_title(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )
    # The marks around text from right to left become elements, as on pages; lines of HTML are no headings of Markdown.
    return head + mark_up_isolates("\n".join(body)) + "\n</main>\n</body>\n</html>\n"


class _DocumentPrinter:
    """Prints blocks as lines of HTML; `say` puts a value into words, `pictures` are the charts that there may be."""

    def __init__(self, say: Callable[[Said], str], pictures: Mapping[str, ChartFiles] | None = None) -> None:
        self._say, self._pictures = say, pictures or {}

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
        if block.title:
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

    @format_block.register
    def _(self, block: ChartBlock) -> Iterator[str]:
        files, chart = self._pictures[block.chart.id], block.chart
        yield f"<figure><figcaption>{encode(chart.title)}</figcaption>"
        # Two pictures, not one with two sources: of those, paper would get the one that the screen has.
        for name, picture in (("light", files.light), ("dark", files.dark)):
            yield f'<img class="{name}" src="{_embed(picture)}" alt="{encode(f"{chart.title}. {chart.summary}")}">'
        yield "</figure>"

    def format_said(self, said: Said) -> str:
        """A value as inline HTML."""
        return "".join(map(self._format_value, as_values(said)))

    def _format_value(self, value: Value) -> str:
        text = value.word if isinstance(value, StateLabel) else self._say(value)
        if isinstance(value, StateLabel):
            return f'<b class="{find_tone(value)}">{encode(text)}</b>'
        if isinstance(value, Code):
            return f"<code>{encode(text)}</code>"
        before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
        return f"{before}{encode(text)}{after}" if text.strip() else " " * bool(text)


def _embed(picture: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"


def _format_cells(tag: str, cells: Iterable[str]) -> str:
    return "".join(f"<{tag}>{cell}</{tag}>" for cell in cells)
