"""Cache of built pages by digest, which tolerates deletion, corruption and concurrent writers.

A page depends on its own Markdown, on the configuration (where the navigation stands), on the theme and on the
programs that make it, and on nothing else: its links are checked in every build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from trustpages.model.page import Artifact, SiteSource
from trustpages.publish.site.gate import PageFacts
from trustpages.publish.site.source_folder import make_site_config
from trustpages.system.cache import FileCache

MOST_PAGES = 20_000


@dataclass(frozen=True, slots=True)
class PageCache:
    """Where pages are kept; `programs` is a digest that changes with every program that has to do with a page."""

    folder: Path
    programs: str


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A finished page: what the gate read on it, its HTML, its scripts, its entries for the search."""

    facts: PageFacts
    html: str
    scripts: tuple[Artifact, ...]
    entries: tuple[Mapping[str, Any], ...]


def digest_pages(source: SiteSource, programs: str) -> dict[str, str]:
    """By path of a page, SHA-256 over all that decides what becomes of it."""
    theme = sorted((artifact.path, sha256(artifact.content).hexdigest()) for artifact in source.theme)
    shared = sha256(json.dumps([programs, make_site_config(source), theme]).encode()).hexdigest()
    return {
        page.path: sha256(f"{shared}\n{page.path}\n".encode() + page.content).hexdigest()
        for page in source.pages
    }


def load_page(kept: PageCache, digest: str) -> CachedPage | None:
    """The page that is kept under `digest`; None where there is none that is whole."""
    content = FileCache(kept.folder).get(digest)
    if content is None:
        return None
    said = json.loads(content)
    return CachedPage(
        PageFacts(said["path"], frozenset(said["anchors"]), frozenset(said["links"]), ()),
        said["html"],
        tuple(Artifact(script, text.encode()) for script, text in said["scripts"].items()),
        tuple(said["entries"]),
    )


def store_page(kept: PageCache, digest: str, page: CachedPage) -> None:
    """Keeps a page in which nothing is wrong; one that cannot be kept is made anew next time."""
    said = {
        "path": page.facts.path,
        "anchors": sorted(page.facts.anchors),
        "links": sorted(page.facts.links),
        "html": page.html,
        "scripts": {script.path: script.content.decode() for script in page.scripts},
        "entries": page.entries,
    }
    content = json.dumps(said, separators=(",", ":")).encode("ascii")
    FileCache(kept.folder).put(digest, content)


def forget_oldest(kept: PageCache, most: int = MOST_PAGES) -> None:
    """Deletes the least recently used pages beyond `most`."""
    FileCache(kept.folder).trim(most)


def group_entries(index: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """The entries of a search index by the address of their page."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for entry in index:
        found.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return {page: tuple(entries) for page, entries in found.items()}
