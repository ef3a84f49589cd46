"""`log`: how agents stood at each revision, or in each published version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.intake.repositories import People
from support.system.commands import trustpages
from support.workspaces.bad_news import write_bad_news

ID, SPACED = '"id": "stopped"', '"id":   "stopped"'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("HOME", str(tmp_path))
    repository = People(tmp_path / "repository")
    write_bad_news(repository.folder)
    repository.commit(message="Begin")
    return repository


def change(repository: People, file: str, old: str, new: str, message: str) -> str:
    path = repository.folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return repository.commit(message=message)


def states(repository: People, *arguments: str) -> list[Any]:
    ran = trustpages("log", "--format", "json", *arguments, folder=repository.folder)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["format"] == "trustpages.log/1"
    return list(found["states"])


def test_newest_stands_first_with_what_changed_in_it(repository: People) -> None:
    commit = change(repository, "evidence/stopped/agent.yml", ID, SPACED, "Comment")
    found = states(repository)
    assert [state["subject"] for state in found] == ["Comment", "Begin"]
    assert found[0]["commit"] == commit
    assert found[0]["changes"] == []
    assert found[1]["changes"] is None


def test_commit_that_touches_nothing_that_is_read_is_passed_over(repository: People) -> None:
    (repository.folder / "notes.txt").write_text("x\n")
    repository.commit(message="Notes")
    assert [state["subject"] for state in states(repository)] == ["Begin"]


def test_each_state_is_what_report_says_at_that_revision(repository: People) -> None:
    ran = trustpages("report", "--format", "json", "--audience", "internal", folder=repository.folder)
    report = {agent["id"]: agent for agent in json.loads(ran.out)["agents"]}
    told = {agent["id"]: agent for agent in states(repository)[0]["agents"]}
    assert {id_: agent["posture"] for id_, agent in told.items()} == {
        id_: agent["posture"] for id_, agent in report.items()
    }
    for id_, agent in told.items():
        verdicts = {f"{each['pact']}/{each['id']}": each["verdict"] for each in report[id_]["obligations"]}
        assert agent["verdicts"] == verdicts


def test_state_that_is_not_valid_is_told_and_never_passed_over(repository: People) -> None:
    change(repository, "trust.yml", '"trust"', '"nothing"', "Break")
    change(repository, "trust.yml", '"nothing"', '"trust"', "Mend")
    found = states(repository)
    assert [bool(state["problems"]) for state in found] == [False, True, False]
    assert found[0]["changes"] == []  # since the last one that could be read
    assert "not readable: " in trustpages("log", folder=repository.folder).out


def test_where_nothing_can_be_read_it_fails(repository: People) -> None:
    change(repository, "trust.yml", '"trust"', '"nothing"', "Break")
    ran = trustpages("log", "-n", "1", folder=repository.folder)
    assert ran.code == 3
    assert "not readable: " in ran.out


def test_only_the_named_agents_are_told(repository: People) -> None:
    assert [agent["id"] for agent in states(repository, "stopped")[0]["agents"]] == ["stopped"]
    ran = trustpages("log", "nobody", folder=repository.folder)
    assert (ran.code, ran.out) == (1, "")
    assert "[unknown-agent]" in ran.err


@pytest.mark.parametrize("arguments", [("--rev", "-x"), ("--rev", "HEAD~9"), ("--published", ".")])
def test_states_that_are_not_there_are_an_error(repository: People, arguments: tuple[str, ...]) -> None:
    ran = trustpages("log", *arguments, folder=repository.folder)
    assert ran.code == 1
    assert ran.err.startswith("trustpages: [")


def test_subjects_cannot_steer_the_terminal(repository: People) -> None:
    change(repository, "evidence/stopped/agent.yml", ID, SPACED, "Clear \x1b[2J")
    assert "\x1b" not in trustpages("log", folder=repository.folder).out
