"""Leaderboards on the page of their benchmark: the newest first, the best entries, columns that say something."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from support.builders import Values, a_benchmark
from trustpages.compose.sections.benchmark_boards import MOST_SHOWN, show_boards
from trustpages.model.pages.blocks import Section, Table, Text


def a_board(day: str | None, *rows: Values, **changes: Any) -> Values:
    return {
        "id": f"board-{day or 'undated'}",
        "title": "Board",
        "rows": list(rows),
        **({"date": day} if day else {}),
        **changes,
    }


def tables(section: Section) -> list[Table]:
    inner = (block.blocks if isinstance(block, Section) else (block,) for block in section.blocks)
    return [block for blocks in inner for block in blocks if isinstance(block, Table)]


A: Values = {"agent": "A", "score": 0.5, "n_tasks": 100}
B: Values = {"agent": "B", "score": 0.75, "note": "not checked by the maintainers"}


def test_the_newest_state_stands_first_and_the_others_are_folded() -> None:
    later = a_board("2026-05-01", {**A, "score": 0.25}), a_board(None, A)
    section = show_boards(a_benchmark(comparisons=[a_board("2025-05-01", A), *later]))
    days = [table.id.removeprefix("board-board-") for table in tables(section)]
    assert days == ["2026-05-01", "2025-05-01", "undated"]
    assert [block.title for block in section.blocks if isinstance(block, Section)] == ["Earlier states: 2"]


def test_boards_of_other_titles_are_no_earlier_states() -> None:
    boards = [a_board("2026-05-01", A), a_board("2025-05-01", A, title="Part")]
    section = show_boards(a_benchmark(comparisons=boards))
    assert [block.title for block in section.blocks if isinstance(block, Section)] == ["Further leaderboards: 1"]


def test_entries_stand_by_score_with_the_columns_that_say_something() -> None:
    (table,) = tables(show_boards(a_benchmark(comparisons=[a_board("2026-05-01", A, B)])))
    assert table.columns == ("Entry", "Score", "Rests on", "Note")
    assert [row.cells[0] for row in table.rows] == ["B", "A"]
    assert table.rows[0].cells[3] == "Not checked by the maintainers."


def test_versions_tell_entries_of_one_name_apart_and_scores_keep_their_unit() -> None:
    rows = ({"agent": "A", "version": version, "score": 1400.5, "low": 1390, "high": 1410} for version in ("1", "2"))
    board = a_board("2026-05-01", *rows, {"agent": "B", "version": "3", "score": 9.0}, score_unit="points")
    (table,) = tables(show_boards(a_benchmark(comparisons=[board])))
    assert [row.cells[0] for row in table.rows] == ["A (1)", "A (2)", "B"]
    assert table.columns == ("Entry", "Score, points", "Printed limits")
    assert table.rows[0].cells[2] == "1,390 to 1,410"


def test_of_a_long_board_the_best_are_shown_and_the_others_counted() -> None:
    rows = ({"agent": f"A{number}", "score": number / 100} for number in range(MOST_SHOWN + 2))
    section = show_boards(a_benchmark(comparisons=[a_board("2026-05-01", *rows)]))
    assert len(tables(section)[0].rows) == MOST_SHOWN
    assert [block.words for block in section.blocks if isinstance(block, Text)] == ["2 more entries in the evidence."]


@pytest.mark.parametrize(
    ("comparisons", "written", "names"),
    [
        ([a_board("2026-05-01", A, B)], [], ["A", "B"]),
        ([a_board("2026-05-01", A), a_board("2025-05-01", B)], [], ["A"]),
        ([a_board("2026-05-01", A), a_board("2026-05-01", B, id="part", title="Part")], [], []),
        ([a_board("2026-05-01", A, score_unit="points")], [], []),
        ([a_board("2026-05-01", A)], [{"name": "C", "k": 1, "n": 2}], ["C"]),
    ],
)
def test_the_newest_state_of_the_only_board_is_the_leaderboard_unless_one_is_written(
    comparisons: list[Values], written: list[Values], names: list[str]
) -> None:
    benchmark = a_benchmark(comparisons=comparisons, leaderboard=written)
    assert [entry.name for entry in benchmark.entries] == names
    assert all(entry.n is not None for entry in benchmark.entries)


def test_outcomes_need_a_workflow() -> None:
    with pytest.raises(ValidationError, match="`workflow` does not say where"):
        a_benchmark(comparisons=[a_board("2026-05-01", {**A, "successes": 1, "runs": 2})])
