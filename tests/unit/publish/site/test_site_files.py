from __future__ import annotations

import json
import re
from typing import Any

import pytest

from trustpages.publish.site.index_files import join_search_indexes, make_sitemap, to_html_path


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


def test_the_index_does_not_show_where_a_page_comes_from() -> None:
    entries = [{"location": place, "title": place} for place in ("", "a/", "a/#z", "a/#b", "b/")]
    parts: list[dict[str, Any]] = [
        {"config": {"lang": ["en"]}, "docs": docs}
        for docs in (entries, entries[1:4], [entries[4], entries[0]])
    ]
    assert join_search_indexes(parts[1:]) == join_search_indexes(parts[:1])
    assert join_search_indexes(parts[1:2], parts[2]["docs"]) == join_search_indexes(parts[:1])
    assert json.loads(join_search_indexes(parts[:1]))["docs"] == entries


def test_a_sitemap_has_addresses_and_no_dates() -> None:
    text = make_sitemap("https://trust.example/report", ["index.md", "a/b.md"])
    assert re.findall("<loc>(.*)</loc>", text.decode()) == [
        "https://trust.example/report/",
        "https://trust.example/report/a/b/",
    ]
    assert b"lastmod" not in text


def test_a_site_without_an_address_has_a_sitemap_that_names_none() -> None:
    text = make_sitemap(None, ["index.md", "a/b.md"])
    assert (b"</urlset>" in text, b"<loc>" in text) == (True, False)
