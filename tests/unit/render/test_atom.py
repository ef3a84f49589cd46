"""A feed as Atom: valid XML whatever the texts hold, and the same bytes for the same feed."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from trustpages.model.pages.page import Feed, FeedEntry
from trustpages.render.feed import to_atom

ATOM = "{http://www.w3.org/2005/Atom}"
HTML = "{http://www.w3.org/1999/xhtml}"


def a_feed(text: str) -> Feed:
    entry = FeedEntry("urn:uuid:2", text, "../agents/desk/index.html", (text,), (text, "more"))
    return Feed("changes/feed.xml", "urn:uuid:1", text, text, date(2026, 6, 30), "index.html", (entry,))


def parsed(feed: Feed) -> ElementTree.Element:
    return ElementTree.fromstring(to_atom(feed))  # noqa: S314  # our own bytes


@pytest.mark.parametrize(
    "text", ["plain", "<script>alert(1)</script>", "]]>&nbsp;&x;", "a\x00b\x1f\uffff\ud800", "\"'`{}", "\U0001f600"]
)
def test_texts_are_shown_and_never_read_as_markup(text: str) -> None:
    root = parsed(a_feed(text))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert names <= {"feed", "id", "title", "updated", "author", "name", "link", "entry"} | {
        "content",
        "div",
        "p",
        "ul",
        "li",
    }
    if text.isprintable():
        assert entry.findtext(f"{ATOM}title") == text
        assert [one.text for one in entry.iter(f"{HTML}li")] == [text, "more"]


def test_what_every_feed_must_have() -> None:
    root = parsed(a_feed("plain"))
    for above in (root, root.find(f"{ATOM}entry")):
        assert above is not None
        assert all(above.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "plain"
    assert root.findtext(f"{ATOM}updated") == "2026-06-30T00:00:00Z"
    assert {one.get("href") for one in root.iter(f"{ATOM}link")} == {"index.html", "../agents/desk/index.html"}


def test_a_feed_without_entries_is_a_feed() -> None:
    feed = Feed("f.xml", "urn:uuid:1", "Nothing", "Nobody", date(2026, 6, 30), "index.html", ())
    assert parsed(feed).tag == f"{ATOM}feed"
