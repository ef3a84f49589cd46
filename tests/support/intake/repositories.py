"""Repositories of a workspace in which several people commit, one commit a day."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

KIM, LEE, MAY = ("Kim", "kim@example.org"), ("Lee", "lee@example.org"), ("May", "may@example.org")


class People:
    """A repository in a folder; each commit is made by somebody, on a day after those before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, by: tuple[str, str] = KIM) -> str:
        """What git prints."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_NAME": by[0], f"GIT_{role}_EMAIL": by[1]}
            environment |= {f"GIT_{role}_DATE": f"2024-05-{self.day + 1:02}T12:00:00Z"}
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def commit(self, *, by: tuple[str, str] = KIM, message: str = "x") -> str:
        """Commits everything; the id."""
        self.day += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, by=by)
        return self.git("rev-parse", "HEAD")
