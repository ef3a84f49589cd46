"""mkdocs in this process: some or all pages of a source folder built into a folder of their own.

The only module that imports mkdocs. It goes through mkdocs' public interface: configuration,
`build`, and the plugin event that decides which files belong to a build.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from trustpages.model.problem import CannotGoOn
from trustpages.publish.raw_blocks import lift_blocks, put_back


@dataclass(frozen=True, slots=True)
class MkdocsRun:
    """What mkdocs said: its warnings in order, and the folders that its templates came from."""

    warnings: tuple[str, ...]
    template_folders: tuple[str, ...]


def run_mkdocs(config_file: Path, site: Path, pages: Collection[str], *, with_assets: bool) -> MkdocsRun:
    """A build of `pages` (paths in the source folder) into the folder `site`.

    Navigation and links are those of the whole source folder, so that each page comes out as in a
    build of all pages. `with_assets` also copies the theme's files and the assets. Raises
    CannotGoOn `site-engine` where mkdocs stops, OSError where files cannot be read or written.
    """
    with _captured_warnings() as warnings, _kept_environment():
        try:
            config = load_config(str(config_file), site_dir=str(site))
            config.plugins["trustpages/share"] = _Share(frozenset(pages), with_assets)
            build(config)
        except OSError as error:
            if error.errno is not None:
                raise  # a full disk, say: not the engine's doing
            raise CannotGoOn("site-engine", f"the site could not be built: {error}") from error
        except (MkDocsException, TemplateError, ValueError) as error:
            reason = "; ".join((str(error), *warnings))
            raise CannotGoOn("site-engine", f"the site could not be built: {reason}") from error
    return MkdocsRun(tuple(warnings), tuple(config.theme.dirs))


class _Share(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Leaves files of other shares out of the result; links and navigation still know them.

    Also takes blocks of raw HTML around the Markdown engine. Neither changes a byte of a page.
    """

    def __init__(self, pages: frozenset[str], with_assets: bool) -> None:
        super().__init__()
        self._pages = pages
        self._with_assets = with_assets
        self._blocks: dict[str, str] = {}  # of the page between the two events

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in files:
            wanted = file.src_uri in self._pages if file.is_documentation_page() else self._with_assets
            if not wanted:
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        markdown, self._blocks = lift_blocks(markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return put_back(html, self._blocks)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _captured_warnings() -> Iterator[list[str]]:
    """The messages that mkdocs logs at WARNING or above while the block runs; nothing is printed."""
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
def _kept_environment() -> Iterator[None]:
    """The environment stays as it is: importing Material sets a variable to print its notice once."""
    before = dict(os.environ)
    try:
        yield
    finally:
        if dict(os.environ) != before:
            os.environ.clear()
            os.environ.update(before)
