"""What an order is read as: the files, the importer that knows them, and those of its outcomes that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from trustpages.intake.importers.catalog import IMPORTERS, find_importer
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer
from trustpages.intake.importers.inputs import Inputs
from trustpages.intake.importers.operations.mapped.mapping_file import make_importer
from trustpages.intake.messages.quoting import join_names, quote, quote_path, suggest_nearest
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
    if mapping is not None and order.form is not None:
        sentence = "a format and a mapping both say how the files are read"
        raise TrustpagesError("import-format", sentence, "leave one of the two out")
    if mapping is None:
        importer, reason = choose_importer(order.form, files)
    else:
        written = _expect_files(mapping)
        importer, reason = _expect(make_importer(written.only)), "as the mapping says"
        files = files.with_further(written)
    imported = _doubt_inputs(_expect(importer.read(files)), importer, files, is_named=order.form is not None)
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


def _doubt_inputs(imported: Imported, importer: Importer, inputs: Inputs, *, is_named: bool) -> Imported:
    """What came of the files, with what they themselves give reason to doubt.

    Files of a format that somebody named are read as that even where nothing in them says so, if anything comes of it.
    """
    doubts: list[Doubt] = []
    if is_named and not any(importer.recognise(file) for file in inputs.files):
        if not _tells_anything(imported):
            sentence = f"nothing in {quote_path(inputs.only.path)} is of the format {quote(importer.id)}"
            raise TrustpagesError("import-form", sentence, "name another format, or none: then what they hold decides")
        sentence = "nothing in the files says that they are of this format; they were read as it because it was named"
        doubts.append(Doubt(kind="format-as-named", sentence=sentence, is_grave=True))
    empty = [file for file in inputs.files if not file.content.strip()]
    if empty:
        are = f"{quote_path(empty[0].path)} is" if len(empty) == 1 else f"{len(empty):,} files of the input are"
        sentence = f"{are} empty; what should stand there is not counted"
        doubts.append(Doubt(kind="files-empty", sentence=sentence, is_grave=True))
    return replace(
        imported,
        items=tuple(replace(item, doubts=(*item.doubts, *_doubt_size(item), *doubts)) for item in imported.items),
        boards=tuple(replace(board, doubts=(*board.doubts, *doubts)) for board in imported.boards),
        documents=tuple(replace(document, doubts=(*document.doubts, *doubts)) for document in imported.documents),
    )


def _doubt_size(item: ImportedItem) -> Iterator[Doubt]:
    """That the input holds fewer records than it says that its figures rest on, where nothing else says so."""
    stated = max((headline.n or 0 for headline in item.headlines), default=0)
    is_told = any(doubt.kind.endswith(("-absent", "-not-listed")) for doubt in item.doubts)
    if item.records and stated > len(item.records) and not is_told:
        sentence = f"a figure is said to rest on {stated:,} records, of which the input holds {len(item.records):,}"
        yield Doubt(kind="records-absent", sentence=sentence, is_grave=True)


def _tells_anything(imported: Imported) -> bool:
    """Whether there is an outcome, a count, a score, a fact or a promise among it."""
    return (
        any(not item.records or any(row.good is not None for row in item.kept) for item in imported.items)
        or any(entrant.score is not None for board in imported.boards for entrant in board.entrants)
        or any(document.entries for document in imported.documents)
        or bool(imported.facts)
    )


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
