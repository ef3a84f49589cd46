"""Files in a published folder that are there to be read for minutes: JSON of brackets alone, sparse gigabytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.bounded import Cost, measure
from support.publish.versions import a_published_folder, changed_entry, entries_of, rewritten_log
from trustpages.publish.verifier.trustverify import digest_of

VERIFY = """
from pathlib import Path
from trustpages.publish.verifier.trustverify import main
print(main([sys.argv[1], "--now", "2024-06-15"]))
"""
FILES = ("1.0/manifest.json", "1.0/statement.json", "log/checkpoint", "log/entries/0", "versions.json")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_published_folder(tmp_path_factory.mktemp("whole"), versions=2)


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "published", symlinks=True))


def _verify(root: Path) -> Cost:
    cost = measure(VERIFY, root)
    assert cost.printed.endswith("\n5")
    assert cost.seconds < 30
    assert cost.megabytes < 700
    return cost


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("piece", [b"[],", b'{"a":1},', b'"ab",'])
def test_dense_json_is_refused_before_it_becomes_values(root: Path, path: str, piece: bytes) -> None:
    (root / path).write_bytes(b'{"files":[' + piece * (63_000_000 // len(piece)) + b"1]}\n")
    _verify(root)


@pytest.mark.parametrize("path", ["1.0/index.html", "1.0/report.json", "extra.bin", "2.0/manifest.json", "log/more"])
@pytest.mark.parametrize("size", [100 << 20, 8 << 30, 1 << 42])
def test_a_sparse_file_is_refused_by_its_size(root: Path, path: str, size: int) -> None:
    with (root / path).open("r+b" if (root / path).exists() else "wb") as file:
        file.truncate(size)
    assert f"[too-large] {path}: it has {size:,} bytes" in _verify(root).printed


def test_a_file_as_large_as_its_manifest_states_is_read(root: Path) -> None:
    manifest = root / "1.0/manifest.json"
    content = manifest.read_bytes()
    begin = content.index(b'["index.html",') + len(b'["index.html",')
    manifest.write_bytes(content[:begin] + b"104857600" + content[content.index(b",", begin) :])
    with (root / "1.0/index.html").open("r+b") as file:
        file.truncate(104857600)
    printed = _verify(root).printed
    assert "[too-large]" not in printed
    assert "[not-as-logged] 1.0" in printed


def test_files_that_no_manifest_states_are_not_read_however_many(root: Path) -> None:
    for number in range(600):
        with (root / f"1.0/{number}.bin").open("wb") as file:
            file.truncate(64 << 20)
    assert "[too-large] 1.0/599.bin" in _verify(root).printed


READ_TO_REBUILD = """
from pathlib import Path
from trustpages.model.problem import TrustpagesError
from trustpages.publish.versions.published_version import read_published_version
try:
    read_published_version(Path(sys.argv[1]), "1.0")
except TrustpagesError as refused:
    print(refused.code)
"""


@pytest.mark.parametrize("piece", [b"[],", b'{"a":1},'])
def test_a_dense_manifest_that_the_log_names_is_not_read_to_build_it_again(root: Path, piece: bytes) -> None:
    content = b'{"files":[' + piece * (63_000_000 // len(piece)) + b"1]}\n"
    (root / "1.0/manifest.json").write_bytes(content)
    first, *others = entries_of(root)
    rewritten_log(root, [changed_entry(first, manifest=digest_of(content)), *others])
    cost = measure(READ_TO_REBUILD, root)
    assert cost.printed == "version-damaged"
    assert cost.seconds < 30
    assert cost.megabytes < 700


@pytest.mark.parametrize("path", ["log/checkpoint", "log/entries/0", "1.0/manifest.json"])
def test_a_sparse_file_is_not_read_to_build_it_again(root: Path, path: str) -> None:
    with (root / path).open("r+b") as file:
        file.truncate(1 << 40)
    cost = measure(READ_TO_REBUILD, root)
    assert cost.printed == "file-too-large"
    assert cost.seconds < 10
    assert cost.megabytes < 300
