"""What an order is read as: the files, the importer that knows them, and those of its outcomes that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from trustpages.intake.importers.catalog import IMPORTERS, find_importer
from trustpages.intake.importers.importer import Imported, Importer
from trustpages.intake.importers.inputs import Inputs, read_inputs
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.workflow.importing.entrants import choose_entrant
from trustpages.workflow.importing.order import ImportOrder, ReadOrder
from trustpages.workflow.reading import ReadWorkspace


def read_order(order: ImportOrder, reading: ReadWorkspace) -> ReadOrder:
    """The files of an order, as the importer that knows them reads them.

    Raises TrustpagesError: the code of what is wrong with the files, `import-format`, `import-item`, `import-empty`,
    and what `choose_entrant` raises.
    """
    inputs = _read(order.paths)
    importer, reason = choose_importer(order.form, inputs)
    imported = importer.read(inputs)
    if isinstance(imported, Fault):
        raise TrustpagesError(imported.code, imported.sentence, imported.remedy)
    return ReadOrder(
        order=order,
        reading=reading,
        inputs=inputs,
        importer=importer,
        reason=reason,
        imported=choose_entrant(_choose(imported, order.items), order),
    )


def _read(paths: Sequence[Path]) -> Inputs:
    inputs = read_inputs(paths)
    if isinstance(inputs, Inputs):
        return inputs
    fault = inputs[0]
    more = f" (and {len(inputs) - 1} more files)" if len(inputs) > 1 else ""
    raise TrustpagesError(fault.code, f"{fault.sentence}{more}", fault.remedy)


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
        remedy = f"name it, one of {join_names(by_id)}, or describe the columns under `data`"
        raise TrustpagesError("import-format", "the format of the files is not known", remedy)
    return found


def _choose(imported: Imported, wanted: Sequence[str]) -> Imported:
    names = [
        *(item.name for item in imported.items),
        *(board.name for board in imported.boards),
        *(fact.name for fact in imported.facts),
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
    )
