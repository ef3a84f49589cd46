"""Which elements and links of a text survive, and in which form."""

from __future__ import annotations

import html

import pytest

from support.render.markup import read
from trustpages.render.sanitizer import REL, sanitize

KEPT = (
    *("a", "blockquote", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
)


def seen(source: str, *, own_pages: bool = False) -> str:
    return html.unescape(sanitize(source, own_pages=own_pages))


def test_each_allowed_element_is_kept_and_closed() -> None:
    table = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    lists = "<ul><li>x</li></ul><ol><li>y</li></ol>"
    plain = "".join(f"<{name}>z</{name}>" for name in ("blockquote", "code", "em", "p", "pre", "strong"))
    headings = "".join(f"<h{number}>h</h{number}>" for number in range(1, 7))
    source = f'{table}{lists}{plain}{headings}<a href="https://x.example/">l</a><br><hr>'
    page = read(sanitize(source))
    assert set(page.names) == {*KEPT, "br", "hr"}
    shown = seen(source)
    assert all(shown.count(f"<{name}>") + shown.count(f"<{name} ") == shown.count(f"</{name}>") for name in KEPT)
    assert "</br>" not in shown
    assert "</hr>" not in shown


@pytest.mark.parametrize("address", ["http://x.example/", "https://x.example/", "mailto:a@x.example"])
def test_a_link_elsewhere_keeps_its_distance(address: str) -> None:
    assert seen(f'<a href="{address}">x</a>', own_pages=True) == f'<a href="{address}" rel="{REL}">x</a>'


def test_a_link_to_an_own_page_is_as_it_was_written() -> None:
    assert seen('<a href="../b/#c">x</a>', own_pages=True) == '<a href="../b/#c">x</a>'
    assert seen('<a href="../b/#c">x</a>') == "x"


def test_the_first_number_of_a_list_is_kept_and_nothing_else() -> None:
    assert seen('<ol start="3" type="a" class="x"><li value="9">y</li></ol>') == '<ol start="3"><li>y</li></ol>'
