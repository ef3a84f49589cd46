"""What every site engine must keep, and that publishing needs no more of one than that.

An engine is added to `ENGINES`; nothing else in this file names one.
"""

from __future__ import annotations

import logging
import os
import pickle
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from support.publish.plain_engine import PlainEngine
from support.publish.sites import a_page, a_site, check_site, tree_bytes
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem
from trustpages.model.problem import TrustpagesError
from trustpages.publish.folders import MARKER
from trustpages.publish.processes import Workers
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.csp import HOST_HEADERS, POLICY, SCRIPTS
from trustpages.publish.site.engine import SITEMAP, Engine, to_html_path
from trustpages.publish.site.mkdocs import Mkdocs
from trustpages.publish.site.page_cache import PageCache, digest_pages
from trustpages.system.cache import FileCache
from trustpages.workflow.site.engine import LIBRARIES, load_engine

pytestmark = pytest.mark.site

ENGINES: tuple[Engine, ...] = (Mkdocs(), PlainEngine())
SITE = a_site()
LARGE = a_site(*(a_page(f"evidence/{number}.md") for number in range(100)))  # enough for two processes


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


def test_the_engine_of_the_program_is_among_them_and_its_libraries_are_installed() -> None:
    assert load_engine() in ENGINES
    assert all(version(name) for name in LIBRARIES)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("index.md", "index.html"),
        ("a.md", "a/index.html"),
        ("a/index.md", "a/index.html"),
        ("a/b.c.md", "a/b.c/index.html"),
    ],
)
def test_each_page_has_a_folder(page: str, file: str) -> None:
    assert to_html_path(page) == file


def test_a_site_has_pages_assets_search_sitemap_and_headers_and_passes_the_gate(engine: Engine, tmp_path: Path) -> None:
    outcome = build_site(SITE, tmp_path / "site", engine)
    files = tree_bytes(tmp_path / "site")
    assert {to_html_path(page.path) for page in SITE.pages} < files.keys()
    assert {asset.path: asset.content for asset in SITE.assets}.items() <= {
        path: content for path, (_, content) in files.items()
    }.items()
    assert {SITEMAP, HOST_HEADERS.path, MARKER.path} < files.keys()
    assert len(engine.whole_site_files & files.keys()) >= 1  # the search index
    assert (outcome.pages, outcome.files) == (len(SITE.pages), len(files))
    assert check_site(tmp_path / "site") == ()


def test_files_for_programs_are_written_past_the_engine(tmp_path: Path) -> None:
    made = (Artifact("agents/index.md", b"# x\n"), Artifact("llms.txt", b"x\n"), Artifact("well-known/x.json", b"{}\n"))
    for versioned in (False, True):
        build_site(replace(SITE, beside=made, versioned=versioned), tmp_path / "site", PlainEngine())
        files = {path: content for path, (_, content) in tree_bytes(tmp_path / "site").items()}
        assert {file.path: file.content for file in made}.items() <= files.items()
        # The root of a host is that of a built site; that of a published folder is its operator's.
        assert (".well-known/x.json" in files) is not versioned


def test_inline_scripts_of_the_theme_become_files(engine: Engine, tmp_path: Path) -> None:
    build_site(SITE, tmp_path / "site", engine)
    for page in SITE.pages:
        html = (tmp_path / "site" / to_html_path(page.path)).read_text("utf-8")
        assert html.index(POLICY) < html.index(f"{SCRIPTS}/")
        assert "<script>" not in html
    assert list((tmp_path / "site" / SCRIPTS).iterdir())


def test_two_processes_and_cached_pages_make_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    cache = PageCache(FileCache(tmp_path / "cache", b"key"), "programs")
    build_site(LARGE, tmp_path / "one", engine)
    with Workers(2) as workers:
        build_site(LARGE, tmp_path / "two", engine, workers=workers, cache=cache)
    build_site(LARGE, tmp_path / "cached", engine, cache=cache)
    assert tree_bytes(tmp_path / "one") == tree_bytes(tmp_path / "two") == tree_bytes(tmp_path / "cached")
    assert len(list(cache.files.folder.iterdir())) == len(LARGE.pages) + 1  # with what the theme brings


