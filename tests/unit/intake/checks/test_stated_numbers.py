"""Workspaces whose sentences say what decides: no warning that they say something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, read_workspace
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from support.workspaces.every_record import write_every_record
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.model.vocabulary import Audience
from trustpages.workflow.commands.init import make_workspace

TODAY = date(2026, 11, 20)
WORKSPACES = ("demo", "starter", "valid", "every-record", "bad-news", "bare")


@pytest.mark.parametrize("name", WORKSPACES)
def test_sentences_that_fit_are_no_problem(name: str, tmp_path: Path) -> None:
    intake = read_workspace(WorkspaceFolder(_prepare(name, tmp_path / name)), Audience.INTERNAL, TODAY)
    assert intake.workspace is not None
    assert name == "bare" or any(agent.pacts for agent in intake.workspace.agents)
    assert [problem for problem in intake.problems if problem.code == "stated-otherwise"] == []


def _prepare(name: str, folder: Path) -> Path:
    match name:
        case "demo" | "starter":
            make_workspace(folder, demo=name == "demo")
            return folder
        case "every-record":
            return write_every_record(folder, agents=3)
        case "bad-news":
            return write_bad_news(folder)
        case "bare":
            return write_bare(folder)
        case _:
            return CASES / "valid"
