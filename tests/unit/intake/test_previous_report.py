"""Files that are named as the earlier report: read, or refused at once with the reason."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from pathlib import Path

import pytest

from trustpages.intake.previous.report import LARGEST, read_previous_file
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.vocabulary import Audience

HEAD = b'{"format": "trustpages.report/1", "as_of": "2026-06-01", "audience": "public"'


def outcome(path: Path) -> PreviousReport | list[str]:
    found = read_previous_file(path, Audience.PUBLIC, date(2026, 7, 1))
    return found if isinstance(found, PreviousReport) else [problem.code for problem in found]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "previous-not-json"),
        (b"\xff\xfe", "previous-not-json"),
        (b"[]", "previous-format"),
        (b'{"format": NaN}', "previous-not-json"),
        (b'{"a": ' * 100_000, "previous-not-json"),
        (HEAD + b', "x": ' + b"9" * 1_000_000 + b"}", "previous-not-json"),
        (HEAD + b', "audience": "public"}', "previous-not-json"),
        (HEAD + b', "agents": [{"id": "\\ud800"}]}', "previous-not-json"),
        (HEAD + b', "agents": [{"id": 7}]}', "previous-shape"),
        (HEAD.replace(b"public", b"nda") + b"}", "previous-audience"),
        (HEAD.replace(b"2026-06", b"2026-09") + b"}", "previous-later"),
        (HEAD + b" " * LARGEST + b"}", "previous-too-large"),
    ],
)
def test_file_that_is_no_earlier_report(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)
    assert outcome(path) == [expected]


def test_the_first_of_many_faults_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    agents = b",".join([json.dumps({"id": "a", "posture": "Supported"}).encode()] * 300_000)
    path.write_bytes(HEAD + b', "agents": [' + agents + b"]}")
    start = time.process_time()
    assert outcome(path) == ["previous-shape"]
    assert time.process_time() - start < 5


def test_pipe_and_device_are_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "report.json"
    os.mkfifo(pipe)
    assert outcome(pipe) == ["path-not-regular"]
    assert outcome(Path(os.devnull)) == ["path-not-regular"]
    assert outcome(tmp_path / "absent.json") == ["path-unreadable"]


def test_report_without_agents_is_one(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(HEAD + b"}")
    assert isinstance(outcome(path), PreviousReport)
