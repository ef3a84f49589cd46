"""What of a site is built by the engine, what is written into shells, what is cached, and who does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import SiteSource
from trustpages.publish.site.engine import Engine, ReadyPage
from trustpages.publish.site.page_cache import CachedPage, PageCache, digest_pages, load_page
from trustpages.publish.site.shard import Shard

_FEWEST_PAGES = 50  # to start a process costs as much as to build so many pages
_READY = 0.2  # to write a page into a shell, of what it costs to build one


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a site: those that the engine builds, those that are written into shells, and the shells.

    `source` is what the engine is given: in place of each page that is ready, a page for its shell. `digests` are those
    of all that the engine would build, by path; `cached` is what was built of it before.
    """

    engine: Engine
    source: SiteSource
    pages: tuple[Artifact, ...]
    ready: tuple[ReadyPage, ...]
    digests: Mapping[str, str]
    cached: Mapping[str, CachedPage]

    @property
    def cached_pages(self) -> tuple[CachedPage, ...]:
        """Pages that are there as a whole; the others are shells."""
        return tuple(self.cached[page.path] for page in self.pages if page.path in self.cached)


def plan_site(source: SiteSource, engine: Engine, cache: PageCache | None) -> Plan:
    """The plan for `source`; without a `cache` all of it is built."""
    ready = engine.ready_pages(source)
    stand_ins = {page.path: replace(page.shell, path=page.path) for page in ready}
    pages = tuple(page for page in source.pages if page.path not in stand_ins)
    given = replace(source, pages=tuple(stand_ins.get(page.path, page) for page in source.pages))
    shells = {page.shell.path: page.shell for page in ready}
    built = replace(source, pages=(*pages, *shells.values()))
    digests = digest_pages(built, engine, cache.programs) if cache else {}
    cached = {path: page for path, digest in digests.items() if cache and (page := load_page(cache, digest))}
    return Plan(engine, given, pages, ready, digests, cached)


def plan_shards(plan: Plan, place: Path, processes: int) -> list[Shard]:
    """One shard for each process that is worth it, of about the same amount of text, of pages that are not cached."""
    missing = [page for page in plan.pages if page.path not in plan.cached]
    shells = {page.shell.path for page in plan.ready}
    work = len(missing) + len(shells - plan.cached.keys()) + _READY * len(plan.ready)
    count = max(1, min(processes, int(work / _FEWEST_PAGES)))
    # Dealt out by size like cards, so that no process waits long for the others; the path makes it deterministic.
    by_size = sorted(missing, key=lambda page: (-len(page.content), page.path))
    # Pages in one shell lie side by side, those in shells of their own are dealt out.
    by_shell = sorted(plan.ready, key=lambda page: (page.shell.path, page.path))
    shards = []
    for number in range(count):
        ready = tuple(by_shell[number::count])
        kept = sorted({page.shell.path for page in ready} & plan.cached.keys())
        shards.append(
            Shard(
                engine=plan.engine,
                source=place / "source",
                site=place / f"shard-{number}",
                pages=tuple(page.path for page in by_size[number::count]),
                is_first=number == 0,
                url=plan.source.url,
                ready=ready,
                shells={path: plan.cached[path].html for path in kept},
            )
        )
    return shards
