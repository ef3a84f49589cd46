"""Problems of authored pages before a site is built, each at its line: broken links and reserved headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustpages.model.pages.anchors import name_anchors
from trustpages.model.pages.page import CONTENT_LIMIT
from trustpages.model.problem import Place, Problem, TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import is_external, list_headings, refuse_heading, resolve_link
from trustpages.render.markdown import parse_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINK = re.compile(r"\]\(|\]\[|\]|<[a-z]+:", re.IGNORECASE)


def know_no_anchors(path: str) -> None:
    """Of no page the anchors are known."""


@dataclass(frozen=True, slots=True)
class AuthoredFile:
    """An authored page: its file, its path in the site, its Markdown, the line of the file where that begins."""

    file: str
    path: str
    text: str
    first_line: int = 1


def find_authored_anchors(text: str) -> frozenset[str]:
    """The anchors that the headings of an authored page have."""
    return frozenset(name_anchors(list_headings(parse_markdown(text))))


def find_authored_problems(
    page: AuthoredFile,
    site: PageAddresses,
    elsewhere: tuple[str, ...] = (),
    anchors_of_page: Callable[[str], frozenset[str] | None] = know_no_anchors,
) -> Iterator[Problem]:
    """A problem for each link of the page to nowhere in `site`, and for each heading that it may not have.

    `anchors_of_page` knows the anchors of the other pages by path, None of those that cannot be known yet.
    What begins with one of `elsewhere`, and every spreadsheet, is made later and taken for granted. A page
    beyond `CONTENT_LIMIT` is refused where it is read, and has no faults here.
    """
    if len(page.text.encode("utf-8", "surrogatepass")) > CONTENT_LIMIT:
        return
    tokens = parse_markdown(page.text)
    own = frozenset(name_anchors(list_headings(tokens)))

    def known(path: str) -> frozenset[str] | None:
        return own if path in ("", page.path) else anchors_of_page(path)

    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            yield from _check_heading(page, tokens[number + 1])
        for line, child in _locate_children(token):
            if child.type == "link_open":
                fault = _find_fault(page, str(child.attrs["href"]), site, elsewhere, known)
                yield from _report_link(page, line, fault)


def _check_heading(page: AuthoredFile, inline: Token) -> Iterator[Problem]:
    try:
        refuse_heading(inline)
    except TrustpagesError as refused:
        line = page.first_line + (inline.map[0] if inline.map else 0)
        yield Problem(Place(page.file, line, 1), refused.code, refused.sentence, refused.remedy)


def _locate_children(token: Token) -> Iterator[tuple[int, Token]]:
    """The children of a block with the line of the text, from 0, in which each of them stands."""
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        yield line, child
        line += child.type in ("softbreak", "hardbreak")


_TO_PAGE = "link to a page by its path from this one, as in [how we test](how-we-test.md), or to https://…"
_TO_PLACE = (
    "link to the page without the anchor, or to a place that it has: a page about all agents has fewer where there are "
    "many of them, the pages of one agent have theirs at any number"
)


def _report_link(page: AuthoredFile, line: int, fault: tuple[str, str] | None) -> Iterator[Problem]:
    if fault is not None:
        link = _LINK.search(page.text.split("\n")[line])
        place = Place(page.file, page.first_line + line, link.start() + 1 if link else 1)
        yield Problem(place, "broken-link", *fault)


def _find_fault(
    page: AuthoredFile,
    href: str,
    site: PageAddresses,
    elsewhere: tuple[str, ...],
    known: Callable[[str], frozenset[str] | None],
) -> tuple[str, str] | None:
    """What is wrong with a link within the site, and what mends it; `known` gives the anchors of a page."""
    if is_external(href):
        return None
    path, _, fragment = resolve_link(href, page.path).partition("#")
    if path not in ("", page.path) and not _is_there(path, site, elsewhere):
        return f"the link leads to {path!a}, which is not part of the site", _TO_PAGE
    anchors = known(path) if fragment else None
    if anchors is None or fragment in anchors:
        return None
    where = "the page" if path in ("", page.path) else f"the page {path!a}"
    return f"{where} has no place with the anchor {f'#{fragment}'!a}", _TO_PLACE


def _is_there(path: str, site: PageAddresses, elsewhere: tuple[str, ...]) -> bool:
    return path in site.pages or path.startswith(elsewhere) or path.endswith(".csv")
