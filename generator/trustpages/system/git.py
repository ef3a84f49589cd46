"""The git command, hardened: no shell, no hooks, no pager, no filters of the repository, plain output.

A filter is a command line in the configuration. Those of the user and of the machine are the user's own; one in
`.git/config`, or in a file that it includes, came with the folder, which somebody else may have packed.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

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
"""Settings of every call, which go before those of the repository."""

TIMEOUT_SECONDS = 60
MOST_BYTES = 256 << 20
_PIECE = 1 << 16
_PASSED_ON = ("PATH", "HOME", "XDG_CONFIG_HOME", "SYSTEMROOT")
_FIXED = {
    "GIT_ALLOW_PROTOCOL": "none",  # would fetch what a partial clone lacks, by a program that the repository names
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,  # would show another history
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class NoAnswer(Enum):
    """Why git gave no answer at all."""

    MISSING = "git is not installed"
    LATE = "git did not answer in time"
    LONG = "git answered more than 256 MiB"


@dataclass(frozen=True, slots=True)
class GitOutput:
    """Exit code, standard output and standard error of git."""

    code: int
    out: bytes
    complaint: str

    @property
    def first_complaint(self) -> str:
        """The first line of the complaint, cut to a length for a sentence."""
        return next(iter(self.complaint.splitlines()), "no message").removeprefix("fatal: ")[:200]


def make_plain_environment() -> dict[str, str]:
    """The environment of git: what finds it and the user's settings, without variables that change its answers."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _FIXED


def build_git_command(folder: Path, *arguments: str) -> list[str]:
    """The command line that asks git in `folder`; untrusted paths come after `--` in the arguments."""
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return ["git", "-C", str(folder), *settings, *arguments]


def ask_git(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None, seconds: int = TIMEOUT_SECONDS
) -> GitOutput | NoAnswer:
    """What git answers in `folder`, in `environment` or the plain one; it never waits for a person."""
    try:
        process = subprocess.Popen(  # noqa: S603  # a fixed command, no shell
            build_git_command(folder, *arguments),
            env=make_plain_environment() if environment is None else environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except FileNotFoundError:
        return NoAnswer.MISSING
    with process:
        try:
            said = _read_streams(process, time.monotonic() + seconds)
        finally:
            if process.poll() is None:
                process.kill()
    return said if isinstance(said, NoAnswer) else GitOutput(process.returncode, *said)


def _read_streams(process: subprocess.Popen[bytes], until: float) -> tuple[bytes, str] | NoAnswer:
    """What the process prints and complains of, until it has ended; the history of a folder may be made to be long."""
    out, complaint = bytearray(), bytearray()
    with selectors.DefaultSelector() as waiting:
        for stream, taken in ((process.stdout, out), (process.stderr, complaint)):
            if stream is not None:
                waiting.register(stream, selectors.EVENT_READ, taken)
        while waiting.get_map():
            ready = waiting.select(max(0.0, until - time.monotonic()))
            if not ready:
                return NoAnswer.LATE
            for key, _ in ready:
                piece = os.read(key.fd, _PIECE)
                if not piece:
                    waiting.unregister(key.fileobj)
                elif key.data is out or len(complaint) < _PIECE:
                    key.data.extend(piece)
            if len(out) > MOST_BYTES:
                return NoAnswer.LONG
    try:
        process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        return NoAnswer.LATE
    return bytes(out), complaint.decode("utf-8", "replace")


LIST_FILTERS: Final = ("config", "--list", "--show-scope", "--name-only", "-z")
"""Arguments that list all settings with their scope, by which filters of the repository are found."""

_TRUSTED = frozenset({"system", "global"})
_SWITCHES = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))


def make_environment_without_filters(listed: bytes) -> Mapping[str, str]:
    """The environment in which git runs no filter of the repository; `listed` is git's answer to `LIST_FILTERS`."""
    fields = listed.decode("utf-8", "surrogateescape").split("\0")
    untrusted = (name for scope, name in zip(fields[::2], fields[1::2], strict=False) if scope not in _TRUSTED)
    # The name of a filter may hold dots, so the key is what follows the last one. An empty command is no filter, and
    # settings in the environment count over those of the repository.
    filters = sorted({name.rpartition(".")[0] for name in untrusted if name.startswith("filter.")})
    settings = [(f"{filter_}.{key}", value) for filter_ in filters for key, value in _SWITCHES]
    return {
        **make_plain_environment(),
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(settings)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(settings)},
    }
