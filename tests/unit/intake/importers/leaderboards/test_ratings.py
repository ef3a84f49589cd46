"""Ratings and points: LMArena in both of its forms, CodeClash."""

from __future__ import annotations

import json

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled
from trustpages.intake.importers.leaderboards.codeclash import CODECLASH
from trustpages.intake.importers.leaderboards.entrants import make_item
from trustpages.intake.importers.leaderboards.lmarena import LMARENA

CATALOG = {
    "full": {
        "b": {"rating": 1400.5, "rating_q975": 1410.0, "rating_q025": 1390.0},
        "a": {"rating": 1500.0, "rating_q975": 1490.0, "rating_q025": 1480.0},
    }
}


def test_ratings_keep_their_limits_where_those_hold_them() -> None:
    (board,) = read_files(LMARENA, {"leaderboard-text_2025-12-11.json": CATALOG}).boards
    assert [(entrant.name, entrant.low, entrant.high) for entrant in board.entrants] == [
        ("a", None, None),
        ("b", 1390.0, 1410.0),
    ]
    assert (board.title, board.unit, str(board.day)) == ("LMArena text full", "rating points", "2025-12-11")
    item = make_item(board, board.entrants[1])
    assert (item.kind, item.keys["value"], item.keys["level"]) == ("published_score", 1400.5, 0.95)
    assert kinds(item) == {"votes-not-counted"}
    assert [doubt.kind for doubt in board.doubts] == ["no-limits"]


def test_the_table_prints_limits_as_distances() -> None:
    table = 'Rank* (UB),Model,Arena Score,95% CI,Votes\n1,a,1300,+5/-6,"12,345"\n'
    (board,) = read_files(LMARENA, {"leaderboard_table_20250101.csv": table}).boards
    (entrant,) = board.entrants
    assert (entrant.score, entrant.low, entrant.high, entrant.n_tasks) == (1300, 1294, 1305, 12345)
    assert str(board.day) == "2025-01-01"


def test_points_of_an_arena() -> None:
    arena = {"board": [{"rank": 1, "model": "o3", "elo": 1577, "elo_std": 60}], "last_updated": "2025-11-03T16:58:27Z"}
    (board,) = read_files(CODECLASH, {"leaderboards.json": {"halite": arena}}).boards
    item = make_item(board, board.entrants[0])
    assert item.keys == {"score": "elo", "value": 1577.0, "unit": "Elo points"}
    assert str(item.last) == "2025-11-03"


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(LMARENA, {"leaderboard.json": CATALOG})
    read_spoiled(CODECLASH, {"l.json": {"halite": {"board": [{"rank": 1, "model": "a", "elo": 1, "elo_std": 2}]}}})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_every_rating_of_the_real_catalog_is_there() -> None:
    path = "real_usage/lmarena/leaderboard-text_2025-12-11.json"
    raw = json.loads((DATA / path).read_text())
    boards = read_shared(LMARENA, path).boards
    assert [len(board.entrants) for board in boards] == [len(ratings) for ratings in raw.values()]
    for board, ratings in zip(boards, raw.values(), strict=True):
        assert {entrant.name: entrant.score for entrant in board.entrants} == {
            name: rating["rating"] for name, rating in ratings.items()
        }
        assert all(entrant.low is not None for entrant in board.entrants)
