"""One shard of the site: the pages built by one worker process, then rewritten for the CSP and checked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from trustpages.model.artifact import Artifact
from trustpages.publish.files import FILE_MODE, FileTree
from trustpages.publish.site.addresses import NOT_FOUND_PAGE, name_index_files
from trustpages.publish.site.csp import apply_policy
from trustpages.publish.site.engine import SITEMAP, Engine, SearchIndex, to_html_path
from trustpages.publish.site.gate import PageFacts, check_page


@dataclass(frozen=True, slots=True)
class Shard:
    """What one process builds with `engine`: `pages` of the folder `source` into the folder `scratch` of its own.

    From there they go into the folder `site`, which all shards share, but for those that are `shells`. The first shard
    also brings the theme's files. `url` is the site's address.
    """

    engine: Engine
    source: Path
    scratch: Path
    site: Path
    pages: tuple[str, ...]
    shells: tuple[str, ...]
    with_theme: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class FinishedShard:
    """A built shard: the warnings of the engine, the facts of each page, and the scripts moved out of pages.

    `files` are all that went into the site, `index` is what a search finds on its pages; `shells` are those that were
    built, by path, with the policy in them.
    """

    warnings: tuple[str, ...]
    pages: tuple[PageFacts, ...]
    files: tuple[str, ...]
    scripts: tuple[Artifact, ...]
    index: SearchIndex
    shells: Mapping[str, str]


def finish_shard(shard: Shard) -> FinishedShard:
    """Builds the shard in this process, applies the content security policy to each page, and checks it.

    Raises TrustpagesError `site-engine` where the engine stops.
    """
    run = shard.engine.build_pages(
        shard.source, shard.scratch, (*shard.pages, *shard.shells), with_theme=shard.with_theme
    )
    index = shard.engine.read_search_index(shard.scratch)
    places = {to_html_path(path): path for path in shard.shells}
    wanted = {*map(to_html_path, shard.pages), *places}
    made = set(_list_files(shard.scratch)) - shard.engine.whole_site_files - {SITEMAP}
    files = sorted(made if shard.with_theme else made & wanted)  # an engine makes its own pages each time
    tree = FileTree(shard.site)
    facts, scripts, shells = [], dict[str, Artifact](), dict[str, str]()
    for path in files:
        if not path.endswith(".html"):
            # Engines write with the umask, and the site is the same on every machine.
            (shard.scratch / path).chmod(FILE_MODE)
            tree.make_parent(path)
            (shard.scratch / path).rename(shard.site / path)
            continue
        built = name_index_files((shard.scratch / path).read_text("utf-8"))
        page, moved = apply_policy(built, _find_root(path, shard.url), run.inline_scripts)
        scripts.update((script.path, script) for script in moved)
        if path in places:
            shells[places[path]] = page
        else:
            tree.write(path, page.encode())
            facts.append(check_page(path, page))
    brought = tuple(path for path in files if path not in places)
    return FinishedShard(run.warnings, tuple(facts), brought, tuple(scripts.values()), index, shells)


def _list_files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        yield from (name if below == os.curdir else f"{below}/{name}" for name in names)


def _find_root(path: str, url: str | None) -> str:
    """The address of the site's root seen from a page; the page for wrong addresses needs a full path."""
    if path == NOT_FOUND_PAGE:
        return urlsplit(url or "/").path.rstrip("/") + "/"
    return "../" * path.count("/")
