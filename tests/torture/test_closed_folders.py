"""Folders that cannot be written to: every command says so in a sentence, and nothing in them changes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from support.publish.process import Job, do
from support.publish.versions import a_published_folder, a_site, outcome, tree_of
from support.system.commands import trustpages
from support.system.small_disks import tmpfs
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.commands.init import make_workspace

Figure = Callable[[int, str, str], None]
Closing = Callable[[Path], AbstractContextManager[object]]
NOBODY = 65534


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that anybody may enter, with a site, a workspace, and in `disk` a published folder of one version."""
    with TemporaryDirectory() as made:  # those of the tests are closed to others
        place = Path(made)
        place.chmod(0o755)
        a_site(place / "site", "next")
        make_workspace(place / "acme", demo=False)
        a_published_folder(place / "disk", versions=1)
        yield place


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """The file system takes nothing."""
    aside = disk.rename(disk.with_name("aside"))
    with tmpfs(disk, "size=8m"):
        shutil.copytree(aside, disk, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, timeout=60)
        yield


@contextmanager
def somebody_elses(disk: Path) -> Iterator[None]:
    """The folders are another user's. Root becomes nobody for a while; others take their own right away."""
    folders = [path for path in (disk, *disk.rglob("*")) if path.is_dir()]
    was = os.geteuid()
    for folder in folders:
        folder.chmod(0o755 if was == 0 else 0o555)
    os.seteuid(NOBODY if was == 0 else was)
    try:
        yield
    finally:
        os.seteuid(was)
        for folder in folders:
            folder.chmod(0o755)


@contextmanager
def immutable(disk: Path) -> Iterator[None]:
    """Nothing may be made or removed in the folders, by whomever."""
    folders = [str(path) for path in (disk, *disk.rglob("*")) if path.is_dir()]
    done = subprocess.run(["chattr", "+i", *folders], capture_output=True, check=False, timeout=60)
    try:
        if done.returncode:
            pytest.skip("no folder can be made immutable here")
        yield
    finally:
        subprocess.run(["chattr", "-i", *folders], capture_output=True, check=False, timeout=60)


def refusal(job: Job) -> TrustpagesError | None:
    try:
        do(job)
    except TrustpagesError as stopped:
        return stopped
    return None


@pytest.mark.parametrize("closed", [read_only, somebody_elses, immutable], ids=lambda close: close.__name__)
def test_versions(closed: Closing, place: Path, figure: Figure) -> None:
    disk, site = place / "disk", place / "site"
    old = tree_of(disk)
    jobs = (
        Job(disk / "published", "2.0", site),
        Job(disk / "new/published", "2.0", site),
        Job(disk / "published", "1.0"),
    )
    with closed(disk):
        said = [refusal(job) for job in jobs]
        assert not outcome(disk / "published").failures
        assert tree_of(disk) == old
    assert {error and error.code for error in said} <= {"read-only", "no-permission"}
    assert all(error and error.remedy for error in said)
    figure(36, f"publish and withdraw, {closed.__name__.replace('_', ' ')}: refused, all whole", "3/3")


COMMANDS = (
    ("withdraw", "1.0", "--from", "{disk}/published", "--reason", "Wrong."),
    ("init", "{disk}/new"),
    ("schema", "--to", "{disk}/schemas"),
    ("build", "--to", "{disk}/site", "--jobs", "1"),
    ("build", "--to", "{disk}/new/site", "--jobs", "1"),
    ("publish", "2.0", "--to", "{disk}/new/published", "--jobs", "1"),
)


def test_commands(place: Path, tmp_path: Path, count: Callable[[int, int], int], figure: Figure) -> None:
    disk, tried = place / "disk", COMMANDS[: count(len(COMMANDS), 2)]
    with read_only(disk):
        for command in tried:
            filled = [argument.format(disk=disk) for argument in command]
            ran = trustpages(*filled, folder=place / "acme", TRUSTPAGES_CACHE=str(tmp_path))
            assert (ran.code, ran.out) == (1, ""), command
            assert "Traceback" not in ran.err
            last = ran.err.splitlines()[-1]
            assert last.startswith("trustpages: ["), command
            assert "; " in last, f"no remedy: {last}"
    what = "commands that write, on a read-only file system: a sentence with remedy"
    figure(36, what, f"{len(tried)}/{len(tried)}")
