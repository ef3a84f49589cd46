"""Why a warehouse is not asked, or gave no answer."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

WAREHOUSE_CODES: Final = (
    Explanation(
        "sql-dialect",
        "No query is written in that dialect",
        "`trustpages evidence sql --dialect` takes the names that its help lists. Bad: `--dialect oracle`. Good: "
        "`--dialect postgres`.",
    ),
    Explanation(
        "sql-name",
        "A name cannot be that of a table or column",
        "Names go into the query in the quotes of its dialect. Characters of control and backslashes stand in no name "
        "of a warehouse. A table has up to three names: `catalog.schema.table`.",
    ),
    Explanation(
        "sql-data",
        "The item does not say what to ask its table",
        "A query needs `table` under `data`, and what counts: `success`, `outcomes` or `event`. Bad: `data: {file: "
        "runs.csv}`. Good: `data: {table: prod.runs, success: {column: settled, equals: yes}}`.",
    ),
    Explanation(
        "missing-extra",
        "A library is not installed",
        "What few need comes with an extra: `pdf` for PDF, `slides` for presentations, `sheets` for workbooks, "
        "`warehouse` for queries and warehouses, whose driver is a package of its own: `ibis-framework[snowflake]`.",
    ),
    Explanation(
        "unknown-connection",
        "There is no connection of that name",
        "`trust.yml` names connections under `connections`, and an item says under `data` by which of them its table "
        "is asked. With one connection alone nobody has to.",
    ),
    Explanation(
        "warehouse-refused",
        "A warehouse gave no answer",
        "Address, user and password come from the environment alone: `TRUSTPAGES_PROD_PASSWORD` is the parameter "
        "`password` of the connection `prod`. What a driver says of its failure may hold a password, so only the name "
        "of the error is told.",
    ),
)
"""Every code about warehouses, in the order of the documentation."""
