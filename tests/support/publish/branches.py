"""Git repositories for the tests of publishing onto a branch."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from support.publish.versions import some_facts
from trustpages.publish.branch.folder import Landed, open_branch_folder
from trustpages.publish.branch.names import Branch
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.withdrawal import withdraw_version

PAGES = Branch("gh-pages")
PUSHED = Branch("gh-pages", push=True)


class Repository:
    """A git repository with one commit on `main`, an identity, and something changed but not committed."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)
        self.git("config", "user.name", "Kim")
        self.git("config", "user.email", "kim@example.com")
        (folder / "trust.yml").write_text("committed\n")
        (folder / "content").mkdir()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "evidence")
        (folder / "trust.yml").write_text("changed\n")
        (folder / "staged").write_text("staged\n")
        self.git("add", "staged")
        (folder / "untracked").write_text("untracked\n")

    def git(self, *arguments: str) -> str:
        """What git prints."""
        return git(self.folder, *arguments)

    def state(self) -> tuple[str, bytes, str]:
        """What publishing leaves alone: status, index, HEAD."""
        return state_of(self.folder)

    def tip(self, branch: str = "gh-pages") -> str:
        """The commit of a branch, empty if there is none."""
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def add_files(self, branch: str, **files: str) -> None:
        """A commit with these files on a branch that is not checked out; `__` stands for a full stop."""
        lines = [f"commit refs/heads/{branch}", "committer Kim <kim@example.com> 1700000000 +0000", "data 0"]
        if self.tip(branch):
            lines.append(f"from refs/heads/{branch}^0")
        for name, text in files.items():
            lines += [f"M 100644 inline {name.replace('__', '.')}", f"data {len(text)}", text]
        subprocess.run(
            ["git", "-C", str(self.folder), "fast-import", "--quiet"],
            input="\n".join([*lines, ""]).encode(),
            check=True,
            timeout=60,
        )


def state_of(folder: Path) -> tuple[str, bytes, str]:
    """What git shows of a work tree, its index, its HEAD."""
    status = git(folder, "--no-optional-locks", "status", "--porcelain")
    return status, (folder / ".git/index").read_bytes(), (folder / ".git/HEAD").read_text()


def git(folder: Path, *arguments: str) -> str:
    """What git prints in a folder, with nobody's settings."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout.strip()


def a_remote(repository: Repository, folder: Path, name: str = "origin") -> Path:
    """A bare repository that is a remote of the other one."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    repository.git("remote", "add", name, str(folder))
    return folder


def a_clone(source: Path, folder: Path, branch: str = "gh-pages") -> Path:
    """The branch as a reader's work tree."""
    git(source, "clone", "--quiet", "--branch", branch, f"file://{source}", str(folder))
    return folder


def publish_on(repository: Repository, site: Path, version: str, branch: Branch = PAGES, **facts: Any) -> Landed:
    """Publishes a built site as a version on a branch."""
    with open_branch_folder(repository.folder, branch, version) as folder:
        chosen = some_facts(**facts)
        publish_version(site, version, folder.root, chosen)
        return folder.land(f"Publish version {version}", chosen.as_of)


def withdraw_on(repository: Repository, version: str, branch: Branch = PAGES) -> Landed:
    """Withdraws a version on a branch."""
    day = date(2024, 6, 10)
    with open_branch_folder(repository.folder, branch, version) as folder:
        withdraw_version(folder.root, version, "The figures were wrong", day)
        return folder.land(f"Withdraw version {version}", day)
