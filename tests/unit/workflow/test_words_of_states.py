"""A state has its word in one place: another word there is another word everywhere, and the old one is gone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.compose.told import told_about
from support.package_copy import copy_package, edit, run
from support.workspaces.bad_news import write_bad_news

DEMO = Path(__file__).parents[3]
POSTURES = ("Provisional", "Conditional", "Restricted", "Blocked")
OTHERS = (
    "Leaning met",
    "Leaning breach",
    "Breached",
    "Contradicted",
    "Partially supported",
    "Met",
    "On track",
    "At risk",
)
# "restricted", "blocked" and "met" in small letters are words of the language, too.
OLD = re.compile(
    r"\b(?:(?i:conditional|provisional|leaning[ -](?:met|breach)|breached|contradicted|partially[ -]supported|on track"
    r"|at risk)"
    r"|Restricted|Blocked|Met)\b"
)
# Keys that a publisher writes in trust.yml, names of a rule and of triggers, and what a measure says of a change.
KEPT = re.compile(r"authority(?:&#46;|\.)\w+|claim contradicted|leaning-breach/")
AUTHORED = "how-to-read.md"
"""A page of the demo whose words are its publisher's."""


def another(word: str) -> str:
    return f"Zz{word[::-1].lower()}"


@pytest.mark.parametrize("name", ["demo", "bad-news"])
def test_another_word_for_a_state_is_one_line(tmp_path: Path, name: str) -> None:
    root = DEMO if name == "demo" else write_bad_news(tmp_path / "workspace")
    before = dict(told_about(root))
    package = copy_package(tmp_path)
    for word in (*POSTURES, *OTHERS):
        edit(package / "model" / "states.py", f'"{word}",', f'"{another(word)}",')
    result = run(package, "-m", "support.compose.told", str(root))
    assert result.returncode == 0, result.stderr
    after = json.loads(result.stdout)
    told = {place: KEPT.sub("", text) for place, text in after.items() if place != AUTHORED}
    assert {place: words for place, text in told.items() if (words := OLD.findall(text))} == {}
    used = [word for word in (*POSTURES, *OTHERS) if word in before["report as text"]]
    assert set(used) & set(POSTURES)
    assert set(used) & set(OTHERS)
    assert all(another(word) in after["report as text"] for word in used)
    assert another("Blocked") in after["gates"] or another("Restricted") in after["gates"]
