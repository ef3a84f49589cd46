"""The demo built somewhere: a folder, an environment, a number of processes, none of which may matter."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from support.system.commands import TRUSTPAGES, trustpages
from support.system.without_network import without_network


@dataclass(frozen=True)
class Surroundings:
    """All that must not matter, and how much the command is to say."""

    folder: str
    jobs: int
    umask: int
    loudness: str
    variables: dict[str, str] = field(default_factory=dict)


HERE = Surroundings("a", 1, 0o022, "--quiet", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
"""With nothing but PATH and what an interpreter asks for."""


def built(surroundings: Surroundings, root: Path) -> tuple[Path, bytes]:
    """The folder of the demo's site, built without a network in a workspace below `root`, and all that was said."""
    folder = root / surroundings.folder
    folder.mkdir(parents=True)
    assert trustpages("init", "--demo", "--quiet", folder=folder).code == 0
    command = ["build", surroundings.loudness, "--jobs", str(surroundings.jobs)]
    done = subprocess.run(
        [*without_network(), TRUSTPAGES, *command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **surroundings.variables},
        umask=surroundings.umask,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site", done.stdout + done.stderr
