"""Cache of built pages by digest, which tolerates deletion, corruption and concurrent writers.

The HTML of a page depends on its own Markdown, on the configuration (with the navigation), on the theme and on the
code that builds it, and on nothing else. Whether its links resolve depends on other pages: that is checked in every
build.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import SiteSource
from trustpages.publish.site.engine import Engine
from trustpages.publish.site.gate import PageFacts
from trustpages.system.cache import FileCache

MOST_PAGES = 20_000


@dataclass(frozen=True, slots=True)
class PageCache:
    """Where built pages are stored; `programs` is a digest of the code and libraries that make them."""

    files: FileCache
    programs: str


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A built page: its anchors and links, its HTML with the policy, its scripts, its entries in the search index."""

    facts: PageFacts
    html: str
    scripts: tuple[Artifact, ...]
    entries: str


@dataclass(frozen=True, slots=True)
class CachedTheme:
    """What comes with the theme: its files, pages that it makes alone, and how the search is set."""

    settings: Any
    files: tuple[Artifact, ...]
    pages: tuple[CachedPage, ...]


def digest_pages(source: SiteSource, engine: Engine, programs: str) -> dict[str, str]:
    """SHA-256 over everything that the HTML of a page depends on, by path of the page."""
    shared = _digest_shared(source, engine, programs)
    return {page.path: sha256(f"{shared}\n{page.path}\n".encode() + page.content).hexdigest() for page in source.pages}


def digest_theme(source: SiteSource, engine: Engine, programs: str) -> str:
    """SHA-256 over everything that the files of the theme depend on."""
    return sha256(f"theme\n{_digest_shared(source, engine, programs)}".encode()).hexdigest()


def _digest_shared(source: SiteSource, engine: Engine, programs: str) -> str:
    theme = sorted((artifact.path, sha256(artifact.content).hexdigest()) for artifact in source.theme)
    site = [programs, engine.name, engine.configure(source), theme]
    return sha256(json.dumps(site).encode()).hexdigest()


def load_page(cache: PageCache, digest: str) -> CachedPage | None:
    """The page stored under `digest`; None if there is none, or its file is damaged."""
    content = cache.files.get(digest)
    return None if content is None else _read_page(json.loads(content))


def load_theme(cache: PageCache, digest: str) -> CachedTheme | None:
    """The theme stored under `digest`; None if there is none, or its file is damaged."""
    content = cache.files.get(digest)
    if content is None:
        return None
    values = json.loads(content)
    files = (Artifact(path, b64decode(text)) for path, text in values["files"].items())
    return CachedTheme(values["settings"], tuple(files), tuple(map(_read_page, values["pages"])))


def store_theme(cache: PageCache, digest: str, theme: CachedTheme) -> None:
    """Stores a theme in whose pages nothing is wrong."""
    files = {file.path: b64encode(file.content).decode() for file in theme.files}
    values = {"settings": theme.settings, "files": files, "pages": [*map(_write_page, theme.pages)]}
    cache.files.put(digest, json.dumps(values, separators=(",", ":")).encode("ascii"))


def store_page(cache: PageCache, digest: str, page: CachedPage) -> None:
    """Stores a page in which nothing is wrong; one that cannot be stored is built again next time."""
    cache.files.put(digest, json.dumps(_write_page(page), separators=(",", ":")).encode("ascii"))


def _read_page(values: dict[str, Any]) -> CachedPage:
    return CachedPage(
        PageFacts(values["path"], frozenset(values["anchors"]), tuple(values["links"]), ()),
        values["html"],
        tuple(Artifact(script, text.encode()) for script, text in values["scripts"].items()),
        values["entries"],
    )


def _write_page(page: CachedPage) -> dict[str, Any]:
    return {
        "path": page.facts.path,
        "anchors": sorted(page.facts.anchors),
        "links": page.facts.links,
        "html": page.html,
        "scripts": {script.path: script.content.decode() for script in page.scripts},
        "entries": page.entries,
    }


def forget_oldest(cache: PageCache, most: int = MOST_PAGES) -> None:
    """Deletes the least recently used pages beyond `most`."""
    cache.files.trim(most)
