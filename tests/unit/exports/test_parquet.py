"""Parquet as other programs read it."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import pytest

from trustpages.exports.parquet import Value, to_parquet


@pytest.mark.parametrize("count", [0, 1, 3, 200])
def test_others_read_what_was_written(count: int, tmp_path: Path) -> None:
    rows: list[tuple[Value, Value]] = [
        (None if number % 3 == 0 else f"é{number}", None if number % 7 == 1 else number / 3) for number in range(count)
    ]
    path = tmp_path / "table.parquet"
    path.write_bytes(to_parquet(("text", "number"), rows, frozenset({"number"}), {"limits": "few"}))
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(path))
        assert [str(kind) for kind in table.types] == ["VARCHAR", "DOUBLE"]
        assert table.fetchall() == rows


def test_what_has_no_end_is_infinite_and_many_columns_are_kept(tmp_path: Path) -> None:
    names = tuple(f"c{number}" for number in range(20))
    path = tmp_path / "table.parquet"
    path.write_bytes(to_parquet(names, [(math.inf,) * 20], frozenset(names), {}))
    with duckdb.connect() as connection:
        assert connection.read_parquet(str(path)).fetchall() == [(math.inf,) * 20]


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="width"):
        to_parquet(("a",), [("b", "c")], frozenset(), {})
