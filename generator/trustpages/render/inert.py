"""Sanitised HTML in a form that a Markdown engine passes through: allow-listed, encoded, on one line."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from trustpages.render.encoder import Safe, encode, encode_verbatim
from trustpages.render.links import REL, safe_href

if TYPE_CHECKING:
    from nh3 import Cleaner

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}
    | {"strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
VOID_TAGS = frozenset({"br", "hr"})
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_OWN_PAGE = re.compile(
    r"(?:\./|(?:\.\./)*)(?:[A-Za-z0-9_][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_][A-Za-z0-9._-]*)?(?:#[\w-]+)?"
)


def inert(html: str, *, own_pages: bool = False) -> Safe:
    """`html` reduced to the allowed tags, with every text and attribute encoded.

    Links lead to http, https or mailto; with `own_pages` also to relative addresses without
    scheme or host. A link with any other address becomes its text. The result has no line end,
    so no Markdown engine finds a blank line, an indent or a line start in it.
    """
    writer = _InertWriter(own_pages)
    writer.feed(_cleaner(own_pages).clean(html))
    writer.close()
    return Safe("".join(writer.parts))


@cache
def _cleaner(own_pages: bool) -> Cleaner:
    from nh3 import Cleaner

    def allowed(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("ol", "start"):
            return value if value.isascii() and value.isdigit() and len(value) <= 9 else None
        if (tag, name) == ("a", "href"):
            return _allowed_href(value, own_pages)
        return None

    return Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=allowed,
        url_schemes={"https", "http", "mailto"},
        url_relative="pass_through" if own_pages else "deny",
        link_rel=None,
    )


def _allowed_href(href: str, own_pages: bool) -> str | None:
    if own_pages and href and _OWN_PAGE.fullmatch(href):
        return href
    return safe_href(href)


class _InertWriter(HTMLParser):
    """Writes a sanitised fragment again, each text and attribute through the encoder."""

    def __init__(self, own_pages: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._own_pages = own_pages
        self._open_links: list[bool] = []
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            return
        self._preformatted += tag == "pre"
        given = {name: value for name, value in attrs if value}
        if tag == "a":
            self._open_links.append("href" in given)
            if "href" not in given:
                return
            if _is_elsewhere(given["href"]):
                given["rel"] = REL
        self.parts.append(f"<{tag}{''.join(_attribute(tag, *item) for item in given.items())}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in TAGS or tag in VOID_TAGS:
            return
        self._preformatted -= tag == "pre"
        if tag != "a" or (self._open_links and self._open_links.pop()):
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(encode_verbatim(data if self._preformatted else _BLANKS.sub(" ", data)))


def _is_elsewhere(href: str) -> bool:
    return href.startswith(("http:", "https:", "mailto:"))


def _attribute(tag: str, name: str, value: str) -> str:
    known = name in ATTRIBUTES.get(tag, ()) or name == "rel"
    return f' {name}="{encode(value)}"' if known else ""
