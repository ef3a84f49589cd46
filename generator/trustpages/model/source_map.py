"""A parsed document as plain values with a source map: the line and column of every value and key."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, TypeAlias

from trustpages.model.problem import Place

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"
ValuePath: TypeAlias = "tuple[str | int, ...]"

WORDS_TO_QUOTE: Final = frozenset(
    {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan", "infinity"}
)
"""Words, in small letters, that some reader of YAML 1.1 or 1.2 takes for something else than text."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text begin: offsets in code points, ascending, the first one 0; and its length."""

    starts: Sequence[int]
    length: int

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of `text`, which are ended by a line feed and by nothing else."""
        # The last sum is where the text ends, and no line begins there.
        lengths = (len(line) + 1 for line in text.split("\n"))
        return cls(array("I", list(accumulate(lengths, initial=0))[:-1]), len(text))

    def line(self, offset: int) -> int:
        """The line that holds the character at `offset`, counted from 1."""
        return bisect_right(self.starts, offset)

    def end(self, offset: int) -> int:
        """The offset at which the line that holds the character at `offset` ends, its line feed not included."""
        line = self.line(offset)
        return self.starts[line] - 1 if line < len(self.starts) else self.length

    def place(self, file: str, offset: int) -> Place:
        """The place of the character at `offset`; columns count code points from 1."""
        line = self.line(offset)
        return Place(file, line, offset - self.starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Spans:
    """Where each node of a tree stands in its text, as flat arrays over nodes in document order.

    Node `i` covers the offsets from `starts[i]` up to, not including, `ends[i]`; `keys[i]` is where its
    key begins, or its own start if it has none. The children of a container are the nodes
    `children[first[i]]`, `children[first[i] + 1]` and so on, in the order of the plain value.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    keys: Sequence[int]
    first: Sequence[int]
    children: Sequence[int]


@dataclass(frozen=True, slots=True)
class Located:
    """One loaded document: `value` is plain data, and every path in it has a place in `file`.

    A path is the tuple of mapping keys and list indices that leads from the root to a value, so `()` is
    the root. What a path does not reach is answered for its nearest existing ancestor.
    """

    file: str
    value: Plain
    lines: Lines = field(repr=False)
    spans: Spans = field(repr=False)
    # A wide mapping that is asked for each of its keys would otherwise be walked once for each of them.
    _ordinals: dict[int, dict[str, int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def place_of(self, path: ValuePath) -> Place:
        """Where the value at `path` begins."""
        return self.lines.place(self.file, self.spans.starts[self._node(path)])

    def place_of_key(self, path: ValuePath) -> Place:
        """Where the key of the value at `path` begins; for a list item and the root, the value itself."""
        return self.lines.place(self.file, self.spans.keys[self._node(path)])

    def span_of(self, path: ValuePath) -> tuple[int, int]:
        """The offsets in the text, its lines ended by line feeds, from the value at `path` up to its end."""
        node = self._node(path)
        return self.spans.starts[node], self.spans.ends[node]

    def key_start(self, path: ValuePath) -> int:
        """The offset at which the key of the value at `path` begins; for a list item and the root, the value itself."""
        return self.spans.keys[self._node(path)]

    def lines_of(self, path: ValuePath) -> tuple[int, int]:
        """First and last line of the value at `path` with its key, both counted from 1 and included."""
        node = self._node(path)
        first, end = self.spans.keys[node], self.spans.ends[node]
        # A value that is not written has no width, and stands in the line of its key.
        return self.lines.line(first), self.lines.line(max(first, end - 1))

    def _node(self, path: ValuePath) -> int:
        node, value = 0, self.value
        for step in path:
            ordinal = self._ordinal(node, value, step)
            if ordinal is None:
                break
            node = self.spans.children[self.spans.first[node] + ordinal]
            value = value[step]  # type: ignore[index]  # _ordinal has matched step and value
        return node

    def _ordinal(self, node: int, value: Plain, step: str | int) -> int | None:
        if isinstance(value, dict) and step in value:
            if node not in self._ordinals:
                self._ordinals[node] = {key: number for number, key in enumerate(value)}
            return self._ordinals[node][str(step)]
        if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            return step
        return None
