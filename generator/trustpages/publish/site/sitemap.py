"""The sitemap of a whole site: https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from trustpages.publish.site.engine import to_html_path

SITEMAP = "sitemap.xml"


def make_sitemap(url: str | None, pages: Iterable[str]) -> bytes:
    """The addresses of all pages (paths of Markdown files) of the site at `url`, without dates; none without `url`.

    An engine would date each page with the day of the build, and knows the pages of one shard only.
    """
    # The theme's selector of versions asks every version for this file, so one without addresses is there as well.
    base = (url or "").rstrip("/") + "/"
    addresses = sorted(base + quote(to_html_path(page).removesuffix("index.html")) for page in pages if url)
    entries = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()
