"""Records of an import as rows of a data file, and the account of all of them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Record
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain


def write_rows(item: ImportedItem) -> bytes:
    """One JSON object a line for each record that was not left out, in the order of the input."""
    return "".join(f"{json.dumps(_row(record), ensure_ascii=False)}\n" for record in item.kept).encode()


def _row(record: Record) -> dict[str, Plain]:
    row: dict[str, Plain] = {"run": record.run, "task": record.task, "good": record.good}
    further = {"unknown": record.unknown, "at": record.at, "part": record.part}
    row.update({key: value for key, value in further.items() if value})
    row.update(record.values)
    row.update({key: value for key, value in record.marks.items() if key not in row})
    return row


def describe_rows(item: ImportedItem, file: str, content: bytes) -> dict[str, Plain]:
    """What the columns of the data file mean, as the key `data` of an item."""
    rows = item.kept
    values = sorted({name for record in rows for name in record.values})
    found: dict[str, Plain] = {"file": file, "sha256": hashlib.sha256(content).hexdigest(), "run": "run"}
    good: dict[str, Plain] = {"column": "good", "equals": True}
    if item.outcome is not None:
        found |= {"success": good} if item.outcome == "success" else {"outcomes": {item.outcome: good}}
    found["cluster"] = "task"
    if any(record.part for record in rows):
        found["stratum"] = "part"
    if rows and all(record.at for record in rows):
        found["at"] = "at"
    if values:
        found["values"] = {_to_label(name): name for name in values}
    return found | dict(item.data)


def _to_label(name: str) -> str:
    return name.replace("_", "-")


def account_for(importer: Importer, inputs: Inputs, imported: Imported, item: ImportedItem) -> dict[str, Plain]:
    """Every record of an item: counted, unknown by reason, left out by reason; what is stated, and what is doubtful.

    Raises TrustpagesError `import-miscounted` where two records have one name, so that rows would be lost.
    """
    names = Counter(record.run for record in item.kept)
    twice = next((name for name, number in names.items() if number > 1), None)
    if twice is not None:
        sentence = f"the input has two records that are called '{twice}'"
        raise TrustpagesError("import-miscounted", sentence, "import the files of one run at a time")
    files = [file for file in inputs.files if not item.files or file.path in item.files]
    tally = _tally_records(item) if item.records else _tally_keys(item)
    account = describe_account(importer, imported, files, tally, item.headlines, item.doubts)
    return account | ({"version": item.version} if item.version else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """How many records were read and counted, and why the others were not."""

    read: int
    counted: int
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def _tally_records(item: ImportedItem) -> Accounted:
    unknown = tuple(record.unknown or "not-recorded" for record in item.kept if record.good is None)
    left_out = tuple(record.left_out for record in item.records if record.left_out)
    counted = len(item.records) - len(unknown) - len(left_out)
    return Accounted(read=len(item.records), counted=counted, unknown=unknown, left_out=left_out)


def _tally_keys(item: ImportedItem) -> Accounted:
    """What an item without records stands for: the attempts that it states, else the one record that it is itself."""
    attempts, unknown = item.keys.get("attempts"), item.keys.get("unknown", 0)
    if not isinstance(attempts, int) or not isinstance(unknown, int) or not 0 <= unknown <= attempts:
        return Accounted(read=1, counted=1)
    return Accounted(read=attempts, counted=attempts - unknown, unknown=("not-recorded",) * unknown)


def describe_account(
    importer: Importer,
    imported: Imported,
    files: Sequence[InputFile],
    tally: Accounted,
    headlines: Sequence[Headline],
    doubts: Sequence[Doubt],
) -> dict[str, Plain]:
    """The account of an import as the key `imported`: what adds up to all that was read, and what is told of it."""
    account: dict[str, Plain] = {"format": importer.id}
    if imported.tool:
        account["tool"] = " ".join(filter(None, (imported.tool, imported.tool_version)))
    if imported.schema_version:
        account["schema_version"] = imported.schema_version
    account["inputs"] = [{"path": file.stored_name, "sha256": file.sha256} for file in files[:_MOST_FILES]]
    account |= {"read": tally.read, "counted": tally.counted}
    account |= _count("unknown", tally.unknown)
    account |= _count("left_out", tally.left_out)
    if headlines:
        account["stated"] = [_describe_headline(headline) for headline in headlines]
    if listed := _list_doubts(doubts, len(files)):
        account["doubts"] = listed
    account |= {
        key: list(said)
        for key, said in (("does_not_show", importer.does_not_show), ("leaves_out", importer.leaves_out))
        if said
    }
    return account


_MOST_FILES = 20


def _count(key: str, reasons: Iterable[str]) -> dict[str, Plain]:
    counts: dict[str, Plain] = dict(sorted(Counter(reasons).items()))
    return {key: counts} if counts else {}


def _describe_headline(headline: Headline) -> Plain:
    return {key: value for key, value in asdict(headline).items() if value is not None}


def _list_doubts(doubts: Sequence[Doubt], files: int) -> list[Plain]:
    found: list[Plain] = [
        {"kind": doubt.kind, "sentence": doubt.sentence, **({"grave": True} if doubt.is_grave else {})}
        for doubt in doubts
    ]
    if files > _MOST_FILES:
        sentence = f"{files - _MOST_FILES:,} of {files:,} files of the input are not listed by their digests"
        found.append({"kind": "files-not-listed", "sentence": sentence})
    return found


def tell_account(name: str, value: Plain) -> Iterator[str]:
    """What became of the records, the stated figures beside the recomputed ones, what is doubtful, by the account."""
    account = ImportRecord.model_validate(value)
    unknown = (f"{number:,} unknown ({reason})" for reason, number in account.unknown.items())
    left_out = (f"{number:,} left out ({reason})" for reason, number in account.left_out.items())
    counts = (f"{account.read:,} read", f"{account.counted:,} counted", *unknown, *left_out)
    yield f"{name}: {', '.join(counts)}"
    for figure in account.stated:
        found = "not" if figure.recomputed is None else f"{figure.recomputed:.4g}"
        yield f"  {figure.name}: stated {figure.value:.4g}, recomputed {found}"
    yield from (f"  {doubt.sentence}" for doubt in account.doubts)
