"""Imports that trust.yml declares: all of them or none, the same bytes again, and what changed since is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from support.workspaces.bare import write_bare
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.workflow.caching.fingerprint import fingerprint_inputs
from trustpages.workflow.commands.check import check
from trustpages.workflow.importing.declared import import_all
from trustpages.workflow.importing.steps import ImportOutcome
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

TRUST = "kind: trust\nschema: trustpages/1\npublisher: {name: Nobody yet}\n"
TODAY = date(2026, 2, 1)
DESK = "{paths: [inputs/*.json], agent: desk, collected: {from: 2026-01-01, to: 2026-01-31}}"
SITE = "{paths: [status.json], agent: desk, to: evidence/desk/bundles/status.yml}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_bare(tmp_path / "workspace")
    (root / "trust.yml").write_text(TRUST)
    write_runs(root / "inputs/runs.json", 1, 0, 1)
    incident = {"id": "a1", "name": "Errors", "impact": "minor", "incident_updates": []}
    times = {"started_at": "2026-01-06T18:37:44Z", "resolved_at": "2026-01-06T19:05:27Z"}
    (root / "status.json").write_text(json.dumps({"page": {}, "incidents": [incident | times]}))
    return root


def write_runs(path: Path, *rewards: float) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    rows = [{"task_id": place, "trial": 0, "reward": reward, "traj": []} for place, reward in enumerate(rewards)]
    path.write_text(json.dumps(rows))


def declare(root: Path, *imports: str) -> None:
    trust = root / "trust.yml"
    before = trust.read_text().partition("imports:")[0]
    trust.write_text(before + "imports:\n" + "".join(f"  - {entry}\n" for entry in imports))


def choice(root: Path) -> Choice:
    return Choice(root, None, None, TODAY)


def run(root: Path, folder: Path | None = None) -> ImportOutcome:
    return import_all(folder, choice(root))


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_all_are_made_at_once_and_again_nothing_changes(root: Path) -> None:
    declare(root, DESK, SITE)
    outcome = run(root)
    assert not outcome.edit.refused
    assert any(line.endswith(": 3 read, 3 counted") for line in outcome.account)
    outcome.edit.write()
    assert sorted(path.name for path in (root / "evidence/desk/bundles").iterdir()) == [
        "status.yml",
        "tau-bench-tries-of-each-task.jsonl",
        "tau-bench.yml",
    ]
    again = run(root)
    assert (again.edit.replacements, len(again.account)) == ((), len(outcome.account))


@pytest.mark.parametrize(
    ("entry", "code", "column"),
    [
        ("{paths: [gone.json], agent: desk}", "import-missing", 14),
        ("{paths: [../x.json], agent: desk}", "path-outside", 14),
        ("{paths: [status.json], agent: dask}", "no-such-name", 5),
        ("{paths: [status.json]}", "import-agent", 5),
        ("{paths: [inputs], agent: desk}", "import-undated", 5),
        ("{paths: [trust.yml], agent: desk}", "import-format", 5),
        ("{paths: [inputs], agent: desk, to: evidence/desk/pacts/x.yml}", "wrong-place", 5),
        (SITE, "import-twice", 5),
    ],
)
def test_one_that_cannot_be_made_stops_all_with_its_place(root: Path, entry: str, code: str, column: int) -> None:
    declare(root, SITE, entry)
    before = files_of(root)
    outcome = run(root)
    (problem,) = outcome.edit.refused
    lines = (root / "trust.yml").read_text().splitlines()
    assert (problem.code, problem.place.file) == (code, "trust.yml")
    assert (problem.place.line, problem.place.column) == (len(lines), column)
    assert problem.remedy
    assert (outcome.edit.replacements, files_of(root)) == ((), before)


def test_every_problem_is_told(root: Path) -> None:
    declare(root, "{paths: [gone.json, /etc/passwd], agent: desk}", "{paths: [status.json], agent: dask}")
    codes = [problem.code for problem in run(root).edit.refused]
    assert codes == ["import-missing", "path-absolute", "no-such-name"]


def test_files_lie_in_a_folder_that_the_command_names(root: Path, tmp_path: Path) -> None:
    declare(root, SITE)
    (tmp_path / "ci").mkdir()
    (root / "status.json").rename(tmp_path / "ci/status.json")
    assert [problem.code for problem in run(root).edit.refused] == ["import-missing"]
    assert run(root, tmp_path / "ci").edit.refused == ()


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    declare(root, SITE)
    (root / "status.json").rename(tmp_path / "elsewhere.json")
    (root / "status.json").symlink_to(tmp_path / "elsewhere.json")
    assert [problem.code for problem in run(root).edit.refused] == ["path-link"]


def test_without_imports_there_is_nothing_to_repeat(root: Path) -> None:
    with pytest.raises(TrustpagesError, match="declares no imports"):
        run(root)


def test_check_says_which_import_is_of_another_file(root: Path) -> None:
    declare(root, DESK)
    run(root).edit.write()
    before = fingerprint_inputs(root, choice(root))
    assert "import-changed" not in check(choice(root), "text").text
    write_runs(root / "inputs/runs.json", 1, 1, 1)
    assert fingerprint_inputs(root, choice(root)) != before
    text = check(choice(root), "text").text
    assert "[import-changed] 'runs.json' is not the file of that name" in text
    (root / "inputs/runs.json").unlink()
    assert "import-changed" not in check(choice(root), "text").text


def test_check_looks_at_pacts_too(root: Path) -> None:
    declare(root, "{paths: [slo.yaml], agent: desk}")
    slo = "name: coder\nindicators:\n  - type: TaskSuccessRate\n    target: 0.9\n    window: 24h\n"
    (root / "slo.yaml").write_text(slo)
    run(root).edit.write()
    assert "import-changed" not in check(choice(root), "text").text
    (root / "slo.yaml").write_text(slo.replace("0.9", "0.8"))
    assert "evidence/desk/pacts/coder.yml was made of" in check(choice(root), "text").text


def test_a_leaderboard_is_repeated_without_an_agent_and_its_earlier_states_are_no_change(root: Path) -> None:
    declare(root, "{paths: [board.json], benchmark: swe}")
    entry = {"name": "a", "folder": "20250928_a", "resolved": 50.0, "date": "2025-09-28"}
    states = []
    for resolved, day in ((50.0, "2025-09-28"), (60.0, "2025-10-28")):
        results = [entry | {"resolved": resolved, "date": day}]
        states.append(json.dumps({"leaderboards": [{"name": "Verified", "results": results}]}))
        (root / "board.json").write_text(states[-1])
        assert "import-changed" in check(choice(root), "text").text or len(states) == 1
        outcome = run(root)
        assert outcome.edit.refused == ()
        outcome.edit.write()
        assert run(root).edit.replacements == ()
    for state in states:
        (root / "board.json").write_text(state)
        assert "import-changed" not in check(choice(root), "text").text


def test_several_boards_stand_in_the_document_of_one_benchmark(root: Path) -> None:
    for name in ("Verified", "Lite"):
        results = [{"name": "a", "folder": "20250928_a", "resolved": 50.0, "date": "2025-09-28"}]
        (root / f"{name}.json").write_text(json.dumps({"leaderboards": [{"name": name, "results": results}]}))
    declare(root, "{paths: [Verified.json], benchmark: swe}", "{paths: [Lite.json], benchmark: swe}")
    outcome = run(root)
    assert outcome.edit.refused == ()
    outcome.edit.write()
    text = (root / "evidence/benchmarks/swe.yml").read_text()
    assert ("swe-bench-verified-2025-09-28" in text, "swe-bench-lite-2025-09-28" in text) == (True, True)
    assert run(root).edit.replacements == ()


def test_a_path_that_leads_out_is_an_error_of_the_workspace(root: Path) -> None:
    declare(root, "{paths: [status.json, ../x], agent: desk}")
    outcome = check(choice(root), "text")
    assert (outcome.exit_code, "[path-outside]" in outcome.text) == (3, True)


def test_what_others_may_not_see_of_a_workspace_does_not_hang_on_its_imports(root: Path) -> None:
    before = read(choice(root), Audience.PUBLIC).intake
    declare(root, "{paths: [status.json], agent: hidden}")
    after = read(choice(root), Audience.PUBLIC).intake
    assert before.workspace is not None
    assert after.workspace is not None
    assert (after.workspace.inputs_digest, after.problems) == (before.workspace.inputs_digest, before.problems)
    assert [problem.code for problem in read(choice(root), Audience.INTERNAL).intake.problems] == ["unknown-agent"]


MAPPED = "{paths: [rows.jsonl], mapping: maps/rows.yml, agent: desk, collected: {from: 2026-01-01, to: 2026-01-31}}"


def write_mapped(root: Path, folder: Path) -> None:
    (root / "maps").mkdir()
    (root / "maps/rows.yml").write_text("setting: staging\nrun: id\nsuccess: {column: ok, equals: true}\n")
    folder.mkdir(exist_ok=True)
    (folder / "rows.jsonl").write_text('{"id": "a", "ok": true}\n{"id": "b", "ok": false}\n')


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_mapping_lies_in_the_workspace_wherever_the_rows_do(root: Path, elsewhere: bool) -> None:
    folder = root.parent / "ci" if elsewhere else root
    write_mapped(root, folder)
    declare(root, MAPPED)
    outcome = run(root, folder if elsewhere else None)
    assert outcome.account[1:2] == ("rows: 2 read, 2 counted",)
    outcome.edit.write()
    bundle = (root / "evidence/desk/bundles/mapped-rows.yml").read_text()
    assert ("path: rows.yml" in bundle, "path: rows.jsonl" in bundle) == (True, True)
    assert "trials:" not in bundle, "names of runs are no tasks"


def test_another_mapping_is_another_input(root: Path) -> None:
    write_mapped(root, root)
    declare(root, MAPPED)
    run(root).edit.write()
    before = fingerprint_inputs(root, choice(root))
    assert "import-changed" not in check(choice(root), "text").text
    (root / "maps/rows.yml").write_text("setting: staging\nrun: id\nsuccess: {column: ok, equals: false}\n")
    assert "[import-changed] 'rows.yml' is not the file of that name" in check(choice(root), "text").text
    assert fingerprint_inputs(root, choice(root)) != before


@pytest.mark.parametrize(
    ("mapping", "code"), [("gone.yml", "import-missing"), ("../x.yml", "path-outside"), ("status.json", "unknown-key")]
)
def test_a_mapping_that_is_none_is_told_at_its_place(root: Path, mapping: str, code: str) -> None:
    declare(root, MAPPED.replace("maps/rows.yml", mapping).replace("rows.jsonl", "status.json"))
    (problem,) = run(root).edit.refused
    assert (problem.code, problem.place.file) == (code, "trust.yml")
