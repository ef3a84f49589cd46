"""Pages, navigation, spreadsheets and feeds as plain data, and the syntax of references in authored text (`{{
claim("…") }}`, `{{ figure("…") }}`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias

from trustpages.model.artifact import Artifact, PageFile, SiteFile
from trustpages.model.pages.values import Link
from trustpages.model.results.records.json_values import Json

if TYPE_CHECKING:  # fifty classes, which nobody needs who asks for paths
    from trustpages.model.pages.blocks import Frame, Section
    from trustpages.model.pages.chart import Chart

Cell: TypeAlias = str | int | float | Decimal | None
"""What stands in a cell of a spreadsheet; None is an empty one."""

CONTENT_LIMIT = 48 * 1024
"""Longest authored page, in bytes of UTF-8: some texts take time in proportion to the square of their length."""

DIGITS_SHOWN: Final = 12
"""Of the fingerprint of all inputs, enough to tell two apart by eye."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site before it becomes Markdown.

    `path` is relative to the site's root and ends in `.md`. `title` is its name in menus and tabs, `heading` the one
    that stands above it where that is another; `lead` is a sentence below, `above` are links before them. A page that
    `stands_alone` has no siblings to list beside it, one that `answers_searches` is found first. `embeds` is the
    folder of the picture and card that stand for it elsewhere, `data` is what programs read in it, as JSON-LD.
    """

    kind: str
    path: str
    title: str
    frame: Frame
    sections: tuple[Section, ...]
    heading: str = ""
    lead: str = ""
    above: tuple[Link, ...] = ()
    description: str = ""
    searchable: bool = True
    data: Json = None
    stands_alone: bool = False
    embeds: str = ""
    answers_searches: bool = False

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of the page, in its order."""
        from trustpages.model.pages.blocks import ChartBlock, walk

        return tuple(block.chart for block in walk(self.sections) if isinstance(block, ChartBlock))


@lru_cache(maxsize=1 << 12)  # a page is asked for wherever it is linked
def page_folder(path: str) -> PurePosixPath:
    """The folder of the site that holds what the Markdown page `path` becomes, as its `index.html`."""
    page = PurePosixPath(path)
    return page.parent if page.stem == "index" else page.with_suffix("")


def find_way(target: str, folder: PurePosixPath) -> str:
    """The relative path of `target`, which ends in a slash where it is a folder, from a folder of the site.

    What `posixpath.relpath` says of normal paths, at a fifth of its cost: a site has tens of thousands of links.
    """
    there, here = target.split("/"), folder.parts
    shared = 0
    while shared < min(len(there), len(here)) and there[shared] == here[shared]:
        shared += 1
    return "/".join((*[".."] * (len(here) - shared), *there[shared:])) or "./"


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation: a leaf names a page, a section holds children.

    Composed titles are text as it is; those of a `SiteSource` are encoded for HTML, since the theme prints
    them as they are.
    """

    title: str
    path: str | None = None
    children: tuple[NavItem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A table to download: its path in the site, which ends in `.csv`, the names of its columns, its rows."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table for programs: its path in the site without the ending of a format; `numeric` columns hold numbers."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: an id that stays, a title, sentences, then a list of points.

    `link` leads to the page to read on, from the folder of the feed.
    """

    id: str
    title: str
    link: str
    sentences: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed reader subscribes to: its path in the site, which ends in `.xml`, and its entries of one day.

    `id` stays from version to version; `home` leads to the page that the feed stands for, as links do.
    """

    path: str
    id: str
    title: str
    author: str
    updated: date
    home: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """The publisher's logo in the head of every page: its path among the assets, its size there in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SiteSource:
    """Everything that the site engine needs: Markdown pages, other files, navigation, name.

    Title, description and the titles of the navigation are encoded for HTML already. A site that is `versioned`
    lies beside other versions, and shows them. `beside` are whole files that no engine sees, which would make pages of
    Markdown: what others may frame or fetch, documents to be sent on, what programs read. With `own_theme` nobody knows
    what the theme shows of a page. `fingerprint` is what pages call all inputs, in short by its first `DIGITS_SHOWN`: a
    page in which nothing else has changed counts as the same.
    """

    title: str
    pages: tuple[PageFile, ...]
    assets: tuple[SiteFile, ...]
    navigation: tuple[NavItem, ...]
    beside: tuple[SiteFile, ...] = ()
    theme: tuple[Artifact, ...] = ()
    description: str = ""
    url: str | None = None
    language: str = "en"
    versioned: bool = False
    logo: Logo | None = None
    own_theme: bool = False
    fingerprint: str = ""


REFERENCE: Final = re.compile(r'\{\{\s*(?P<kind>[a-z-]+)\("(?P<id>[^"]*)"\)\s*\}\}')
"""One reference; `kind` is `claim` or `figure`, `id` names what is referred to."""

REFERENCE_KINDS: Final = ("claim", "figure")
