"""The same workspace gives the same bytes, whoever builds it, where and when."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from commands import TRUSTPAGES, trustpages
from site_builders import tree_bytes

pytestmark = pytest.mark.site


@dataclass(frozen=True)
class Surroundings:
    """All that must not matter."""

    folder: str
    jobs: int
    umask: int
    variables: dict[str, str] = field(default_factory=dict)


HERE = Surroundings("a", 1, 0o022, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
ELSEWHERE = Surroundings(
    "some/other folder",
    2,
    0o077,
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "COLUMNS": "40",
        "HOME": "/nowhere",
    },
)


def built(surroundings: Surroundings, root: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and bytes of every file of the demo's site, built in those surroundings."""
    folder = root / surroundings.folder
    folder.mkdir(parents=True)
    assert trustpages("init", "--demo", "--quiet", folder=folder).code == 0
    subprocess.run(
        [TRUSTPAGES, "build", "--quiet", "--jobs", str(surroundings.jobs)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **surroundings.variables},
        umask=surroundings.umask,
        check=True,
        timeout=300,
    )
    return tree_bytes(folder / "site")


@pytest.mark.xdist_group("reproducible")
def test_the_demo_is_the_same_in_other_surroundings(
    tmp_path: Path, figure: Callable[[int, str, str], None]
) -> None:
    first, second = built(HERE, tmp_path), built(ELSEWHERE, tmp_path)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert len(first) > 100
    figure(8, "files that differ: folder, zone, locale, umask, hash seed, processes", f"0/{len(first)}")
    figure(
        38,
        "files of a build with nothing but PATH and the like set, as with them",
        f"{len(first)}/{len(first)}",
    )


def test_charts_from_the_cache_are_those_that_would_be_drawn(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", folder=tmp_path).code == 0
    for folder in ("drawn", "cached"):
        assert trustpages("build", "--quiet", "--to", folder, folder=tmp_path).code == 0
    assert tree_bytes(tmp_path / "drawn") == tree_bytes(tmp_path / "cached")
