"""Build the site: split pages into shards, build them in parallel, assemble the shards and check the result."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import FILE_MODE, make_folder, refuse_unsafe_paths, write_file, write_tree
from trustpages.publish.folders import MARKER, open_workplace, refuse_foreign_folder, replace_folder, restore_folder
from trustpages.publish.site.addresses import find_standing_address
from trustpages.publish.site.csp import HOST_HEADERS
from trustpages.publish.site.embed_gate import check_embeds
from trustpages.publish.site.engine import SITEMAP, Engine, SearchIndex, to_html_path
from trustpages.publish.site.gate import BESIDE, PageFacts, check_links
from trustpages.publish.site.page_cache import CachedPage, PageCache, forget_oldest, store_page
from trustpages.publish.site.plan import Plan, plan_shards, plan_site
from trustpages.publish.site.shard import FinishedShard, finish_shards

_MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """A built site: its folder, the number of its pages and of all its files."""

    out: Path
    pages: int
    files: int


def build_site(
    source: SiteSource, out: Path, engine: Engine, *, processes: int = 1, cache: PageCache | None = None
) -> SiteOutcome:
    """Builds the site of `source` in the folder `out`, the same bytes whatever machine and moment.

    Titles, descriptions and navigation titles in `source` are encoded for HTML by the caller;
    every page has its title in its front matter. Style sheets and scripts among the assets are
    loaded on every page if they lie directly in `stylesheets/` and `javascripts/`. Up to
    `processes` build pages side by side where there are enough of them, and `cache` has pages of earlier builds;
    the result is the same with and without both.

    `out` is replaced as a whole at the very end; before that it stays as it was, whatever happens.
    Raises TrustpagesError: `folder-not-ours` if `out` holds foreign files, `site-engine` with the
    findings for broken links and whatever else the engine warns about, `unsafe-page` if the gate
    refuses a page, and what `write_source` of the engine raises.
    """
    out = Path(os.path.abspath(out))
    source = replace(source, url=find_standing_address(source.url, versioned=source.versioned))
    others = (*source.assets, *source.beside)
    expected = [*(to_html_path(page.path) for page in source.pages), *(file.path for file in others)]
    refuse_unsafe_paths(expected)
    restore_folder(out)
    refuse_foreign_folder(out)
    with open_workplace(out) as place:
        (place / "source").mkdir()
        plan = plan_site(source, engine, cache)
        engine.write_source(plan.source, place / "source")
        finished = finish_shards(plan_shards(plan, place, processes))
        site = _assemble(source, engine, finished, plan, place / "site")
        files = frozenset(_list_files(site))
        _refuse_findings(source, finished, plan.cached_pages, files, expected)
        if cache:
            _cache_pages(cache, plan, finished, site)
        refuse_foreign_folder(out)  # again: somebody may have put files there during the build
        replace_folder(site, out)
    return SiteOutcome(out, len(source.pages), len(files))


def _assemble(source: SiteSource, engine: Engine, finished: Sequence[FinishedShard], plan: Plan, site: Path) -> Path:
    """The folder `site` with the files of all shards, the cached pages, and what belongs to all pages."""
    entries = {page.facts.path: page.entries for page in plan.cached_pages}
    for shard in finished:
        entries.update(shard.index.entries)
    search = engine.make_search_index(SearchIndex(finished[0].index.settings, entries))
    make_folder(site)
    for shard in finished:
        _move_files(shard.site, site, engine.whole_site_files | {SITEMAP})
    scripts = [script for shard in finished for script in shard.scripts]
    scripts += [script for page in plan.cached.values() for script in page.scripts]
    pages = [Artifact(page.facts.path, page.html.encode()) for page in plan.cached_pages]
    write_tree(site, (*{script.path: script for script in scripts}.values(), *pages))
    sitemap = Artifact(SITEMAP, make_sitemap(source.url, [page.path for page in source.pages]))
    write_tree(site, (search, sitemap, *source.beside))
    for own in (HOST_HEADERS, MARKER):  # no page or asset may have such a name, so write_tree refuses them
        write_file(site / own.path, own.content)
    if not source.versioned:  # the root of a published folder is the operator's
        for file in source.beside:
            if file.path.startswith(WELL_KNOWN):
                make_folder(site / f".{WELL_KNOWN}")
                write_file(site / f".{file.path}", file.content)
    return site


WELL_KNOWN: Final = "well-known/"
"""What lies there is looked for in a folder of that name with a dot before it: https://www.rfc-editor.org/rfc/rfc8615."""


