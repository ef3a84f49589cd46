"""`publish`, `withdraw` and `verify` as a trust engineer and a buyer run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.publish.branches import git, state_of
from support.system.commands import edit, trustpages

pytestmark = pytest.mark.site


def test_versions_are_immutable_withdrawn_in_the_open_and_verified_by_a_pin(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", "acme", folder=tmp_path).code == 0
    acme = tmp_path / "acme"
    first = trustpages("publish", "1.0", "--to", "../published", folder=acme)
    assert (first.code, first.out) == (0, f"{acme.parent / 'published' / '1.0'}\n")
    pin = tmp_path / "pin"
    pin.write_bytes((tmp_path / "published/log/checkpoint").read_bytes())

    again = trustpages("publish", "1.0", "--to", "../published", folder=acme)
    assert again.code == 0
    edit(acme / "evidence/my-agent/agent.yml", "name: My agent", "name: Our agent")
    other = trustpages("publish", "1.0", "--to", "../published", folder=acme)
    assert other.code == 1
    assert "version-exists" in other.err

    assert trustpages("publish", "1.1", "--to", "../published", folder=acme).code == 0
    gone = trustpages("withdraw", "1.0", "--from", "published", "--reason", "Counted twice.", folder=tmp_path)
    assert gone.code == 0
    checked = trustpages("verify", "published", "--pin", str(pin), "--now", "2026-11-01", folder=tmp_path)
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "VERIFIED")
    assert "Counted twice." in (tmp_path / "published/1.0/index.html").read_text()

    page = tmp_path / "published/1.1/index.html"
    page.write_bytes(page.read_bytes().replace(b"Conditional", b"Supported"))
    assert trustpages("verify", "published", "--now", "2026-11-01", folder=tmp_path).code == 5


def test_versions_on_a_branch_are_a_commit_each_and_the_next_is_held_against_the_last(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", "acme", folder=tmp_path).code == 0
    acme = tmp_path / "acme"
    git(acme, "init", "--quiet", "--initial-branch=main")
    git(acme, "add", "--all")
    git(acme, "-c", "user.name=Kim", "-c", "user.email=kim@example.com", "commit", "-qm", "evidence")
    nobody = {"HOME": str(tmp_path), "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": ""}
    refused = trustpages("publish", "1.0", "--branch", "gh-pages", folder=acme, **nobody)
    assert (refused.code, refused.out) == (1, "")
    assert "[git-identity]" in refused.err

    git(acme, "config", "user.name", "Kim")
    git(acme, "config", "user.email", "kim@example.com")
    before = state_of(acme)
    first = trustpages("publish", "1.0", "--branch", "gh-pages", folder=acme)
    assert (first.code, first.out) == (0, "gh-pages:1.0\n"), first.err
    assert f"Commit {git(acme, 'rev-parse', 'gh-pages')}\n" in first.err
    git(acme, "init", "--quiet", "--bare", "../remote.git")
    git(acme, "remote", "add", "origin", "../remote.git")
    second = trustpages("publish", "1.1", "--branch", "gh-pages", "--push", "--quiet", folder=acme)
    assert (second.code, second.err) == (0, "")
    report = json.loads(git(acme, "show", "gh-pages:1.1/report.json"))
    assert report["previous_digest"] is not None
    gone = trustpages("withdraw", "1.0", "--branch", "gh-pages", "--push", "--reason", "Wrong.", folder=acme)
    assert (gone.code, gone.out) == (0, "gh-pages:1.0\n")
    assert state_of(acme) == before

    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", "remote.git", "clone")
    checked = trustpages("verify", "clone", "--now", "2026-11-01", folder=tmp_path)
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "VERIFIED")


@pytest.mark.parametrize(
    "options", [(), ("--to", "x", "--branch", "y"), ("--to", "x", "--push"), ("--to", "x", "--remote", "origin")]
)
def test_a_folder_or_a_branch(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "x").mkdir()
    assert trustpages("publish", "1.0", *options, folder=tmp_path).code == 2
    as_source = ["--from" if option == "--to" else option for option in options]
    assert trustpages("withdraw", "1.0", "--reason", "Wrong.", *as_source, folder=tmp_path).code == 2
