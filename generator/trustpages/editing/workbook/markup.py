"""Elements of a part of a workbook with the bytes where each begins and ends; no document type, no entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from trustpages.editing.workbook.package import refuse_workbook

MOST_ELEMENTS: Final = 600_000
_ENCODING: Final = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_TAG: Final = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
"""An opening tag with its values, which may hold the sign that ends it."""
_PREFIX: Final = re.compile(rb"<([A-Za-z_][\w.-]*:)?")


@dataclass(slots=True)
class Element:
    """An element: name without prefix, attributes likewise, text of its own, and where it lies.

    `start` is the byte of its first sign, `inside` the one behind its opening tag, `close` the one of its closing tag,
    `end` the one behind it; one that closes itself has no inside, and all three are the same.
    """

    name: str
    attributes: Mapping[str, str]
    depth: int
    start: int
    inside: int = 0
    close: int = 0
    end: int = 0
    text: str = ""
    parent: Element | None = None

    @property
    def closes_itself(self) -> bool:
        """Whether it is written as `<row/>`."""
        return self.inside == self.close == self.end


def parse(part: bytes, name: str) -> Iterator[Element]:
    """Every element of the part in the order in which they end.

    Raises TrustpagesError `workbook-unreadable` for what is no UTF-8 XML, or has a document type.
    """
    declared = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
    if part[:2] in {b"\xff\xfe", b"\xfe\xff"} or (declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}):
        raise refuse_workbook(name, "has a part that is not UTF-8")
    reader = _Reader(part, name)
    try:
        reader.read()
    except expat.ExpatError as error:
        raise refuse_workbook(name, "has a part that is no XML") from error
    return iter(reader.found)


def find_prefix(part: bytes, start: int) -> bytes:
    """The prefix of the tag that begins there, with its colon, which what is put beside it needs as well."""
    match = _PREFIX.match(part, start)
    return (match[1] if match else b"") or b""


class _Reader:
    """Collects elements as the parser tells of them."""

    def __init__(self, part: bytes, name: str) -> None:
        self.part, self.name = part, name
        self.found: list[Element] = []
        self._open: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._add
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def read(self) -> None:
        self._parser.Parse(self.part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.found) > MOST_ELEMENTS:
            raise refuse_workbook(self.name, "has a part with too many elements")
        parent = self._open[-1] if self._open else None
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self._open.append(
            Element(name.rpartition(" ")[2], named, len(self._open), self._parser.CurrentByteIndex, parent=parent)
        )

    def _end(self, name: str) -> None:
        del name
        element, here = self._open.pop(), self._parser.CurrentByteIndex
        tag = _TAG.match(self.part, element.start)
        tag_end = tag.end() if tag else here
        if self.part[tag_end - 2 : tag_end] == b"/>":
            element.inside = element.close = element.end = tag_end
        else:
            element.inside, element.close = tag_end, here
            element.end = self.part.index(b">", here) + 1
        self.found.append(element)

    def _add(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def _refuse(self, *_: object) -> None:
        raise refuse_workbook(self.name, "has a part with a document type")
