"""What Material's search plugin enters into its index for the content of a page: a section for each heading with an id.

The plugin parses every page with a lenient parser of HTML, which takes as long as to make the page. A page that passes
the gate has plain tags only, so that a regular expression finds the same ones. Names follow
`material/plugins/search/plugin.py`, whose entries a test compares with these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from trustpages.publish.site.engine import Json

_TAG = re.compile(r'<(/?)([A-Za-z][A-Za-z0-9]*+)((?:\s++[A-Za-z][A-Za-z0-9:-]*+(?:="[^"<]*+")?+)*+)\s*+(/?)>')
_ATTRIBUTE = re.compile(r'\s([A-Za-z][A-Za-z0-9:-]*+)(?:="([^"]*+)")?+')
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_SKIPPED = frozenset({"object", "script", "style"})
_RAW = frozenset({"script", "style"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_NO_MORE = 1 << 30  # deeper than any element


def find_entries(content: str, url: str, title: str, boost: int = 0) -> tuple[Json, ...]:
    """The entries of the page at the address `url`, in the order of its sections; `title` is that of its first.

    All of them are found the earlier the greater a `boost` is, where the page has one.
    The gate refuses a page with anything but plain tags, whatever was found in it.
    """
    parser = _Parser()
    end = 0
    for tag in _TAG.finditer(content):
        parser.take(content[end : tag.start()], *tag.groups())
        end = tag.end()
    parser.take_text(content[end:])
    return tuple(
        {
            "location": f"{url}#{section.id}" if section.id else url,
            "title": ("".join(section.title) if section.title else title).strip(),
            "text": "".join(section.text).strip(),
            **({"boost": boost} if boost else {}),
        }
        for section in parser.sections
        if not section.is_excluded
    )


@dataclass(slots=True, eq=False)
class _Section:
    """Text under a heading; `tag` is the heading's."""

    tag: str
    depth: int
    id: str = ""
    is_excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Parser:
    """The elements that are open, those whose text is left out, by name, and the sections so far."""

    open: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=lambda: set(_SKIPPED))
    sections: list[_Section] = field(default_factory=list)
    section: _Section | None = None
    permalinks: list[bool] = field(default_factory=list)

    def take(self, text: str, is_end: str, tag: str, attributes: str, is_both: str) -> None:
        """Takes the text before a tag, and the tag."""
        if text:
            self.take_text(text)
        tag = tag.lower()
        if self.open and self.open[-1] in _RAW and not (is_end and tag == self.open[-1]):
            return  # in a script nothing is a tag
        if not is_end:
            self._start(tag, attributes)
        if is_end or is_both:
            self._end(tag)

    def take_text(self, text: str) -> None:
        """Takes text between tags."""
        if not text or not self.skipped.isdisjoint(self.open):
            return
        text = unescape(text)
        is_blank = text.isspace()
        if "pre" not in self.open:
            text = " " if is_blank else text.replace("\n", " ")
        section = self._require_section()
        if section.tag in self.open:
            if not any(self.permalinks):
                section.title.append(escape(text, quote=False))
        elif not is_blank:
            section.text.append(escape(text, quote=False))
        elif not section.text or not section.text[-1].isspace() or "pre" in self.open:
            section.text.append(text)

    def _start(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            return
        self.open.append(tag)
        has_some = "data-search-exclude" in attributes or "class" in attributes or tag in _HEADINGS
        found = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(attributes)} if has_some else {}
        self.permalinks.append(tag == "a" and found.get("class") == "headerlink")
        if tag in _HEADINGS and "id" in found:
            self._begin_section(tag, found["id"], is_excluded="data-search-exclude" in found)
        section = self._require_section()
        if "data-search-exclude" in found or found.get("class") == "linenodiv":
            self.skipped.add(tag)
        elif tag in _KEPT and self.skipped.isdisjoint(self.open):
            (section.title if section.tag in self.open else section.text).append(f"<{tag}>")

    def _begin_section(self, tag: str, anchor: str, *, is_excluded: bool) -> None:
        depth = len(self.open)
        if tag != "h1" and not self.sections:
            self.sections.append(_Section("", depth))
        self.section = _Section(tag, depth, anchor if self.sections else "", is_excluded)
        self.sections.append(self.section)

    def _end(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            return
        section = self._require_section()
        if section.depth > len(self.open):
            # A heading inside of another element ends with it, and its text goes on with the section before.
            before = next((earlier for earlier in reversed(self.sections) if earlier.depth <= len(self.open)), None)
            if before is not None:
                section.depth = _NO_MORE
                self.section = section = before
        self.open.pop()
        self.permalinks.pop()
        if tag in self.skipped:
            self.skipped -= {tag} - _SKIPPED
        elif tag in _KEPT and self.skipped.isdisjoint(self.open):
            _close(section.title if section.tag in self.open else section.text, tag)

    def _require_section(self) -> _Section:
        if self.section is None:
            self.section = _Section("", 0)
            self.sections.append(self.section)
        return self.section


def _close(parts: list[str], tag: str) -> None:
    """Ends an element in the text; one with nothing in it is taken out again."""
    start = f"<{tag}>"
    if start not in parts:
        return  # tags that are crossed: Material's parser ends with an error
    first = parts.index(start)
    if all(map(str.isspace, _after(parts, first))):
        del parts[first:]
    else:
        parts.append(f"</{tag}>")


def _after(parts: list[str], first: int) -> Iterator[str]:
    """The parts behind one, without a copy of them all."""
    return (parts[index] for index in range(first + 1, len(parts)))
