"""A Parquet file whose few bytes ask for minutes or gigabytes: it ends a process of its own, and is refused."""

from __future__ import annotations

import struct
from pathlib import Path

import duckdb
import pytest

from support.bounded import Cost, measure
from trustpages.intake.data.bounded_process import LEAST_SECONDS, MOST_BYTES

FOLDER = "evidence/desk/bundles"
COUNT = f"""
from pathlib import Path
from trustpages.intake.data import bounded_process
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, Predicate
success = Predicate(column=sys.argv[2], equals=1)
bounded_process.LEAST_SECONDS = int(sys.argv[3])
names = sorted(path.name for path in Path(sys.argv[1], "{FOLDER}").iterdir())
asked = [DataRequest(item=f"desk/{{name}}", folder="{FOLDER}", data=Data(file=name, success=success)) for name in names]
answers, problems = run_requests(Path(sys.argv[1]), tuple(asked))
print(*[problem.code for problem in problems], *[answer.attempts for answer in answers.values()])
"""


def _count(root: Path, *contents: bytes, column: str, seconds: int = LEAST_SECONDS) -> Cost:
    (root / FOLDER).mkdir(parents=True)
    for number, content in enumerate(contents):
        (root / FOLDER / f"runs-{number}.parquet").write_bytes(content)
    return measure(COUNT, root, column, str(seconds))


def _varint(number: int) -> bytes:
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + _varint(rest) if rest else bytes([low])


def _a_footer(columns: int) -> bytes:
    """A file without rows whose columns all have one name: the reader makes new ones, each longer to find."""
    number = _varint(columns << 1)
    schema = b"\x48\x01s\x15" + number + b"\x00" + b"\x15\x02\x25\x02\x18\x01a\x00" * columns
    meta = b"\x15\x02\x19\xfc" + _varint(columns + 1) + schema + b"\x16\x00\x19\x0c\x00"
    return b"PAR1" + meta + struct.pack("<I", len(meta)) + b"PAR1"


def test_a_footer_of_endless_columns_ends_at_its_bound(tmp_path: Path) -> None:
    cost = _count(tmp_path, _a_footer(100_000), column="a", seconds=3)
    assert cost.printed == "data-unreadable"
    assert cost.seconds < 60
    assert cost.megabytes < MOST_BYTES >> 20


@pytest.mark.parametrize("codec", ["zstd", "gzip", "snappy"])
def test_long_texts_packed_into_few_bytes_stay_within_the_bounds(tmp_path: Path, codec: str) -> None:
    made = tmp_path / "made.parquet"
    rows = "SELECT 1 AS good, repeat('a', 100000000) || n AS t FROM range(8) s(n)"
    duckdb.sql(f"COPY ({rows}) TO '{made}' (FORMAT parquet, COMPRESSION {codec})")
    cost = _count(tmp_path, made.read_bytes(), column="t", seconds=5)
    assert cost.printed.startswith("data-")
    assert cost.seconds < 60
    assert cost.megabytes < MOST_BYTES >> 20


def test_a_file_that_ends_its_process_leaves_the_others_of_the_batch_as_they_are(tmp_path: Path) -> None:
    made = tmp_path / "made.parquet"
    duckdb.connect().query("SELECT 1 AS a FROM range(7)").write_parquet(str(made))
    sound = made.read_bytes()
    cost = _count(tmp_path, sound, _a_footer(100_000), sound, column="a", seconds=3)
    assert [said for said in cost.printed.split() if said != "data-repeated"] == ["data-unreadable", "7", "7"]
