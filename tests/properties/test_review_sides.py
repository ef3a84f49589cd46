"""Laws of two sides: nothing differs from itself, sides swap, neither order nor the short cut changes anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from support.review.compared import assessed, reviewed
from support.workspaces.altered import write_altered_twice
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.results.review import ReviewSide, UnreadableSide
from trustpages.review.changes import find_changes


def what_is_told(side: ReviewSide | UnreadableSide) -> object:
    """All of a side that a review can tell."""
    return side if isinstance(side, UnreadableSide) else (side.record, side.workspace, side.origins, side.reads_files)


def about(record: ReportRecord, agents: frozenset[str]) -> ReportRecord:
    """The record as if only these agents had been assessed."""
    return replace(record, agents=tuple(agent for agent in record.agents if agent.id in agents))


def write_mixed(root: Path, source: Path, seed: int) -> None:
    """The same workspace with the keys of each mapping and the files in another order."""
    random = Random(seed)  # noqa: S311  # the same number gives the same order

    def mix(value: object) -> object:
        if isinstance(value, dict):
            keys = random.sample(sorted(value), len(value))
            return {key: mix(value[key]) for key in keys}
        return [mix(part) for part in value] if isinstance(value, list) else value

    files = [path for path in source.rglob("*") if path.is_file()]
    for file in random.sample(files, len(files)):
        target = root / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = file.read_bytes()
        if file.suffix == ".yml":
            data = json.dumps(mix(json.loads(data)), ensure_ascii=False, indent=2).encode()
        target.write_bytes(data)


def test_the_sides_of_a_comparison_keep_their_laws(count: Callable[[int, int], int]) -> None:
    @settings(max_examples=count(40, 3), deadline=None)
    @given(seed=st.integers(0, 2**20))
    def holds(seed: int) -> None:
        with TemporaryDirectory() as name:
            folder = Path(name)
            old, new, mixed = (folder / part for part in ("old", "new", "mixed"))
            write_altered_twice(old, new, seed)
            write_mixed(mixed, new, seed)
            _keeps_laws(folder, *map(str, (old, new, mixed)))

    holds()


def _keeps_laws(folder: Path, old: str, new: str, mixed: str) -> None:
    before, after, same = assessed(folder, old, new)
    # Swapped sides swap.
    swapped = assessed(folder, new, old)
    assert [what_is_told(side) for side in swapped[:2]] == [what_is_told(after), what_is_told(before)]
    if isinstance(before, UnreadableSide) or isinstance(after, UnreadableSide):
        assert reviewed(folder, old, new).unreadable
        return
    # The short cut is exact: each agent that it leaves out has the same report on both sides, the others their own.
    whole = assessed(folder, old, new, takes_short_cut=False)
    assert isinstance(whole[0], ReviewSide)
    assert isinstance(whole[1], ReviewSide)
    for full, short in ((whole[0], before), (whole[1], after)):
        assert replace(about(full.record, _ids(short)), problems=()) == replace(short.record, problems=())
    assert about(whole[0].record, same).agents == about(whole[1].record, same).agents
    assert find_changes(before.record, after.record) == find_changes(whole[0].record, whole[1].record)
    # Nothing differs from itself, nor from itself in another order.
    for other in (new, mixed):
        review = reviewed(folder, new, other)
        assert (review.changes, review.unreadable) == ((), ())


def _ids(side: ReviewSide) -> frozenset[str]:
    return frozenset(agent.id for agent in side.record.agents)
