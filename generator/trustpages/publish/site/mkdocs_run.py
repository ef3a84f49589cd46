"""Run mkdocs in this process: some or all pages of a source folder, built into a folder of their own.

The only module that imports mkdocs. It uses the public interface: configuration, `build`, and plugin events.
Blocks of raw HTML bypass Python-Markdown, which would parse each of them twice.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from trustpages.model.problem import TrustpagesError

# A block of its own between blank lines, without another of its kind inside.
_NAMES = "table|pre|section|article|header|figure|details"
_BLOCK = re.compile(
    rf"(?<=\n\n)<(?P<name>{_NAMES})(?=[ >])[^<]*+(?:<(?!/?(?P=name)\b)[^<]*+)*+</(?P=name)>(?=\n(?:\n|\Z))"
)
_STAND_IN = re.compile(rf'<(?:{_NAMES}) data-stand-in="\d+"></(?:{_NAMES})>')
_FENCE = re.compile(r"^ *(?:```|~~~)", re.MULTILINE)


def lift_blocks(markdown: str) -> tuple[str, dict[str, str]]:
    """The text with a placeholder for each table, `<pre>`, section and the like, and the blocks by placeholder.

    Markdown leaves such blocks unchanged; so does `put_back_blocks`, at a fraction of the cost.
    A page with code fences is left alone, since markup in a fence is text.
    """
    blocks: dict[str, str] = {}
    if _FENCE.search(markdown):
        return markdown, blocks

    def lift(found: re.Match[str]) -> str:
        stand_in = f'<{found["name"]} data-stand-in="{len(blocks)}"></{found["name"]}>'
        blocks[stand_in] = found[0]
        return stand_in

    return _BLOCK.sub(lift, markdown), blocks


def put_back_blocks(html: str, blocks: dict[str, str]) -> str:
    """The converted page with each block in its place; raises ValueError if one has no single place."""
    if sorted(_STAND_IN.findall(html)) != sorted(blocks):
        raise ValueError("a block of raw HTML is not a block of its own: put blank lines around it")
    return _STAND_IN.sub(lambda found: blocks[found[0]], html)


def run_mkdocs(
    config_file: Path, site: Path, pages: Collection[str], absent: Iterable[str] = (), *, with_theme: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The warnings of a build of `pages` into the folder `site`, in order, and the folders of the templates used.

    `absent` are the names of pages and assets that are elsewhere: what leads to them leads to a file.
    Raises TrustpagesError `site-engine` where mkdocs stops, OSError where files cannot be read or written.
    """
    with _capture_warnings() as warnings, _restore_environment():
        try:
            config = load_config(str(config_file), site_dir=str(site))
            config.plugins["trustpages/shard"] = _ShardPlugin(frozenset(pages), tuple(absent), with_theme)
            build(config)
        except OSError as error:
            if error.errno is not None:
                raise  # a full disk, say: not the engine's doing
            raise TrustpagesError("site-engine", f"the site could not be built: {error}") from error
        except (MkDocsException, TemplateError, ValueError) as error:
            reason = "; ".join((str(error), *warnings))
            raise TrustpagesError("site-engine", f"the site could not be built: {reason}") from error
    return tuple(warnings), tuple(config.theme.dirs)


class _ShardPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Excludes the files of other shards from the output, while links and navigation still resolve to them.

    Also lets blocks of raw HTML bypass Python-Markdown. Neither changes a byte of a page.
    """

    def __init__(self, pages: frozenset[str], absent: tuple[str, ...], with_theme: bool) -> None:
        super().__init__()
        self._pages = pages
        self._absent = absent
        self._with_theme = with_theme
        self._blocks: dict[str, str] = {}  # of the page between the two events

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in files:
            is_of_theme = file.src_dir != config.docs_dir
            wanted = file.src_uri in self._pages if file.is_documentation_page() else is_of_theme and self._with_theme
            if not wanted:
                file.inclusion = InclusionLevel.EXCLUDED
        for name in self._absent:
            if files.get_file_from_path(name) is None:  # else a file of the theme, which an asset will replace
                files.append(File.generated(config, name, content="", inclusion=InclusionLevel.EXCLUDED))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        markdown, self._blocks = lift_blocks(markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return put_back_blocks(html, self._blocks)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _capture_warnings() -> Iterator[list[str]]:
    """Collects the messages that mkdocs logs at WARNING or above while the block runs; nothing is printed."""
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate
    collector = _Collector()
    logger.addHandler(collector)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.level, logger.propagate = before


@contextmanager
def _restore_environment() -> Iterator[None]:
    """Restores the environment afterwards: importing Material sets a variable so that its notice is printed once."""
    before = dict(os.environ)
    try:
        yield
    finally:
        if dict(os.environ) != before:
            os.environ.clear()
            os.environ.update(before)