def test_cached_pages_are_not_built_and_a_changed_page_is(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    cache = PageCache(FileCache(tmp_path / "cache", b"key"), "programs")
    build_site(SITE, tmp_path / "site", engine, cache=cache)
    before = {file.name for file in cache.files.folder.iterdir()}
    changed = replace(SITE, pages=(a_page("index.md", "Other words.", title="Home"), *SITE.pages[1:]))
    build_site(changed, tmp_path / "site", engine, cache=cache)
    assert len({file.name for file in cache.files.folder.iterdir()} - before) == 1
    build_site(changed, tmp_path / "cold", engine)
    assert tree_bytes(tmp_path / "site") == tree_bytes(tmp_path / "cold")


def test_navigation_and_theme_decide_what_becomes_of_every_page(engine: Engine) -> None:
    before = digest_pages(SITE, engine, "programs")
    moved = replace(SITE, navigation=(*SITE.navigation, NavItem("Leaf", "evidence/leaf.md")))
    themed = replace(SITE, theme=(Artifact("footer.html", b"<footer>Ours</footer>"),))
    for other in (moved, themed):
        assert not set(before.values()) & set(digest_pages(other, engine, "programs").values())
    others = [digest_pages(SITE, other, "programs") for other in ENGINES if other != engine]
    assert not any(set(before.values()) & set(other.values()) for other in others)


@pytest.mark.parametrize(
    "body", ["[gone](nowhere.md)", '<p><a href="../gone/">x</a></p>', '<p><a href="#gone">x</a></p>']
)
def test_a_broken_link_is_refused(engine: Engine, body: str, tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        build_site(a_site(a_page("x.md", body)), tmp_path / "site", engine)
    assert stopped.value.code == "site-engine"
    assert os.listdir(tmp_path) == []


def test_a_page_without_a_title_is_refused(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        build_site(a_site(Artifact("x.md", b"# Words\n")), tmp_path / "site", engine)
    assert stopped.value.code == "front-matter"


def test_an_engine_changes_nothing_around_it_and_reaches_other_processes(
    engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    environment, handlers = dict(os.environ), list(logging.getLogger().handlers)
    build_site(SITE, tmp_path / "site", engine)
    assert (dict(os.environ), list(logging.getLogger().handlers)) == (environment, handlers)
    assert capfd.readouterr() == ("", "")
    assert pickle.loads(pickle.dumps(engine)) == engine  # noqa: S301  # what the line before made


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<script>alert(1)</script>", "unsafe-page"),
        ('<iframe src="x"></iframe>', "unsafe-page"),
        ('<img src="https://elsewhere.example/x.png" alt="">', "unsafe-page"),
        ('<p onclick="x()">x</p>', "unsafe-page"),
        ("<p>1 < 2</p>", "unsafe-page"),
        ('<p><a href="gone/">x</a></p>', "site-engine"),
    ],
)
@pytest.mark.parametrize("processes", [1, 2])
def test_what_an_engine_prints_is_not_trusted(body: str, code: str, processes: int, tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as stopped, Workers(processes) as workers:
        build_site(LARGE, tmp_path / "site", PlainEngine(body=body), workers=workers)
    assert stopped.value.code == code
    assert os.listdir(tmp_path) == []


def test_a_page_that_an_engine_forgets_is_missed(tmp_path: Path) -> None:
    navigation = (NavItem("Home", "index.md"),)
    forgetful = PlainEngine(lost=frozenset({"evidence/leaf.md"}))
    with pytest.raises(TrustpagesError, match=r"evidence/leaf/index\.html is missing from the site"):
        build_site(a_site(navigation=navigation), tmp_path / "site", forgetful)
