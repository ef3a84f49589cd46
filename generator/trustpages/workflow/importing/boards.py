"""Leaderboards of an import: each a file beside the document of its benchmark, and a comparison in it by its day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from trustpages.editing.changes import AddEntry, DocumentChange, SetKey
from trustpages.intake.importers.importer import BenchmarkFacts, ImportedBoard
from trustpages.intake.importers.inputs import InputFile
from trustpages.intake.messages.quoting import join_names, quote
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.workflow.editing.documents import FoundDocument, list_documents
from trustpages.workflow.editing.workspace_edit import change_files
from trustpages.workflow.importing.benchmark_facts import find_fact_changes, gather_facts
from trustpages.workflow.importing.board_rows import account_for_board, name_columns, write_board_rows
from trustpages.workflow.importing.order import ReadOrder
from trustpages.workflow.importing.parts import ImportPart
from trustpages.workflow.importing.rows import tell_account

_HAND_WRITTEN: Final = frozenset({"id", "title", "date", "score_unit", "source", "producer"})
"""Keys of a comparison that stay as they stand when its board is imported again."""

_COMPARISONS: Final = "comparisons"
_DIGITS: Final = 8


def make_boards(read: ReadOrder) -> ImportPart:
    """The boards and facts as a document of their benchmark; nothing where the files have none.

    Raises TrustpagesError `import-benchmark` where nobody says which benchmark they are of, `import-item` where they
    are of several, `import-undated` where a board has no day, `wrong-place`, and what `change_files` raises.
    """
    boards, facts = read.imported.boards, read.imported.facts
    if not boards and not facts:
        return ImportPart()
    name, called = _find_benchmark(read)
    found = next((found for found in list_documents(read.reading, "benchmark") if found.id == name), None)
    path = found.file if found else read.choose_path(f"evidence/benchmarks/{name}.yml", "benchmark")
    made: list[_Made] = []
    for board in boards:
        made.append(_make_comparison(read, board, path, found, [state.id for state in made]))
    new = [state for state in made if not state.is_known]
    told = gather_facts(boards, facts)
    head: dict[str, Plain] = {"kind": "benchmark", "schema": "trustpages/1", "id": name, "name": called}
    account = (line for state in new for line in tell_account(state.id, state.entry["imported"]))
    doubts = (f"{fact.name}: {doubt.sentence}" for fact in facts for doubt in fact.doubts)
    return ImportPart(
        {path: _write(read, path, found, {**head, **told.keys}, [state.entry for state in new], told.replaced)},
        {state.file: state.content for state in new},
        tuple(f"{path} has the rows of {state.id} already, from another input" for state in made if state.is_known),
        (*account, *doubts),
    )


def _find_benchmark(read: ReadOrder) -> tuple[str, str]:
    """The id of the benchmark, and what the input calls it."""
    outcomes: tuple[ImportedBoard | BenchmarkFacts, ...] = (*read.imported.boards, *read.imported.facts)
    called = sorted({outcome.benchmark for outcome in outcomes})
    if len(called) > 1:
        sentence = f"the input is about {len(called)} benchmarks: {join_names(called)}"
        remedy = f"import one at a time by --item: {join_names([outcome.name for outcome in outcomes])}"
        raise TrustpagesError("import-item", sentence, remedy)
    if read.order.benchmark is None:
        raise refuse_without_benchmark(read, f"nobody says which benchmark {quote(called[0])} is here")
    return read.order.benchmark, called[0]


def refuse_without_benchmark(read: ReadOrder, sentence: str) -> TrustpagesError:
    """The error that a benchmark is not named, with those that there are."""
    known = [found.id for found in list_documents(read.reading, "benchmark")]
    which = f", one of {join_names(known)} or a new one" if known else ""
    return TrustpagesError("import-benchmark", sentence, f"name its document by --benchmark{which}")


@dataclass(frozen=True, slots=True)
class _Made:
    """A state of a board as a comparison, with its file; `is_known` where the document has these very rows already."""

    id: str
    entry: dict[str, Plain]
    file: str
    content: bytes
    is_known: bool


def _make_comparison(
    read: ReadOrder, board: ImportedBoard, path: str, found: FoundDocument | None, taken: Sequence[str]
) -> _Made:
    """The board under the name of its day, where a document may have other states of it."""
    files = [file for file in read.inputs.files if not board.files or file.path in board.files]
    content, day = write_board_rows(board), _find_day(read, board)
    digest = hashlib.sha256(content).hexdigest()
    account = account_for_board(read.importer, read.inputs, read.imported, board)
    usual = f"{board.name}-{day.isoformat()}"
    before = {str(entry.get("id")): entry for entry in (found.entries(_COMPARISONS) if found else ())}
    name = _name_state(usual, files, account, before, taken)
    if name not in before and usual in before and _read_digest(before[usual]) == digest:
        return _Made(usual, {}, "", content, is_known=True)
    stem = PurePosixPath(path).stem
    file = f"{name}.jsonl" if name.startswith(f"{stem}-") else f"{stem}-{name}.jsonl"
    entry: dict[str, Plain] = {"id": name, "title": board.title, "date": day.isoformat()}
    if board.unit:
        entry["score_unit"] = board.unit
    entry |= {"entrants": len(board.entrants), "source": _describe_source(read, files)}
    if read.order.producer:
        entry["producer"] = {"name": read.order.producer, "relationship": read.order.relationship or "third_party"}
    columns: dict[str, Plain] = {key: key for key in name_columns(board)}
    entry |= {"board": {"file": file, "sha256": digest, "columns": columns}, "imported": account}
    return _Made(name, entry, str(PurePosixPath(path).with_name(file)), content, is_known=False)


def _name_state(
    usual: str,
    files: Sequence[InputFile],
    account: Mapping[str, Plain],
    before: Mapping[str, Mapping[str, Plain]],
    taken: Sequence[str],
) -> str:
    """The usual name; where that stands for other files, their digest tells the states apart."""
    digest = hashlib.sha256("".join(sorted(file.sha256 for file in files)).encode()).hexdigest()
    suffixed = f"{usual}-{digest[:_DIGITS]}"
    is_other = usual in taken or (usual in before and not _has_inputs(before[usual], account))
    return suffixed if suffixed in before or is_other else usual


def _describe_source(read: ReadOrder, files: Sequence[InputFile]) -> dict[str, Plain]:
    source: dict[str, Plain] = {"title": read.importer.title}
    if len(files) == 1:
        source["sha256"] = files[0].sha256
    if read.order.collected:
        source["retrieved"] = read.order.collected[1].isoformat()
    return source


def _find_day(read: ReadOrder, board: ImportedBoard) -> date:
    day = board.day or (read.order.collected[1] if read.order.collected else None)
    if day is None:
        sentence = f"the input does not say on which day {quote(board.title)} stood like this"
        raise TrustpagesError("import-undated", sentence, "give --collected FIRST LAST, twice the day it was taken")
    return day


def _has_inputs(entry: Mapping[str, Plain], account: Mapping[str, Plain]) -> bool:
    imported = entry.get("imported")
    return isinstance(imported, dict) and imported.get("inputs") == account["inputs"]


def _read_digest(entry: Mapping[str, Plain]) -> Plain:
    board = entry.get("board")
    return board.get("sha256") if isinstance(board, dict) else None


def _write(
    read: ReadOrder,
    path: str,
    found: FoundDocument | None,
    head: Mapping[str, Plain],
    entries: Sequence[dict[str, Plain]],
    replaced: frozenset[str],
) -> bytes:
    """The document as a new one, or the one that is there with what the import says otherwise."""
    if found is None:
        return format_yaml({**head, **({_COMPARISONS: list(entries)} if entries else {})}).encode()
    changes = (*find_fact_changes(found.value, head, replaced), *_find_entry_changes(found, entries))
    return change_files(read.reading, {path: changes})[path]


def _find_entry_changes(found: FoundDocument, entries: Sequence[dict[str, Plain]]) -> Iterator[DocumentChange]:
    before = found.value.get(_COMPARISONS)
    if not isinstance(before, list):
        if entries:
            yield SetKey((), _COMPARISONS, list(entries))
        return
    places = {entry.get("id"): (place, entry) for place, entry in enumerate(before) if isinstance(entry, dict)}
    for entry in entries:
        if entry["id"] not in places:
            yield AddEntry((_COMPARISONS,), entry)
            continue
        place, old = places[entry["id"]]
        for key, value in entry.items():
            stands = old.get(key)
            if key == "board" and isinstance(stands, dict) and isinstance(value, dict):
                value = {**stands, **value}  # which entries are the publisher's own is written by hand
            if key not in _HAND_WRITTEN and stands != value:
                yield SetKey((_COMPARISONS, place), key, value)
