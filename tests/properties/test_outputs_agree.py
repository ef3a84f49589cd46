"""No output of a report contradicts another, or itself: pages, text, `report.json`, spreadsheets, feed and charts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.outputs.laws import find_contradictions
from support.outputs.whole import Whole, make_whole
from support.workspaces.altered import write_altered
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from support.workspaces.every_record import write_every_record
from trustpages.model.vocabulary import Audience

REPOSITORY = Path(__file__).parents[2]
PARTS = 2
"""So many tests share the random workspaces, so that workers can share them."""


def list_contradictions(whole: Whole | None) -> list[str]:
    assert whole is not None
    return list(find_contradictions(whole))


def test_the_demo_agrees_with_itself() -> None:
    for audience in (Audience.PUBLIC, Audience.INTERNAL):
        assert list_contradictions(make_whole(REPOSITORY, audience)) == []


@pytest.mark.parametrize("write", [write_bad_news, write_bare, lambda root: write_every_record(root, 3)])
def test_known_workspaces_agree_with_themselves(write: Callable[[Path], Path], tmp_path: Path) -> None:
    assert list_contradictions(make_whole(write(tmp_path), Audience.PUBLIC)) == []


@pytest.mark.full
def test_many_agents_agree_with_themselves(tmp_path: Path) -> None:
    assert list_contradictions(make_whole(write_every_record(tmp_path, 14))) == []


def make_altered(seeds: range) -> Iterator[tuple[int, Whole]]:
    """Those of the workspaces that are valid, with their numbers."""
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            audience = Audience.INTERNAL if seed % 2 else Audience.PUBLIC
            whole = make_whole(write_altered(Path(folder), seed), audience)
        if whole is not None:
            yield seed, whole


@pytest.mark.parametrize("part", range(PARTS))
def test_altered_workspaces_agree_with_themselves(part: int, count: Callable[[int, int], int]) -> None:
    seeds = range(part * count(120, 5), (part + 1) * count(120, 5))
    found = [(seed, list(find_contradictions(whole))) for seed, whole in make_altered(seeds)]
    assert len(found) >= len(seeds) // 2
    assert [(seed, wrong[:5]) for seed, wrong in found if wrong] == []
