"""What Material prints of the navigation on a page: links to its neighbours, tabs, the menu, the table of contents.

These are the only parts of a shell that hang on the place of a page in the navigation and on its headings, so that with
them one shell serves all pages of one depth. Lines and functions follow `partials/tabs-item.html`, `nav-item.html` and
`toc-item.html` under the features that `mkdocs.py` sets, and `theme/main.html` of ours, which drops what indents them.
A test compares both. What is said here of a page that the engine has built is looked for in its HTML; where the theme
prints something else, nothing is derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from trustpages.model.pages.anchors import name_anchors
from trustpages.model.pages.page import NavItem
from trustpages.publish.site.engine import Around
from trustpages.publish.site.ready.navigation_tree import (
    Chain,
    MenuEntry,
    ShownPage,
    list_chains,
    read_entries,
    show_page,
)

# Entries that are closed look alike on neighbouring pages: this many suffice for all of a folder.
_MOST_PIECES = 4096
_ICON = '<span class="md-nav__icon md-icon"></span>'
# Tells the end of the menu from that of a table of contents.
_AFTER_MENU = """</div>
</div>
</div>
<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc" >"""


@dataclass(frozen=True, slots=True)
class Menu:
    """The navigation of a site: its entries, and each page that it lists with the pages before and after it."""

    entries: tuple[MenuEntry, ...]
    chains: dict[str, Chain]
    neighbours: dict[str, tuple[MenuEntry | None, MenuEntry | None]]

    def lists(self, path: str) -> bool:
        """Whether the menu has an entry for the page."""
        return path in self.chains

    def shows_contents(self, path: str) -> bool:
        """Whether the entry of the page holds its table of contents: it is not the page of a section itself."""
        chain = self.chains.get(path, ())
        return bool(chain) and not (len(chain) > 1 and chain[-2].index is chain[-1])

    def print_around(self, path: str, headings: Sequence[str]) -> Around:
        """What stands on a page with these `headings` (HTML), each text as often as it stands there.

        The neighbours with the icon behind them, where to skip to, the tabs, and the menu: in two, before and after the
        table of contents in it, where it has one. That stands beside the page as well.
        """
        is_split = bool(headings) and self.shows_contents(path)
        page = show_page(path, self.chains.get(path, ()), is_split=is_split)
        entries = _print_entries(self.entries, page, 1)
        menu = ('<ul class="md-nav__list" data-md-scrollfix>', *entries, "</ul>", "</nav>", _AFTER_MENU)
        halves = (menu,) if _CONTENTS not in menu else _split(menu, menu.index(_CONTENTS))
        tabs = (_print_tab(entry, page.link(entry), entry in page.chain) for entry in self.entries)
        around = _print_neighbours(self.neighbours.get(path, (None, None)), page)
        contents = _print_contents(tuple(headings))
        beside = contents[1:] if is_split else ()
        return ((around,), *contents, ('<ul class="md-tabs__list">', *tabs, "</ul>"), *halves, *beside)


def read_menu(navigation: Iterable[NavItem]) -> Menu | None:
    """The menu of a site; None where a page stands in it twice, or a section has nothing in it."""
    entries = tuple(read_entries(navigation))
    chains = [*list_chains(entries)]
    if len({chain[-1].path for chain in chains}) != len(chains) or any(chain[-1].path is None for chain in chains):
        return None
    pages = [chain[-1] for chain in chains]
    beside = zip([None, *pages[:-1]], [*pages[1:], None], strict=True) if pages else ()
    paths = [page.path or "" for page in pages]
    return Menu(entries, dict(zip(paths, chains, strict=True)), dict(zip(paths, beside, strict=True)))


def _join(*lines: str) -> str:
    """The lines without those that are empty: our theme drops them, and what indents the others."""
    return "\n".join(filter(None, lines))


def _split(pieces: tuple[str, ...], place: int) -> Around:
    return pieces[:place], pieces[place + 1 :]


@lru_cache(maxsize=1024)  # most headings are those of the same page about another agent
def _print_contents(headings: tuple[str, ...]) -> Around:
    """Where to skip to, and the list of all headings; nothing without any."""
    if not headings:
        return ()
    anchors = name_anchors(map(unescape, headings))
    items = (
        _join(
            '<li class="md-nav__item">',
            f'<a href="#{anchor}" class="md-nav__link">',
            _print_words(" ".join(words.split())),
            "</a>",
            "</li>",
        )
        for words, anchor in zip(headings, anchors, strict=True)
    )
    listed = _join('<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>', *items, "</ul>")
    return (f'<a href="#{anchors[0]}" class="md-skip">',), (listed,)


