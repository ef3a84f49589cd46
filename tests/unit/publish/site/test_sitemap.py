from __future__ import annotations

import re

from trustpages.publish.site.assembly import make_sitemap


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
