"""`sign`: the job that holds the key builds nothing, and has nothing installed but the program and click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

import trustpages as package
from support.publish.branches import PAGES, Repository, a_clone, publish_on
from support.publish.versions import (
    a_key,
    a_published_folder,
    a_site,
    allowed_signers,
    codes,
    entries_of,
    outcome,
    tree_of,
)
from support.system.commands import trustpages

ALONE = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from trustpages.cli.main import main
main()
"""


def run_alone(place: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command where Python has no packages but the program and click, and nobody's settings."""
    packages = place / "packages"
    packages.mkdir(exist_ok=True)
    for module in (package, click):
        target = packages / module.__name__
        if not target.exists():
            target.symlink_to(Path(str(module.__file__)).parent)
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", ALONE, str(packages), *map(str, arguments)],
        cwd=place,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_signs_what_nobody_has_and_the_end_of_the_log_with_click_alone(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    signers = allowed_signers(tmp_path, key)
    root = a_published_folder(tmp_path, versions=2)
    before, entries = tree_of(root), entries_of(root)
    assert codes(outcome(root, allowed_signers=signers)) == {"unsigned"}
    done = run_alone(tmp_path, "sign", root, "--key", key)
    assert (done.returncode, done.stdout) == (0, f"{root / '2.0'}\n"), done.stderr
    assert "Signed 1.0\nSigned 2.0\nSigned 3 entries on " in done.stderr
    out = outcome(root, allowed_signers=signers)
    assert out.failures == []
    assert not [line for line in out.unchecked if "who published" in line]
    after = tree_of(root)
    assert {path: after[path] for path in before} == before
    assert entries_of(root) == entries


def test_it_signs_a_branch_in_a_commit_of_its_own(tmp_path: Path) -> None:
    repository, key = Repository(tmp_path / "acme"), a_key(tmp_path)
    for version in ("1.0", "2.0"):
        publish_on(repository, a_site(tmp_path / version, version), version)
    state, tip = repository.state(), repository.tip()
    done = run_alone(tmp_path, "sign", "-C", repository.folder, "--branch", PAGES.name, "--key", key)
    assert (done.returncode, done.stdout) == (0, "gh-pages:2.0\n"), done.stderr
    assert repository.state() == state
    assert repository.git("rev-parse", "gh-pages~1") == tip
    assert repository.git("log", "-1", "--format=%s", "gh-pages") == "Sign 1.0, 2.0 and the log"
    clone = a_clone(repository.folder, tmp_path / "clone")
    assert outcome(clone, allowed_signers=allowed_signers(tmp_path, key)).failures == []


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda root: (root / "2.0/report.json").write_text("{}"), "version-damaged"),
        (lambda root: (root / "1.0/report.json").write_text("{}"), "version-damaged"),
        (lambda root: (root / "log/entries/0").write_text("{}"), "log-damaged"),
        (lambda root: (root / "log/checkpoint").unlink(), "not-published"),
    ],
)
def test_what_is_not_as_the_log_says_is_not_signed(tmp_path: Path, spoil: object, code: str) -> None:
    root, key = a_published_folder(tmp_path, versions=2), a_key(tmp_path)
    assert callable(spoil)
    spoil(root)
    before = tree_of(root)
    done = trustpages("sign", root, "--key", key, folder=tmp_path)
    assert (done.code, f"[{code}]" in done.err) == (1, True), done.err
    assert tree_of(root) == before


def test_a_log_that_is_not_the_one_signed_before_is_not_signed(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2, key=key)
    signed = {path: path.read_bytes() for path in (root / "log").glob("checkpoint.json*")}
    other = a_published_folder(tmp_path / "other", versions=1)
    for path, content in signed.items():
        (other / "log" / path.name).write_bytes(content)
    done = trustpages("sign", other, "--key", key, folder=tmp_path)
    assert (done.code, "[log-damaged]" in done.err) == (1, True)


def test_publish_and_withdraw_sign_the_end_of_the_log_for_so_many_days(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2, key=key)
    gone = ("withdraw", "1.0", "--from", root, "--reason", "Wrong.", "--sign", key, "--checkpoint-days", "3")
    assert trustpages(*gone, folder=tmp_path).code == 0
    assert outcome(root, allowed_signers=allowed_signers(tmp_path, key)).failures == []
    assert "good until" in next(line for line in outcome(root).passed if line.startswith("end of the log: 4 entries"))


def test_whoever_leaves_the_end_unsigned_is_told(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2, key=a_key(tmp_path))
    gone = trustpages("withdraw", "1.0", "--from", root, "--reason", "Wrong.", folder=tmp_path)
    assert gone.code == 0
    assert "The end of the log is not signed yet: `verify` fails until `trustpages sign` has run." in gone.err


@pytest.mark.parametrize(
    "arguments",
    [(), ("--key", "key"), ("published",), ("published", "--branch", "x", "--key", "key"), ("published", "--push")],
)
def test_it_takes_a_folder_or_a_branch_and_a_way_to_sign(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    a_published_folder(tmp_path, versions=1)
    a_key(tmp_path)
    assert trustpages("sign", *arguments, folder=tmp_path).code == 2
