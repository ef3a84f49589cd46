"""What is read of pages once: content in HTML, entries in the search index, links and anchors.

All of it hangs on the Markdown of a page and on the programs, and on nothing else, so that it is kept at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from trustpages.model.artifact import PageFile
from trustpages.model.pages.page import SiteSource
from trustpages.publish.processes import ALONE, Workers
from trustpages.publish.site.addresses import name_index_files
from trustpages.publish.site.engine import Engine, ReadPage
from trustpages.publish.site.gate import check_part
from trustpages.publish.site.page_cache import PageCache
from trustpages.publish.site.ready.kept_contents import KeptContents, ReadContent, digest_page

_FEWEST_FOLDERS = 25  # to start a process costs as much as to read so many
_DEPTH = 2  # folders of a path that name the file in which a page is kept: one for each agent


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read of the pages of a site, by path; None where a page goes through the engine.

    `held` are the contents that are in memory, in UTF-8 and with links to files; the others are `kept` under the
    `digests` of the pages, which are those without the fingerprint.
    """

    engine: Engine
    sources: Mapping[str, PageFile]
    digests: Mapping[str, str]
    pages: Mapping[str, ReadContent | None]
    held: Mapping[str, bytes]
    kept: KeptContents | None

    @property
    def ready(self) -> dict[str, ReadPage]:
        """The pages that need no engine."""
        return {path: found.page for path, found in self.pages.items() if found is not None}

    def list_bodies(self, paths: Iterable[str]) -> Iterator[bytes]:
        """The contents of pages that are ready, one after another: those of a folder are loaded together."""
        folder, bodies = None, dict[str, bytes]()
        for path in paths:
            if path in self.held:
                yield self.held[path]
                continue
            if folder != _find_folder(path):
                folder = _find_folder(path)
                bodies = self.kept.find_bodies(folder) if self.kept else {}
            body = bodies.get(self.digests[path])
            yield self._read_again(path) if body is None else body

    def _read_again(self, path: str) -> bytes:
        # Another build may have kept other pages meanwhile, and a cache may lose anything: the next build keeps them.
        if self.kept:
            self.kept.store(_find_folder(path), {}, {})
        body = _read(self.sources[path], self.engine)[1]
        if body is None:
            raise ValueError("only a page that was read has a content")
        return body


def read_contents(source: SiteSource, engine: Engine, cache: PageCache | None, workers: Workers = ALONE) -> Contents:
    """Reads the pages of `source`, those that are in `cache` without looking at them, and keeps what is new."""
    kept = KeptContents(cache, engine.name, source.fingerprint) if cache else None
    sources = {page.path: page for page in source.pages}
    digests = {path: digest_page(page, source.fingerprint) for path, page in sources.items()}
    found: dict[str, ReadContent | None] = {}
    others = []
    for folder in _group(sources, digests):
        there = kept.find_pages(folder.path) if kept else {}
        if there.keys() == folder.pages.keys():
            found.update((page.path, there[digest]) for digest, page in folder.pages.items())
        else:
            others.append(folder)
    parts = workers.run(partial(_read_folders, engine, kept), workers.divide(others, _FEWEST_FOLDERS))
    read = [each for part in parts for each in part]
    found.update((path, content) for path, content, _ in read)
    held = {path: body for path, _, body in read if body is not None}
    return Contents(engine, sources, digests, {path: found[path] for path in sources}, held, kept)


@dataclass(frozen=True, slots=True)
class _Folder:
    """Pages whose paths begin alike, by digest."""

    path: str
    pages: Mapping[str, PageFile]


_Read: TypeAlias = tuple[str, ReadContent | None, bytes | None]
"""A page by its path, and its content where that has to be in memory."""


def _group(sources: Mapping[str, PageFile], digests: Mapping[str, str]) -> list[_Folder]:
    groups: dict[str, dict[str, PageFile]] = {}
    for path, page in sources.items():
        groups.setdefault(_find_folder(path), {})[digests[path]] = page
    return [_Folder(path, own) for path, own in groups.items()]


def _find_folder(path: str) -> str:
    return "/".join(path.split("/")[:-1][:_DEPTH])


def _read_folders(engine: Engine, kept: KeptContents | None, folders: Sequence[_Folder]) -> list[_Read]:
    return [read for folder in folders for read in _read_folder(engine, kept, folder)]


def _read_folder(engine: Engine, kept: KeptContents | None, folder: _Folder) -> Iterator[_Read]:
    there = kept.find_pages(folder.path) if kept else {}
    bodies = kept.find_bodies(folder.path) if kept and there else {}
    usable = {digest for digest, content in there.items() if content is None or digest in bodies}
    read = {
        digest: (there[digest], bodies.get(digest)) if digest in usable else _read(page, engine)
        for digest, page in folder.pages.items()
    }
    # What cannot pass by itself is never kept: nothing would tell it from what does.
    fit = {digest: (page, body) for digest, (page, body) in read.items() if page is None or page.facts is not None}
    is_kept = kept is not None and any(page for page, _ in fit.values())
    if kept and is_kept:
        pages = {digest: page for digest, (page, _) in fit.items()}
        kept.store(folder.path, pages, {digest: body for digest, (_, body) in fit.items() if body is not None})
    for digest, (content, body) in read.items():
        yield folder.pages[digest].path, content, None if is_kept and digest in fit else body


def _read(page: PageFile, engine: Engine) -> tuple[ReadContent | None, bytes | None]:
    read = engine.read_page(page)
    if read is None:
        return None, None
    content = name_index_files(read.content)
    return ReadContent(replace(read, content=""), check_part(content)), content.encode()
