"""Each decision has a date and a status, and the index lists all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DECISIONS = Path(__file__).parents[2] / "docs/decisions"
NOTES = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
ROW = re.compile(r"\| (\d{4}-\d\d-\d\d) \| \[(.+)\]\(([^)]+)\) \| (in force|replaced) \|")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_a_decision_has_a_title_and_a_status_with_its_day(note: Path) -> None:
    title, empty, status, *_ = note.read_text("utf-8").splitlines()
    assert title.startswith("# ")
    assert not empty
    assert re.match(rf"Status: (in force since {note.name[:10]}\.|replaced by \[)", status), status


def test_the_index_lists_every_decision_with_its_title_in_order_of_days() -> None:
    rows = ROW.findall((DECISIONS / "README.md").read_text("utf-8"))
    titles = {note.name: note.read_text("utf-8").splitlines()[0].removeprefix("# ") for note in NOTES}
    assert [(day, title, name) for day, title, name, _ in rows] == [
        (name[:10], title, name) for name, title in sorted(titles.items())
    ]
