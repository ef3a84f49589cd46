from __future__ import annotations

from pathlib import Path

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.publish.folders import MARKER, open_workplace, refuse_foreign_folder, replace_folder, restore_folder


def a_folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    (path / MARKER.path).write_bytes(MARKER.content)
    return path


def test_absent_empty_and_own_folders_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refuse_foreign_folder(tmp_path / "absent")
    refuse_foreign_folder(tmp_path / "empty")
    refuse_foreign_folder(a_folder(tmp_path / "own", ""))


def test_foreign_folders_files_and_links_may_not(tmp_path: Path) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign/thesis.tex").write_text("years of work")
    (tmp_path / "link").symlink_to(a_folder(tmp_path / "own", ""))
    for out in (tmp_path / "foreign", tmp_path / "foreign/thesis.tex", tmp_path / "link"):
        with pytest.raises(TrustpagesError) as stopped:
            refuse_foreign_folder(out)
        assert stopped.value.code == "folder-not-ours"
        assert stopped.value.remedy


def test_the_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = a_folder(tmp_path / "out", "old")
    replace_folder(a_folder(tmp_path / "fresh", "new"), out)
    assert (out / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_crash_between_the_renames_is_mended(tmp_path: Path) -> None:
    a_folder(tmp_path / ".out.previous", "old")
    restore_folder(tmp_path / "out")
    assert (tmp_path / "out/index.html").read_text() == "old"


def test_a_crash_before_the_old_folder_was_removed_is_harmless(tmp_path: Path) -> None:
    out = a_folder(tmp_path / "out", "new")
    a_folder(tmp_path / ".out.previous", "old")
    restore_folder(out)
    assert (out / "index.html").read_text() == "new"
    replace_folder(a_folder(tmp_path / "fresh", "newest"), out)
    assert (out / "index.html").read_text() == "newest"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_workplace_is_private_and_goes_away(tmp_path: Path) -> None:
    with open_workplace(tmp_path / "deep/out") as place:
        assert place.stat().st_mode & 0o777 == 0o700
        (place / "half").write_text("written")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_made_for_the_workplace_stays_with_what_came_into_it(tmp_path: Path) -> None:
    with open_workplace(tmp_path / "far/deep/out"):
        (tmp_path / "far/beside").write_text("somebody's")
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["beside"]


def test_what_a_killed_build_left_is_cleared_and_a_living_one_is_not(tmp_path: Path) -> None:
    abandoned = tmp_path / ".out.building-abandoned"
    abandoned.mkdir()
    with open_workplace(tmp_path / "out") as first, open_workplace(tmp_path / "out") as second:
        assert first.is_dir()
        assert second.is_dir()
        assert not abandoned.exists()


def test_the_old_folder_goes_with_all_that_it_holds_and_nothing_behind_its_links(tmp_path: Path) -> None:
    outside, out = tmp_path / "outside", a_folder(tmp_path / "site", "old")
    (outside / "deep").mkdir(parents=True)
    (outside / "deep/kept").write_text("kept")
    for folder in ("agents/one", "agents/two/deeper", "empty"):
        (out / folder).mkdir(parents=True)
        (out / folder / "page").write_text("old")
    for link in ("link", "agents/link", "agents/one/link"):
        (out / link).symlink_to(outside, target_is_directory=True)
    replace_folder(a_folder(tmp_path / "fresh", "new"), out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside", "site"]
    assert (outside / "deep/kept").read_text() == "kept"
