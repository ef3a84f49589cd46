"""Links within a built site: each leads to a file that is there, and to an anchor on it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping, Set
from urllib.parse import unquote

from trustpages.model.problem import Place, Problem

# Served at any address, so its links begin at the root of the host.
_NOT_FOUND_PAGE = "404.html"

BESIDE = ("../latest/index.html", "../versions/index.html")
"""What a version finds beside itself in a published folder."""


def check_links(
    pages: Mapping[str, tuple[Set[str], Set[str]]], files: Collection[str]
) -> tuple[Problem, ...]:
    """The links that lead nowhere, code `broken-link`, sorted.

    `pages` maps the path of a page to its links (relative addresses, already unescaped) and its
    anchors; `files` are the paths of all files in the site. mkdocs checks links in Markdown only;
    this also covers raw HTML and anchors. A versioned site has `BESIDE` among its `files`.
    """
    return tuple(
        sorted(
            Problem(Place(path), "broken-link", f"the link '{link}' {fault}", "mend the link or its target")
            for path, (links, _) in pages.items()
            if path != _NOT_FOUND_PAGE
            for link in links
            for fault in _faults(path, link, pages, files)
        )
    )


def _faults(
    path: str, link: str, pages: Mapping[str, tuple[Set[str], Set[str]]], files: Collection[str]
) -> Iterator[str]:
    address, _, anchor = link.partition("#")
    target = _target(path, address.partition("?")[0], files)
    if target is None:
        yield "leads to no file of the site"
    elif anchor and target in pages and unquote(anchor) not in pages[target][1]:
        yield f"leads to no anchor of '{target}'"


def _target(path: str, address: str, files: Collection[str]) -> str | None:
    """The file that the address leads to from the page `path`, None if there is no such file."""
    if not address:
        return path
    if address.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))
    index = posixpath.normpath(posixpath.join(target, "index.html"))
    return next((file for file in (target, index) if file in files), None)
