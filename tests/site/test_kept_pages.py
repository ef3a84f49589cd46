"""Pages that are kept between builds: a site comes out as without them, and only what changed is made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.publish.sites import a_page, a_site, tree_bytes
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.model.problem import TrustpagesError
from trustpages.publish.site import assembly
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.mkdocs import Mkdocs
from trustpages.publish.site.page_cache import PageCache, digest_pages, digest_theme, forget_oldest
from trustpages.publish.site.plan import Plan, plan_shards
from trustpages.publish.site.shard import Shard
from trustpages.system.cache import FileCache

pytestmark = pytest.mark.site


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(FileCache(tmp_path / "kept", b"key"), "programs")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that went to the site engine, of all builds."""
    pages: list[str] = []

    def watched(plan: Plan, place: Path, site: Path, processes: int) -> list[Shard]:
        shards = plan_shards(plan, place, site, processes)
        pages.extend(page for shard in shards for page in shard.pages)
        return shards

    monkeypatch.setattr(assembly, "plan_shards", watched)
    return pages


def _changed(site: SiteSource, path: str, page: Artifact) -> SiteSource:
    return replace(site, pages=tuple(page if before.path == path else before for before in site.pages))


BEFORE = a_site()
CHANGED = _changed(BEFORE, "agents/one.md", a_page("agents/one.md", "Other words, [pact](../pacts/service.md#a-page)."))
SMALLER = replace(BEFORE, pages=tuple(page for page in BEFORE.pages if page.path != "evidence/leaf.md"))
LARGER = a_site(a_page("evidence/more.md", "More."))
MOVED = replace(BEFORE, navigation=(*BEFORE.navigation, NavItem("Leaf", "evidence/leaf.md")))
THEMED = replace(BEFORE, theme=(Artifact("partials/footer.html", b"<footer>Ours</footer>\n"),))
ALL = len(BEFORE.pages)


@pytest.mark.parametrize(
    ("after", "count"),
    [(BEFORE, 0), (CHANGED, 1), (SMALLER, 0), (LARGER, 1), (MOVED, ALL), (THEMED, ALL)],
    ids=["same", "changed", "smaller", "larger", "moved", "themed"],
)
def test_a_site_is_the_same_with_and_without_kept_pages(
    after: SiteSource, count: int, cache: PageCache, made: list[str], tmp_path: Path
) -> None:
    build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=cache)
    assert len(made) == ALL
    made.clear()
    build_site(after, tmp_path / "site", Mkdocs(), cache=cache)
    assert len(made) == count
    build_site(after, tmp_path / "cold", Mkdocs())
    assert tree_bytes(tmp_path / "site") == tree_bytes(tmp_path / "cold")


def test_a_link_from_a_kept_page_to_one_that_is_gone_is_an_error(cache: PageCache, tmp_path: Path) -> None:
    build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=cache)
    gone = replace(BEFORE, pages=tuple(page for page in BEFORE.pages if page.path != "pacts/service.md"))
    with pytest.raises(TrustpagesError) as caught:
        build_site(gone, tmp_path / "site", Mkdocs(), cache=cache)
    assert caught.value.code == "site-engine"


def test_other_programs_make_their_own_pages(cache: PageCache, made: list[str], tmp_path: Path) -> None:
    build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=cache)
    build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=replace(cache, programs="newer"))
    assert len(made) == 2 * ALL


def test_damaged_misplaced_and_missing_pages_are_made_anew(cache: PageCache, made: list[str], tmp_path: Path) -> None:
    build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=cache)
    whole = tree_bytes(tmp_path / "site")
    digests = sorted(digest_pages(BEFORE, Mkdocs(), cache.programs).values())
    first, second, third, fourth, *_ = (cache.files.folder / digest for digest in digests)
    theme = cache.files.folder / digest_theme(BEFORE, Mkdocs(), cache.programs)
    theme.write_bytes(first.read_bytes())
    first.write_bytes(first.read_bytes()[:-1])
    second.write_bytes(third.read_bytes())
    fourth.unlink()
    made.clear()
    for count in (3, 0):
        build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=cache)
        assert len(made) == count
        assert tree_bytes(tmp_path / "site") == whole
        made.clear()


def test_a_site_with_errors_leaves_no_pages(cache: PageCache, tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError):
        build_site(a_site(a_page("more.md", "[nowhere](nowhere.md)")), tmp_path / "site", Mkdocs(), cache=cache)
    assert not cache.files.folder.exists()


def test_the_oldest_pages_are_forgotten(cache: PageCache, tmp_path: Path) -> None:
    build_site(BEFORE, tmp_path / "site", Mkdocs(), cache=cache)
    forget_oldest(cache, 2)
    assert len(list(cache.files.folder.iterdir())) == 2
