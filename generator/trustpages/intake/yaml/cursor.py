"""Where reading has got to in a text, and the nodes that were found there, within the bounds of a file."""

from __future__ import annotations

import re
from typing import Final

from trustpages.intake.yaml.source import Limits
from trustpages.intake.yaml.spans import SpanRecorder

END: Final = "\0"
"""Stands behind the text, which holds none."""

_GAP_IN_BRACKETS = re.compile(r"[ ]*+(?:\n([ ]*+))*+")


class NotOrdinaryError(Exception):
    """Something is to be read by the parser."""


class NodeCursor:
    """Goes through a text; `at` is where it has got to, `column` how far the line is indented that begins there.

    Raises NotOrdinaryError where something else stands than what is asked for.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.spans = SpanRecorder()
        self.text, self.limits = text + END, limits
        self.at = self.column = 0
        self.events = 4  # beginnings and ends of stream and document
        self._depth = 0

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """What matches the pattern here, and is passed."""
        match = pattern.match(self.text, self.at)
        if match is None:
            raise NotOrdinaryError
        self.at = match.end()
        return match

    def enter_line(self, gap: re.Pattern[str]) -> None:
        """Passes the `gap` before the next line that holds something; the column is -1 at the end of the text."""
        indentation = self.match(gap)[1]
        self.column = -1 if self.text[self.at] == END else len(indentation)

    def skip_spaces(self) -> str:
        """The sign behind the spaces that stand here."""
        text, at = self.text, self.at
        while text[at] == " ":
            at += 1
        self.at = at
        return text[at]

    def skip_gap(self, indent: int) -> str:
        """The sign behind spaces and line breaks in brackets, in lines that are indented further than `indent`."""
        text = self.text
        sign = text[self.at]
        if sign not in " \n":
            return sign
        match = self.match(_GAP_IN_BRACKETS)
        sign = text[self.at]
        if match[1] is not None and len(match[1]) <= indent and sign not in "]}":
            raise NotOrdinaryError
        return sign

    def add(self, start: int, end: int, key: int | None) -> int:
        """The number of a new node; see `SpanRecorder`."""
        self.events += 1
        return self.spans.begin(start, end, key)

    def add_text(self, text: str, start: int, end: int, key: int | None, nodes: list[int]) -> None:
        """Adds the node of a text to `nodes`."""
        if 4 * len(text) > self.limits.scalar:  # in UTF-8 it may be too long
            raise NotOrdinaryError
        nodes.append(self.add(start, end, key))

    def open(self, start: int, key: int | None, nodes: list[int]) -> int:
        """The number of a node that has children, which is added to `nodes`; `close` ends it."""
        self._depth += 1
        self.events += 1
        if self._depth > self.limits.depth:
            raise NotOrdinaryError
        node = self.add(start, start, key)
        nodes.append(node)
        return node

    def close(self, node: int, children: list[int], end: int | None) -> None:
        """Ends a node that was opened; without `end` with the last of its `children`."""
        self._depth -= 1
        self.spans.close(node, children, end)
