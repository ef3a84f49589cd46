"""The dialects of SQL: how each names a column, finds the UTC day of a time, and reads a text as a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.problem import TrustpagesError
from trustpages.system.extras import refuse_missing

if TYPE_CHECKING:
    from sqlglot.expressions import Expr


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect: its name in sqlglot, the statement that puts the session into UTC, where it differs in meaning.

    `folds` says that a plain name in small letters stands for the same in capitals, as the warehouse stores it.
    """

    name: str
    prelude: str
    find_day: Callable[[Expr], Expr]
    read_number: Callable[[Expr], Expr]
    folds: bool = False

    def write_name(self, name: str) -> Expr:
        """The name of a column or table, quoted. Raises TrustpagesError `sql-name` for one that no warehouse has."""
        from sqlglot import exp  # of an extra, and only needed here

        if not name or _UNWRITABLE.search(name):
            sentence = f"{quote(name)} cannot be the name of a column or table of a warehouse"
            raise TrustpagesError("sql-name", sentence, "make a view with plain names")
        folded = name.upper() if self.folds and _PLAIN.fullmatch(name) else name
        return exp.to_identifier(folded, quoted=True)


_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\\]")
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_PART = re.compile(r'"(?:[^"]|"")+"|`[^`]+`|[^."`]+')
_NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"


def _cast_to_day(time: Expr) -> Expr:
    """With the session in UTC: a moment, with its offset or as UTC, becomes the day there, and a day stays one."""
    from sqlglot import exp

    return exp.cast(exp.cast(time, "TIMESTAMPTZ"), "DATE")


def _cast_typed_to_day(time: Expr) -> Expr:
    """For DuckDB, where to make a moment of a day takes longer than all else, and the type is known beforehand."""
    from sqlglot import exp

    types = [exp.Literal.string(kind) for kind in ("DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE")]
    is_typed = exp.In(this=exp.Anonymous(this="typeof", expressions=[time.copy()]), expressions=types)
    day = exp.cast(time.copy(), "DATE")
    length = exp.func("LENGTH", exp.cast(time.copy(), "TEXT"))
    is_day = exp.EQ(this=length, expression=exp.Literal.number(len("2026-06-01")))
    return exp.Case().when(is_typed, day).when(is_day, day.copy()).else_(_cast_to_day(time))


def _cast_to_day_at_zone(time: Expr) -> Expr:
    """For Trino, where the day of a moment is that of its own offset."""
    from sqlglot import exp

    moment = exp.AtTimeZone(this=exp.cast(time, "TIMESTAMPTZ"), zone=exp.Literal.string("UTC"))
    return exp.cast(moment, "DATE")


def _convert_to_day(time: Expr) -> Expr:
    """For Snowflake, where the day of a moment is that of its own offset."""
    from sqlglot import exp

    moment = exp.Anonymous(this="CONVERT_TIMEZONE", expressions=[exp.Literal.string("UTC"), _cast_moment(time)])
    return exp.cast(moment, "DATE")


def _cast_moment(time: Expr) -> Expr:
    from sqlglot import exp

    return exp.cast(time, "TIMESTAMPTZ")


def _try_cast(text: Expr) -> Expr:
    from sqlglot import exp

    return exp.TryCast(this=text, to=exp.DataType.build("DOUBLE"), safe=True)


def _cast_matching(text: Expr) -> Expr:
    """For Postgres, which has no cast that may fail."""
    from sqlglot import exp

    matches = exp.RegexpLike(this=text.copy(), expression=exp.Literal.string(_NUMBER))
    return exp.Case().when(matches, exp.cast(text, "DOUBLE"))


def _parse_or_null(text: Expr) -> Expr:
    """For ClickHouse, whose casts fail as well."""
    from sqlglot import exp

    return exp.Anonymous(this="toFloat64OrNull", expressions=[text])


DIALECTS: Final[Mapping[str, Dialect]] = {
    dialect.name: dialect
    for dialect in (
        Dialect("duckdb", "SET TimeZone = 'UTC'", _cast_typed_to_day, _try_cast),
        Dialect("postgres", "SET TIME ZONE 'UTC'", _cast_to_day, _cast_matching),
        Dialect("redshift", "SET TIMEZONE TO 'UTC'", _cast_to_day, _try_cast),
        Dialect("spark", "SET TIME ZONE 'UTC'", _cast_to_day, _try_cast),
        Dialect("databricks", "SET TIME ZONE 'UTC'", _cast_to_day, _try_cast),
        Dialect("trino", "SET TIME ZONE 'UTC'", _cast_to_day_at_zone, _try_cast),
        Dialect("bigquery", "SET @@time_zone = 'UTC'", _cast_to_day, _try_cast),
        Dialect("snowflake", "ALTER SESSION SET TIMEZONE = 'UTC'", _convert_to_day, _try_cast, folds=True),
        Dialect("clickhouse", "SET session_timezone = 'UTC'", _cast_to_day, _parse_or_null),
    )
}
"""The dialects in which the query is written, by name."""


def get_dialect(name: str) -> Dialect:
    """The dialect of that name. Raises TrustpagesError `sql-dialect`, and `missing-extra` without the extra."""
    refuse_missing("sqlglot", "warehouse")
    if name not in DIALECTS:
        remedy = suggest_nearest(name, tuple(DIALECTS), f"it is one of {join_names(DIALECTS)}")
        raise TrustpagesError("sql-dialect", f"no query is written in the dialect {quote(name)}", remedy)
    return DIALECTS[name]


def split_table(name: str) -> tuple[str, ...]:
    """The parts of a table's name: `catalog.schema.table`; a part with dots stands in quotes.

    Raises TrustpagesError `sql-name`.
    """
    parts = _PART.findall(name)
    if not parts or ".".join(parts) != name or len(parts) > _MOST_PARTS:
        sentence = f"{quote(name)} is not the name of a table"
        raise TrustpagesError("sql-name", sentence, "write table, schema.table or catalog.schema.table")
    return tuple(part.strip('"`').replace('""', '"') if part[0] in '"`' else part for part in parts)


_MOST_PARTS = 3
