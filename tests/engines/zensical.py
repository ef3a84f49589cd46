"""Zensical on the folder that mkdocs is given: the same pages say the same.

Not part of the test run: `make test-engines` installs it beside the environment. What differs is told in
`docs/decisions/2026-11-30-a-second-engine.md`, and tried here, so that a newer version that mends or breaks it shows.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from trustpages.model.vocabulary import Audience
from trustpages.publish.site.engine import to_html_path
from trustpages.publish.site.mkdocs import SEARCH_INDEX, Mkdocs
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands.init import make_workspace
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.parts import make_parts
from trustpages.workflow.site.steps import find_means, render_site

HERE = Path(__file__).resolve().parents[2]
ZENSICAL = Path(os.environ.get("ZENSICAL", HERE / ".venv/zensical/bin/zensical"))
LONGEST = 300

pytestmark = pytest.mark.skipif(not ZENSICAL.exists(), reason="`make test-engines` installs Zensical")


@dataclass
class Shown(HTMLParser):
    """What stands in the content of a page: its text, its anchors, and the addresses of links and pictures."""

    text: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    depth: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "article" and (self.depth or "md-content__inner" in (found.get("class") or "")):
            self.depth += 1
        if self.depth:
            self.anchors += [found["id"] or ""] if "id" in found else []
            self.addresses += [found[name] or "" for name in ("href", "src") if name in found]

    def handle_endtag(self, tag: str) -> None:
        if tag == "article" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text.append(data)


def show(page: Path) -> Shown:
    shown = Shown()
    shown.feed(page.read_text("utf-8"))
    return shown


@dataclass(frozen=True)
class Sites:
    """The demo's Markdown, and what both engines made of it."""

    pages: tuple[str, ...]
    mkdocs: Path
    zensical: Path


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folder = tmp_path_factory.mktemp("engines")
    make_workspace(folder / "demo", demo=True)
    reading = read(Choice(folder / "demo", None, Audience.PUBLIC, date(2026, 11, 30)))
    computed = compute(reading)
    composition = gather_composition(reading, computed, disclose(reading))
    parts = make_parts(composition, computed.digests, find_means(reading, composition))
    source = render_site(parts, computed.shared_record)
    (folder / "source").mkdir()
    Mkdocs().write_source(source, folder / "source")
    for command in (
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "../mkdocs"],
        [str(ZENSICAL), "build", "--strict", "--config-file", "mkdocs.yml"],
    ):
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        subprocess.run(command, cwd=folder / "source", env=environment, check=True, timeout=LONGEST)
    return Sites(tuple(page.path for page in source.pages), folder / "mkdocs", folder / "source/site")


def test_there_are_the_same_pages_with_the_same_text_and_anchors(sites: Sites) -> None:
    assert {path.relative_to(sites.mkdocs) for path in sites.mkdocs.rglob("*.html")} == {
        path.relative_to(sites.zensical) for path in sites.zensical.rglob("*.html")
    }
    for page in map(to_html_path, sites.pages):
        theirs, ours = show(sites.zensical / page), show(sites.mkdocs / page)
        assert "".join(theirs.text).split() == "".join(ours.text).split(), page
        assert [anchor for anchor in theirs.anchors if anchor != "__skip"] == ours.anchors, page


def test_addresses_in_html_are_taken_as_if_they_stood_beside_the_markdown(sites: Sites) -> None:
    differing = 0
    for page in sites.pages:
        theirs, ours = (show(site / to_html_path(page)).addresses for site in (sites.zensical, sites.mkdocs))
        moved = {f"../{address}" for address in ours} if Path(page).name != "index.md" else set()
        assert len(theirs) == len(ours)
        for their, our in zip(theirs, ours, strict=True):
            assert their == our or their in moved, (page, their, our)
            differing += their != our
    assert differing > 0, "it leaves addresses in HTML alone now: say so in the note"


def test_the_search_has_the_same_entries(sites: Sites) -> None:
    ours = json.loads((sites.mkdocs / SEARCH_INDEX).read_bytes())["docs"]
    theirs = json.loads((sites.zensical / "search.json").read_bytes())["items"]
    assert [entry["location"] for entry in theirs] == [entry["location"] for entry in ours]
    texts = [[_drop_small(entry["text"]) for entry in entries] for entries in (theirs, ours)]
    assert texts[0] == texts[1]
    # A page is called as in the navigation, not as in its front matter.
    titles = [[entry["title"] for entry in entries if "#" in entry["location"]] for entries in (theirs, ours)]
    assert titles[0] == titles[1]


def _drop_small(text: str) -> str:
    return " ".join(re.sub("</?small>", "", text).split())
