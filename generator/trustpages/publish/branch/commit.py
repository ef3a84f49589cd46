"""Make the next commit of a branch without moving any ref: objects go into the repository, refs stay aside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.committing import BRANCH
from trustpages.publish.branch.repository import DURABLE, Repository, read_identity, run_git
from trustpages.system.git import SETTINGS, make_plain_environment

_EARLIEST = 100_000_000  # git takes a smaller number of seconds for something else
_PROGRAM = "trustpages.publish.branch.committing"


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

    Raises CannotGoOn `git-identity`, `git-unable`, OSError.
    """
    with tempfile.TemporaryDirectory(prefix="trustpages-git-") as folder:
        aside = Path(folder)
        environment = _make_environment(repository, start, change.day, aside)
        run_git(aside, "init", "--quiet", "--bare", "--template=", f"--object-format={repository.naming}")
        if repository.shallow.is_file():
            shutil.copy(repository.shallow, aside / "shallow")
        if start is not None:
            run_git(aside, "update-ref", f"refs/heads/{BRANCH}", start, environment=environment)
        made = _run_committing(aside, environment, change)
    commit = made or start
    if commit is None or repository.commit(commit) is None:
        raise TrustpagesError(
            "git-unable", "git did not keep the commit", "check the disk and the repository"
        )
    return commit


def _run_committing(aside: Path, environment: dict[str, str], change: TreeChange) -> str | None:
    order = {
        "message": change.message,
        "folder": str(change.folder),
        "replaced": sorted(change.replaced),
    }
    done = subprocess.run(  # noqa: S603  # this program itself
        [sys.executable, "-P", "-m", _PROGRAM],
        cwd=aside,
        env=environment,
        input=json.dumps(order).encode(),
        capture_output=True,
        check=False,
    )
    answer = json.loads(done.stdout or b"{}")
    if "commit" in answer:
        return None if answer["commit"] is None else str(answer["commit"])
    complaint = done.stderr.decode("utf-8", "replace").splitlines() or ["no message"]
    why = " ".join(str(answer.get("failed", complaint[-1])).split())
    raise TrustpagesError(
        "git-unable", f"git could not commit: {why[:200]}", "make room on the disk, and try again"
    )


def _make_environment(repository: Repository, start: str | None, day: date, aside: Path) -> dict[str, str]:
    """That of a git that knows nobody's settings, writes objects into the repository, and refs aside."""
    name, address = read_identity(repository)
    settings = list((SETTINGS | DURABLE).items())
    kept = {one: os.environ[one] for one in ("PYTHONPATH", "TMPDIR") if one in os.environ}
    return {
        **make_plain_environment(),
        **kept,
        "HOME": str(aside),
        "XDG_CONFIG_HOME": str(aside),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_DIR": str(aside),
        "GIT_OBJECT_DIRECTORY": str(repository.objects),
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": address,
        "GIT_COMMITTER_DATE": f"{_choose_time(repository, start, day)} +0000",
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(settings)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(settings)},
    }


def _choose_time(repository: Repository, start: str | None, day: date) -> int:
    begins = int(datetime.combine(day, time(), UTC).timestamp())
    if start is None:
        return max(begins, _EARLIEST)
    before = repository.said("rev-list", "--max-count=1", "--timestamp", start).split()[0]
    return max(begins, _EARLIEST, int(before))
