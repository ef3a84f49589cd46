"""A cache folder that others own, or have prepared: nothing in it is deleted, and nothing of it is believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustpages.system.cache_folder import MARKER, MOST_WORKSPACES, OWN_FOLDER, VARIABLE, prepare_result_cache


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `TRUSTPAGES_CACHE` names."""
    folder = tmp_path / "named"
    folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def _use_many(tmp_path: Path) -> None:
    for number in range(MOST_WORKSPACES + 5):
        (tmp_path / f"workspace-{number}").mkdir(exist_ok=True)
        prepare_result_cache(tmp_path / f"workspace-{number}")


def test_foreign_folders_stay_whatever_their_names(named: Path, tmp_path: Path) -> None:
    foreign = [named / f"{number:020x}" for number in range(30)] + [named / "photos"]
    for folder in foreign:
        folder.mkdir()
    _use_many(tmp_path)
    assert all(folder.is_dir() for folder in foreign)
    assert (named / OWN_FOLDER / MARKER).is_file()


def test_own_folders_are_bounded_and_other_names_beside_them_stay(named: Path, tmp_path: Path) -> None:
    _use_many(tmp_path)
    (named / OWN_FOLDER / "notes").mkdir()
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "inside").mkdir(parents=True)
    (named / OWN_FOLDER / ("0" * 20)).symlink_to(elsewhere)
    (tmp_path / "one more").mkdir()
    prepare_result_cache(tmp_path / "one more")
    kept = sorted(path.name for path in (named / OWN_FOLDER).iterdir())
    assert {MARKER, "notes", "0" * 20} <= set(kept)
    assert len(kept) == MOST_WORKSPACES + 3
    assert (elsewhere / "inside").is_dir()


@pytest.mark.parametrize("content", ["photos", "0" * 20])
def test_a_folder_of_the_right_name_without_the_marker_is_not_used(named: Path, tmp_path: Path, content: str) -> None:
    (named / OWN_FOLDER / content).mkdir(parents=True)
    assert prepare_result_cache(tmp_path) is None
    assert [path.name for path in (named / OWN_FOLDER).iterdir()] == [content]


def test_a_marker_of_another_program_is_not_ours(named: Path, tmp_path: Path) -> None:
    (named / OWN_FOLDER).mkdir()
    (named / OWN_FOLDER / MARKER).write_text("Signature: 8a477f597d28d172789f06886806bc55\n# another program\n")
    assert prepare_result_cache(tmp_path) is None


def test_a_link_in_place_of_the_folder_is_not_used(named: Path, tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (named / OWN_FOLDER).symlink_to(tmp_path / "target")
    assert prepare_result_cache(tmp_path) is None
    assert list((tmp_path / "target").iterdir()) == []


@pytest.fixture
def states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's key."""
    folder = tmp_path / "states" / "trustpages"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent))
    return folder


def test_the_key_is_for_its_user_alone(named: Path, states: Path, tmp_path: Path) -> None:
    assert prepare_result_cache(tmp_path) is not None
    assert (states / "cache.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in states.iterdir()] == ["cache.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_that_others_can_read_seals_nothing(named: Path, states: Path, tmp_path: Path, mode: int) -> None:
    assert prepare_result_cache(tmp_path) is not None
    (states / "cache.key").chmod(mode)
    assert prepare_result_cache(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_key_of_another_length_seals_nothing(named: Path, states: Path, tmp_path: Path, content: bytes) -> None:
    states.mkdir(parents=True)
    (states / "cache.key").touch(0o600)
    (states / "cache.key").write_bytes(content)
    assert prepare_result_cache(tmp_path) is None


def test_a_key_behind_a_link_is_not_followed(named: Path, states: Path, tmp_path: Path) -> None:
    assert prepare_result_cache(tmp_path) is not None
    (states / "cache.key").rename(tmp_path / "moved")
    (states / "cache.key").symlink_to(tmp_path / "moved")
    assert prepare_result_cache(tmp_path) is None


def test_a_restored_cache_is_nothing_without_the_key_that_sealed_it(
    named: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = prepare_result_cache(tmp_path)
    assert before is not None
    before.put("0" * 64, b"exit 0")
    assert before.get("0" * 64) == b"exit 0"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))
    after = prepare_result_cache(tmp_path)
    assert after is not None
    assert after.folder == before.folder
    assert after.get("0" * 64) is None


def test_what_is_sealed_for_one_workspace_or_audience_is_nothing_in_another(named: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = prepare_result_cache(tmp_path), prepare_result_cache(tmp_path / "other")
    assert first is not None
    assert second is not None
    first.put("0" * 64, b"exit 0")
    (second.folder / ("0" * 64)).write_bytes((first.folder / ("0" * 64)).read_bytes())
    assert second.get("0" * 64) is None
