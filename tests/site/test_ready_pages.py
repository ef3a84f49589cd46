"""Pages that are written into shells are, byte for byte, those that the site engine makes of the same Markdown."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.publish.sites import a_page, a_site, tree_bytes
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import SiteSource
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.engine import ReadPage
from trustpages.publish.site.mkdocs import Mkdocs
from trustpages.publish.site.page_cache import PageCache
from trustpages.system.cache import FileCache
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.steps import make_site

pytestmark = pytest.mark.site

BEGIN = '---\ntitle: "Words &#38; more"\n'
BLOCKS = """---

<header class="tp-masthead">
  <dl data-search-exclude><div><dt>As of</dt> <dd>{}</dd></div></dl>
  <h1>Words</h1>
</header>

## First

<section><p>One <a href="#first">link</a>, <code>code</code></p>

<h3 id="deep">Deep</h3><p>Two</p></section>

## First

<footer><a href="{}">Home</a></footer>
"""


def _of_blocks(path: str, home: str, day: str = "today", more: str = "") -> Artifact:
    return Artifact(path, (BEGIN + more + BLOCKS.format(day, home)).encode())


def _site(day: str) -> SiteSource:
    leaves = (_of_blocks(f"leaves/{number}.md", "../../", day) for number in range(120))
    site = a_site(
        _of_blocks("leaves/described.md", "../../", day, 'description: "A leaf"\n'),
        _of_blocks("leaves/hidden.md", "../../", day, "search:\n  exclude: true\n"),
        _of_blocks("leaves/deeper/leaf.md", "../../../", day, "hide:\n  - navigation\n"),
        _of_blocks("agents/other.md", "../../", day),
        *leaves,
        versioned=True,
    )
    own = {"agents/one.md": _of_blocks("agents/one.md", "../../", day), "index.md": _of_blocks("index.md", "./", day)}
    # Of both kinds: one page of Markdown that links to pages in shells.
    own["pacts/index.md"] = a_page("pacts/index.md", "[One](../agents/one.md), [leaf](../leaves/0.md)")
    return replace(site, pages=tuple(own.get(page.path, page) for page in site.pages))


def test_pages_in_shells_are_those_of_the_engine_whatever_is_kept(tmp_path: Path) -> None:
    cache = PageCache(FileCache(tmp_path / "kept", b"key"), "programs")
    build_site(replace(_site("later"), own_theme=True), tmp_path / "engine", Mkdocs())
    expected = tree_bytes(tmp_path / "engine")
    build_site(_site("today"), tmp_path / "site", Mkdocs(), processes=2, cache=cache)
    assert tree_bytes(tmp_path / "site") != expected
    kept = {file.name for file in cache.files.folder.iterdir()}
    build_site(_site("later"), tmp_path / "site", Mkdocs(), cache=cache)
    assert tree_bytes(tmp_path / "site") == expected
    assert {file.name for file in cache.files.folder.iterdir()} == kept  # the engine has built none


@pytest.mark.xdist_group("demo")
def test_every_page_of_the_demo_is_what_the_engine_makes_of_its_markdown(
    demo_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: Mkdocs, page: Artifact) -> ReadPage | None:
        return None

    monkeypatch.setattr(Mkdocs, "read_page", none)
    reading = read(Choice(demo_site.parent, None, None, date(2026, 11, 1)))
    disclosed = replace(disclose(reading), looks_better=looks_better(reading))
    make_site(reading, disclosed, tmp_path / "site", None, 1, lambda _: nullcontext())
    expected, found = tree_bytes(tmp_path / "site"), tree_bytes(demo_site)
    assert [path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)] == []
