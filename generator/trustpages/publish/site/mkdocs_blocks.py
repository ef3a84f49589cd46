"""What Python-Markdown makes of a page that is blocks of HTML under headings, without running it.

Our templates print nothing else. Whatever has another form, a page of somebody's own template or the text of an author,
is None here and goes through mkdocs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from trustpages.model.pages.anchors import name_anchors
from trustpages.publish.site.engine import MARK, MARK_END

_NAMES = "article|aside|details|div|dl|figure|footer|header|nav|ol|p|pre|script|section|table|ul"
_START = re.compile(rf" {{0,3}}(<({_NAMES})(?=[ >]))")
_BLANK_LINES = re.compile(r"(?<=\n) +\n")  # Python-Markdown's own expression
_GAP = re.compile(r"\n+")
# Letters, digits and references; punctuation of ASCII would be Markdown.
_HEADING = re.compile(r"## ((?:[^\x00-\x1f!-/:-@\[-`{-\x7f]|&#[0-9]+;)+)(?=\n\n|\Z)")
# Each is looked for by itself: an expression of them all takes ten times as long.
_UNFIT = ("\t", "\r", MARK, MARK_END, "<script>", "<style", "<!", "<?")
_UNFIT_ATTRIBUTE = re.compile(r" data-search-[a-z]+=")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The content of a page in HTML, and the words of its headings in Markdown."""

    content: str
    headings: tuple[str, ...]


def convert_blocks(markdown: str) -> Blocks | None:
    """The HTML of a page without its front matter; None if it is anything but headings and blocks of HTML."""
    text = markdown.strip("\n")
    if any(unfit in text for unfit in _UNFIT) or _UNFIT_ATTRIBUTE.search(text):
        return None
    pieces = _split(_BLANK_LINES.sub("\n", text) if " \n" in text else text)
    if pieces is None:
        return None
    headings = tuple(heading for heading, _ in pieces if heading)
    anchors = iter(name_anchors(map(unescape, headings)))
    parts = (_write_heading(heading, next(anchors)) if heading else block for heading, block in pieces)
    return Blocks("".join(parts).strip(), headings)


def _split(text: str) -> list[tuple[str, str]] | None:
    """The words of each heading, or the block that stands there; None where something else does."""
    pieces = []
    position = 0
    while position < len(text):
        heading = _HEADING.match(text, position)
        start, end = (position, heading.end()) if heading else _find_element(text, position)
        gap = _GAP.match(text, end)
        if start == end or (gap is None and end != len(text)):
            return None
        is_apart = gap is not None and len(gap[0]) > 1
        pieces.append((heading[1].strip(), "") if heading else ("", text[start:end] + ("\n\n" if is_apart else "\n")))
        position = gap.end() if gap else end
    return pieces


def _write_heading(words: str, anchor: str) -> str:
    link = f'<a class="headerlink" href="#{anchor}" title="Permanent link">&para;</a>'
    return f'<h2 id="{anchor}">{words}{link}</h2>\n'


def _find_element(text: str, position: int) -> tuple[int, int]:
    """Where the element at `position` begins and ends; an empty place if no block stands there, or it has no end."""
    found = _START.match(text, position)
    if found is None:
        return position, position
    depth = 0
    for tag in _TAGS[found[2]].finditer(text, found.start(1)):
        depth += -1 if tag[0].startswith("</") else 1
        if depth == 0:
            return found.start(1), tag.end()
    return position, position


_TAGS = {name: re.compile(rf"<{name}(?=[ >])|</{name}>") for name in _NAMES.split("|")}
