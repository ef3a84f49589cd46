"""A command that is measured may print as much as it likes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from speed.peak import run


def test_a_command_that_prints_much_comes_to_its_end(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "print('x' * 300_000)"], folder=tmp_path, environment=dict(os.environ))
    assert len(done.output) == 300_001
