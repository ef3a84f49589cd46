"""Disks that are small, or that cannot be written to."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.process import Job, do
from support.publish.versions import a_published_folder, a_site, outcome, tree_of
from support.system.small_disks import tmpfs
from trustpages.model.problem import TrustpagesError

Count = Callable[[int, int], int]
Figure = Callable[[int, str, str], None]


def refusal(job: Job) -> TrustpagesError | None:
    try:
        do(job)
    except TrustpagesError as stopped:
        return stopped
    return None


def test_a_full_disk(tmp_path: Path, count: Count, figure: Figure) -> None:
    before = a_published_folder(tmp_path, versions=2)
    site = a_site(tmp_path / "site", "third")
    (site / "large.txt").write_text("x" * 200_000)
    needed = sum(-(-len(content) // 4096) * 4 for content in tree_of(before).values())
    sizes = range(needed, needed + 1200, 1200 // count(20, 4))
    refused = 0
    for number, size in enumerate(sizes):
        with tmpfs(tmp_path / f"disk-{number}", f"size={size}k") as disk:
            root = disk / "published"
            shutil.copytree(before, root)
            old = tree_of(root)
            said = refusal(Job(root, "3.0", site))
            if said is not None:
                assert (said.code, tree_of(root)) == ("disk-full", old)
                assert "make room" in said.remedy
                refused += 1
                subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True, timeout=60)
                do(Job(root, "3.0", site))
            out = outcome(root)
            assert out.failures == out.notes == []
    assert 0 < refused < len(sizes)
    figure(35, "tmpfs of different sizes: site whole, rerun with room succeeds", f"{len(sizes)}/{len(sizes)}")
    figure(35, "tmpfs of different sizes: disk full", f"{refused}/{len(sizes)}")


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    old = tree_of(root)
    site = a_site(tmp_path / "site", "second")
    (site / "large.txt").write_text("x" * 400_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(TrustpagesError) as stopped:
            do(Job(root, "2.0", site))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stopped.value.code == "disk-full"
    assert tree_of(root) == old
    do(Job(root, "2.0", site))
    assert not outcome(root).failures
