"""Steps of `import`: read files of another tool, make documents of them, try those on the workspace, write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustpages.intake.importers.reading import read_inputs
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, read_for_editing, try_edit
from trustpages.workflow.importing.boards import make_boards
from trustpages.workflow.importing.bundles import make_bundle
from trustpages.workflow.importing.choosing import read_order
from trustpages.workflow.importing.documents import make_documents
from trustpages.workflow.importing.order import ImportOrder, ReadOrder
from trustpages.workflow.importing.parts import ImportPart
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import Choice

OUTCOMES: Final[tuple[Callable[[ReadOrder], ImportPart], ...]] = (make_bundle, make_boards, make_documents)
"""What files may become: each gives nothing where the files have none of its kind."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import comes to: the edit of the workspace, and the account of the records in lines for a person."""

    edit: EditOutcome
    account: tuple[str, ...]


def import_files(
    paths: Sequence[Path], order: ImportOrder, choice: Choice, mapping: Path | None = None
) -> ImportOutcome:
    """The documents that the files at these paths become, tried on the workspace; nothing is written yet.

    `mapping` is a file that says what the columns mean, where no importer knows the files.
    Raises what reading the files and making each kind of document raises.
    """
    reading = read_for_editing(choice)
    written = read_inputs([mapping]) if mapping is not None else None
    return try_parts(reading, make_parts(read_order(order, reading, read_inputs(paths), written)))


def make_parts(read: ReadOrder) -> list[ImportPart]:
    """What the files become, of each kind. Raises what making it raises."""
    told = ImportPart(account=(f"{read.importer.title}: {read.reason}",))
    return [told, *(make(read) for make in OUTCOMES)]


def join_parts(parts: Sequence[ImportPart]) -> Edit:
    """All parts as one edit; of one file the last content."""
    return Edit(
        {path: content for part in parts for path, content in part.files.items()},
        data={path: content for part in parts for path, content in part.data.items()},
        notes=tuple(note for part in parts for note in part.notes),
    )


def try_parts(reading: ReadWorkspace, parts: Sequence[ImportPart]) -> ImportOutcome:
    """All parts, tried on the workspace."""
    told = tuple(line for part in parts for line in part.account)
    return ImportOutcome(try_edit(reading, join_parts(parts)), told)
