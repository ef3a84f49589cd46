"""A process that cannot open a workspace: the rule, and how it is passed on to the processes that it starts.

The rule is enforced twice: by Python's audit events, everywhere, and by the kernel where it can, which also
covers libraries in other languages. A breach ends the process; it is never an error that somebody could handle.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trustpages.workflow.landlock import close_to_reading

VARIABLE = "TRUSTPAGES_SEAL"

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


class SealBroken(BaseException):
    """Something reached for what was left out; not an Exception, so that nothing carries on after it."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Nothing below `root` may be opened, except below one of `exceptions`; all free of links."""

    root: Path
    exceptions: tuple[Path, ...]

    @classmethod
    def around(cls, root: Path, exceptions: Iterable[Path]) -> Seal:
        """The seal around `root`; an exception that holds all of `root` would undo it, and is none."""
        closed = root.resolve()
        found = dict.fromkeys(exception.resolve() for exception in exceptions)
        return cls(closed, tuple(path for path in found if not closed.is_relative_to(path)))

    def forbids(self, path: str | bytes | os.PathLike[str]) -> bool:
        """Whether `path`, wherever its links lead, must not be opened."""
        # Asked for every file that is opened, and pathlib takes its time.
        real = os.path.realpath(os.fsdecode(path))
        if not _is_within(real, str(self.root)):
            return False
        return not any(_is_within(real, str(exception)) for exception in self.exceptions)

    def variable(self) -> str:
        """The seal as the value of an environment variable."""
        return json.dumps([str(self.root), *map(str, self.exceptions)])


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


def seal_this_process(text: str, *, is_started: bool = False) -> None:
    """Puts this process under the seal in the value of the environment variable, for good.

    One that `is_started` by a sealed process is closed by the kernel from birth. Closing it again would close too
    much: what lies beside the folder can no longer be listed, so it would not be allowed.
    """
    root, *exceptions = map(Path, json.loads(text))
    seal = Seal(root, tuple(exceptions))
    if not is_started:
        close_to_reading(seal.root, seal.exceptions)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        for number in _PATHS.get(event, ()):
            path = arguments[number]
            if isinstance(path, str | bytes | os.PathLike) and seal.forbids(path):
                raise SealBroken(event)

    sys.addaudithook(watch)
