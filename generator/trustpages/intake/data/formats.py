"""Formats of data files: by their name, and what a file is that is not what its name says."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import PurePosixPath
from typing import Final

from trustpages.intake.data.rows import LONGEST_LINE, open_bytes, open_text
from trustpages.model.problem import Fault

LONGEST_DOCUMENT = 64 << 20
"""Bytes of a JSON document, which is read as a whole."""

LARGEST_UNPACKED = 1 << 30
"""Bytes of a compressed file when unpacked: a few kilobytes can hold any number of them."""

_BY_ENDING: Final = {"csv": "csv", "jsonl": "jsonl", "ndjson": "jsonl", "json": "json", "parquet": "parquet"}
_ANOTHER: Final = {
    "eval": ("a log of Inspect", "write its samples as JSONL with Inspect's own tools, one object a sample"),
    "xlsx": ("a workbook", "save the sheet as CSV in UTF-8"),
    "xls": ("a workbook", "save the sheet as CSV in UTF-8"),
    "tsv": ("a table with tabs", "write it as CSV, with commas"),
    "zip": ("an archive", "unpack it, and name the file inside"),
    "sqlite": ("a database", "export the table as CSV or Parquet"),
    "db": ("a database", "export the table as CSV or Parquet"),
}
PEEKED = 1 << 16
_PEEKED_LINES = 10
_LFS = b"version https://git-lfs.github.com/spec/"
_GZIP = b"\x1f\x8b"
_BEGINNINGS: Final = (
    (_LFS, "a pointer of Git LFS, not the data", "run `git lfs pull`, in CI too, or commit the file itself"),
    (_GZIP, "compressed by gzip", "unpack it, or let its name end in .gz"),
    (b"PK\x03\x04", "an archive or a workbook", "unpack it, or save the sheet as CSV in UTF-8"),
    (b"PAR1", "Parquet", "let its name end in .parquet"),
    (b"SQLite format 3\0", "a database", "export the table as CSV or Parquet"),
    (b"%PDF-", "a PDF", "export the table as CSV"),
)
_SEPARATORS: Final = ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"))
_ALL_FORMATS = (
    "write CSV, JSONL (a JSON object a line), JSON or Parquet, the name ending in .csv, .jsonl, .json or .parquet"
)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a file is read: `kind` is csv, jsonl, json or parquet."""

    kind: str
    gzip: bool = False

    @property
    def compression(self) -> str:
        """How DuckDB calls the way in which it is compressed."""
        return "gzip" if self.gzip else "none"


def find_format(name: str) -> FileFormat | Fault:
    """The format of a file by its name, or what is said of a name that tells none."""
    *_, outer, last = ("", "", *(ending.lower().removeprefix(".") for ending in PurePosixPath(name).suffixes))
    gzip = last == "gz"
    ending = outer if gzip else last
    if ending in _BY_ENDING and not (gzip and ending == "parquet"):
        return FileFormat(_BY_ENDING[ending], gzip)
    if ending in _ANOTHER:
        what, remedy = _ANOTHER[ending]
        return Fault("data-format", f"the file is {what}, which cannot be read as a run log", remedy)
    return Fault("data-format", "the format of the file is not known", _ALL_FORMATS)


def find_disguise(path: str, format_: FileFormat, wanted: Collection[str]) -> Fault | None:
    """What the file at `path` is, where it is not what its name says; `wanted` are the columns that it should have."""
    with open(path, "rb") as raw:
        head = raw.read(PEEKED)
    if format_.gzip and head.startswith(_GZIP):
        return _refuse_bomb(path) or _look_inside(path, format_, wanted)
    if format_.gzip:
        return recognise_content(head) or _say("not compressed", "let its name end without .gz")
    # Parquet is read by its own reader, which tells what is damaged; of other files the content tells.
    if format_.kind == "parquet" or head.startswith(_GZIP):
        is_kind = not head.startswith(b"PAR1") and any(head.startswith(beginning) for beginning, _, _ in _BEGINNINGS)
        return recognise_content(head) if is_kind else None
    return _look_inside(path, format_, wanted)