def _print_neighbours(beside: Sequence[MenuEntry | None], page: ShownPage) -> str:
    before, after = beside
    icon = f'<link rel="icon" href="{page.way_out}assets/favicon.svg">'
    blanks = "\n      \n        \n      \n      \n      "
    return f"{_print_neighbour('prev', before, page)}\n      {_print_neighbour('next', after, page)}{blanks}{icon}"


def _print_neighbour(relation: str, entry: MenuEntry | None, page: ShownPage) -> str:
    if entry is None:
        return ""
    address = page.relate(entry) or "./"
    # mkdocs ends the address of the root without a slash.
    address = address if entry.folder else address.removesuffix("/")
    return f'\n        <link rel="{relation}" href="{address}">\n      '


@lru_cache(maxsize=_MOST_PIECES)
def _print_tab(tab: MenuEntry, link: str, is_active: bool) -> str:
    name = "md-tabs__item md-tabs__item--active" if is_active else "md-tabs__item"
    return _join(f'<li class="{name}">', f'<a href="{link}" class="md-tabs__link">', tab.title, "</a>", "</li>")


_CONTENTS = "\x02"  # in the place of the table of contents


def _print_words(title: str) -> str:
    return _join('<span class="md-ellipsis">', title, "</span>")


def _print_entries(entries: Iterable[MenuEntry], page: ShownPage, level: int) -> Iterator[str]:
    for entry in entries:
        if entry not in page.chain:
            yield _print_closed(entry, page.link(entry))
        elif entry.children:
            yield from _print_section(entry, page, level)
        else:
            yield from _print_page_itself(entry, page)


@lru_cache(maxsize=_MOST_PIECES)
def _print_closed(entry: MenuEntry, link: str) -> str:
    name = "md-nav__item md-nav__item--pruned md-nav__item--nested" if entry.children else "md-nav__item"
    begin = f'<a href="{link}" class="md-nav__link">'
    icon = _ICON if entry.children else ""
    return _join(f'<li class="{name}">', begin, _print_words(entry.title), icon, "</a>", "</li>")


def _print_page_itself(entry: MenuEntry, page: ShownPage) -> Iterator[str]:
    words = _print_words(entry.title)
    label = ('<label class="md-nav__link md-nav__link--active" for="__toc">', words, _ICON, "</label>")
    yield _join(
        '<li class="md-nav__item md-nav__item--active">',
        '<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">',
        *(label if page.is_split else ()),
        f'<a href="{page.link(entry)}" class="md-nav__link md-nav__link--active">',
        words,
        "</a>",
    )
    if page.is_split:
        yield _CONTENTS
    yield "</li>"


def _print_section(entry: MenuEntry, page: ShownPage, level: int) -> Iterator[str]:
    is_tab = level == 1
    name = "md-nav__item md-nav__item--active" + (" md-nav__item--section" if is_tab else "")
    number = entry.number
    yield _join(
        f'<li class="{name} md-nav__item--nested">',
        f'<input class="md-nav__toggle md-toggle " type="checkbox" id="{number}" checked>',
        _print_head(entry, page, is_tab),
        f'<nav class="md-nav" data-md-level="{level}" aria-label="Menu {number.removeprefix("__nav_")}"'
        ' aria-expanded="true">',
        f'<label class="md-nav__title" for="{number}">',
        _ICON,
        entry.title,
        "</label>",
        '<ul class="md-nav__list" data-md-scrollfix>',
    )
    yield from _print_entries((child for child in entry.children if child is not entry.index), page, level + 1)
    yield from ("</ul>", "</nav>", "</li>")


def _print_head(entry: MenuEntry, page: ShownPage, is_tab: bool) -> str:
    words, number, index = _print_words(entry.title), entry.number, entry.index
    own = f'for="{number}" id="{number}_label" tabindex="{"" if is_tab else "0"}"'
    if index is None:
        return _join(f'<label class="md-nav__link" {own}>', words, _ICON, "</label>")
    active = "md-nav__link--active" if index in page.chain else ""
    label = (f'<label class="md-nav__link {active}" {own}>', _ICON, "</label>")
    return _join(
        '<div class="md-nav__link md-nav__container">',
        f'<a href="{page.link(index)}" class="md-nav__link {active}">',
        words,
        "</a>",
        *(label if len(entry.children) > 1 else ()),
        "</div>",
    )
