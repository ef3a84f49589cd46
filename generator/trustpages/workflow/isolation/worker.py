"""The sandboxed build process: builds for one audience from the projected workspace, and cannot open anything else.

Started as a module by `trustpages.workflow.isolation.build_process`. The processes that it starts import it again and
enter the same sandbox.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, NoReturn, TextIO

from trustpages.system.garbage import collect_seldom
from trustpages.workflow.isolation.sandbox import VARIABLE, SandboxViolation, enter_sandbox

if TYPE_CHECKING:
    from types import FrameType

    from trustpages.workflow.isolation.messages import Message


def main(requests: Iterator[str], answers: TextIO) -> None:
    """Builds what each request asks for, and writes messages to `answers`: begin and end of each step, then the result.

    What a build needs is loaded before the first request comes, while whoever asks still reads. Ends with the
    requests, or with the first that could not be met.
    """
    from trustpages.model.problem import TrustpagesError
    from trustpages.workflow.isolation.messages import make_failure_message, make_result_message, parse_request

    def tell(event: Message) -> None:
        answers.write(json.dumps(event, default=str) + "\n")
        answers.flush()

    @contextmanager
    def step(text: str) -> Iterator[None]:
        tell({"begun": text})
        yield
        tell({"ended": text})

    try:
        from trustpages.workflow.isolation.requested_site import make_requested_site

        for request in requests:
            hear = cache(partial(_hear, requests))
            made = make_requested_site(parse_request(request), hear, step)
            hear()  # also where no page has asked
            tell(make_result_message(made))
    except (TrustpagesError, OSError) as error:
        tell(make_failure_message(error))
    except SandboxViolation:
        sentence = "the build reached for files that its audience may not see"
        tell(make_failure_message(TrustpagesError("seal-broken", sentence, "report it; nothing was published")))


def _hear(lines: Iterator[str]) -> bool | None:
    from trustpages.workflow.isolation.messages import parse_holding

    line = next(lines, None)
    if line is None:
        sys.exit("whoever asked has ended")
    return parse_holding(line)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ in {"__main__", "__mp_main__"}:
    enter_sandbox(os.environ[VARIABLE], is_started=__name__ == "__mp_main__")

if __name__ == "__main__":
    # Ctrl-C reaches the whole group; the command ends this process, and with it those that it has started.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    collect_seldom()
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints to stdout must not get between the messages
    with suppress(SystemExit):  # by `_end`, once the processes that this one has started were ended
        main(sys.stdin, channel)
    os._exit(0)  # to take down all that it holds takes tenths of a second, and changes nothing
