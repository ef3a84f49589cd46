"""Evidence that is replaced while the whole command runs: its result is that of before, that of after, or a refusal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.intake.workspaces import valid
from support.publish.versions import outcome, tree_of

Figure = Callable[[int, str, str], None]

PROCESS = Path(__file__).parents[1] / "support/system/changing_process.py"
ALONE = ("--jobs", "1", "--quiet")
REFUSALS = ("changed-meanwhile", "data-digest", "gate-selective-disclosure")
NEVER, GATE, MOST_POINTS = -1, 4, 24
BEFORE = valid()
AFTER = valid(
    trust=("name: Example Vendor", "name: Another Vendor"),
    service=("Completes the request", "Completes every request"),
    june=("A refund was late", "Two refunds were late"),
    june_runs=("b,2026-06-28,", "b,2026-06-28,good"),
    claims=("Completes nine of ten requests", "Completes nine requests of ten"),
    how_we_work=("Plain words", "Plainer words"),
)
INCIDENTS = "items:\n"
LEAK = (
    "  - {kind: incident, id: leak, visibility: AUDIENCE, severity: critical, occurred: 2026-06-20,"
    " detected: 2026-06-20, visible_event: A leak, supports: [service/no-leak]}\n"
)
SEEN, HIDDEN = (
    valid(june=(INCIDENTS, INCIDENTS + LEAK.replace("AUDIENCE", audience))) for audience in ("public", "internal")
)


@dataclass(frozen=True)
class Ran:
    """The exit code, what was said on stderr, what was written, and how many files were opened."""

    code: int
    said: str
    tree: dict[str, bytes]
    openings: int


@dataclass(frozen=True)
class Runs:
    """One command, run anew in a folder each time on files that become others while it runs."""

    folder: Path
    arguments: tuple[str, ...]
    before: dict[str, bytes]
    after: dict[str, bytes]

    def run(self, files: dict[str, bytes], at: int = NEVER) -> Ran:
        """The command on these files, which become those of after at the opening number `at`."""
        shutil.rmtree(self.folder, ignore_errors=True)
        root, fresh, out, tally = (self.folder / name for name in ("acme", "fresh", "out", "tally"))
        _put(root, files)
        _put(fresh, {path: content for path, content in self.after.items() if self.before[path] != content})
        done = subprocess.run(
            [sys.executable, PROCESS, str(at), root, fresh, tally, *self.arguments, "--to", out, *ALONE],
            cwd=root,
            env={**os.environ, "TRUSTPAGES_CACHE": str(self.folder.parent / "cache")},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Ran(done.returncode, done.stderr, tree_of(out), int(tally.read_text()))


def _put(root: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
        os.utime(root / path, (1, 1))  # a past that no later write falls into


@pytest.mark.site
@pytest.mark.full
@pytest.mark.parametrize(
    ("arguments", "before", "after"),
    [(("build",), BEFORE, AFTER), (("publish", "1.0"), BEFORE, AFTER), (("publish", "1.0"), SEEN, HIDDEN)],
    ids=["build", "publish", "publish what a gate would stop"],
)
def test_a_change_at_openings_of_files(
    arguments: tuple[str, ...], before: dict[str, bytes], after: dict[str, bytes], tmp_path: Path, figure: Figure
) -> None:
    runs = Runs(tmp_path / "runs", arguments, before, after)
    old, new = runs.run(before), runs.run(after)
    assert (old.code, new.code) == (0, GATE if after is HIDDEN else 0), old.said + new.said
    assert old.tree != new.tree
    came_out = Counter[str]()
    points = range(0, old.openings, 1 + old.openings // MOST_POINTS)
    for at in points:
        ran = runs.run(before, at)
        came_out[_outcome(ran, old, new)] += 1
        if arguments[0] == "publish" and ran.tree:
            assert outcome(runs.folder / "out", now="2026-01-01").failures == []
    event = "what a gate would stop comes" if after is HIDDEN else "evidence replaced"
    what = f"`{arguments[0]}`, {event} at {len(points)} of {old.openings} openings of files"
    figure(30, f"{what}: mixed", f"{came_out['mixed']}/{len(points)}")
    figure(30, f"{what}: " + ", ".join(came_out), ", ".join(map(str, came_out.values())))
    assert came_out["mixed"] == 0


def _outcome(ran: Ran, old: Ran, new: Ran) -> str:
    if ran.code:
        assert ran.tree == {}
        assert "Traceback" not in ran.said
        assert any(f"[{refusal}]" in ran.said for refusal in REFUSALS), ran.said
        return "refused"
    return "before" if ran.tree == old.tree else "after" if ran.tree == new.tree else "mixed"
