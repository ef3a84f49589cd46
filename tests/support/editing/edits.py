"""Edits of whole workspaces in folders, without the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from support.intake.workspaces import files_below, valid
from trustpages.workflow.editing.workspace_edit import EditOutcome, read_for_editing
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import Choice

TODAY = date(2026, 7, 1)


def reading_of(root: Path) -> ReadWorkspace:
    """The workspace in a folder, read to be edited."""
    return read_for_editing(Choice(root, None, None, TODAY))


def write_valid(root: Path, **changes: tuple[str, str]) -> Path:
    """A small valid workspace in a folder, with texts replaced as in `valid`."""
    for path, content in valid(**changes).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def written(outcome: EditOutcome) -> dict[str, bytes]:
    """The files of the workspace after the edit was written."""
    assert outcome.refused == ()
    outcome.write()
    return files_below(outcome.root)


def lines_changed(outcome: EditOutcome) -> tuple[list[str], list[str]]:
    """The lines that an edit takes out, and those that it puts in."""
    body = [line for line in outcome.diff.splitlines() if not line.startswith(("---", "+++"))]
    return [line[1:] for line in body if line[:1] == "-"], [line[1:] for line in body if line[:1] == "+"]
