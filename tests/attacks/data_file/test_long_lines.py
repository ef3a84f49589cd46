"""A CSV or JSONL file of one endless line, also with a byte that is no text at its end, and one of endless names."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bounded import measure

FOLDER = "evidence/desk/bundles"
COUNT = f"""
from pathlib import Path
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data, Predicate
data = Data(file=sys.argv[2], success=Predicate(column="good", equals=1))
answers, problems = run_requests(Path(sys.argv[1]), (DataRequest(item="desk/runs", folder="{FOLDER}", data=data),))
print(*[problem.code for problem in problems], *[answer.attempts for answer in answers.values()])
"""
MB = 1 << 20


@pytest.mark.parametrize(
    ("name", "begin", "piece", "end"),
    [
        ("runs.jsonl", b'{"good":1,"t":"', b"a", b'"}\n'),
        ("runs.jsonl", b'\xff{"good":1,"t":"', b"a", b'"}\n'),
        ("runs.csv", b"", b"a", b"\n1\n"),
        ("runs.csv", b"", b'"\n",', b"\n1\n"),
        ("runs.csv", b"good,t\n1,", b"a", b"\xff\n"),
        ("runs.csv", b"good,t\n1,\xff", b"a", b"\n"),
    ],
)
def test_one_endless_line_is_refused_without_being_held(
    tmp_path: Path, name: str, begin: bytes, piece: bytes, end: bytes
) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    with (tmp_path / FOLDER / name).open("wb") as file:
        file.write(begin)
        for _ in range(512):
            file.write(piece * (MB // len(piece)))
        file.write(end)
    cost = measure(COUNT, tmp_path, name)
    (tmp_path / FOLDER / name).unlink()
    assert cost.printed in {"data-row", "data-column"}
    assert cost.seconds < 60
    assert cost.megabytes < 1000
