"""Recording where each node of a tree stands, while the tree is being built."""

from __future__ import annotations

from array import array

from trustpages.model.located import Spans


class SpanRecorder:
    """Nodes in document order; see `Spans` for what is kept of each."""

    def __init__(self) -> None:
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

    def spans(self) -> Spans:
        """What was recorded."""
        return Spans(self._starts, self._ends, self._keys, self._first, self._children)
