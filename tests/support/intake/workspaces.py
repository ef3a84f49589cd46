"""Workspaces in memory, so that a test of reading states only the files that matter to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.intake.files.line_ends import digest_pieces
from trustpages.intake.files.parsed_workspace import parse_workspace
from trustpages.intake.files.workspace_folder import DataFile, Snapshot, WorkspaceSource
from trustpages.intake.workspace import Intake, validate_for_audience
from trustpages.model.problem import Fault
from trustpages.model.vocabulary import Audience

CASES = Path(__file__).parents[2] / "cases"


@dataclass(frozen=True)
class InMemory:
    """A workspace whose files are in a mapping, in the order of that mapping."""

    files: Mapping[str, bytes]

    def read_snapshot(self) -> Snapshot:
        return Snapshot({path: data for path, data in self.files.items() if path.endswith((".yml", ".yaml", ".md"))})

    def read_data_file(self, path: str, *, keep: bool = False) -> DataFile | Fault:
        data = self.files.get(path)
        if data is None:
            return Fault("path-missing", f"there is no file '{path}'", "add it")
        return DataFile(path, digest_pieces([data]), len(data), data if keep and len(data) <= 1 << 20 else None)


def read_workspace(source: WorkspaceSource, audience: Audience, today: date, as_of: date | None = None) -> Intake:
    """The workspace behind `source` as `audience` may see it; see `validate_for_audience` about the dates."""
    return validate_for_audience(parse_workspace(source), audience, today, as_of)


def files_below(folder: Path) -> dict[str, bytes]:
    """The files of a folder by relative path, sorted."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def valid(**changes: tuple[str, str]) -> dict[str, bytes]:
    """The files of the valid case; `agent=(old, new)` replaces text in the file whose name begins so."""
    files = files_below(CASES / "valid")
    for name, (old, new) in changes.items():
        path = next(file for file in files if Path(file).stem.replace("-", "_") == name)
        assert old.encode() in files[path], f"{path} does not hold {old!r}"
        files[path] = files[path].replace(old.encode(), new.encode())
    return files


def problems_after(name: str, old: str, new: str) -> list[str]:
    """`line:column code sentence` of each problem after one change of the valid workspace."""
    intake = read_workspace(InMemory(valid(**{name: (old, new)})), Audience.INTERNAL, date(2026, 7, 1))
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code} {problem.sentence}" for problem in intake.problems
    ]
