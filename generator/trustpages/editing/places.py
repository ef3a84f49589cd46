"""Where new lines go: behind the last one of their list or mapping, its comments included, spaced as the others are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from trustpages.editing.document_text import DocumentText, Splice, walk
from trustpages.editing.values import WIDTH, format_flow
from trustpages.model.source_map import Plain, ValuePath

_COMMENT_LINE = re.compile(r"([ ]*)#")
_USUAL_DASH = 2


def join(lines: Sequence[str]) -> str:
    """Lines as one text."""
    return "\n".join(lines)


def room_after(text: DocumentText, offset: int) -> int:
    """How many columns are left in the line of the character at `offset`."""
    return WIDTH - text.column(offset)


def find_dash(text: DocumentText) -> int:
    """How many columns behind its key a list in block style begins in this document; two where it has none."""
    for path, value in walk(text.value):
        if isinstance(value, list) and value and path and isinstance(path[-1], str) and not text.is_flow(path):
            start = text.located.span_of(path)[0]
            return max(0, text.column(start) - text.column(text.located.key_start(path)))
    return _USUAL_DASH


def find_gap(text: DocumentText, entry: ValuePath) -> int:
    """How many blanks stand between the dash of an entry and what follows it."""
    start = text.located.span_of(entry)[0]
    line = text.text[text.text.rfind("\n", 0, start) + 1 : start]
    dash = line.rstrip(" ")
    return max(1, len(line) - len(dash)) if dash.endswith("-") else 1


def format_inside(text: DocumentText, value: Plain) -> str:
    """A value on one line for a place in brackets; as JSON where all of the document is."""
    return json.dumps(value, ensure_ascii=False) if text.is_flow(()) else format_flow(value)


def insert_in_brackets(
    text: DocumentText, path: ValuePath, steps: Sequence[str | int], after: str | int | None, written: str
) -> Iterator[tuple[Splice, ...]]:
    """Behind the last entry of the brackets at `path`, or the one `after`; as the first one where there is none."""
    if not steps:
        start = text.located.span_of(path)[0] + 1
        yield (Splice(start, start, written),)
        return
    last = (*path, steps[-1] if after is None else after)
    begin, end = text.located.key_start(last), text.located.span_of(last)[1]
    column = text.column(begin)
    has_own_line = begin > column and not text.text[begin - column : begin].strip()
    yield (Splice(end, end, f",\n{' ' * column}{written}" if has_own_line else f", {written}"),)


def insert_pair(
    text: DocumentText, path: ValuePath, keys: Sequence[str], after: str | None, column: int, lines: Sequence[str]
) -> Iterator[tuple[Splice, ...]]:
    """In a line of its own behind the key `after`, or the last one with the comments that belong to it."""
    spaced = len(lines) > 1 and _is_spaced(text, [text.located.key_start((*path, key)) for key in keys])
    end = text.located.span_of((*path, after if after is not None else keys[-1]))[1]
    least = None if after is not None or column == 0 else column
    yield from _insert_lines(text, end, least, column, lines, spaced=spaced)


def insert_entry(
    text: DocumentText, path: ValuePath, entries: int, column: int, lines: Sequence[str]
) -> Iterator[tuple[Splice, ...]]:
    """In lines of its own behind the last entry, with the comments that belong to that."""
    starts = [text.located.span_of((*path, number))[0] for number in range(entries)]
    end = text.located.span_of((*path, entries - 1))[1]
    yield from _insert_lines(text, end, column + 1, column, lines, spaced=_is_spaced(text, starts))


def _insert_lines(
    text: DocumentText, end: int, least: int | None, column: int, lines: Sequence[str], *, spaced: bool
) -> Iterator[tuple[Splice, ...]]:
    """Behind the line of the character before `end`, and the comments below it that are indented by `least` or more.

    A second way is behind the blank lines below, which belong to a text that keeps its line breaks.
    """
    written = join([" " * column + lines[0], *lines[1:]])
    place = text.end_of_line(max(0, end - 1))
    behind = place if least is None else _skip_comments(text, place, least)
    blank = "\n" if spaced else ""
    yield (Splice(behind, behind, f"\n{blank}{written}"),)
    below = _skip_blank_lines(text, place)
    ends_file = below == len(text.text) and text.text.endswith("\n")
    yield (Splice(below, below, f"{written}\n" if ends_file else f"\n{written}"),)


def _skip_blank_lines(text: DocumentText, place: int) -> int:
    """The end of the last of the blank lines below `place`."""
    while place < len(text.text):
        end = text.end_of_line(place + 1)
        if text.text[place + 1 : end].strip():
            return place
        place = end
    return place


def _skip_comments(text: DocumentText, place: int, least: int) -> int:
    """The end of the last of the comment lines below `place` that are indented by `least` or more, without a gap."""
    while place < len(text.text):
        comment = _COMMENT_LINE.match(text.text, place + 1)
        if comment is None or len(comment[1]) < least:
            return place
        place = text.end_of_line(place + 1)
    return place


def _is_spaced(text: DocumentText, starts: Sequence[int]) -> bool:
    """Whether most entries, at these offsets, stand behind a blank line."""
    spaced = [_stands_behind_blank(text, start) for start in starts[1:]]
    return bool(spaced) and 2 * sum(spaced) > len(spaced)


def _stands_behind_blank(text: DocumentText, start: int) -> bool:
    begin = text.text.rfind("\n", 0, start) + 1
    while begin > 0:
        above = text.text.rfind("\n", 0, begin - 1) + 1
        line = text.text[above : begin - 1].strip()
        if not line.startswith("#"):
            return not line
        begin = above
    return False
