"""The process that builds for an audience: it sees what was projected, and cannot open anything else.

Started as a module by `trustpages.workflow.projected`. The processes that it starts import it again and come
under the same seal.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from trustpages.workflow.seal import VARIABLE, SealBroken, seal_this_process

if TYPE_CHECKING:
    from types import FrameType

    from trustpages.workflow.errand import Errand, Event
    from trustpages.workflow.made import Made, Step


def main(errand: str, answers: TextIO) -> None:
    """Does the errand, and writes events to `answers`: steps that begin and end, then what became of it."""
    from trustpages.model.problem import CannotGoOn
    from trustpages.workflow.errand import errand_from, failed_event, made_event

    def tell(event: Event) -> None:
        answers.write(json.dumps(event, default=str) + "\n")
        answers.flush()

    @contextmanager
    def step(text: str) -> Iterator[None]:
        tell({"begun": text})
        yield
        tell({"ended": text})

    try:
        tell(made_event(_made(errand_from(errand), step)))
    except (CannotGoOn, OSError) as error:
        tell(failed_event(error))
    except SealBroken:
        sentence = "the build reached for files that its audience may not see"
        tell(failed_event(CannotGoOn("seal-broken", sentence, "report it; nothing was published")))


def _made(errand: Errand, step: Step) -> Made:
    from trustpages.intake.folder import Folder
    from trustpages.intake.trees import read_trees
    from trustpages.intake.workspace import for_audience
    from trustpages.workflow.choice import Choice
    from trustpages.workflow.making import make_site
    from trustpages.workflow.reading import Reading

    choice = Choice(
        errand.workspace, errand.as_of, errand.audience, errand.as_of, errand.previous, errand.log_before
    )
    with step("Reading what the audience may see"):
        trees = read_trees(Folder(errand.workspace))
        intake = for_audience(trees, errand.audience, errand.as_of, errand.as_of)
    reading = Reading(errand.workspace, trees, intake, errand.audience, choice, errand.prefix)
    return make_site(reading, errand.told, errand.folder, errand.cache, errand.jobs, step)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ in {"__main__", "__mp_main__"}:
    seal_this_process(os.environ[VARIABLE], is_started=__name__ == "__mp_main__")

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the business of the command
    signal.signal(signal.SIGTERM, _end)  # which then ends this process, and with it those that it has started
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    main(sys.stdin.readline(), channel)
