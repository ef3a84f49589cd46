"""What an order is read as: the files, the importer that knows them, and those of its outcomes that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from trustpages.intake.importers.catalog import IMPORTERS, find_importer
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.importers.operations.mapped.mapping_file import make_importer
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.workflow.importing.entrants import choose_entrant
from trustpages.workflow.importing.order import ImportOrder, ReadOrder
from trustpages.workflow.reading import ReadWorkspace

Read: TypeAlias = Inputs | Sequence[Fault]
"""Files, or why some of them cannot be read."""

_Value = TypeVar("_Value")


def read_order(order: ImportOrder, reading: ReadWorkspace, inputs: Read, mapping: Read | None = None) -> ReadOrder:
    """What the importer that knows the files makes of them, as far as the order asks for it.

    `mapping` is the file that describes an importer, where there is one; it counts among the inputs.
    Raises TrustpagesError: the code of what is wrong with the files or the mapping, `import-format`, `import-item`,
    `import-empty`, and what `choose_entrant` raises.
    """
    files = _expect_files(inputs)
    if mapping is None:
        importer, reason = choose_importer(order.form, files)
    else:
        written = _expect_files(mapping)
        importer, reason = _expect(make_importer(written.only)), "as the mapping says"
        files = files.with_further(written)
    imported = _expect(importer.read(files))
    return ReadOrder(
        order=order,
        reading=reading,
        inputs=files,
        importer=importer,
        reason=reason,
        imported=choose_entrant(_choose(imported, order.items), order),
    )


def _expect_files(read: Read) -> Inputs:
    if isinstance(read, Inputs):
        return read
    fault = read[0]
    more = f" (and {len(read) - 1} more files)" if len(read) > 1 else ""
    raise TrustpagesError(fault.code, f"{fault.sentence}{more}", fault.remedy)


def _expect(value: _Value | Fault) -> _Value:
    if isinstance(value, Fault):
        raise TrustpagesError(value.code, value.sentence, value.remedy)
    return value


def choose_importer(form: str | None, inputs: Inputs) -> tuple[Importer, str]:
    """The importer of the named format, or the one that knows the files, with the reason.

    Raises TrustpagesError `import-format`.
    """
    by_id = {importer.id: importer for importer in IMPORTERS}
    if form is not None:
        if form not in by_id:
            remedy = suggest_nearest(form, tuple(by_id), f"it is one of {join_names(by_id)}")
            raise TrustpagesError("import-format", f"there is no format {quote(form)}", remedy)
        return by_id[form], "as named"
    found = find_importer(inputs)
    if found is None:
        remedy = f"name it, one of {join_names(by_id)}, or say what the columns mean, by --mapping"
        raise TrustpagesError("import-format", "the format of the files is not known", remedy)
    return found


def _choose(imported: Imported, wanted: Sequence[str]) -> Imported:
    names = [
        *(item.name for item in imported.items),
        *(board.name for board in imported.boards),
        *(fact.name for fact in imported.facts),
        *(document.name for document in imported.documents),
    ]
    for name in wanted:
        if name not in names:
            remedy = suggest_nearest(name, names, f"it has {join_names(names)}")
            raise TrustpagesError("import-item", f"the input has no item {quote(name)}", remedy)
    if not names:
        raise TrustpagesError("import-empty", "the files hold no record", "name the file that the tool wrote")
    return replace(
        imported,
        items=tuple(item for item in imported.items if not wanted or item.name in wanted),
        boards=tuple(board for board in imported.boards if not wanted or board.name in wanted),
        facts=tuple(fact for fact in imported.facts if not wanted or fact.name in wanted),
        documents=tuple(document for document in imported.documents if not wanted or document.name in wanted),
    )
