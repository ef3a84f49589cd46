"""A published folder whose log is there to be read for hours: many versions, many large entries, long lists."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.bounded import Cost, measure
from support.publish.versions import a_published_folder, changed_entry, entries_of, rewritten_log
from trustpages.publish.verifier.trustverify import MOST_VERSIONS

VERIFY = """
from trustpages.publish.verifier.trustverify import main
print(main([sys.argv[1], "--now", "2024-06-15"]))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_published_folder(tmp_path, versions=2)


def _verify(root: Path) -> Cost:
    cost = measure(VERIFY, root)
    assert cost.printed.splitlines()[-1] != "0"
    assert cost.seconds < 60
    assert cost.megabytes < 900
    return cost


def test_versions_that_are_not_there(root: Path) -> None:
    first, *_ = entries_of(root)
    rewritten_log(root, [changed_entry(first, version=f"v{number}") for number in range(MOST_VERSIONS)])
    assert "[missing] v9999" in _verify(root).printed


def test_more_versions_than_anybody_publishes(root: Path) -> None:
    first, *_ = entries_of(root)
    rewritten_log(root, [changed_entry(first, version=f"v{number}") for number in range(MOST_VERSIONS + 1)])
    _verify(root)


def test_versions_of_a_file_each_among_many_files(root: Path) -> None:
    first, *_ = entries_of(root)
    names = [f"v{number}" for number in range(4_000)]
    rewritten_log(root, [changed_entry(first, version=name) for name in names])
    for name in names:
        (root / name).mkdir()
        shutil.copy(root / "1.0/statement.json", root / name)
    for number in range(20_000):
        (root / "1.0" / str(number)).touch()
    _verify(root)


def test_entries_that_are_sparse(root: Path) -> None:
    for number in range(2, 1_002):
        with (root / f"log/entries/{number}").open("wb") as file:
            file.truncate(1 << 20)
    _verify(root)


def test_a_long_list_in_each_of_many_folders(root: Path) -> None:
    listed = [[f"{number:06}", 2 << 20, "0" * 64] for number in range(150_000)]
    content = json.dumps({"files": listed}, separators=(",", ":"), sort_keys=True).encode() + b"\n"
    for name in ("a", "b", "c", "d", "e", "f", "g", "h"):
        (root / name).mkdir()
        (root / name / "manifest.json").write_bytes(content)
        with (root / name / "large").open("wb") as file:
            file.truncate(2 << 20)
    assert _verify(root).printed.count("[too-large]") == 8
