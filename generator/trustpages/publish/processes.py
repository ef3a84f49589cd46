"""Processes that help with one work after another: to start one takes as long as to assess a dozen agents."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from trustpages.model.problem import TrustpagesError
from trustpages.system.garbage import collect_seldom, give_back

Item = TypeVar("Item")
Part = TypeVar("Part")
Result = TypeVar("Result")

_SHARES: Final = 4  # of the fewest items that are worth a process: whoever starts later does less


class Workers:
    """At most `processes`, this one among them; the others start when there is work for them, and end on leaving.

    Whoever is free takes the next part of a work, so that nobody waits for long; the results are in the order of parts.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._helpers: list[_Helper] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dismiss()

    def divide(self, items: Sequence[Item], fewest: int) -> list[Sequence[Item]]:
        """The items in parts for `run`; in one where no other process would get at least `fewest` of them."""
        if self.processes < 2 or len(items) < 2 * fewest:
            return [items]
        size = max(1, fewest // _SHARES)
        return [items[first : first + size] for first in range(0, len(items), size)]

    def run(self, function: Callable[[Part], Result], parts: Sequence[Part]) -> tuple[Result, ...]:
        """What `function` returns for each part.

        Raises the first error of a part, and `site-engine` if a process ends before its work does.
        """
        count = min(self.processes, len(parts)) - 1
        if count < 1:
            return tuple(map(function, parts))
        self._helpers += [_Helper() for _ in range(count - len(self._helpers))]
        left = deque(enumerate(parts))
        done: dict[int, Result] = {}

        def take() -> tuple[int, Part] | None:
            with suppress(IndexError):
                return left.popleft()
            return None

        def work(do: Callable[[Part], Result]) -> None:
            try:
                for number, part in iter(take, None):
                    done[number] = do(part)
            except BaseException:
                left.clear()  # nobody needs the others
                raise

        try:
            with ThreadPoolExecutor(count) as threads:  # each waits for one helper
                helped = [threads.submit(helper.run, function, work) for helper in self._helpers[:count]]
                work(function)
            for each in helped:
                each.result()
        except BaseException:
            self.dismiss()
            raise
        return tuple(done[number] for number in range(len(parts)))

    def dismiss(self) -> None:
        """Ends the others, with all that they hold in memory; they start again with the next work."""
        helpers, self._helpers = self._helpers, []
        for helper in helpers:
            helper.end()


ALONE: Final = Workers(1)
"""This process without help."""


class _Helper:
    """A process that works for this one."""

    def __init__(self) -> None:
        # Not "fork": the child would inherit locks held by threads of libraries.
        context = multiprocessing.get_context("spawn")
        self._channel, other = context.Pipe()
        self._process = context.Process(target=_help, args=(other,), daemon=True)
        self._process.start()
        other.close()  # the child has the other copy: without this, its death would not end `recv`

    def run(self, function: Callable[[Part], Result], work: Callable[[Callable[[Part], Result]], None]) -> None:
        """Lets `work` do its parts in the process; raises the TrustpagesError of a part."""
        try:
            self._channel.send(function)
            work(self._ask)
            self._channel.send(_END)
        except (EOFError, OSError):
            raise TrustpagesError(
                "site-engine",
                "a process that was started for a part of the work has ended early",
                "try again with one process",
            ) from None

    def _ask(self, part: Any) -> Any:
        self._channel.send(part)
        is_done, result = self._channel.recv()
        if not is_done:
            raise TrustpagesError(*result)
        return result

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._process.terminate()
        self._process.join()
        self._channel.close()


_END: Final = ""
"""Tells a helper that the work is done; no part is empty."""


def _help(channel: Connection) -> None:
    """Runs in a process of its own: receives functions, each with the parts that it is called for."""
    # Ctrl-C goes to the whole process group; the parent ends its workers, and prints one message instead of many.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    with suppress(EOFError, BrokenPipeError):  # the command that asked has ended
        while True:
            function = channel.recv()
            while (part := channel.recv()) != _END:
                result: tuple[bool, object]
                try:
                    result = (True, function(part))
                except TrustpagesError as reason:
                    result = (False, (reason.code, reason.sentence, reason.remedy))
                channel.send(result)
                del part, result
            del function
            give_back()  # it may wait for long
