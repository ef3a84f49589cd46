"""How a page reads to a browser: its elements, attributes and text, after the Markdown engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import markdown  # type: ignore[import-untyped]  # ships no types

from trustpages.render.isolates import FIRST_STRONG, POP

# Those of the generated site.
EXTENSIONS = ("tables", "admonition", "toc", "def_list", "footnotes", "md_in_html")


@dataclass
class Page:
    """Elements in order as (name, attributes without generated ids), and all text in one line."""

    elements: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    text: str = ""

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.elements]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple((name, value or "") for name, value in attrs if name != "id")
        self.page.elements.append((tag, kept))

    def handle_data(self, data: str) -> None:
        self.page.text += data


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.text = " ".join(reader.page.text.split())
    return reader.page


def through_markdown(source: str, extensions: tuple[str, ...] = EXTENSIONS) -> Page:
    return read(markdown.markdown(source, extensions=list(extensions)))


def drop_isolates(text: str) -> str:
    """The text without the marks around what reads from right to left."""
    return text.replace(FIRST_STRONG, "").replace(POP, "")
