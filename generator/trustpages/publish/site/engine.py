"""The interface to a static site generator: what it is given, what it must return, what it may not do.

`mkdocs.py` implements it. Another engine is a module beside that one, and is chosen in `workflow/site/engine.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from trustpages.model.artifact import Artifact, PageFile, SiteFile
from trustpages.model.pages.page import SiteSource, page_folder

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None

SITEMAP = "sitemap.xml"
"""Every site has one, which is made for all pages together; whatever an engine makes of that name is dropped."""


def to_html_path(path: str) -> str:
    """The path of the HTML file that every engine makes of the Markdown page `path`."""
    return (page_folder(path) / "index.html").as_posix()


@dataclass(frozen=True, slots=True)
class EngineRun:
    """The outcome of building pages.

    `warnings` are sentences about whatever is wrong with pages, links or navigation; one of them is enough to
    refuse the site. `inline_scripts` matches, as a whole, each inline script that the theme itself prints: these
    become files, since the content security policy allows no inline script.
    """

    warnings: tuple[str, ...]
    inline_scripts: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What a search finds: JSON text that only the engine reads, by path of the HTML page, and its settings."""

    settings: Any
    entries: Mapping[str, str]


CONTENT_START = '<div data-content="start"><h1></h1></div>'
CONTENT_END = '<div data-content="end"></div>'
"""What stands in a shell before and after the place for the content; a heading is there, so that no theme adds one."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What the engine makes of a page without a run, whatever else is in the site.

    `content` is HTML with `headings` in it, `entries` is what the search index has of it, byte for byte as a build
    enters it. `shell` is Markdown with the name of each of `values` between `MARK` and `MARK_END`: what the theme shows
    around the content.
    """

    shell: str
    values: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    content: str
    entries: str


MARK, MARK_END = "\x02", "\x03"
"""No page that an engine reads without a run has these characters."""


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A page that is written into a shell.

    `shell` is a Markdown page that the engine builds in place of all pages of one shell: what the theme shows around
    the content, with `CONTENT_START` and `CONTENT_END`, and marks for the page's own title and the like. Each of
    `fills` is such a mark and what the page has there.
    """

    path: str
    shell: Artifact
    fills: tuple[tuple[str, str], ...]


Around: TypeAlias = tuple[tuple[str, ...], ...]
"""Texts that stand around a page, each in pieces of whole lines: most pieces stand around other pages as well."""


def print_nothing(_: str) -> Around:
    """What a theme shows around pages that knows neither their place nor their headings."""
    return ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The pages that are written into shells; `print_around` says by path what hangs on their place and headings.

    Each of these texts stands in the shell as `print_shell` says it of the page of the shell, as often as it is said,
    and in the form that a site publishes.
    """

    pages: tuple[ReadyPage, ...] = ()
    print_around: Callable[[str], Around] = print_nothing
    print_shell: Callable[[str], Around] = print_nothing


class Engine(Protocol):
    """Makes HTML pages of Markdown pages, with navigation, theme and search.

    Pages are split among processes and cached by digest, so what becomes of a page may depend on its own Markdown,
    on `configure(source)`, on the theme files and on the version of the engine, and on nothing else: not on
    the text of other pages, nor on clock, machine, environment or the order of pages. An engine opens no connection,
    prints nothing, writes nowhere but where it is told to, and leaves environment and logging as they were.
    It is sent to other processes, so it can be pickled; a module that takes long to import is imported by
    `build_pages`, since the process that splits the work has no use for it.

    The page `x.md` becomes `x/index.html` and `index.md` becomes `index.html`: UTF-8, with `<meta charset="utf-8">`
    before anything that loads, every tag in the form that the gate reads, links relative. What an engine prints is
    never trusted: the policy is put into each page, and the gate checks every page and every link afterwards.
    """

    @property
    def name(self) -> str:
        """What the engine is called in the digests of cached pages."""

    @property
    def reserved_files(self) -> frozenset[str]:
        """Paths of files that the engine puts into a site besides pages, assets and theme."""

    @property
    def reserved_folders(self) -> frozenset[str]:
        """Folders that the engine or its theme fill, each with a final slash."""

    @property
    def index_names(self) -> frozenset[str]:
        """File names besides `index.md` that make a page that of its folder, so that no page may have them."""

    @property
    def whole_site_files(self) -> frozenset[str]:
        """Paths of files about all pages, which each shard makes for its own pages only; they are dropped."""

    def configure(self, source: SiteSource) -> Json:
        """The configuration of the site: title, navigation, language, features.

        Raises TrustpagesError where the engine cannot do what is asked, such as `site-language`.
        """

    def write_source(self, source: SiteSource, folder: Path, only: Collection[str] | None = None) -> None:
        """Writes pages, assets, theme files and configuration into the existing `folder`, for `build_pages`.

        With `only`, the paths of the pages that will be built, of all others and of the assets no more than names.
        Raises TrustpagesError: `front-matter` for a page that has no title or would change other pages,
        `unsafe-path` for a path that leaves the folder, and what `configure` raises.
        """

    def read_page(self, page: PageFile) -> ReadPage | None:
        """What a build makes of the page, byte for byte; None where that is not known without a run."""

    def arrange(self, source: SiteSource, read: Mapping[str, ReadPage]) -> Arrangement:
        """Those pages of `source` that can be written into a shell, of those that were `read`, by path."""

    def build_pages(self, folder: Path, site: Path, pages: Collection[str], *, with_theme: bool) -> EngineRun:
        """Builds `pages` (paths of Markdown files) of a source `folder` into the folder `site`.

        Navigation and links are those of all pages, so that each page comes out as in a build of everything.
        `with_theme` also copies the files of the theme, and makes `404.html` if the engine has one. Assets, which may
        replace some of these, are written by whoever has them.
        `site` may hold pages for which nobody asked if they are the theme's own.

        Raises TrustpagesError `site-engine` where the engine stops, OSError where files cannot be read or written.
        """

    def read_search_index(self, site: Path) -> SearchIndex:
        """The search index of the pages that `build_pages` made in `site`, maybe of none."""

    def make_search_index(self, index: SearchIndex) -> SiteFile:
        """The file in which the site's search looks, of all pages: the same bytes in whatever order they come."""
