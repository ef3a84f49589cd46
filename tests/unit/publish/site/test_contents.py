"""What is read of pages is kept without the fingerprint of the inputs, and is the same whatever is kept."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from support.publish.sites import a_page, a_site
from trustpages.model.artifact import Artifact, PageFile
from trustpages.model.pages.page import SiteSource
from trustpages.publish.processes import Workers
from trustpages.publish.site.engine import ReadPage
from trustpages.publish.site.mkdocs import Mkdocs
from trustpages.publish.site.page_cache import PageCache
from trustpages.publish.site.ready import contents
from trustpages.publish.site.ready.contents import Contents, read_contents
from trustpages.system.cache import FileCache

FIRST, SECOND = (sha256(word).hexdigest() for word in (b"first", b"second"))
BODY = """---
title: "T {0}"
---

<header><h1>A</h1><p>{0}</p><p id="i-{0}">{1}</p></header>

## Of {0}

<p><a href="../{1}/">x</a> {2}</p>
"""
PATHS = ("agents/a/index.md", "agents/a/b/c.md", "agents/d/index.md", "frameworks/e.md", "index.md")


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(FileCache(tmp_path / "kept", b"key"), "programs")


def a_source(fingerprint: str, **words: str) -> SiteSource:
    pages = (
        Artifact(path, BODY.format(fingerprint[:12], fingerprint, words.get(path[:8], "b")).encode()) for path in PATHS
    )
    return replace(a_site(), pages=(*pages, a_page("authored.md")), fingerprint=fingerprint)


def read(source: SiteSource, cache: PageCache | None) -> tuple[Contents, list[str]]:
    """What was found, which is what is read without anything kept, and the pages that were looked at."""
    seen: list[str] = []

    class Watched(Mkdocs):
        def read_page(self, page: PageFile) -> ReadPage | None:
            seen.append(page.path)
            return super().read_page(page)

    found = read_contents(source, Watched(), cache)
    alone = read_contents(source, Mkdocs(), None)
    assert found.pages == alone.pages
    assert [*found.list_bodies(found.ready)] == [*alone.list_bodies(alone.ready)]
    return found, seen


def test_another_fingerprint_changes_no_page(cache: PageCache) -> None:
    found, seen = read(a_source(FIRST), cache)
    assert (len(seen), sorted(found.ready)) == (6, sorted(PATHS))
    found, seen = read(a_source(SECOND), cache)
    assert (seen, found.held) == ([], {})
    assert SECOND.encode() in next(found.list_bodies(["index.md"]))
    assert len(list(cache.files.folder.iterdir())) == 2 * 4  # two for each folder


def test_a_page_that_says_something_else_is_read_anew(cache: PageCache) -> None:
    read(a_source(FIRST), cache)
    changed = a_source(SECOND, **{"agents/d": "other"})
    assert read(changed, cache)[1] == ["agents/d/index.md"]
    assert read(changed, cache)[1] == []


def test_what_cannot_pass_is_not_kept(cache: PageCache) -> None:
    source = a_source(FIRST, **{"agents/d": "<b onclick=x>"})
    read(source, cache)
    found, seen = read(source, cache)
    bad = found.pages["agents/d/index.md"]
    assert bad is not None
    assert (seen, bad.facts) == (["agents/d/index.md"], None)


def test_a_page_that_has_the_marks_themselves_is_no_other(cache: PageCache) -> None:
    read(a_source(FIRST), cache)
    marked = a_source(FIRST)
    pages = (Artifact(page.path, page.content.replace(FIRST.encode(), b"\x02")) for page in marked.pages)
    assert read(replace(marked, pages=tuple(pages)), cache)[0].ready == {}


def test_what_is_damaged_or_of_other_programs_is_read_anew(cache: PageCache) -> None:
    read(a_source(FIRST), cache)
    assert len(read(a_source(FIRST), replace(cache, programs="newer"))[1]) == 6
    for file in cache.files.folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"T ", b"U "))
    assert len(read(a_source(FIRST), cache)[1]) == 6


def test_contents_that_were_lost_are_read_anew_and_kept_again(cache: PageCache) -> None:
    read(a_source(FIRST), cache)
    for file in cache.files.folder.iterdir():
        if b"<header>" in file.read_bytes():
            file.unlink()
    assert sorted(read(a_source(FIRST), cache)[1]) == sorted(PATHS)
    assert "authored.md" in read(a_source(FIRST), cache)[1]
    assert read(a_source(FIRST), cache)[1] == []


def test_two_processes_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "_FEWEST_FOLDERS", 1)
    with Workers(2) as workers:
        two = read_contents(a_source(FIRST), Mkdocs(), None, workers)
    one = read_contents(a_source(FIRST), Mkdocs(), None)
    assert (one.pages, one.held) == (two.pages, two.held)
    assert [*one.pages] == [*two.pages]
