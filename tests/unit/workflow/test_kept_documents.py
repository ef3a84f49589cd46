"""Kept documents say what the reader says: of any file, with any cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.cli.options import make_choice
from trustpages.intake import yaml
from trustpages.intake.files.parsed_workspace import parse_workspace, project_files
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.model.problem import Problem
from trustpages.model.source_map import Located
from trustpages.model.vocabulary import Audience
from trustpages.system.cache import FileCache
from trustpages.system.cache_folder import VARIABLE, prepare_audience_cache
from trustpages.workflow.caching.kept_documents import KeptDocuments, keep_documents
from trustpages.workflow.isolation.handover import hand_over, take_over
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

CASES = Path(__file__).parents[2] / "cases"
FILES = {path.relative_to(CASES).as_posix(): path.read_bytes() for path in sorted(CASES.glob("**/*.yml"))}


def cache_in(folder: Path) -> FileCache:
    return FileCache(folder, b"a key")


def read_twice(files: dict[str, bytes], cache: FileCache) -> list[tuple[Located | None, tuple[Problem, ...]]]:
    """What comes of the files with what a first reading has kept; both readings say what the reader says."""
    plain = [yaml.load(data, name) for name, data in files.items()]
    for _ in range(2):
        with keep_documents(cache, "workspace") as load:
            assert [load(data, name) for name, data in files.items()] == plain
    return plain


def test_every_case_comes_back_with_its_places_and_problems(tmp_path: Path) -> None:
    read_twice(FILES, cache_in(tmp_path))
    with keep_documents(cache_in(tmp_path), "workspace") as load:
        for name, data in FILES.items():
            kept, fresh = load(data, name)[0], yaml.load(data, name)[0]
            if kept is not None and fresh is not None:
                assert repr(kept.value) == repr(fresh.value)  # 1 is no True, and keys keep their order
                assert (kept.lines, kept.spans, kept.file) == (fresh.lines, fresh.spans, name)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(["a: 1\n", "- b\n", "c: [d, 1.0, true]\n"]), max_size=4))
def test_any_files_come_back(texts: list[str]) -> None:
    files = {f"{number}.yml": text.encode("utf-8", "replace") for number, text in enumerate(texts)}
    first = KeptDocuments()
    expected = [first.load(data, name) for name, data in files.items()]
    again = KeptDocuments(first.pack())
    assert [again.load(data, name) for name, data in files.items()] == expected
    assert again.pack() is None


def test_the_same_bytes_at_two_paths_keep_their_paths(tmp_path: Path) -> None:
    files = {"a.yml": b"x: 1\n", "b.yml": b"x: 1\n"}
    read_twice(files, cache_in(tmp_path))
    with keep_documents(cache_in(tmp_path), "workspace") as load:
        assert [found.file for name, data in files.items() if (found := load(data, name)[0])] == [*files]


def test_a_pack_has_what_was_read_last_and_nothing_that_has_problems(tmp_path: Path) -> None:
    read_twice({"a.yml": b"x: 1\n", "b.yml": b"y: 1\ny: 2\n"}, cache_in(tmp_path))
    read_twice({"a.yml": b"x: 2\n"}, cache_in(tmp_path))
    (pack,) = tmp_path.iterdir()
    content = pack.read_bytes()
    assert content.count(b"\x8c\x01x") == 1
    assert b"\x8c\x01y" not in content


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    read_twice({"a.yml": b"x: 1\n"}, cache_in(tmp_path))
    (pack,) = tmp_path.iterdir()
    inode = pack.stat().st_ino
    read_twice({"a.yml": b"x: 1\n"}, cache_in(tmp_path))
    assert pack.stat().st_ino == inode


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda pack: pack.write_bytes(b""),
    "cut": lambda pack: pack.write_bytes(pack.read_bytes()[:-1]),
    "another value": lambda pack: pack.write_bytes(pack.read_bytes().replace(b"fine", b"evil")),
    "of another name": lambda pack: pack.write_bytes((pack.parent / pack.name[::-1]).read_bytes()),
}


@pytest.mark.parametrize("harm", DAMAGE)
def test_a_damaged_pack_counts_as_absent(harm: str, tmp_path: Path) -> None:
    cache, files = cache_in(tmp_path), {"a.yml": b"x: fine\n"}
    read_twice(files, cache)
    (pack,) = tmp_path.iterdir()
    cache.put(pack.name[::-1], b"sealed for something else")
    DAMAGE[harm](pack)
    read_twice(files, cache)


def test_who_has_another_key_plants_nothing(tmp_path: Path) -> None:
    read_twice({"a.yml": b"x: 1\n"}, cache_in(tmp_path))
    (pack,) = tmp_path.iterdir()
    evil = replace(cache_in(tmp_path), key=b"the key of somebody else")
    evil.put(pack.name, pack.read_bytes().partition(b"\n")[2])
    read_twice({"a.yml": b"x: 1\n"}, cache_in(tmp_path))


def test_a_reading_is_kept_for_who_sees_everything_and_a_fresh_one_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    root = CASES / "valid"
    choice = Choice(root, None, Audience.PUBLIC, date(2026, 7, 1))
    fresh = read(replace(choice, fresh=True))
    assert not (tmp_path / "cache").exists()
    first, second = read(choice), read(choice)
    assert fresh.trees == first.trees == second.trees
    assert fresh.intake.problems == first.intake.problems == second.intake.problems
    caches = {audience: prepare_audience_cache(root, audience) for audience in Audience}
    kept = {audience for audience, cache in caches.items() if cache is not None and cache.documents.folder.exists()}
    assert kept == {Audience.INTERNAL}


def test_in_ci_every_reading_is_a_fresh_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert make_choice(None, None, None).fresh
    monkeypatch.setenv("CI", "false")
    assert not make_choice(None, None, None).fresh


BUNDLE = b"""\
kind: bundle
schema: trustpages/1
agent: a
visibility: public
items:
  - {id: seen, title: Shown}
  - {id: hidden, visibility: internal, title: Withheld}
"""


def test_what_an_audience_may_not_see_is_not_among_what_is_kept_or_handed_over_for_it(tmp_path: Path) -> None:
    (tmp_path / "whole/evidence/a/bundles").mkdir(parents=True)
    for name, content in {"b.yml": BUNDLE, "c.yml": BUNDLE.replace(b", visibility: internal", b"")}.items():
        (tmp_path / "whole/evidence/a/bundles" / name).write_bytes(content)
    projected = project_files(parse_workspace(WorkspaceFolder(tmp_path / "whole")), Audience.PUBLIC)
    (tmp_path / "documents").write_bytes(hand_over(projected))
    handed = take_over(tmp_path / "documents", tmp_path)
    assert handed.files == {file.path: file.content for file in projected.files}
    plain = parse_workspace(handed)
    whole = {
        document.file for document in plain.documents if sha256(handed.files[document.file]).digest() in handed.parsed
    }
    assert {path.rpartition("/")[2] for path in whole} == {"c.yml"}
    for _ in range(2):
        with keep_documents(cache_in(tmp_path / "cache"), "workspace", handed.parsed) as load:
            assert parse_workspace(handed, load) == plain
    (kept,) = (tmp_path / "cache").iterdir()
    assert [(b"Shown" in pack, pack.count(b"Withheld")) for pack in (kept.read_bytes(),)] == [(True, 0)]
    assert (tmp_path / "documents").read_bytes().count(b"Withheld") == 2  # in the file, and in what it was parsed to
