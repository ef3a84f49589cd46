"""The documents of an import that are no bundles: pacts with promises, lists of decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from trustpages.intake.importers.importer import ImportedDocument
from trustpages.intake.messages.quoting import join_names
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.workflow.editing.new_documents import TO_BE_WRITTEN
from trustpages.workflow.importing.order import ReadOrder
from trustpages.workflow.importing.parts import ImportPart
from trustpages.workflow.importing.rows import Accounted, describe_account, tell_account
from trustpages.workflow.importing.splicing import find_dropped, find_value, list_entries, set_keys, write_entries

_LISTS: Final = {"pact": "obligations", "decisions": "decisions"}
_HAND_WRITTEN: Final = {
    "pact": frozenset({"id", "promise", "severity", "measure", "verification"}),
    "decisions": frozenset({"id", "agent", "value", "currency", "visibility"}),
}
"""By kind, keys of an entry that stay as they stand when it is imported again: somebody may have written them."""


def make_documents(read: ReadOrder) -> ImportPart:
    """Each document, new or spliced into the one that stands there; nothing where the files have none.

    Raises TrustpagesError `import-agent`, `no-such-name`, `wrong-place`, `import-several` where one file is ordered
    for several documents, `import-empty` where none of the records can be an entry, and what `write_entries` raises.
    """
    documents = read.imported.documents
    if read.order.to is not None and len(documents) > 1:
        names = join_names(document.name for document in documents)
        raise TrustpagesError("import-several", f"the files become {names}", "name one by --item, or leave --to out")
    if documents and not any(document.entries for document in documents):
        reasons = sorted({reason for document in documents for _, reason in document.left_out})
        sentence = f"no record of the files can be a promise or a decision: {join_names(reasons) or 'there is none'}"
        raise TrustpagesError("import-empty", sentence, "write by hand what the files say: `trustpages new pact`")
    parts = [_make_document(read, document) for document in documents]
    return ImportPart(
        {path: content for part in parts for path, content in part.files.items()},
        notes=tuple(note for part in parts for note in part.notes),
        account=tuple(line for part in parts for line in part.account),
    )


def _make_document(read: ReadOrder, document: ImportedDocument) -> ImportPart:
    account = _account_for(read, document)
    told = tuple(tell_account(document.name, account))
    if not document.entries:
        return ImportPart(account=told)
    folder = f"evidence/{read.find_agent()}/pacts" if document.kind == "pact" else "evidence/decisions"
    path = read.choose_path(f"{folder}/{document.name}.yml", document.kind)
    key = _LISTS[document.kind]
    before = list_entries(read.reading, path, key) or []
    entries = [_keep_written(entry, before) for entry in document.entries]
    content = write_entries(
        read.reading,
        path,
        {**_make_head(read, document, path), "imported": account},
        entries,
        key=key,
        kept=_HAND_WRITTEN[document.kind],
        changes=tuple(set_keys(find_value(read.reading, path), {"imported": account})),
    )
    is_new = path not in read.reading.trees.files
    notes = (*find_dropped(read.reading, path, entries, key=key), *_advise(document, path, entries, before, is_new))
    return ImportPart({path: content}, notes=notes, account=told)


def _account_for(read: ReadOrder, document: ImportedDocument) -> dict[str, Plain]:
    files = [file for file in read.inputs.files if not document.files or file.path in document.files]
    left_out = tuple(reason for _, reason in document.left_out)
    counted = len(document.entries)
    tally = Accounted(read=counted + len(left_out), counted=counted, left_out=left_out)
    return describe_account(read.importer, read.imported, files, tally, (), document.doubts)


def _make_head(read: ReadOrder, document: ImportedDocument, path: str) -> dict[str, Plain]:
    """All of a new document but its entries; what nobody has said yet is to be written."""
    head: dict[str, Plain] = {"kind": document.kind, "schema": "trustpages/1", "id": PurePosixPath(path).stem}
    if document.kind == "decisions":
        return {**head, **document.head}
    days: dict[str, Plain] = {"valid_from": read.reading.intake.as_of.isoformat()}
    if read.order.collected is not None:
        first, last = read.order.collected
        days = {"valid_from": first.isoformat(), "valid_until": last.isoformat()}
    said: dict[str, Plain] = {
        "title": document.title,
        "version": "0.1.0",
        "agent": read.order.agent,
        "counterparty": TO_BE_WRITTEN,
    }
    return {**head, **said, **days, **document.head}


def _keep_written(entry: Mapping[str, Plain], before: list[Plain]) -> dict[str, Plain]:
    """The entry with what stands in its window besides the length, such as how many outcomes it needs."""
    stands = next((old for old in before if isinstance(old, dict) and old.get("id") == entry["id"]), {})
    window, written = entry.get("window"), stands.get("window")
    if not isinstance(window, dict) or not isinstance(written, dict):
        return dict(entry)
    further = {name: value for name, value in written.items() if name not in ("rolling", "months", "from", "to")}
    return {**entry, "window": {**window, **further}}


def _advise(
    document: ImportedDocument, path: str, entries: list[dict[str, Plain]], before: list[Plain], is_new: bool
) -> Iterator[str]:
    """What a person has to add to promises that were imported: files of objectives do not say it."""
    if document.kind != "pact":
        return
    if is_new:
        yield f"{path}: say to whom it is promised, how bad each breach is, and which evidence has the measured outcome"
    old = {entry.get("id"): entry for entry in before if isinstance(entry, dict)}
    changed = [
        str(entry["id"])
        for entry in entries
        if entry["id"] in old and any(old[entry["id"]].get(key) != entry[key] for key in ("threshold", "window"))
    ]
    if changed:
        yield f"{path}: {join_names(changed)} changed: raise its version, and say under `changes` what was promised"
