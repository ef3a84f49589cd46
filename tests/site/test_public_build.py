"""The command that builds for the public: what it writes, prints and returns, whatever the public may not see.

One answer comes from all of the evidence: whether the public is shown a better report than everyone. It stops the
build, or stands on every page where that gate is switched off.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.intake.withheld_changes import Files, public_base, workspaces
from support.intake.workspaces import valid
from support.publish.sites import tree_bytes
from support.system.commands import trustpages

_SECONDS = re.compile(r"\d+\.\d+ s")


def broken_name(root: Path) -> None:
    (root / "evidence/desk/bundles/not portable.yml").write_text("kind: [bundle")
    (root / "content/Über uns.md").write_text("---\nvisibility: [\n---\n")


def link(root: Path) -> None:
    (root / "evidence/desk/passwd.yml").symlink_to("/etc/passwd")
    (root / "content/linked.md").symlink_to(root / "trust.yml")


def pipe(root: Path) -> None:
    os.mkfifo(root / "evidence/desk/bundles/pipe.yml")


def commits(root: Path) -> None:
    git = ("git", "-C", str(root), "-c", "user.name=Kim <b>", "-c", "user.email=kim@vendor.example")
    for step in (("init", "-q"), ("add", "-A", "evidence"), ("commit", "-q", "-m", "inside\n\x1b[31m")):
        subprocess.run((*git, *step), check=True, timeout=60)


def clash(root: Path) -> None:
    """Documents and pages that take the names and places of visible ones."""
    folder = root / "evidence/desk"
    for file in ("agent.yml", "pacts/service.yml", "bundles/june.yml"):
        text = (folder / file).read_text("utf-8").replace("visibility: public", "visibility: internal")
        (folder / file).with_stem("inside").write_text(text, "utf-8")
    (root / "content/how-we-work").mkdir(exist_ok=True)
    (root / "content/how-we-work/index.md").write_text("[x](nowhere.md) 100 %")
    (root / "content/agents.md").write_text("# Agents\n")


EXTRAS: dict[str, Callable[[Path], None]] = {one.__name__: one for one in (broken_name, link, pipe, commits, clash)}
SWITCHED_OFF = ("as_of: 2026-06-30", "as_of: 2026-06-30\ngates: {selective_disclosure: false}")
BASES = {"valid": valid(trust=SWITCHED_OFF), "invalid": valid(service=("severity: high", "severity: huge"))}
_STATES = re.compile(
    rb"nothing looks better here|this report looks better|not compared"
    rb'|"looks_better": (?:true|false|null)'
    # A statement or a card that has the state in it has another digest, size and encoding with it.
    rb'|"sha256:[0-9a-f]{64}"|"data:application/json;base64,[^"]*"|"size": \d+| self=[0-9a-f]{64}'
)


def made(root: Path, files: Files, extras: list[str]) -> None:
    """The workspace at `root`, and nothing else there but its site."""
    for name in ("evidence", "content", ".git"):
        shutil.rmtree(root / name, ignore_errors=True)
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for name in extras:
        EXTRAS[name](root)


def told(root: Path, *options: str) -> tuple[object, ...]:
    """What the command leaves: the site without the state of the gate, both streams without times, the exit code."""
    ran = trustpages("build", "--audience", "public", *options, folder=root, TRUSTPAGES_CACHE=f"{root}-cache", CI="")
    site = tree_bytes(root / "site") if (root / "site").exists() else {}
    # Parquet has the lengths of what it holds beside it; it is the table of the JSON file that lies next to it.
    text = ((path, file) for path, file in site.items() if not path.endswith(".parquet"))
    stated = {path: (mode, _STATES.sub(b"", content)) for path, (mode, content) in text}
    return ran.code, ran.out, _SECONDS.sub("… s", ran.err), stated


@pytest.mark.parametrize("name", BASES)
def test_the_command_for_the_public_knows_nothing_else(
    name: str, tmp_path: Path, count: Callable[[int, int], int], figure: Callable[[int, str, str], None]
) -> None:
    root, base, tried = tmp_path / "acme", BASES[name], 0
    made(root, base, [])
    first = told(root)
    assert first[0] == {"valid": 0, "invalid": 3}[name], first[2]

    @settings(
        max_examples=count(60, 2), phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(files=workspaces(base), extras=st.lists(st.sampled_from(sorted(EXTRAS)), unique=True))
    def holds(files: Files, extras: list[str]) -> None:
        nonlocal tried
        tried += 1
        made(root, files, extras)
        assert told(root) == first

    holds()
    made(root, base, sorted(EXTRAS))
    assert told(root) == first
    figure(3, "builds for the public by the command: a change is seen", f"0/{tried + 1}")


def test_a_gate_that_stops_the_build_tells_one_thing_alone(tmp_path: Path) -> None:
    root, base = tmp_path / "acme", public_base()
    made(root, base, [])
    first = told(root)
    assert first[0] == 0, first[2]
    stopped = set()
    for name in sorted(EXTRAS):
        made(root, base, [name])
        code, out, err, site = told(root)
        assert site == first[3]
        if code:
            stopped.add((code, out, err))
    ((code, out, err),) = stopped
    assert (code, out) == (3, "")
    assert str(err).partition("] ")[2].startswith("the report cannot be held against all of the evidence")


def test_neither_steps_nor_an_answer_at_once_tell_whether_something_withheld_changed(tmp_path: Path) -> None:
    root = tmp_path / "acme"
    base = valid(trust=SWITCHED_OFF)
    made(root, base, [])
    steps, built = told(root, "--verbose"), told(root)
    before = (root / "site/index.html").stat().st_ino
    assert told(root) == built
    assert (root / "site/index.html").stat().st_ino == before
    made(root, base, ["clash"])
    assert told(root, "--verbose") == steps
    assert "Reading" in str(steps[2])
