"""Reads rows of CSV and JSONL files in plain Python, to say in which line something is wrong.

This is ten times slower than DuckDB, which does all counting; it only serves explanations.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Collection, Iterator, Mapping
from io import BufferedReader, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any

LONGEST_LINE = 16 << 20
"""Characters of a line of a JSONL file; DuckDB takes objects of about so many bytes."""

LONGEST_CSV_LINE = 2_000_000
"""Bytes of a line of a CSV file, which is what DuckDB takes."""

_PEEKED_ROWS = 100
_SHOWN = 20

csv.field_size_limit(LONGEST_CSV_LINE)  # for all of Python; its own limit is far below what DuckDB takes


def open_bytes(path: str) -> gzip.GzipFile | BufferedReader:
    """The content of a file, unpacked where it is compressed by gzip."""
    with Path(path).open("rb") as raw:
        is_packed = raw.read(2) == b"\x1f\x8b"
    return gzip.GzipFile(path, "rb") if is_packed else Path(path).open("rb")


def read_header(text: TextIOWrapper) -> Iterator[str]:
    """The lines of the text up to `LONGEST_LINE` characters, which names of columns that DuckDB takes stay below."""
    left = LONGEST_LINE
    while left > 0 and (line := text.readline(left)):
        left -= len(line)
        yield line


def open_text(path: str, errors: str = "strict", encoding: str = "utf-8-sig") -> TextIOWrapper:
    """The file as UTF-8 text without a byte order mark, its line ends as they are."""
    return TextIOWrapper(open_bytes(path), encoding=encoding, errors=errors, newline="")


def find_keys(path: str, wanted: Collection[str]) -> set[str]:
    """The keys of the first rows of a JSONL file, and those keys and paths of `wanted` that any row has."""
    rows = _read_objects(path)
    first = list(islice(rows, _PEEKED_ROWS))
    found = {key for row in first for key in row}
    missing = set(wanted) - found
    for row in (*first, *rows) if any("." in name for name in missing) else rows:
        if not missing:
            break
        there = {name for name in missing if has_path(row, name)}
        found |= there
        missing -= there
    return found


def has_path(row: Mapping[str, Any], name: str) -> bool:
    """Whether a row has the key, or what the dotted path leads to."""
    if name in row:
        return True
    here: Any = row
    for step in name.split("."):
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        else:
            return False
    return True


def find_lines(format_: str, path: str, ordinals: Collection[int]) -> dict[int, int]:
    """The line of each row by its number, both counted from 1; nothing where a row is no line."""
    if format_ not in {"csv", "jsonl"}:
        return {}
    wanted, lines = set(ordinals), _number_csv_lines(path) if format_ == "csv" else _number_jsonl_lines(path)
    # Not strict: of a file that is damaged further down, the lines up to there are known.
    return {row: line for row, line in zip(range(1, max(wanted) + 1), lines, strict=False) if row in wanted}


def find_broken_rows(format_: str, path: str) -> tuple[tuple[int, str], ...]:
    """The first lines that cannot be read, each with what is wrong; empty where none is found."""
    match format_:
        case "csv":
            return tuple(islice(_find_broken_csv(path), _SHOWN)) or _find_other_line_end(path)
        case "jsonl":
            return tuple(islice(_find_broken_jsonl(path), _SHOWN))
        case "json":
            return _find_broken_json(path)
        case _:
            return ()


def ends_with_a_long_line(path: str) -> bool:
    """Whether the last line of a CSV file is longer than `LONGEST_CSV_LINE`."""
    end = b""
    with open_bytes(path) as file:
        if not isinstance(file, gzip.GzipFile):
            file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_CSV_LINE - 2))
        while chunk := file.read(LONGEST_CSV_LINE + 2):
            end = (end + chunk)[-LONGEST_CSV_LINE - 2 :]
    return len(end) > LONGEST_CSV_LINE and not {10, 13}.intersection(end.rstrip(b"\r\n"))


def _number_csv_lines(path: str) -> Iterator[int]:
    with open_text(path, errors="replace") as text:  # what is not UTF-8 may stand in a column that nobody reads
        reader = csv.reader(text, strict=True)
        width = len(next(reader))
        begin = reader.line_num + 1
        for row in reader:
            if row or width == 1:  # DuckDB passes over an empty line, unless it is a row with one empty cell
                yield begin
            begin = reader.line_num + 1


def _number_jsonl_lines(path: str) -> Iterator[int]:
    with open_text(path) as text:
        yield from (number for number, line in enumerate(text, start=1) if line.strip())


def _find_broken_csv(path: str) -> Iterator[tuple[int, str]]:
    begin = 1
    try:
        with open_text(path) as text:
            reader = csv.reader(_bound_lines(text), strict=True)
            width = len(next(reader))
            begin = reader.line_num + 1
            for row in reader:
                if row and len(row) != width:
                    yield begin, f"the row has {len(row)} values, the first line has {width}"
                begin = reader.line_num + 1
    except UnicodeDecodeError:
        yield _find_undecodable_line(path), "the line is not UTF-8"
    except _TooLong:
        yield begin, f"the line has more than {LONGEST_CSV_LINE:,} bytes"
    except csv.Error:
        yield begin, "the row has an unbalanced quote"


def _find_other_line_end(path: str) -> tuple[tuple[int, str], ...]:
    """The first line that ends otherwise than the first line of the file."""
    with open_text(path) as text:
        ends = (line.removeprefix(line.rstrip("\r\n")) for line in _read_lines(text))
        first = next(ends, "")
        found = next((number for number, end in enumerate(ends, start=2) if end not in ("", first)), None)
    return () if found is None else ((found, "the line ends otherwise than the first"),)


class _TooLong(Exception):
    """A line of a CSV file that is longer than DuckDB takes."""


def _bound_lines(text: TextIOWrapper) -> Iterator[str]:
    for line in _read_lines(text, LONGEST_CSV_LINE):
        if len(line) > LONGEST_CSV_LINE:
            raise _TooLong
        yield line


def _find_broken_json(path: str) -> tuple[tuple[int, str], ...]:
    try:
        with open_text(path) as text:
            json.load(text)
    except UnicodeDecodeError:
        return ((_find_undecodable_line(path), "the line is not UTF-8"),)
    except json.JSONDecodeError as error:
        return ((error.lineno, "the document is not JSON from here on"),)
    except RecursionError:
        return ((1, "the document is nested too deeply"),)
    except ValueError:
        return ((1, "a number has too many digits"),)
    return ()


def _find_broken_jsonl(path: str) -> Iterator[tuple[int, str]]:
    try:
        with open_text(path, encoding="utf-8") as text:
            for number, line in enumerate(_read_lines(text), start=1):
                reason = _explain_broken_line(line) if line.strip() else ""
                if reason:
                    yield number, reason
    except UnicodeDecodeError:
        yield _find_undecodable_line(path), "the line is not UTF-8"


def _read_lines(text: TextIOWrapper, longest: int = LONGEST_LINE) -> Iterator[str]:
    """The lines; one that is longer than `longest` is the last, and shows by its length."""
    while line := text.readline(longest + 1):
        yield line
        if len(line) > longest:
            return


def _explain_broken_line(line: str) -> str:
    if len(line) > LONGEST_LINE:
        return f"the line has more than {LONGEST_LINE:,} characters"
    if line.startswith("\ufeff"):
        return "the line begins with a byte order mark"
    if line.endswith("\r"):
        return "the line ends with a carriage return alone"
    try:
        row = json.loads(line, object_pairs_hook=_refuse_duplicates)
        if isinstance(row, dict):
            json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # JSON can spell half of a surrogate pair, UTF-8 cannot
        return "a character is half of a pair"
    except RecursionError:
        return "the line is nested too deeply"
    except json.JSONDecodeError:
        return "the line is not JSON"
    except ValueError as error:
        # Python refuses to read integers of thousands of digits.
        return f"a key stands twice: {error}" if isinstance(error, _DuplicateKey) else "a number has too many digits"
    return "" if isinstance(row, dict) else "the line is not a JSON object"


class _DuplicateKey(ValueError):
    """A key of a JSON object that stands twice."""


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKey(ascii(key))
        found[key] = value
    return found


def _read_objects(path: str) -> Iterator[dict[str, Any]]:
    """The rows that are objects; the others are found when the file is counted."""
    with open_text(path, errors="replace") as text:
        for line in _read_lines(text):
            try:
                row = json.loads(line) if len(line) <= LONGEST_LINE else None
            except (ValueError, RecursionError):
                continue
            if isinstance(row, dict):
                yield row


def _find_undecodable_line(path: str) -> int:
    number = 1
    with open_bytes(path) as file:
        while line := file.readline(LONGEST_LINE):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
            number += 1
    return 1
