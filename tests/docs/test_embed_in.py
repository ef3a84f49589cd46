"""The pages on places to embed in: each is in the index, and names what every site really has."""

from __future__ import annotations

import re
from pathlib import Path

from trustpages.compose.embeds.snippets import COMPACT, SANDBOX

FOLDER = Path(__file__).resolve().parents[2] / "docs/how-to/embed-in"
INDEX = (FOLDER / "README.md").read_text("utf-8")
FILES = {"card.html", "compact.html", "badge.svg", "badge.json", "social.png", "trust-card.js"}


def test_the_index_has_a_row_for_every_place() -> None:
    linked = re.findall(r"^\| \[[^\]]+\]\(([a-z-]+\.md)\)", INDEX, re.MULTILINE)
    assert sorted(linked) == sorted(path.name for path in FOLDER.glob("*.md") if path.name != "README.md")


def test_every_frame_lets_the_card_say_that_it_has_expired() -> None:
    frames = [found for page in FOLDER.glob("*.md") for found in re.findall(r"<iframe [^>]*>", page.read_text("utf-8"))]
    assert frames
    for frame in frames:
        assert f'sandbox="{SANDBOX}"' in frame
        assert "compact.html" in frame
        assert int(re.findall(r'height="(\d+)"', frame)[0]) >= COMPACT[2]


def test_every_page_says_what_works_and_names_files_that_there_are() -> None:
    for page in FOLDER.glob("*.md"):
        text = page.read_text("utf-8")
        assert page.name == "README.md" or "**Works:**" in text
        assert set(re.findall(r"embed/(?:AGENT/)?([a-z.-]+\.[a-z]+)", text)) <= FILES
