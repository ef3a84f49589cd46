"""What is checked is what is published, and what it follows is still the newest then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.publish.versions import FACTS, a_site, tree_of
from trustpages.model.problem import TryAgain
from trustpages.model.results.records.report import FORMAT
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.withdrawal import withdraw_version
from trustpages.workflow.commands import publish as room
from trustpages.workflow.commands.init import make_workspace
from trustpages.workflow.commands.publish import PublishSigning, publish
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuildOutcome, CheckOutcome, Choice

DAY = date(2026, 11, 1)
REPORT = {"format": FORMAT, "as_of": "2026-11-01", "audience": "public", "agents": [], "inputs_digest": "0" * 64}


@contextmanager
def quietly(_: str) -> Iterator[None]:
    yield


@pytest.fixture
def readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[ReadWorkspace]:
    """What was checked and what was built, where building makes no more than a page and a report."""
    seen: list[ReadWorkspace] = []

    def built(reading: ReadWorkspace, _better: bool, out: Path, *_: object) -> BuildOutcome:
        seen.append(reading)
        a_site(out, f"held against {reading.choice.previous}")
        (out / "report.json").write_text(json.dumps(REPORT))
        return BuildOutcome(out, "", (), 0)

    def checked(reading: ReadWorkspace, _: str, published: ReadWorkspace) -> CheckOutcome:
        seen.extend((reading, published))
        return CheckOutcome("", "", 0)

    monkeypatch.setattr(room, "build_reading", built)
    monkeypatch.setattr(room, "check_reading", checked)
    make_workspace(tmp_path / "acme", demo=False)
    return seen


def publish_as(version: str, tmp_path: Path) -> None:
    choice = Choice(tmp_path / "acme", None, None, DAY)
    done = publish(choice, version, tmp_path / "published", PublishSigning(), 1, quietly)
    assert done.published is not None


def test_what_is_built_was_read_once_and_checked(tmp_path: Path, readings: list[ReadWorkspace]) -> None:
    publish_as("1.0", tmp_path)
    checked, judged, built = readings
    assert checked.trees is built.trees
    assert judged is built, "gates judge what is published, with the version that it follows"
    assert (checked.audience, built.audience) == ("internal", "public")
    assert (checked.choice.fresh, built.choice.fresh) == (True, True), "documents that are kept may have been anybody's"
    assert built.choice.log_before is not None
    assert built.choice.log_before.splitlines()[1] == "0"


def test_a_version_is_held_against_the_newest_one_and_prints_the_log_before_it(
    tmp_path: Path, readings: list[ReadWorkspace]
) -> None:
    publish_as("1.0", tmp_path)
    kept = (tmp_path / "published/log/checkpoint").read_text()
    publish_as("1.1", tmp_path)
    built = readings[-1].choice
    assert (built.previous, built.log_before) == (tmp_path / "published/1.0/report.json", kept)
    publish_as("1.1", tmp_path)
    assert readings[-1].choice == built, "the same again is built from the same"


@pytest.mark.parametrize("what", ["publishes", "withdraws"])
def test_nobody_can_slip_in_between(
    tmp_path: Path, readings: list[ReadWorkspace], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    publish_as("1.0", tmp_path)
    root, build = tmp_path / "published", vars(room)["build_reading"]
    origin = (root / "log/checkpoint").read_text().split("/")[0]

    def built(reading: ReadWorkspace, better: bool, out: Path, *_: object) -> BuildOutcome:
        if what == "publishes":
            site = a_site(tmp_path / "theirs", "theirs")
            publish_version(site, "theirs", root, replace(FACTS, publisher=origin))
        else:
            withdraw_version(root, "1.0", "It was wrong.", DAY)
        shutil.rmtree(tmp_path / "before", ignore_errors=True)
        shutil.copytree(root, tmp_path / "before")
        made: BuildOutcome = build(reading, better, out, 1, quietly)
        return made

    monkeypatch.setattr(room, "build_reading", built)
    with pytest.raises(TryAgain) as stopped:
        publish_as("1.1", tmp_path)
    assert stopped.value.code == "log-moved"
    assert tree_of(root) == tree_of(tmp_path / "before")
