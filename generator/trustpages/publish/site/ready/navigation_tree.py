"""The navigation of a site as mkdocs makes a tree of it, and links between its pages as mkdocs writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.model.pages.page import NavItem, page_folder

Chain: TypeAlias = tuple["MenuEntry", ...]
"""A page in the navigation and the sections around it, from the outermost."""

_INDEX = "index.md"


@dataclass(frozen=True, slots=True, eq=False)
class MenuEntry:
    """A page, or a section with entries; `number` is that of its place, `folder` where its page lies.

    `index` is the page of a section itself.
    """

    title: str
    number: str
    path: str | None
    folder: tuple[str, ...] = ()
    children: tuple[MenuEntry, ...] = ()
    index: MenuEntry | None = None

    @property
    def way_in(self) -> MenuEntry:
        """The page that a link to this entry leads to: the first of a section."""
        return self.children[0].way_in if self.children else self


def read_entries(items: Iterable[NavItem], number: str = "__nav") -> Iterator[MenuEntry]:
    """The entries of the navigation, each with the number of its place."""
    for place, item in enumerate(items, 1):
        yield _read_entry(item, f"{number}_{place}")


def _read_entry(item: NavItem, number: str) -> MenuEntry:
    if not item.children:
        return MenuEntry(item.title, number, item.path, page_folder(item.path).parts if item.path else ())
    own = (NavItem(item.title, item.path),) if item.path else ()  # `navigation.indexes`
    children = tuple(read_entries((*own, *item.children), number))
    index = next((child for child in children if child.path and child.path.split("/")[-1] == _INDEX), None)
    return MenuEntry(item.title, number, None, (), children, index)


def list_chains(entries: Iterable[MenuEntry], above: Chain = ()) -> Iterator[Chain]:
    """All pages in the order of the navigation."""
    for entry in entries:
        if entry.children:
            yield from list_chains(entry.children, (*above, entry))
        else:
            yield (*above, entry)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The page that is shown: its folder, its place in the navigation, whether headings are listed in the menu."""

    folder: tuple[str, ...]
    chain: Chain
    is_split: bool

    def relate(self, entry: MenuEntry) -> str:
        """The folder of the page of an entry, seen from this page, as mkdocs writes it."""
        here, there = self.folder, entry.folder
        shared = 0
        for mine, other in zip(here, there, strict=False):
            if mine != other:
                break
            shared += 1
        return "../" * (len(here) - shared) + "".join(f"{part}/" for part in there[shared:]) or "./"

    def link(self, entry: MenuEntry) -> str:
        """The file of the page of an entry."""
        return f"{self.relate(entry).removeprefix('./')}index.html"
