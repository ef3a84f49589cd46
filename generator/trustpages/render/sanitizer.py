"""HTML sanitizer for text written by others: allow-listed tags, encoded content, http(s) and mailto links."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

from trustpages.render.encoder import Safe, encode, encode_verbatim

REL = "noopener noreferrer nofollow"

_WEB = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#:@\\\[\]%]+)(?::(?P<port>\d{1,5}))?(?P<rest>[/?#].*)?", re.I)
_MAIL = re.compile(r"mailto:(?P<local>[A-Za-z0-9.!#$&'*+/=^_{|}~-]{1,64})@(?P<host>[^/?#:@\\\[\]%]+)", re.I)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_PATH_MARKS = "/?#[]@!$&'()*+,;=:%~-._"
_PORTS = range(1, 65536)
_LONGEST = 2048


def normalize_href(url: str) -> str | None:
    """`url` in a form that leads to the host it shows, or None if it may not become a link.

    Allowed are http, https and mailto. Refused are blanks, control and unprintable characters,
    backslashes, credentials, and hosts that are no domain names. A host outside ASCII comes back
    in punycode, a path outside ASCII percent-encoded. The result is plain text: encode it.
    """
    if len(url) > _LONGEST or "\\" in url or not url.isprintable() or any(mark.isspace() for mark in url):
        return None
    if mail := _MAIL.fullmatch(url):
        host = _normalize_host(mail["host"])
        return host and f"mailto:{mail['local']}@{host}"
    web = _WEB.fullmatch(url)
    if web is None or (web["port"] and int(web["port"]) not in _PORTS):
        return None
    host = _normalize_host(web["host"])
    port = f":{int(web['port'])}" if web["port"] else ""
    return host and f"{web['scheme'].lower()}://{host}{port}{quote(web['rest'] or '/', safe=_PATH_MARKS)}"


def _normalize_host(host: str) -> str | None:
    """`host` in lower case and punycode, or None if it is not made of domain labels."""
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = name.removesuffix(".").split(".")
    return name if all(_LABEL.fullmatch(label) for label in labels) and len(name) <= 253 else None


def render_link(label: object, url: str) -> Safe:
    """An anchor to `url` with the encoded label; the label alone, marked, where the address is refused."""
    href = normalize_href(url)
    if href is None:
        return Safe(f'<span class="tp-no-link">{encode(label)}</span>')
    return Safe(f'<a href="{encode(href)}" rel="{REL}">{encode(label)}</a>')


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


def sanitize(html: str, *, own_pages: bool = False) -> Safe:
    """`html` reduced to the allowed tags, with every text and attribute encoded.

    Links lead to http, https or mailto; with `own_pages` also to relative addresses without
    scheme or host. A link with any other address becomes its text. The result has no line end,
    so no Markdown engine finds a blank line, an indent or a line start in it.
    """
    writer = _SanitizedWriter(own_pages)
    writer.feed(_make_cleaner(own_pages).clean(html))
    writer.close()
    return Safe("".join(writer.parts))


@cache
def _make_cleaner(own_pages: bool) -> Cleaner:
    from nh3 import Cleaner

    def allowed(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("ol", "start"):
            return value if value.isascii() and value.isdigit() and len(value) <= 9 else None
        if (tag, name) == ("a", "href"):
            return _allow_href(value, own_pages)
        return None

    return Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=allowed,
        url_schemes={"https", "http", "mailto"},
        url_relative="pass_through" if own_pages else "deny",
        link_rel=None,
    )


def _allow_href(href: str, own_pages: bool) -> str | None:
    if own_pages and href and _OWN_PAGE.fullmatch(href):
        return href
    return normalize_href(href)


class _SanitizedWriter(HTMLParser):
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
        self.parts.append(f"<{tag}{''.join(_render_attribute(tag, *item) for item in given.items())}>")

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


def _render_attribute(tag: str, name: str, value: str) -> str:
    known = name in ATTRIBUTES.get(tag, ()) or name == "rel"
    return f' {name}="{encode(value)}"' if known else ""
