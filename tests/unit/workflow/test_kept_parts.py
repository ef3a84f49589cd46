"""A site is the one that nothing kept would give, whatever is kept of its agents and whatever has changed since."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from speed.generate import Size, write_workspace
from support.workspaces.claimed import LATER, write_claimed
from support.workspaces.reports import compose_and_render
from trustpages.model.pages.page import SiteSource
from trustpages.render.charts.files import ChartStore
from trustpages.system.cache_folder import AudienceCache

pytestmark = pytest.mark.xdist_group("kept parts")  # one worker keeps them

TODAY = date(2026, 7, 1)
CHANGED, OTHER = "agent-0000", "agent-0001"
OF_AGENT = f"evidence/{CHANGED}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AudienceCache, SiteSource]:
    """A workspace of two agents, what was kept of them, and their site."""
    root, cache = tmp_path_factory.mktemp("of"), AudienceCache(tmp_path_factory.mktemp("kept"), b"key")
    write_workspace(Size(2, pacts=1, records=3, rows=50), root)
    made, source = compose_and_render(root, TODAY, cache)
    assert made == {CHANGED, OTHER}
    return root, cache, source


@pytest.fixture
def empty(kept: tuple[Path, AudienceCache, SiteSource], tmp_path: Path) -> AudienceCache:
    """A cache that has charts alone, which takes half the time of one that has nothing."""
    _, cache, _ = kept
    (tmp_path / "charts").symlink_to(cache.charts.folder)
    return AudienceCache(tmp_path, b"key")


def test_what_is_kept_gives_the_same_and_nothing_is_made(kept: tuple[Path, AudienceCache, SiteSource]) -> None:
    root, cache, source = kept
    assert compose_and_render(root, TODAY, cache) == (set(), source)
    assert compose_and_render(root, TODAY, None) == ({CHANGED, OTHER}, source)


# That each document of an agent is part of its digest, `test_kept_agents` tries.
CHANGES = {
    "page": ("content/index.md", "Each of them has a page.", "Each has one.", set()),
    "pact": (f"{OF_AGENT}/pacts/pact-00.yml", "at_least: 0.60", "at_least: 0.99", {CHANGED}),
    "row": (f"{OF_AGENT}/bundles/runs.csv", ",yes,", ",no,", {CHANGED}),
    "policy": ("trust.yml", "as_of:", "policy: {level: 0.9}\nas_of:", {CHANGED, OTHER}),
    "title": ("trust.yml", "title: Generated", "title: Other", {CHANGED, OTHER}),
    "benchmark": ("evidence/benchmarks/bench-000.yml", "name: Bench 0", "name: Bench zero", {CHANGED, OTHER}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_site_is_that_of_an_empty_cache(
    change: str, kept: tuple[Path, AudienceCache, SiteSource], empty: AudienceCache
) -> None:
    root, cache, source = kept
    path, before, after, made_anew = CHANGES[change]
    file = root / path
    text = file.read_text("utf-8")
    file.write_text(text.replace(before, after, 1), "utf-8")
    try:
        made, changed = compose_and_render(root, TODAY, cache)
        assert made == made_anew
        assert changed != source
        assert changed == compose_and_render(root, TODAY, empty)[1]
    finally:
        file.write_text(text, "utf-8")  # what is kept is that of the change, until the next one


def test_another_day_is_another_part_and_pictures_are_trimmed_once_a_build(
    kept: tuple[Path, AudienceCache, SiteSource], empty: AudienceCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache, _ = kept
    trimmed: list[ChartStore] = []
    # To trim is to list the whole folder, and so nothing to do for each agent.
    monkeypatch.setattr(ChartStore, "trim", lambda store: trimmed.append(store))
    text = (root / "trust.yml").read_text("utf-8")
    (root / "trust.yml").write_text(re.sub("as_of: .*", "as_of: 2026-07-02", text), "utf-8")
    day = date(2026, 7, 2)
    try:
        made, changed = compose_and_render(root, day, cache)
        assert (made, len(trimmed)) == ({CHANGED, OTHER}, 1)
        assert changed == compose_and_render(root, day, empty)[1]
    finally:
        (root / "trust.yml").write_text(text, "utf-8")


def test_that_there_are_many_agents_is_part_of_it(
    kept: tuple[Path, AudienceCache, SiteSource], empty: AudienceCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache, _ = kept
    monkeypatch.setattr("trustpages.compose.composition.MOST_AGENTS_IN_FULL", 1)
    made, many = compose_and_render(root, TODAY, cache)
    assert made == {CHANGED, OTHER}
    assert any(page.path == f"agents/{OTHER}/limitations.md" for page in many.pages)
    assert compose_and_render(root, TODAY, cache) == (set(), many)
    assert many == compose_and_render(root, TODAY, empty)[1]


def test_damaged_files_are_made_anew_and_those_of_another_audience_are_not_looked_at(
    kept: tuple[Path, AudienceCache, SiteSource], empty: AudienceCache
) -> None:
    root, cache, source = kept
    compose_and_render(root, TODAY, cache)
    for file in cache.parts.folder.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert compose_and_render(root, TODAY, cache) == ({CHANGED, OTHER}, source)
    assert len(list(cache.parts.folder.iterdir())) == 2, "there is one part of each agent"
    other = AudienceCache(cache.folder, b"key of another audience")
    assert compose_and_render(root, TODAY, other)[0] == {CHANGED, OTHER}


def test_hostile_text_and_adverse_news_are_kept_as_they_are(tmp_path: Path) -> None:
    root, cache = write_claimed(tmp_path / "of", 702), AudienceCache(tmp_path / "kept", b"key")
    _, first = compose_and_render(root, LATER, cache)
    assert compose_and_render(root, LATER, cache) == (set(), first)
    assert compose_and_render(root, LATER, None)[1] == first
