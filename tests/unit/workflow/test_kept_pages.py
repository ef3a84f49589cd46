"""Pages as Markdown are those that would be written, whatever is kept."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from support.compose.every_block import OTHERS, PAGE
from support.compose.rendered import the_templates
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import Page
from trustpages.system.cache import FileCache
from trustpages.workflow.site.kept_pages import render_pages

EVERY_BLOCK = (PAGE, *OTHERS)
SHOWN = the_templates(frozenset(page.path for page in EVERY_BLOCK))
THIS, OTHER = sha256(b"this").hexdigest(), sha256(b"other").hexdigest()


def render_called(fingerprint: str, cache: FileCache | None, **changed: str) -> tuple[Artifact, ...]:
    """The pages of a report whose inputs have that fingerprint, which stands in their frame and in their data."""
    return render_pages((page_called(page, fingerprint, **changed) for page in EVERY_BLOCK), SHOWN, cache, fingerprint)


def page_called(page: Page, fingerprint: str, **changed: str) -> Page:
    data = {"@type": "Report", "identifier": fingerprint}
    return replace(page, frame=replace(page.frame, digest=fingerprint[:12]), data=data, **changed)  # type: ignore[arg-type]


def test_pages_are_kept_whatever_the_report_is_called_and_come_out_as_without(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, b"key")
    assert render_called(THIS, cache) == render_called(THIS, None)
    kept = {file.name for file in tmp_path.iterdir()}
    assert render_called(OTHER, cache) == render_called(OTHER, None)
    assert all(OTHER in file.content.decode() for file in render_called(OTHER, cache))
    assert {file.name for file in tmp_path.iterdir()} == kept
    for file in tmp_path.iterdir():
        file.write_bytes(b"damaged")
    assert render_called(OTHER, cache) == render_called(OTHER, None)


def test_a_page_that_says_something_else_is_written_anew(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, b"key")
    render_called(THIS, cache)
    assert render_called(THIS, cache, lead="Other words") == render_called(THIS, None, lead="Other words")
