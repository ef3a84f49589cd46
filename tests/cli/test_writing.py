"""Commands that write documents, as a user runs them: what is written, printed, refused, and asked on a terminal."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.editing.edits import write_valid
from support.intake.workspaces import files_below
from support.system.commands import converse, edit, trustpages

REVIEW = ("--occasion", "event", "--by", "Risk: office", "--role", "risk-office", "--outcome", "Authority stays.")


def test_record_writes_its_lines_and_nothing_else(workspace: Path) -> None:
    before, bundle = files_below(workspace), "evidence/my-agent/bundles/october.yml"
    ran = trustpages("record", "review", "my-agent", *REVIEW, folder=workspace)
    assert (ran.code, ran.out) == (0, f"{bundle}\n")
    after = files_below(workspace)
    assert {**after, bundle: b""} == {**before, bundle: b""}
    old, new = (files[bundle].decode().splitlines() for files in (before, after))
    assert new[: len(old)] == old  # the reviews stand at the end there
    assert '    by: {name: "Risk: office", role: risk-office}' in new[len(old) :]
    assert trustpages("check", folder=workspace).code == 0


def test_record_of_a_kind_that_stands_nowhere_gets_a_document_for_internal_readers(workspace: Path) -> None:
    dispute = ("record", "dispute", "my-agent", "--by", "A buyer", "--role", "buyer", "--about", "The count.")
    ran = trustpages(*dispute, "--concerns", "october-runs", folder=workspace)
    assert (ran.code, ran.out) == (0, "evidence/my-agent/bundles/records.yml\n")
    assert "internal readers" in ran.err
    text = (workspace / "evidence/my-agent/bundles/records.yml").read_text()
    assert "visibility: internal" in text
    again = trustpages(*dispute, "--concerns", "october-runs", folder=workspace)
    assert again.code == 0
    assert (workspace / "evidence/my-agent/bundles/records.yml").read_text().startswith(text)


def test_dry_run_prints_the_diff_and_writes_nothing(workspace: Path) -> None:
    before = files_below(workspace)
    ran = trustpages("rename", "support/task-success", "settled", "--dry-run", folder=workspace)
    assert ran.code == 0
    assert "+  - id: settled\n" in ran.out
    assert files_below(workspace) == before
    (workspace / "change.diff").write_text(ran.out)
    applied = subprocess.run(["git", "apply", "--check", "change.diff"], cwd=workspace, timeout=60, check=False)
    assert applied.returncode == 0


@pytest.mark.parametrize(
    ("command", "flags"),
    [
        ("record review my-agent", ["--occasion", "--by", "--role", "--outcome"]),
        ("record override my-agent", ["--obligation", "--decision", "--justification", "--evidence", "--expires"]),
        ("record acceptance fp-0123456789abcdef", ["--by", "--role", "--until", "--reason"]),
        ("record decision", ["--about", "--consequence", "--outcome", "--approver", "--approver-role"]),
        ("new claim my-agent", ["--text", "--metric", "--operator"]),
    ],
)
def test_without_a_terminal_all_that_is_missing_is_named_at_once(
    command: str, flags: list[str], workspace: Path
) -> None:
    ran = trustpages(*command.split(), folder=workspace)
    assert ran.code == 2
    assert all(flag in ran.err for flag in flags)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("record", "review", "my-agen", *REVIEW), 1, "did you mean 'my-agent'?"),
        (("record", "review", "my-agent", *REVIEW, "--closes", "first-deploymen"), 3, "'first-deployment'?"),
        (("record", "review", "my-agent", *REVIEW, "--into", "octobe"), 1, "did you mean 'october'?"),
        (("withdraw-evidence", "october-run", "--by", "K", "--reason", "R"), 1, "did you mean 'october-runs'?"),
        (("correct-evidence", "october-runs", "x"), 1, "--set KEY=VALUE"),
        (("correct-evidence", "october-runs", "x", "--set", "y"), 2, "KEY=VALUE"),
        (("rename", "october-run", "x"), 1, "did you mean 'october-runs'?"),
        (("rename", "october-runs", "Bad id"), 1, "is not an id"),
        (("new", "pact", "my-agen", "x"), 1, "did you mean 'my-agent'?"),
        (("new", "pact", "my-agent", "support"), 1, "already"),
        (("fmt", "evidence/my-agent/agen.yml"), 1, "did you mean"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused_and_nothing_is_written(
    arguments: tuple[str, ...], code: int, said: str, workspace: Path
) -> None:
    before = files_below(workspace)
    ran = trustpages(*arguments, folder=workspace)
    assert ran.code == code, ran.err
    assert said in ran.err
    assert files_below(workspace) == before


def test_acceptance_needs_the_right(workspace: Path) -> None:
    accept = (
        *("record", "acceptance", "fp-0123456789abcdef", "--concerns", "my-agent", "--by", "Kim"),
        *("--role", "risk-office", "--until", "2099-12-31", "--reason", "It costs a tenth."),
    )
    refused = trustpages(*accept, folder=workspace)
    assert refused.code == 1
    assert "[no-right]" in refused.err
    right = "  - {decision: accept-change, owner: risk-office}\n"
    edit(workspace / "evidence/my-agent/agent.yml", "decision_rights:\n", f"decision_rights:\n{right}")
    assert trustpages(*accept, "--visibility", "public", folder=workspace).code == 0
    shown = trustpages("report", folder=workspace).out
    assert "It costs a tenth." in shown
    assert "31 December 2099" in shown


def test_new_documents_pass_check_as_they_are(workspace: Path) -> None:
    for arguments in (
        ("agent", "refund-desk", "--name", "Refund: desk"),
        ("pact", "refund-desk", "service"),
        ("bundle", "refund-desk", "first"),
        ("benchmark", "our-bench"),
        ("claim", "refund-desk", "--text", "Never pays twice.", "--metric", "event", "--operator", "never"),
    ):
        assert trustpages("new", *arguments, folder=workspace).code == 0
    checked = trustpages("check", "--format", "json", folder=workspace)
    assert checked.code == 0
    assert '"level": "error"' not in checked.out
    assert trustpages("fmt", "--dry-run", folder=workspace).out == ""


def test_upgrade_takes_out_what_is_read_no_more(workspace: Path) -> None:
    pact = workspace / "evidence/my-agent/pacts/support.yml"
    before = pact.read_bytes()
    pact.write_bytes(before.replace(b"min_samples", b"looks: 3, min_samples"))
    assert pact.read_bytes() != before
    assert trustpages("check", folder=workspace).code == 3
    assert trustpages("upgrade", folder=workspace).code == 0
    assert pact.read_bytes() == before


def test_file_behind_a_link_is_not_written(workspace: Path) -> None:
    agent = workspace / "evidence/my-agent/agent.yml"
    elsewhere = workspace / "elsewhere.yml"
    agent.rename(elsewhere)
    agent.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    assert trustpages("rename", "my-agent", "other", folder=workspace).code != 0
    assert elsewhere.read_bytes() == before


def test_a_terminal_is_asked_for_what_is_missing_with_open_events_and_roles(tmp_path: Path) -> None:
    write_valid(tmp_path)
    answers = ["event", "1", "1", "It may go on."]
    shown, code = converse("record", "review", "desk", "--by", "Kim", answers=answers, folder=tmp_path)
    assert code == 0, shown
    assert "1  first-model  " in shown
    assert "1  head-of-operations  may decide: " in shown
    assert b"closes: [first-model]" in (tmp_path / "evidence/desk/bundles/records.yml").read_bytes()
