"""Records where each node of a document stands while it is read."""

from __future__ import annotations

from array import array

from trustpages.model.source_map import Spans


class SpanRecorder:
    """Records the span of each node in document order; see `Spans` for the arrays."""

    def __init__(self) -> None:
        # Arrays of machine integers: a tuple for each node would take far more memory.
        self._starts, self._ends, self._keys, self._first, self._children = (array("I") for _ in range(5))

    def begin(self, start: int, end: int, key: int | None) -> int:
        """The number of a new node, whose `key` begins there if it has one; `close` ends a container."""
        self._starts.append(start)
        self._ends.append(end)
        self._keys.append(start if key is None else key)
        self._first.append(0)
        return len(self._starts) - 1

    def close(self, node: int, children: list[int], end: int | None) -> None:
        """Completes a container. Without `end` it ends with its last child."""
        self._first[node] = len(self._children)
        self._children.extend(children)
        if end is not None:
            self._ends[node] = end
        elif children:
            self._ends[node] = self._ends[children[-1]]

    def collect(self) -> Spans:
        """What was recorded."""
        return Spans(self._starts, self._ends, self._keys, self._first, self._children)
