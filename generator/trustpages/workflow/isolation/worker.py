"""The sandboxed build process: builds for one audience from the projected workspace, and cannot open anything else.

Started as a module by `trustpages.workflow.isolation.build_process`. The processes that it starts import it again and
enter the same sandbox.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from trustpages.workflow.isolation.sandbox import VARIABLE, SandboxViolation, enter_sandbox

if TYPE_CHECKING:
    from types import FrameType

    from trustpages.workflow.isolation.messages import BuildRequest, Message
    from trustpages.workflow.run import BuiltSite, Step


# What the largest site so far needs is a small part of both.
_MOST_SECONDS = 600  # of processor time, for each process
_MOST_BYTES = 4 << 30


def main(requests: Iterable[str], answers: TextIO) -> None:
    """Builds what each request asks for, and writes messages to `answers`: begin and end of each step, then the result.

    Ends with the requests, or with the first that could not be met.
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
        for request in requests:
            tell(make_result_message(_build(parse_request(request), step)))
    except (TrustpagesError, OSError) as error:
        tell(make_failure_message(error))
    except SandboxViolation:
        sentence = "the build reached for files that its audience may not see"
        tell(make_failure_message(TrustpagesError("seal-broken", sentence, "report it; nothing was published")))


def _build(request: BuildRequest, step: Step) -> BuiltSite:
    from trustpages.intake.files.parsed_workspace import parse_workspace
    from trustpages.intake.workspace import validate_for_audience
    from trustpages.system.garbage import spare_what_is_there
    from trustpages.workflow.caching.kept_documents import keep_documents
    from trustpages.workflow.isolation.handover import take_over
    from trustpages.workflow.reading import ReadWorkspace
    from trustpages.workflow.run import Choice
    from trustpages.workflow.site.own_templates import find_own_templates
    from trustpages.workflow.site.steps import make_site

    if find_own_templates(request.workspace):
        _limit_resources()
    choice = Choice(
        request.workspace,
        request.as_of,
        request.audience,
        request.as_of,
        request.previous,
        request.log_before,
        own_templates=request.own_templates,
        exports=request.exports,
        release=request.release,
    )
    with step("Reading what the audience may see"):
        handed, kept = take_over(request.documents, request.workspace), request.cache
        with keep_documents(kept.documents if kept else None, "workspace", handed.parsed) as load:
            trees = parse_workspace(handed, load)
        intake = validate_for_audience(trees, request.audience, request.as_of, request.as_of)
    reading = ReadWorkspace(request.workspace, trees, intake, request.audience, choice, request.prefix)
    with spare_what_is_there():
        return make_site(reading, request.disclosed, request.folder, request.cache, request.jobs, step)


def _limit_resources() -> None:
    """Templates of a workspace may loop or grow without end: then the process is ended, and the build with it."""
    import resource

    for limit, most in ((resource.RLIMIT_CPU, _MOST_SECONDS), (resource.RLIMIT_DATA, _MOST_BYTES)):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def _end(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ in {"__main__", "__mp_main__"}:
    enter_sandbox(os.environ[VARIABLE], is_started=__name__ == "__mp_main__")

if __name__ == "__main__":
    # Ctrl-C reaches the whole group; the command ends this process, and with it those that it has started.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints to stdout must not get between the messages
    main(sys.stdin, channel)
