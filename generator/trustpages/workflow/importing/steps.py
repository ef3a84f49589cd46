"""Steps of `import`: read files of another tool, make documents of them, try those on the workspace, write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, read_for_editing, try_edit
from trustpages.workflow.importing.boards import make_boards
from trustpages.workflow.importing.bundles import make_bundle
from trustpages.workflow.importing.choosing import read_order
from trustpages.workflow.importing.order import ImportOrder, ReadOrder
from trustpages.workflow.importing.parts import ImportPart
from trustpages.workflow.run import Choice

OUTCOMES: Final[tuple[Callable[[ReadOrder], ImportPart], ...]] = (make_bundle, make_boards)
"""What files may become: each gives nothing where the files have none of its kind."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What the import comes to: the edit of the workspace, and the account of the records in lines for a person."""

    edit: EditOutcome
    account: tuple[str, ...]


def import_files(order: ImportOrder, choice: Choice) -> ImportOutcome:
    """The documents that the files become, tried on the workspace; nothing is written yet.

    Raises TrustpagesError `invalid-workspace`, and what reading the files and making each kind of document raises.
    """
    reading = read_for_editing(choice)
    if reading.intake.workspace is None:
        raise TrustpagesError("invalid-workspace", "the workspace is not valid as it is", "run `trustpages check`")
    read = read_order(order, reading)
    parts = [make(read) for make in OUTCOMES]
    edit = Edit(
        {path: content for part in parts for path, content in part.files.items()},
        data={path: content for part in parts for path, content in part.data.items()},
        notes=tuple(note for part in parts for note in part.notes),
    )
    told = (line for part in parts for line in part.account)
    return ImportOutcome(try_edit(reading, edit), (f"{read.importer.title}: {read.reason}", *told))
