"""Agents that cannot differ are assessed on neither side, and every other one is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.review.compared import assessed
from support.workspaces.every_record import write_every_record
from trustpages.model.results.review import ReviewSide

ALL = {"agent-00", "agent-01", "agent-02"}
FIRST = "evidence/agent-00"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_every_record(tmp_path_factory.mktemp("whole") / "workspace", 3)


def replace_in(path: str, before: str, after: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / path
        text = file.read_text("utf-8")
        assert before in text, f"{path} does not hold {before}"
        file.write_text(text.replace(before, after, 1), "utf-8")

    return change


def add_to(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (lambda _: None, set()),
    "a comment": (add_to(f"{FIRST}/agent.yml", "# said\n"), set()),
    "a comment in trust.yml": (add_to("trust.yml", "# said\n"), set()),
    "a name": (replace_in(f"{FIRST}/agent.yml", '"name": "', '"name": "New '), {"agent-00"}),
    "a row of a run log": (
        add_to(f"{FIRST}/bundles/requests.csv", "2026-05-30T11:00:00Z,c31,English,yes,31,5,yes,0.9\n"),
        {"agent-00"},
    ),
    "a title of the site": (replace_in("trust.yml", '"name": "', '"name": "New '), ALL),
    "a benchmark": (replace_in("evidence/benchmarks/bench-0.yml", '"name": "', '"name": "New '), ALL),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_differs_is_assessed_and_nothing_else(name: str, whole: Path, tmp_path: Path) -> None:
    change, expected = CHANGES[name]
    other = tmp_path / "other"
    shutil.copytree(whole, other)
    change(other)
    before, after, same = assessed(tmp_path, str(whole), str(other))
    assert same == ALL - expected
    for side in (before, after):
        assert isinstance(side, ReviewSide)
        assert {agent.id for agent in side.record.agents} == expected
        assert side.workspace is not None
        assert {agent.agent.id for agent in side.workspace.agents} == expected
