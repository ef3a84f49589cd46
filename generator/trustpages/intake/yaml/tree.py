"""From parser events to plain values and their offsets; what is refused on the way is noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ruamel.yaml import events

from trustpages.intake.yaml.findings import Findings
from trustpages.intake.yaml.keys import UNUSABLE, Keys
from trustpages.intake.yaml.limits import Limits
from trustpages.intake.yaml.nodes import end_of, refuse_alias, refuse_properties, scalar_value
from trustpages.intake.yaml.source import Source
from trustpages.intake.yaml.spans import SpanRecorder
from trustpages.model.located import Located, Plain


class _Open:
    """A list or mapping whose end has not been reached."""

    __slots__ = ("awaits_key", "children", "key", "key_end", "key_start", "node", "seen", "value")

    def __init__(self, value: dict[str, Plain] | list[Plain], node: int) -> None:
        self.value = value
        self.node = node
        self.children: list[int] = []
        self.awaits_key = isinstance(value, dict)
        self.key = UNUSABLE
        self.key_start: int | None = None
        self.key_end = 0
        self.seen: dict[str, int] = {}

    def hold_key(self, key: str, event: events.Event) -> None:
        self.key, self.awaits_key = key, False
        self.key_start, self.key_end = event.start_mark.index, event.end_mark.index

    def add(self, value: Plain, node: int) -> None:
        self.children.append(node)
        if isinstance(self.value, list):
            self.value.append(value)
        else:
            self.value[self.key] = value
            self.awaits_key = True


class Tree:
    """The document that a stream of events describes, built with a stack of its own, never by recursion."""

    def __init__(self, source: Source, findings: Findings, limits: Limits) -> None:
        self._source = source
        self._findings = findings
        self._limits = limits
        self._keys = Keys(source, findings)
        self._spans = SpanRecorder()
        self._documents: list[Plain] = []
        self._stack = [_Open(self._documents, node=-1)]
        self._actions: dict[type[events.Event], Callable[[Any], None]] = {
            events.ScalarEvent: self._scalar,
            events.MappingStartEvent: lambda event: self._begin(event, {}),
            events.SequenceStartEvent: lambda event: self._begin(event, []),
            events.MappingEndEvent: self._end,
            events.SequenceEndEvent: self._end,
            events.AliasEvent: self._alias,
            events.DocumentStartEvent: self._document,
        }

    def take(self, event: events.Event) -> None:
        """Adds one event. Raises `Stopped` where the rest must not be read."""
        action = self._actions.get(type(event))
        if action is not None:
            action(event)

    def located(self) -> Located | None:
        """The document, after the whole of a stream that left no problem; None if it is blank."""
        spans = self._spans.spans()
        if not self._documents or spans.starts[0] == spans.ends[0]:
            return None
        return Located(self._source.file, self._documents[0], self._source.lines, spans)

    def _document(self, event: events.DocumentStartEvent) -> None:
        if self._documents:
            start, remedy = event.start_mark.index, "put each document into a file of its own"
            self._findings.stop(start, "yaml-multiple-documents", "a second document begins here", remedy)

    def _scalar(self, event: events.ScalarEvent) -> None:
        refuse_properties(event, self._findings)
        value = scalar_value(event, self._findings, self._limits)
        parent = self._stack[-1]
        if parent.awaits_key:
            parent.hold_key(self._keys.checked(event, value, parent.seen), event)
            return
        start, end = event.start_mark.index, end_of(event, self._source.text)
        if start == end and parent.key_start is not None:
            start = end = parent.key_end  # the parser puts a value that is not written at the next key
        parent.add(value, self._spans.begin(start, end, parent.key_start))

    def _begin(self, event: events.CollectionStartEvent, value: dict[str, Plain] | list[Plain]) -> None:
        start = event.start_mark.index
        refuse_properties(event, self._findings)
        if len(self._stack) > self._limits.depth:
            sentence = f"lists and mappings are more than {self._limits.depth} levels deep here"
            remedy = "flatten the document; no schema needs this depth"
            self._findings.stop(start, "yaml-depth", sentence, remedy)
        parent = self._stack[-1]
        if parent.awaits_key:
            self._keys.not_scalar(start)
        self._stack.append(_Open(value, self._spans.begin(start, start, parent.key_start)))

    def _end(self, event: events.CollectionEndEvent) -> None:
        closed, parent = self._stack.pop(), self._stack[-1]
        start, end = event.start_mark.index, event.end_mark.index
        # Only brackets have a width; the event of a block stands after comments that may not be its own.
        self._spans.close(closed.node, closed.children, end if end > start else None)
        if parent.awaits_key:
            parent.hold_key(UNUSABLE, event)
        else:
            parent.add(closed.value, closed.node)

    def _alias(self, event: events.AliasEvent) -> None:
        refuse_alias(event, self._findings)
        parent = self._stack[-1]
        if parent.awaits_key:
            parent.hold_key(UNUSABLE, event)
        else:
            parent.add(
                None, self._spans.begin(event.start_mark.index, event.end_mark.index, parent.key_start)
            )
