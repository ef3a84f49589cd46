"""What a script learns from the exit code alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.system.commands import edit, trustpages

PACT = "evidence/my-agent/pacts/support.yml"
BUNDLE = "evidence/my-agent/bundles/october.yml"


def as_it_is(workspace: Path) -> None:
    """Leaves the workspace alone."""


def misspelt(workspace: Path) -> None:
    edit(workspace / BUNDLE, "[support/no-leak]", "[support/no-leek]")


def not_yaml(workspace: Path) -> None:
    edit(workspace / PACT, "kind: pact", "kind: [pact")


def without_data(workspace: Path) -> None:
    (workspace / "evidence/my-agent/bundles/october-runs.csv").unlink()


def gated(workspace: Path) -> None:
    with (workspace / "trust.yml").open("a") as file:
        file.write("gates: {posture_at_least: Supported}\n")


def gone(workspace: Path) -> None:
    (workspace / "trust.yml").unlink()


@pytest.mark.parametrize(
    ("change", "command", "code"),
    [
        (as_it_is, "check", 0),
        (as_it_is, "report", 0),
        (as_it_is, "report --agent nobody", 1),
        (as_it_is, "check --no-such-option", 2),
        (misspelt, "check", 3),
        (misspelt, "report --audience internal", 3),
        (misspelt, "report", 3),  # promises are visible with their pact, so no withheld one can be meant
        (not_yaml, "check", 3),
        (not_yaml, "report", 3),
        (without_data, "check", 3),
        (without_data, "report", 3),
        (gated, "check", 4),
        (gated, "report", 0),
        (gone, "check", 1),
        (gone, "report", 1),
    ],
)
def test_the_exit_code_tells_what_happened(
    change: Callable[[Path], None], command: str, code: int, workspace: Path
) -> None:
    change(workspace)
    ran = trustpages(*command.split(), folder=workspace)
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err


def test_nothing_is_built_from_invalid_evidence(workspace: Path) -> None:
    not_yaml(workspace)
    ran = trustpages("build", folder=workspace)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"{PACT}:")
    assert not (workspace / "site").exists()


@pytest.mark.parametrize("command", ["init new", "schema --to new", "build --to new/site"])
def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(command: str, workspace: Path) -> None:
    # Even root cannot make anything below /proc.
    ran = trustpages(*command.replace("new", "/proc/new").split(), folder=workspace)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("trustpages: [")
    assert "/proc/new" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.site
def test_without_room_for_a_cache_the_site_is_built(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTPAGES_CACHE", "/proc/nowhere")
    ran = trustpages("build", "--to", tmp_path / "site", folder=workspace)
    assert ran.code == 0, ran.err
    assert (tmp_path / "site/index.html").is_file()
