"""Every template with full, with empty and with hostile data."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest

from support.compose.every_block import OTHERS
from support.compose.every_block import PAGE as AGENT
from support.compose.page_variants import emptied, with_text
from support.compose.rendered import TEMPLATES, rendered
from support.render.markup import Page as Markup
from support.render.markup import through_markdown
from trustpages.model.pages.blocks import Block, Section, walk
from trustpages.model.pages.page import Page

PAGES = (*OTHERS, AGENT)
PATHS = frozenset(page.path for page in PAGES)
SITE = ("tables", "admonition", "toc")
HOSTILE = (
    "<img src=x onerror=alert(1)> **b** {{7*7}} [x](javascript:1) | # h",
    "</section></article></dl></table>\n\n# A verdict\n\n| a |\n|---|",
    "```\n<script>alert(1)</script>\n~~~",
    '\' onmouseover="alert(1)" `code` &lt;b&gt; <!-- ]]> :::',
)
VOID = frozenset({"img", "br", "path", "hr"})


def names(page: Page) -> str:
    return page.path


every_page = pytest.mark.parametrize("page", PAGES, ids=names)


def markdown_of(page: Page) -> str:
    """The Markdown of one page without its front matter; the others are there to be linked to."""
    return rendered(page, PATHS).content.decode().split("\n---\n", 1)[1]


def shown(page: Page) -> Markup:
    return through_markdown(markdown_of(page), SITE)


def structure(page: Page) -> list[tuple[str, list[str]]]:
    return [(name, sorted(key for key, _ in attributes)) for name, attributes in shown(page).elements]


class _Balance(HTMLParser):
    """Reads a block of HTML and keeps what stays open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_every_kind_of_block_has_a_sample_and_a_part() -> None:
    parts = {kind.part for kind in get_args(Block)}
    assert {block.part for page in PAGES for block in walk(page.sections)} == parts
    assert {part for part in parts if not (TEMPLATES / "parts" / f"{part}.jinja").is_file()} == set()


@every_page
def test_a_page_has_one_title_and_pictures_with_words(page: Page) -> None:
    elements = shown(page).elements
    assert [name for name, _ in elements].count("h1") == 1
    assert all(dict(attributes).get("alt") for name, attributes in elements if name == "img")


@every_page
def test_a_page_holds_no_style_and_no_script(page: Page) -> None:
    markup = shown(page)
    assert not {"script", "style", "iframe", "form"} & set(markup.names)
    assert not [key for _, attributes in markup.elements for key, _ in attributes if key[:2] == "on"]
    assert "style" not in {key for _, attributes in markup.elements for key, _ in attributes}


@every_page
def test_classes_are_our_own(page: Page) -> None:
    classes = {
        part
        for _, attributes in shown(page).elements
        for key, value in attributes
        if key == "class"
        for part in value.split()
    }
    assert {evidence_class for evidence_class in classes if not evidence_class.startswith("tp-")} == set()


@every_page
def test_a_page_says_whose_it_is_and_until_when(page: Page) -> None:
    text = shown(page).text
    assert "Illustrative." in text
    for words in ("1 November 2026", "12 November 2026", "Public", "Example Agents Ltd (fictitious)", "3fa9c1d20b7e"):
        assert words in text


@every_page
def test_each_block_of_html_is_closed_and_without_blank_lines(page: Page) -> None:
    for block in re.split(r"\n\s*\n", markdown_of(page)):
        if block.lstrip().startswith("<"):
            balance = _Balance()
            balance.feed(block)
            assert balance.open == [], block


@every_page
def test_no_two_things_share_an_id(page: Page) -> None:
    import markdown  # type: ignore[import-untyped]  # ships no types

    html = markdown.markdown(markdown_of(page), extensions=list(SITE))
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [one for one, count in ids.items() if count > 1] == []


@every_page
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_field_changes_nothing_but_words(page: Page, hostile: str) -> None:
    plain, attack = with_text(page, "x"), with_text(page, hostile)
    assert structure(attack) == structure(plain)
    assert " ".join(hostile.split()) in shown(attack).text


@every_page
def test_a_page_without_any_data_is_still_a_page(page: Page) -> None:
    empty = tuple(emptied(block) for block in walk(page.sections))
    markup = shown(replace(page, sections=(Section("", empty),)))
    assert markup.names.count("h1") == 1


def test_limits_come_before_promises() -> None:
    text = shown(AGENT).text
    order = (
        "Do not rely on it",
        "What the evidence does not show",
        "What was promised, and what was seen",
        "What happened, and what followed",
        "In the vendor's own words",
    )
    assert sorted(order, key=text.index) == list(order)


def test_made_up_rows_are_marked() -> None:
    markup = shown(AGENT)
    marks = sum("tp-made-up" in value for _, attributes in markup.elements for _, value in attributes)
    assert marks == 1 + 2 + 1 + 1 + 1 + 1  # the band, promises, an incident, consequences, a state


@pytest.mark.parametrize("folder", ["parts", "theme", "javascripts", "stylesheets"])
def test_nothing_is_asked_of_anybody_else(folder: str) -> None:
    files = [path for path in (TEMPLATES / folder).rglob("*") if path.is_file()]
    assert files
    for path in files:
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]|@import|url\(['\"]?[a-z]+:", text), path.name


def test_style_sheets_stay_small() -> None:
    for path in (TEMPLATES / "stylesheets").glob("*.css"):
        assert len(path.read_text("utf-8").splitlines()) <= 300, path.name


def test_the_fonts_of_the_site_are_few_small_and_come_with_their_licence() -> None:
    folder = TEMPLATES / "assets" / "fonts"
    style = (TEMPLATES / "stylesheets" / "05-fonts.css").read_text("utf-8")
    fonts = sorted(folder.glob("*.woff2"))
    assert sorted(re.findall(r'url\("\.\./assets/fonts/(.+?)"\)', style)) == [font.name for font in fonts]
    assert all(font.read_bytes().startswith(b"wOF2") for font in fonts)
    assert sum(font.stat().st_size for font in fonts) < 150_000
    licence = (folder / "LICENSE.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    shipped = re.findall(r'font-family: "(.+?)";\n  src: url', style)
    assert len(shipped) == len(fonts)
    assert all(family in licence for family in shipped)
