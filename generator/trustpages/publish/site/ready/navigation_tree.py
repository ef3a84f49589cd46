"""The navigation of a site as mkdocs makes a tree of it, and links between its pages as mkdocs writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from trustpages.model.pages.page import NavItem, page_folder

Chain: TypeAlias = tuple["MenuEntry", ...]
"""A page in the navigation and the sections around it, from the outermost."""

_INDEX = "index.md"


@dataclass(frozen=True, slots=True, eq=False)
class MenuEntry:
    """A page, or a section with entries; `number` is that of its place.

    `folder` is where its page lies, or the first one of a section, as a path that ends in a slash; `index` is the page
    of a section itself.
    """

    title: str
    number: str
    path: str | None
    folder: str
    children: tuple[MenuEntry, ...] = ()
    index: MenuEntry | None = None


def read_entries(items: Iterable[NavItem], number: str = "__nav") -> Iterator[MenuEntry]:
    """The entries of the navigation, each with the number of its place."""
    for place, item in enumerate(items, 1):
        yield _read_entry(item, f"{number}_{place}")


def _read_entry(item: NavItem, number: str) -> MenuEntry:
    if not item.children:
        return MenuEntry(
            item.title, number, item.path, _write_folder(page_folder(item.path).parts if item.path else ())
        )
    own = (NavItem(item.title, item.path),) if item.path else ()  # `navigation.indexes`
    children = tuple(read_entries((*own, *item.children), number))
    index = next((child for child in children if child.path and child.path.split("/")[-1] == _INDEX), None)
    return MenuEntry(item.title, number, None, children[0].folder, children, index)


def _write_folder(parts: Sequence[str]) -> str:
    return "".join(f"{part}/" for part in parts)


def list_chains(entries: Iterable[MenuEntry], above: Chain = ()) -> Iterator[Chain]:
    """All pages in the order of the navigation."""
    for entry in entries:
        if entry.children:
            yield from list_chains(entry.children, (*above, entry))
        else:
            yield (*above, entry)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The page that is shown: its place in the navigation, whether headings are listed in the menu.

    `ways` lead to the folders around it, from its own outwards: the path of each, and the way there.
    """

    ways: tuple[tuple[str, str], ...]
    chain: Chain
    is_split: bool

    @property
    def way_out(self) -> str:
        """The way to the root of the site."""
        return self.ways[-1][1]

    def relate(self, entry: MenuEntry) -> str:
        """The folder of the page of an entry, seen from this page, as mkdocs writes it."""
        for folder, way in self.ways:
            if entry.folder.startswith(folder):
                return way + entry.folder[len(folder) :]
        raise ValueError("the last way leads to the root")

    def link(self, entry: MenuEntry) -> str:
        """The file of the page of an entry."""
        return f"{self.relate(entry)}index.html"


def show_page(path: str, chain: Chain, *, is_split: bool) -> ShownPage:
    """The Markdown page `path`, which is the last of `chain` if the navigation has it."""
    parts = page_folder(path).parts
    ways = tuple((_write_folder(parts[: len(parts) - up]), "../" * up) for up in range(len(parts) + 1))
    return ShownPage(ways, chain, is_split)
