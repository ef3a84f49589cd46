"""Publishers onto a branch that are killed, and that come all at once."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from support.publish.branches import Repository, a_clone, publish_on
from support.publish.versions import a_site, outcome, tree_of
from trustpages.model.problem import TrustpagesError

Count = Callable[[int, int], int]
Figure = Callable[[int, str, str], None]

_ROOM = multiprocessing.get_context("forkserver")
_ROOM.set_forkserver_preload(["branch_builders"])


def _publish(repository: Repository, site: Path, version: str, result: Path) -> None:
    os.setsid()  # so that the kill takes git along
    try:
        publish_on(repository, site, version)
        result.write_text("ok")
    except TrustpagesError as stopped:
        result.write_text(stopped.code)
    except BaseException as error:
        result.write_text(repr(error))


def test_kill_at_random_times(tmp_path: Path, count: Count, figure: Figure) -> None:
    rounds, dice = count(100, 6), random.Random(11)  # noqa: S311 - a test
    repository, first = Repository(tmp_path / "trust"), time.monotonic()
    publish_on(repository, a_site(tmp_path / "site"), "0.0")
    state, slowest, killed = repository.state(), time.monotonic() - first, 0
    for number in range(rounds):
        version, result = f"{number + 1}.0", tmp_path / f"result-{number}"
        site, before = a_site(tmp_path / f"site-{number}", f"text {number}"), repository.tip()
        process = _ROOM.Process(target=_publish, args=(repository, site, version, result), daemon=True)
        process.start()
        began = time.monotonic()
        process.join(dice.uniform(0, 1.2 * slowest))
        if process.is_alive() and process.pid:
            _kill_with_children(process.pid)
        process.join(60)
        killed += not result.is_file()
        if result.is_file():
            assert result.read_text() == "ok"
            slowest = (slowest + time.monotonic() - began) / 2
        tip = repository.tip()
        assert tip == before or repository.git("rev-parse", f"{tip}^") == before
        repository.git("fsck", "--no-dangling", "--no-progress")
        (repository.folder / ".git/refs/heads/gh-pages.lock").unlink(missing_ok=True)
        publish_on(repository, site, version)
        assert repository.git("rev-list", "--count", "gh-pages") == str(number + 2)
    assert repository.state() == state
    out = outcome(a_clone(repository.folder, tmp_path / "clone"))
    assert out.failures == out.notes == []
    figure(4, "kill -9 on a branch: old or new commit, rerun succeeds", f"{rounds}/{rounds}")
    figure(4, "kill -9 on a branch: killed before the end", f"{killed}/{rounds}")
    assert killed


def _kill_with_children(pid: int) -> None:
    """Kills the process and all that it started; before it leads a group of its own, the process alone."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)


def test_four_at_once(tmp_path: Path, count: Count, figure: Figure) -> None:
    rounds, published, busy = count(25, 2), 0, 0
    sites = [a_site(tmp_path / f"site-{number}", f"text {number}") for number in range(4)]
    for number in range(rounds):
        repository = Repository(tmp_path / f"trust-{number}")
        results = [tmp_path / f"result-{number}-{publisher}" for publisher in range(4)]
        processes = [
            _ROOM.Process(target=_publish, args=(repository, site, f"{publisher}.0", result), daemon=True)
            for publisher, (site, result) in enumerate(zip(sites, results, strict=True))
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join(120)
        said = [result.read_text() for result in results]
        assert set(said) <= {"ok", "busy", "branch-moved"}
        clone = a_clone(repository.folder, tmp_path / f"clone-{number}")
        there = {path.partition("/")[0] for path in tree_of(clone) if path[0].isdigit()}
        assert there == {f"{publisher}.0" for publisher, word in enumerate(said) if word == "ok"}
        assert repository.git("rev-list", "--count", "gh-pages") == str(said.count("ok"))
        assert outcome(clone).failures == []
        published, busy = published + said.count("ok"), busy + 4 - said.count("ok")
    assert published >= rounds
    figure(18, f"4 publishers on a branch at once, {rounds} rounds: lost, corrupt", "0, 0")
    figure(18, f"4 publishers on a branch at once, {rounds} rounds: published, busy", f"{published}, {busy}")
