"""Authored pages: the vendor's own Markdown, sanitised like a statement but part of the page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from trustpages.model.page import CONTENT_LIMIT
from trustpages.model.problem import CannotGoOn
from trustpages.model.reference import REFERENCE, Reference
from trustpages.render.encoder import Safe, encode
from trustpages.render.inert import inert
from trustpages.render.narrative import lower_headings, parsed, require_at_most, to_html

if TYPE_CHECKING:
    from markdown_it.token import Token

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def authored(
    text: str,
    page: str,
    references: Mapping[tuple[str, str], Reference],
    address: Callable[[str, str], str],
) -> Safe:
    """The Markdown `text` of the authored page at path `page`, as Markdown blocks that hold nothing live.

    `{{ kind("id") }}` becomes the words of `references[kind, id]` with a link to its page. Links to other
    pages are relative paths ending in `.md`, turned into addresses by `address(page, path)`. A leading
    first-level heading is left out, being the page's title; the other headings stay Markdown, so
    that the site engine lists them, and everything else is inert HTML.

    Raises CannotGoOn: `content-too-long`, `unknown-reference`, `reserved-heading`, or what `address` raises.
    """
    require_at_most(CONTENT_LIMIT, text, "content-too-long", f"the page '{page}'")
    tokens = parsed(text)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    lower_headings((token for token in tokens if token.tag == "h1"), 2)
    for token in _with_children(tokens):
        if token.type == "link_open":
            token.attrs["href"] = _address_of(str(token.attrs["href"]), page, address)
    for token in tokens:
        if token.children:
            token.children = [
                part
                for child in token.children
                for part in _with_references(child, page, references, address)
            ]
    return Safe("\n\n".join(_blocks(tokens)))


def _with_children(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _with_references(
    token: Token,
    page: str,
    references: Mapping[tuple[str, str], Reference],
    address: Callable[[str, str], str],
) -> Iterator[Token]:
    """The token itself, or the texts and links that its references make of it."""
    if token.type != "text":
        yield token
        return
    end = 0
    for match in REFERENCE.finditer(token.content):
        found = _resolve(match, page, references)
        yield _text(token.content[end : match.start()])
        yield from _link(found.text, address(page, found.path))
        end = match.end()
    yield _text(token.content[end:])


def _text(content: str) -> Token:
    from markdown_it.token import Token

    return Token("text", "", 0, content=content)


def _link(text: str, href: str) -> Iterator[Token]:
    from markdown_it.token import Token

    yield Token("link_open", "a", 1, attrs={"href": href})
    yield _text(text)
    yield Token("link_close", "a", -1)


def _resolve(match: re.Match[str], page: str, references: Mapping[tuple[str, str], Reference]) -> Reference:
    kind, key = match["kind"], match["id"]
    if (kind, key) not in references:
        raise CannotGoOn(
            "unknown-reference",
            f"page '{page}' refers to {kind} '{key}', which this report does not have",
            "run `trustpages report` for the ids that there are",
        )
    return references[kind, key]


def is_elsewhere(href: str) -> bool:
    """Whether a link names a scheme or a host, and so no page of the site."""
    return _SCHEME.match(href) is not None


def link_target(href: str, page: str) -> str:
    """The path from the root of the site, with its fragment, to which a link within the site leads from `page`."""
    path, mark, fragment = href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else ""
    return f"{target}{mark}{fragment}"


def _address_of(href: str, page: str, address: Callable[[str, str], str]) -> str:
    """`href` for the built page: links to the site's own paths become addresses, others stay."""
    return href if is_elsewhere(href) else address(page, link_target(href, page))


def _blocks(tokens: list[Token]) -> Iterator[str]:
    """Headings as Markdown, runs of other blocks as inert HTML, each to be set apart by a blank line."""
    for is_heading, run in groupby(_top_level(tokens), key=lambda block: block[0].type == "heading_open"):
        if is_heading:
            yield from (_heading(int(start.tag[1:]), text) for start, text, _ in run if _plain(text))
        else:
            html = to_html([token for block in run for token in block])
            yield f'<div class="tp-content">{inert(html, own_pages=True)}</div>'


def _heading(level: int, inline: Token) -> str:
    """A heading as Markdown; the engine makes its anchor of the text, and the theme has anchors of its own."""
    refuse_heading(inline)
    return f"{'#' * level} {encode(_plain(inline))}"


def refuse_heading(inline: Token) -> None:
    """Returns if the words of a heading may become an anchor; raises CannotGoOn `reserved-heading`."""
    if _plain(inline).startswith("__"):
        raise CannotGoOn(
            "reserved-heading",
            f"the heading {_plain(inline)!r} begins with two underscores, as anchors of the theme do",
            "begin the heading with a letter",
        )


def heading_words(tokens: list[Token]) -> Iterator[str]:
    """The words of each heading that stands in the text, in order; not of the first, which is the page's title."""
    for number, token in enumerate(tokens):
        is_title = number == 0 and token.tag == "h1"
        if token.type == "heading_open" and token.level == 0 and not is_title and _plain(tokens[number + 1]):
            yield _plain(tokens[number + 1])


def _top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block of the page: a heading, a paragraph, a whole list."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _plain(inline: Token) -> str:
    return "".join(child.content or " " for child in inline.children or () if not child.nesting).strip()
