"""The workspaces that many tests look at, each written, read and composed once in a process.

Tests that use them are of one group of pytest-xdist, so that one worker makes them.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from support.outputs.whole import Whole, make_whole
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from support.workspaces.every_record import write_every_record
from trustpages.model.vocabulary import Audience

IN_ONE_PROCESS = pytest.mark.xdist_group("known workspaces")

_DEMO = Path(__file__).parents[3]
_WRITERS: dict[str, Callable[[Path], Path]] = {
    "demo": lambda folder: _DEMO,
    "bad news": write_bad_news,
    "bare": write_bare,
    "three agents": lambda folder: write_every_record(folder, 3),
    "fourteen agents": lambda folder: write_every_record(folder, 14),
}


@cache
def known_workspace(name: str) -> Path:
    """Where the workspace of that name stands; no test changes it."""
    folder = Path(tempfile.mkdtemp(prefix="trustpages-known-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _WRITERS[name](folder)


@cache
def known_whole(name: str, audience: Audience = Audience.INTERNAL) -> Whole:
    """Everything that is made of the workspace of that name."""
    made = make_whole(known_workspace(name), audience)
    assert made is not None
    return made
