"""What hostile strings do to a page: nothing."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from support.render.charts import an_interval, an_interval_chart
from support.render.hostile import TEXTS, hostile_texts, shared
from support.render.markup import EXTENSIONS, Page, drop_isolates, read, through_markdown
from trustpages.exports.csv import to_csv
from trustpages.render.authored import render_authored
from trustpages.render.charts.drawing import draw
from trustpages.render.encoder import encode, encode_title, to_showable
from trustpages.render.isolates import mark_up_isolates
from trustpages.render.markdown import STATEMENT_LIMIT, render_statement
from trustpages.render.sanitizer import TAGS, normalize_href

pytestmark = shared
Figure = Callable[[int, str, str], None]

EVERY_FIELD = """# {x}

{x} starts and *{x}* is within, [{x}](https://example.org), {x}

{x}
- {x}
1. {x}

> {x}

!!! note "{x}"
    {x}

    {x}

| {x} | b |
|-----|---|
| {x} | {x} |

Term {x}
:   {x}

<div class="a" title="{x}" data-x='{x}'>{x}<span>{x}</span></div>

<p>{x} <b title="{x}">{x}</b></p>

## {x}
{x}
"""


def page_with(text: str, extensions: tuple[str, ...]) -> Page:
    return through_markdown(mark_up_isolates(EVERY_FIELD.replace("{x}", encode(text))), extensions)


def shape(page: Page, text: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The elements of `page`, with the attributes that hold `text` as if they held "x"."""
    shown = to_showable(text)
    return [
        (name, tuple((key, "x" if value == shown else value) for key, value in attrs))
        for name, attrs in page.elements
        if name != "bdi"
    ]


def sample(name: str, every: int) -> tuple[str, ...]:
    """All strings of the smaller files, one in `every` of the large one: a page takes 10 ms."""
    return hostile_texts(name)[:: every if name == "xss_html" else 1]


@pytest.mark.parametrize("name", TEXTS)
def test_scalars_never_change_a_page(name: str, figure: Figure, count: Callable[[int, int], int]) -> None:
    harmless = page_with("x", EXTENSIONS)
    texts = sample(name, count(1, 5))
    for text in texts:
        page = page_with(text, EXTENSIONS)
        assert shape(page, text) == harmless.elements, text
        assert drop_isolates(page.text).count(" ".join(to_showable(text).split())) >= harmless.text.count("x"), text
    figure(1, "strings in 30 places of a page: page changed", f"0/{len(texts)}")


@pytest.mark.parametrize("name", TEXTS)
def test_scalars_never_change_a_page_of_an_engine_with_more_syntax(name: str) -> None:
    extensions = (*EXTENSIONS, "attr_list", "abbr", "sane_lists", "smarty", "nl2br")
    harmless = page_with("x", extensions)
    for text in sample(name, 20):
        assert shape(page_with(text, extensions), text) == harmless.elements, text


@pytest.mark.parametrize("name", TEXTS)
def test_titles_are_inert_html(name: str) -> None:
    for text in hostile_texts(name):
        page = read(f"<title>{encode_title(text)}</title><a title='{encode_title(text)}'></a>")
        assert page.names == ["title", "a"], text


@pytest.mark.parametrize("name", TEXTS)
def test_narrative_has_allowed_elements_only(name: str, figure: Figure, count: Callable[[int, int], int]) -> None:
    worst, texts = 0.0, sample(name, count(1, 4))
    for text in texts:
        start = time.process_time()
        block = render_statement(text, "x")
        worst = max(worst, time.process_time() - start)
        _require_allowed(read(block), text)
        _require_allowed(through_markdown(f"before\n\n{block}\n\nafter"), text)
    assert worst < 3  # 1 s on a quiet machine
    figure(25, "statements with an element that is not allowed", f"0/{len(texts)}")
    figure(25, f"worst seconds of a statement, {name}", f"{worst:.3f}")


def _require_allowed(page: Page, text: str) -> None:
    for name, attrs in page.elements:
        if dict(attrs).get("class", "").startswith("tp-narrative"):
            continue
        assert name in TAGS, text
        assert {key for key, _ in attrs} <= {"href", "rel", "start"}, text
        href = dict(attrs).get("href")
        assert href is None or normalize_href(href) == href, text


@pytest.mark.parametrize("name", TEXTS)
def test_authored_pages_have_allowed_elements_only(name: str) -> None:
    for text in sample(name, 4):
        page = through_markdown(render_authored(text, "index.md", {}, lambda _, target: target))
        assert {found for found, _ in page.elements} <= TAGS | {"div"}, text
        assert not any(key.startswith("on") or key == "style" for _, attrs in page.elements for key, _ in attrs), text


@pytest.mark.parametrize(
    "piece", ["[", "[^a]", "<a ", "[a](", "* ", "> ", "`", "**a", "![", "&#", "|", "- a\n" + " ", "<!", "\\"]
)
def test_narrative_at_its_limit_takes_a_bounded_time(piece: str) -> None:
    text = (piece * STATEMENT_LIMIT)[:STATEMENT_LIMIT]
    start = time.process_time()
    render_statement(text, "x")
    assert time.process_time() - start < 4  # 1 s on a quiet machine


@pytest.mark.parametrize("name", ["naughty_strings", "template_injection", "markdown"])
def test_chart_labels_show_the_text_as_it_is(name: str, figure: Figure) -> None:
    texts = [text for text in hostile_texts(name) if len(to_showable(text)) < 30]
    for start in range(0, len(texts), 14):
        part = texts[start : start + 14]
        chart = an_interval_chart(*(an_interval(text, note="") for text in part))
        root = ET.fromstring(draw(chart).dark)  # noqa: S314 - our own output
        words = " ".join(" ".join("".join(node.itertext()).split()) for node in root)
        for text in part:
            assert " ".join(to_showable(text).split()) in words, text
        _require_no_active_content(root)
    figure(27, "labels shown as they are", f"{len(texts)}/{len(texts)}")


def test_every_label_gives_well_formed_xml(figure: Figure) -> None:
    drawn = 0
    for start in range(0, 4210, 210):
        part = hostile_texts("xss_html")[start : start + 14]
        chart = an_interval_chart(*(an_interval(text, note=text[:40]) for text in part))
        _require_no_active_content(ET.fromstring(draw(chart).light))  # noqa: S314 - our own output
        drawn += 1
    figure(26, "pictures that are XML without script, href and foreignObject", f"{drawn}/{drawn}")


def _require_no_active_content(root: ET.Element) -> None:
    names = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert names <= {"svg", "title", "desc", "g", "path", "text"}
    assert not any("href" in key or key.startswith("on") for node in root.iter() for key in node.attrib)


@pytest.mark.parametrize("name", TEXTS)
def test_no_cell_of_a_download_starts_a_formula(name: str, figure: Figure) -> None:
    texts = hostile_texts(name)
    data = to_csv(["text"], [[text] for text in texts]).decode()
    cells = [row[0] for row in csv.reader(io.StringIO(data, newline=""))][1:]
    assert len(cells) == len(texts)
    assert not any(cell.lstrip()[:1] in set("=+-@|") for cell in cells if cell.strip())
    figure(28, "cells that begin a formula", f"0/{len(cells)}")
