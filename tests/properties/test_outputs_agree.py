"""No output of a report contradicts another, or itself: pages, text, `report.json`, spreadsheets, feed and charts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.outputs.laws import find_contradictions
from support.outputs.whole import Whole, make_whole
from support.workspaces.altered import write_altered
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.model.vocabulary import Audience

PARTS = 2
"""So many tests share the random workspaces, so that workers can share them."""


def list_contradictions(whole: Whole | None) -> list[str]:
    assert whole is not None
    return list(find_contradictions(whole))


@IN_ONE_PROCESS
def test_the_demo_agrees_with_itself() -> None:
    for audience in (Audience.PUBLIC, Audience.INTERNAL):
        assert list_contradictions(known_whole("demo", audience)) == []


@IN_ONE_PROCESS
@pytest.mark.parametrize("workspace", ["bad news", "bare", "three agents"])
def test_known_workspaces_agree_with_themselves(workspace: str) -> None:
    assert list_contradictions(known_whole(workspace, Audience.PUBLIC)) == []


@pytest.mark.full
def test_many_agents_agree_with_themselves() -> None:
    assert list_contradictions(known_whole("fourteen agents")) == []


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