def refuse_pointer(head: bytes) -> Fault | None:
    """Why a file that begins so is not read, if it is what Git LFS keeps in the place of the data."""
    return recognise_content(head) if head.startswith(_LFS) else None


def _say(what: str, remedy: str) -> Fault:
    return Fault("data-form", f"the file is {what}", remedy)


def recognise_content(head: bytes) -> Fault | None:
    """What the first bytes of a file say that it is, where that is no text in UTF-8."""
    for beginning, what, remedy in _BEGINNINGS:
        if head.startswith(beginning):
            return _say(what, remedy)
    if head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _say("a web page", "fetch the data themselves: a page to log in often comes instead")
    # Without a byte order mark: every other byte of text in Latin letters is 0.
    zeros = sorted((head[::2].count(0), head[1::2].count(0)))
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (not zeros[0] and zeros[1] * 3 > len(head)):
        return _say("UTF-16", "save it as UTF-8: spreadsheets call it 'CSV UTF-8'")
    return None


def _look_inside(path: str, format_: FileFormat, wanted: Collection[str]) -> Fault | None:
    """What the text tells."""
    with open_bytes(path) as content:
        found = recognise_content(content.read(PEEKED))
    match format_.kind:
        case "csv" if found is None:
            return _find_other_table(path, wanted)
        case "jsonl" if found is None:
            return _find_document(path)
        case _:
            return found


def _find_other_table(path: str, wanted: Collection[str]) -> Fault | None:
    """Another separator than the comma, or lines above the names of the columns."""
    with open_text(path, errors="replace") as text:
        lines = _read_short_lines(text)
    names = _split(lines[0], ",") if lines else []
    if wanted and set(wanted) & set(names):
        return None
    for separator, word in _SEPARATORS:
        parts = _split(lines[0], separator) if lines else []
        if len(parts) > 1 and (len(names) == 1 or set(wanted) & set(parts)):
            remedy = "write it with commas, and numbers with a decimal point"
            return _say(f"a table whose columns are separated by {word}, not by commas", remedy)
    for number, line in enumerate(lines[1:], start=2):
        if set(wanted) and set(wanted) <= set(_split(line, ",")):
            sentence = f"the names of the columns stand in line {number}, not in the first"
            return Fault("data-form", sentence, "delete the lines above them")
    return None


def _read_short_lines(text: TextIOWrapper) -> list[str]:
    lines: list[str] = []
    while len(lines) < _PEEKED_LINES and (line := text.readline(PEEKED)):
        lines.append(line.rstrip("\r\n"))
    return lines


def _split(line: str, separator: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _find_document(path: str) -> Fault | None:
    """A JSON document where a JSON object a line is expected."""
    with open_text(path, errors="replace") as text:
        first = text.readline(LONGEST_LINE).strip()
        if first in {"{", "["}:
            is_document = True
        elif first.startswith("["):
            is_document = _is_list_of_objects(first)
        else:
            is_document = first.startswith("{") and not _is_json(first) and _is_json(first + text.read(LONGEST_LINE))
    remedy = "let its name end in .json, or write one object a line"
    return _say("one JSON document, not one JSON object a line", remedy) if is_document else None


def _is_list_of_objects(text: str) -> bool:
    return _is_json(text) and all(isinstance(entry, dict) for entry in json.loads(text) or [None])


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_bomb(path: str) -> Fault | None:
    """Whether a compressed file is damaged, or unpacks to more than anyone would count."""
    size = 0
    try:
        with open_bytes(path) as content:
            while size <= LARGEST_UNPACKED and (chunk := content.read(1 << 20)):
                size += len(chunk)
    except (OSError, EOFError):
        return Fault("data-unreadable", "the compressed file is damaged", "write it anew")
    if size <= LARGEST_UNPACKED:
        return None
    sentence = f"the file unpacks to more than {LARGEST_UNPACKED >> 30} GiB"
    return Fault("data-unreadable", sentence, "write Parquet, or split it")
