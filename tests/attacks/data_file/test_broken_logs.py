"""Run logs that were made to break the reader: each ends as counts or as a problem in its line, never otherwise."""

from __future__ import annotations

import gzip
import random
import struct
from pathlib import Path

import duckdb
import pytest

from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, Predicate

FOLDER = "evidence/desk/bundles"
LONG = 2_100_000  # more than DuckDB takes in a line
TOO_LONG = "data-row the line has more than 2,000,000 bytes"
LEFT_OUT = 34_000_000  # what it silently leaves out at the end of a file

# Content, and the attempts or the beginning of the first problem, with its line.
CSV: tuple[tuple[str | bytes, int | str], ...] = (
    (",".join(f"c{one}" for one in range(100_000)), "0 data-column the file has 100,000 columns"),
    ("a" * LONG + "\n1\n", "0 data-row the first line is not a row of names"),
    (f"good,t\n1,{'a' * 150_000}\n1,b\n", 2),
    (f"good,t\n1,b\nx,{'a' * 150_000}\n", "3 data-value the column 'good' holds 'x'"),
    (f"good,t\n1,b\n1,{'a' * LONG}\n1,b\n", f"3 {TOO_LONG}"),
    (f"good,t\n1,{'a' * LEFT_OUT}\n", f"2 {TOO_LONG}"),
    (f'good,t\n1,b\n1,"{"a" * LEFT_OUT}"', f"3 {TOO_LONG}"),
    ('good\n"' + "1\n" * 50_000, "2 data-row the row has an unbalanced quote"),
    (b"good,t\n1,caf\xe9\nx,b\n", "3 data-value the column 'good' holds 'x'"),
    (b"good,t\n1,b\n\xe9,b\n", "3 data-row the line is not UTF-8"),
    ("good\n1\n".encode("utf-16"), "0 data-form the file is UTF-16"),
    (gzip.compress(b"good\n1\n"), "0 data-form the file is compressed by gzip"),
    ("good,t\n1,\0\n", 1),
    ("good,t\r\n1,a\n1,b\r1,c\r\n", "2 data-row the line ends otherwise than the first"),
    ("\ufeffgood\n1\n", 1),
    ('good,"x\'); DROP TABLE t; --"\n1,1\n', 1),
    ("c1,c0,good\n0,0,1\n", 1),
    (f"good\n{'9' * 5000}\n", "2 data-value the column 'good' holds '9999"),
)
JSONL: tuple[tuple[str | bytes, int | str], ...] = (
    ('{"good":' + "[" * 100_000 + "]" * 100_000 + "}", "1 data-row the line is nested too deeply"),
    ('{"good":1,"g\\u006fod":0}\n', "1 data-row a key stands twice"),
    ('{"good":' + "9" * 10_000 + "}", "1 data-row a number has too many digits"),
    ('{"good":1}\n{"good":Infinity}\n', "2 data-value the column 'good' holds 'Infinity'"),
    ('{"good":1}\n{"good":1,"t":"\\ud800"}\n', "2 data-row a character is half of a pair"),
    ('{"good":1,"\\udc00":1}\n', "1 data-row a character is half of a pair"),
    ('\ufeff{"good":1}\n', "1 data-row the line begins with a byte order mark"),
    ('{"good":1}\r{"good":1}\r', "1 data-row the line ends with a carriage return alone"),
    ('{"good":1}\n{"good":1,"t":"' + "a" * 17_000_000 + '"}', "2 data-row the line has more than 16,777,216"),
    ("{\"good\":1}\n{'good':1}\n", "2 data-row the line is not JSON"),
    ('{"":1,"\\u0000":1,"good":1}\n', 1),
)
PARQUET = "data-unreadable the file "


def answer(root: Path, name: str, content: str | bytes) -> int | str:
    """The attempts, or the first problem with its line."""
    path = root / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    asked = DataRequest(
        item="desk/runs", folder=FOLDER, data=Data(file=name, success=Predicate(column="good", equals=1))
    )
    answers, problems = run_requests(root, (asked,))
    if not answers:
        return f"{problems[0].place.line} {problems[0].code} {problems[0].sentence}"
    return answers[asked].attempts


def parquet(folder: Path, sql: str) -> bytes:
    file = folder / "made.parquet"
    duckdb.sql(f"COPY ({sql}) TO '{file}' (FORMAT parquet)")
    return file.read_bytes()


@pytest.mark.parametrize(("name", "cases"), [("runs.csv", CSV), ("runs.jsonl", JSONL)])
def test_a_hostile_file_is_counted_or_refused_in_its_line(
    tmp_path: Path, name: str, cases: tuple[tuple[str | bytes, int | str], ...]
) -> None:
    for content, expected in cases:
        found = answer(tmp_path, name, content)
        if isinstance(expected, str):
            assert str(found)[: len(expected)] == expected
        else:
            assert found == expected, content[:80]


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    whole = parquet(tmp_path, "SELECT 1 AS good, 'x' AS t FROM range(1000)")
    huge = whole[:-8] + struct.pack("<I", 2**32 - 1) + b"PAR1"
    none = whole[:-8] + struct.pack("<I", 0) + b"PAR1"
    for broken in (b"PAR1", b"PAR1PAR1", bytes(1000), whole[:-20], whole[20:], huge, none, whole[:-1] + b"E"):
        assert str(answer(tmp_path, "runs.parquet", broken)).startswith(f"0 {PARQUET}")
    chance = random.Random(7)  # noqa: S311  # damage, not secrets
    for _ in range(30):
        bent = bytearray(whole)
        for _ in range(5):
            bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        found = answer(tmp_path, "runs.parquet", bytes(bent))
        assert found == 1000 or str(found).startswith("0 data-"), found


@pytest.mark.parametrize("column", ["[1]", "{'a': 1}", "'x'::BLOB", "uuid()", "'inf'::DOUBLE"])
def test_a_parquet_column_that_holds_no_numbers_is_refused(tmp_path: Path, column: str) -> None:
    found = answer(tmp_path, "runs.parquet", parquet(tmp_path, f"SELECT {column} AS good"))
    assert str(found).startswith("0 data-")
