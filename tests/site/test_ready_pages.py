"""Pages that are written into shells are, byte for byte, those that the site engine makes of the same Markdown."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from support.publish.sites import PICTURE, a_page, a_site, tree_bytes
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.publish.processes import Workers
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.engine import ReadPage, to_html_path
from trustpages.publish.site.mkdocs import Mkdocs
from trustpages.publish.site.page_cache import PageCache
from trustpages.system.cache import FileCache
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped.locations import find_templates
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


def _agent(number: int) -> NavItem:
    """The pages of an agent in the navigation: its own, and two below."""
    folder = f"agents/of-{number}"
    pages = ((f"Agent {number}", "index.md"), ("Evidence", "evidence/index.md"), ("Pact", "pacts/one.md"))
    return NavItem(f"Agent {number}", None, tuple(NavItem(title, f"{folder}/{name}") for title, name in pages))


# As where agents are too many for one list.
GROUPS = tuple(
    NavItem(f"{first} to {first + 2}", None, tuple(map(_agent, range(first, first + 3)))) for first in (0, 3)
)


def _site(day: str) -> SiteSource:
    leaves = (_of_blocks(f"leaves/{number}.md", "../../", day) for number in range(12))
    listed = [page.path or "" for group in GROUPS for agent in group.children for page in agent.children]
    site = a_site(
        _of_blocks("leaves/described.md", "../../", day, 'description: "A leaf"\n'),
        _of_blocks("leaves/hidden.md", "../../", day, "search:\n  exclude: true\n"),
        _of_blocks("leaves/first.md", "../../", day, "search:\n  boost: 8\n"),
        _of_blocks("leaves/deeper/leaf.md", "../../../", day, "hide:\n  - navigation\n"),
        _of_blocks("agents/other.md", "../../", day),
        Artifact("agents/plain.md", (BEGIN + f"---\n\n<header>\n<h1>{day}</h1>\n</header>\n").encode()),
        *(_of_blocks(path, "../" * to_html_path(path).count("/"), day) for path in listed),
        *leaves,
        versioned=True,
    )
    own = {"agents/one.md": _of_blocks("agents/one.md", "../../", day), "index.md": _of_blocks("index.md", "./", day)}
    # Of both kinds: one page of Markdown that links to pages in shells.
    own["pacts/index.md"] = a_page("pacts/index.md", "[One](../agents/one.md), [leaf](../leaves/0.md)")
    home, agents, *others = site.navigation
    own_files = (find_templates() / "theme").rglob("*.html")
    theme = (Artifact(file.relative_to(find_templates() / "theme").as_posix(), file.read_bytes()) for file in own_files)
    shown = (Artifact("assets/favicon.svg", PICTURE), Artifact("changes/feed.xml", b"<feed/>\n"))
    many = replace(agents, children=(*agents.children, *GROUPS, NavItem("Plain", "agents/plain.md")))
    pages = tuple(own.get(page.path, page) for page in site.pages)
    return replace(
        site,
        pages=pages,
        assets=(*site.assets, *shown),
        navigation=(home, many, *others),
        theme=tuple(theme),
        fingerprint=sha256(day.encode()).hexdigest(),
    )


def test_pages_in_shells_are_those_of_the_engine_whatever_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = PageCache(FileCache(tmp_path / "kept", b"key"), "programs")
    build_site(replace(_site("later"), own_theme=True), tmp_path / "engine", Mkdocs())
    expected = tree_bytes(tmp_path / "engine")
    with Workers(2) as workers:
        build_site(_site("today"), tmp_path / "site", Mkdocs(), workers=workers, cache=cache)
    assert tree_bytes(tmp_path / "site") != expected
    with monkeypatch.context() as none:
        none.setattr(Mkdocs, "build_pages", None)  # what has changed needs no engine
        build_site(_site("later"), tmp_path / "site", Mkdocs(), cache=cache)
    assert tree_bytes(tmp_path / "site") == expected
    for file in cache.files.folder.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    build_site(_site("later"), tmp_path / "site", Mkdocs(), cache=cache)
    assert tree_bytes(tmp_path / "site") == expected


def test_where_the_theme_prints_something_else_the_engine_builds_all_pages(tmp_path: Path) -> None:
    site = a_site(_of_blocks("leaves/1.md", "../../"), _of_blocks("leaves/2.md", "../../"))  # Material without ours
    build_site(replace(site, own_theme=True), tmp_path / "engine", Mkdocs())
    build_site(site, tmp_path / "site", Mkdocs())
    assert tree_bytes(tmp_path / "site") == tree_bytes(tmp_path / "engine")


@pytest.mark.xdist_group("demo")
def test_every_page_of_the_demo_is_what_the_engine_makes_of_its_markdown(
    demo_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: Mkdocs, page: Artifact) -> ReadPage | None:
        return None

    monkeypatch.setattr(Mkdocs, "read_page", none)
    reading = read(Choice(demo_site.parent, None, None, date(2026, 11, 1)))
    disclosed = replace(disclose(reading), looks_better=looks_better(reading))
    make_site(lambda: reading, lambda: disclosed, tmp_path / "site", None, 1, lambda _: nullcontext())
    expected, found = tree_bytes(tmp_path / "site"), tree_bytes(demo_site)
    assert [path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)] == []
