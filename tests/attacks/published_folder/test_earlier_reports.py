"""An earlier report that is there to be read for minutes: refused before it becomes values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.bounded import measure

READ = """
from datetime import date
from pathlib import Path
from trustpages.intake.previous.report import read_previous_file
from trustpages.model.vocabulary import Audience
print(read_previous_file(Path(sys.argv[1]), Audience.PUBLIC, date(2026, 6, 1))[0].code)
"""
CONTENTS = {
    "lists": (lambda: "[" + "[]," * 21_000_000 + "1]", "previous-too-large"),
    "mappings": (lambda: '{"a":[' + "{}," * 21_000_000 + "1]}", "previous-too-large"),
    "depth": (lambda: "[" * 60_000_000, "previous-too-large"),
    "keys, the last one twice": (
        lambda: "{" + ",".join(f'"key {number}":1' for number in range(1_500_000)) + ',"key 1499999":1}',
        "previous-not-json",
    ),
}


@pytest.mark.parametrize(("write", "code"), CONTENTS.values(), ids=CONTENTS)
def test_dense_json_is_refused(tmp_path: Path, write: Callable[[], str], code: str) -> None:
    (tmp_path / "report.json").write_text(write())
    cost = measure(READ, tmp_path / "report.json")
    assert cost.printed == code
    assert cost.seconds < 30
    assert cost.megabytes < 1500
