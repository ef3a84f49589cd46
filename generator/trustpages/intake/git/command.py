"""The git command, asked and never told: no shell, no hooks, no pager, no locks, plain output."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from trustpages.model.refusal import Refusal

_SETTINGS = (
    "core.fsmonitor=false",  # would start a program
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "log.showSignature=false",  # would add lines
    "blame.ignoreRevsFile=",
)
_PASSED_ON = ("PATH", "HOME", "XDG_CONFIG_HOME", "SYSTEMROOT")
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SECONDS = 60


def git(folder: Path, *arguments: str) -> bytes | Refusal:
    """What git prints in `folder`, or why it prints nothing; git's own settings of the user stay in force."""
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  # a fixed command; paths come after `--`
            ["git", "-C", str(folder), *settings, *arguments],  # noqa: S607  # found as the user finds it
            env=passed_on | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        return Refusal("git-missing", "git is not installed", "install git to see when evidence changed")
    except subprocess.TimeoutExpired:
        return Refusal("git-failed", f"git did not answer within {_SECONDS} seconds", "try again")
    if done.returncode:
        return _refusal(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _refusal(message: str) -> Refusal:
    if "dubious ownership" in message:
        remedy = "if you trust the folder, add it to git's setting safe.directory"
        return Refusal(
            "git-ownership", "git does not read the folder, because it belongs to somebody else", remedy
        )
    if "not a git repository" in message:
        return Refusal(
            "git-missing", "the workspace is not in a git repository", "keep it in git to show its history"
        )
    first = next(iter(message.splitlines()), "no message").removeprefix("fatal: ")
    return Refusal("git-failed", f"git failed: {first[:200]}", "run git yourself to see more")
