"""Laws of what is kept of agents: whatever was computed before, a report is the one that nothing kept would give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speed.generate import Size, write_workspace
from support.workspaces.altered import write_altered_twice
from trustpages.model.vocabulary import Audience
from trustpages.system.cache import FileCache
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

TODAY = date(2026, 7, 1)


def computed(
    root: Path, cache: FileCache | None, day: date = TODAY, audience: Audience | None = None, *, in_full: bool = False
) -> ComputedReport:
    return compute(read(Choice(root, day, audience, TODAY)), tries_policies=in_full, cache=cache)


def test_a_report_is_the_same_whatever_is_kept(count: Callable[[int, int], int]) -> None:
    @settings(max_examples=count(40, 1), deadline=None)
    @given(seed=st.integers(0, 2**20))
    def holds(seed: int) -> None:
        with TemporaryDirectory() as name:
            old, new = Path(name, "old"), Path(name, "new")
            write_altered_twice(old, new, seed)
            cache = FileCache(Path(name, "kept"), b"key")
            computed(old, cache)
            assert computed(new, cache) == computed(new, None)

    holds()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FileCache]:
    """A workspace of two agents, and what was kept of them."""
    root, cache = tmp_path_factory.mktemp("of"), FileCache(tmp_path_factory.mktemp("kept"), b"key")
    write_workspace(Size(2, pacts=1, rows=50), root)
    computed(root, cache)
    return root, cache


@pytest.mark.parametrize("pattern", ["agent.yml", "pacts/*.yml", "claims.yml", "bundles/*.yml", "bundles/*.csv"])
def test_after_a_change_of_any_document_the_report_is_that_of_a_first_run(
    pattern: str, kept: tuple[Path, FileCache]
) -> None:
    root, cache = kept
    file = sorted(root.glob(f"evidence/agent-0000/{pattern}"))[0]
    before = file.read_text("utf-8")
    changed = before + ("# one more line\n" if file.suffix == ".yml" else before.splitlines()[-1] + "\n")
    file.write_text(changed, "utf-8")
    try:
        assert computed(root, cache) == computed(root, None)
    finally:
        file.write_text(before, "utf-8")


def test_another_policy_is_tried_anew(kept: tuple[Path, FileCache]) -> None:
    root, cache = kept
    file = root / "trust.yml"
    before = file.read_text("utf-8")
    file.write_text(f"{before}policy: {{level: 0.9}}\n", "utf-8")
    try:
        assert computed(root, cache) == computed(root, None)
        assert computed(root, cache, in_full=True) == computed(root, None, in_full=True)
    finally:
        file.write_text(before, "utf-8")


def test_another_day_and_audience_have_their_own(kept: tuple[Path, FileCache]) -> None:
    root, cache = kept
    for day, audience in ((date(2026, 8, 1), None), (TODAY, Audience.INTERNAL)):
        assert computed(root, cache, day, audience) == computed(root, None, day, audience)


def test_damaged_files_are_computed_anew(kept: tuple[Path, FileCache]) -> None:
    root, cache = kept
    expected = computed(root, None)
    for file in cache.folder.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert computed(root, cache) == expected
