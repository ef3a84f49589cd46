"""Whole leaderboards into a workspace: versions kept, hand-written parts kept; one entry as an agent's evidence."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.workspaces.bare import write_bare
from trustpages.intake import yaml
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.importing.order import ImportOrder
from trustpages.workflow.importing.steps import ImportOutcome, import_files
from trustpages.workflow.run import Choice

Entry = dict[str, Any]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bare(tmp_path / "workspace") or tmp_path / "workspace"


def write_site(root: Path, *entries: Entry, name: str = "Verified", file: str = "site.json", **boards: Any) -> Path:
    listed = {name: list(entries), **boards}
    path = root.parent / file
    site = {"leaderboards": [{"name": called, "results": results} for called, results in listed.items()]}
    path.write_text(json.dumps(site))
    return path


def an_entry(name: str, resolved: float | None, day: str = "2025-09-28", **keys: Any) -> Entry:
    return {"name": name, "folder": f"{day}_{name}", "resolved": resolved, "date": day, "logs": "s3", **keys}


def run_import(root: Path, path: Path, **changes: Any) -> ImportOutcome:
    order: dict[str, Any] = {"paths": (path,), "benchmark": "swe", **changes}
    return import_files(ImportOrder(**order), Choice(root, date(2026, 2, 1), None, date(2026, 2, 1)))


def write_import(root: Path, path: Path, **changes: Any) -> ImportOutcome:
    outcome = run_import(root, path, **changes)
    assert outcome.edit.refused == ()
    outcome.edit.write()
    return outcome


def document(root: Path) -> Any:
    located, _ = yaml.load((root / "evidence/benchmarks/swe.yml").read_bytes(), "x.yml")
    assert located is not None
    return located.value


def rows(root: Path, name: str) -> list[Any]:
    return [json.loads(line) for line in (root / "evidence/benchmarks" / name).read_text().splitlines()]


def test_a_whole_board_becomes_a_file_and_a_comparison_of_its_day(root: Path) -> None:
    path = write_site(root, an_entry("A", 70.2, "2025-09-01", checked=False), an_entry("B", 64.0), an_entry("C", None))
    outcome = write_import(root, path)
    found = document(root)
    (board,) = found["comparisons"]
    assert (found["id"], found["name"], board["id"]) == ("swe", "SWE-bench Verified", "swe-bench-verified-2025-09-28")
    assert (board["entrants"], board["imported"]["read"], board["imported"]["counted"]) == (3, 3, 2)
    assert board["imported"]["unknown"] == {"no-score": 1}
    first, second = rows(root, board["board"]["file"])
    assert (first["agent"], first["score"], first["date"]) == ("A", 0.702, "2025-09-01")
    assert (first["note"], second["note"]) == ("not checked by the maintainers", None)
    assert outcome.account[1] == "swe-bench-verified-2025-09-28: 3 read, 2 counted, 1 unknown (no-score)"
    read = outcome.edit.after.workspace
    assert read is not None
    assert [row.agent for row in read.benchmarks[0].boards[0].rows] == ["A", "B"]


def test_imported_again_nothing_changes(root: Path) -> None:
    path = write_site(root, an_entry("A", 70.2))
    write_import(root, path)
    again = run_import(root, path).edit
    assert (again.diff, again.replacements) == ("", ())


def test_a_newer_state_is_another_comparison_and_the_old_one_stays(root: Path) -> None:
    write_import(root, write_site(root, an_entry("A", 70.2)))
    write_import(root, write_site(root, an_entry("A", 70.2), an_entry("B", 80.0, "2025-11-18"), file="later.json"))
    boards = document(root)["comparisons"]
    assert [board["id"] for board in boards] == ["swe-bench-verified-2025-09-28", "swe-bench-verified-2025-11-18"]
    assert [len(rows(root, board["board"]["file"])) for board in boards] == [1, 2]


def test_another_state_of_the_same_day_stands_beside_the_first_under_its_digest(root: Path) -> None:
    first, other = write_site(root, an_entry("A", 70.2)), write_site(root, an_entry("A", 71.0), file="other.json")
    write_import(root, first)
    write_import(root, other)
    plain, suffixed = document(root)["comparisons"]
    assert suffixed["id"].startswith(f"{plain['id']}-")
    assert [rows(root, board["board"]["file"])[0]["score"] for board in (plain, suffixed)] == [0.702, 0.71]
    assert run_import(root, other).edit.diff == ""
    assert run_import(root, first).edit.diff == ""


def test_the_same_rows_from_another_file_change_nothing_and_are_told(root: Path) -> None:
    write_import(root, write_site(root, an_entry("A", 70.2)))
    again = run_import(root, write_site(root, an_entry("A", 70.2, site="x"), file="other.json")).edit
    assert again.diff == ""
    assert "has the rows of swe-bench-verified-2025-09-28 already" in again.notes[0]


def test_a_document_keeps_its_facts_comments_and_what_is_written_by_hand(root: Path) -> None:
    path = root / "evidence/benchmarks/swe.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# by hand\nkind: benchmark\nschema: trustpages/1\nid: swe\nname: My name   # mine\nn_tasks: 499\n")
    details = {"a__a-1": {"resolved": True}, "a__a-2": {"resolved": False}}
    site = write_site(root, an_entry("A", 50.0, per_instance_details=details))
    write_import(root, site)
    text = path.read_text()
    assert "# by hand" in text
    assert "name: My name   # mine\nn_tasks: 499" in text
    path.write_text(text.replace("title: SWE-bench Verified", "title: Mine").replace("    board:", "    board:"))
    assert run_import(root, site).edit.diff == ""
    assert document(root)["comparisons"][0]["title"] == "Mine"


def test_scores_that_their_rows_do_not_show_are_told_at_the_board(root: Path) -> None:
    details = {"a__a-1": {"resolved": True}, "a__a-2": {"resolved": False}}
    write_import(root, write_site(root, an_entry("A", 52.8, per_instance_details=details), an_entry("B", 1.0)))
    account = document(root)["comparisons"][0]["imported"]
    assert [(figure["value"], figure["recomputed"]) for figure in account["stated"]] == [(0.528, 0.5)]
    assert "scores-differ" in [doubt["kind"] for doubt in account["doubts"]]


def test_an_entry_becomes_evidence_of_the_agent_that_it_is_said_to_be(root: Path) -> None:
    path = write_site(root, an_entry("A", 70.2, "2025-09-01"), an_entry("B", 64.0))
    write_import(root, path)
    write_import(root, path, agent="desk", entrant="B")
    located, _ = yaml.load((root / "evidence/desk/bundles/swebench-leaderboard.yml").read_bytes(), "x.yml")
    assert located is not None
    items: Any = located.value
    (item,) = items["items"]
    assert (item["kind"], item["score"], item["benchmark"]) == ("benchmark_result", 0.64, "swe")
    assert (item["collected"], item["imported"]["read"]) == ({"from": "2025-09-28", "to": "2025-09-28"}, 1)


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"agent": "desk"}, "import-entrant", "name it by --entrant"),
        ({"agent": "desk", "entrant": "Agnet A"}, "import-entrant", "did you mean 'Agent A'"),
        ({"agent": "desk", "entrant": "Twin"}, "import-entrant", "Twin (2025-01-01_Twin)"),
        ({"entrant": "Agent A"}, "import-agent", "--agent"),
        ({"benchmark": None}, "import-benchmark", "--benchmark"),
        ({"benchmark": None, "agent": "desk", "entrant": "Agent A"}, "import-benchmark", "--benchmark"),
        ({"benchmark": "../x"}, "wrong-place", "evidence/benchmarks/"),
        ({"items": ("swe-bench-lite",)}, "import-item", "swe-bench-verified"),
    ],
)
def test_nothing_is_guessed(root: Path, changes: dict[str, Any], code: str, says: str) -> None:
    twins = an_entry("Twin", 1.0, "2025-01-01"), an_entry("Twin", 2.0, "2025-02-01")
    path = write_site(root, an_entry("Agent A", 70.2), *twins)
    with pytest.raises(TrustpagesError) as raised:
        run_import(root, path, **changes)
    assert (raised.value.code, says in f"{raised.value} {raised.value.remedy}") == (code, True)


def test_boards_of_several_benchmarks_are_imported_one_at_a_time(root: Path) -> None:
    path = write_site(root, an_entry("A", 1.0), Lite=[an_entry("A", 2.0)])
    with pytest.raises(TrustpagesError) as raised:
        run_import(root, path)
    assert raised.value.code == "import-item"
    write_import(root, path, items=("swe-bench-lite",))
    assert document(root)["name"] == "SWE-bench Lite"


def test_a_board_without_a_day_needs_one(root: Path) -> None:
    path = root.parent / "data_overall.csv"
    path.write_text("Rank,Overall Acc,Model\n1,70.85%,GLM (FC)\n")
    with pytest.raises(TrustpagesError) as raised:
        run_import(root, path)
    assert raised.value.code == "import-undated"
    write_import(root, path, collected=(date(2025, 8, 28), date(2025, 8, 28)))
    assert document(root)["comparisons"][0]["source"]["retrieved"] == "2025-08-28"


def test_an_audit_is_written_into_the_document_beside_what_stands_there(root: Path) -> None:
    audit = root.parent / "swe-bench.yaml"
    item = "  check: A.\n  score: {}\n  reason: B.\n"
    audit.write_text(
        "code: https://github.com/a/b\n" + "".join(f"{n}:\n{item.format(1)}" for n in ("T.1", "T.2", "R.1"))
    )
    write_import(root, audit)
    path = root / "evidence/benchmarks/swe.yml"
    path.write_text(path.read_text().replace("checklist:\n", "checklist:   # looked at\n  date: 2026-01-01\n"))
    assert run_import(root, audit).edit.diff == ""
    audit.write_text(audit.read_text().replace("score: 1", "score: 0", 1))
    write_import(root, audit)
    assert document(root)["checklist"]["task_validity"]["T.1"]["result"] == "not_met"
    assert document(root)["checklist"]["source"]["sha256"] == hashlib.sha256(audit.read_bytes()).hexdigest()
    assert "# looked at\n  date: 2026-01-01\n" in path.read_text()
