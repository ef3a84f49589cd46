"""Addresses of pages and files in the built site, relative to the page that links to them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from trustpages.model.pages.page import find_way
from trustpages.model.problem import TrustpagesError


@dataclass(frozen=True, slots=True)
class PageAddresses:
    """The pages of a site, by path from its root, and how their addresses look.

    With `directory_urls` the page `a/b.md` is published as `a/b/index.html`, otherwise as
    `a/b.html`. What does not end in `.md` is published under its own path.
    """

    pages: frozenset[str]
    directory_urls: bool = True

    def address(self, page: str, target: str) -> str:
        """The relative address of `target`, a path from the root or a `#fragment`, seen from `page`.

        Raises TrustpagesError with code `broken-link` where the site has no such page, or where
        `target` is no path of a file within the site.
        """
        path, mark, fragment = target.partition("#")
        if path and not self._has(path):
            raise TrustpagesError(
                "broken-link",
                f"page '{page}' links to '{path}', which is not part of the site",
                "link to a page or file by its path from the root of the site",
            )
        if not path:
            return target
        way = find_way(_publish(path, self.directory_urls), _find_folder(_publish(page, self.directory_urls)))
        return f"{way}{mark}{fragment}"

    def _has(self, path: str) -> bool:
        if path.endswith(".md"):
            return path in self.pages
        inside = posixpath.normpath(path) == path and not path.startswith(("/", ".."))
        return inside and "." in posixpath.basename(path)

    def published(self, path: str) -> str:
        """The address of `path` from the root; a page served as a folder ends in a slash."""
        return _publish(path, self.directory_urls)


@lru_cache(maxsize=1 << 12)  # a page is asked for wherever it is linked
def _publish(path: str, directory_urls: bool) -> str:
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    if not directory_urls:
        return f"{stem}.html"
    if name == "index":
        return f"{folder}/" if folder else ""
    return f"{stem}/"


@lru_cache(maxsize=1 << 10)
def _find_folder(address: str) -> PurePosixPath:
    return PurePosixPath(posixpath.dirname(address))
