"""A list of entries in a document, written anew: only what an import says otherwise becomes otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from trustpages.editing.changes import AddEntry, DocumentChange, RemoveKey, SetKey
from trustpages.intake.messages.quoting import join_names, quote
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.workflow.editing.documents import format_document
from trustpages.workflow.editing.workspace_edit import change_files
from trustpages.workflow.reading import ReadWorkspace


def write_entries(
    reading: ReadWorkspace,
    path: str,
    head: Mapping[str, Plain],
    entries: Sequence[Mapping[str, Plain]],
    *,
    key: str,
    kept: Collection[str],
    gone: Collection[str] = (),
    changes: Sequence[DocumentChange] = (),
) -> bytes:
    """The document at `path` with these entries in its list `key`, by their ids.

    A new document is `head` and the list. In one that is there, keys of an entry that are in `kept` stay as they stand,
    since somebody may have written them by hand, and so does all else that neither the entries nor `changes` say; keys
    in `gone` go where an entry does not have them any more.
    Raises what `make_changes` raises, and TrustpagesError `cannot-edit` where the document has no such list.
    """
    if path not in reading.trees.files:
        return format_document({**head, key: [dict(entry) for entry in entries]})
    before = list_entries(reading, path, key)
    if before is None:
        raise TrustpagesError("cannot-edit", f"{quote(path)} has no list `{key}`", "run `trustpages check`")
    return change_files(reading, {path: (*changes, *_find_changes(before, entries, key, kept, gone))})[path]


def find_dropped(
    reading: ReadWorkspace, path: str, entries: Sequence[Mapping[str, Plain]], *, key: str
) -> tuple[str, ...]:
    """A note on the entries of the document that the import does not have, which stay."""
    names = {entry["id"] for entry in entries}
    before = list_entries(reading, path, key) or []
    old = [entry.get("id") for entry in before if isinstance(entry, dict)]
    gone = [name for name in old if isinstance(name, str) and name not in names]
    if not gone:
        return ()
    return (f"{path} keeps {join_names(gone)}, which this input does not have: withdraw what does not hold any more",)


def find_value(reading: ReadWorkspace, path: str) -> dict[str, Plain]:
    """What the document at `path` says, empty where there is none."""
    located = next((document for document in reading.trees.documents if document.file == path), None)
    return located.value if located is not None and isinstance(located.value, dict) else {}


def list_entries(reading: ReadWorkspace, path: str, key: str) -> list[Plain] | None:
    """The list of the document at `path`, None where it has none."""
    entries = find_value(reading, path).get(key)
    return entries if isinstance(entries, list) else None


def _find_changes(
    before: Sequence[Plain],
    entries: Sequence[Mapping[str, Plain]],
    key: str,
    kept: Collection[str],
    gone: Collection[str],
) -> Iterator[DocumentChange]:
    old = {entry.get("id"): (place, entry) for place, entry in enumerate(before) if isinstance(entry, dict)}
    for entry in entries:
        place, stands = old.get(entry["id"], (None, {}))
        if place is None:
            yield AddEntry((key,), dict(entry))
            continue
        for name, value in entry.items():
            if name not in kept and stands.get(name) != value:
                yield SetKey((key, place), name, value)
        yield from (RemoveKey((key, place), name) for name in gone if name in stands and name not in entry)


def set_keys(stands: Mapping[str, Plain], values: Mapping[str, Plain], *path: str) -> Iterator[DocumentChange]:
    """What gives the keys of the mapping at `path` these values; all else in it stays."""
    yield from (SetKey(path, name, value) for name, value in values.items() if stands.get(name) != value)
