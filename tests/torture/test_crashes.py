"""Publishers that are killed, that fail at a call to the system, and that come all at once."""

from __future__ import annotations

import errno
import json
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.fault_rounds import Rounds
from support.publish.process import KILL, Job, do, ending, start
from support.publish.versions import INCIDENT, a_published_folder, a_site, codes, outcome, tree_of

Count = Callable[[int, int], int]
Figure = Callable[[int, str, str], None]


def test_kill_at_random_times(tmp_path: Path, count: Count, figure: Figure) -> None:
    rounds, dice = count(200, 15), random.Random(7)  # noqa: S311 - a test
    before = a_published_folder(tmp_path, versions=2)
    old = tree_of(before / "2.0")
    killed = 0
    slowest = 0.4
    for number in range(rounds):
        root = tmp_path / f"round-{number}"
        shutil.copytree(before, root)
        job = Job(root, "3.0", a_site(tmp_path / "site", f"text {number}"), changes=(INCIDENT,))
        result = tmp_path / f"result-{number}"
        process = start(job, result)
        began = time.monotonic()
        process.join(dice.uniform(0, slowest))
        process.kill()
        end = ending(process, result)
        killed += end.said is None
        if end.said is not None:
            slowest = max(0.1, (slowest + time.monotonic() - began) / 2)
        assert tree_of(root / "2.0") == old
        assert codes(outcome(root)) <= {"uncounted"}
        listed = [entry["version"] for entry in json.loads((root / "versions.json").read_bytes())]
        assert all((root / version / "index.html").is_file() for version in listed)
        assert tree_of(root / "latest") in (old, tree_of(root / "3.0"))
        do(job)
        assert outcome(root).failures == outcome(root).notes == []
        assert (root / "latest/index.html").read_bytes() == (root / "3.0/index.html").read_bytes()
        shutil.rmtree(root)
    figure(4, "kill -9 at random times: old or new version whole, rerun succeeds", f"{rounds}/{rounds}")
    figure(4, "kill -9 at random times: killed before the end", f"{killed}/{rounds}")
    assert killed > rounds // 4


@pytest.mark.parametrize("what", ["first", "next", "withdrawal"])
@pytest.mark.parametrize("error", [KILL, errno.EIO, errno.ENOSPC, errno.EACCES])
def test_every_call_to_the_system(tmp_path: Path, what: str, error: int, count: Count, figure: Figure) -> None:
    rounds = Rounds(tmp_path, what)
    points = (
        rounds.turning_points(count(1, 97))
        if error in (KILL, errno.EIO)
        else range(0, len(rounds.calls), count(1, 301))
    )
    reached = sum(rounds.play(at, error) for at in points)
    assert reached == len(points)
    name, number = ("kill -9", 4) if error == KILL else (errno.errorcode[error], 5)
    whole, share = "whole, no traceback, rerun succeeds", f"{reached}/{len(points)}"
    figure(number, f"{name} at every call, {what}: {whole}", share)
    figure(number, f"{name} at every call, {what}: faults reached", share)
    if error == errno.EIO:
        kinds = set(rounds.calls)
        assert {"write", "fsync", "mkdir", "replace"} <= kinds
        assert not kinds & {"symlink", "link"}
        figure(5, f"{what}: kinds of call that fail; links are never made", ", ".join(sorted(kinds)))


@pytest.mark.parametrize("what", ["signed version", "signed withdrawal"])
def test_every_turn_of_what_is_signed(tmp_path: Path, what: str, count: Count, figure: Figure) -> None:
    rounds = Rounds(tmp_path, what)
    points = rounds.turning_points(count(1, 1000))
    assert all(rounds.play(at, KILL) for at in points)
    share = f"{len(points)}/{len(points)}"
    figure(4, f"kill -9 at every call, a {what}: whole, rerun succeeds", share)


@pytest.mark.parametrize("what", ["next", "withdrawal"])
def test_every_turn_where_names_cannot_be_exchanged(tmp_path: Path, what: str, count: Count, figure: Figure) -> None:
    rounds = Rounds(tmp_path, what, exchanges=False)
    points = rounds.turning_points(count(1, 1000))
    assert all(rounds.play(at, KILL) for at in points)
    figure(4, f"kill -9 at every call, {what}, without RENAME_EXCHANGE: rerun succeeds", f"{len(points)}/{len(points)}")


def test_eight_at_once(tmp_path: Path, count: Count, figure: Figure) -> None:
    rounds = count(100, 3)
    sites = [a_site(tmp_path / f"site-{number}", f"text {number}") for number in range(8)]
    published = busy = 0
    for number in range(rounds):
        root = tmp_path / f"round-{number}"
        results = [tmp_path / f"result-{number}-{publisher}" for publisher in range(8)]
        jobs = [Job(root, f"{number}.0", site) for number, site in enumerate(sites)]
        processes = [start(job, result) for job, result in zip(jobs, results, strict=True)]
        said = [ending(process, result).said for process, result in zip(processes, results, strict=True)]
        assert set(said) <= {"ok", "busy"}
        done = {job.version for job, result in zip(jobs, said, strict=True) if result == "ok"}
        listed = {entry["version"] for entry in json.loads((root / "versions.json").read_bytes())}
        assert listed == done
        out = outcome(root)
        assert out.failures == out.notes == []
        published, busy = published + len(done), busy + said.count("busy")
        shutil.rmtree(root)
    assert published >= rounds
    figure(18, f"8 publishers at once, {rounds} rounds: lost, corrupt", "0, 0")
    figure(18, f"8 publishers at once, {rounds} rounds: published, busy", f"{published}, {busy}")
