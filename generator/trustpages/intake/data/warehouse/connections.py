"""Asks a warehouse: who one is comes from the environment alone, and nothing that a driver says is repeated.

A driver may put an address with a password into its messages, its log or its output. So it works in a process of its
own, whose streams lead nowhere; what comes back are rows, or the name of an error.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Final, TypeAlias

from trustpages.intake.data.aggregates.reading import MOST_ROWS
from trustpages.intake.data.warehouse.contract_query import ContractQuery
from trustpages.intake.messages.quoting import quote
from trustpages.model.problem import TrustpagesError
from trustpages.system.extras import refuse_missing

DIALECT_OF: Final[Mapping[str, str]] = {
    "bigquery": "bigquery",
    "clickhouse": "clickhouse",
    "databricks": "databricks",
    "duckdb": "duckdb",
    "postgres": "postgres",
    "pyspark": "spark",
    "snowflake": "snowflake",
    "trino": "trino",
}
"""The backends of ibis that can be asked, and the dialect of each."""

SECONDS: Final = 3_600
"""For how long a warehouse may think."""

Answer: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]
"""Names of columns, and rows of cells as text."""

_ERROR = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,100}", re.ASCII)


def prefix_of(connection: str) -> str:
    """What the variables of a connection begin with; the rest is a parameter of ibis, as in `…_PASSWORD`."""
    return f"TRUSTPAGES_{re.sub(r'[^a-z0-9]', '_', connection).upper()}_"


def ask(connection: str, backend: str, query: ContractQuery, environment: Mapping[str, str]) -> Answer:
    """What the warehouse answers. Raises TrustpagesError `missing-extra` and `warehouse-refused`."""
    refuse_missing("ibis", "warehouse")
    order = {
        "backend": backend,
        "prefix": prefix_of(connection),
        "statements": [statement for statement in (query.prelude, query.sql) if statement],
        "most": MOST_ROWS + 1,
    }
    program = [sys.executable, "-P", "-m", "trustpages.intake.data.warehouse.asking"]
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(  # noqa: S603  # this program itself
            program,
            input=json.dumps(order).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "PYTHONPATH": path},
            timeout=SECONDS,
            check=False,
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise _refuse(connection, f"no answer within {SECONDS // 60} minutes") from None
    except ValueError:
        raise _refuse(connection, "its driver ended without an answer") from None
    if "error" in found:
        name = str(found["error"])
        raise _refuse(connection, name if _ERROR.fullmatch(name) else "an error without a name")
    rows = tuple(tuple(row) for row in found["rows"])
    if len(rows) > MOST_ROWS:
        raise _refuse(connection, f"more than {MOST_ROWS:,} rows: leave out --named")
    return tuple(found["columns"]), rows


def _refuse(connection: str, why: str) -> TrustpagesError:
    remedy = (
        f"look at {prefix_of(connection)}* in the environment, and run the query of `trustpages evidence sql` with "
        "your own client: what a driver says is not repeated here, since it may hold a password"
    )
    return TrustpagesError("warehouse-refused", f"the connection {quote(connection)} gave no answer: {why}", remedy)
