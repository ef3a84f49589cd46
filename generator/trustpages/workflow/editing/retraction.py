"""Steps of `withdraw-evidence` and `correct-evidence`: an item stays where it is, and says that it counts no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from trustpages.editing.changes import AddEntry, CopyEntry, DocumentChange, SetKey
from trustpages.intake import yaml
from trustpages.intake.messages.quoting import quote
from trustpages.model.documents.bundle import ITEM_KINDS
from trustpages.model.documents.items.base import RetractableItem
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain, ValuePath
from trustpages.workflow.editing.documents import FoundDocument, list_documents, refuse_unknown
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, change_files, try_edit
from trustpages.workflow.reading import ReadWorkspace

_REVIEWED = "nothing looks better for it until a review that names {item} is held by others than the deploying team"
_WITHDRAWN, _CORRECTED = "withdrawn", "corrected_by"


def withdraw_evidence(
    reading: ReadWorkspace, name: str, *, by: str, role: str | None, reason: str, on: date | None
) -> EditOutcome:
    """What it does to take an item back. `name` is its id, with the agent's and a slash before where both need it.

    Raises TrustpagesError `no-such-name`, `ambiguous-name`, and `cannot-edit` for a record that nobody can take back.
    """
    document, number = find_item(reading, name)
    entry = _get_retractable(document, number)
    if _WITHDRAWN in entry:
        raise TrustpagesError(
            "name-taken", f"{quote(name)} was taken back already", "change that by hand if it is wrong"
        )
    party: dict[str, Plain] = {"name": by, "role": role} if role else {"name": by}
    said: Plain = {"date": str(on or reading.intake.as_of), "by": party, "reason": reason}
    changes: list[DocumentChange] = [SetKey(("items", number), _WITHDRAWN, said)]
    note = _REVIEWED.format(item=quote(str(entry["id"])))
    return try_edit(reading, Edit(change_files(reading, {document.file: changes}), notes=(note,)))


def correct_evidence(reading: ReadWorkspace, name: str, by: str, values: Mapping[str, str]) -> EditOutcome:
    """What it does to name the item `by` as the one that stands in the place of another.

    With `values`, YAML by key, `by` is a new item: a copy of the old one in which these are otherwise. Raises
    TrustpagesError `no-such-name`, `ambiguous-name`, `name-taken`, `cannot-edit`.
    """
    document, number = find_item(reading, name)
    entry = _get_retractable(document, number)
    bundles = list_documents(reading, "bundle", document.agent)
    own = {str(item["id"]) for found in bundles for item in _items(found)}
    changes: dict[str, list[DocumentChange]] = {found.file: _follow(found, str(entry["id"]), by) for found in bundles}
    if values and by in own:
        raise TrustpagesError("name-taken", f"there is an item {quote(by)} already", "choose another id for the copy")
    if values:
        changes[document.file] += _copy(document, number, entry, by, values)
    elif by not in own:
        error = refuse_unknown("item", by, own)
        remedy = f"{error.remedy}; --set KEY=VALUE writes it as a corrected copy"
        raise TrustpagesError(error.code, error.sentence, remedy)
    changes[document.file].append(SetKey(("items", number), _CORRECTED, by))
    note = _REVIEWED.format(item=quote(str(entry["id"])))
    return try_edit(reading, Edit(change_files(reading, changes), notes=(note,)))


def _follow(document: FoundDocument, corrected: str, by: str) -> list[DocumentChange]:
    """What was corrected by the item that is now corrected names the last correction."""
    return [
        SetKey(("items", number), _CORRECTED, by)
        for number, entry in enumerate(_items(document))
        if entry.get(_CORRECTED) == corrected
    ]


def _copy(
    document: FoundDocument, number: int, entry: Mapping[str, Plain], by: str, values: Mapping[str, str]
) -> list[DocumentChange]:
    """The item once more, with another id and other values; not that it was taken back."""
    said = {"id": by, **{key: _load(value) for key, value in values.items()}}
    if _WITHDRAWN in entry or _CORRECTED in entry:
        kept = {key: value for key, value in entry.items() if key not in (_WITHDRAWN, _CORRECTED)}
        return [AddEntry(("items",), {**kept, **said})]
    new = len(_items(document))
    texts: tuple[tuple[ValuePath, Plain], ...] = tuple(((key,), said[key]) for key in said if key in entry)
    added = [SetKey(("items", new), key, value) for key, value in said.items() if key not in entry]
    return [CopyEntry(("items",), number, texts), *added]


def find_item(reading: ReadWorkspace, name: str) -> tuple[FoundDocument, int]:
    """The bundle that holds an item, and its position there; `name` is `item` or `agent/item`.

    Raises TrustpagesError `no-such-name` or `ambiguous-name`.
    """
    agent, _, item = name.rpartition("/")
    bundles = list_documents(reading, "bundle", agent or None)
    listed = [(found, number, str(entry["id"])) for found in bundles for number, entry in enumerate(_items(found))]
    places = [(found, number) for found, number, id_ in listed if id_ == item]
    if not places:
        known = {f"{found.agent}/{id_}" if agent else id_ for found, _, id_ in listed}
        raise refuse_unknown("item", name, known)
    if len(places) > 1:
        agents = ", ".join(f"{found.agent}/{item}" for found, _ in places)
        raise TrustpagesError("ambiguous-name", f"several agents have an item {quote(item)}", f"write one of {agents}")
    return places[0]


def _items(document: FoundDocument) -> list[dict[str, Plain]]:
    """The entries as they are counted in the file; what is no item keeps its place and has no id."""
    listed = document.value.get("items")
    entries = listed if isinstance(listed, list) else []
    return [entry if isinstance(entry, dict) and "id" in entry else {"id": ""} for entry in entries]


def _get_retractable(document: FoundDocument, number: int) -> dict[str, Plain]:
    entry = _items(document)[number]
    model = ITEM_KINDS.get(str(entry.get("kind")))
    if model is None or not issubclass(model, RetractableItem):
        sentence = f"{quote(str(entry['id']))} is a record of control, which nobody can take back"
        raise TrustpagesError("cannot-edit", sentence, "record what happened since: it was ended, lifted or settled")
    return entry


def _load(text: str) -> Plain:
    """The value that a text is in YAML; the text itself where it is none, or more than that."""
    located, _ = yaml.load(f"v: {text}\n".encode(), "--set")
    value = located.value if located is not None else None
    return value["v"] if isinstance(value, dict) and list(value) == ["v"] else text
