"""Build the site: read pages, have the engine build what is not ready, put all files together and check the result."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import FileTree, make_folder, refuse_unsafe_paths
from trustpages.publish.folders import MARKER, open_site_place, refuse_foreign_folder, replace_folder
from trustpages.publish.processes import ALONE, Workers
from trustpages.publish.site.addresses import BESIDE, check_links, find_standing_address
from trustpages.publish.site.csp import HOST_HEADERS
from trustpages.publish.site.embed_gate import check_embeds
from trustpages.publish.site.engine import SITEMAP, Engine, SearchIndex, to_html_path
from trustpages.publish.site.gate import PageFacts
from trustpages.publish.site.page_cache import CachedPage, PageCache, forget_oldest
from trustpages.publish.site.plan import Plan, plan_shards, plan_site, store_built
from trustpages.publish.site.ready.contents import Contents, read_contents
from trustpages.publish.site.ready.shells import Shell
from trustpages.publish.site.ready.writing import cut_shells, write_ready_pages
from trustpages.publish.site.shard import FinishedShard, finish_shard

_MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """A built site: its folder, the number of its pages and of all its files."""

    out: Path
    pages: int
    files: int


def build_site(
    source: SiteSource,
    out: Path,
    engine: Engine,
    *,
    workers: Workers = ALONE,
    cache: PageCache | None = None,
    laid: Path | None = None,
) -> SiteOutcome:
    """Builds the site of `source` in the folder `out`, the same bytes whatever machine and moment.

    Titles, descriptions and navigation titles in `source` are encoded for HTML by the caller;
    every page has its title in its front matter. Style sheets and scripts among the assets are
    loaded on every page if they lie directly in `stylesheets/` and `javascripts/`. `workers` share
    the work where there are enough pages, and `cache` has pages of earlier builds; the result is the
    same with and without both. The folder `laid`, in which nothing but files of `source` lie in their
    places, becomes the site.

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
    with open_site_place(out) as place:
        contents = read_contents(source, engine, cache, workers)
        # Where the theme shows something else around a page than is known of it, the engine builds all pages.
        built = _run_engine(plan_site(source, engine, cache, contents.ready), place / "known", workers, laid)
        built = built or _run_engine(plan_site(source, engine, cache, {}), place / "unknown", workers)
        if built is None:
            raise ValueError("without shells nothing is known of a theme that could differ")
        workers.dismiss()  # what is left to do is for the disk
        tree = FileTree(built.site)
        pages = (*write_ready_pages(built.plan.arrangement, built.shells, contents, tree), *built.pages)
        embeds = check_embeds(source.beside)  # before they could move
        files = frozenset((*(page.path for page in pages), *_write_others(source, engine, built, contents, tree)))
        del contents  # a tenth of what is held
        _refuse_findings(source, (*pages, *embeds), built.finished, files, expected)
        if cache:
            store_built(cache, built.plan, built.finished, built.site)
            forget_oldest(cache)
        refuse_foreign_folder(out)  # again: somebody may have put files there during the build
        replace_folder(built.site, out)
    return SiteOutcome(out, len(source.pages), len(files))


@dataclass(frozen=True, slots=True)
class _Built:
    """What the engine has built as planned, now or earlier; what it has built now lies in the folder `site`."""

    plan: Plan
    finished: tuple[FinishedShard, ...]
    shells: Mapping[str, Shell]
    site: Path

    @property
    def pages(self) -> tuple[PageFacts, ...]:
        """The facts of all pages that are in no shell."""
        return (*(page for shard in self.finished for page in shard.pages), *(page.facts for page in self.kept))

    @property
    def kept(self) -> tuple[CachedPage, ...]:
        """The pages that were built earlier as a whole, those of the theme with them."""
        theme = self.plan.theme
        return (*self.plan.cached_pages, *(theme.pages if theme else ()))


def _run_engine(plan: Plan, place: Path, workers: Workers, laid: Path | None = None) -> _Built | None:
    """Has the engine build what is missing, in the new folder `place`; None if its theme is not the one we know.

    The site is made in the folder `laid` where there is one.
    """
    site = laid or place / "site"
    shards = plan_shards(plan, place, site, workers.processes)
    for folder in (place, place / "source", site):
        make_folder(folder)
    if shards:
        only = frozenset(path for shard in shards for path in (*shard.pages, *shard.shells))
        plan.engine.write_source(plan.source, place / "source", only)
    finished = workers.run(finish_shard, shards)
    built = {path: page.html for path, page in plan.cached.items()}
    for shard in finished:
        built.update(shard.shells)
    shells = cut_shells(plan.arrangement, built)
    return None if shells is None else _Built(plan, finished, shells, site)


def _write_others(
    source: SiteSource, engine: Engine, built: _Built, contents: Contents, tree: FileTree
) -> Iterator[str]:
    """Writes cached pages, and all that is no page, and yields the paths of all files besides pages."""
    plan, finished, site = built.plan, built.finished, built.site
    theme, kept = plan.theme, built.kept
    scripts = [script for shard in finished for script in shard.scripts]
    scripts += [script for page in (*plan.cached.values(), *kept) for script in page.scripts]
    sitemap = Artifact(SITEMAP, make_sitemap(source.url, [page.path for page in source.pages]))
    search = engine.make_search_index(_gather_index(built, contents))
    assets = {asset.path for asset in source.assets}
    for path in assets.intersection(path for shard in finished for path in shard.files):
        (site / path).unlink()  # of the theme: an asset replaces it
    others = (
        *(Artifact(page.facts.path, page.html.encode()) for page in kept),
        *{script.path: script for script in scripts}.values(),
        *(file for file in (theme.files if theme else ()) if file.path not in assets),
        *source.assets,
        *(search, sitemap),
        *source.beside,
    )
    refuse_unsafe_paths(file.path for file in others)
    for file in (*others, HOST_HEADERS, MARKER):  # no page or asset is called like the last two
        tree.put(file)
        yield file.path
    if not source.versioned:  # the root of a published folder is the operator's
        for file in source.beside:
            if file.path.startswith(WELL_KNOWN):
                tree.repeat(file.path, f".{file.path}")
                yield f".{file.path}"
    yield from (path for shard in finished for path in shard.files)


def _gather_index(built: _Built, contents: Contents) -> SearchIndex:
    """What a search finds on all pages."""
    theme = built.plan.theme
    entries = {page.facts.path: page.entries for page in built.plan.cached_pages}
    for shard in built.finished:
        entries.update(shard.index.entries)
    for page in built.plan.arrangement.pages:
        read = contents.pages[page.path]
        entries[to_html_path(page.path)] = read.page.entries if read else ""
    return SearchIndex(theme.settings if theme else built.finished[0].index.settings, entries)


WELL_KNOWN: Final = "well-known/"
"""What lies there is looked for in a folder of that name with a dot before it: https://www.rfc-editor.org/rfc/rfc8615."""


def make_sitemap(url: str | None, pages: Iterable[str]) -> bytes:
    """The addresses of all pages (paths of Markdown files) of the site at `url`, without dates; none without `url`.

    An engine would date each page with the day of the build, and knows the pages of one shard only.
    """
    # The theme's selector of versions asks every version for this file, so one without addresses is there as well.
    base = (url or "").rstrip("/") + "/"
    addresses = sorted(base + quote(to_html_path(page).removesuffix("index.html")) for page in pages if url)
    entries = "".join(f"  <url><loc>{escape(address, quote=False)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()


def _refuse_findings(
    source: SiteSource,
    pages: Sequence[PageFacts],
    finished: Iterable[FinishedShard],
    files: frozenset[str],
    expected: Iterable[str],
) -> None:
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
