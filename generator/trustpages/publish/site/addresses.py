"""Addresses that pages are published with: links name the file that they lead to, a version is found at latest/."""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape

INDEX = "index.html"

_LINK = re.compile(r'(<a(?:\s[^<>]*?)?\shref=")([^<>"]*)"')
_FOLDER = re.compile(r"([^#?:]*/|(?:[^#?:]*/)?\.{1,2})((?:[#?].*)?)", re.DOTALL)  # with a colon it leads elsewhere


def name_index_files(html: str) -> str:
    """The page with `index.html` in each of its links to a folder of the site.

    A web server answers for a folder with that file; a page that was opened from disk would show a list of files.
    """
    return _LINK.sub(_name_index, html)


def _name_index(link: re.Match[str]) -> str:
    folder = _FOLDER.fullmatch(unescape(link[2]))
    if folder is None:
        return link[0]
    return f'{link[1]}{escape(posixpath.normpath(posixpath.join(folder[1], INDEX)) + folder[2])}"'


def find_standing_address(url: str | None, *, versioned: bool) -> str | None:
    """Where the pages of a site at `url` are found for good; None without an address.

    A version is published below a name of its own, and replaced at `latest/`: search engines and the page for wrong
    addresses shall lead there.
    """
    return url and f"{url.rstrip('/')}/{'latest/' if versioned else ''}"
