"""Real git repositories in temporary folders, the same ones every time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_WHO = {f"GIT_{role}_{what}": "Kim" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
_WHEN = {f"GIT_{role}_DATE": "2026-05-01T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}


class GitFolder:
    """A repository whose top is `folder`; it knows nothing of the machine's settings."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str, given: bytes | None = None) -> str:
        """What git prints, without the last line feed."""
        settings = {"HOME": str(self.folder.parent), "GIT_CONFIG_NOSYSTEM": "1", "GIT_ALLOW_PROTOCOL": "file"}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            env={"PATH": os.environ["PATH"], **settings, **_WHO, **_WHEN},
            input=given,
            check=True,
            capture_output=True,
            timeout=60,
        )
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: Mapping[str, bytes], below: str = "") -> None:
        """Writes the files into the work tree."""
        for path, data in files.items():
            file = self.folder / below / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def commit(self, files: Mapping[str, bytes] | None = None, below: str = "") -> str:
        """Commits the work tree, with these files written before; the id of the commit."""
        self.write(files or {}, below)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def edit(self, path: str, before: str, after: str) -> None:
        """Replaces text that stands in the file."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert before in text, f"{path} does not hold {before!r}"
        file.write_text(text.replace(before, after), "utf-8")
