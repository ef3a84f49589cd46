"""Data files of a few kilobytes that unpack to gigabytes, and lines that never end: each ends within its bounds."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support.bounded import measure
from trustpages.intake.data.bounded_process import MOST_BYTES

FOLDER = "evidence/desk/bundles"
COUNT = f"""
from pathlib import Path
from trustpages.intake.data import bounded_process
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, Predicate
bounded_process.LEAST_SECONDS = 5
data = Data(file=sys.argv[2], success=Predicate(column="good", equals=1))
answers, problems = run_requests(Path(sys.argv[1]), (DataRequest(item="desk/runs", folder="{FOLDER}", data=data),))
print(*[problem.code for problem in problems])
"""
HUGE = 2 << 30


def _pack(*pieces: bytes, times: int) -> bytes:
    """The pieces, the last one so often, as gzip."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for piece in pieces[:-1]:
            file.write(piece)
        for _ in range(times):
            file.write(pieces[-1])
    return packed.getvalue()


MEGABYTE = 1 << 20
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one line, JSONL": ("runs.jsonl.gz", lambda: _pack(b'{"good": "', b"a" * MEGABYTE, times=HUGE >> 20)),
    "one cell, CSV": ("runs.csv.gz", lambda: _pack(b'good\n"', b"a" * MEGABYTE, times=HUGE >> 20)),
    "no line at all": ("runs.csv.gz", lambda: _pack(bytes(MEGABYTE), times=HUGE >> 20)),
    "open lists": ("runs.jsonl.gz", lambda: _pack(b'{"good": ', b"[" * MEGABYTE, times=300)),
    "gzip in gzip": ("runs.jsonl.gz", lambda: gzip.compress(_pack(bytes(MEGABYTE), times=1024))),
    "a zip by the name of gzip": ("runs.csv.gz", lambda: _zip(bytes(64 * MEGABYTE))),
    "a zip by the name of a table": ("runs.csv", lambda: _zip(bytes(64 * MEGABYTE))),
    "one line that is not packed": ("runs.jsonl", lambda: b'{"good": "' + b"a" * (400 * MEGABYTE)),
    "one JSON document": ("runs.json.gz", lambda: _pack(b"[", b"[]," * 349_525, times=200)),
}


def _zip(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("runs.csv", content)
    return packed.getvalue()


@pytest.mark.parametrize(("name", "write"), BOMBS.values(), ids=BOMBS)
def test_it_is_refused_within_its_bounds(tmp_path: Path, name: str, write: Callable[[], bytes]) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / name).write_bytes(write())
    cost = measure(COUNT, tmp_path, name)
    assert cost.printed.startswith("data-")
    assert cost.seconds < 60
    assert cost.megabytes < MOST_BYTES >> 20
