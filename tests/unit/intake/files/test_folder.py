"""A workspace in a folder: found upwards, read once, and nothing in it followed or waited for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, files_below, read_workspace
from trustpages.intake.files.line_ends import digest_pieces
from trustpages.intake.files.workspace_folder import DataFile, WorkspaceFolder, find_workspace
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.model.vocabulary import Audience

VALID = CASES / "valid"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for path, data in files_below(VALID).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def codes(root: Path) -> list[tuple[str, str]]:
    return [(problem.place.file, problem.code) for problem in WorkspaceFolder(root).read_snapshot().problems]


@pytest.mark.parametrize("below", ["", "evidence", "evidence/desk/bundles"])
def test_workspace_is_the_nearest_folder_upwards(below: str) -> None:
    assert find_workspace(VALID / below) == VALID


def test_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as raised:
        find_workspace(tmp_path)
    assert raised.value.code == "no-workspace"
    assert "trustpages init" in raised.value.remedy


def test_snapshot_holds_yaml_and_markdown_and_nothing_else(workspace: Path) -> None:
    for name in (
        "README.md",
        "evidence/notes.txt",
        "content/page.html",
        "site/index.yml",
        ".git/x.yml",
        "evidence/.a.yml",
    ):
        (workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace / name).write_text("x")
    snapshot = WorkspaceFolder(workspace).read_snapshot()
    assert snapshot.problems == ()
    assert set(snapshot.files) == {path for path in files_below(VALID) if path.endswith((".yml", ".md"))}


def test_links_pipes_and_unfit_names_are_problems_and_never_read(workspace: Path) -> None:
    (workspace / "evidence/desk/bundles/link.yml").symlink_to("/etc/passwd")
    (workspace / "evidence/linked").symlink_to("/etc")
    os.mkfifo(workspace / "evidence/desk/pipe.yml")
    (workspace / "evidence/desk/bundles/two words.yml").write_text("kind: bundle")
    assert sorted(codes(workspace)) == [
        ("evidence/desk/bundles/link.yml", "path-link"),
        ("evidence/desk/bundles/two words.yml", "path-bad-name"),
        ("evidence/desk/pipe.yml", "path-not-regular"),
        ("evidence/linked", "path-link"),
    ]


def test_folder_or_trust_file_that_is_a_link_is_refused(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (workspace / "content").rename(elsewhere / "content")
    (workspace / "content").symlink_to(elsewhere / "content")
    (workspace / "trust.yml").rename(elsewhere / "trust.yml")
    (workspace / "trust.yml").symlink_to(elsewhere / "trust.yml")
    assert codes(workspace) == [("content", "path-link"), ("trust.yml", "path-link")]
    intake = read_workspace(WorkspaceFolder(workspace), Audience.PUBLIC, date(2026, 7, 1))
    assert {problem.code for problem in intake.problems} == {"path-link"}


def test_file_that_is_too_large_is_refused(workspace: Path) -> None:
    (workspace / "evidence/desk/bundles/big.yml").write_bytes(b"# " + b"x" * (1 << 20))
    (workspace / "content/big.md").write_bytes(b"x" * ((1 << 20) + 1))
    intake = read_workspace(WorkspaceFolder(workspace), Audience.INTERNAL, date(2026, 7, 1))
    assert {(problem.place.file, problem.code) for problem in intake.problems} == {
        ("content/big.md", "path-too-large"),
        ("evidence/desk/bundles/big.yml", "path-too-large"),
    }


def test_data_file_is_known_by_digest_and_size(workspace: Path) -> None:
    path = "evidence/desk/bundles/june-runs.csv"
    data = (workspace / path).read_bytes()
    assert WorkspaceFolder(workspace).read_data_file(path) == DataFile(path, digest_pieces([data]), len(data))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("june.csv", "path-missing"),
        ("../../../../etc/passwd", "path-outside"),
        ("/etc/passwd", "path-absolute"),
        ("C:\\runs.csv", "path-absolute"),
        ("a b.csv", "path-bad-name"),
        ("nul.csv", "path-device-name"),
        ("link.csv", "path-link"),
    ],
)
def test_data_reference_that_leads_nowhere_is_a_problem_where_it_stands(workspace: Path, name: str, code: str) -> None:
    (workspace / "evidence/desk/bundles/link.csv").symlink_to("june-runs.csv")
    bundle = workspace / "evidence/desk/bundles/june.yml"
    bundle.write_text(bundle.read_text().replace("file: june-runs.csv", f"file: '{name}'"))
    intake = read_workspace(WorkspaceFolder(workspace), Audience.INTERNAL, date(2026, 7, 1))
    assert (("evidence/desk/bundles/june.yml", 16, code)) in {
        (problem.place.file, problem.place.line, problem.code) for problem in intake.problems
    }


def test_missing_data_file_of_a_folder_is_a_refusal(tmp_path: Path) -> None:
    assert isinstance(WorkspaceFolder(tmp_path).read_data_file("evidence/x.csv"), Fault)
