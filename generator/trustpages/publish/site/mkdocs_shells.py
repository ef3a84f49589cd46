"""Pages of blocks as mkdocs with Material would make them, each in a shell that mkdocs has built.

What the theme shows around the content hangs on the place of a page in the navigation, on its headings, and on its
front matter. Title, description and addresses stand there as they are, so that a shell has marks for them and serves
every page of its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from hashlib import sha256
from urllib.parse import quote

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem, SiteSource, page_folder
from trustpages.publish.site.engine import CONTENT_END, CONTENT_START, Json, ReadyPage, to_html_path
from trustpages.publish.site.mkdocs_blocks import convert_blocks

# As our pages begin. A value with an escape in it, or with a character that YAML folds, is left to mkdocs.
_VALUE = r'"([^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+)"'
_FRONT_MATTER = re.compile(
    rf"---\ntitle: {_VALUE}\n(?:description: {_VALUE}\n)?"
    rf"((?:hide:\n  - navigation\n)?)(?:embeds: {_VALUE}\n)?((?:search:\n  exclude: true\n)?)---\n"
)


def find_ready_pages(source: SiteSource, config: Json) -> tuple[ReadyPage, ...]:
    """The pages of `source` that are blocks of HTML under headings, each with its shell.

    `config` is the configuration of the site, of which the marks are made: none of its words is one of them.
    """
    marks = _make_marks(config)
    listed = frozenset(_list_paths(source.navigation))
    shown = _list_shown_folders(source)
    shells: dict[object, Artifact] = {}
    found = []
    for page in sorted(source.pages, key=lambda page: page.path):
        read = _read(page, marks)
        if read is None:
            continue
        place = page.path if page.path in listed else _find_place(page.path, shown)
        shell = shells.setdefault((place, read.shell), Artifact(page.path, read.shell))
        fills = (*read.fills, *_fill_address(source.url, shell.path, page.path))
        found.append(ReadyPage(page.path, read.title, shell, fills, read.content, searchable=read.searchable))
    return tuple(found)


def to_url(path: str) -> str:
    """The address of the Markdown page `path` in the site, as mkdocs writes it."""
    return quote(to_html_path(path).removesuffix("index.html"))


@dataclass(frozen=True, slots=True)
class _Marks:
    title: str
    description: str
    embeds: str


def _make_marks(config: Json) -> _Marks:
    base = f"tp{sha256(json.dumps(config).encode()).hexdigest()[:20]}"
    return _Marks(f"{base}title", f"{base}description", f"{base}embeds")


@dataclass(frozen=True, slots=True)
class _ReadPage:
    title: str
    content: str
    shell: bytes
    fills: tuple[tuple[str, str], ...]
    searchable: bool


def _read(page: Artifact, marks: _Marks) -> _ReadPage | None:
    text = page.content.decode("utf-8")
    front = _FRONT_MATTER.match(text)
    blocks = convert_blocks(text[front.end() :]) if front else None
    # The theme adds a title to a page without one.
    if front is None or blocks is None or "<h1" not in blocks.content:
        return None
    title, description, hide, embeds, excluded = front.groups()
    fills = tuple((mark, text) for mark, text in zip(astuple(marks), (title, description, embeds), strict=True) if text)
    described = f'description: "{marks.description}"\n' if description else ""
    embedded = f'embeds: "{marks.embeds}"\n' if embeds else ""
    # No entry of a shell shall be in the search index.
    begin = f'---\ntitle: "{marks.title}"\n{described}{hide}{embedded}search:\n  exclude: true\n---'
    headings = (f"## {words}" for words in blocks.headings)
    shell = "\n\n".join((begin, CONTENT_START, *headings, CONTENT_END, ""))
    return _ReadPage(title, blocks.content, shell.encode(), fills, not excluded)


def _list_paths(items: Iterable[NavItem]) -> Iterator[str]:
    for item in items:
        if item.path is not None:
            yield item.path
        yield from _list_paths(item.children)


def _list_shown_folders(source: SiteSource) -> frozenset[tuple[str, ...]]:
    """The folders, with those above them, of all that a shell links to on a page that the navigation does not list.

    The menu has then one entry for each tab (`navigation.prune`), which leads to its first page.
    """
    first = [next(_list_paths((item,)), "index.md") for item in source.navigation]
    folders = [page_folder(path).parts for path in first]
    folders += [(folder,) for folder in ("assets", "changes", "javascripts", "search", "stylesheets")]
    return frozenset(folder[:end] for folder in folders for end in range(len(folder) + 1))


def _find_place(path: str, shown: frozenset[tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
    """How deep a page lies, and the last folder on the way there that links of its shell may lead to.

    Links are relative: for pages with the same of both, every link is the same text.
    """
    parts = page_folder(path).parts
    shared = max(end for end in range(len(parts) + 1) if parts[:end] in shown)
    return len(parts), parts[:shared]


def _fill_address(url: str | None, shell: str, path: str) -> tuple[tuple[str, str], ...]:
    if url is None or shell == path:
        return ()
    base = url.rstrip("/") + "/"
    return ((f'"{base}{to_url(shell)}"', f'"{base}{to_url(path)}"'),)
