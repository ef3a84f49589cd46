"""Pages as Markdown beside their HTML, and the file that lists them: what assistants of buyers read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from trustpages.exports.markdown import MarkdownPrinter, escape
from trustpages.model.artifact import Artifact
from trustpages.model.pages.blocks import Block, Section
from trustpages.model.pages.page import Page, find_way, page_folder
from trustpages.model.pages.values import Said

NAME = "index.md"
"""Of a twin, beside the `index.html` of the page."""


MakePlain: TypeAlias = Callable[[Iterable[Block]], Iterable[Block]]


def write_twin(page: Page, head: Section, foot: Section, say: Callable[[Said], str], make_plain: MakePlain) -> Artifact:
    """The page as Markdown, `head` and `foot` around its sections; links lead to twins of other pages and to files."""
    folder = page_folder(page.path)
    printer = MarkdownPrinter(say, make_plain, lambda target: find_twin(target, folder))
    lines = [f"# {escape(page.heading or page.title)}", "", *printer.format_sections((head, *page.sections, foot))]
    return Artifact((folder / NAME).as_posix(), _join(lines))


def write_list(path: str, sections: Sequence[Section], say: Callable[[Said], str], make_plain: MakePlain) -> Artifact:
    """Sections as a file of Markdown in the root of the site, the title of the first as its heading."""
    first, *others = sections
    printer = MarkdownPrinter(say, make_plain, lambda target: find_twin(target, PurePosixPath()))
    return Artifact(path, _join([*printer.format_sections((first,), 1), *printer.format_sections(others)]))


def _join(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8", "replace")


def find_twin(target: str, folder: PurePosixPath) -> str:
    """The address of the twin of a page, or of a file, from a folder of the site; a place on a page is its page."""
    path = target.partition("#")[0]
    if not path:
        return ""
    return find_way((page_folder(path) / NAME).as_posix() if path.endswith(".md") else path, folder)
