"""The usual layout of a document: two blanks a level, one behind a colon or dash, no more than one blank line.

Comments stay where they are, and so do quotes, the order of keys and the lines of texts. What the document says is the
same to the last character; where that could not be held, the file is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from trustpages.editing.document_text import DocumentText, Load, read_text, walk
from trustpages.model.source_map import Plain, ValuePath

_STEP = 2


def lay_out(data: bytes, file: str, load: Load) -> bytes:
    """The bytes of a file in the usual layout; the same bytes where it has that already.

    Raises TrustpagesError with the code of the first problem where the file cannot be read.
    """
    text = read_text(data, file, load)
    line_end = "\r\n" if 2 * data.count(b"\r\n") > data.count(b"\n") else "\n"
    for arrange in (_arrange_all, _arrange_lines):
        laid = arrange(text).replace("\n", line_end).encode("utf-8")
        located, _ = load(laid, file)
        # In this order: a document whose keys changed places would be another one to its readers.
        if located is not None and json.dumps(located.value) == json.dumps(text.value):
            return laid
    return data


def _arrange_lines(text: DocumentText) -> str:
    """The lines without blanks at their ends and without double blank lines."""
    lines = text.text.split("\n")
    return _join(lines, _find_text_lines(text))


def _arrange_all(text: DocumentText) -> str:
    """The lines with the usual indentation, too."""
    if text.is_flow(()) or not isinstance(text.value, (dict, list)):
        return _arrange_lines(text)
    moves = _Moves(text)
    moves.place((), 0)
    return _join(moves.collect(), _find_text_lines(text))


def _join(lines: list[str], kept: frozenset[int]) -> str:
    """The lines as a text; those `kept`, by their number from 0, are left as they are."""
    found: list[str] = []
    for number, line in enumerate(lines):
        shown = line if number in kept else line.rstrip(" \t")
        if shown or number in kept or (found and found[-1]):
            found.append(shown)
    last = len(lines) - 1
    while found and not found[-1] and last not in kept:
        found.pop()
        last -= 1
    return "\n".join(found) + "\n"


def _find_text_lines(text: DocumentText) -> frozenset[int]:
    """The numbers, from 0, of lines that belong to a text of several lines, but for the one where that begins."""
    found = set[int]()
    for path, value in walk(text.value):
        if not isinstance(value, str):
            continue
        start, end = text.located.span_of(path)
        first, last = (text.located.lines.line(offset) - 1 for offset in (start, max(start, end - 1)))
        found.update(range(first + 1, last + 1))
        header = text.text[start : text.end_of_line(start)]
        if header[:1] in "|>" and "+" in header.split("#")[0]:  # its blank lines at the end belong to it
            while (below := text.end_of_line(end)) < len(text.text):
                following = text.text[below + 1 : text.end_of_line(below + 1)]
                if following.strip() or below + 1 >= len(text.text):
                    break
                last, end = last + 1, below + 1
                found.add(last)
    return frozenset(found)


@dataclass
class _Moves:
    """How far each line moves, found from the values that begin in it; and the gaps behind dashes and colons."""

    text: DocumentText
    by_line: dict[int, int] = field(default_factory=dict)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    columns: dict[int, int] = field(default_factory=dict)

    def place(self, path: ValuePath, column: int) -> None:
        """Puts the list or mapping in block style at a path to a column, with all that is in it."""
        value = self.text.value_at(path)
        if isinstance(value, dict):
            for key in value:
                self._place_pair((*path, key), column)
        elif isinstance(value, list):
            for number in range(len(value)):
                self._place_entry((*path, number), column)

    def collect(self) -> list[str]:
        """The lines as they stand then."""
        text = self.text.text
        for start, end in sorted(self.gaps, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        lines = text.split("\n")
        moves = list(self._move_comments(lines))
        return [self._shift(line, move) for line, move in zip(lines, moves, strict=True)]

    def _place_pair(self, path: ValuePath, column: int) -> None:
        key = self.text.located.key_start(path)
        start, end = self.text.located.span_of(path)
        delta = column - self.text.column(key)
        self._begin_line(key, delta)
        if start == end:
            return
        colon = self.text.text.rfind(":", key, start)
        value = self.text.value_at(path)
        if colon >= 0 and self._line(colon) == self._line(start):
            self.gaps.append((colon + 1, start))
        if self._is_block(path, value):
            self.place(path, column + _STEP)
        else:
            self._carry(start if self._line(start) == self._line(key) else start - 1, end, delta)

    def _place_entry(self, path: ValuePath, column: int) -> None:
        start, end = self.text.located.span_of(path)
        dash = self.text.text.rfind("-", 0, start)
        delta = column - self.text.column(dash)
        self._begin_line(dash, delta)
        value = self.text.value_at(path)
        if start > dash and self._line(start) == self._line(dash):
            self.gaps.append((dash + 1, start))
        if self._is_block(path, value):
            self.place(path, column + _STEP)
        else:
            self._carry(start, end, delta)

    def _is_block(self, path: ValuePath, value: Plain) -> bool:
        return isinstance(value, (dict, list)) and not self.text.is_flow(path)

    def _carry(self, start: int, end: int, delta: int) -> None:
        """The other lines of a value move as far as its key."""
        for line in range(self._line(start) + 1, self._line(max(start, end - 1)) + 1):
            self.by_line.setdefault(line, delta)

    def _begin_line(self, offset: int, delta: int) -> None:
        line = self._line(offset)
        if self.text.text[offset - self.text.column(offset) : offset].strip() == "" and line not in self.by_line:
            self.by_line[line] = delta
            self.columns[line] = self.text.column(offset)

    def _line(self, offset: int) -> int:
        return self.text.located.lines.line(offset) - 1

    def _move_comments(self, lines: list[str]) -> Iterator[int]:
        """How far each line moves: a comment as far as the line below that it stands above, or one above it."""
        below = self._find_below(len(lines))
        latest: dict[int | None, int] = {}
        for number, line in enumerate(lines):
            if number in self.columns:
                latest[self.columns[number]] = latest[None] = self.by_line[number]
            if number in self.by_line or not line.strip():
                yield self.by_line.get(number, 0)
                continue
            column = len(line) - len(line.lstrip(" "))
            following = below[number]
            if following is not None and self.columns[following] == column:
                yield self.by_line[following]
            else:
                yield latest.get(column, latest.get(None, 0))

    def _find_below(self, lines: int) -> list[int | None]:
        """For each line the next one in which a key or an entry begins."""
        found: list[int | None] = [None] * lines
        following: int | None = None
        for number in range(lines - 1, -1, -1):
            found[number] = following
            following = number if number in self.columns else following
        return found

    @staticmethod
    def _shift(line: str, move: int) -> str:
        if move >= 0:
            return f"{' ' * move}{line}" if line else line
        return line[min(-move, len(line) - len(line.lstrip(" "))) :]
