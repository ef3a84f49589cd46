"""What a broken publish or a power loss left, cleared up by the next step."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from support.publish.process import KILL, Fault, Job, do, run
from support.publish.versions import a_key, a_published_folder, a_site, allowed_signers, codes, outcome, tree_of
from trustpages.publish.versions.disk import hold_publisher_lock
from trustpages.publish.versions.published_folder import open_log
from trustpages.publish.versions.withdrawal import withdraw_version


def broken_after(tmp_path: Path, name: str) -> tuple[Job, Path]:
    """A folder whose publisher died at its first call `name` that followed the entry in the log."""
    root = a_published_folder(tmp_path, versions=2)
    job = Job(root, "3.0", a_site(tmp_path / "site", "third"))
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    calls = run(Job(whole, "3.0", job.site), tmp_path / "result").calls
    first = calls.index("replace")
    at = calls.index(name, first + 1)
    assert run(job, tmp_path / "result", Fault(at, KILL)).said is None
    return job, whole


@pytest.mark.parametrize("name", ["replace", "exchange"])
def test_another_step_first_finishes_what_lies_ready(tmp_path: Path, name: str) -> None:
    job, whole = broken_after(tmp_path, name)
    assert codes(outcome(job.root)) == {"uncounted"}
    withdraw_version(job.root, "1.0", "Wrong", date(2024, 6, 10))
    withdraw_version(whole, "1.0", "Wrong", date(2024, 6, 10))
    assert tree_of(job.root) == tree_of(whole)


def test_a_version_that_the_disk_has_in_part_is_undone(tmp_path: Path) -> None:
    job, whole = broken_after(tmp_path, "exchange")
    (job.root / "3.0/report.json").write_bytes(b"")
    do(job)
    assert tree_of(job.root) == tree_of(whole)
    assert not outcome(job.root).notes


def test_entries_whose_version_is_nowhere_are_undone(tmp_path: Path) -> None:
    job, _ = broken_after(tmp_path, "replace")
    shutil.rmtree(next(job.root.glob(".staging-*")))
    withdraw_version(job.root, "1.0", "Wrong", date(2024, 6, 10))
    assert not (job.root / "3.0").exists()
    out = outcome(job.root)
    assert out.failures == out.notes == []


@pytest.mark.parametrize("before_the_end", [1, 2], ids=["signature in place", "neither in place"])
def test_what_was_signed_is_put_in_place_by_the_next_step_though_it_has_no_key(
    tmp_path: Path, before_the_end: int
) -> None:
    root, key, whole = a_published_folder(tmp_path, versions=2), a_key(tmp_path), tmp_path / "whole"
    shutil.copytree(root, whole)
    site = a_site(tmp_path / "site", "third")
    calls = run(Job(whole, "3.0", site, key=key), tmp_path / "result").calls
    at = [number for number, name in enumerate(calls) if name == "replace"][-before_the_end]
    assert run(Job(root, "3.0", site, key=key), tmp_path / "result", Fault(at, KILL)).said is None
    assert {"uncounted", "unsigned"} <= codes(outcome(root))
    with hold_publisher_lock(root):
        open_log(root, None)
    assert tree_of(root) == tree_of(whole)
    assert outcome(root, allowed_signers=allowed_signers(tmp_path, key)).failures == []


def test_a_stage_that_is_a_link_is_removed_and_not_followed(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    (root / ".staging-x").symlink_to(tmp_path / "site-1")
    do(Job(root, "2.0", a_site(tmp_path / "site", "second")))
    assert not (root / ".staging-x").is_symlink()
    assert (tmp_path / "site-1/index.html").is_file()
