"""The report as one HTML file: it asks for nothing, says what it is, and holds text as text."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from support.compose.parts import FRAME
from support.exports.sent import DIGEST, a_sent_report, a_sent_report_of_every_block, draw_charts
from trustpages.compose.wording.said import say
from trustpages.model.pages.sent import SentReport
from trustpages.render.document import REPORT_POLICY, render_sent


def render(report: SentReport) -> str:
    return render_sent(report, draw_charts(report), say)


class Elements(HTMLParser):
    """The names of all elements, and the addresses in them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "srcset", "href", "action", "data"}]


def test_nothing_is_asked_for_and_only_its_own_style_applies() -> None:
    page = render(a_sent_report_of_every_block())
    found = Elements()
    found.feed(page)
    assert not {"script", "link", "iframe", "object", "form", "a"} & found.names
    assert found.addresses
    assert all(address.startswith("data:image/svg+xml;base64,") for address in found.addresses)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in REPORT_POLICY
    assert f'content="{REPORT_POLICY}"' in page
    assert REPORT_POLICY.startswith("default-src 'none'; ")
    assert "url(" not in style


def test_it_says_what_it_is_before_anything_else_and_how_to_check_it() -> None:
    page = render(a_sent_report())
    order = (
        "This is a copy of a trust report",
        "Restricted",
        "What went wrong",
        "What the agent said",
        DIGEST,
        "verify",
    )
    places = [page.index(said, page.index("<main>")) for said in order]
    assert places == sorted(places)


def test_an_expired_report_warns_at_once() -> None:
    report = a_sent_report(frame=replace(FRAME, expired=True))
    assert '<p class="copy caution">' in render(report)


def test_text_of_others_is_text() -> None:
    page = render(a_sent_report("<script>alert(1)</script> \u202e [x](javascript:y)"))
    assert "<script" not in page
    assert "\u202e" not in page


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(a_sent_report()) == render(a_sent_report())
