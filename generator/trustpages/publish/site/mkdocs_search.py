"""What Material's search plugin enters into its index for the content of a page: a section for each heading with an id.

The plugin parses every page with a lenient parser of HTML, which takes as long as to make the page. A page that passes
the gate has plain tags only, so that a regular expression finds the same ones. Names follow
`material/plugins/search/plugin.py`, whose entries a test compares with these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape

from trustpages.publish.site.engine import Json

_TAG = re.compile(r'(</?[A-Za-z][A-Za-z0-9]*+(?:\s++[A-Za-z][A-Za-z0-9:-]*+(?:="[^"<]*+")?+)*+\s*+/?>)')
_NAME = re.compile(r"[A-Za-z0-9]+")
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
    pieces = _TAG.split(content)
    for text, tag in zip(pieces[::2], pieces[1::2], strict=False):
        parser.take_text(text)
        parser.take_tag(_read_tag(tag))
    parser.take_text(pieces[-1])
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


@dataclass(frozen=True, slots=True)
class _Tag:
    """What is asked of a tag; one that stands for an element without content is both start and end."""

    name: str
    is_start: bool
    is_end: bool
    id: str | None
    is_excluded: bool
    is_permalink: bool
    is_line_number: bool


# There are few different tags and texts on pages that are alike.
@lru_cache(maxsize=16384)
def _read_tag(tag: str) -> _Tag:
    name = _NAME.search(tag)
    found = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
    is_end = tag.startswith("</")
    plain = name[0].lower() if name else ""
    return _Tag(
        plain,
        not is_end and plain not in _VOID,
        is_end or tag.endswith("/>"),
        found.get("id") if plain in _HEADINGS else None,
        "data-search-exclude" in found,
        plain == "a" and found.get("class") == "headerlink",
        found.get("class") == "linenodiv",
    )


@lru_cache(maxsize=16384)
def _read_text(text: str) -> tuple[str, str, bool]:
    """Text between tags as the index has it, the same within `<pre>`, and whether it is blank."""
    shown = unescape(text)
    is_blank = shown.isspace()
    return " " if is_blank else escape(shown.replace("\n", " "), quote=False), escape(shown, quote=False), is_blank


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
    """The elements that are open, those whose text is left out, by name, and the sections so far.

    `is_hidden` says whether any of the former is one of the latter.
    """

    open: list[str] = field(default_factory=list)
    skipped: set[str] = field(default_factory=lambda: set(_SKIPPED))
    sections: list[_Section] = field(default_factory=list)
    section: _Section | None = None
    permalinks: list[bool] = field(default_factory=list)
    is_hidden: bool = False

    def take_tag(self, tag: _Tag) -> None:
        """Takes the next tag."""
        if self.open and self.open[-1] in _RAW and not (tag.is_end and tag.name == self.open[-1]):
            return  # in a script nothing is a tag
        if tag.is_start:
            self._start(tag)
        if tag.is_end:
            self._end(tag.name)

    def take_text(self, text: str) -> None:
        """Takes the text before the next tag."""
        if not text or self.is_hidden:
            return
        shown, verbatim, is_blank = _read_text(text)
        is_pre = "pre" in self.open
        section = self._require_section()
        if section.tag in self.open:
            if True not in self.permalinks:
                section.title.append(verbatim if is_pre else shown)
        elif not is_blank or is_pre or not section.text or not section.text[-1].isspace():
            section.text.append(verbatim if is_pre else shown)

    def _start(self, tag: _Tag) -> None:
        self.open.append(tag.name)
        self.permalinks.append(tag.is_permalink)
        if tag.id is not None:
            self._begin_section(tag.name, tag.id, is_excluded=tag.is_excluded)
        section = self._require_section()
        if tag.is_excluded or tag.is_line_number:
            self.skipped.add(tag.name)
        self.is_hidden = self.is_hidden or tag.name in self.skipped
        if tag.name in _KEPT and not self.is_hidden:
            (section.title if section.tag in self.open else section.text).append(f"<{tag.name}>")

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
            self.is_hidden = not self.skipped.isdisjoint(self.open)
        elif tag in _KEPT and not self.is_hidden:
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
