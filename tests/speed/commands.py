"""The commands as a user runs them: for the first time, with nothing changed, with one thing changed."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from speed.peak import Run, run
from support.publish.sites import tree_bytes

COLUMNS = ("check", "checked", "build", "same", "change", "cold", "change/cold", "cpu", "alike")


@dataclass(frozen=True, slots=True)
class Commands:
    """`check` twice; `build` after it, again, after one change of evidence, and with an empty cache, each by itself.

    `alike` says whether the last two sites are the same, byte for byte.
    """

    check: Run
    checked: Run
    build: Run
    same: Run
    change: Run
    cold: Run
    alike: bool

    def cells(self) -> tuple[str, ...]:
        """The figures under `COLUMNS`: seconds, ratios of wall and of processor time, yes or no."""
        runs = (self.check, self.checked, self.build, self.same, self.change, self.cold)
        ratios = (self.change.seconds / self.cold.seconds, self.change.cpu / self.cold.cpu)
        return (
            *(f"{one.seconds:.2f}" for one in runs),
            *(f"{ratio:.2f}" for ratio in ratios),
            "yes" if self.alike else "NO",
        )

    @property
    def peak(self) -> float:
        """The most memory in MB that any of them used, all its processes together."""
        return max(one.peak for one in (self.check, self.build, self.change, self.cold))


def measure_commands(folder: Path, jobs: int) -> Commands:
    """The commands on the workspace in `folder`, which changes one score of its first agent on the way."""
    first = (_trustpages(folder, "check", cache="cache"), _trustpages(folder, "check", cache="cache"))
    build = ("build", "--to", "../built", "--jobs", str(jobs))
    builds = (_trustpages(folder, *build, cache="cache"), _trustpages(folder, *build, cache="cache"))
    _change(folder / "workspace/evidence/agent-0000/bundles/records.yml")
    change = _trustpages(folder, *build, cache="cache")
    changed = tree_bytes(folder / "built")
    shutil.rmtree(folder / "built")
    cold = _trustpages(folder, *build, cache="empty")
    return Commands(*first, *builds, change, cold, alike=tree_bytes(folder / "built") == changed)


def _change(records: Path) -> None:
    text = records.read_text("utf-8")
    records.write_text(text.replace("score: 0.41", "score: 0.42", 1), "utf-8")
    if text == records.read_text("utf-8"):
        raise ValueError("there is no score to change")


def _trustpages(folder: Path, command: str, *options: str, cache: str) -> Run:
    return run(
        [sys.executable, "-m", "trustpages", command, *options, "--quiet"],
        folder=folder / "workspace",
        environment={**os.environ, "TRUSTPAGES_CACHE": str(folder / cache)},
    )
