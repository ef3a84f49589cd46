"""SWE-bench's boards: entries of one name apart, stated shares beside their instances, flags in all their forms."""

from __future__ import annotations

import json

import pytest

from support.importing import DATA, read_files, read_shared, read_spoiled
from trustpages.intake.importers.leaderboards.entrants import make_item
from trustpages.intake.importers.leaderboards.swebench_site import SWEBENCH_SITE

FOLDER = "benchmarks/swebench_site"


def an_entry(name: str, resolved: float | None, folder: str, **keys: object) -> dict[str, object]:
    return {"name": name, "folder": folder, "resolved": resolved, "date": "2025-09-28", **keys}


def a_site(*entries: dict[str, object], name: str = "Verified") -> dict[str, object]:
    return {"leaderboards": [{"name": name, "results": list(entries)}]}


INSTANCES = {"a__a-1": {"resolved": True, "cost": 0.5, "api_calls": 4}, "a__a-2": {"resolved": False, "cost": 0.1}}


def test_entries_of_one_name_are_told_apart_by_their_folders() -> None:
    (board,) = read_files(
        SWEBENCH_SITE, {"b.json": a_site(an_entry("Warp", 71.0, "20250624_warp"), an_entry("Warp", 75.6, "x"))}
    ).boards
    assert [entrant.label for entrant in board.entrants] == ["Warp (20250624_warp)", "Warp (x)"]
    assert (board.name, board.benchmark, str(board.day)) == ("swe-bench-verified", "SWE-bench Verified", "2025-09-28")


@pytest.mark.parametrize(
    ("keys", "flag"),
    [
        ({"checked": True, "logs": "s3"}, ""),
        ({"verified": True, "trajs": True}, ""),
        ({"verified": False, "logs": True}, "not checked by the maintainers"),
        ({"checked": "false (See README.md)", "logs": "s3"}, "not checked by the maintainers"),
        ({"checked": True, "logs": "s3", "tags": ["System: Attempts - 2+"]}, "several attempts"),
        ({"checked": True, "logs": "s3", "warning": True}, "flagged by the maintainers: a warning"),
        ({"checked": True, "logs": False, "trajs": None}, "without logs or trajectories"),
    ],
)
def test_flags_of_all_versions_of_the_site_are_told(keys: dict[str, object], flag: str) -> None:
    (board,) = read_files(SWEBENCH_SITE, {"b.json": a_site(an_entry("A", 10.0, "f", **keys))}).boards
    assert board.entrants[0].note == flag


def test_a_share_is_held_against_its_instances() -> None:
    entry = an_entry("A", 52.8, "f", per_instance_details=INSTANCES, checked=True, logs="s3")
    (board,) = read_files(SWEBENCH_SITE, {"b.json": a_site(entry)}).boards
    (entrant,) = board.entrants
    assert entrant.note == "its own instances come to 50.0%: 1 of 2"
    assert [(figure.value, figure.recomputed, figure.recomputed_n) for figure in entrant.headlines] == [(0.528, 0.5, 2)]
    item = make_item(board, entrant)
    assert (item.kind, len(item.records), item.records[0].values) == ("runs", 2, {"cost_usd": 0.5, "calls": 4.0})
    assert {doubt.kind for doubt in item.doubts if doubt.is_grave} == {"instances-differ"}


def test_an_entry_without_instances_is_its_score_and_one_without_score_is_unknown() -> None:
    (board,) = read_files(
        SWEBENCH_SITE, {"b.json": a_site(an_entry("A", 52.8, "f"), an_entry("B", None, "g"), an_entry("C", 120.0, "h"))}
    ).boards
    item = make_item(board, board.entrants[0])
    assert (item.kind, item.keys) == ("benchmark_result", {"score": 0.528, "reported": "52.8%"})
    assert [entrant.unknown for entrant in board.entrants] == ["", "no-score", "no-score"]


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(SWEBENCH_SITE, {"b.json": a_site(an_entry("A", 1.0, "f", per_instance_details=INSTANCES))})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@pytest.mark.parametrize(
    "path",
    [
        "leaderboards_2025-11-19.json",
        "history/leaderboards_2025-05-07.json",
        "history/leaderboards_2025-07-31.json",
        "history/leaderboards_2025-10-31.json",
    ],
)
def test_every_entry_of_the_real_boards_is_there(path: str) -> None:
    site = json.loads((DATA / FOLDER / path).read_text())["leaderboards"]
    boards = read_shared(SWEBENCH_SITE, f"{FOLDER}/{path}").boards
    assert [len(board.entrants) for board in boards] == [len(board["results"]) for board in site]
    for board, raw in zip(boards, site, strict=True):
        assert len({entrant.label for entrant in board.entrants}) == len(board.entrants)
        assert [entrant.score for entrant in board.entrants] == pytest.approx(
            [entry["resolved"] / 100 for entry in raw["results"]]
        )
        for entrant, entry in zip(board.entrants, raw["results"], strict=True):
            outcomes = [instance["resolved"] for instance in entry.get("per_instance_details", {}).values()]
            assert sum(record.good is True for record in entrant.records) == sum(outcomes)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_the_entry_whose_instances_are_another_run_is_found() -> None:
    boards = read_shared(SWEBENCH_SITE, f"{FOLDER}/leaderboards_2025-11-19.json").boards
    differing = {
        entrant.version
        for board in boards
        for entrant in board.entrants
        if entrant.note.startswith("its own instances")
    }
    assert differing == {
        "20250720_mini-v0.0.0-claude-3-7-sonnet-20250219",  # 52.8 % stated, 51 of 500 there
        "20250726_mini-v1.0.0_claude-sonnet-4-20250514",  # 64.93 % is no whole number of 500
    }
