"""The YAML of the how-to guides, put where they say into the workspace that `init` makes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from support.imports import SNIPPETS
from support.system.commands import edit, trustpages

HOW_TO = Path(__file__).resolve().parents[2] / "docs/how-to"
AGENT = "evidence/my-agent/agent.yml"
BUNDLE = "evidence/my-agent/bundles/october.yml"


def blocks(page: str) -> list[str]:
    """The YAML blocks of a guide, in order."""
    return re.findall(r"```yaml\n(.*?)```", (HOW_TO / page).read_text("utf-8"), re.DOTALL)


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A new workspace."""
    assert trustpages("init", "acme", "-q", folder=tmp_path).code == 0
    return tmp_path / "acme"


def test_decisions_can_be_recorded_as_described(acme: Path) -> None:
    rights, override, risks, review, answered_audit, dispute, correction = blocks("record-decisions.md")
    agent = (acme / AGENT).read_text("utf-8")
    (acme / AGENT).write_text(agent[: agent.index("decision_rights:")] + rights + risks, "utf-8")
    with (acme / BUNDLE).open("a", encoding="utf-8") as bundle:
        bundle.write(override + review + answered_audit + dispute + correction)
    ran = trustpages("check", folder=acme)
    assert (ran.code, ran.out) == (0, "")


def test_records_can_be_written_by_commands_as_described(acme: Path) -> None:
    page = (HOW_TO / "record-without-yaml.md").read_text("utf-8")
    (right,) = blocks("record-without-yaml.md")
    edit(acme / AGENT, "decision_rights:\n", f"decision_rights:\n{right}")
    for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            ran = trustpages(*shlex.split(line)[1:], folder=acme)
            assert ran.code == 0, (line, ran.err)
    checked = trustpages("check", "--format", "json", folder=acme)
    assert checked.code == 0, checked.out


def test_questions_can_be_added_as_described(acme: Path) -> None:
    (questions,) = blocks("ask-your-own-questions.md")
    folder = acme / "evidence/questions"
    folder.mkdir()
    (folder / "ours.yml").write_text(questions, "utf-8")
    ran = trustpages("check", folder=acme)
    assert (ran.code, ran.out) == (0, "")


def test_a_change_can_be_reviewed_as_described(acme: Path) -> None:
    before = trustpages("report", "--format", "json", folder=acme).out
    (acme.parent / "base.json").write_text(before, "utf-8")
    edit(acme / BUNDLE, "id: october-sample", "id: october-reading")
    said = trustpages("report", "--previous", "../base.json", folder=acme)
    assert said.code == 0, said.err
    assert "october-sample" in said.out


def test_files_of_tools_become_a_report_as_described(tmp_path: Path) -> None:
    objectives, imports = blocks("start-from-files.md")
    page = (HOW_TO / "start-from-files.md").read_text("utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    assert lines[1] == "cd acme"
    acme = tmp_path / "acme"
    for line in (lines[0], *lines[2:]):
        if line == "trustpages import --all":
            (acme / "inputs").mkdir()
            for name, text in (
                ("slo.yaml", objectives),
                ("results.json", SNIPPETS["terminal-bench"]),
                ("incidents.json", SNIPPETS["statuspage"]),
            ):
                (acme / "inputs" / name).write_text(text, "utf-8")
            with (acme / "trust.yml").open("a", encoding="utf-8") as trust:
                trust.write(imports)
        ran = trustpages(*shlex.split(line)[1:], folder=acme if acme.is_dir() else tmp_path)
        assert ran.code == 0, (line, ran.err)
    assert "coding/task-success-rate" in ran.out
    again = trustpages("import", "--all", folder=acme)
    assert (again.code, again.out) == (0, "")
    assert "Nothing to change." in again.err
