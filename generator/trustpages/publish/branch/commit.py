"""Make the next commit of a branch without moving any ref: objects go into the repository, refs stay aside."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.repository import DURABLE, Repository, read_identity, run_git
from trustpages.system.git import build_git_command, make_plain_environment

_EARLIEST = 100_000_000  # git takes a smaller number of seconds for something else
_BRANCH = "published"  # in the repository of its own; no name that a user gave


@dataclass(frozen=True, slots=True)
class TreeChange:
    """What a commit does: these names of the first level go, all files of `folder` come; a message, a day."""

    folder: Path
    replaced: Collection[str]
    message: str
    day: date


def make_commit(repository: Repository, start: str | None, change: TreeChange) -> str:
    """The commit that follows `start` with the change; `start` itself if nothing changes.

    Its bytes depend on the change, on `start` and on who commits, not on the clock: its time is the
    beginning of the day in UTC, but never before that of `start`.

    Raises TrustpagesError `git-identity`, `git-unable`, OSError.
    """
    name, address = read_identity(repository)
    committer = f"{name} <{address}> {_choose_time(repository, start, change.day)} +0000"
    with tempfile.TemporaryDirectory(prefix="trustpages-git-") as folder:
        aside = Path(folder)
        environment = _make_environment(repository, aside)
        run_git(aside, "init", "--quiet", "--bare", "--template=", f"--object-format={repository.naming}")
        if repository.shallow.is_file():
            shutil.copy(repository.shallow, aside / "shallow")
        _import_stream(aside, environment, _write_stream(committer, start, change))
        trees = [f"{commit}^{{tree}}" for commit in (_BRANCH, start) if commit]
        answer = run_git(aside, "rev-parse", _BRANCH, *trees, environment=environment)
    commit, *ids = answer.decode("ascii").split()
    if start is not None and ids[0] == ids[1]:
        return start
    if repository.commit(commit) is None:
        raise TrustpagesError("git-unable", "git did not keep the commit", "check the disk and the repository")
    return commit


def _write_stream(committer: str, start: str | None, change: TreeChange) -> Iterator[bytes]:
    """The commit as `git fast-import` reads it, a file at a time."""
    yield f"commit refs/heads/{_BRANCH}\ncommitter {committer}\n".encode()
    yield from _frame(change.message.encode())
    if start is not None:
        yield f"from {start}\n".encode()
    for path in sorted(change.replaced):
        yield b"D " + _quote(path) + b"\n"
    for parent, folders, names in os.walk(change.folder):
        folders[:] = [folder for folder in folders if folder != ".git"]  # no tree can hold it
        for path in (os.path.join(parent, name) for name in names):
            mode = b"100755" if os.access(path, os.X_OK) else b"100644"
            yield b"M " + mode + b" inline " + _quote(os.path.relpath(path, change.folder)) + b"\n"
            yield from _frame(Path(path).read_bytes())
    yield b"done\n"


def _frame(content: bytes) -> Iterator[bytes]:
    yield b"data %d\n" % len(content)
    yield content
    yield b"\n"


def _quote(path: str) -> bytes:
    """A path as a C string, in which nothing ends the line."""
    escaped = path.replace(os.sep, "/").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return os.fsencode(f'"{escaped}"')


def _import_stream(aside: Path, environment: dict[str, str], stream: Iterator[bytes]) -> None:
    settings = [part for key, value in DURABLE.items() for part in ("-c", f"{key}={value}")]
    command = [*settings, "fast-import", "--quiet", "--done", "--date-format=raw"]
    with (
        tempfile.TemporaryFile(dir=aside) as complaint,
        subprocess.Popen(  # noqa: S603  # a fixed command, no shell
            build_git_command(aside, *command), env=environment, stdin=subprocess.PIPE, stderr=complaint
        ) as git,
    ):
        if git.stdin is None:  # pragma: no cover - it is a pipe
            return
        with suppress(BrokenPipeError), git.stdin as pipe:  # git says itself why it stopped reading
            for part in stream:
                pipe.write(part)
        if git.wait():
            complaint.seek(0)
            lines = complaint.read().decode("utf-8", "replace").splitlines() or ["no message"]
            raise TrustpagesError(
                "git-unable",
                f"git could not commit: {lines[0].removeprefix('fatal: ')[:200]}",
                "make room on the disk, and try again",
            )


def _make_environment(repository: Repository, aside: Path) -> dict[str, str]:
    """That of a git that knows nobody's settings, writes objects into the repository, and refs aside."""
    return {
        **make_plain_environment(),
        "HOME": str(aside),
        "XDG_CONFIG_HOME": str(aside),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_DIR": str(aside),
        "GIT_OBJECT_DIRECTORY": str(repository.objects),
    }


def _choose_time(repository: Repository, start: str | None, day: date) -> int:
    begins = int(datetime.combine(day, time(), UTC).timestamp())
    if start is None:
        return max(begins, _EARLIEST)
    before = repository.said("rev-list", "--max-count=1", "--timestamp", start).split()[0]
    return max(begins, _EARLIEST, int(before))
