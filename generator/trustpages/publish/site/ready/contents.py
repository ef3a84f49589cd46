"""What is read of pages once: content in HTML, entries in the search index, links and anchors.

All of it hangs on the Markdown of a page and on the programs, and on nothing else. It is kept in few files, one for all
pages of a folder, with marks in the places of the fingerprint of the inputs, which any change of evidence changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import DIGITS_SHOWN, SiteSource
from trustpages.publish.processes import ALONE, Workers
from trustpages.publish.site.addresses import name_index_files
from trustpages.publish.site.engine import MARK, MARK_END, Engine, ReadPage
from trustpages.publish.site.gate import PageFacts, check_part
from trustpages.publish.site.page_cache import PageCache

_FEWEST_PAGES = 500  # to start a process costs as much as to read so many
_DEPTH = 2  # folders of a path that name the file in which a page is kept: one for each agent


@dataclass(frozen=True, slots=True)
class ReadContent:
    """A page that was read; `content` stands here in UTF-8 instead, which takes half the memory, with links to files.

    `facts` are those of the content, None if a page with it cannot pass.
    """

    page: ReadPage
    content: bytes
    facts: PageFacts | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read of the pages of a site, by path; None where a page goes through the engine.

    `digests` are those of the pages without the fingerprint; `stale` are the folders of which something else is kept.
    """

    pages: Mapping[str, ReadContent | None]
    digests: Mapping[str, str]
    stale: frozenset[str]

    @property
    def ready(self) -> dict[str, ReadPage]:
        """The pages that need no engine."""
        return {path: found.page for path, found in self.pages.items() if found is not None}


def read_contents(source: SiteSource, engine: Engine, cache: PageCache | None, workers: Workers = ALONE) -> Contents:
    """Reads the pages of `source`, those that are in `cache` without looking at them."""
    digests = {page.path: _digest(page, source.fingerprint) for page in source.pages}
    found: dict[str, ReadContent | None] = {}
    stale = set()
    for folder, paths in _group(digests).items():
        kept = _load(cache, engine, folder, source.fingerprint)
        found.update((path, _from_json(kept[digests[path]])) for path in paths if digests[path] in kept)
        if kept.keys() != {digests[path] for path in paths}:
            stale.add(folder)
    missing = [page for page in source.pages if page.path not in found]
    found.update(_read_all(missing, engine, workers))
    return Contents({page.path: found[page.path] for page in source.pages}, digests, frozenset(stale))


def store_contents(cache: PageCache, engine: Engine, contents: Contents, fingerprint: str) -> None:
    """Keeps what was read, of folders in which something has changed."""
    for folder, paths in _group(contents.digests).items():
        if folder in contents.stale and any(contents.pages[path] for path in paths):
            read = ((contents.digests[path], contents.pages[path]) for path in paths)
            # What cannot pass by itself is never kept: nothing would tell it from what does.
            kept = ((digest, page) for digest, page in read if page is None or page.facts is not None)
            each = (f'"{digest}":{_to_json(page)}' for digest, page in kept)
            text = _mark(f"{{{','.join(each)}}}", fingerprint)
            cache.files.put(_name(cache, engine, folder), text.encode())


def _read_all(pages: Sequence[Artifact], engine: Engine, workers: Workers) -> Iterable[tuple[str, ReadContent | None]]:
    parts = [(engine, share) for share in workers.divide(pages, _FEWEST_PAGES)]
    return (pair for part in workers.run(_read_part, parts) for pair in part)


def _read_part(part: tuple[Engine, Sequence[Artifact]]) -> list[tuple[str, ReadContent | None]]:
    engine, pages = part
    return [(page.path, _read(page, engine)) for page in pages]


def _read(page: Artifact, engine: Engine) -> ReadContent | None:
    read = engine.read_page(page)
    if read is None:
        return None
    content = name_index_files(read.content)
    return ReadContent(replace(read, content=""), content.encode(), check_part(content))


def _digest(page: Artifact, fingerprint: str) -> str:
    content = page.content
    if fingerprint:
        whole, short = fingerprint.encode(), fingerprint[:DIGITS_SHOWN].encode()
        content = content.replace(whole, MARK.encode()).replace(short, MARK_END.encode())
    # With its length, since a page might have such a character itself.
    return sha256(f"{page.path}\n{len(page.content)}\n".encode() + content).hexdigest()


def _group(paths: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault("/".join(path.split("/")[:-1][:_DEPTH]), []).append(path)
    return groups


def _name(cache: PageCache, engine: Engine, folder: str) -> str:
    return sha256(f"contents\n{cache.programs}\n{engine.name}\n{folder}".encode()).hexdigest()


def _load(cache: PageCache | None, engine: Engine, folder: str, fingerprint: str) -> Mapping[str, Any]:
    content = cache.files.get(_name(cache, engine, folder)) if cache else None
    if content is None:
        return {}
    text = content.decode().replace(MARK, fingerprint).replace(MARK_END, fingerprint[:DIGITS_SHOWN])
    kept: Mapping[str, Any] = json.loads(text)
    return kept


def _mark(text: str, fingerprint: str) -> str:
    """The text of JSON with marks for the fingerprint: characters that JSON has only as escapes."""
    return text.replace(fingerprint, MARK).replace(fingerprint[:DIGITS_SHOWN], MARK_END) if fingerprint else text


def _to_json(content: ReadContent | None) -> str:
    if content is None:
        return "null"
    page, facts = content.page, content.facts or PageFacts("", frozenset(), frozenset(), ())
    values = [page.shell, page.values, page.headings, page.entries, content.content.decode()]
    values += [sorted(facts.anchors), sorted(facts.links)]
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False)


def _from_json(values: Any) -> ReadContent | None:
    if values is None:
        return None
    shell, shown, headings, entries, content, anchors, links = values
    page = ReadPage(shell, tuple((name, text) for name, text in shown), tuple(headings), "", entries)
    return ReadContent(page, content.encode(), PageFacts("", frozenset(anchors), frozenset(links), ()))
