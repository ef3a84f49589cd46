"""Text fitted into a chart without measuring fonts.

A chart is a picture, which the fonts of the page do not reach: readers' systems set it in fonts of
their own. So widths are estimates, after the widest of the usual ones (Verdana and DejaVu Sans).
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from trustpages.render.encoder import showable

SIZE = 15.0
SMALL = 13.0

_LONGEST = 300
_NARROW = frozenset("iIjltfr.,:;'|!()[]{}/\\ ")
_BROAD = frozenset("mwMW%@—…&")
_BOLD = 1.13


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The estimated width of `text` at `size`, in the unit of `size`; rather too wide than too narrow."""
    return size * sum(map(_share_of_em, text)) * (_BOLD if bold else 1.0)


def _share_of_em(mark: str) -> float:
    if mark in _NARROW:
        return 0.38
    if mark in _BROAD:
        return 0.95
    if mark.isascii():
        return 0.72 if mark.isupper() else 0.61
    if combining(mark):
        return 0.0
    return 1.05 if east_asian_width(mark) in "WF" else 0.66


def fitted(text: str, room: float, size: float, *, lines: int = 1, bold: bool = False) -> tuple[str, ...]:
    """`text` broken into at most `lines` lines that fit into `room`, with an ellipsis where it was cut.

    Lines break at blanks, and within a word only where the word alone is wider than the room.
    """
    rest = showable(text[:_LONGEST])
    result: list[str] = []
    while rest and len(result) < lines:
        end = _line_end(rest, room, size, bold)
        result.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if (rest or len(text) > _LONGEST) and result:
        result[-1] = _with_ellipsis(result[-1], room, size, bold)
    return tuple(result)


def _line_end(text: str, room: float, size: float, bold: bool) -> int:
    """Where to break: the last blank within the room, else the last character within it."""
    used, blank = 0.0, 0
    for index, mark in enumerate(text):
        if mark == " ":
            blank = index
        used += width_of(mark, size, bold=bold)
        if used > room and index:
            return blank or index
    return len(text)


def _with_ellipsis(text: str, room: float, size: float, bold: bool) -> str:
    while text and width_of(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
