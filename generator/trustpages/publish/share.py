"""A share of the site: the pages that one process builds, seals and checks."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from trustpages.model.page import Artifact
from trustpages.model.problem import CannotGoOn
from trustpages.publish.gate import PageFacts, check_page
from trustpages.publish.policy import seal_page, theme_scripts

NOT_FOUND_PAGE = "404.html"


@dataclass(frozen=True, slots=True)
class Share:
    """What one process builds: `pages` of the source folder, into the folder `site` of its own.

    The first share also brings the theme's files and the assets. `url` is the site's address.
    """

    config_file: Path
    site: Path
    pages: tuple[str, ...]
    is_first: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class FinishedShare:
    """A built share: the warnings of mkdocs, what the gate read on each page, the scripts to add."""

    site: Path
    warnings: tuple[str, ...]
    pages: tuple[PageFacts, ...]
    scripts: tuple[Artifact, ...]


def finish_share(share: Share) -> FinishedShare:
    """The share, built by mkdocs in this process, each page sealed and checked.

    Raises CannotGoOn `site-engine` where mkdocs stops.
    """
    from trustpages.publish.mkdocs_build import run_mkdocs  # late: half a second of imports

    run = run_mkdocs(share.config_file, share.site, share.pages, with_assets=share.is_first)
    known = theme_scripts(run.template_folders)
    facts, scripts = [], dict[str, Artifact]()
    for file in sorted(share.site.rglob("*.html")):
        path = file.relative_to(share.site).as_posix()
        page, moved = seal_page(file.read_text("utf-8"), _root(path, share.url), known)
        file.write_text(page, "utf-8", newline="\n")
        facts.append(check_page(path, page))
        scripts.update((script.path, script) for script in moved)
    return FinishedShare(share.site, run.warnings, tuple(facts), tuple(scripts.values()))


def finish_shares(shares: Sequence[Share]) -> tuple[FinishedShare, ...]:
    """All shares, one process each; a single share is built in this process.

    Raises CannotGoOn `site-engine` where mkdocs stops or a process ends before its work does.
    """
    if len(shares) == 1:
        return (finish_share(shares[0]),)
    context = multiprocessing.get_context("spawn")
    running = []
    try:
        for share in shares:
            answers, answer = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(share, answer), daemon=True)
            process.start()
            answer.close()
            running.append((process, answers))
        return tuple(_answer(answers) for _, answers in running)
    finally:
        for process, answers in running:
            process.terminate()
            process.join()
            answers.close()


def _work(share: Share, answer: Connection) -> None:
    """Runs in a process of its own; an interrupt of the command is its parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    result: FinishedShare | tuple[str, str, str]
    try:
        result = finish_share(share)
    except CannotGoOn as reason:
        result = (reason.code, reason.sentence, reason.remedy)
    try:
        answer.send(result)
    except BrokenPipeError:
        return  # the command that asked has ended


def _answer(answers: Connection) -> FinishedShare:
    try:
        result = answers.recv()
    except EOFError:
        raise CannotGoOn(
            "site-engine", "a process that built pages has ended early", "try again with one process"
        ) from None
    if isinstance(result, FinishedShare):
        return result
    raise CannotGoOn(*result)


def _root(path: str, url: str | None) -> str:
    """The address of the site's root seen from a page; the page for wrong addresses needs a full path."""
    if path == NOT_FOUND_PAGE:
        return urlsplit(url or "/").path.rstrip("/") + "/"
    return "../" * path.count("/")
