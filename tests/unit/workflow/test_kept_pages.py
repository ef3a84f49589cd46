"""Pages as Markdown are those that would be written, whatever is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.compose.every_block import OTHERS, PAGE
from support.compose.rendered import the_templates
from trustpages.model.pages.page import Page
from trustpages.system.cache import FileCache
from trustpages.workflow.site.kept_pages import render_pages

EVERY_BLOCK = (PAGE, *OTHERS)
SHOWN = the_templates(frozenset(page.path for page in EVERY_BLOCK))


def called(digest: str) -> tuple[Page, ...]:
    """The pages of a report whose inputs have that fingerprint."""
    return tuple(replace(page, frame=replace(page.frame, digest=digest)) for page in EVERY_BLOCK)


def test_pages_are_kept_whatever_the_report_is_called_and_come_out_as_without(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, b"key")
    assert render_pages(called("0123456789ab"), SHOWN, cache) == render_pages(called("0123456789ab"), SHOWN, None)
    kept = {file.name for file in tmp_path.iterdir()}
    assert render_pages(called("ba9876543210"), SHOWN, cache) == render_pages(called("ba9876543210"), SHOWN, None)
    assert {file.name for file in tmp_path.iterdir()} == kept
    for file in tmp_path.iterdir():
        file.write_bytes(b"damaged")
    assert render_pages(called("ba9876543210"), SHOWN, cache) == render_pages(called("ba9876543210"), SHOWN, None)


def test_a_page_that_says_something_else_is_written_anew(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, b"key")
    render_pages(EVERY_BLOCK, SHOWN, cache)
    other = tuple(replace(page, lead="Other words") for page in EVERY_BLOCK)
    assert render_pages(other, SHOWN, cache) == render_pages(other, SHOWN, None)
