"""Sample pages in Chromium: they fit narrow screens, can be read, and say by themselves when they have expired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from support.compose.every_block import OTHERS
from support.compose.every_block import PAGE as AGENT
from support.compose.rendered import a_source
from support.render.accessibility import find_violations, open_all_folds
from support.system.serving import serving
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.engine import to_html_path
from trustpages.publish.site.mkdocs import Mkdocs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = tuple(to_html_path(page.path).removesuffix("index.html") for page in (*OTHERS, AGENT))
AGENT_PAGE = PAGES[-1]
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8").split("*/", 1)[1].strip().rstrip(";")
TOO_WIDE = """() => [...document.querySelectorAll(".md-content *")]
    .filter((one) => !one.closest(".tp-scroll, .tp-table-scroll, pre, .tp-unseen"))
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((one) => `${one.tagName}.${one.className}`)"""

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.xdist_group("gallery")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    build_site(a_source((*OTHERS, AGENT)), folder / "1.0", Mkdocs())
    (folder / "versions.json").write_text('[{"version": "1.0", "title": "1.0", "aliases": ["latest"]}]')
    with serving(folder) as found:
        yield f"{found}1.0/"


def opened(browser: Browser, url: str, width: int, height: int = 844, *, scheme: str = "light") -> Page:
    """The page at `url` as it looks before it has expired."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
    )
    page.clock.set_fixed_time(datetime(2026, 11, 12))  # noqa: DTZ001 - its last good day
    page.goto(url)
    page.evaluate("document.fonts.ready")
    return page


def fonts_of(page: Page) -> dict[str, int]:
    """The fonts in which the text of the page is set, with the number of signs; those of the system in brackets."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = Counter[str]()
    for node in session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "body *"})["nodeIds"]:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            name = font["familyName"] if font["isCustomFont"] else f"({font['familyName']})"
            found[name] += int(font["glyphCount"])
    session.detach()
    return dict(found)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_everything_fits_and_can_be_read_asks_nobody_else_and_complains_of_nothing(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    hosts, complaints = set[str](), list[str]()
    page = opened(browser, f"{address}{AGENT_PAGE}", width, scheme=scheme)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PAGES:
        page.goto(f"{address}{path}")
        page.wait_for_function("document.body.dataset.mdColorScheme")
        open_all_folds(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(TOO_WIDE) == [], path
        assert page.evaluate(CONTRAST) == [], path
        assert find_violations(page) == [], path
    page.close()
    assert hosts == {urlsplit(address).netloc}
    assert complaints == []


def test_the_check_of_contrast_finds_what_cannot_be_read(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{AGENT_PAGE}", 1440)
    page.evaluate("document.querySelector('h1').style.color = '#dddddd'")
    assert [text for _, text in page.evaluate(CONTRAST)] == ["Airline desk agent"]
    page.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_first_screen_says_how_far_to_rely_on_it(browser: Browser, address: str, width: int, height: int) -> None:
    page = opened(browser, f"{address}{AGENT_PAGE}", width, height)
    for selector in ("h1", ".tp-posture-word", ".tp-posture .tp-aside", ".tp-standing", ".tp-reliances"):
        box = page.locator(selector).first.bounding_box()
        assert box, selector
        assert box["y"] + box["height"] <= height, selector
    page.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_all_text_is_set_in_the_fonts_that_come_with_the_site(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, f"{address}{AGENT_PAGE}", width)
    found = fonts_of(page)
    assert set(found) == {"Trust Report Sans", "Trust Report Serif", "Trust Report Mono"}
    page.evaluate("document.querySelector('h1').textContent = 'Zażółć Ștefan Đặng Ýrsa ≤ ½ — №'")
    assert set(fonts_of(page)) == set(found)
    page.evaluate("document.querySelector('h1').textContent = 'العربية 日本語'")
    assert len(fonts_of(page)) > len(found)  # what a font does not have is shown in one of the system
    page.close()


def test_a_page_says_by_itself_that_it_has_expired(
    browser: Browser, address: str, figure: Callable[[int, str, str], None]
) -> None:
    page = opened(browser, f"{address}{AGENT_PAGE}", 1440)
    assert page.locator(".tp-expired").count() == 0
    page.clock.set_fixed_time(datetime(2026, 11, 13))  # noqa: DTZ001 - the day after
    page.reload()
    assert page.locator(".tp-expired").all_inner_texts() == ["12 November 2026 expired"] * 3
    page.close()
    figure(24, "a page in a browser whose clock is a day past its last good day: says expired", "3/3 places")
