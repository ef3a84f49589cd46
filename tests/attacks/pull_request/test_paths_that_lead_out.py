from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.intake import files
from trustpages.intake.files.codes import CODES
from trustpages.intake.files.safe_open import Listing, list_regular_files, open_inside, parse_relative_path, read_inside
from trustpages.model.problem import Fault, Place

CORPUS = Path(__file__).parents[4] / "shared" / "hostile" / "path_traversal.jsonl"


def refused(text: str) -> str:
    refusal = parse_relative_path(text)
    assert isinstance(refusal, Fault)
    assert refusal.remedy
    refusal.sentence.encode("ascii")
    return refusal.code


@pytest.mark.parametrize(
    "text", ["runs.csv", "bundles/june.yml", "a", "_x", "A-b_c.d-", "0/1/2", "x" * 200, "a--", "a..b", "console.csv"]
)
def test_plain_references_are_safe(text: str) -> None:
    assert parse_relative_path(text) == PurePosixPath(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/etc/passwd", "path-absolute"),
        ("//server/share", "path-absolute"),
        ("\\\\server\\share", "path-absolute"),
        ("C:\\runs.csv", "path-absolute"),
        ("c:runs.csv", "path-absolute"),
        ("~/runs.csv", "path-absolute"),
        ("../runs.csv", "path-outside"),
        ("a/../../b", "path-outside"),
        ("a/..", "path-outside"),
        ("", "path-bad-name"),
        (".", "path-bad-name"),
        ("./runs.csv", "path-bad-name"),
        ("a//b", "path-bad-name"),
        ("a/", "path-bad-name"),
        ("...", "path-bad-name"),
        ("a.", "path-bad-name"),
        ("a./b", "path-bad-name"),
        (".git/config", "path-bad-name"),
        ("-rf", "path-bad-name"),
        ("a b", "path-bad-name"),
        ("a\\..\\b", "path-bad-name"),
        ("a\0b", "path-bad-name"),
        ("a\n", "path-bad-name"),
        ("a%2e%2e/b", "path-bad-name"),
        ("https://example.org/x", "path-bad-name"),
        ("runs.csv:stream", "path-bad-name"),
        ("caf\u00e9", "path-bad-name"),
        ("cafe\u0301", "path-bad-name"),
        ("\u2025/x", "path-bad-name"),
        ("\uff0e\uff0e/x", "path-bad-name"),
        ("a\u202egnp.exe", "path-bad-name"),
        ("\ud800", "path-bad-name"),
        ("CON", "path-device-name"),
        ("a/aux.csv", "path-device-name"),
        ("Lpt1.tar.gz/x", "path-device-name"),
        ("x" * 201, "path-too-long"),
        ("a/" * 100 + "b", "path-too-long"),
    ],
)
def test_other_references_are_refused(text: str, code: str) -> None:
    assert refused(text) == code


@given(st.text(alphabet="ab./\\~:%-_ \0\u00e9C", max_size=12))
def test_a_safe_reference_stays_inside_whatever_it_is(text: str) -> None:
    path = parse_relative_path(text)
    if isinstance(path, PurePosixPath):
        assert str(path) == text
        assert os.path.normpath(os.path.join("/root/x", text)) == f"/root/x/{text}"


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_no_reference_of_the_corpus_escapes() -> None:
    texts = [json.loads(line)["text"] for line in CORPUS.read_text("ascii").splitlines()]
    for text in texts:
        path = parse_relative_path(text)
        if isinstance(path, PurePosixPath):
            assert os.path.normpath(os.path.join("/x/y", text)) == f"/x/y/{path}"


def written(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root


@contextmanager
def listening(path: Path) -> Iterator[None]:
    before = Path.cwd()
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)  # the address of a socket is short
        try:
            server.bind(path.name)
            yield
        finally:
            os.chdir(before)


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Fault)
    return outcome.code


def test_a_file_below_is_read(tmp_path: Path) -> None:
    written(tmp_path, "a/b/runs.csv")
    assert read_inside(tmp_path, PurePosixPath("a/b/runs.csv"), 100) == b"a/b/runs.csv"


def test_a_descriptor_leads_to_the_file_and_no_other_stays_open(tmp_path: Path) -> None:
    written(tmp_path, "a/b/runs.csv")
    before = set(os.listdir("/dev/fd"))
    opened = open_inside(tmp_path, PurePosixPath("a/b/runs.csv"))
    assert isinstance(opened, int)
    assert not os.get_inheritable(opened)
    with os.fdopen(opened) as file:
        assert file.read() == "a/b/runs.csv"
    for missing in ("a/b/none", "a/none/b", "a", "a/b/runs.csv/x"):
        open_inside(tmp_path, PurePosixPath(missing))
    assert set(os.listdir("/dev/fd")) == before


