"""The OpenHands Index: what one folder lacks and another has is absent, never failed; published scores are told so."""

from __future__ import annotations

import json

import pytest

from support.importing import DATA, read_files, read_shared, read_spoiled, tell
from trustpages.intake.importers.importer import Entrant
from trustpages.intake.importers.leaderboards.entrants import make_item
from trustpages.intake.importers.leaderboards.openhands_index import OPENHANDS_INDEX

FOLDER = "benchmarks/openhands_index"
Files = dict[str, object]


def a_folder(name: str, score: float, instances: dict[str, bool | None], **keys: object) -> Files:
    told = {"benchmark": "gaia", "score": score, "metric": "accuracy", "cost_per_instance": 0.1, **keys}
    metadata = {"agent_name": "OpenHands", "model": name, "directory_name": name, "tool_usage": "standard"}
    return {
        f"results/{name}/scores.json": [told],
        f"results/{name}/metadata.json": metadata,
        f"results/{name}/instance_results/gaia.json": {
            key: {"cost": 0.5, "resolved": resolved} for key, resolved in instances.items()
        },
    }


def read_entrants(*folders: Files) -> dict[str, Entrant]:
    files = {path: content for folder in folders for path, content in folder.items()}
    (board,) = read_files(OPENHANDS_INDEX, files).boards
    return {entrant.name: entrant for entrant in board.entrants}


def test_absent_instances_are_unknown_and_the_score_counts_them_as_failed() -> None:
    found = read_entrants(
        a_folder("a", 75.0, {"1": True, "2": True, "3": True, "4": False}), a_folder("b", 25.0, {"1": True, "2": None})
    )
    absent = found["OpenHands / b"]
    assert [record.unknown for record in absent.records] == ["", "not-decided", "absent", "absent"]
    assert "1 of 1 decided instances are resolved, and 3 more" in absent.note
    assert "the published score counts those as failed" in absent.note
    assert [(figure.value, figure.recomputed) for figure in absent.headlines] == [(0.25, 1.0)]
    assert found["OpenHands / a"].note == ""


def test_a_score_over_a_part_is_told_and_the_whole_is_held_against_the_rows() -> None:
    parts = {"metric": "solveable_accuracy", "component_scores": {"combined_accuracy": 50.0}}
    (entrant,) = read_entrants(a_folder("a", 100.0, {"1": True, "2": False}, **parts)).values()
    assert [(figure.name, figure.value, figure.recomputed) for figure in entrant.headlines] == [
        ("solveable-accuracy", 1.0, None),
        ("combined-accuracy", 0.5, 0.5),
    ]
    assert [doubt.kind for doubt in entrant.doubts] == ["part-of-the-tasks"]


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(OPENHANDS_INDEX, a_folder("a", 50.0, {"1": True}))


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_both_folders_of_the_real_index() -> None:
    boards = read_shared(OPENHANDS_INDEX, FOLDER).boards
    assert {board.benchmark: len(board.entrants) for board in boards} == dict.fromkeys(
        ("commit0", "gaia", "swe-bench", "swe-bench-multimodal", "swt-bench"), 4
    )
    gaia = next(board for board in boards if board.benchmark == "gaia")
    nano = next(entrant for entrant in gaia.entrants if "Nemotron" in entrant.name)
    assert tell(make_item(gaia, nano)) == {"good": 14, "bad": 86, "absent": 65}
    for board in boards:
        for entrant in board.entrants:
            folder = "alternative_agents/acp-claude" if entrant.harness == "Claude Code" else "results"
            path = f"{folder}/{entrant.name.partition(' / ')[2]}/instance_results/{board.benchmark}.json"
            raw = json.loads((DATA / FOLDER / path).read_text())
            present = [record for record in entrant.records if record.unknown != "absent"]
            assert [record.good for record in present] == [raw[name]["resolved"] for name in sorted(raw)]
