"""What drivers return in forms of their own becomes rows of text; who asks is read from the environment alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from trustpages.intake.data.warehouse import asking
from trustpages.intake.data.warehouse.connections import DIALECT_OF, prefix_of
from trustpages.intake.data.warehouse.dialects import DIALECTS
from trustpages.model.documents.trust import Connection
from trustpages.workflow.importing.warehouse import write_answer

ROW = ("success", None, date(2026, 6, 1), Decimal("27"), 3)
CELLS = ["success", None, "2026-06-01", "27", "3"]
NAMES = ["outcome", "stratum", "first", "k", "n"]


class Row(tuple[Any, ...]):
    """A row of BigQuery."""

    def values(self) -> tuple[Any, ...]:
        return tuple(self)


@dataclass
class Pages:
    """An answer of BigQuery."""

    schema: list[SimpleNamespace]

    def __iter__(self) -> Iterator[Row]:
        return iter([Row(ROW), Row(ROW)])


ANSWERS = {
    "spark": SimpleNamespace(columns=NAMES, toLocalIterator=lambda: iter([ROW, ROW])),
    "db-api": SimpleNamespace(description=[(name, None) for name in NAMES], fetchall=lambda: [ROW, ROW]),
    "clickhouse": SimpleNamespace(column_names=NAMES, result_rows=[ROW, ROW]),
    "bigquery": Pages([SimpleNamespace(name=name) for name in NAMES]),
}


@pytest.mark.parametrize("driver", ANSWERS)
def test_each_form_of_an_answer_is_read(driver: str) -> None:
    assert asking.fetch(ANSWERS[driver], 10) == (NAMES, [CELLS, CELLS])
    assert asking.fetch(ANSWERS[driver], 1) == (NAMES, [CELLS])


def test_duckdb_is_read_as_it_is() -> None:
    found = duckdb.connect(":memory:").execute(
        "SELECT 'a' AS outcome, NULL AS stratum, DATE '2026-06-01' AS first, 3 AS k"
    )
    assert asking.fetch(found, 10) == (["outcome", "stratum", "first", "k"], [["a", None, "2026-06-01", "3"]])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, None),
        (float("nan"), None),
        (3, "3"),
        (3.0, "3"),
        (10**17, "100000000000000000"),
        (2.5, "2.5"),
        ("a", "a"),
    ],
)
def test_cells_are_written_alike(cell: object, text: str | None) -> None:
    assert asking.write_cell(cell) == text
    assert asking.write_cell(datetime(2026, 6, 1, tzinfo=UTC)) == "2026-06-01"


def test_the_environment_says_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    fake = SimpleNamespace(postgres=SimpleNamespace(connect=lambda **said: given.update(said)))
    monkeypatch.setitem(sys.modules, "ibis", fake)
    environment = {"TRUSTPAGES_MY_LAKE_USER": "u", "TRUSTPAGES_MY_LAKE_PORT": "5432", "TRUSTPAGES_PROD_USER": "v"}
    asking.connect("postgres", prefix_of("my-lake"), environment)
    assert given == {"user": "u", "port": 5432}


def test_statements_of_bigquery_are_sent_together() -> None:
    sent: list[str] = []

    def run(statement: str) -> object:
        sent.append(statement)
        return ANSWERS["db-api"]

    connection = SimpleNamespace(raw_sql=run)
    fake = SimpleNamespace(**{name: SimpleNamespace(connect=lambda: connection) for name in ("bigquery", "trino")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "ibis", fake)
        for backend in ("bigquery", "trino"):
            order = {"backend": backend, "prefix": "X_", "statements": ["SET a", "SELECT b"], "most": 5}
            assert asking.answer(order, {}) == {"columns": NAMES, "rows": [CELLS, CELLS]}
    assert sent == ["SET a;\nSELECT b", "SET a", "SELECT b"]


def test_every_backend_has_a_dialect() -> None:
    assert set(DIALECT_OF.values()) <= set(DIALECTS)
    for backend in DIALECT_OF:
        assert Connection.model_validate({"backend": backend}).backend == backend


def test_an_answer_is_written_in_an_order_that_no_warehouse_decides() -> None:
    rows = (("3", "b", "1"), ("3", "a", "2"))
    written = write_answer((("K", "OUTCOME", "N"), rows))
    assert written == write_answer((("OUTCOME", "N", "K"), (("a", "2", "3"), ("b", "1", "3"))))
    assert written == b"outcome,k,n\na,3,2\nb,3,1\n"
