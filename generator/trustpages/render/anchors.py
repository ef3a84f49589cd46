"""The anchors of a page: those of its markup, and those that the site engine gives to its headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import unescape
from urllib.parse import unquote, urljoin

from trustpages.model.page import Artifact
from trustpages.model.problem import CannotGoOn
from trustpages.render.sitemap import SiteMap

_UNFIT = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
_ID = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""")
_HEADING = re.compile(r"^(?:#{1,6}[ \t]*(\S.*?)[ \t#]*|(\S.*)\n(?:=+|-+)[ \t]*)$", re.MULTILINE)
_LINK_TO_ANCHOR = re.compile(r'href="([^"]*?)(?:&#35;|(?<!&)#)([^"]+)"')
_MOST_SHOWN = 5


def anchors_of(headings: Iterable[str]) -> frozenset[str]:
    """The anchors of headings in their order; the second of the same words ends in `_1`, and so on.

    As Python-Markdown's `toc` makes them: letters of ASCII alone, so that a heading without one has `_1`.
    """
    found: set[str] = set()
    for words in headings:
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
        base = _GAPS.sub("-", _UNFIT.sub("", plain).strip().lower())
        anchor, number = base, 0
        while not anchor or anchor in found:
            number += 1
            anchor = f"{base}_{number}"
        found.add(anchor)
    return frozenset(found)


def refuse_dead_anchors(pages: Sequence[Artifact], site: SiteMap) -> None:
    """Raises CannotGoOn with code `broken-link` if a link of the rendered `pages` leads to an anchor that is not there.

    Costs little, as the Markdown is at hand, and says so before the site engine has worked for a minute. What it
    cannot read is left to the check of the built pages, which sees every link.
    """
    dead = sorted(set(_dead_links(pages, site)))
    if dead:
        shown = "; ".join(f"page '{page}' links to '{target}'" for page, target in dead[:_MOST_SHOWN])
        more = f"; and {len(dead) - _MOST_SHOWN} more" if len(dead) > _MOST_SHOWN else ""
        raise CannotGoOn(
            "broken-link",
            f"links lead to anchors that their pages do not have: {shown}{more}",
            "link to the page without the anchor, or to one that it has",
        )


def _dead_links(pages: Sequence[Artifact], site: SiteMap) -> Iterator[tuple[str, str]]:
    """The path of a page, and the path with anchor to which it links in vain."""
    texts = {page.path: page.content.decode() for page in pages}
    by_address = {site.published(path): path for path in texts}

    @cache
    def anchors(path: str) -> frozenset[str]:
        headings = (unescape(one or other) for one, other in _HEADING.findall(texts[path]))
        return anchors_of(headings).union(map(unescape, _ID.findall(texts[path])))

    for path, text in texts.items():
        for address, fragment in set(_LINK_TO_ANCHOR.findall(text)):
            target = by_address.get(urljoin(f"/{site.published(path)}", unescape(address))[1:])
            anchor = unquote(unescape(fragment))
            if target is not None and anchor not in anchors(target):
                yield path, f"{target}#{anchor}"
