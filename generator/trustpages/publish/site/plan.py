"""What of a site is built by the engine, what is written into shells, what is cached, and who does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.model.artifact import Artifact, PageFile
from trustpages.model.pages.page import SiteSource
from trustpages.publish.site.engine import Arrangement, Engine, ReadPage, to_html_path
from trustpages.publish.site.gate import PageFacts
from trustpages.publish.site.page_cache import (
    CachedPage,
    CachedTheme,
    PageCache,
    digest_pages,
    digest_theme,
    load_page,
    load_theme,
    store_page,
    store_theme,
)
from trustpages.publish.site.shard import FinishedShard, Shard

_FEWEST_PAGES = 50  # to start a process costs as much as to build so many pages


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a site: those that the engine builds, those that are written into shells, and the shells.

    `source` is what the engine is given: in place of each page that is ready, a page for its shell. `digests` are those
    of all that the engine would build, by path; `cached` is what was built of it before, `theme` what came with it.
    """

    engine: Engine
    source: SiteSource
    pages: tuple[PageFile, ...]
    arrangement: Arrangement
    digests: Mapping[str, str]
    cached: Mapping[str, CachedPage]
    theme: CachedTheme | None

    @property
    def cached_pages(self) -> tuple[CachedPage, ...]:
        """Pages that are there as a whole; the others are shells."""
        return tuple(self.cached[page.path] for page in self.pages if page.path in self.cached)

    @property
    def missing_shells(self) -> tuple[str, ...]:
        """The shells that have to be built, by path."""
        return tuple(sorted({page.shell.path for page in self.arrangement.pages} - self.cached.keys()))


def plan_site(source: SiteSource, engine: Engine, cache: PageCache | None, read: Mapping[str, ReadPage]) -> Plan:
    """The plan for `source`, of which some pages were `read`; without a `cache` all others are built."""
    arrangement = engine.arrange(source, read)
    stand_ins = {page.path: replace(page.shell, path=page.path) for page in arrangement.pages}
    pages = tuple(page for page in source.pages if page.path not in stand_ins)
    given = replace(source, pages=tuple(stand_ins.get(page.path, page) for page in source.pages))
    shells = {page.shell.path: page.shell for page in arrangement.pages}
    built = replace(source, pages=(*pages, *shells.values()))
    digests = digest_pages(built, engine, cache.programs) if cache else {}
    cached = {path: page for path, digest in digests.items() if cache and (page := load_page(cache, digest))}
    theme = load_theme(cache, digest_theme(source, engine, cache.programs)) if cache else None
    return Plan(engine, given, pages, arrangement, digests, cached, theme)


def plan_shards(plan: Plan, place: Path, site: Path, processes: int) -> list[Shard]:
    """One shard for each process that is worth it, of about the same amount of text, of pages that are not cached.

    None where there is nothing for the engine to do.
    """
    missing = [page for page in plan.pages if page.path not in plan.cached]
    shells = plan.missing_shells
    if not (missing or shells) and plan.theme is not None:
        return []
    count = max(1, min(processes, (len(missing) + len(shells)) // _FEWEST_PAGES))
    # Dealt out by size like cards, so that no process waits long for the others; the path makes it deterministic.
    by_size = sorted(missing, key=lambda page: (-len(page.content), page.path))
    return [
        Shard(
            engine=plan.engine,
            source=place / "source",
            scratch=place / f"shard-{number}",
            site=site,
            pages=tuple(page.path for page in by_size[number::count]),
            shells=shells[number::count],
            with_theme=number == 0 and plan.theme is None,
            url=plan.source.url,
        )
        for number in range(count)
    ]


def store_built(cache: PageCache, plan: Plan, finished: Iterable[FinishedShard], site: Path) -> None:
    """Stores the pages, the shells and the theme that were built in the folder `site`, for the next build."""
    whole = {to_html_path(page.path): plan.digests[page.path] for page in plan.pages}
    for shard in finished:
        # With the policy applied and checked: a cached page is used as it is.
        pages = [_gather_page(shard, facts, (site / facts.path).read_text("utf-8")) for facts in shard.pages]
        for page in pages:
            if page.facts.path in whole:
                store_page(cache, whole[page.facts.path], page)
        for path, html in shard.shells.items():
            # Each page that stands in it has its own facts.
            shell = _gather_page(shard, PageFacts(path, frozenset(), (), ()), html)
            store_page(cache, plan.digests[path], shell)
    first = next(iter(finished), None)
    replaced = {asset.path for asset in plan.source.assets}
    # Of a file that an asset has replaced nobody knows any more what it was.
    if first is not None and plan.theme is None and replaced.isdisjoint(first.files):
        files = (Artifact(path, (site / path).read_bytes()) for path in first.files if not path.endswith(".html"))
        own = (_gather_page(first, facts, (site / facts.path).read_text("utf-8")) for facts in first.pages)
        theme = CachedTheme(
            first.index.settings, tuple(files), tuple(page for page in own if page.facts.path not in whole)
        )
        store_theme(cache, digest_theme(plan.source, plan.engine, cache.programs), theme)


def _gather_page(shard: FinishedShard, facts: PageFacts, html: str) -> CachedPage:
    scripts = tuple(script for script in shard.scripts if script.path in html)
    return CachedPage(facts, html, scripts, shard.index.entries.get(facts.path, ""))
