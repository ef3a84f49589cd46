"""A site of a revision is the site of its checkout, byte for byte, and nothing is checked out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.intake.workspaces import valid
from support.publish.sites import tree_bytes
from support.system.commands import trustpages
from support.system.repositories import GitFolder

BELOW = "wörk space"
TEMPLATES = {"site_templates/assets/own.txt": b"Ours\n"}
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>'
BRANDED = ("as_of:", "site: {logo: content/logo.svg, accent: '#7a1fa2'}\nas_of:")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitFolder:
    """Two commits of a workspace in a folder, then one that breaks it, and files that nobody committed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    made = GitFolder(tmp_path / "repository")
    made.commit(valid(trust=BRANDED) | TEMPLATES | {"content/logo.svg": LOGO}, BELOW)
    made.edit(f"{BELOW}/evidence/desk/bundles/june.yml", "A refund was late.", "Two refunds were late.")
    made.commit()
    made.git("tag", "v1")
    made.commit({f"{BELOW}/evidence/desk/agent.yml": b"kind: [\n"})
    return made


def test_a_site_of_a_revision_is_that_of_its_checkout(repository: GitFolder, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "checkout"), "v1")
    bare = tmp_path / "bare.git"
    repository.git("clone", "--quiet", "--bare", ".", str(bare))
    before = repository.git("status", "--porcelain", "--ignored")
    options = ("build", "--audience", "internal", "--quiet", "--trust-templates", "--to")
    checkout = tmp_path / "checkout" / BELOW
    for name, arguments in (
        ("checked-out", ("-C", checkout)),
        ("revision", ("-C", repository.folder / BELOW, "--rev", "v1")),
        ("bare", ("-C", bare, "--rev", "v1")),
    ):
        ran = trustpages(*options, tmp_path / name, *arguments, folder=tmp_path)
        assert ran.code == 0, ran.err
    sites = [tree_bytes(tmp_path / name) for name in ("checked-out", "revision", "bare")]
    assert sites[0] == sites[1] == sites[2]
    contents = {path: data for path, (_, data) in sites[0].items()}
    assert b"Ours\n" in contents.values()
    assert contents["assets/logo.svg"] == LOGO
    assert b"#7a1fa2" in contents["stylesheets/report.css"]
    commit = repository.git("rev-parse", "--short=12", "v1")
    assert any(commit.encode() in page for path, page in contents.items() if path.endswith(".html"))
    assert repository.git("status", "--porcelain", "--ignored") == before


def test_a_version_can_be_published_from_a_tag(repository: GitFolder, tmp_path: Path) -> None:
    inside = repository.folder / BELOW
    ran = trustpages("publish", "1.0", "-C", inside, "--to", tmp_path / "published", folder=tmp_path)
    assert ran.code == 3  # what lies on disk is broken
    ran = trustpages("publish", "1.0", "--rev", "v1", "-C", inside, "--to", tmp_path / "published", folder=tmp_path)
    assert ran.code == 0, ran.err
    checked = trustpages("verify", tmp_path / "published", folder=tmp_path).out
    assert "it has expired; nothing else failed" in checked
    assert (tmp_path / "published/1.0/assets/logo.svg").read_bytes() == LOGO  # the public sees it, too
    ran = trustpages("publish", "1.1", "--rev", "v9", "-C", inside, "--to", tmp_path / "published", folder=tmp_path)
    assert (ran.code, "[unknown-revision]" in ran.err) == (1, True)


def test_a_link_in_a_revision_is_never_followed(repository: GitFolder, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", "v1")
    secret = tmp_path / "secret"
    secret.write_text("secret")
    link = repository.folder / BELOW / "site_templates/assets/leak.txt"
    os.symlink(secret, link)
    repository.commit()
    ran = trustpages(
        "build", "--rev", "HEAD", "-C", repository.folder / BELOW, "--to", tmp_path / "site", folder=tmp_path, CI=""
    )
    assert (ran.code, "[template-link]" in ran.err) == (1, True)
    link.unlink()
    os.symlink(secret, repository.folder / BELOW / "evidence/desk/leak.yml")
    repository.commit()
    ran = trustpages(
        "build", "--rev", "HEAD", "-C", repository.folder / BELOW, "--to", tmp_path / "site", folder=tmp_path
    )
    assert (ran.code, "[revision-files]" in ran.err) == (1, True)
