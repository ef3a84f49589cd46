"""Builds plain values from parser events, and records the source span of each node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ruamel.yaml import events

from trustpages.intake.messages.quoting import quote_scalar
from trustpages.intake.yaml.scalars import UNUSABLE, KeyChecker, find_end, read_scalar, refuse_properties
from trustpages.intake.yaml.source import Limits, ProblemCollector, SourceText
from trustpages.intake.yaml.spans import SpanRecorder
from trustpages.model.source_map import Located, Plain


class _OpenCollection:
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


class TreeBuilder:
    """The document that a stream of events describes."""

    def __init__(self, source: SourceText, findings: ProblemCollector, limits: Limits) -> None:
        self._source = source
        self._findings = findings
        self._limits = limits
        self._keys = KeyChecker(source, findings)
        self._spans = SpanRecorder()
        self._documents: list[Plain] = []
        # An explicit stack: recursion would let a deep file exhaust that of Python.
        self._stack = [_OpenCollection(self._documents, node=-1)]
        self._actions: dict[type[events.Event], Callable[[Any], None]] = {
            events.ScalarEvent: self._add_scalar,
            events.MappingStartEvent: lambda event: self._begin_collection(event, {}),
            events.SequenceStartEvent: lambda event: self._begin_collection(event, []),
            events.MappingEndEvent: self._end_collection,
            events.SequenceEndEvent: self._end_collection,
            events.AliasEvent: self._add_alias,
            events.DocumentStartEvent: self._begin_document,
        }

    def take(self, event: events.Event) -> None:
        """Adds one event. Raises `StopReading` where the rest must not be read."""
        action = self._actions.get(type(event))
        if action is not None:
            action(event)

    def finish(self) -> Located | None:
        """The document, after the whole of a stream that left no problem; None if it is blank."""
        spans = self._spans.collect()
        if not self._documents or spans.starts[0] == spans.ends[0]:
            return None
        return Located(self._source.file, self._documents[0], self._source.lines, spans)

    def _begin_document(self, event: events.DocumentStartEvent) -> None:
        if self._documents:
            start, remedy = event.start_mark.index, "put each document into a file of its own"
            self._findings.stop(start, "yaml-multiple-documents", "a second document begins here", remedy)

    def _add_scalar(self, event: events.ScalarEvent) -> None:
        refuse_properties(event, self._findings)
        value = read_scalar(event, self._findings, self._limits)
        parent = self._stack[-1]
        if parent.awaits_key:
            parent.hold_key(self._keys.check(event, value, parent.seen), event)
            return
        start, end = event.start_mark.index, find_end(event, self._source.text)
        if start == end and parent.key_start is not None:
            start = end = parent.key_end  # the parser puts a value that is not written at the next key
        parent.add(value, self._spans.begin(start, end, parent.key_start))

    def _begin_collection(self, event: events.CollectionStartEvent, value: dict[str, Plain] | list[Plain]) -> None:
        start = event.start_mark.index
        refuse_properties(event, self._findings)
        if len(self._stack) > self._limits.depth:
            sentence = f"lists and mappings are more than {self._limits.depth} levels deep here"
            remedy = "flatten the document; no schema needs this depth"
            self._findings.stop(start, "yaml-depth", sentence, remedy)
        parent = self._stack[-1]
        if parent.awaits_key:
            self._keys.refuse_collection(start)
        self._stack.append(_OpenCollection(value, self._spans.begin(start, start, parent.key_start)))

    def _end_collection(self, event: events.CollectionEndEvent) -> None:
        closed, parent = self._stack.pop(), self._stack[-1]
        start, end = event.start_mark.index, event.end_mark.index
        # Only brackets have a width; the event of a block stands after comments that may not be its own.
        self._spans.close(closed.node, closed.children, end if end > start else None)
        if parent.awaits_key:
            parent.hold_key(UNUSABLE, event)
        else:
            parent.add(closed.value, closed.node)

    def _add_alias(self, event: events.AliasEvent) -> None:
        remedy = "write the value out, or put it in quotes if it is text"
        sentence = f"the alias {quote_scalar(f'*{event.anchor}')} refers to another part of the file"
        self._findings.add(event.start_mark.index, "yaml-alias", sentence, remedy)
        parent = self._stack[-1]
        if parent.awaits_key:
            parent.hold_key(UNUSABLE, event)
        else:
            parent.add(None, self._spans.begin(event.start_mark.index, event.end_mark.index, parent.key_start))
