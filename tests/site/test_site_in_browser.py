"""A built site in Chromium: it works under its own policy and asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from support.publish.sites import a_site
from trustpages.publish.serving.server import LiveServer, LiveState
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.mkdocs import Mkdocs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]


@pytest.fixture
def state() -> LiveState:
    return LiveState()


@pytest.fixture
def address(tmp_path: Path, state: LiveState) -> Iterator[str]:
    build_site(a_site(url=None), tmp_path / "site", Mkdocs())
    server = LiveServer(tmp_path / "site", 0, state)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.address
    state.close()
    server.shutdown()
    thread.join()
    server.close()


def test_search_palette_and_reload_work_under_the_policy(address: str, state: LiveState, browser: Browser) -> None:
    complaints, hosts = list[str](), set[str]()
    page = browser.new_page(color_scheme="light")
    page.set_default_timeout(10_000)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(f"{address}agents/one/")

    page.click("input[name=query]")
    page.keyboard.type("navigation", delay=30)
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")

    page.locator("label[title='Switch to light mode']").click()
    page.locator("label[title='Switch to dark mode']").click()
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"

    state.record_failure(("june.yml:1:1: [bad] <b>it is bad</b>",))
    assert "<b>it is bad</b>" in page.locator("pre[role=alert]").inner_text()
    with page.expect_navigation():
        state.record_success()
    page.close()
    assert complaints == []
    assert hosts == {urlsplit(address).netloc}
