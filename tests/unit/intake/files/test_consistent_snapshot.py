"""Documents that are changed together while they are read are seen before the change or after it, never between."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, files_below
from trustpages.intake.files import workspace_folder as folder_room
from trustpages.intake.files.parsed_workspace import read_consistent_snapshot
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.model.problem import TrustpagesError

Figure = Callable[[int, str, str], None]
OLD = files_below(CASES / "valid")
DATA = "evidence/desk/bundles/june-runs.csv"
OPENINGS = {name: getattr(folder_room, name) for name in ("read_inside", "open_inside", "list_regular_files")}
NEW = {path: content + b"\n" for path, content in OLD.items()} | {"content/more.md": b"# More\n"}


def put(root: Path, files: dict[str, bytes]) -> None:
    """Files of a past that no later write falls into."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, (1, 1))


def change(root: Path) -> None:
    """All documents and the data file, as an editor or `git checkout` replaces them."""
    for path, content in NEW.items():
        fresh = root / "fresh"
        fresh.write_bytes(content)
        fresh.replace(root / path)


def what_is_seen(root: Path) -> tuple[dict[str, bytes], str]:
    trees = read_consistent_snapshot(WorkspaceFolder(root))
    return dict(trees.files), trees.data_digests()[DATA]


@pytest.fixture
def before_opening(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], object]], None]:
    """Has something done before each opening of a file or listing of a folder, which are numbered from 0."""

    def watch(do: Callable[[int], object]) -> None:
        numbers = itertools.count()

        def watched(call: Callable[..., object]) -> Callable[..., object]:
            def opening(*given: object, **named: object) -> object:
                do(next(numbers))
                return call(*given, **named)

            return opening

        for name, call in OPENINGS.items():
            monkeypatch.setattr(folder_room, name, watched(call))

    return watch


def test_a_change_at_any_opening_is_seen_whole_or_not_at_all(
    tmp_path: Path, before_opening: Callable[[Callable[[int], object]], None], figure: Figure
) -> None:
    put(tmp_path / "old", OLD)
    put(tmp_path / "new", NEW)
    openings: list[int] = []
    before_opening(openings.append)
    old, new = what_is_seen(tmp_path / "old"), what_is_seen(tmp_path / "new")
    assert old != new
    assert len(openings) > len(OLD) + len(NEW)
    for at in openings[: len(openings) // 2]:
        root = tmp_path / f"at-{at}"
        put(root, OLD)
        before_opening(partial(change_at, root, at))
        assert what_is_seen(root) == new, at
    figure(30, "documents and data changed at each opening of a reading: mixed", f"0/{len(openings) // 2}")


def change_at(root: Path, at: int, number: int) -> None:
    if number == at:
        change(root)


def test_a_workspace_that_never_holds_still_is_refused(
    tmp_path: Path, before_opening: Callable[[Callable[[int], object]], None]
) -> None:
    put(tmp_path, OLD)
    before_opening(lambda _: change(tmp_path))
    with pytest.raises(TrustpagesError) as stopped:
        what_is_seen(tmp_path)
    assert stopped.value.code == "changed-meanwhile"
    assert stopped.value.remedy


def test_a_log_that_nothing_names_may_be_written_all_the_time(
    tmp_path: Path, before_opening: Callable[[Callable[[int], object]], None]
) -> None:
    put(tmp_path, OLD)
    lines = tmp_path / "evidence/desk/bundles/live.csv"
    before_opening(lambda number: lines.write_text("1\n" * (number + 1)))
    assert set(what_is_seen(tmp_path)[0]) == {path for path in OLD if path.endswith((".yml", ".md"))}
