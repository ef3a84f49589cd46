"""A repository brings a program that `git diff` would run: it is never installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.workspaces.bare import write_bare
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.commands.review.install import install_driver


def test_a_program_out_of_the_repository_is_never_installed(tmp_path: Path) -> None:
    acme = write_bare(tmp_path / "acme")
    subprocess.run(["git", "init", "--quiet", str(acme)], check=True, timeout=60)
    for way in (acme / ".venv/bin/python", tmp_path / "link"):
        if way.name == "link":
            way.symlink_to(acme / ".venv/bin/python")
        with pytest.raises(TrustpagesError, match="lies in the repository"):
            install_driver(acme, way)
    assert "trustpages" not in (acme / ".git/config").read_text("utf-8")
