"""The text of a document that is edited: its bytes, its values with their positions, and splices into it."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.model.problem import Problem, TrustpagesError
from trustpages.model.source_map import Located, Plain, ValuePath

Load: TypeAlias = Callable[[bytes, str], tuple[Located | None, tuple[Problem, ...]]]
"""Reads the bytes of one YAML file, as `intake.yaml.load` does."""

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Splice:
    """`text` in place of what stands from `start` up to `end`, as offsets in the text with line feeds."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as it stands in its file: `text` has line feeds and no byte order mark, `data` what is in the file."""

    data: bytes
    text: str
    located: Located

    @property
    def value(self) -> Plain:
        """The values of the document."""
        return self.located.value

    @property
    def file(self) -> str:
        """Its path in the workspace."""
        return self.located.file

    def value_at(self, path: ValuePath) -> Plain:
        """The value at an existing path."""
        return find_value(self.value, path)

    def raw(self, path: ValuePath) -> str:
        """The value at a path as it is written."""
        start, end = self.located.span_of(path)
        return self.text[start:end]

    def is_flow(self, path: ValuePath) -> bool:
        """Whether the list or mapping at a path stands in brackets."""
        return self.raw(path)[:1] in ("{", "[")

    def column(self, offset: int) -> int:
        """How many characters stand before the one at `offset` in its line."""
        return offset - (self.text.rfind("\n", 0, offset) + 1)

    def end_of_line(self, offset: int) -> int:
        """The offset of the line feed that ends the line of the character at `offset`, or of the end of the text."""
        found = self.text.find("\n", min(offset, len(self.text)))
        return len(self.text) if found < 0 else found

    def splice(self, splices: Iterable[Splice]) -> bytes:
        """The bytes of the file with the splices made; everything else keeps its bytes, line ends included."""
        raw = self.data.decode("utf-8")
        mark = len(raw) - len(raw.removeprefix(_BYTE_ORDER_MARK))
        returns = _find_returns(raw[mark:])
        line_end = "\r\n" if 2 * len(returns) > self.text.count("\n") else "\n"
        for splice in sorted(splices, key=lambda splice: splice.start, reverse=True):
            start, end = (mark + offset + bisect_left(returns, offset) for offset in (splice.start, splice.end))
            raw = raw[:start] + splice.text.replace("\n", line_end) + raw[end:]
        return raw.encode("utf-8")


def _find_returns(raw: str) -> list[int]:
    """The offsets, in the text with line feeds alone, of line feeds that follow a carriage return."""
    found: list[int] = []
    reached = raw.find("\r\n")
    while reached >= 0:
        found.append(reached - len(found))
        reached = raw.find("\r\n", reached + 2)
    return found


def read_text(data: bytes, file: str, load: Load) -> DocumentText:
    """The text of a readable document; raises TrustpagesError with the code of its first problem otherwise."""
    located, problems = load(data, file)
    if located is None:
        first = problems[0]
        raise TrustpagesError(first.code, f"{first.place}: {first.sentence}", first.remedy)
    text = data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")
    return DocumentText(data, text, located)


def find_value(value: Plain, path: ValuePath) -> Plain:
    """The value at an existing path below `value`."""
    for step in path:
        value = value[step]  # type: ignore[index]  # the path exists
    return value


def walk(value: Plain, path: ValuePath = ()) -> Iterator[tuple[ValuePath, Plain]]:
    """Every value at and below a path, from above, with its path."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, (*path, number))


def is_same(value: Plain, other: Plain) -> bool:
    """Whether two values are the same to every reader: 1 is neither 1.0 nor true; the order of keys does not count."""
    return json.dumps(value, sort_keys=True) == json.dumps(other, sort_keys=True)
