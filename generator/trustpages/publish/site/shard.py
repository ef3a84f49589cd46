"""One shard of the site: the pages built by one worker process, then rewritten for the CSP and checked."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.addresses import name_index_files
from trustpages.publish.site.csp import apply_policy
from trustpages.publish.site.engine import Engine, ReadyPage, SearchIndex, to_html_path
from trustpages.publish.site.gate import NOT_FOUND_PAGE, PageFacts, check_page
from trustpages.publish.site.shells import cut_shell, fill_shell


@dataclass(frozen=True, slots=True)
class Shard:
    """What one process builds with `engine`: `pages` of the folder `source`, into the folder `site` of its own.

    Pages that are `ready` are written into shells; `shells` has the HTML of those that need not be built, by path.
    The first shard also brings the theme's files and the assets. `url` is the site's address.
    """

    engine: Engine
    source: Path
    site: Path
    pages: tuple[str, ...]
    is_first: bool
    url: str | None
    ready: tuple[ReadyPage, ...] = ()
    shells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FinishedShard:
    """A built shard: the warnings of the engine, the facts of each page, and the scripts moved out of pages.

    `index` is what a search finds on its pages; `shells` are those that were built, by path, with the policy in them.
    """

    site: Path
    warnings: tuple[str, ...]
    pages: tuple[PageFacts, ...]
    scripts: tuple[Artifact, ...]
    index: SearchIndex
    shells: Mapping[str, str]


def finish_shard(shard: Shard) -> FinishedShard:
    """Builds the shard in this process, applies the content security policy to each page, and checks it.

    Raises TrustpagesError `site-engine` where the engine stops.
    """
    missing = sorted({page.shell.path for page in shard.ready} - shard.shells.keys())
    run = shard.engine.build_pages(shard.source, shard.site, (*shard.pages, *missing), with_assets=shard.is_first)
    index = shard.engine.read_search_index(shard.site)
    places = {to_html_path(path): path for path in missing}
    facts, scripts, shells = [], dict[str, Artifact](), dict(shard.shells)
    for file in sorted(shard.site.rglob("*.html")):
        path = file.relative_to(shard.site).as_posix()
        built = name_index_files(file.read_text("utf-8"))
        page, moved = apply_policy(built, _find_root(path, shard.url), run.inline_scripts)
        scripts.update((script.path, script) for script in moved)
        if path in places:
            shells[places[path]] = page
            file.unlink()  # the page itself may be another shard's
        else:
            file.write_text(page, "utf-8", newline="\n")
            facts.append(check_page(path, page))
    facts += _write_ready_pages(shard, shells)
    entries = {to_html_path(page.path): found for page in shard.ready if (found := shard.engine.find_entries(page))}
    return FinishedShard(
        shard.site,
        run.warnings,
        tuple(facts),
        tuple(scripts.values()),
        SearchIndex(index.settings, {**index.entries, **entries}),
        {path: shells[path] for path in missing},
    )


def _write_ready_pages(shard: Shard, shells: Mapping[str, str]) -> Iterator[PageFacts]:
    """Writes each page that is ready into its shell, and checks it."""
    cut = {path: cut_shell(html, path) for path, html in shells.items()}
    for page in shard.ready:
        path = to_html_path(page.path)
        html = fill_shell(cut[page.shell.path], page)
        file = shard.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8", newline="\n")
        yield check_page(path, html)


def finish_shards(shards: Sequence[Shard]) -> tuple[FinishedShard, ...]:
    """All shards, one process each; a single shard is built in this process.

    Raises TrustpagesError `site-engine` where the engine stops or a process ends before its work does.
    """
    if len(shards) == 1:
        return (finish_shard(shards[0]),)
    # Not "fork": the child would inherit locks held by threads of libraries.
    context = multiprocessing.get_context("spawn")
    running = []
    try:
        for shard in shards:
            answers, answer = context.Pipe(duplex=False)
            process = context.Process(target=_finish_in_worker, args=(shard, answer), daemon=True)
            process.start()
            answer.close()  # the child has the other copy: without this, its death would not end `recv`
            running.append((process, answers))
        return tuple(_receive_shard(answers) for _, answers in running)
    finally:
        for process, answers in running:
            process.terminate()
            process.join()
            answers.close()


def _finish_in_worker(shard: Shard, answer: Connection) -> None:
    """Runs in a process of its own."""
    # Ctrl-C goes to the whole process group; the parent ends its workers, and prints one message instead of many.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    result: FinishedShard | tuple[str, str, str]
    try:
        result = finish_shard(shard)
    except TrustpagesError as reason:
        result = (reason.code, reason.sentence, reason.remedy)
    try:
        answer.send(result)
    except BrokenPipeError:
        return  # the command that asked has ended


def _receive_shard(answers: Connection) -> FinishedShard:
    try:
        result = answers.recv()
    except EOFError:
        raise TrustpagesError(
            "site-engine", "a process that built pages has ended early", "try again with one process"
        ) from None
    if isinstance(result, FinishedShard):
        return result
    raise TrustpagesError(*result)


def _find_root(path: str, url: str | None) -> str:
    """The address of the site's root seen from a page; the page for wrong addresses needs a full path."""
    if path == NOT_FOUND_PAGE:
        return urlsplit(url or "/").path.rstrip("/") + "/"
    return "../" * path.count("/")
