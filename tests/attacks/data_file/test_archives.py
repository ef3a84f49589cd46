"""No archive is ever opened: one that poses as a data file is refused like any other bytes that are no table."""

from __future__ import annotations

import base64
import json
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, Predicate

HOSTILE = Path(__file__).resolve().parents[4] / "shared" / "hostile" / "broken_zip.jsonl"
FOLDER = "evidence/desk/bundles"
FORMATS = ("csv", "jsonl", "parquet")


def test_a_bomb_is_not_unpacked(tmp_path: Path, figure: Callable[[int, str, str], None]) -> None:
    deflated = zlib.compress(b"0" * (1 << 24), wbits=31)
    for name in ("bomb.csv", "bomb.jsonl", "bomb.parquet"):
        assert _is_refused(tmp_path, name, deflated), name
    figure(17, "a compressed file under the name of a table: refused", f"{len(FORMATS)}/{len(FORMATS)}")


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.exists(), reason="../shared is not there")
@pytest.mark.parametrize("ending", FORMATS)
def test_broken_archives_are_refused_as_data(
    ending: str, tmp_path: Path, count: Callable[[int, int], int], figure: Callable[[int, str, str], None]
) -> None:
    records = [json.loads(line) for line in HOSTILE.read_text("ascii").splitlines()][:: count(1, 9)]
    worst = 0.0
    for record in records:
        began = time.process_time()
        assert _is_refused(tmp_path, f"runs.{ending}", base64.b64decode(record["b64"])), record["id"]
        worst = max(worst, time.process_time() - began)
    assert worst < 3  # 1 s on a quiet machine
    figure(17, "broken archives under the name of a table: refused", f"{len(records)}/{len(records)}")
    figure(17, "processor seconds of one at worst", f"{worst:.2f} s")


def _is_refused(root: Path, name: str, content: bytes) -> bool:
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / FOLDER / name).write_bytes(content)
    data = Data(file=name, success=Predicate(column="good", equals=1))
    answers, problems = run_requests(root, (DataRequest(item="desk/runs", folder=FOLDER, data=data),))
    return (
        not answers
        and all(problem.place.file and problem.sentence and problem.remedy for problem in problems)
        and bool(problems)
    )
