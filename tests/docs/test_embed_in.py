"""The pages on places to embed in: each is in the index, and names what every site really has."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs/how-to/embed-in"
INDEX = (FOLDER / "README.md").read_text("utf-8")
FILES = {"card.html", "badge.svg", "badge.json", "social.png", "trust-card.js"}


def test_the_index_has_a_row_for_every_place() -> None:
    linked = re.findall(r"^\| \[[^\]]+\]\(([a-z-]+\.md)\)", INDEX, re.MULTILINE)
    assert sorted(linked) == sorted(path.name for path in FOLDER.glob("*.md") if path.name != "README.md")


def test_every_page_says_what_works_and_names_files_that_there_are() -> None:
    for page in FOLDER.glob("*.md"):
        text = page.read_text("utf-8")
        assert page.name == "README.md" or "**Works:**" in text
        assert set(re.findall(r"embed/(?:AGENT/)?([a-z.-]+\.[a-z]+)", text)) <= FILES
