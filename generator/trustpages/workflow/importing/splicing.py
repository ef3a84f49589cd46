"""A list of entries in a document, written anew: only what an import says otherwise becomes otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from trustpages.editing.changes import AddEntry, DocumentChange, SetKey
from trustpages.intake.messages.quoting import join_names, quote
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain
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
) -> bytes:
    """The document at `path` with these entries in its list `key`, by their ids.

    A new document is `head` and the list. In one that is there, keys of an entry that are in `kept` stay as they
    stand, since somebody may have written them by hand, and so does all else that the entries do not say.
    Raises what `make_changes` raises, and TrustpagesError `invalid-workspace` where the document has no such list.
    """
    if path not in reading.trees.files:
        return format_yaml({**head, key: [dict(entry) for entry in entries]}).encode()
    before = _list_entries(reading, path, key)
    if before is None:
        raise TrustpagesError("invalid-workspace", f"{quote(path)} has no list `{key}`", "run `trustpages check`")
    return change_files(reading, {path: tuple(_find_changes(before, entries, key, kept))})[path]


def find_dropped(
    reading: ReadWorkspace, path: str, entries: Sequence[Mapping[str, Plain]], *, key: str
) -> tuple[str, ...]:
    """A note on the entries of the document that the import does not have, which stay."""
    names = {entry["id"] for entry in entries}
    before = _list_entries(reading, path, key) or []
    old = [entry.get("id") for entry in before if isinstance(entry, dict)]
    gone = [name for name in old if isinstance(name, str) and name not in names]
    if not gone:
        return ()
    return (f"{path} keeps {join_names(gone)}, which this input does not have: withdraw what does not hold any more",)


def _list_entries(reading: ReadWorkspace, path: str, key: str) -> list[Plain] | None:
    located = next((document for document in reading.trees.documents if document.file == path), None)
    entries = located.value.get(key) if located is not None and isinstance(located.value, dict) else None
    return entries if isinstance(entries, list) else None


def _find_changes(
    before: Sequence[Plain], entries: Sequence[Mapping[str, Plain]], key: str, kept: Collection[str]
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
