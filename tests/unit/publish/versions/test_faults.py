"""A publish or withdrawal that fails, or is killed, at any call to the system.

A sample of the calls here; `tests/torture` takes every one.
"""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from fault_rounds import Rounds
from publishing_process import KILL

STEP = 61  # the calls of a publish repeat themselves file by file


@pytest.mark.parametrize("what", ["first", "next", "withdrawal"])
@pytest.mark.parametrize("error", [errno.EIO, KILL])
def test_readers_see_the_old_or_the_new_and_a_rerun_finishes(tmp_path: Path, what: str, error: int) -> None:
    rounds = Rounds(tmp_path, what)
    reached = [rounds.play(at, error) for at in rounds.turning_points(STEP)]
    assert all(reached)
