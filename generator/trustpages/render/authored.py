"""Authored pages: the vendor's Markdown, sanitised, with references and links resolved, and its anchors."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote, urljoin

from trustpages.model.artifact import PageFile
from trustpages.model.pages.anchors import name_anchors
from trustpages.model.pages.page import CONTENT_LIMIT, REFERENCE
from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.encoder import Safe, encode
from trustpages.render.markdown import lower_headings, parse_markdown, render_tokens, require_at_most
from trustpages.render.sanitizer import sanitize

# Begins with letters, which are found three times as fast as the edge of a word.
_ID = re.compile(r"""(?:id(?<=\bid)|name(?<=\bname))\s*=\s*["']?([^"'\s>]+)""")
_HEADING = re.compile(r"^(?:#{1,6}[ \t]*(\S.*?)[ \t#]*|(\S.*)\n(?:=+|-+)[ \t]*)$", re.MULTILINE)
_LINK_TO_ANCHOR = re.compile(r'href="([^"]*?)(?:&#35;|(?<!&)#)([^"]+)"')
_MOST_SHOWN = 5


AnchorLink: TypeAlias = tuple[str, str, str]
"""The path of a page, that of the page to which it links, and the anchor there."""


def refuse_dead_anchors(
    pages: Sequence[PageFile], site: PageAddresses, links: Iterable[AnchorLink] | None = None
) -> None:
    """Raises TrustpagesError `broken-link` if a link of the rendered `pages` leads to an anchor that is not there.

    Costs little, as the Markdown is at hand, and says so before the site engine has worked for a minute. What it
    cannot read is left to the check of the built pages, which sees every link. `links` are those that are left to look
    at, where `find_open_links` was asked before; else all are.
    """
    has_anchor = _look_into(pages)
    open_ = find_open_links(pages, site) if links is None else links
    dead = sorted({(page, f"{to}#{anchor}") for page, to, anchor in open_ if not has_anchor(to, anchor, anchor)})
    if dead:
        shown = "; ".join(f"page '{page}' links to '{target}'" for page, target in dead[:_MOST_SHOWN])
        more = f"; and {len(dead) - _MOST_SHOWN} more" if len(dead) > _MOST_SHOWN else ""
        raise TrustpagesError(
            "broken-link",
            f"links lead to anchors that their pages do not have: {shown}{more}",
            "link to the page without the anchor, or to one that it has",
        )


def find_page_anchors(text: str) -> frozenset[str]:
    """The anchors of a rendered page, whose Markdown is at hand: of its headings, and those in its HTML."""
    headings = (unescape(hashed or underlined) for hashed, underlined in _HEADING.findall(text))
    return frozenset(name_anchors(headings)).union(map(unescape, _ID.findall(text)))


def find_open_links(pages: Sequence[PageFile], site: PageAddresses) -> frozenset[AnchorLink]:
    """The links to anchors that none of the rendered `pages` has: those on other pages of the site, and dead ones."""
    has_anchor, by_address = _look_into(pages), _list_addresses(site)

    @cache
    def find_target(page: str, address: str) -> str | None:
        return by_address.get(urljoin(f"/{site.published(page)}", unescape(address))[1:])

    return frozenset(
        (page.path, target, anchor)
        for page in pages
        for address, fragment in set(_LINK_TO_ANCHOR.findall(page.content.decode()))
        if (target := find_target(page.path, address))
        and not has_anchor(target, anchor := unquote(unescape(fragment)), fragment)
    )


@lru_cache(maxsize=1)
def _list_addresses(site: PageAddresses) -> Mapping[str, str]:
    return {site.published(path): path for path in site.pages if path.endswith(".md")}


def _look_into(pages: Sequence[PageFile]) -> Callable[[str, str, str], bool]:
    """Whether the page of a path has an anchor, which a link has `written`; none where it is none of `pages`."""
    files = {page.path: page for page in pages}

    @cache
    def read(path: str) -> bytes:
        return files[path].content

    @cache
    def list_anchors(path: str) -> frozenset[str]:
        return find_page_anchors(read(path).decode())

    def has_anchor(path: str, anchor: str, written: str) -> bool:
        # Most are written just so; to read all anchors of a page takes a hundred times as long.
        return path in files and (f' id="{written}"'.encode() in read(path) or anchor in list_anchors(path))

    return has_anchor


if TYPE_CHECKING:
    from markdown_it.token import Token

    from trustpages.model.pages.blocks import ResolvedReference

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def render_authored(
    text: str, page: str, references: Mapping[tuple[str, str], ResolvedReference], address: Callable[[str, str], str]
) -> Safe:
    """The Markdown `text` of the authored page at path `page`, as Markdown blocks that hold nothing live.

    `{{ kind("id") }}` becomes the words of `references[kind, id]` with a link to its page. Links to other
    pages are relative paths ending in `.md`, turned into addresses by `address(page, path)`. A leading
    first-level heading is left out, being the page's title; the other headings stay Markdown, so
    that the site engine lists them, and everything else is inert HTML.

    Raises TrustpagesError: `content-too-long`, `unknown-reference`, `reserved-heading`, or what `address` raises.
    """
    require_at_most(CONTENT_LIMIT, text, "content-too-long", f"the page '{page}'")
    tokens = parse_markdown(text)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    lower_headings((token for token in tokens if token.tag == "h1"), 2)
    for token in _walk(tokens):
        if token.type == "link_open":
            token.attrs["href"] = _find_address(str(token.attrs["href"]), page, address)
    for token in tokens:
        if token.children:
            token.children = [
                part for child in token.children for part in _replace_references(child, page, references, address)
            ]
    return Safe("\n\n".join(_render_blocks(tokens)))


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _replace_references(
    token: Token, page: str, references: Mapping[tuple[str, str], ResolvedReference], address: Callable[[str, str], str]
) -> Iterator[Token]:
    """The token itself, or the texts and links that its references make of it."""
    if token.type != "text":
        yield token
        return
    end = 0
    for match in REFERENCE.finditer(token.content):
        reference = _resolve(match, page, references)
        yield _make_text(token.content[end : match.start()])
        yield from _make_link(reference.text, address(page, reference.path))
        end = match.end()
    yield _make_text(token.content[end:])


def _make_text(content: str) -> Token:
    from markdown_it.token import Token

    return Token("text", "", 0, content=content)


def _make_link(text: str, href: str) -> Iterator[Token]:
    from markdown_it.token import Token

    yield Token("link_open", "a", 1, attrs={"href": href})
    yield _make_text(text)
    yield Token("link_close", "a", -1)


def _resolve(
    match: re.Match[str], page: str, references: Mapping[tuple[str, str], ResolvedReference]
) -> ResolvedReference:
    kind, key = match["kind"], match["id"]
    if (kind, key) not in references:
        raise TrustpagesError(
            "unknown-reference",
            f"page '{page}' refers to {kind} '{key}', which this report does not have",
            "run `trustpages report` for the ids that there are",
        )
    return references[kind, key]


def is_external(href: str) -> bool:
    """Whether a link names a scheme or a host, and so no page of the site."""
    return _SCHEME.match(href) is not None


def resolve_link(href: str, page: str) -> str:
    """The path from the root of the site, with its fragment, to which a link within the site leads from `page`."""
    path, mark, fragment = href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else ""
    return f"{target}{mark}{fragment}"


def _find_address(href: str, page: str, address: Callable[[str, str], str]) -> str:
    """`href` for the built page: links to the site's own paths become addresses, others stay."""
    return href if is_external(href) else address(page, resolve_link(href, page))


def _render_blocks(tokens: list[Token]) -> Iterator[str]:
    """Headings as Markdown, runs of other blocks as inert HTML, each to be set apart by a blank line."""
    for is_heading, run in groupby(_split_blocks(tokens), key=lambda block: block[0].type == "heading_open"):
        if is_heading:
            yield from (_render_heading(int(start.tag[1:]), text) for start, text, _ in run if _get_words(text))
        else:
            html = render_tokens([token for block in run for token in block])
            yield f'<div class="tp-content">{sanitize(html, own_pages=True)}</div>'


def _render_heading(level: int, inline: Token) -> str:
    """A heading as Markdown; the engine makes its anchor of the text, and the theme has anchors of its own."""
    refuse_heading(inline)
    return f"{'#' * level} {encode(_get_words(inline))}"


def refuse_heading(inline: Token) -> None:
    """Returns if the words of a heading may become an anchor; raises TrustpagesError `reserved-heading`."""
    if _get_words(inline).startswith("__"):
        raise TrustpagesError(
            "reserved-heading",
            f"the heading {_get_words(inline)!r} begins with two underscores, as anchors of the theme do",
            "begin the heading with a letter",
        )


def list_headings(tokens: list[Token]) -> Iterator[str]:
    """The words of each heading that stands in the text, in order; not of the first, which is the page's title."""
    for number, token in enumerate(tokens):
        is_title = number == 0 and token.tag == "h1"
        if token.type == "heading_open" and token.level == 0 and not is_title and _get_words(tokens[number + 1]):
            yield _get_words(tokens[number + 1])


def _split_blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block of the page: a heading, a paragraph, a whole list."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _get_words(inline: Token) -> str:
    return "".join(child.content or " " for child in inline.children or () if not child.nesting).strip()
