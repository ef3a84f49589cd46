"""An import into a workspace: all records accounted for, the same bytes again, and what was written by hand stays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.workspaces.bare import write_bare
from trustpages.intake import yaml
from trustpages.intake.importers.boards.tau_bench import TAU_BENCH
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.inputs import Inputs
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.importing.order import ImportOrder
from trustpages.workflow.importing.rows import account_for
from trustpages.workflow.importing.steps import ImportOutcome, import_files
from trustpages.workflow.run import Choice

BUNDLE = "evidence/{agent}/bundles/tau-bench.yml"
DAYS = (date(2026, 1, 1), date(2026, 1, 31))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bare(tmp_path / "workspace") or tmp_path / "workspace"


def agent_of(root: Path) -> str:
    return next(path.parent.name for path in root.glob("evidence/*/agent.yml"))


def write_runs(root: Path, *rewards: float | None) -> Path:
    path = root.parent / "runs.json"
    runs: list[Any] = [
        {"task_id": place // 2, "trial": place % 2, "reward": reward, "traj": []}
        for place, reward in enumerate(rewards)
    ]
    path.write_text(json.dumps(runs))
    return path


def run_import(root: Path, path: Path, **changes: Any) -> ImportOutcome:
    order: dict[str, Any] = {"paths": (path,), "agent": agent_of(root), "collected": DAYS, **changes}
    return import_files(ImportOrder(**order), Choice(root, date(2026, 2, 1), None, date(2026, 2, 1)))


def bundle_of(root: Path) -> Path:
    return root / BUNDLE.format(agent=agent_of(root))


def account_of(root: Path) -> Any:
    located, _ = yaml.load(bundle_of(root).read_bytes(), "x.yml")
    assert located is not None
    value: Any = located.value
    return value["items"][0]["imported"]


def test_every_record_is_accounted_for(root: Path) -> None:
    outcome = run_import(root, write_runs(root, 1, 0, None, 1))
    assert not outcome.edit.refused
    outcome.edit.write()
    account = account_of(root)
    assert (account["read"], account["counted"], account["unknown"]) == (4, 3, {"no-reward": 1})
    rows = [json.loads(line) for line in next(bundle_of(root).parent.glob("*.jsonl")).read_text().splitlines()]
    assert [row["good"] for row in rows] == [True, False, None, True]


@pytest.mark.parametrize("tries", [1, 2])
def test_how_often_each_task_was_tried_is_said(root: Path, tries: int) -> None:
    runs = [{"task_id": task, "trial": trial, "reward": 1, "traj": []} for task in "ab" for trial in range(tries)]
    path = root.parent / "runs.json"
    path.write_text(json.dumps(runs))
    run_import(root, path).edit.write()
    located, _ = yaml.load(bundle_of(root).read_bytes(), "x.yml")
    assert located is not None
    found: Any = located.value
    assert found["items"][0]["trials"] == tries


@pytest.mark.parametrize(
    ("keys", "read", "counted", "unknown"),
    [
        ({}, 1, 1, ()),
        ({"score": 0.5}, 1, 1, ()),
        ({"attempts": 50, "successes": 37}, 50, 50, ()),
        ({"attempts": 50, "successes": 37, "unknown": 3}, 50, 47, ("not-recorded",) * 3),
    ],
)
def test_an_item_without_records_stands_for_what_it_states(
    keys: dict[str, Any], read: int, counted: int, unknown: tuple[str, ...]
) -> None:
    item = ImportedItem(kind="incident", name="x", title="X", keys=keys)
    account = account_for(TAU_BENCH, Inputs(()), Imported(read=1), item)
    assert (account["read"], account["counted"]) == (read, counted)
    assert account.get("unknown", {}) == ({"not-recorded": len(unknown)} if unknown else {})


def test_imported_again_nothing_changes(root: Path) -> None:
    path = write_runs(root, 1, 0, 1, 1)
    run_import(root, path).edit.write()
    again = run_import(root, path).edit
    assert (again.diff, again.replacements) == ("", ())


def test_what_was_written_by_hand_stays(root: Path) -> None:
    run_import(root, write_runs(root, 1, 0, 1, 1)).edit.write()
    bundle = bundle_of(root)
    text = bundle.read_text()
    bundle.write_text(text.replace("    title: ", "    # by hand\n    title: My "))
    run_import(root, write_runs(root, 1, 0, 1, 0)).edit.write()
    assert "    # by hand\n    title: My " in bundle.read_text()
    assert account_of(root)["inputs"][0]["sha256"] not in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agent": "nobody"}, "no-such-name"),
        ({"agent": None}, "import-agent"),
        ({"collected": None}, "import-undated"),
        ({"form": "tau"}, "import-format"),
        ({"items": ("none",)}, "import-item"),
        ({"to": "content/x.yml"}, "wrong-place"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_nothing_is_left(root: Path, changes: dict[str, Any], code: str) -> None:
    before = sorted(path for path in root.rglob("*"))
    with pytest.raises(TrustpagesError) as raised:
        run_import(root, write_runs(root, 1, 0), **changes)
    assert raised.value.code == code
    assert sorted(path for path in root.rglob("*")) == before


def test_unknown_format_says_which_there_are(root: Path) -> None:
    path = root.parent / "x.json"
    path.write_text('{"a": 1}')
    with pytest.raises(TrustpagesError, match="format of the files is not known"):
        run_import(root, path)


def test_two_records_of_one_name_are_never_one_row(root: Path) -> None:
    path = root.parent / "runs.json"
    path.write_text(json.dumps([{"task_id": 1, "trial": 0, "reward": 1, "traj": []}] * 2))
    with pytest.raises(TrustpagesError) as raised:
        run_import(root, path)
    assert raised.value.code == "import-miscounted"


def test_days_that_leave_out_a_part_are_refused(root: Path) -> None:
    path = root.parent / "log.json"
    log = {
        "version": 2,
        "status": "success",
        "eval": {"task": "t", "model": "m", "created": "2026-01-05T10:00:00+00:00"},
        "results": {"total_samples": 1, "completed_samples": 1, "scores": []},
        "samples": [{"id": 1, "epoch": 1, "scores": {"match": {"value": "C"}}}],
    }
    path.write_text(json.dumps(log))
    assert not run_import(root, path).edit.refused
    with pytest.raises(TrustpagesError) as raised:
        run_import(root, path, collected=(date(2026, 1, 6), date(2026, 1, 31)))
    assert raised.value.code == "import-outside"