def test_the_limit_is_included(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    assert read_inside(tmp_path, PurePosixPath("x"), 5) == b"12345"
    assert code_of(read_inside(tmp_path, PurePosixPath("x"), 4)) == "path-too-large"


def test_the_root_may_be_a_link_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path / "real", "x/y")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert read_inside(tmp_path / "link", PurePosixPath("x/y"), 9) == b"x/y"
    assert code_of(open_inside(tmp_path, PurePosixPath("link/x/y"))) == "path-link"
    (tmp_path / "real" / "z").symlink_to("x/y")
    assert code_of(open_inside(tmp_path / "real", PurePosixPath("z"))) == "path-link"
    (tmp_path / "real" / "dangling").symlink_to("nowhere")
    assert code_of(open_inside(tmp_path / "real", PurePosixPath("dangling"))) == "path-link"


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with listening(tmp_path / "socket"):
        for name in ("pipe", "folder", "socket"):
            assert code_of(open_inside(tmp_path, PurePosixPath(name))) == "path-not-regular"
    assert code_of(open_inside(Path("/dev"), PurePosixPath("null"))) == "path-not-regular"


@pytest.mark.parametrize("name", ["none", "none/x", "none/x/y"])
def test_what_is_not_there_is_missing(tmp_path: Path, name: str) -> None:
    assert code_of(open_inside(tmp_path, PurePosixPath(name))) == "path-missing"
    assert code_of(open_inside(tmp_path / "no-root", PurePosixPath(name))) == "path-missing"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    written(tmp_path, "x")
    assert code_of(open_inside(tmp_path, PurePosixPath("x/y"))) == "path-not-regular"


def test_unsafe_references_are_refused_here_too(tmp_path: Path) -> None:
    written(tmp_path, "in/x", "out")
    assert code_of(open_inside(tmp_path / "in", PurePosixPath("../out"))) == "path-outside"
    assert code_of(open_inside(tmp_path / "in", PurePosixPath("/etc/passwd"))) == "path-absolute"


def test_a_file_that_turns_into_a_link_while_it_is_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "secret", "root/x")
    look = os.stat

    def look_and_swap(name: str, *, dir_fd: int, follow_symlinks: bool) -> os.stat_result:
        seen = look(name, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
        (tmp_path / "root" / "x").unlink()
        (tmp_path / "root" / "x").symlink_to(tmp_path / "secret")
        return seen

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", look_and_swap)
        outcome = open_inside(tmp_path / "root", PurePosixPath("x"))
    assert code_of(outcome) == "path-unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_may_not_be_read_is_said_to_be_unreadable(tmp_path: Path) -> None:
    written(tmp_path, "x", "folder/y")
    (tmp_path / "x").chmod(0)
    (tmp_path / "folder").chmod(0)
    try:
        assert code_of(open_inside(tmp_path, PurePosixPath("x"))) == "path-unreadable"
        assert [problem.code for problem in list_regular_files(tmp_path).problems] == ["path-unreadable"]
    finally:
        (tmp_path / "folder").chmod(0o700)


def test_a_listing_is_sorted_and_passes_over_names_with_a_dot(tmp_path: Path) -> None:
    written(tmp_path, "b/z.yml", "b/a.yml", "a.yml", "b.yml", ".git/config", "b/.keep")
    files = tuple(map(PurePosixPath, ("a.yml", "b/a.yml", "b/z.yml", "b.yml")))
    assert list_regular_files(tmp_path) == Listing(tuple(sorted(files)), ())


def test_a_listing_reports_what_is_unfit(tmp_path: Path) -> None:
    written(tmp_path, "ok.yml", "with space/x.yml", "aux.yml", "june.yml", "June.yml", "sub/fine.yml")
    (tmp_path / "sub" / "link.yml").symlink_to(tmp_path / "ok.yml")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "sub" / "pipe")
    listing = list_regular_files(tmp_path)
    assert listing.files == tuple(map(PurePosixPath, ("June.yml", "june.yml", "ok.yml", "sub/fine.yml")))
    assert [(problem.place.file, problem.code) for problem in listing.problems] == [
        ("aux.yml", "path-device-name"),
        ("june.yml", "path-case-collision"),
        ("loop", "path-link"),
        ("sub/link.yml", "path-link"),
        ("sub/pipe", "path-not-regular"),
        ("with space", "path-bad-name"),
    ]


def test_a_name_that_is_no_text_is_reported_in_ascii(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff\n\xe2\x80\xae")).write_text("")
    [problem] = list_regular_files(tmp_path).problems
    assert problem.place.file == "a\\udcff\\n\\u202e"
    str(problem).encode("ascii")


def test_a_folder_that_is_not_there_is_a_problem_not_an_empty_one(tmp_path: Path) -> None:
    listing = list_regular_files(tmp_path / "none")
    assert listing.files == ()
    assert [(problem.code, problem.place) for problem in listing.problems] == [("path-unreadable", Place("."))]


def test_a_deep_tree_is_listed_as_far_as_paths_may_reach(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 150)
    deep.mkdir(parents=True)
    [problem] = list_regular_files(tmp_path).problems
    assert problem.code == "path-too-long"


def test_every_code_is_explained_with_bad_and_good() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(files.__file__).parent.glob("*.py"))
    codes = [entry.code for entry in CODES]
    assert set(re.findall(r'"(path-[a-z-]+)"', source)) == set(codes)
    assert len(set(codes)) == len(codes)
    for entry in CODES:
        assert "Bad: " in entry.paragraph
        assert "Good: " in entry.paragraph
