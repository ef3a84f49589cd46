"""What a served site tells the pages that are open: which build they see, and what is wrong now."""

from __future__ import annotations

import json
from threading import Condition


class LiveState:
    """The number of the last good build and the problems of the last failed one; safe for threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._build = 0
        self._problems: tuple[str, ...] = ()
        self._closed = False

    @property
    def build(self) -> int:
        """The number of good builds since the start."""
        with self._changed:
            return self._build

    @property
    def is_closed(self) -> bool:
        """True once the server is about to end."""
        with self._changed:
            return self._closed

    def succeeded(self) -> None:
        """A new site is in place: open pages load it."""
        self._tell(self._build + 1, ())

    def failed(self, problems: tuple[str, ...]) -> None:
        """The last good site stays: open pages show the problems, one a line."""
        self._tell(self._build, problems)

    def close(self) -> None:
        """Ends every `wait`."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def message(self) -> str:
        """The state as JSON for the pages: `build` and `problems`."""
        with self._changed:
            return json.dumps({"build": self._build, "problems": self._problems})

    def wait(self, known: str, timeout: float) -> str:
        """The message once it differs from `known`, or `known` after `timeout` seconds or at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.message() != known, timeout)
            return self.message()

    def _tell(self, build: int, problems: tuple[str, ...]) -> None:
        with self._changed:
            self._build, self._problems = build, problems
            self._changed.notify_all()
