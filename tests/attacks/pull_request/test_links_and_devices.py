"""What is no regular file is refused wherever a workspace could hold it, before it is opened, and without a hang."""

from __future__ import annotations

import errno
import os
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, files_below, read_workspace
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.model.vocabulary import Audience

TODAY = date(2026, 7, 1)


def a_link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def a_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as listening:  # an address has at most 108 bytes
        listening.bind(path.name)


def an_endless_device(path: Path) -> None:
    """/dev/zero under another name; where a user may make no device, a link to it."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EACCES):
            raise
        path.symlink_to("/dev/zero")


def a_folder(path: Path) -> None:
    path.mkdir()


MAKERS = (a_link, a_dangling_link, a_link_to_itself, a_pipe, a_socket, an_endless_device)
PLACES = (
    "trust.yml",
    "evidence/desk/agent.yml",
    "evidence/desk/bundles/june.yml",
    "evidence/desk/bundles/more.yml",
    "evidence/desk/bundles/june-runs.csv",
    "evidence/desk/bundles/folder",
    "evidence/desk/pacts",
    "content/how-we-work.md",
)
REFUSED = {"path-link", "path-not-regular"}


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Fails the test if the block has not ended by then: an open pipe waits for ever."""

    def late(*_: object) -> None:
        raise TimeoutError(f"waited for {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_in_its_place(
    place: str, make: Callable[[Path], None], tmp_path: Path, figure: Callable[[int, str, str], None]
) -> None:
    for path, data in files_below(CASES / "valid").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        if not f"{path}/".startswith(f"{place}/"):
            (tmp_path / path).write_bytes(data)
    if (tmp_path / place).is_dir():
        (tmp_path / place).rmdir()
    make(tmp_path / place)
    with patience(10):
        intake = read_workspace(WorkspaceFolder(tmp_path), Audience.INTERNAL, TODAY)
    assert intake.workspace is None
    refused = [problem for problem in intake.problems if problem.code in REFUSED and problem.remedy]
    assert any(Path(place).name in f"{problem.place.file} {problem.sentence}" for problem in refused)
    figure(29, "links, pipes, sockets, devices in places of a workspace: refused, no hang", "1/1")


def test_a_folder_where_a_data_file_should_be_is_refused(tmp_path: Path) -> None:
    for path, data in files_below(CASES / "valid").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "evidence/desk/bundles/june-runs.csv").unlink()
    a_folder(tmp_path / "evidence/desk/bundles/june-runs.csv")
    intake = read_workspace(WorkspaceFolder(tmp_path), Audience.INTERNAL, TODAY)
    assert "path-not-regular" in {problem.code for problem in intake.problems}
