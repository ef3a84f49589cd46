"""Files made from all pages together: the search index and the sitemap."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from trustpages.model.page import page_folder

SEARCH_INDEX = "search/search_index.json"
SITEMAP = "sitemap.xml"


def to_html_path(path: str) -> str:
    """The path of the HTML file that the Markdown page `path` becomes."""
    return (page_folder(path) / "index.html").as_posix()


def join_search_indexes(
    indexes: Sequence[Mapping[str, Any]], kept: Iterable[Mapping[str, Any]] = ()
) -> bytes:
    """One search index from those of the shares and the entries of `kept` pages, in the order of their addresses."""
    entries = [*(entry for index in indexes for entry in index["docs"]), *kept]
    # Sorting is stable, so the sections of a page keep their order.
    entries.sort(key=lambda entry: entry["location"].partition("#")[0])
    return json.dumps({"config": indexes[0]["config"], "docs": entries}, separators=(",", ":")).encode(
        "ascii"
    )


def make_sitemap(url: str | None, pages: Iterable[str]) -> bytes:
    """The addresses of all pages (paths of Markdown files) of the site at `url`, without dates; none without `url`.

    mkdocs would date each page with the day of the build, and knows the pages of one share only. The selector of
    versions asks every version for this file, so that one without addresses is there as well.
    """
    base = (url or "").rstrip("/") + "/"
    addresses = sorted(base + quote(to_html_path(page).removesuffix("index.html")) for page in pages if url)
    entries = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()
