"""BFCL's tables: percentages, absent cells, and an overall score that each version composes in its own way."""

from __future__ import annotations

import csv

import pytest

from support.importing import DATA, read_files, read_shared
from trustpages.intake.importers.leaderboards.bfcl import BFCL
from trustpages.intake.importers.leaderboards.entrants import make_item

LATER = (
    "Rank,Overall Acc,Model,Total Cost ($),Non-Live AST Acc,Live Acc,Multi Turn Acc,Web Search Acc,Memory Acc,"
    "Irrelevance Detection,Organization\n"
    "1,70.85%,GLM-4.5 (FC),2.9,86.60%,81.72%,65.62%,79.00%,50.75%,83.79%,Zhipu AI\n"
    "2,14.37%,Grok (Prompt),N/A,N/A,1.00%,0.00%,N/A,0.00%,N/A,xAI\n"
)
EARLIER = {
    "b/data_overall.csv": "Rank,Overall Acc,Model,Live Acc\n1,78.45%,X (FC),72.95%\n",
    "b/data_live.csv": "Rank,Model,Live Overall Acc\n1,X (FC),76.00%\n",
    "b/data_non_live.csv": "Rank,Model,Non_Live Overall Acc\n1,X (FC),84.36%\n",
    "b/data_multi_turn.csv": "Rank,Model,Multi Turn Overall Acc,Base\n1,X (FC),75.00%,77.50%\n",
}


def test_the_later_version_weighs_agentic_tasks() -> None:
    (board,) = read_files(BFCL, {"data_overall.csv": LATER}).boards
    first, second = board.entrants
    assert (first.score, first.harness, first.rank) == (0.7085, "native function calling", 1)
    assert first.headlines[0].recomputed == pytest.approx(0.70847)
    assert second.headlines == ()
    assert second.note == "without a value for Non-Live AST Acc, Web Search Acc, Irrelevance Detection"
    assert first.values["cost_usd"] == 2.9
    assert "cost_usd" not in second.values
    assert make_item(board, first).keys["average"] == "categories"


def test_the_earlier_version_is_the_mean_of_the_tables_beside() -> None:
    boards = {board.name: board for board in read_files(BFCL, EARLIER).boards}
    assert set(boards) == {"bfcl-overall", "bfcl-live", "bfcl-non-live", "bfcl-multi-turn"}
    assert boards["bfcl-overall"].entrants[0].headlines[0].recomputed == pytest.approx((0.76 + 0.8436 + 0.75) / 3)
    alone = read_files(BFCL, {"b/data_overall.csv": EARLIER["b/data_overall.csv"]}).boards[0]
    assert alone.entrants[0].headlines == ()


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@pytest.mark.parametrize(("version", "tables"), [("2025-04-25", 4), ("2025-08-28", 1)])
def test_real_scores_follow_from_their_parts(version: str, tables: int) -> None:
    boards = read_shared(BFCL, f"benchmarks/bfcl/{version}").boards
    assert len(boards) == tables
    overall = next(board for board in boards if board.name == "bfcl-overall")
    with (DATA / f"benchmarks/bfcl/{version}/data_overall.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [(entrant.name, entrant.reported) for entrant in overall.entrants] == [
        (row["Model"], row["Overall Acc"]) for row in rows
    ]
    for entrant in overall.entrants:
        (figure,) = entrant.headlines
        assert figure.recomputed == pytest.approx(figure.value, abs=2e-4)
