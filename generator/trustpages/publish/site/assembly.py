"""Build the site: split pages into shards, build them in parallel, assemble and check the result."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from trustpages.model.page import Artifact, SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import FILE_MODE, make_folder, refuse_unsafe_paths, write_file, write_tree
from trustpages.publish.folders import (
    MARKER,
    open_workplace,
    refuse_foreign_folder,
    replace_folder,
    restore_folder,
)
from trustpages.publish.site.csp import HOST_HEADERS
from trustpages.publish.site.gate import BESIDE, check_links
from trustpages.publish.site.index_files import (
    SEARCH_INDEX,
    SITEMAP,
    join_search_indexes,
    make_sitemap,
    to_html_path,
)
from trustpages.publish.site.page_cache import (
    CachedPage,
    PageCache,
    digest_pages,
    forget_oldest,
    group_entries,
    load_page,
    store_page,
)
from trustpages.publish.site.shard import FinishedShard, Shard, finish_shards
from trustpages.publish.site.source_folder import CONFIG_FILE, write_source

_MOST_FINDINGS = 20
_FEWEST_PAGES = 50  # to start a process costs as much as to build so many pages


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """A built site: its folder, the number of its pages and of all its files."""

    out: Path
    pages: int
    files: int


def build_site(
    source: SiteSource, out: Path, *, processes: int = 1, kept: PageCache | None = None
) -> SiteOutcome:
    """The site of `source` in the folder `out`, the same bytes whatever machine and moment.

    Titles, descriptions and navigation titles in `source` are encoded for HTML by the caller;
    every page has its title in its front matter. Style sheets and scripts among the assets are
    loaded on every page if they lie directly in `stylesheets/` and `javascripts/`. Up to
    `processes` build pages side by side where there are enough of them, and `kept` has pages of earlier builds;
    the result is the same with and without both.

    `out` is replaced as a whole at the very end; before that it stays as it was, whatever happens.
    Raises CannotGoOn: `folder-not-ours` if `out` holds foreign files, `site-engine` with the
    findings for broken links and whatever else mkdocs warns about, `unsafe-page` if the gate
    refuses a page, and what `write_source` raises.
    """
    out = Path(os.path.abspath(out))
    expected = [*(to_html_path(page.path) for page in source.pages), *(asset.path for asset in source.assets)]
    refuse_unsafe_paths(expected)
    restore_folder(out)
    refuse_foreign_folder(out)
    with open_workplace(out) as place:
        (place / "source").mkdir()
        write_source(source, place / "source")
        digests = digest_pages(source, kept.programs) if kept else {}
        found = {path: page for path, one in digests.items() if kept and (page := load_page(kept, one))}
        finished = finish_shards(_plan_shards(source, place, processes, found))
        parts = [json.loads((share.site / SEARCH_INDEX).read_bytes()) for share in finished]
        site = _assemble(source, finished, parts, found.values(), place / "site")
        files = frozenset(_list_files(site))
        _refuse_findings(source, finished, found.values(), files, expected)
        if kept:
            _cache_pages(kept, digests, finished, parts, site)
        refuse_foreign_folder(out)
        replace_folder(site, out)
    return SiteOutcome(out, len(source.pages), len(files))


def _plan_shards(source: SiteSource, place: Path, processes: int, found: Container[str]) -> list[Shard]:
    """One share for each process that is worth it, of about the same amount of text, of what was not `found`."""
    missing = [page for page in source.pages if page.path not in found]
    count = max(1, min(processes, len(missing) // _FEWEST_PAGES))
    by_size = sorted(missing, key=lambda page: (-len(page.content), page.path))
    return [
        Shard(
            config_file=place / "source" / CONFIG_FILE,
            site=place / f"share-{number}",
            pages=tuple(page.path for page in by_size[number::count]),
            is_first=number == 0,
            url=source.url,
        )
        for number in range(count)
    ]


def _assemble(
    source: SiteSource,
    finished: Sequence[FinishedShard],
    parts: Sequence[Mapping[str, Any]],
    found: Collection[CachedPage],
    site: Path,
) -> Path:
    """The folder `site` with the files of all shares, the pages that were found, and what belongs to all pages."""
    index = join_search_indexes(parts, (entry for page in found for entry in page.entries))
    make_folder(site)
    for share in finished:
        _move_files(share.site, site)
    scripts = [script for share in finished for script in share.scripts]
    scripts += [script for page in found for script in page.scripts]
    pages = [Artifact(page.facts.path, page.html.encode()) for page in found]
    write_tree(site, (*{script.path: script for script in scripts}.values(), *pages))
    make_folder((site / SEARCH_INDEX).parent)
    write_file(site / SEARCH_INDEX, index)
    write_file(site / SITEMAP, make_sitemap(source.url, [page.path for page in source.pages]))
    for own in (HOST_HEADERS, MARKER):
        write_file(site / own.path, own.content)
    return site


def _move_files(share: Path, site: Path) -> None:
    """Moves a share's files, except those that are made anew for the whole site."""
    made_anew = {SEARCH_INDEX, SITEMAP, f"{SITEMAP}.gz"}
    for file in _list_files(share):
        if file in made_anew:
            continue
        for parent in reversed(PurePosixPath(file).parents):
            make_folder(site / parent)
        (share / file).chmod(FILE_MODE)
        (share / file).rename(site / file)


def _list_files(folder: Path) -> list[str]:
    return [
        os.path.relpath(os.path.join(parent, name), folder)
        for parent, _, names in os.walk(folder)
        for name in names
    ]


def _cache_pages(
    kept: PageCache,
    digests: Mapping[str, str],
    finished: Sequence[FinishedShard],
    parts: Sequence[Mapping[str, Any]],
    site: Path,
) -> None:
    """Keeps the pages that were made, for the next build."""
    by_file = {to_html_path(path): digest for path, digest in digests.items()}
    for share, part in zip(finished, parts, strict=True):
        entries = group_entries(part["docs"])
        for facts in share.pages:
            if facts.path not in by_file:
                continue  # made by the theme alone
            html = (site / facts.path).read_text("utf-8")
            scripts = tuple(script for script in share.scripts if script.path in html)
            own = entries.get(facts.path.removesuffix("index.html"), ())
            store_page(kept, by_file[facts.path], CachedPage(facts, html, scripts, own))
    forget_oldest(kept)


def _refuse_findings(
    source: SiteSource,
    finished: Sequence[FinishedShard],
    found: Iterable[CachedPage],
    files: frozenset[str],
    expected: Iterable[str],
) -> None:
    pages = [*(page for share in finished for page in share.pages), *(page.facts for page in found)]
    unsafe = [str(problem) for page in pages for problem in page.problems]
    if unsafe:
        raise TrustpagesError("unsafe-page", f"pages are not fit to publish:{_format_findings(unsafe)}")
    # mkdocs names the Markdown file; the gate would say the same once more for each page.
    findings = sorted({warning for share in finished for warning in share.warnings})
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
