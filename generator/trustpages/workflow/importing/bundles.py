"""The bundle of an import, and its data files: each item with what the files and the order say of it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.messages.quoting import quote
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain
from trustpages.workflow.editing.documents import find_publisher
from trustpages.workflow.importing.boards import refuse_without_benchmark
from trustpages.workflow.importing.order import ImportOrder, ReadOrder
from trustpages.workflow.importing.parts import ImportPart
from trustpages.workflow.importing.rows import account_for, describe_rows, tell_account, write_rows
from trustpages.workflow.importing.splicing import find_dropped, write_entries


def make_bundle(read: ReadOrder) -> ImportPart:
    """The bundle of all items, new or spliced into the one that stands there; nothing where the files have none.

    Raises TrustpagesError `import-agent`, `no-such-name`, `wrong-place`, `import-undated` where nobody says on which
    days the records were made, and what `account_for` and `write_entries` raise.
    """
    if not read.imported.items:
        return ImportPart()
    path = read.choose_path(f"evidence/{read.find_agent()}/bundles/{read.importer.id}.yml", "bundle")
    made = [_make_item(read, item, path) for item in read.imported.items]
    items = [item for item, _ in made]
    content = write_entries(read.reading, path, _make_head(read, path), items, key="items", kept=_HAND_WRITTEN)
    return ImportPart(
        {path: content},
        {name: rows for _, data in made for name, rows in data.items()},
        find_dropped(read.reading, path, items, key="items"),
        tuple(line for item in items for line in tell_account(str(item["id"]), item["imported"])),
    )


_HAND_WRITTEN = frozenset({"kind", "id", "title", "supports", "agent_version"})


def _make_head(read: ReadOrder, path: str) -> dict[str, Plain]:
    """All of the bundle but its items."""
    source: dict[str, Plain] = {"title": read.importer.title}
    if len(read.inputs.files) == 1:
        source["sha256"] = read.inputs.only.sha256
    return {
        "kind": "bundle",
        "schema": "trustpages/1",
        "id": PurePosixPath(path).stem,
        "agent": read.order.agent,
        "producer": {
            "name": read.order.producer or find_publisher(read.reading),
            "relationship": read.order.relationship or "vendor",
        },
        "source": source,
    }


def _make_item(read: ReadOrder, item: ImportedItem, bundle: str) -> tuple[dict[str, Plain], dict[str, bytes]]:
    """The item as it stands in the bundle, and its data file by path, where it has one."""
    order = read.order
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
    if _is_tried_once(item):
        found["trials"] = 1
    if order.benchmark and item.kind in ("runs", "benchmark_result", "published_score"):
        found["benchmark"] = order.benchmark
    elif item.kind == "benchmark_result":
        raise refuse_without_benchmark(read, f"{quote(item.name)} is a score, and nobody says on which benchmark")
    data: dict[str, bytes] = {}
    if item.records:
        name = f"{PurePosixPath(bundle).stem}-{item.name}.jsonl"
        content = data[str(PurePosixPath(bundle).with_name(name))] = write_rows(item)
        found["data"] = describe_rows(item, name, content)
    found["imported"] = account_for(read.importer, read.inputs, read.imported, item)
    return found, data


def _is_tried_once(item: ImportedItem) -> bool:
    """Whether the records are tests in which no task stands twice; made-up names of tasks do not tell."""
    if item.kind != "runs" or not item.records or "trials" in item.keys or item.keys.get("setting") == "production":
        return False
    tasks = {record.task for record in item.kept}
    return len(tasks) == len(item.kept) and not any(_MADE_UP.fullmatch(task) for task in tasks)


_MADE_UP = re.compile(r"(row|sample|error|absent)-\d+")
"""Names that importers give to records whose task the input does not name."""


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
