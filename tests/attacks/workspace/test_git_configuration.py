"""Repositories that were prepared to run a program or to break the reader: git is asked, and nothing happens."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from trustpages.intake.history.lines import LineHistory, read_history
from trustpages.model.workspace import NOT_COMMITTED, LastChange
from trustpages.workflow.caching.fingerprint import fingerprint_inputs
from trustpages.workflow.run import Choice

FILE = "evidence/desk/june.yml"
DAY = "2024-05-01"


class Prepared:
    """A repository whose workspace is its top folder, and a file that a program would make if one ran."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marker = folder.parent / "ran"
        self.program = folder.parent / "program"
        self.program.write_text(f"#!/bin/sh\ntouch {self.marker}\ncat\n")
        self.program.chmod(0o755)
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("a\nb\n")

    def git(self, *arguments: str, given: bytes | None = None, **environment: str) -> str:
        names = {f"GIT_{role}_{what}": "Kim" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {f"GIT_{role}_DATE": f"{DAY}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        base = {"PATH": os.environ["PATH"], "HOME": str(self.folder.parent), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            env={**base, **names, **dates, **environment},
            input=given,
            check=True,
            capture_output=True,
            timeout=60,
        )
        return done.stdout.decode().strip()

    def write(self, text: str, file: str = FILE) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def configure(self, text: str) -> None:
        with (self.folder / ".git/config").open("a") as file:
            file.write(text.replace("PROGRAM", str(self.program)))

    def history(self, file: str = FILE) -> LineHistory:
        return read_history(self.folder, (file,))


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    monkeypatch.setenv("HOME", str(tmp_path))
    return Prepared(tmp_path / "repository")


CONFIGURATIONS = {
    "fsmonitor": "[core]\n fsmonitor = PROGRAM\n",
    "clean filter": '[filter "x"]\n clean = PROGRAM\n smudge = PROGRAM\n required = true\n',
    "filter process": '[filter "x"]\n process = PROGRAM\n required = true\n',
    "filter of an odd name": '[filter "a=b.c d"]\n clean = PROGRAM\n',
    "text conversion": '[diff "x"]\n textconv = PROGRAM\n command = PROGRAM\n cachetextconv = true\n',
    "external diff": "[diff]\n external = PROGRAM\n",
    "pager and editor": "[core]\n pager = PROGRAM\n editor = PROGRAM\n[pager]\n log = PROGRAM\n status = PROGRAM\n",
    "aliases": "[alias]\n log = !PROGRAM\n status = !PROGRAM\n blame = !PROGRAM\n rev-parse = !PROGRAM\n",
    "signatures": "[log]\n showSignature = true\n[gpg]\n program = PROGRAM\n",
    "hooks": "[core]\n hooksPath = HOOKS\n",
    "included": "[include]\n path = more\n",
    "included if": '[includeIf "gitdir:**"]\n path = more\n',
}
ATTRIBUTES = '* filter=x diff=x ident\n*.txt filter="a=b.c d"\n'


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configuration_of_a_repository_runs_nothing(prepared: Prepared, name: str) -> None:
    commit = prepared.commit()
    hooks = prepared.folder.parent / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
        (hooks / hook).write_bytes(prepared.program.read_bytes())
        (hooks / hook).chmod(0o755)
    (prepared.folder / ".git/more").write_text(CONFIGURATIONS["clean filter"].replace("PROGRAM", str(prepared.program)))
    prepared.configure(CONFIGURATIONS[name].replace("HOOKS", str(hooks)))
    attributes = ".git/info/attributes" if name.startswith("filter") else ".gitattributes"
    (prepared.folder / attributes).write_text(ATTRIBUTES)
    prepared.write("a\nB\n")
    os.utime(prepared.folder / FILE, (1, 1))
    found = prepared.history()
    assert fingerprint_inputs(prepared.folder, Choice(prepared.folder, None, None, date(2026, 7, 1))) is not None
    assert not prepared.marker.exists()
    assert found.last_change(FILE, 1, 1) == LastChange(commit[:12], DAY)
    assert found.last_change(FILE, 2, 2) == LastChange(None, NOT_COMMITTED, is_read=False)


def test_a_filter_that_the_user_set_up_stays_in_force(prepared: Prepared) -> None:
    prepared.write("* filter=x\n", ".gitattributes")
    commit = prepared.commit()
    (prepared.folder.parent / ".gitconfig").write_text(f'[filter "x"]\n clean = {prepared.program}\n')
    prepared.write("a\nB\n")
    assert prepared.history().last_change(FILE, 1, 1) == LastChange(commit[:12], DAY)
    assert prepared.marker.exists()


def test_what_a_partial_clone_lacks_is_not_fetched_by_a_program_of_its_own(prepared: Prepared, tmp_path: Path) -> None:
    prepared.git("config", "uploadpack.allowFilter", "true")
    prepared.commit()
    prepared.write("a\nB\n")
    prepared.commit()
    clone = tmp_path / "clone"
    prepared.git("clone", "--quiet", "--filter=blob:none", f"file://{prepared.folder}", str(clone))
    with (clone / ".git/config").open("a") as file:
        file.write(f'[remote "origin"]\n uploadpack = {prepared.program}\n[core]\n sshCommand = {prepared.program}\n')
    read_history(clone, (FILE,))
    assert not prepared.marker.exists()


def test_a_submodule_is_not_entered(prepared: Prepared) -> None:
    inner = Prepared(prepared.folder / "inner")
    inner.write("* filter=x\n", ".gitattributes")
    inner.commit()
    prepared.commit()
    inner.configure('[filter "x"]\n clean = PROGRAM\n[core]\n fsmonitor = PROGRAM\n')
    inner.write("a\nB\n")
    os.utime(inner.folder / FILE, (1, 1))
    prepared.history()
    fingerprint_inputs(prepared.folder, Choice(prepared.folder, None, None, date(2026, 7, 1)))
    assert not inner.marker.exists()


def test_a_folder_that_only_looks_like_a_repository_is_none(prepared: Prepared, tmp_path: Path) -> None:
    looks = tmp_path / "looks"
    subprocess.run(["git", "init", "--quiet", "--bare", str(looks)], check=True, timeout=60)
    (looks / "config").write_text(f"[core]\n worktree = .\n fsmonitor = {prepared.program}\n")
    assert read_history(looks, (FILE,)).reason is not None
    assert not prepared.marker.exists()


@pytest.mark.parametrize(
    ("made", "day"),
    [
        ("99999999999999 +0000", "9999-12-31"),
        ("-99999999999999 +0000", "1970-01-01"),
        ("1714564800 +9999", DAY),
        ("soon", "1970-01-01"),
        ("", "1970-01-01"),
    ],
)
def test_a_commit_of_no_calendar_breaks_nothing(prepared: Prepared, made: str, day: str) -> None:
    prepared.git("add", "--all")
    tree = prepared.git("write-tree")
    who = "Kim <kim@example.com>"
    text = f"tree {tree}\nauthor {who} {made}\ncommitter {who} {made}\n\n\x1b[2J<b>x</b>\n"
    commit = prepared.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text.encode())
    prepared.git("update-ref", "refs/heads/main", commit)
    change = prepared.history().last_change(FILE, 1, 2)
    assert change is not None
    assert (change.commit, change.day[:4].isdigit()) == (commit[:12], True)
    assert change.day == day
    prepared.write("a\nB\n")
    prepared.history()


ODD_NAMES = (
    *("-rf.yml", "--output=x.yml", f"\x01{'0' * 40} 1.yml", "a\nb.yml", "a\tb.yml", "\x01.yml", "\x1b[2J.yml"),
    *("\N{RIGHT-TO-LEFT OVERRIDE}b.yml", "a b.yml", '"q".yml', "M", "A", "R100"),
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_of_files_are_only_names(prepared: Prepared, name: str) -> None:
    prepared.write("x\n", name)
    commit = prepared.commit()
    prepared.write("x\ny\n", name)
    second = prepared.commit()
    found = prepared.history(name)
    assert found.last_change(name, 1, 1) == LastChange(commit[:12], DAY)
    assert found.last_change(name, 2, 2) == LastChange(second[:12], DAY)
    assert not (prepared.folder / "x.yml").exists()
