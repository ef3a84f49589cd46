"""Pages of blocks as mkdocs with Material would make them, each in a shell that mkdocs has built.

What the theme shows around the content hangs on the place of a page in the navigation, on its headings, and on its
front matter. Title, description and addresses stand there as they are, and what place and headings add is known, so
that a shell serves every page of its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import quote

from trustpages.model.artifact import Artifact, PageFile
from trustpages.model.pages.page import SiteSource, page_folder
from trustpages.publish.site.engine import (
    CONTENT_END,
    CONTENT_START,
    MARK,
    MARK_END,
    Around,
    Arrangement,
    Json,
    ReadPage,
    ReadyPage,
    to_html_path,
)
from trustpages.publish.site.mkdocs_blocks import convert_blocks
from trustpages.publish.site.mkdocs_search import find_entries
from trustpages.publish.site.ready.material_menu import read_menu

# As our pages begin. A value with an escape in it, or with a character that YAML folds, is left to mkdocs.
_VALUE = r'"([^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+)"'
_FRONT_MATTER = re.compile(
    rf"---\ntitle: {_VALUE}\n(?:description: {_VALUE}\n)?"
    rf"((?:hide:\n  - navigation\n)?)(?:embeds: {_VALUE}\n)?"
    r"(?:search:\n  (?:(exclude): true|boost: ([1-9][0-9]{0,2}))\n)?---\n"
)
_NAMES = ("title", "description", "embeds")
_HEADING = "Heading"  # in the place of all headings of a page
# Of all that a shell links to, but for what the navigation adds.
_FOLDERS = ("assets", "changes", "javascripts", "search", "stylesheets")
_SHOWN = frozenset({(), *((folder,) for folder in _FOLDERS)})


def read_page(page: PageFile) -> ReadPage | None:
    """What mkdocs makes of a page that is blocks of HTML under headings; None if it is anything else."""
    text = page.content.decode("utf-8")
    front = _FRONT_MATTER.match(text)
    blocks = convert_blocks(text[front.end() :]) if front else None
    # The theme adds a title to a page without one.
    if front is None or blocks is None or "<h1" not in blocks.content:
        return None
    title, description, hide, embeds, excluded, boost = front.groups()
    values = tuple((name, text) for name, text in zip(_NAMES, (title, description, embeds), strict=True) if text)
    described = f'description: "{_name_mark("description")}"\n' if description else ""
    embedded = f'embeds: "{_name_mark("embeds")}"\n' if embeds else ""
    # No entry of a shell shall be in the search index.
    begin = f'---\ntitle: "{_name_mark("title")}"\n{described}{hide}{embedded}search:\n  exclude: true\n---'
    listed = [f"## {_HEADING}"] if blocks.headings else []
    shell = "\n\n".join((begin, CONTENT_START, *listed, CONTENT_END, ""))
    entries = () if excluded else find_entries(blocks.content, to_url(page.path), title, int(boost or 0))
    return ReadPage(shell, values, blocks.headings, blocks.content, write_entries(entries))


def write_entries(entries: tuple[Json, ...]) -> str:
    """The entries of a page in the search index, as they stand there one after the other."""
    # The marks around text from right to left would be part of its first and last word.
    return _ISOLATES.sub("", ",".join(json.dumps(entry, separators=(",", ":")) for entry in entries))


_ISOLATES = re.compile(r"\\u206[89]")


def _name_mark(name: str) -> str:
    return f"{MARK}{name}{MARK_END}"


def arrange_pages(source: SiteSource, config: Json, read: Mapping[str, ReadPage]) -> Arrangement:
    """The pages of `source` that were `read`, each with its shell.

    `config` is the configuration of the site, of which the marks are made: none of its words is one of them.
    """
    menu = read_menu(source.navigation)
    if menu is None:
        return Arrangement()
    base = f"tp{sha256(json.dumps(config).encode()).hexdigest()[:20]}"
    shells: dict[object, Artifact] = {}
    found = []
    for path in sorted(read.keys() & {page.path for page in source.pages}):
        page = read[path]
        kind = (_find_place(path), menu.lists(path), menu.shows_contents(path), page.shell)
        shell = shells.get(kind)
        if shell is None:
            text = page.shell.replace(MARK, base).replace(MARK_END, "")
            shell = shells.setdefault(kind, Artifact(path, text.encode()))
        fills = ((f"{base}{name}", text) for name, text in page.values)
        found.append(ReadyPage(path, shell, (*fills, *_fill_address(source.url, shell.path, path))))

    def print_around(path: str) -> Around:
        return menu.print_around(path, read[path].headings)

    def print_shell(path: str) -> Around:
        return menu.print_around(path, (_HEADING,) if read[path].headings else ())

    return Arrangement(tuple(found), print_around, print_shell)


def to_url(path: str) -> str:
    """The address of the Markdown page `path` in the site, as mkdocs writes it."""
    return quote(to_html_path(path).removesuffix("index.html"))


def _find_place(path: str) -> tuple[int, tuple[str, ...]]:
    """How deep a page lies, and the last folder on the way there that links of its shell may lead to.

    Links are relative: for pages with the same of both, every link is the same text.
    """
    parts = page_folder(path).parts
    shared = max(end for end in range(len(parts) + 1) if parts[:end] in _SHOWN)
    return len(parts), parts[:shared]


def _fill_address(url: str | None, shell: str, path: str) -> tuple[tuple[str, str], ...]:
    if url is None or shell == path:
        return ()
    base = url.rstrip("/") + "/"
    return ((f'"{base}{to_url(shell)}"', f'"{base}{to_url(path)}"'),)
