"""Every kind of page of the demo in a real browser: wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from support.render.accessibility import find_violations, open_all_folds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.xdist_group("demo")]

KINDS = {
    "home": "index.html",
    "agents": "agents/index.html",
    "agent": "agents/*/index.html",
    "analyst": "agents/*/analyst/index.html",
    "what the pact changed": "agents/*/because/index.html",
    "pact": "agents/*/pacts/*/index.html",
    "evidence list": "agents/*/evidence/index.html",
    "evidence item": "agents/*/evidence/*/index.html",
    "incident": "agents/*/incidents/*/index.html",
    "benchmarks": "benchmarks/index.html",
    "benchmark": "benchmarks/*/index.html",
    "reader": "for/*/index.html",
    "look up": "look-up/index.html",
    "frameworks": "frameworks/index.html",
    "framework": "frameworks/*/index.html",
    "glossary": "glossary/index.html",
    "claims": "claims/index.html",
    "consequences": "consequences/index.html",
    "decisions": "decisions/index.html",
    "changes": "changes/index.html",
    "limitations": "limitations/index.html",
    "method": "method/index.html",
    "verify": "verify/index.html",
    "embeds": "agents/*/embed/index.html",
    "authored": "how-to-read/index.html",
    "not found": "404.html",
}
OTHER_AUTHORED = {"about-this-demo/index.html", "questions-to-ask/index.html"}
STILL = "async () => { await Promise.allSettled(document.getAnimations().map(one => one.finished)) }"
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}


@dataclass
class Seen:
    """A page in a browser, with what it complained about and whom it asked since it was last cleared."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def go(self, address: str, width: str) -> None:
        """Opens an address at one of the `WIDTHS`, listened to from there on."""
        self.page.goto("about:blank")
        self.complaints.clear()
        self.hosts.clear()
        self.resize(width)
        self.page.goto(address)

    def resize(self, width: str) -> None:
        """Makes the window as wide as one of the `WIDTHS`, and waits until nothing on the page moves."""
        across, down = WIDTHS[width]
        self.page.set_viewport_size({"width": across, "height": down})
        self.page.evaluate(STILL)


def test_the_demo_opens_from_the_disk(demo_site: Path, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto((demo_site / "index.html").as_uri())
    for name in ("Agents", "Airline desk agent"):
        page.get_by_role("link", name=name).first.click()
        page.wait_for_url("**/index.html")
    assert page.locator("h1").first.inner_text().startswith("Airline desk agent")
    links: list[str] = page.evaluate("[...document.links].map(link => link.href.split(/[?#]/)[0])")
    assert [link for link in links if link.startswith("file:") and not link.rpartition("/")[2]] == []
    assert page.locator(".md-search").is_hidden()
    assert page.evaluate("[...document.fonts].filter(font => font.status == 'loaded').length") > 0
    page.close()
    assert complaints == []


@pytest.fixture(params=["light", "dark"], scope="module")
def scheme(request: pytest.FixtureRequest) -> str:
    """What the reader's system prefers."""
    return str(request.param)


@pytest.fixture(scope="module")
def seen(browser: Browser, scheme: str) -> Iterator[Seen]:
    """The page of a reader with that preference."""
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.set_default_timeout(20_000)
    found = Seen(page)
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on("requestfailed", lambda request: found.complaints.append(f"failed: {request.url}"))
    page.on("request", lambda request: found.hosts.add(urlsplit(request.url).netloc))
    yield found
    page.close()


def test_every_page_of_the_demo_is_of_a_kind_that_is_looked_at(demo_site: Path) -> None:
    pages = {path.relative_to(demo_site).as_posix() for path in demo_site.rglob("*.html")}
    known = {path.relative_to(demo_site).as_posix() for kind in KINDS.values() for path in demo_site.glob(kind)}
    cards = {path for path in pages if path.startswith("embed/")}  # looked at where they are framed
    assert pages - known - cards == OTHER_AUTHORED


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_quiet_fits_and_asks_nobody(
    kind: str, seen: Seen, scheme: str, demo_site: Path, demo_address: str, figure: Callable[[int, str, str], None]
) -> None:
    path = sorted(demo_site.glob(KINDS[kind]))[0].relative_to(demo_site).as_posix()
    page = seen.page
    first, second = WIDTHS if scheme == "light" else reversed(WIDTHS)
    seen.go(f"{demo_address}{path.removesuffix('index.html')}", first)
    assert page.locator("h1").first.is_visible()
    if scheme == "dark":  # folds closed in one, open in the other
        open_all_folds(page)
    if kind != "not found":  # it may be shown at any address, so it loads no script that would say
        assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if scheme == "dark" else "default")
    assert (
        page.evaluate("[...document.images].filter(one => one.complete && !one.naturalWidth).map(one => one.src)") == []
    )
    assert wider_than_the_window(page) == []
    assert find_violations(page, contrast=False) == []
    seen.resize(second)
    assert wider_than_the_window(page) == []
    # A page that loads nothing names no icon, and the browser asks the host for one.
    assert [said for said in seen.complaints if kind != "not found" or "404 (Not Found)" not in said] == []
    assert seen.hosts == {urlsplit(demo_address).netloc}
    figure(9, "page views that asked a third party", f"{len(seen.hosts) - 1}/1")
    figure(10, "page views with a complaint of the browser, the policy's included", "0/1")


def wider_than_the_window(page: Page) -> list[str]:
    """The elements that make the document scroll sideways, none if it does not."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.body.querySelectorAll('*')]
                .filter(one => one.getBoundingClientRect().right > width + 1)
                .map(one => `${one.tagName}.${one.className}`).slice(0, 10);
        }"""
    )
    return found


def test_search_finds_an_agent(seen: Seen, scheme: str, demo_address: str) -> None:
    page = seen.page
    seen.go(demo_address, {"light": "desktop", "dark": "phone"}[scheme])
    button = page.locator("header label.md-header__button[for=__search]")
    (button if button.is_visible() else page.locator("input[name=query]")).click()
    page.keyboard.type("airline desk", delay=20)
    # Each letter searches anew, so the first list to appear need not be that of the whole query.
    expect(page.locator(".md-search-result__link").first).to_have_attribute(
        "href", re.compile("/agents/airline-desk/"), timeout=20_000
    )
    assert seen.complaints == []


TYPED = {
    "prompt injection": "attacks",
    "SOC 2": "soc-2",
    "privacy": "privacy",
    "GDPR": "privacy",
    "price": "price",
    "how often does it fail": "failures",
    "hallucination": "wrong-answers",
    "contact": "contact",
}
"""What buyers type, and the topic of the page "What buyers look for" that answers it."""


def test_what_buyers_type_finds_what_answers(browser: Browser, demo_address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(demo_address)
    page.locator("input[name=query]").click()
    for typed, topic in TYPED.items():
        page.locator("input[name=query]").fill("")
        page.keyboard.type(typed)
        first = page.locator(".md-search-result__item").first
        expect(first.locator(f"a[href*='look-up/'][href*='#{topic}']")).to_have_count(1, timeout=20_000)
    page.close()
