"""A published folder in Chromium: below any path of a plain web server, and from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from support.publish.sites import PICTURE, a_site
from support.publish.versions import outcome, some_facts
from support.system.serving import serving
from trustpages.model.artifact import Artifact
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.mkdocs import Mkdocs
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.withdrawal import withdraw_version

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser, pytest.mark.xdist_group("versions")]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Versions 1.0, 1.1 and 2.0 of a site below `sub/path` of the folder that is served; 1.1 was withdrawn."""
    root = tmp_path_factory.mktemp("served")
    folder = root / "sub/path"
    folder.parent.mkdir()
    icon = Artifact("assets/favicon.svg", PICTURE)
    site = a_site(theme=shipped_theme(), versioned=True, url=None)
    site = replace(site, assets=(*site.assets, icon, Artifact("changes/feed.xml", b"<feed/>\n")))
    build_site(site, root / "built", Mkdocs())
    for version in ("1.0", "1.1", "2.0"):
        publish_version(root / "built", version, folder, some_facts())
    withdraw_version(folder, "1.1", "Counted <b>twice</b> & more.", date(2026, 11, 2))
    assert outcome(folder).failures == []
    return folder


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    """The address of the published folder, whose host sends the headers that it asks for."""
    with serving(published.parents[1], published / "_headers") as host:
        yield f"{host}sub/path/"


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str], address: str) -> Iterator[Page]:
    """A page of a new reader, whose complaints and requests elsewhere are collected."""
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    own = urlsplit(address).netloc

    def elsewhere(url: str) -> None:
        if urlsplit(url).netloc not in ("", own):
            complaints.append(f"asked {url}")

    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: elsewhere(request.url))
    yield opened
    context.close()


def test_selector_and_banner_below_a_path(page: Page, address: str, complaints: list[str]) -> None:
    page.goto(f"{address}1.0/agents/one/")
    banner = page.locator("[data-md-component=outdated]")
    banner.get_by_text("earlier version").wait_for()
    assert page.locator(".md-version__current").inner_text() == "1.0"
    links = page.locator(".md-version__link")
    assert [link.text_content() for link in links.all()] == ["2.0", "1.1 (withdrawn)", "1.0"]
    banner.get_by_role("link", name="all versions").click()
    page.wait_for_url(f"{address}versions/index.html")

    page.goto(f"{address}1.0/agents/one/")
    banner.get_by_role("link", name="Read the newest one").click()
    page.wait_for_url(f"{address}latest/**")
    page.locator(".md-version__current").wait_for()
    assert page.locator(".md-version__current").inner_text().startswith("2.0")
    assert banner.is_hidden()
    assert complaints == []


def test_selector_changes_the_version(page: Page, address: str, complaints: list[str]) -> None:
    page.goto(f"{address}2.0/agents/one/")
    page.locator(".md-version__current").wait_for()
    assert page.locator("[data-md-component=outdated]").is_hidden()
    page.locator(".md-version__current").focus()
    page.locator(".md-version__link", has_text="1.0").click()
    page.wait_for_url(f"{address}1.0/**")
    page.locator("[data-md-component=outdated]").get_by_text("earlier version").wait_for()
    assert complaints == []


PATHS = (
    *("versions/", "1.0/", "1.0/agents/one/", "1.0/pacts/service/", "1.0/evidence/leaf/"),
    *("1.1/", "1.1/agents/one/", "latest/", "latest/agents/one/"),
)


def test_every_kind_of_page_obeys_the_policy_that_its_host_sends(
    page: Page, address: str, complaints: list[str], figure: Callable[[int, str, str], None]
) -> None:
    for path in PATHS:
        answered = page.goto(f"{address}{path}")
        assert answered is not None
        assert "frame-ancestors 'none'" in answered.headers["content-security-policy"], path
        assert page.locator("h1").first.is_visible(), path
    page.goto(f"{address}2.0/")
    page.locator("input[name=query]").click()
    page.keyboard.type("pact", delay=20)
    page.locator(".md-search-result__link").first.wait_for()
    assert complaints == []
    figure(10, "published pages below a path, with the headers of the host: complaints", f"0/{len(PATHS) + 1}")


