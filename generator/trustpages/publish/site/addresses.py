"""Addresses that pages are published with: links name the file that they lead to, which is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

from trustpages.model.problem import Place, Problem

INDEX = "index.html"

_LINK = re.compile(r'(<a(?:\s[^<>]*?)?\shref=")([^<>"]*)"')
_PLAIN_ADDRESS = re.compile(r"((?:\.\./)*+)([\w-][\w./-]*)", re.ASCII)
_FOLDER = re.compile(r"([^#?:]*/|(?:[^#?:]*/)?\.{1,2})((?:[#?].*)?)", re.DOTALL)  # with a colon it leads elsewhere


def name_index_files(html: str) -> str:
    """The page with `index.html` in each of its links to a folder of the site.

    A web server answers for a folder with that file; a page that was opened from disk would show a list of files.
    """
    return _LINK.sub(lambda link: f'{link[1]}{_name_index(link[2])}"', html)


@lru_cache(maxsize=16384)  # most addresses stand on several pages
def _name_index(address: str) -> str:
    folder = _FOLDER.fullmatch(unescape(address))
    if folder is None:
        return address
    return escape(posixpath.normpath(posixpath.join(folder[1], INDEX)) + folder[2])


def find_standing_address(url: str | None, *, versioned: bool) -> str | None:
    """Where the pages of a site at `url` are found for good; None without an address.

    A version is published below a name of its own, and replaced at `latest/`: search engines and the page for wrong
    addresses shall lead there.
    """
    return url and f"{url.rstrip('/')}/{'latest/' if versioned else ''}"


NOT_FOUND_PAGE = "404.html"
"""What hosts serve for any address that leads nowhere, so its links begin at the root of the host."""

BESIDE = ("../latest/index.html", "../versions/index.html")
"""What a version finds beside itself in a published folder."""


def check_links(pages: Mapping[str, tuple[Iterable[str], Set[str]]], files: Collection[str]) -> tuple[Problem, ...]:
    """The links that lead nowhere, code `broken-link`, sorted.

    `pages` maps the path of a page to its links (relative addresses, already unescaped) and its
    anchors; `files` are the paths of all files in the site. Engines check links in Markdown only;
    this also covers raw HTML and anchors. A versioned site has `BESIDE` among its `files`.
    """
    return tuple(
        sorted(
            Problem(Place(path), "broken-link", f"the link '{link}' {fault}", "mend the link or its target")
            for path, (links, _) in pages.items()
            if path != NOT_FOUND_PAGE
            for link, fault in _find_link_faults(path, links, pages, files)
        )
    )


def _find_link_faults(
    path: str, links: Iterable[str], pages: Mapping[str, tuple[Iterable[str], Set[str]]], files: Collection[str]
) -> Iterator[tuple[str, str]]:
    parts = path.split("/")
    folders = ["".join(f"{part}/" for part in parts[: -1 - up]) for up in range(len(parts))]
    for link in links:
        address, anchor, up, rest = _read_link(link)
        # Nearly all: to take folders off is ten times faster than to bring a path into its normal form.
        plain = folders[up] + rest if rest and up < len(folders) else ""
        target = plain if plain in files else _find_target(path, address, files)
        if target is None:
            yield link, "leads to no file of the site"
        elif anchor and target in pages and unquote(anchor) not in pages[target][1]:
            yield link, f"leads to no anchor of '{target}'"


@lru_cache(maxsize=16384)  # most links stand on several pages
def _read_link(link: str) -> tuple[str, str, int, str]:
    """The address and the anchor of a link; of a plain address how many folders it goes up, and what then follows."""
    address, _, anchor = link.partition("#")
    address = address.partition("?")[0]
    found = _PLAIN_ADDRESS.fullmatch(address)
    return address, anchor, len(found[1]) // len("../") if found else 0, found[2] if found else ""


def _find_target(path: str, address: str, files: Collection[str]) -> str | None:
    """The file that the address leads to from the page `path`, None if there is no such file."""
    if not address:
        return path
    if address.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))
    index = posixpath.normpath(posixpath.join(target, "index.html"))
    return next((file for file in (target, index) if file in files), None)
