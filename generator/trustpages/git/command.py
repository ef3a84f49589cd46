"""The git command: no shell, no hooks, no pager, no locks that can be avoided, plain output."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

SETTINGS = {
    "core.fsmonitor": "false",  # would start a program
    "core.hooksPath": "/dev/null",
    "core.quotePath": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",  # would add lines
    "blame.ignoreRevsFile": "",
    "protocol.ext.allow": "never",  # an address that is a command line
    "safe.bareRepository": "explicit",  # a folder that only looks like a repository has a configuration, too
}
"""What git is told on each call, whatever the repository says."""

SECONDS = 60
_PASSED_ON = ("PATH", "HOME", "XDG_CONFIG_HOME", "SYSTEMROOT")
_FIXED = {
    "GIT_ALLOW_PROTOCOL": "none",  # would fetch what a partial clone lacks, by a program that the repository names
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,  # would tell another history
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class Silence(Enum):
    """Why git gave no answer at all."""

    MISSING = "git is not installed"
    LATE = "git did not answer in time"


@dataclass(frozen=True, slots=True)
class Answer:
    """How git ended, what it printed, and what it complained of."""

    code: int
    out: bytes
    complaint: str

    @property
    def first_complaint(self) -> str:
        """The first line of the complaint, cut to a length for a sentence."""
        return next(iter(self.complaint.splitlines()), "no message").removeprefix("fatal: ")[:200]


def plain_environment() -> dict[str, str]:
    """The environment in which git is asked: what finds it and the user's settings, and nothing that bends it."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _FIXED


def command(folder: Path, *arguments: str) -> list[str]:
    """The command line that asks git in `folder`; untrusted paths come after `--` in the arguments."""
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return ["git", "-C", str(folder), *settings, *arguments]


def ask(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    seconds: int = SECONDS,
) -> Answer | Silence:
    """What git answers in `folder`, in `environment` or the plain one; it never waits for a person."""
    try:
        done = subprocess.run(  # noqa: S603  # a fixed command, no shell
            command(folder, *arguments),
            env=plain_environment() if environment is None else environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError:
        return Silence.MISSING
    except subprocess.TimeoutExpired:
        return Silence.LATE
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))
