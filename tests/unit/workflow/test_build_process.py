"""The process that a server keeps between builds: kept while that is sound, and never left behind."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from support.builders import AS_OF
from support.workspaces.bare import write_bare
from trustpages.intake.files.parsed_workspace import ParsedWorkspace
from trustpages.intake.files.workspace_folder import read_stated_audience
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace
from trustpages.workflow.commands.build import build
from trustpages.workflow.isolation import audience_site, build_process
from trustpages.workflow.isolation.build_process import BuildProcess
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.isolation.messages import BuildRequest
from trustpages.workflow.run import BuiltSite, Choice


class Builder:
    """Asks a process for sites of the workspace in a folder."""

    def __init__(self, process: BuildProcess, room: Path) -> None:
        self._process, self.room, self.workspace = process, room, room / "workspace"

    def ask(self, told: str = "", audience: Audience = Audience.PUBLIC) -> int:
        """The number of the process that has built."""
        self._process.ask(self.request(told, audience), [self.room / "closed"])
        built = self._process.receive(None, lambda text: nullcontext())
        return int(built.summary)

    def request(self, told: str = "", audience: Audience = Audience.PUBLIC) -> BuildRequest:
        """For the stand-in, which is `told` what to do."""
        return BuildRequest(
            self.workspace,
            self.room / "documents",
            self.room / "site",
            audience,
            AS_OF,
            None,
            None,
            1,
            Disclosed(),
            prefix=told,
        )


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builder]:
    monkeypatch.setattr(build_process, "PROGRAM", "support.system.answering_process")
    for name in ("closed", "workspace"):
        (tmp_path / name).mkdir()
    with closing(BuildProcess(tmp_path)) as process:
        yield Builder(process, tmp_path)


def test_it_is_asked_again_and_another_audience_gets_another(builder: Builder) -> None:
    first = builder.ask()
    assert builder.ask() == first
    other = builder.ask(audience=Audience.NDA)
    assert other != first
    assert not _is_at_work(first)  # it would have what only that audience has seen


def test_one_that_was_started_before_it_is_asked_is_the_one_that_builds(builder: Builder) -> None:
    builder._process.start(Audience.PUBLIC, [builder.room / "closed"], None)
    started = _number_of(builder._process)
    assert builder.ask() == started


def test_one_that_was_started_for_others_is_ended(builder: Builder) -> None:
    builder._process.start(Audience.NDA, [builder.room / "closed"], None)
    started = _number_of(builder._process)
    assert builder.ask() != started
    assert not _is_at_work(started)


def test_one_that_was_asked_and_not_heard_out_is_replaced(builder: Builder) -> None:
    first = builder.ask()
    builder._process.ask(builder.request(), [builder.room / "closed"])
    assert builder.ask() != first
    assert not _is_at_work(first)


def test_a_build_that_is_refused_leaves_neither_a_process_nor_a_folder(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, start, begun = builder.room / "closed", BuildProcess.start, list[int]()

    def start_and_look(process: BuildProcess, *args: Any) -> None:
        start(process, *args)
        begun.append(_number_of(process))

    monkeypatch.setattr(BuildProcess, "start", start_and_look)
    (root / "trust.yml").write_text("kind: nothing\n")
    built = build(Choice(root, None, None, AS_OF), root / "deep/site", 1, lambda text: nullcontext())
    assert (built.exit_code, len(begun)) == (3, 1)
    assert [path.name for path in root.iterdir()] == ["trust.yml"]
    assert not _is_at_work(begun[0])


def test_a_command_keeps_nothing_of_what_it_read_while_another_process_builds(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count() -> int:
        return sum(isinstance(each, ParsedWorkspace | Workspace) for each in gc.get_objects())

    found, before = list[int](), count()

    def receive(*args: object) -> BuiltSite:
        found.append(count())
        return BuiltSite(None, "", ())

    monkeypatch.setattr(audience_site, "receive_site", receive)
    root = builder.room / "closed"
    write_bare(root)
    build(Choice(root, None, None, AS_OF), root / "site", 1, lambda text: nullcontext())
    assert found == [before]


@pytest.mark.parametrize(
    ("stated", "audience"), [("audience: nda", Audience.NDA), ("audience: all", Audience.PUBLIC), ("", Audience.PUBLIC)]
)
def test_whom_a_site_is_for_is_seen_before_the_workspace_is_read(
    stated: str, audience: Audience, tmp_path: Path
) -> None:
    (tmp_path / "trust.yml").write_text(f"kind: trust\n{stated}\n")
    assert read_stated_audience(tmp_path) is audience


def test_a_change_of_the_templates_asks_for_another(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = builder.ask()
    monkeypatch.setattr(build_process, "fingerprint_program", lambda: "other templates")
    assert builder.ask() != first


def test_one_that_has_run_templates_of_a_workspace_is_not_asked_again(builder: Builder) -> None:
    (builder.workspace / "site_templates").mkdir()
    (builder.workspace / "site_templates/page.md.jinja").write_text("own")
    first = builder.ask()
    assert not _is_at_work(first)
    assert builder.ask() != first


def test_after_a_build_that_was_refused_another_begins(builder: Builder) -> None:
    first = builder.ask()
    with pytest.raises(TrustpagesError, match="it is bad"):
        builder.ask("refuse")
    assert builder.ask() != first


def test_one_that_ends_early_is_told_by_its_last_words_and_replaced(builder: Builder) -> None:
    first = builder.ask()
    with pytest.raises(TrustpagesError) as ended:
        builder.ask("die")
    assert ended.value.code == "build-ended"
    assert ended.value.sentence.endswith("ended early: it could not go on")
    second = builder.ask()
    os.kill(second, 9)
    with pytest.raises(TrustpagesError, match="ended early"):
        builder.ask()
    assert builder.ask() not in (first, second)


def test_closed_it_leaves_nothing_at_work(builder: Builder) -> None:
    first = builder.ask()
    builder._process.close()
    assert not _is_at_work(first)


def _number_of(process: BuildProcess) -> int:
    assert process._process is not None
    return process._process.pid


def _is_at_work(number: int) -> bool:
    return Path(f"/proc/{number}").exists()