def make_sitemap(url: str | None, pages: Iterable[str]) -> bytes:
    """The addresses of all pages (paths of Markdown files) of the site at `url`, without dates; none without `url`.

    An engine would date each page with the day of the build, and knows the pages of one shard only.
    """
    # The theme's selector of versions asks every version for this file, so one without addresses is there as well.
    base = (url or "").rstrip("/") + "/"
    addresses = sorted(base + quote(to_html_path(page).removesuffix("index.html")) for page in pages if url)
    entries = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()


def _move_files(shard: Path, site: Path, dropped: Container[str]) -> None:
    """Moves the files of a shard into the site, except those that are `dropped`."""
    for file in _list_files(shard):
        if file in dropped:
            continue
        for parent in reversed(PurePosixPath(file).parents):
            make_folder(site / parent)
        # Engines write with the umask, and the site is the same on every machine.
        (shard / file).chmod(FILE_MODE)
        (shard / file).rename(site / file)


def _list_files(folder: Path) -> list[str]:
    return [
        os.path.relpath(os.path.join(parent, name), folder) for parent, _, names in os.walk(folder) for name in names
    ]


def _cache_pages(cache: PageCache, plan: Plan, finished: Sequence[FinishedShard], site: Path) -> None:
    """Stores the pages and shells that were built, for the next build."""
    whole = {to_html_path(page.path): plan.digests[page.path] for page in plan.pages}
    for shard in finished:
        for facts in shard.pages:
            if facts.path not in whole:
                continue  # made by the theme alone, or written into a shell
            # With the policy applied and checked: a cached page is used as it is.
            html = (site / facts.path).read_text("utf-8")
            entries = shard.index.entries.get(facts.path, ())
            store_page(cache, whole[facts.path], CachedPage(facts, html, _find_scripts(shard, html), entries))
        for path, html in shard.shells.items():
            facts = PageFacts(path, frozenset(), frozenset(), ())  # each page that stands in it has its own
            store_page(cache, plan.digests[path], CachedPage(facts, html, _find_scripts(shard, html), ()))
    forget_oldest(cache)


def _find_scripts(shard: FinishedShard, html: str) -> tuple[Artifact, ...]:
    return tuple(script for script in shard.scripts if script.path in html)


def _refuse_findings(
    source: SiteSource,
    finished: Sequence[FinishedShard],
    cached: Iterable[CachedPage],
    files: frozenset[str],
    expected: Iterable[str],
) -> None:
    pages = [*(page for shard in finished for page in shard.pages), *(page.facts for page in cached)]
    pages += check_embeds(source.beside)
    unsafe = [str(problem) for page in pages for problem in page.problems]
    if unsafe:
        raise TrustpagesError("unsafe-page", f"pages are not fit to publish:{_format_findings(unsafe)}")
    # An engine names the Markdown file; the gate would say the same once more for each page.
    findings = sorted({warning for shard in finished for warning in shard.warnings})
    if not findings:
        there = files.union(BESIDE) if source.versioned else files
        links = check_links({page.path: (page.links, page.anchors) for page in pages}, there)
        missing = [f"{path} is missing from the site" for path in expected if path not in files]
        findings = [*map(str, links), *missing]
    if findings:
        raise TrustpagesError(
            "site-engine", f"the site has errors:{_format_findings(findings)}", "mend them and build again"
        )


def _format_findings(findings: list[str]) -> str:
    shown = findings[:_MOST_FINDINGS]
    more = [f"and {len(findings) - len(shown)} more"] if len(findings) > len(shown) else []
    return "".join(f"\n  {finding}" for finding in (*shown, *more))
