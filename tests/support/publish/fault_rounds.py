"""Rounds of one job each, broken off at one call: what stands afterwards, and what a rerun makes of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from support.publish.process import Ending, Fault, Job, do, run
from support.publish.versions import INCIDENT, a_key, a_published_folder, a_site, codes, outcome, tree_of
from trustpages.publish.log.entries import make_empty_log
from trustpages.publish.verifier.trustverify import CannotCheck

# What a folder may be called between two steps; what readers get is whole all the same.
BETWEEN = {"uncounted", "unsigned", "unsigned-entries", "bad-signature", "missing"}
REFUSALS = {"disk-error", "disk-full", "no-permission", "read-only"}
_EMPTY_LOG = make_empty_log("trust.example.com/public")[0].content
TURNS = {"replace", "rename", "exchange"}


class Rounds:
    """A published folder, a job on it, and the folder as it comes out when nothing goes wrong."""

    def __init__(self, folder: Path, what: str, *, exchanges: bool = True) -> None:
        self._folder, self._exchanges = folder, exchanges
        self._before = folder / "before"
        if what != "first":
            a_published_folder(folder, versions=2).rename(self._before)
        site = None if what.endswith("withdrawal") else a_site(folder / "site", "new")
        key = a_key(folder) if what.startswith("signed") else None
        version = "2.0" if site is None else "3.0"
        root = folder / "expected"
        self._job = Job(root, version, site, changes=(INCIDENT,), exchanges=exchanges, key=key)
        self._fresh(self._job.root)
        self.calls = run(self._job, folder / "result").calls
        self._old = tree_of(self._before)
        self._new = tree_of(self._job.root)

    def turning_points(self, step: int) -> list[int]:
        """The numbers of all calls that move something, and of every `step`-th other."""
        return [at for at, name in enumerate(self.calls) if name in TURNS or at % step == 0]

    def play(self, at: int, error: int) -> bool:
        """True if the call `at` was reached; asserts what every round promises."""
        root, fault = self._folder / "round", Fault(at, error)
        self._fresh(root)
        job = replace(self._job, root=root)
        end = run(job, self._folder / "result", fault)
        assert end.said in {None, "ok", *REFUSALS}, f"{fault}: {end.sentence}"
        assert end.said in {None, "ok"} or end.sentence.count("; ") >= 1, f"no remedy: {end.sentence}"
        self._assert_whole(root, str(fault), end)
        do(job)
        assert outcome(root).failures == [], str(fault)
        assert tree_of(root) == self._new, f"{fault}: the rerun made something else"
        assert not list(root.glob(".staging-*")), str(fault)
        return end.said is None or len(end.calls) > at

    def _fresh(self, root: Path) -> None:
        shutil.rmtree(root, ignore_errors=True)
        if self._before.exists():
            shutil.copytree(self._before, root)

    def _assert_whole(self, root: Path, fault: str, end: Ending) -> None:
        """Every part that a reader can open is that of before or that of after, and the checker agrees."""
        tree = tree_of(root) if root.exists() else {}
        if end.said == "ok":
            assert tree == self._new, fault
            # Where the disk fails while the stage is cleared away, what is left of it is told until the next step.
            assert codes(outcome(root)) <= {"uncounted"}, fault
        for part in ("1.0/", "2.0/", "3.0/", "latest/", "versions/", "versions.json", "index.html", "log/checkpoint"):
            here, old, new = (_part(one, part) for one in (tree, self._old, self._new))
            allowed = [old, new]
            if part == "log/checkpoint" and not self._old:
                allowed.append({part: _EMPTY_LOG})
            if part.endswith("/") and not self._exchanges:
                allowed.append({})
            assert here in allowed, f"{fault}: {part} is neither old nor new"
        for entry in json.loads(tree.get("versions.json", b"[]")) if self._exchanges else ():
            assert _part(tree, f"{entry['version']}/"), f"{fault}: versions.json lists what is not there"
        if self._old:
            out = outcome(root)
            between = BETWEEN if self._job.key else {"uncounted"}
            assert codes(out) <= (between if self._exchanges else {*between, "missing"}), f"{fault}: {out.failures}"
            return
        try:
            assert codes(outcome(root)) <= {"no-checkpoint", "uncounted"}, fault
        except CannotCheck:
            assert not tree


def _part(tree: dict[str, bytes], start: str) -> dict[str, bytes]:
    """The files below a folder, which is written with a slash at its end, or the file of that name."""
    is_folder = start.endswith("/")
    return {path: one for path, one in tree.items() if path == start or (is_folder and path.startswith(start))}
