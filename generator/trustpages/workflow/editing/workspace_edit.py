"""An edit of a workspace: new content of some files, tried on the whole workspace before anything is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from trustpages.editing.changes import DocumentChange, make_changes
from trustpages.intake import yaml
from trustpages.intake.files.line_ends import digest_pieces
from trustpages.intake.files.parsed_workspace import parse_workspace
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.replacement import Move, Replacement, replace_files
from trustpages.intake.files.safe_open import read_inside
from trustpages.intake.files.workspace_folder import LARGEST_DATA_FILE, DataFile, Snapshot, WorkspaceFolder
from trustpages.intake.workspace import Intake, validate_for_audience
from trustpages.model.problem import Fault, Problem, ProblemLevel
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix, read
from trustpages.workflow.run import Choice


@dataclass(frozen=True, slots=True)
class Edit:
    """New content of documents by path, each of which replaces the one there or is new; a folder that is moved then.

    `data` is new content of data files.
    """

    files: Mapping[str, bytes]
    move: Move | None = None
    notes: tuple[str, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)

    def path_after(self, path: str) -> str:
        """Where a file lies once the folder was moved."""
        if self.move is not None and path.startswith(f"{self.move.path}/"):
            return f"{self.move.to}{path.removeprefix(self.move.path)}"
        return path


@dataclass(frozen=True, slots=True)
class EditOutcome:
    """What an edit does: its unified diff, the files that it writes, and what it would make wrong or doubtful.

    It can be written only while nothing is `refused`.
    """

    diff: str
    files: tuple[str, ...]
    refused: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    notes: tuple[str, ...]
    root: Path
    replacements: tuple[Replacement, ...]
    move: Move | None
    after: Intake

    def write(self) -> None:
        """Writes all files or none. Raises what `replace_files` raises."""
        replace_files(self.root, self.replacements, self.move)


def read_for_editing(choice: Choice) -> ReadWorkspace:
    """All of the workspace. Raises what `read` raises."""
    return read(choice, WIDEST_AUDIENCE)


def change_files(reading: ReadWorkspace, changes: Mapping[str, Sequence[DocumentChange]]) -> dict[str, bytes]:
    """The new content of documents by path. Raises what `make_changes` raises."""
    return {path: make_changes(reading.trees.files[path], path, listed, yaml.load) for path, listed in changes.items()}


def try_edit(reading: ReadWorkspace, edit: Edit) -> EditOutcome:
    """What an edit would do to the workspace that was read. Nothing is written."""
    before = {path: reading.trees.files.get(path) for path in edit.files}
    changed = {path: content for path, content in sorted(edit.files.items()) if content != before[path]}
    after = validate_after(reading, replace(edit, files=changed))
    known = {(edit.path_after(old.place.file), old.code, old.sentence) for old in reading.intake.problems}
    new = [found for found in after.problems if (found.place.file, found.code, found.sentence) not in known]
    shown = add_path_prefix(new, reading.prefix)
    data = tuple(_replace_data(reading, edit))
    return EditOutcome(
        diff="".join(_diff(edit, path, before[path], content) for path, content in changed.items()),
        files=tuple(f"{reading.prefix}{edit.path_after(path)}" for path in (*changed, *(each.path for each in data))),
        refused=tuple(problem for problem in shown if problem.level is ProblemLevel.ERROR),
        doubts=tuple(problem for problem in shown if problem.level is not ProblemLevel.ERROR),
        notes=edit.notes,
        root=reading.root,
        replacements=(*data, *(Replacement(path, before[path], content) for path, content in changed.items())),
        move=edit.move,
        after=after,
    )


def _replace_data(reading: ReadWorkspace, edit: Edit) -> Iterator[Replacement]:
    for path, content in edit.data.items():
        found = read_inside(reading.root, PurePosixPath(path), LARGEST_DATA_FILE)
        before = None if isinstance(found, Fault) else found
        if content != before:
            yield Replacement(path, before, content)


def validate_after(reading: ReadWorkspace, edit: Edit) -> Intake:
    """The whole workspace as it would be read after the edit."""
    trees = parse_workspace(_EditedFolder(reading, edit))
    return validate_for_audience(trees, WIDEST_AUDIENCE, reading.choice.today, reading.choice.as_of)


@dataclass(frozen=True, slots=True)
class _EditedFolder:
    """The workspace that was read, with other content in some files; data files are digested once."""

    reading: ReadWorkspace
    edit: Edit

    def read_snapshot(self) -> Snapshot:
        files = {**self.reading.trees.files, **self.edit.files}
        moved = {self.edit.path_after(path): content for path, content in files.items()}
        return Snapshot(moved, self.reading.trees.problems)

    def read_data_file(self, path: str, *, keep: bool = False) -> DataFile | Fault:
        if (content := self.edit.data.get(path)) is not None:
            return DataFile(path, digest_pieces([content]), len(content), content if keep else None)
        before = self.edit.move
        source = path
        if before is not None and path.startswith(f"{before.to}/"):
            source = f"{before.path}{path.removeprefix(before.to)}"
        found = self.reading.trees.data.get(source)
        if found is None or (keep and isinstance(found, DataFile) and found.content is None):
            found = WorkspaceFolder(self.reading.root).read_data_file(source, keep=keep)
        return replace(found, path=path) if isinstance(found, DataFile) else found


def _diff(edit: Edit, path: str, before: bytes | None, after: bytes) -> str:
    old, new = _split(before or b""), _split(after)
    names = ("/dev/null" if before is None else f"a/{path}", f"b/{edit.path_after(path)}")
    lines: Iterable[str] = difflib.unified_diff(old, new, *names)
    ended = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return "".join(ended)


def _split(data: bytes) -> list[str]:
    # Not by `splitlines`, to which other characters end lines, too.
    *lines, last = data.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
