"""`python -m mutation [SAMPLE [ROOM]]`: how many of SAMPLE changes of each room its tests notice, and the others."""

from __future__ import annotations

import importlib
import os
import random
import signal
import sys
import time
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mutation.mutants import Mutant, mutants
from mutation.rooms import ROOMS, Room

SEED, SAMPLE, LONGEST = 2026, 60, 240
# Loaded once, before a process is made for each change; nothing of the program itself may be among them.
BEFOREHAND = ("hypothesis", "numpy", "pydantic", "ruamel.yaml", "markdown_it", "nh3", "jinja2", "json", "html.parser")


class Changed(MetaPathFinder, SourceLoader):  # type: ignore[misc]  # the stubs of its bases contradict each other
    """Finds the changed module in the place of the real one."""

    def __init__(self, mutant: Mutant, path: str) -> None:
        self._mutant, self._path = mutant, path

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return spec_from_loader(name, self) if name == f"trustpages.{self._mutant.module}" else None

    def get_filename(self, fullname: str) -> str:
        return self._path

    def get_data(self, path: str | bytes) -> bytes:
        return self._mutant.source.encode()


def main() -> None:
    """Prints the figure of each room and its survivors."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    for name in BEFOREHAND:
        importlib.import_module(name)
    for room in (room for room in ROOMS if room.name in (sys.argv[2:] or [room.name])):
        if _is_noticed(None, room):
            sys.exit(f"{room.name}: the tests fail without any change")
        _measure(room, size)


def _measure(room: Room, size: int) -> None:
    began = time.monotonic()
    known = [mutant for module in room.modules for mutant in mutants(module, _path(module).read_text("utf-8"))]
    chosen = sorted(random.Random(SEED).sample(range(len(known)), min(size, len(known))))  # noqa: S311 - a sample
    survivors = [mutant for mutant in (known[at] for at in chosen) if not _is_noticed(mutant, room)]
    figure = f"{len(chosen) - len(survivors)}/{len(chosen)}"
    seconds = time.monotonic() - began
    print(f"{room.name}: {figure} noticed, of {len(known)} possible changes, in {seconds:.0f} s", flush=True)
    for mutant in survivors:
        print(f"  {mutant}", flush=True)


def _path(module: str) -> Path:
    return Path(__file__).parents[2] / "generator/trustpages" / f"{module.replace('.', '/')}.py"


def _is_noticed(mutant: Mutant | None, room: Room) -> bool:
    """Whether the tests fail, or do not end, in a process of their own."""
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant, room))
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(mutant: Mutant | None, room: Room) -> int:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if mutant is not None:
        sys.meta_path.insert(0, Changed(mutant, str(_path(mutant.module))))
    already = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
    options = ("-W", already, "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not shared")
    return int(pytest.main([*options, *room.tests]))


if __name__ == "__main__":
    main()
