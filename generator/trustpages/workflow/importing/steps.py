"""Steps of `import`: read files of another tool, make a bundle of them, try it on the workspace, write all or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from trustpages.editing.changes import AddEntry, DocumentChange, SetKey
from trustpages.intake.importers.catalog import IMPORTERS, find_importer
from trustpages.intake.importers.importer import Imported, ImportedItem, Importer
from trustpages.intake.importers.inputs import Inputs, read_inputs
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.documents.catalog import find_placement
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.model.workspace import Workspace
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, change_files, read_for_editing, try_edit
from trustpages.workflow.importing.mapped import read_mapping
from trustpages.workflow.importing.rows import account_for, describe_rows, write_rows
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import, and what the files do not say: of which agent, for which promises, by whom, from which days.

    `to` is the path of the bundle in the workspace, None for the usual one. `items` limits the import to some of what
    the files hold. `mapping` is a file that says what the columns mean, where no importer knows the files.
    """

    paths: tuple[Path, ...]
    agent: str
    form: str | None = None
    mapping: Path | None = None
    benchmark: str | None = None
    supports: tuple[str, ...] = ()
    to: str | None = None
    producer: str | None = None
    relationship: str | None = None
    version: str | None = None
    collected: tuple[date, date] | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What the import comes to: the edit of the workspace, and the account of the records in lines for a person."""

    edit: EditOutcome
    account: tuple[str, ...]


def import_files(order: ImportOrder, choice: Choice) -> ImportOutcome:
    """The bundle that the files become, tried on the workspace; nothing is written yet.

    Raises TrustpagesError: the code of what is wrong with the input, `import-format` where the format is not known,
    `unknown-agent`, `import-undated` where nobody says on which days the records were made.
    """
    reading = read_for_editing(choice)
    workspace = reading.intake.workspace
    if workspace is None:
        raise TrustpagesError("invalid-workspace", "the workspace is not valid as it is", "run `trustpages check`")
    _refuse_unknown_agent(order.agent, workspace)
    inputs = _read((*order.paths, *([order.mapping] if order.mapping else ())))
    importer, reason = read_mapping(order.mapping) if order.mapping else choose_importer(order.form, inputs)
    imported = importer.read(inputs)
    if isinstance(imported, Fault):
        raise TrustpagesError(imported.code, imported.sentence, imported.remedy)
    items = _choose_items(imported, order)
    path = order.to or f"evidence/{order.agent}/bundles/{importer.id}.yml"
    _refuse_misplaced(path)
    made = [_make_item(importer, inputs, imported, item, order, path) for item in items]
    bundle = _make_bundle(importer, inputs, order, workspace, path)
    files = {path: _write_bundle(reading, path, bundle, [item for item, _ in made])}
    data = {name: content for _, rows in made for name, content in rows.items()}
    outcome = try_edit(reading, Edit(files, data=data, notes=_find_dropped(reading, path, items)))
    accounts = ((str(item["id"]), ImportRecord.model_validate(item["imported"])) for item, _ in made)
    told = (line for name, account in accounts for line in _tell(name, account))
    return ImportOutcome(outcome, (f"{importer.title}: {reason}", *told))


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
        remedy = f"name it, one of {join_names(by_id)}, or say what the columns mean, by --mapping"
        raise TrustpagesError("import-format", "the format of the files is not known", remedy)
    return found


def _refuse_unknown_agent(agent: str, workspace: Workspace) -> None:
    known = [evidence.agent.id for evidence in workspace.agents]
    if agent not in known:
        remedy = suggest_nearest(agent, known, f"agents: {join_names(known)}" if known else "add an agent first")
        raise TrustpagesError("unknown-agent", f"there is no agent {quote(agent)}", remedy)


def _refuse_misplaced(path: str) -> None:
    placement = find_placement(path)
    if placement is None or placement.kind.name != "bundle":
        remedy = "name a file in evidence/AGENT/bundles/ that ends in .yml"
        raise TrustpagesError("wrong-place", f"no bundle can stand at {quote(path)}", remedy)


def _choose_items(imported: Imported, order: ImportOrder) -> tuple[ImportedItem, ...]:
    names = [item.name for item in imported.items]
    for name in order.items:
        if name not in names:
            remedy = suggest_nearest(name, names, f"it has {join_names(names)}")
            raise TrustpagesError("import-item", f"the input has no item {quote(name)}", remedy)
    chosen = tuple(item for item in imported.items if not order.items or item.name in order.items)
    if not chosen:
        raise TrustpagesError("import-empty", "the files hold no record", "name the file that the tool wrote")
    return chosen


def _make_item(
    importer: Importer, inputs: Inputs, imported: Imported, item: ImportedItem, order: ImportOrder, bundle: str
) -> tuple[dict[str, Plain], dict[str, bytes]]:
    """The item as it stands in the bundle, and its data file by path, where it has one."""
    found: dict[str, Plain] = {"kind": item.kind, "id": item.name, "title": item.title}
    if order.supports:
        found["supports"] = list(order.supports)
    version = order.version or item.version
    if version:
        found["agent_version"] = version
    period = _find_period(item, order)
    found["collected"] = period
    if item.kind == "audit":
        found["date"] = period["to"]
    found |= item.keys
    if order.benchmark and item.kind in ("runs", "benchmark_result", "published_score"):
        found["benchmark"] = order.benchmark
    data: dict[str, bytes] = {}
    if item.records:
        name = f"{PurePosixPath(bundle).stem}-{item.name}.jsonl"
        content = data[str(PurePosixPath(bundle).with_name(name))] = write_rows(item)
        found["data"] = describe_rows(item, name, content)
    found["imported"] = account_for(importer, inputs, imported, item)
    return found, data


def _find_period(item: ImportedItem, order: ImportOrder) -> dict[str, Plain]:
    if order.collected is not None:
        first, last = order.collected
        if (item.first is not None and item.first < first) or (item.last is not None and item.last > last):
            sentence = (
                f"{quote(item.name)} was recorded from {item.first} to {item.last}, not all of it on the days given"
            )
            raise TrustpagesError("import-outside", sentence, "leave --collected out, or give days that hold all of it")
    elif item.first is not None and item.last is not None:
        first, last = item.first, item.last
    else:
        sentence = f"the input does not say on which days {quote(item.name)} was recorded"
        raise TrustpagesError("import-undated", sentence, "give --collected FIRST LAST, as 2026-03-01 2026-03-31")
    return {"from": first.isoformat(), "to": last.isoformat()}


def _make_bundle(
    importer: Importer, inputs: Inputs, order: ImportOrder, workspace: Workspace, path: str
) -> dict[str, Plain]:
    """All of the bundle but its items."""
    source: dict[str, Plain] = {"title": importer.title}
    if len(inputs.files) == 1:
        source["sha256"] = inputs.only.sha256
    return {
        "kind": "bundle",
        "schema": "trustpages/1",
        "id": PurePosixPath(path).stem,
        "agent": order.agent,
        "producer": {
            "name": order.producer or workspace.trust.publisher.name,
            "relationship": order.relationship or "vendor",
        },
        "source": source,
    }


def _write_bundle(
    reading: ReadWorkspace, path: str, bundle: Mapping[str, Plain], items: Sequence[dict[str, Plain]]
) -> bytes:
    """The bundle as a new document; where there is one, only what the import says otherwise is changed in it."""
    if path not in reading.trees.files:
        return format_yaml({**bundle, "items": list(items)}).encode()
    return change_files(reading, {path: tuple(_find_changes(reading, path, items))})[path]


def _find_changes(reading: ReadWorkspace, path: str, items: Sequence[dict[str, Plain]]) -> list[DocumentChange]:
    located = next(document for document in reading.trees.documents if document.file == path)
    before = located.value
    if not isinstance(before, dict) or not isinstance(before.get("items"), list):
        raise TrustpagesError("invalid-workspace", f"{quote(path)} is no bundle", "run `trustpages check`")
    entries = before["items"]
    old = {
        entry.get("id"): (place, entry)
        for place, entry in enumerate(entries if isinstance(entries, list) else ())
        if isinstance(entry, dict)
    }
    changes: list[DocumentChange] = []
    for item in items:
        place, entry = old.get(item["id"], (None, {}))
        if place is None:
            changes.append(AddEntry(("items",), item))
        else:
            changes += [
                SetKey(("items", place), key, value)
                for key, value in item.items()
                if key not in _HAND_WRITTEN and entry.get(key) != value
            ]
    return changes


_HAND_WRITTEN = frozenset({"kind", "id", "title", "supports", "agent_version"})
"""Keys of an item that stay as they stand when it is imported again: somebody may have written them by hand."""


def _find_dropped(reading: ReadWorkspace, path: str, items: Sequence[ImportedItem]) -> tuple[str, ...]:
    located = next((document for document in reading.trees.documents if document.file == path), None)
    entries = located.value.get("items") if located is not None and isinstance(located.value, dict) else None
    old = [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    gone = [name for name in old if isinstance(name, str) and name not in {item.name for item in items}]
    if not gone:
        return ()
    return (f"{path} keeps {join_names(gone)}, which this input does not have: withdraw what does not hold any more",)


def _tell(name: str, account: ImportRecord) -> Iterator[str]:
    """What became of the records of an item, the stated figures beside the recomputed ones, what is doubtful."""
    unknown = (f"{number:,} unknown ({reason})" for reason, number in account.unknown.items())
    left_out = (f"{number:,} left out ({reason})" for reason, number in account.left_out.items())
    yield f"{name}: {', '.join((f'{account.read:,} read', f'{account.counted:,} counted', *unknown, *left_out))}"
    for figure in account.stated:
        found = "not" if figure.recomputed is None else f"{figure.recomputed:.4g}"
        yield f"  {figure.name}: stated {figure.value:.4g}, recomputed {found}"
    yield from (f"  {doubt.sentence}" for doubt in account.doubts)
