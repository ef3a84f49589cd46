from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.publish.sites import tree_bytes
from trustpages.model.artifact import Artifact, PiecedFile
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import (
    FileTree,
    is_safe_path,
    lay_down,
    lay_down_pages,
    refuse_unsafe_paths,
    write_file,
    write_tree,
)

CORPUS = Path(__file__).parents[4] / "shared" / "hostile" / "path_traversal.jsonl"


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("path", ["index.md", "agents/desk/index.html", "_headers", "a.b-c_d/1.svg", "a--"])
def test_plain_paths_are_safe(path: str) -> None:
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".", ".git/config", "a\\b", "a\0b", "a b", "c:/x",
     "CON", "aux.txt", "lpt1.md", "a.", "a/b.", "é", "x" * 201, "a\n", "-rf"],
)  # fmt: skip
def test_other_paths_are_not(path: str) -> None:
    assert not is_safe_path(path)


@given(st.text(max_size=30))
def test_a_safe_path_stays_inside(path: str) -> None:
    if is_safe_path(path):
        assert os.path.normpath(os.path.join("/root/x", path)).startswith("/root/x/")


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_no_path_of_the_corpus_escapes() -> None:
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()]
    accepted = [text for text in texts if is_safe_path(text)]
    assert all(os.path.normpath(os.path.join("/x/y", text)).startswith("/x/y/") for text in accepted)


def test_paths_that_differ_in_case_only_are_refused() -> None:
    with pytest.raises(TrustpagesError, match=r"A\.md") as stopped:
        refuse_unsafe_paths(["a.md", "A.md"])
    assert stopped.value.code == "unsafe-path"


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
@pytest.mark.parametrize("durable", [False, True])
def test_a_tree_has_the_same_modes_whatever_the_umask(tmp_path: Path, mask: int, durable: bool) -> None:
    with umask(mask):
        write_tree(tmp_path, [Artifact("a/b/c.txt", b"c"), Artifact("d.txt", b"d")], durable=durable)
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"c"
    assert [(tmp_path / path).stat().st_mode & 0o7777 for path in ("a", "a/b", "a/b/c.txt", "d.txt")] == [
        0o755,
        0o755,
        0o644,
        0o644,
    ]


def test_nothing_is_written_if_one_path_is_unsafe(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError, match="unsafe-path"):
        write_tree(tmp_path, [Artifact("a.txt", b""), Artifact("../b.txt", b"")])
    assert list(tmp_path.iterdir()) == []


def test_a_file_or_link_in_the_place_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "link", b"x")
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").symlink_to(tmp_path / "outside")
    with pytest.raises(FileExistsError):
        write_tree(tmp_path / "site", [Artifact("a/b.txt", b"")])
    assert list((tmp_path / "outside").iterdir()) == []


def test_files_that_were_laid_down_stay_in_their_places_or_move_there(tmp_path: Path) -> None:
    for name in ("laid", "site", "copied"):
        (tmp_path / name).mkdir()
    files = (Artifact("a/b.txt", b"b"), Artifact("c.txt", b""))
    laid = lay_down(tmp_path / "laid", files)
    assert lay_down(tmp_path / "laid", files[:1]) == laid[:1]
    assert [(file.path, file.content) for file in laid] == [(file.path, file.content) for file in files]
    write_tree(tmp_path / "copied", laid)
    there, site = FileTree(tmp_path / "laid"), FileTree(tmp_path / "site")
    for file in laid:
        there.put(file)
    assert tree_bytes(tmp_path / "laid") == tree_bytes(tmp_path / "copied")
    for file in laid:
        site.put(file)
    assert tree_bytes(tmp_path / "site") == tree_bytes(tmp_path / "copied")
    assert tree_bytes(tmp_path / "laid") == {}
    with pytest.raises(FileNotFoundError):
        there.put(laid[0])
    with pytest.raises(FileExistsError):
        site.put(lay_down(tmp_path / "laid", files)[0])


def test_pages_that_were_laid_down_are_read_where_they_lie(tmp_path: Path) -> None:
    pages = (Artifact("a.md", b"a\n"), Artifact("b.md", b""), Artifact("c/d.md", "é".encode()))
    laid = lay_down_pages(tmp_path / "pages", pages)
    assert [(page.path, page.content) for page in laid] == [(page.path, page.content) for page in pages]
    assert lay_down_pages(tmp_path / "none", ()) == ()
    (tmp_path / "pages").unlink()
    with pytest.raises(FileNotFoundError):
        laid[0].content  # noqa: B018


def test_a_file_of_a_tree_is_repeated_in_another_folder(tmp_path: Path) -> None:
    site = FileTree(tmp_path)
    content = b"0123456789" * 150_000  # more than one piece
    site.write("a/b.txt", content)
    site.repeat("a/b.txt", "c/d.txt")
    assert (tmp_path / "c/d.txt").read_bytes() == content
    with pytest.raises(FileExistsError):
        site.repeat("a/b.txt", "c/d.txt")


def test_a_file_in_pieces_is_that_of_all_of_them(tmp_path: Path) -> None:
    file = PiecedFile("a/b.json", ("[", "é", "]"))
    FileTree(tmp_path).put(file)
    assert (tmp_path / "a/b.json").read_bytes() == file.content == "[é]".encode()
