"""What was counted before answers as counting anew does, whichever items and files are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from trustpages.intake.data import requests
from trustpages.intake.data.counting.files import FileCounts
from trustpages.intake.data.requests import FileRequests, count_requests, run_requests
from trustpages.model.aggregate import DataRequest
from trustpages.model.documents.items.data_file import Data

ROWS = "".join(f"2026-06-{day:02}T{hour:02}:10:00,yes\n" for day in range(1, 5) for hour in range(24))
FILES = {
    "desk/june": f"at,ok\n{ROWS}",
    "desk/again": f"at,ok\n{ROWS}2026-06-09T09:00:00,no\n",
    "desk/broken": "at,ok\n2026-06-01T08:00:00,yes,more\n",
    "chair/june": f"at,ok\n{ROWS}",
}


def _ask(item: str, **data: object) -> DataRequest:
    agent, _, name = item.partition("/")
    described = {"file": f"{name}.csv", "at": "at", "success": {"column": "ok", "equals": "yes"}, **data}
    return DataRequest(item, f"evidence/{agent}/bundles", Data.model_validate(described))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for item, content in FILES.items():
        agent, _, name = item.partition("/")
        (tmp_path / f"evidence/{agent}/bundles").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"evidence/{agent}/bundles/{name}.csv").write_text(content)
    return tmp_path


def test_it_answers_as_counting_anew_does(root: Path) -> None:
    june, again, broken, other = whole = tuple(map(_ask, FILES))
    asked_else = _ask("desk/june", success={"column": "ok", "equals": "no"})
    counted = count_requests(root, whole)
    assert (counted.answers, counted.problems) == run_requests(root, whole)
    assert {problem.code for problem in counted.problems} > {"data-copied"}
    for part in ((june, again), (june, other), (again, broken), (asked_else, again), whole):
        beside = count_requests(root, part, before=counted.known)
        assert (beside.answers, beside.problems) == run_requests(root, part)


def test_no_file_is_opened_again_unless_something_else_is_known_or_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    june, again, broken, other = whole = tuple(map(_ask, FILES))
    known = count_requests(root, whole).known
    opened: list[str] = []

    def open_none(_: Path, groups: Sequence[FileRequests], *__: object) -> dict[str, FileCounts]:
        opened.extend(path for path, _ in groups)
        return {}

    monkeypatch.setattr(requests, "_count_files", open_none)
    count_requests(root, (june, again), before=known)
    assert opened == []
    for asked, digests, paths in (
        ((_ask("desk/june", success={"column": "ok", "equals": "no"}), again, other), {}, ["desk/again", "desk/june"]),
        ((june, broken, other), {"evidence/chair/bundles/june.csv": "0" * 64}, ["chair/june"]),
    ):
        opened.clear()
        with pytest.raises(KeyError):  # nothing was counted here
            count_requests(root, asked, digests, before=known)
        assert opened == [f"evidence/{path.replace('/', '/bundles/')}.csv" for path in paths]
