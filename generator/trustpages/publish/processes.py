"""Divide a work, and run its parts side by side in several processes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from trustpages.model.problem import TrustpagesError

Item = TypeVar("Item")
Part = TypeVar("Part")
Result = TypeVar("Result")


def deal(items: Sequence[Item], processes: int, fewest: int) -> list[Sequence[Item]]:
    """The items in at most `processes` shares of at least `fewest`, dealt out like cards; in one if they are few."""
    count = max(1, min(processes, len(items) // fewest))
    return [items[number::count] for number in range(count)]


def run_side_by_side(function: Callable[[Part], Result], parts: Sequence[Part]) -> tuple[Result, ...]:
    """What `function` returns for each part: of the last part in this process, of each other in one of its own.

    Raises the TrustpagesError of a part, and `site-engine` if a process ends before its work does.
    """
    if len(parts) <= 1:
        return tuple(map(function, parts))
    # Not "fork": the child would inherit locks held by threads of libraries.
    context = multiprocessing.get_context("spawn")
    running = []
    try:
        for part in parts[:-1]:
            answers, answer = context.Pipe(duplex=False)
            process = context.Process(target=_run_in_worker, args=(function, part, answer), daemon=True)
            process.start()
            answer.close()  # the child has the other copy: without this, its death would not end `recv`
            running.append((process, answers))
        own = function(parts[-1])
        return (*[_receive(answers) for _, answers in running], own)
    finally:
        for process, answers in running:
            process.terminate()
            process.join()
            answers.close()


def _run_in_worker(function: Callable[[Part], Result], part: Part, answer: Connection) -> None:
    """Runs in a process of its own."""
    # Ctrl-C goes to the whole process group; the parent ends its workers, and prints one message instead of many.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    result: tuple[bool, Result | tuple[str, str, str]]
    try:
        result = (True, function(part))
    except TrustpagesError as reason:
        result = (False, (reason.code, reason.sentence, reason.remedy))
    try:
        answer.send(result)
    except BrokenPipeError:
        return  # the command that asked has ended


def _receive(answers: Connection) -> Any:
    try:
        is_done, result = answers.recv()
    except EOFError:
        raise TrustpagesError(
            "site-engine",
            "a process that was started for a part of the work has ended early",
            "try again with one process",
        ) from None
    if not is_done:
        raise TrustpagesError(*result)
    return result
