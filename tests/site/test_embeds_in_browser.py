"""Cards, badges and pictures on the page of somebody else, in Chromium: sandboxed, framed, lied to, out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest

from support.render.accessibility import find_violations
from support.system.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Frame, Page

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.xdist_group("demo")]

AGENT: Final = "airline-desk"
WIDTHS: Final = (280, 320, 400, 640, 800, 1200, 1600)
LIAR: Final = """<script>
window.addEventListener("load", function () {
  setInterval(function () {
    window.postMessage({type: "trust-card", height: 90}, "*");
    var decoy = document.getElementById("decoy");
    if (decoy) { decoy.contentWindow.eval('parent.postMessage({type: "trust-card", height: 91}, "*")'); }
    for (var frame of Array.from(window.frames)) { frame.postMessage({type: "trust-card", height: 92}, "*"); }
  }, 20);
});
</script><iframe id="decoy" srcdoc="<p>decoy</p>"></iframe>"""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder of another site, and its address, which is of another origin than the report's."""
    with serving(tmp_path) as address:
        yield tmp_path, address.replace("127.0.0.1", "localhost")


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 900, "height": 900})
    yield context
    context.close()


def opened(reader: BrowserContext, address: str, asked: list[str] | None = None) -> Page:
    page = reader.new_page()
    page.set_default_timeout(20_000)
    if asked is not None:
        page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    return page


def card_in(page: Page) -> Frame:
    return next(frame for frame in page.frames if "/embed/" in frame.url)


def test_an_element_shows_the_card_as_high_as_it_is_whatever_the_page_around_it_says(
    demo_address: str, host: tuple[Path, str], reader: BrowserContext, figure: Callable[[int, str, str], None]
) -> None:
    folder, address = host
    policy = f"default-src 'none'; script-src 'unsafe-inline' {demo_address}; frame-src {demo_address} 'self'"
    (folder / "index.html").write_text(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><title>Elsewhere</title>'
        f'<script src="{demo_address}embed/trust-card.js"></script>'
        f'<trust-card agent="{AGENT}"><a href="/x">The report</a></trust-card>{LIAR}'
        '<trust-card agent="../x"><a href="/y">Fallback</a></trust-card>'
    )
    asked: list[str] = []
    page = opened(reader, address, asked)
    card, frame = card_in(page), page.locator("trust-card iframe")
    assert frame.get_attribute("sandbox") == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    height = card.evaluate("document.querySelector('main').getBoundingClientRect().height")
    page.wait_for_timeout(200)  # ten lies
    assert abs(float(frame.get_attribute("height") or 0) - height) <= 1
    page.set_viewport_size({"width": 420, "height": 900})
    grown = "height => document.querySelector('trust-card').shadowRoot.firstChild.height > height"
    page.wait_for_function(grown, arg=height + 50)
    assert page.get_by_text("The report").is_hidden()
    assert page.get_by_text("Fallback").is_visible()
    assert {urlsplit(url).netloc for url in asked} <= {urlsplit(address).netloc, urlsplit(demo_address).netloc, ""}
    kept = [len(reader.cookies()), len(reader.storage_state()["origins"])]
    assert kept == [0, 0]
    figure(33, "a card in a hostile page: cookies, places with storage", ", ".join(map(str, kept)))


def test_a_card_in_a_bare_sandbox_is_complete_without_its_script(
    demo_address: str, host: tuple[Path, str], reader: BrowserContext
) -> None:
    folder, address = host
    (folder / "index.html").write_text(
        f'<!doctype html><title>E</title><iframe sandbox src="{demo_address}embed/{AGENT}/card.html"></iframe>'
    )
    card = card_in(opened(reader, address))
    text = card.locator("main").inner_text()
    for words in (
        "Restricted",
        "A person must approve every action",
        "What went wrong?",
        "20 November 2026",
        "4 December 2026",
    ):
        assert words in text
    assert "It has run out" not in text
    assert card.evaluate("document.querySelectorAll('[onclick], iframe, form, img').length") == 0


def test_pages_may_not_be_framed_and_cards_may(
    demo_address: str, host: tuple[Path, str], reader: BrowserContext
) -> None:
    folder, address = host
    shown = (f"embed/{AGENT}/compact.html", f"agents/{AGENT}/embed/index.html", "index.html")
    frames = "".join(f'<iframe src="{demo_address}{path}"></iframe>' for path in shown)
    (folder / "index.html").write_text(f"<!doctype html><title>E</title>{frames}")
    page = opened(reader, address)
    assert [frame.url.partition(":")[0] for frame in page.frames[1:]] == ["http", "chrome-error", "chrome-error"]


def test_after_its_last_good_day_a_card_says_so_by_itself(demo_address: str, browser: Browser) -> None:
    for day, is_past in (("2026-12-04T23:59:00Z", False), ("2026-12-05T00:01:00Z", True)):
        context = browser.new_context()
        page = context.new_page()
        page.clock.set_fixed_time(day)
        for form in ("card.html", "compact.html"):
            page.goto(f"{demo_address}embed/{AGENT}/{form}")
            text = page.locator("main").inner_text()
            assert ("Expired, was Restricted" in text) is is_past, (day, form)
            assert ("A person must approve every action" in text) is not is_past
            assert "4 December 2026" in text
        context.close()


@pytest.mark.parametrize(
    "form", ["card.html", "compact.html", "card.html#dark", "card.html?x=<script>alert(1)</script>#light"]
)
def test_a_card_fits_any_width_and_keyboards_reach_its_links(
    form: str, demo_address: str, reader: BrowserContext
) -> None:
    page = reader.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    for agent in (AGENT, "generalist", "patch-writer"):
        page.goto(f"{demo_address}embed/{agent}/{form}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (agent, width)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "The whole report"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "How to check it"
    assert page.evaluate("document.activeElement.target") == "_blank"
    if "#" in form:
        shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert shown == ("rgb(30, 33, 41)" if form.endswith("#dark") else "rgb(253, 253, 251)")
    assert complaints == []
    assert find_violations(page) == []


def test_the_page_of_embeds_shows_them_and_what_to_copy(demo_address: str, reader: BrowserContext) -> None:
    reader.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(reader, f"{demo_address}agents/{AGENT}/")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.get_by_role("link", name="Show it elsewhere").click()
    page.wait_for_url("**/embed/**")
    page.locator("iframe").first.scroll_into_view_if_needed()
    page.frame_locator("iframe").first.locator("h1").wait_for()
    assert page.frame_locator("iframe").first.locator("h1").inner_text() == "Airline desk agent"
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<script src=")
    assert '<trust-card agent="airline-desk">' in copied
    assert complaints == []
