"""The imports that a workspace declares: all of them made again as one edit, or told why one cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from trustpages.intake.files.patterns import find_files
from trustpages.intake.importers.reading import MOST_FILES, read_declared
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.catalog import find_placement
from trustpages.model.documents.trust import DeclaredImport, Trust
from trustpages.model.problem import Fault, Problem, ProblemLevel, TrustpagesError
from trustpages.model.source_map import ValuePath
from trustpages.workflow.editing.workspace_edit import Edit, read_after, read_for_editing, try_edit
from trustpages.workflow.importing.choosing import read_order
from trustpages.workflow.importing.order import ImportOrder
from trustpages.workflow.importing.parts import ImportPart
from trustpages.workflow.importing.steps import ImportOutcome, join_parts, make_parts, try_parts
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix
from trustpages.workflow.run import Choice


def import_all(folder: Path | None, choice: Choice) -> ImportOutcome:
    """The documents that all declared imports become, tried on the workspace; nothing is written yet.

    Their files are looked for below `folder`, the workspace unless given. The edit is refused where one of them cannot
    be made. Raises TrustpagesError `imports-none` where none is declared.
    """
    reading = read_for_editing(choice)
    document = next((found for found in reading.intake.documents if isinstance(found.model, Trust)), None)
    if document is None:
        return _refuse(reading, (found for found in reading.intake.problems if found.level is ProblemLevel.ERROR))
    imports = document.model.imports if isinstance(document.model, Trust) else ()
    if not imports:
        raise TrustpagesError("imports-none", "trust.yml declares no imports", "list them under `imports`")
    parts: list[ImportPart] = []
    problems: list[Problem] = []
    for number, declared in enumerate(imports):
        files, mapping, missing = _find_named(document, number, declared, folder or reading.root, reading.root)
        problems += missing
        if missing:
            continue
        try:
            inputs = read_declared(folder or reading.root, files)
            described = read_declared(reading.root, mapping) if mapping else None
            read = read_order(_to_order(declared), reading, inputs, described)
            made = make_parts(read)
            if any(path in part.files for part in parts for path in _list_files(made)):
                made = make_parts(replace(read, reading=read_after(reading, join_parts(parts))))
            _refuse_twice(made, parts)
        except TrustpagesError as error:
            place = document.source.place_of(("imports", number))
            problems.append(Problem(place, error.code, error.sentence, error.remedy))
        else:
            parts += made
    return _refuse(reading, problems) if problems else try_parts(reading, parts)


def _find_named(
    document: LoadedDocument, number: int, declared: DeclaredImport, folder: Path, root: Path
) -> tuple[tuple[PurePosixPath, ...], tuple[PurePosixPath, ...], list[Problem]]:
    """The files of an import below `folder`, its mapping in the workspace, and what is wrong with their paths."""
    key = ("imports", number)
    elsewhere = "check its spelling, or name the folder in which it lies: trustpages import --all FOLDER"
    found = [_find_files(folder, path, MOST_FILES, elsewhere) for path in declared.paths]
    places: list[ValuePath] = [(*key, "paths", place) for place in range(len(found))]
    # What somebody wrote about the columns lies in the workspace, wherever the files do.
    here = "check its spelling: it begins in the workspace"
    mapping = _find_files(root, declared.mapping, 1, here) if declared.mapping else ()
    pairs = zip([*places, (*key, "mapping")], [*found, mapping], strict=True)
    faults = [each.at(document.source.place_of(place)) for place, each in pairs if isinstance(each, Fault)]
    files = tuple(path for each in found if not isinstance(each, Fault) for path in each)
    return files, () if isinstance(mapping, Fault) else mapping, faults


def _find_files(root: Path, pattern: str, most: int, remedy: str) -> tuple[PurePosixPath, ...] | Fault:
    return find_files(root, pattern, most) or Fault("import-missing", f"there is no file {quote_path(pattern)}", remedy)


def _to_order(declared: DeclaredImport) -> ImportOrder:
    return ImportOrder(
        agent=declared.agent,
        form=declared.format,
        benchmark=declared.benchmark,
        entrant=declared.entrant,
        supports=declared.supports,
        to=declared.to,
        producer=declared.producer,
        relationship=declared.relationship,
        version=declared.agent_version,
        collected=None if declared.collected is None else (declared.collected.from_, declared.collected.to),
        items=declared.items,
    )


def _refuse_twice(made: Sequence[ImportPart], before: Sequence[ImportPart]) -> None:
    """Several boards may stand in the document of one benchmark; anything else would replace what was imported."""
    taken = {path for part in before for path in (*_list_files([part]), *part.data)}
    shared = (path for part in made for path in (*_list_files([part]), *part.data) if path in taken)
    twice = next((path for path in shared if not _is_of_benchmark(path)), None)
    if twice is not None:
        sentence = f"an import before this one writes {quote(twice)}, too"
        raise TrustpagesError("import-twice", sentence, "say under `to` which document each becomes")


def _list_files(parts: Sequence[ImportPart]) -> Iterator[str]:
    return (path for part in parts for path in part.files)


def _is_of_benchmark(path: str) -> bool:
    placement = find_placement(path)
    return placement is not None and placement.kind.name == "benchmark"


def _refuse(reading: ReadWorkspace, problems: Iterable[Problem]) -> ImportOutcome:
    """An edit of nothing that is refused for these problems."""
    shown = add_path_prefix(sorted(problems), reading.prefix)
    return ImportOutcome(replace(try_edit(reading, Edit({})), refused=shown), ())
