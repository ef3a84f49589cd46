"""An import into a workspace: all records accounted for, the same bytes again, and what was written by hand stays."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.imports import SNIPPETS
from support.workspaces.bare import write_bare
from trustpages.intake import yaml
from trustpages.intake.importers.boards.tau_bench import TAU_BENCH
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.workspace_edit import read_for_editing
from trustpages.workflow.importing.order import ImportOrder
from trustpages.workflow.importing.rows import account_for
from trustpages.workflow.importing.splicing import write_entries
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
    order: dict[str, Any] = {"path": path, "agent": agent_of(root), "collected": DAYS, **changes}
    return import_files(
        (order.pop("path"),), ImportOrder(**order), Choice(root, date(2026, 2, 1), None, date(2026, 2, 1))
    )


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


def test_the_digest_of_the_source_follows_the_file(root: Path) -> None:
    run_import(root, write_runs(root, 1, 0)).edit.write()
    path = write_runs(root, 0, 0)
    run_import(root, path).edit.write()
    # That of the source, and that of the input.
    assert bundle_of(root).read_text().count(hashlib.sha256(path.read_bytes()).hexdigest()) == 2


def test_what_an_option_says_is_written_and_what_is_there_stays(root: Path) -> None:
    path = write_runs(root, 1, 0, 1, 1)
    run_import(root, path, version="1", producer="Lab").edit.write()
    assert run_import(root, path).edit.replacements == ()
    run_import(root, path, version="2", producer="Other lab").edit.write()
    text = bundle_of(root).read_text()
    assert ('agent_version: "2"' in text, "name: Other lab" in text) == (True, True)


def test_a_version_that_the_file_states_follows_the_file(root: Path) -> None:
    log: dict[str, Any] = {
        "version": 2,
        "status": "success",
        "eval": {"task": "t", "model": "m-1", "created": "2026-01-05T10:00:00+00:00"},
        "results": {"total_samples": 1, "completed_samples": 1, "scores": []},
        "samples": [{"id": 1, "epoch": 1, "scores": {"match": {"value": "C"}}}],
    }
    path, bundle = root.parent / "log.json", bundle_of(root).with_name("inspect-ai.yml")
    for model in ("m-1", "m-2"):
        log["eval"]["model"] = model
        path.write_text(json.dumps(log))
        run_import(root, path, collected=None).edit.write()
        assert f"agent_version: {model}" in bundle.read_text()
    bundle.write_text(bundle.read_text().replace("agent_version: m-2", "agent_version: ours"))
    path.write_text(json.dumps(log | {"eval": log["eval"] | {"model": "m-3"}}))
    run_import(root, path, collected=None).edit.write()
    assert "agent_version: ours" in bundle.read_text()


def test_what_only_rows_gave_goes_with_them(root: Path) -> None:
    run_import(root, write_runs(root, 1, 0, 1, 1)).edit.write()
    bundle = bundle_of(root)
    path = bundle.relative_to(root).as_posix()
    reading = read_for_editing(Choice(root, date(2026, 2, 1), None, date(2026, 2, 1)))
    entry = {"id": "tries-of-each-task", "title": "Tries"}
    text = write_entries(reading, path, {}, [entry], key="items", kept=(), gone=("data", "trials")).decode()
    assert "trials: 2" in bundle.read_text()
    assert ("trials:" in text, "jsonl" in text, "method:" in text) == (False, False, True)


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


def test_a_format_and_a_mapping_are_never_both_obeyed(root: Path) -> None:
    mapping = root.parent / "mapping.yml"
    mapping.write_text("setting: test\nsuccess: {column: reward, equals: 1}\n")
    order = ImportOrder(agent=agent_of(root), form="tau-bench")
    with pytest.raises(TrustpagesError, match="a format and a mapping"):
        import_files([write_runs(root, 1, 0)], order, Choice(root, date(2026, 2, 1), None, date(2026, 2, 1)), mapping)


def test_a_named_format_is_read_from_a_renamed_or_packed_file(root: Path) -> None:
    content = write_runs(root, 1, 0, None, 1).read_bytes()
    renamed = root.parent / "runs.txt"
    renamed.write_bytes(content)
    packed = root.parent / "runs.json.gz"
    packed.write_bytes(gzip.compress(content))
    for path, form in ((renamed, "tau-bench"), (packed, None)):
        outcome = run_import(root, path, form=form)
        assert any("4 read, 3 counted, 1 unknown" in line for line in outcome.account), outcome.account
    outcome.edit.write()
    assert account_of(root)["inputs"] == [
        {"path": "runs.json.gz", "sha256": hashlib.sha256(packed.read_bytes()).hexdigest()}
    ]


def test_a_format_that_nothing_bears_out_is_told_or_refused(root: Path) -> None:
    path = root.parent / "x.json"
    path.write_text('[{"passed": 1, "trial": 0, "task_id": 7, "reward": 1}]')
    assert TAU_BENCH.recognise(InputFile("x.json", path.read_bytes())) is None
    assert any("because it was named" in line for line in run_import(root, path, form="tau-bench").account)
    path.write_text('[{"a": 1}]')
    for form in ("tau-bench", "lmarena", "sla4oai", "promptfoo"):
        with pytest.raises(TrustpagesError) as raised:
            run_import(root, path, form=form, benchmark="b")
        assert raised.value.code.startswith("import-")


@pytest.mark.parametrize(("stated", "doubted"), [(3, True), (2, False)])
def test_fewer_records_than_a_figure_rests_on_are_told(root: Path, stated: int, doubted: bool) -> None:
    trials = [{"task_id": name, "trial_name": f"{name}.1", "is_resolved": True} for name in "ab"]
    path = root.parent / "results.json"
    path.write_text(json.dumps({"results": trials, "accuracy": 1.0, "n_resolved": stated, "n_unresolved": 0}))
    lines = run_import(root, path).account
    assert any("rest on 3 records, of which the input holds 2" in line for line in lines) == doubted


def test_an_empty_file_beside_others_is_told(root: Path) -> None:
    folder = root.parent / "runs"
    folder.mkdir()
    (folder / "a.json").write_text(SNIPPETS["statuspage"])
    (folder / "b.json").write_text("")
    assert any("is empty; what" in line for line in run_import(root, folder, collected=None).account)


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
