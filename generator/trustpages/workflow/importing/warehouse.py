"""Steps of `evidence`: write the query of an item, bring what it found beside the bundle, or ask the warehouse."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from trustpages.editing.changes import SetKey
from trustpages.intake.data.aggregates.contract import COLUMNS
from trustpages.intake.data.formats import find_format
from trustpages.intake.data.requests import run_requests
from trustpages.intake.data.warehouse.connections import DIALECT_OF, Answer, ask
from trustpages.intake.data.warehouse.contract_query import ContractQuery, write_query
from trustpages.intake.data.warehouse.dialects import get_dialect
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.items.data_file import Aggregate, Data
from trustpages.model.problem import Fault, Problem, ProblemLevel, TrustpagesError
from trustpages.model.source_map import Plain, ValuePath
from trustpages.workflow.editing.retraction import find_item
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, change_files, try_edit
from trustpages.workflow.reading import ReadWorkspace

LARGEST_AGGREGATE = 256 << 20
"""Bytes of a file that is brought back: a million rows as CSV."""


@dataclass(frozen=True, slots=True)
class TableItem:
    """An item whose rows stand in a table: where it is written, what it says of the table, when it was collected."""

    file: str
    position: int
    id: str
    data: Data
    collected: tuple[date, date] | None

    @property
    def path(self) -> ValuePath:
        """Where it says so in its document."""
        return ("items", self.position, "data")

    def name_file(self, ending: str) -> str:
        """The name of a file of the item beside its bundle."""
        return f"{PurePosixPath(self.file).stem}-{self.id}{ending}"


def find_table_item(reading: ReadWorkspace, name: str) -> TableItem:
    """The item of that name. Raises TrustpagesError as `find_item`, `invalid-workspace` and `sql-data`."""
    document, number = find_item(reading, name)
    models = {loaded.source.file: loaded.model for loaded in reading.intake.documents}
    bundle = models.get(document.file)
    if not isinstance(bundle, Bundle) or number >= len(bundle.items):
        raise TrustpagesError("invalid-workspace", f"{document.file} is not valid as it is", "run `trustpages check`")
    item = bundle.items[number]
    data = item.data if isinstance(item, Counted) else None
    if data is None or data.table is None:
        raise TrustpagesError("sql-data", f"{quote(name)} names no table", "name it under 'data.table'")
    period = item.collected or bundle.collected
    collected = (period.from_, period.to) if period else None
    return TableItem(document.file, number, item.id, data, collected)


def write_item_query(item: TableItem, dialect: str, *, named: bool = False) -> ContractQuery:
    """The query that fills the contract for an item. Raises TrustpagesError as `get_dialect` and `write_query`."""
    return write_query(item.data, get_dialect(dialect), item.collected, named=named)


def load_aggregate(reading: ReadWorkspace, name: str, file: Path, query: Path | None = None) -> EditOutcome:
    """What it does to bring the answer of a warehouse beside the bundle of an item; nothing is written yet.

    Raises TrustpagesError as `find_table_item`, and `cannot-read`.
    """
    item = find_table_item(reading, name)
    asked = None if query is None else _read_bounded(query)
    return _bring(reading, item, file.name, _read_bounded(file), asked, Aggregate())


def take_snapshot(
    reading: ReadWorkspace, name: str, moment: str, environment: Mapping[str, str], *, named: bool = False
) -> EditOutcome:
    """What it does to ask the warehouse of an item at a `moment`; nothing is written yet.

    Raises TrustpagesError as `find_table_item`, `unknown-connection`, and as `ask`.
    """
    item = find_table_item(reading, name)
    connection, backend = _find_connection(reading, item)
    dialect = DIALECT_OF[backend]
    query = write_item_query(item, dialect, named=named)
    content = write_answer(ask(connection, backend, query, environment))
    said = Aggregate(dialect=dialect, connection=connection, asked=moment)
    return _bring(reading, item, item.name_file(".csv"), content, query.text.encode(), said)


def _find_connection(reading: ReadWorkspace, item: TableItem) -> tuple[str, str]:
    workspace = reading.intake.workspace
    if workspace is None:
        raise TrustpagesError("invalid-workspace", "the workspace is not valid as it is", "run `trustpages check`")
    known = workspace.trust.connections
    name = item.data.connection or (next(iter(known)) if len(known) == 1 else "")
    if name not in known:
        sentence = f"there is no connection {quote(name)}" if name else f"{quote(item.id)} names no connection"
        listed = f"connections: {join_names(known)}" if known else "name it in trust.yml, under 'connections'"
        raise TrustpagesError("unknown-connection", sentence, suggest_nearest(name, tuple(known), listed))
    return name, known[name].backend


def write_answer(answer: Answer) -> bytes:
    """An answer as CSV: the columns of the contract in their order, the rows in one that no warehouse decides."""
    names, rows = answer
    places = {name.lower(): place for place, name in enumerate(names)}
    known = [name for name in COLUMNS if name in places]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(known)
    cells = ([row[places[name]] or "" for name in known] for row in rows)
    writer.writerows(sorted(cells))
    return text.getvalue().encode()


def _bring(
    reading: ReadWorkspace, item: TableItem, source: str, content: bytes, query: bytes | None, said: Aggregate
) -> EditOutcome:
    """The edit that puts the aggregate and its query beside the bundle, where every row of it is possible."""
    form = find_format(source)
    if isinstance(form, Fault):
        raise TrustpagesError(form.code, form.sentence, form.remedy)
    name = item.name_file("".join(PurePosixPath(source).suffixes[-1 - form.gzip :]))
    folder = PurePosixPath(item.file).parent
    files = {name: content}
    entry: dict[str, Plain] = {}
    if query is not None:
        files[item.name_file(".sql")] = query
        entry = {"query": item.name_file(".sql"), "query_sha256": hashlib.sha256(query).hexdigest()}
    entry |= said.model_dump(exclude_none=True)
    changes = [
        SetKey(item.path, "file", name, "table"),
        SetKey(item.path, "sha256", hashlib.sha256(content).hexdigest(), "file"),
        SetKey(item.path, "aggregate", entry, "sha256"),
    ]
    outcome = try_edit(
        reading,
        Edit(
            change_files(reading, {item.file: changes}), data={str(folder / path): file for path, file in files.items()}
        ),
    )
    return replace(outcome, refused=(*outcome.refused, *_check_rows(item, name, content)))


def _check_rows(item: TableItem, name: str, content: bytes) -> tuple[Problem, ...]:
    """What is wrong with the rows, each as it would be told of the file beside the bundle."""
    data = item.data.model_copy(update={"file": name, "sha256": None, "aggregate": Aggregate()})
    outcome = "success" if data.success is not None else next(iter(data.outcomes), None)
    request = DataRequest(item.id, ".", data, outcome=outcome, collected=item.collected)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(content)
        _, problems = run_requests(Path(folder), (request,))
    return tuple(problem for problem in problems if problem.level is ProblemLevel.ERROR)


def _read_bounded(file: Path) -> bytes:
    with file.open("rb") as stream:
        content = stream.read(LARGEST_AGGREGATE + 1)
    if len(content) > LARGEST_AGGREGATE:
        sentence = f"{quote(file.name)} has more than {LARGEST_AGGREGATE >> 20} MiB"
        raise TrustpagesError(
            "path-too-large", sentence, "leave out --named, so that clusters that are alike make one row"
        )
    return content
