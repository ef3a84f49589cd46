"""What somebody meets who has never used the program."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

import pytest

from support.system.commands import TRUSTPAGES, trustpages, trustpages_started
from trustpages.cli.main import COMMANDS


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_comes_at_once_and_says_what_the_command_is_for(command: str, tmp_path: Path) -> None:
    before = processor_seconds()
    asked = trustpages_started(*command.split(), "--help", folder=tmp_path)
    seconds = processor_seconds() - before
    assert asked.code == 0
    assert asked.err == ""
    assert asked.out.startswith(f"Usage: trustpages {command}".rstrip())
    assert "--help" in asked.out
    assert seconds < 0.4, "0.1 s is usual; something heavy is imported"


def processor_seconds() -> float:
    """What the processes that have ended took of the processor, whatever else runs beside them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_help_of_the_program_lists_every_command(tmp_path: Path) -> None:
    out = trustpages("-h", folder=tmp_path).out
    assert all(f"  {name} " in out and text in out for name, text in COMMANDS.items())


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_needs_no_heavy_library(command: str, tmp_path: Path) -> None:
    asked = trustpages(*command.split(), "--help", folder=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in asked.err.splitlines()}
    assert not imported & {"matplotlib", "mkdocs", "duckdb", "scipy", "numpy", "jinja2", "ruamel.yaml"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chek", "Did you mean 'check'?"),
        ("xyzzy", "Commands: init, check,"),
        ("check --formt json", "Did you mean '--format'?"),
        ("check --format jsn", "is not one of 'text', 'json', 'github', 'sarif'"),
        ("report --audience press", "is not one of 'public', 'nda', 'internal'"),
        ("report --as-of tomorrow", "write it as 2026-03-31"),
        ("report --as-of 20260331", "write it as 2026-03-31"),
        ("report --as-of 2026-02-30", "write it as 2026-03-31"),
        ("check -C nowhere", "Directory 'nowhere' does not exist"),
        ("build --jobs 0", "--jobs"),
        ("schema pakt", "did you mean 'pact'? It is one of trust, agent, pact,"),
        ("schema Pact", "did you mean 'pact'?"),
        ("import", "Name the files, or --all."),
        ("import --all --agent desk", "--all takes what is said of the files from trust.yml"),
        ("import --all . .", "--all looks in one folder"),
        ("schema xyzzy", "it is one of trust, agent, pact,"),
    ],
)
def test_a_typo_is_answered_with_what_was_meant(typed: str, said: str, tmp_path: Path) -> None:
    ran = trustpages(*typed.split(), folder=tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    assert said in " ".join(ran.err.split())


@pytest.mark.parametrize("command", ["check", "report", "build", "serve"])
def test_an_empty_folder_is_answered_with_the_next_step(command: str, tmp_path: Path) -> None:
    ran = trustpages(command, folder=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("trustpages: [no-workspace] there is no trust.yml in ")
    assert ran.err.endswith("; run `trustpages init` to make a workspace\n")
    assert list(tmp_path.iterdir()) == []


def test_init_makes_a_workspace_that_checks_reports_and_says_what_comes_next(tmp_path: Path) -> None:
    made = trustpages("init", "acme", folder=tmp_path)
    assert made.code == 0
    assert all((tmp_path / line).is_file() for line in made.out.splitlines())
    assert made.err == "Next: cd acme && trustpages build, then open site/index.html\n"
    assert trustpages("check", folder=tmp_path / "acme").code == 0
    assert "my-agent" in trustpages("report", folder=tmp_path / "acme").out


@pytest.mark.parametrize("folder", ["/", "."])
def test_a_folder_of_somebody_else_is_never_replaced(folder: str, workspace: Path) -> None:
    ran = trustpages("build", "--to", folder, folder=workspace)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("trustpages: [folder-not-ours] ")
    assert (workspace / "trust.yml").is_file()


def test_init_never_writes_over_anything(workspace: Path) -> None:
    (workspace / "trust.yml").write_text("mine")
    again = trustpages("init", folder=workspace)
    assert again.code == 1
    assert "[not-empty]" in again.err
    assert (workspace / "trust.yml").read_text() == "mine"


def test_the_demo_can_be_had_as_a_workspace_of_its_own(tmp_path: Path) -> None:
    assert trustpages("init", "demo", "--demo", "--quiet", folder=tmp_path).code == 0
    checked = trustpages("check", folder=tmp_path / "demo")
    assert checked.code == 0, checked.out
    assert "airline-desk" in trustpages("report", folder=tmp_path / "demo").out


def test_the_workspace_is_found_from_any_folder_inside_it(workspace: Path) -> None:
    inside = trustpages("check", folder=workspace / "evidence" / "my-agent" / "pacts")
    assert inside == trustpages("check", "-C", workspace, folder=workspace.parent)


def test_a_workspace_tells_git_to_keep_its_bytes_unless_git_was_told(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/notes/\n")
    assert trustpages("init", "--quiet", ".", folder=tmp_path).code == 0
    assert "* -text" in (tmp_path / ".gitattributes").read_text().splitlines()
    assert (tmp_path / ".gitignore").read_text() == "/notes/\n"


def test_anything_with_a_code_can_be_explained(tmp_path: Path) -> None:
    codes = [line.split()[0] for line in trustpages("explain", folder=tmp_path).out.splitlines()]
    assert len(codes) > 100
    for code in (codes[0], codes[-1], "l30"):
        assert trustpages("explain", code, folder=tmp_path).out.lower().startswith(f"{code.lower()}: ")
    assert trustpages("explain", "L3", folder=tmp_path).out.startswith("L03: ")


def test_an_unknown_code_is_answered_with_the_nearest(tmp_path: Path) -> None:
    ran = trustpages("explain", "unknown-obligatoin", folder=tmp_path)
    assert ran.code == 1
    assert "did you mean unknown-obligation" in ran.err


def test_a_rule_without_such_a_number_is_answered_with_no_other_rule(tmp_path: Path) -> None:
    ran = trustpages("explain", "L999", folder=tmp_path)
    assert (ran.code, ran.err) == (
        1,
        "trustpages: [unknown-code] there is nothing called 'L999'; see trustpages explain\n",
    )


def test_a_shell_can_complete_commands_and_options(tmp_path: Path) -> None:
    for typed, expected in (("trustpages bu", "build"), ("trustpages build --aud", "--audience")):
        asked = {"_TRUSTPAGES_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        ran = subprocess.run(
            [TRUSTPAGES], env={**os.environ, **asked}, capture_output=True, text=True, check=True, timeout=60
        )
        assert ran.stdout == f"plain,{expected}\n"


def test_an_unknown_agent_is_answered_with_the_nearest(workspace: Path) -> None:
    ran = trustpages("report", "--agent", "my-agnt", folder=workspace)
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean 'my-agent'?" in ran.err
