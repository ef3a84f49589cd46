"""What Material prints of the navigation on a page: links to its neighbours, tabs, the menu, the table of contents.

These are the only parts of a shell that hang on the place of a page in the navigation and on its headings, so that with
them one shell serves all pages of one depth. Blanks and functions follow `partials/tabs-item.html`, `nav-item.html` and
`toc-item.html` under the features that `mkdocs.py` sets, and `theme/main.html` of ours; a test compares them. What is
said here of a page that the engine has built is looked for in its HTML: where the theme prints something else, nothing
is derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from trustpages.model.pages.anchors import name_anchors
from trustpages.model.pages.page import NavItem, page_folder
from trustpages.publish.site.ready.navigation_tree import Chain, MenuEntry, ShownPage, list_chains, read_entries

_ICON = '<span class="md-nav__icon md-icon"></span>'


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

    def print_around(self, path: str, headings: Sequence[str]) -> tuple[str, ...]:
        """What stands on a page with these `headings` (HTML), each text as often as it stands there.

        The neighbours with the icon behind them, where to skip to, the tabs, and the menu: in two, before and after the
        table of contents in it, where it has one. That stands beside the page as well.
        """
        is_split = bool(headings) and self.shows_contents(path)
        page = ShownPage(page_folder(path).parts, self.chains.get(path, ()), is_split)
        menu = "".join(f"\n      \n      {_print_entry(entry, page, 1)}\n    " for entry in self.entries)
        tabs = "".join(f"\n        {_print_tab(entry, entry, page)}\n      " for entry in self.entries)
        around = _print_neighbours(self.neighbours.get(path, (None, None)), page)
        listed = f'<ul class="md-nav__list" data-md-scrollfix>\n    {menu}\n  </ul>\n</nav>\n'
        contents = _print_contents(headings)
        beside = contents[1:] if is_split else ()
        return (
            around,
            *contents,
            f'<ul class="md-tabs__list">\n      {tabs}\n    </ul>',
            *listed.split(_CONTENTS),
            *beside,
        )


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


def _print_contents(headings: Sequence[str]) -> tuple[str, ...]:
    """Where to skip to, and the list of all headings; nothing without any."""
    if not headings:
        return ()
    anchors = name_anchors(map(unescape, headings))
    items = "".join(
        f'\n        <li class="md-nav__item">\n  <a href="#{anchor}" class="md-nav__link">\n'
        f'    <span class="md-ellipsis">\n      \n        {" ".join(words.split())}\n      \n'
        "    </span>\n  </a>\n  \n</li>\n      "
        for words, anchor in zip(headings, anchors, strict=True)
    )
    listed = f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>\n      {items}\n    </ul>'
    return f'<a href="#{anchors[0]}" class="md-skip">', listed


def _print_neighbours(beside: Sequence[MenuEntry | None], page: ShownPage) -> str:
    before, after = beside
    icon = f'<link rel="icon" href="{"../" * len(page.folder)}assets/favicon.svg">'
    blanks = "\n      \n        \n      \n      \n      "
    return f"{_print_neighbour('prev', before, page)}\n      {_print_neighbour('next', after, page)}{blanks}{icon}"


def _print_neighbour(relation: str, entry: MenuEntry | None, page: ShownPage) -> str:
    if entry is None:
        return ""
    address = page.relate(entry)
    # mkdocs ends the address of the root without a slash.
    address = address if entry.folder else address.removesuffix("/")
    return f'\n        <link rel="{relation}" href="{address}">\n      '


def _print_tab(entry: MenuEntry, tab: MenuEntry, page: ShownPage) -> str:
    name = "md-tabs__item md-tabs__item--active" if tab in page.chain else "md-tabs__item"
    begin = "\n  \n  \n  " + ("\n    \n  " if tab in page.chain else "") + "\n  "
    title = f"\n  \n  \n    \n  \n  {tab.title}\n"
    if not entry.children:
        link = f'<a href="{page.link(entry)}" class="md-tabs__link">\n        {title}\n      </a>'
        return f'{begin}\n    <li class="{name}">\n      {link}\n    </li>\n  \n'
    first = entry.children[0]
    if first.children:
        return f"{begin}\n    \n    \n      {_print_tab(first, tab, page)}\n    \n  \n"
    link = f'<a href="{page.link(first)}" class="md-tabs__link">\n          {title}\n        </a>'
    return f'{begin}\n    \n    \n      <li class="{name}">\n        {link}\n      </li>\n    \n  \n'


_CONTENTS = "\x02"  # in the place of the table of contents


def _print_title(title: str) -> str:
    return f"\n  \n    {title}\n  \n"


def _print_words(title: str) -> str:
    return f'\n  \n  \n  <span class="md-ellipsis">\n    {_print_title(title)}\n    \n  </span>\n  \n  \n'


def _print_entry(entry: MenuEntry, page: ShownPage, level: int) -> str:
    is_active = entry in page.chain
    begin = "\n  \n  " + ("\n    \n  " if is_active else "") + "\n  \n  "
    if entry.children:
        inner = _print_section(entry, page, level) if is_active else _print_closed_section(entry, page)
    elif is_active:
        inner = _print_page_itself(entry, page)
    else:
        link = f'<a href="{page.link(entry)}" class="md-nav__link">\n        {_print_words(entry.title)}\n      </a>'
        inner = f'\n    <li class="md-nav__item">\n      {link}\n    </li>\n  '
    return f"{begin}{inner}\n"


def _print_page_itself(entry: MenuEntry, page: ShownPage) -> str:
    words = _print_words(entry.title)
    label = (
        f'\n        <label class="md-nav__link md-nav__link--active" for="__toc">\n          {words}\n'
        f"          {_ICON}\n        </label>\n      "
    )
    return (
        '\n    <li class="md-nav__item md-nav__item--active">\n      \n'
        '      <input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">\n      \n      \n      '
        f"{label if page.is_split else ''}\n"
        f'      <a href="{page.link(entry)}" class="md-nav__link md-nav__link--active">\n        {words}\n      </a>\n'
        f"      {_CONTENTS if page.is_split else ''}\n    </li>\n  "
    )


def _print_closed_section(entry: MenuEntry, page: ShownPage) -> str:
    return (
        f"{entry.blanks}\n      \n    \n    \n      \n        \n        \n      \n    "
        '\n    <li class="md-nav__item md-nav__item--pruned md-nav__item--nested">\n      \n'
        f"        {_print_way_in(entry, entry, page)}\n      \n    </li>\n  "
    )


def _print_way_in(entry: MenuEntry, closed: MenuEntry, page: ShownPage) -> str:
    first = entry.children[0]
    if first.children:
        return f"\n  \n  \n  \n    {_print_way_in(first, closed, page)}\n  \n"
    return (
        f'\n  \n  \n  \n    <a href="{page.link(first)}" class="md-nav__link">\n      {_print_words(closed.title)}\n'
        f"      \n        {_ICON}\n      \n    </a>\n  \n"
    )


def _print_section(entry: MenuEntry, page: ShownPage, level: int) -> str:
    is_tab = level == 1
    name = "md-nav__item md-nav__item--active" + (" md-nav__item--section" if is_tab else "")
    counted = entry.blanks + ("\n        \n        \n      " if is_tab else "")
    number, index = entry.number, entry.index
    children = "".join(
        f"\n              \n                {_print_entry(child, page, level + 1)}\n              \n            "
        if child is not index
        else "\n              \n            "
        for child in entry.children
    )
    return (
        f'{counted}\n      \n    \n    \n      \n    \n    <li class="{name} md-nav__item--nested">\n      \n'
        "        \n        \n"
        f'        <input class="md-nav__toggle md-toggle " type="checkbox" id="{number}" checked>\n'
        f"        {_print_head(entry, page, is_tab)}\n"
        f'        <nav class="md-nav" data-md-level="{level}" aria-label="Menu {number.removeprefix("__nav_")}"'
        ' aria-expanded="true">\n'
        f'          <label class="md-nav__title" for="{number}">\n            {_ICON}\n'
        f"            {_print_title(entry.title)}\n          </label>\n"
        f'          <ul class="md-nav__list" data-md-scrollfix>\n            {children}\n          </ul>\n'
        "        </nav>\n      \n    </li>\n  "
    )


def _print_head(entry: MenuEntry, page: ShownPage, is_tab: bool) -> str:
    words, number, index = _print_words(entry.title), entry.number, entry.index
    own = f'for="{number}" id="{number}_label" tabindex="{"" if is_tab else "0"}"'
    if index is None:
        return (
            f'\n          \n          <label class="md-nav__link" {own}>\n            {words}\n'
            f"            {_ICON}\n          </label>\n        "
        )
    active = "md-nav__link--active" if index in page.chain else ""
    label = (
        f'\n              \n              <label class="md-nav__link {active}" {own}>\n'
        f"                {_ICON}\n              </label>\n            "
    )
    return (
        '\n          \n          <div class="md-nav__link md-nav__container">\n'
        f'            <a href="{page.link(index)}" class="md-nav__link {active}">\n              {words}\n'
        f"            </a>\n            {label if len(entry.children) > 1 else ''}\n          </div>\n        "
    )
