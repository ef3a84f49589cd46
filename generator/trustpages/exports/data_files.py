"""The data of an agent as JSON, CSV and Parquet: one table, whose rows and files carry their limits."""

from __future__ import annotations

import math
from decimal import Decimal

from trustpages.exports.csv import to_csv
from trustpages.exports.parquet import to_parquet
from trustpages.model.artifact import Artifact
from trustpages.model.pages.exported import Limits
from trustpages.model.pages.page import Cell, DataTable
from trustpages.model.results.records.json_values import Json, encode_json

FORMAT = "trustpages.data/1"


def write_data_files(table: DataTable, limits: Limits) -> tuple[Artifact, ...]:
    """The three files of the table, `limits` at the head of JSON and in the metadata of Parquet.

    A limit without end is `infinite` in CSV, infinity in Parquet, and null with `unbounded` in JSON.
    """
    rows = [dict(zip(table.columns, map(_to_json, row), strict=True)) for row in table.rows]
    told: dict[str, Json] = {"format": FORMAT, "limits": dict(limits), "columns": list(table.columns)}
    sheet = [[_to_cell(cell) for cell in row] for row in table.rows]
    typed = [[_to_value(cell) for cell in row] for row in table.rows]
    about = {"format": FORMAT, **dict(limits)}
    return (
        Artifact(f"{table.path}.json", encode_json(told | {"rows": [*rows]})),
        Artifact(f"{table.path}.csv", to_csv(table.columns, sheet)),
        Artifact(f"{table.path}.parquet", to_parquet(table.columns, typed, frozenset(table.numeric), about)),
    )


def _to_value(cell: Cell) -> str | float | None:
    return cell if cell is None or isinstance(cell, str) else float(cell)


def _to_json(cell: Cell) -> Json:
    if isinstance(cell, Decimal):
        return float(cell)
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _to_cell(cell: Cell) -> Cell:
    return "infinite" if isinstance(cell, float) and math.isinf(cell) else cell
