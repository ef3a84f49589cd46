"""A state has its word in one place: another word there is another word everywhere, and the old one is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from support.workspaces.bad_news import write_bad_news
from support.workspaces.reports import read_and_compute
from trustpages.assess.standing.gates import find_unmet_gates
from trustpages.compose.site import compose_site
from trustpages.model.documents.trust import Gates
from trustpages.model.states import POSTURES
from trustpages.model.vocabulary import Audience, Posture
from trustpages.workflow.commands.report import format_report
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.site import gather_composition, render_site

DEMO = Path(__file__).parents[3]
TAG = re.compile(r"<[^>]*>")
# Keys that a publisher writes in trust.yml.
KEY = re.compile(r"authority(?:&#46;|\.)\w+")


def told_about(root: Path) -> Iterator[tuple[str, str]]:
    """Everything that is written for people about a workspace, by where it stands."""
    reading, computed = read_and_compute(root, Audience.PUBLIC)
    assert computed.report is not None, computed.problems
    composition = gather_composition(reading, computed, disclose(reading))
    source = render_site(compose_site(composition), composition, (), root, 1)
    for file in (*source.pages, *source.assets):
        if file.path.endswith((".md", ".csv", ".xml", ".svg")):
            yield file.path, TAG.sub(" ", file.content.decode())
    yield "report as text", format_report(composition)
    gates = Gates(posture_at_least=Posture.SUPPORTED)
    yield "gates", "\n".join(map(str, find_unmet_gates(gates, computed.report, (), 0)))


@pytest.mark.parametrize("name", ["demo", "bad-news"])
def test_another_word_for_a_posture_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    root = DEMO if name == "demo" else write_bad_news(tmp_path)
    before = dict(told_about(root))
    words = {posture: POSTURES[posture].word for posture in Posture if posture is not Posture.SUPPORTED}
    used = [word for word in words.values() if word in before["report as text"]]
    assert used
    for posture, word in words.items():
        monkeypatch.setitem(POSTURES, posture, replace(POSTURES[posture], word=f"Zz{word[::-1].lower()}"))
    after = dict(told_about(root))
    # "restricted" and "blocked" in small letters are words of the language, too.
    old = re.compile(r"\b(?:(?i:conditional|provisional)|Restricted|Blocked)\b")
    assert {place: found for place, text in after.items() if (found := old.findall(KEY.sub("", text)))} == {}
    assert all(f"Zz{word[::-1].lower()}" in after["report as text"] for word in used)
    assert "Zz" in after["gates"]
