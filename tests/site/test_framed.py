"""Pages and pictures of a site within the page of somebody else: they keep nothing in the reader's browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.system.serving import serving
from trustpages.publish.site.csp import HOST_HEADERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_a_framed_page_keeps_nothing(
    browser: Browser, demo_site: Path, demo_address: str, tmp_path: Path, figure: Callable[[int, str, str], None]
) -> None:
    pictures = sorted(demo_site.rglob("*.svg"))[:3]
    pages = [demo_site / "index.html", *sorted(demo_site.glob("agents/*/index.html"))]
    addresses = [f"{demo_address}{path.relative_to(demo_site).as_posix()}" for path in (*pages, *pictures)]
    frames = [f'<iframe src="{address}"></iframe>' for address in addresses]
    images = [f'<img src="{address}">' for address in addresses[len(pages) :]]
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title>" + "".join(frames + images))
    context = browser.new_context()
    with serving(tmp_path) as elsewhere:
        page = context.new_page()
        page.goto(elsewhere.replace("127.0.0.1", "localhost"), wait_until="networkidle")
        assert len(page.frames) == 1 + len(frames)
        assert page.frames[1].locator("h1").count() == 1
        kept = [len(context.cookies()), len(context.storage_state()["origins"])]
    context.close()
    assert kept == [0, 0]
    assert b"frame-ancestors 'none'" in HOST_HEADERS.content
    what = f"{len(frames)} pages and pictures framed by another site: cookies, places with storage"
    figure(33, what, ", ".join(map(str, kept)))
