"""Sandbox of a build process that must not read the workspace; child processes inherit it.

Enforced twice: by Python's audit hooks everywhere, and by Linux's Landlock where the kernel has it, which also covers
native libraries. A violation ends the process.

Landlock has only rules that allow, so a folder is denied by allowing everything beside it: its siblings, the siblings
of each folder above it, and the exceptions. A build of a revision is denied two folders: the copy of it, and the
repository. See https://docs.kernel.org/userspace-api/landlock.html.
"""

from __future__ import annotations

import ctypes
import json
import os
import stat
import struct
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_READ_FILE, _READ_FOLDER, _MOVE = 1 << 2, 1 << 3, 1 << 13
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_PATH_BENEATH = 1
_ASK_VERSION = 1
_KNOWS_MOVING = 2  # version 1 denies every move between folders, and publishing moves files
_NO_NEW_PRIVILEGES = 38


def deny_reading(roots: Collection[Path], exceptions: Iterable[Path]) -> bool:
    """Denies this process to read below any of `roots`, except below `exceptions`; False if the kernel cannot.

    All paths are free of links. Only reading is denied, not writing. Files that
    appear later beside a root or beside a folder above it cannot be read either.
    """
    if sys.platform != "linux":
        return False
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION) < _KNOWS_MOVING:
        return False
    handled = struct.pack("=Q", _READ_FILE | _READ_FOLDER | _MOVE)
    ruleset = kernel.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*exceptions, *_list_beside(Path("/"), roots)):
            _allow(kernel, ruleset, path)
        # The kernel demands it, else a set-user-ID program could be tricked by the restrictions.
        if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(kernel.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _list_beside(folder: Path, roots: Collection[Path]) -> Iterator[Path]:
    """What lies in `folder` beside the roots and the folders above them, as far as folders can be listed."""
    with suppress(PermissionError), os.scandir(folder) as entries:
        for path in map(Path, entries):
            if any(root.is_relative_to(path) for root in roots):
                if path not in roots:
                    yield from _list_beside(path, roots)
            else:
                yield path


def _allow(kernel: ctypes.CDLL, ruleset: int, path: Path) -> None:
    """Allows reading `path` and below it; links are skipped, since they could lead into the denied folder."""
    try:
        opened = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return
    try:
        mode = os.fstat(opened).st_mode
        if not stat.S_ISLNK(mode):
            rights = _READ_FILE | _READ_FOLDER | _MOVE if stat.S_ISDIR(mode) else _READ_FILE
            kernel.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)


VARIABLE = "TRUSTPAGES_SANDBOX"

# By event, the arguments that are paths: https://docs.python.org/3/library/audit_events.html
_PATHS: Mapping[str, tuple[int, ...]] = {
    "open": (0,),
    "os.chdir": (0,),
    "os.exec": (0,),
    "os.link": (0, 1),
    "os.listdir": (0,),
    "os.listxattr": (0,),
    "os.posix_spawn": (0,),
    "os.rename": (0, 1),
    "os.scandir": (0,),
    "os.symlink": (0,),
    "os.truncate": (0,),
    "sqlite3.connect": (0,),
    "subprocess.Popen": (0, 2),
}


class SandboxViolation(BaseException):
    """The process tried to open a denied file; a BaseException, so that no `except Exception` swallows it."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Nothing below one of `roots` may be opened, except below one of `exceptions`; all free of links."""

    roots: tuple[Path, ...]
    exceptions: tuple[Path, ...]

    @classmethod
    def around(cls, roots: Iterable[Path], exceptions: Iterable[Path]) -> Sandbox:
        """The sandbox that denies `roots`; exceptions that contain one are dropped, since they would undo it."""
        closed = tuple(dict.fromkeys(root.resolve() for root in roots))
        found = dict.fromkeys(exception.resolve() for exception in exceptions)
        return cls(closed, tuple(path for path in found if not any(root.is_relative_to(path) for root in closed)))

    def forbids(self, path: str | bytes | os.PathLike[str], *, is_new: bool = False) -> bool:
        """Whether `path`, wherever its links lead, must not be opened; for a file that is made anew they do not count.

        To look for links takes as long as to write a file, and what is not there cannot be read.
        """
        # Strings, since this is called for every file that is opened, and pathlib is slow.
        text = os.fsdecode(path)
        real = os.path.abspath(text) if is_new else os.path.realpath(text)
        if not any(_is_within(real, str(root)) for root in self.roots):
            return False
        return not any(_is_within(real, str(exception)) for exception in self.exceptions)

    def to_json(self) -> str:
        """The sandbox as the value of the environment variable `VARIABLE`."""
        return json.dumps([[*map(str, self.roots)], [*map(str, self.exceptions)]])


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


_ANEW = os.O_CREAT | os.O_EXCL


def _makes(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether the file is made, and nothing opened that is there."""
    flags = arguments[2] if event == "open" else 0
    return isinstance(flags, int) and flags & _ANEW == _ANEW


def enter_sandbox(text: str, *, is_started: bool = False) -> None:
    """Puts this process into the sandbox that the environment variable describes, for good.

    A process that `is_started` by a sandboxed one inherits Landlock. A second ruleset would deny too much: the folders
    above a root cannot be listed any more, so what lies beside it would not be allowed.
    """
    roots, exceptions = (tuple(map(Path, paths)) for paths in json.loads(text))
    sandbox = Sandbox(roots, exceptions)
    if not is_started:
        deny_reading(sandbox.roots, sandbox.exceptions)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        for number in _PATHS.get(event, ()):
            path = arguments[number]
            if isinstance(path, str | bytes | os.PathLike) and sandbox.forbids(path, is_new=_makes(event, arguments)):
                raise SandboxViolation(event)

    sys.addaudithook(watch)