def test_the_first_page_leads_to_the_newest_version(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_url(f"{address}latest/**")


def test_the_list_of_versions_works_from_disk(page: Page, published: Path) -> None:
    missed: list[str] = []
    page.on("requestfailed", lambda request: missed.append(request.url))
    page.goto((published / "versions/index.html").as_uri())
    page.get_by_role("link", name="1.0").click()
    page.wait_for_url("**/1.0/index.html")
    page.get_by_role("heading", name="Home").wait_for()
    # A browser lets no page of the disk read a file there: the selector is missing, and nothing else.
    assert set(missed) <= {(published / "versions.json").as_uri()}
    assert page.locator(".md-version").count() == 0


@pytest.mark.parametrize("from_disk", [False, True])
def test_the_list_of_versions_is_styled_and_fits_a_phone(
    page: Page, address: str, published: Path, complaints: list[str], from_disk: bool
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    start = f"{published.as_uri()}/" if from_disk else address
    page.goto(f"{start}versions/index.html")
    assert page.get_by_text("Read 2.0, the newest version.").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 253, 251)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(30, 33, 41)"
    assert complaints == []


def shipped_theme() -> tuple[Artifact, ...]:
    templates = Path(__file__).parents[2] / "site_templates/theme"
    return tuple(
        Artifact(file.relative_to(templates).as_posix(), file.read_bytes())
        for file in sorted(templates.rglob("*.html"))
    )


def test_addresses_that_stand_for_good_lead_to_files(tmp_path: Path) -> None:
    site = a_site(theme=shipped_theme(), versioned=True, url="https://example.com/trust/")
    assets = (*site.assets, Artifact("assets/favicon.svg", PICTURE), Artifact("changes/feed.xml", b"<feed/>\n"))
    build_site(replace(site, assets=assets), tmp_path / "built", Mkdocs())
    folder = tmp_path / "host/trust"
    folder.parent.mkdir()
    for version in ("1.0", "2.0"):
        publish_version(tmp_path / "built", version, folder, some_facts())
    withdraw_version(folder, "1.0", "Counted twice.", date(2026, 11, 2))
    assert outcome(folder).failures == []
    for shown, own in (("404.html", "2.0/404.html"), ("sitemap.xml", "2.0/sitemap.xml")):
        assert (folder / shown).read_bytes() == (folder / own).read_bytes()
    pages = (folder / "2.0").rglob("index.html")
    canonical = [re.findall(r'rel="canonical" href="([^"]*)"', page.read_text()) for page in pages]
    listed = re.findall("<loc>(.*)</loc>", (folder / "sitemap.xml").read_text())
    assert sorted(address for (address,) in canonical) == sorted(listed)
    loaded = re.findall(r'(?:href|src)="(/[^"]*)"', (folder / "404.html").read_text())
    assert len(loaded) > 5
    for address in (*loaded, *(urlsplit(address).path for address in listed)):
        file = tmp_path / "host" / address.removeprefix("/")
        assert (file / "index.html" if address.endswith("/") else file).is_file(), address


def test_without_an_address_the_page_for_wrong_addresses_loads_nothing(tmp_path: Path) -> None:
    icon, feed = Artifact("assets/favicon.svg", PICTURE), Artifact("changes/feed.xml", b"<feed/>\n")
    site = a_site(theme=shipped_theme(), url=None)
    build_site(replace(site, assets=(*site.assets, icon, feed)), tmp_path / "site", Mkdocs())
    page = (tmp_path / "site/404.html").read_text()
    assert "There is no page here" in page
    assert not re.search("href=|src=", page)


def test_a_site_that_is_no_version_asks_for_none(browser: Browser, tmp_path: Path) -> None:
    build_site(a_site(), tmp_path / "site", Mkdocs())
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serving(tmp_path / "site") as address:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    page.close()
    assert asked
    assert not [url for url in asked if "versions" in url]
