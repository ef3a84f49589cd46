"""The query that has a warehouse fill the contract from the table that an item names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from sqlglot import exp

from trustpages.intake.data.aggregates.contract import EVENT, UNREADABLE
from trustpages.intake.data.warehouse.dialects import Dialect, split_table
from trustpages.intake.data.warehouse.readings import Cells, SqlReading, is_null, read_outcome
from trustpages.model.documents.items.data_file import Data, Predicate
from trustpages.model.problem import TrustpagesError

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_CELLS, _RUNS, _GROUPS = "trustpages_cells", "trustpages_runs", "trustpages_clusters"
_CLUSTER, _STRATUM, _DAY, _BAD = "run_cluster", "run_stratum", "run_day", "run_unreadable"


@dataclass(frozen=True, slots=True)
class ContractQuery:
    """What an item asks of its table: the statement that makes days those of UTC, empty without days, and the query."""

    prelude: str
    sql: str

    @property
    def text(self) -> str:
        """Both, as one would run them."""
        return "".join(f"{statement};\n" for statement in (self.prelude, self.sql) if statement)


def write_query(
    data: Data, dialect: Dialect, days: tuple[date, date] | None = None, *, named: bool = False
) -> ContractQuery:
    """The query over the table of `data`, of the runs of `days` where the table has a column of times.

    Clusters that are alike make one row; where they are `named`, each makes a row for each of its days. Raises
    TrustpagesError `sql-name` and `sql-data`.
    """
    _refuse_untold(data)
    outcomes = tuple(_list_outcomes(data))
    cells = Cells(dialect)
    runs = _select_runs(data, cells, days, outcomes)
    selects = [
        _group(data, outcome, number, named=named, by_stratum=by_stratum)
        for (number, (outcome, _)), by_stratum in product(enumerate(outcomes), (False, True))
        if data.stratum is not None or not by_stratum
    ]
    table = exp.alias_(_write_table(data, dialect), "t", table=True)
    query = (
        _sum_up(data, named=named)
        .with_(_CELLS, as_=exp.select(*cells.list_columns()).from_(table))
        .with_(_RUNS, as_=runs)
        .with_(_GROUPS, as_=selects[0] if len(selects) == 1 else exp.union(*selects, distinct=False))
    )
    prelude = dialect.prelude if data.at is not None else ""
    return ContractQuery(prelude, query.sql(dialect=dialect.name, pretty=True, comments=False))


def _refuse_untold(data: Data) -> None:
    if data.table is None:
        raise TrustpagesError("sql-data", "the item names no table", "name it under 'data.table'")
    if data.success is None and not data.outcomes and data.event is None:
        remedy = "say under 'data' when a run succeeded: success: {column: ..., equals: ...}"
        raise TrustpagesError("sql-data", "the item does not say what counts", remedy)


def _list_outcomes(data: Data) -> Iterator[tuple[str, Predicate]]:
    if data.success is not None:
        yield "success", data.success
    yield from data.outcomes.items()
    if data.event is not None:
        yield EVENT, data.event


def _write_table(data: Data, dialect: Dialect) -> Expr:
    parts = split_table(data.table or "")
    if dialect.name == "duckdb" and len(parts) == 1 and _is_file(parts[0]):
        return _write_files(parts[0])
    name, *above = (dialect.write_name(part) for part in reversed(parts))
    schema, catalog = (*above, None, None)[:2]
    return exp.Table(this=name, db=schema, catalog=catalog)


def _is_file(name: str) -> bool:
    return "/" in name or name.lower().endswith((".parquet", ".csv", ".csv.gz"))


def _write_files(name: str) -> Expr:
    """Files that DuckDB reads in place, none of whose types it guesses: it would take `yes` for true, and 007 for 7."""
    settings: dict[str, Expr] = {"hive_types_autocast": exp.false()}
    kind = name.lower().removesuffix(".gz").rpartition(".")[2]
    if kind == "csv":
        texts = {"delim": ",", "quote": '"', "escape": '"', "nullstr": ""}
        settings |= {key: exp.Literal.string(value) for key, value in texts.items()}
        settings |= {key: exp.true() for key in ("header", "all_varchar", "strict_mode")}
    elif kind != "parquet":
        raise TrustpagesError(
            "sql-name", "files in place are CSV or Parquet, by their ending", "name *.parquet or *.csv"
        )
    arguments = [exp.EQ(this=exp.to_identifier(key), expression=value) for key, value in settings.items()]
    read = exp.Anonymous(this=f"read_{kind}", expressions=[exp.Literal.string(name), *arguments])
    return exp.Table(this=read)


def _select_runs(
    data: Data, cells: Cells, days: tuple[date, date] | None, outcomes: tuple[tuple[str, Predicate], ...]
) -> exp.Select:
    """The runs: what groups them, their day, whether each outcome is 1, 0 or unknown, whether a cell is unreadable."""
    keys = {
        alias: cell
        for alias, cell in (
            (_CLUSTER, None if data.cluster is None else cells.name_text(data.cluster)),
            (_STRATUM, None if data.stratum is None else cells.name_text(data.stratum)),
            (_DAY, None if data.at is None else cells.name_day(data.at)),
        )
        if cell is not None
    }
    found = [
        read_outcome(predicate, cells, "unknown" if outcome == EVENT else data.null_is)
        for outcome, predicate in outcomes
    ]
    where = None if data.where is None else read_outcome(data.where, cells)
    readings = [*found, *([where] if where else [])]
    unreadable = [reading.unreadable for reading in readings if reading.unreadable is not None]
    bad = exp.or_(*map(is_null, keys.values()), *unreadable) if keys or unreadable else exp.false()
    columns = [
        *(exp.alias_(cell.copy(), alias) for alias, cell in keys.items()),
        *(exp.alias_(_as_number(reading.value), f"outcome_{number}") for number, reading in enumerate(found, start=1)),
        exp.alias_(_count_if(bad), _BAD),
    ]
    conditions = [*_choose(where), *_limit(keys.get(_DAY), days)]
    selected = exp.select(*columns).from_(_CELLS)
    return selected.where(*conditions) if conditions else selected


def _choose(where: SqlReading | None) -> Iterator[Expr]:
    """That a row is a run; one of which that cannot be read stays, so that it is told."""
    if where is not None:
        yield where.value if where.unreadable is None else exp.or_(where.value, where.unreadable.copy())


def _limit(day: Expr | None, days: tuple[date, date] | None) -> Iterator[Expr]:
    """That the day of a run, where it has one, is among those that count."""
    if day is not None and days is not None:
        first, last = (exp.cast(exp.Literal.string(end.isoformat()), "DATE") for end in days)
        yield exp.or_(is_null(day), exp.Between(this=day.copy(), low=first, high=last))


def _group(data: Data, outcome: str, number: int, *, named: bool, by_stratum: bool) -> exp.Select:
    """The counts of one outcome by cluster, or by day where each run stands alone or clusters are named."""
    cell, no_text = exp.column(f"outcome_{number + 1}"), exp.cast(exp.null(), "TEXT")
    has_cluster, has_days = data.cluster is not None, data.at is not None
    day = exp.column(_DAY) if has_days else exp.cast(exp.null(), "DATE")
    by_day = has_days and (named or not has_cluster)
    spans = has_days and not by_day
    columns: dict[str, Expr] = {
        "outcome": exp.Literal.string(outcome),
        "stratum": exp.column(_STRATUM) if by_stratum else no_text,
        "cluster": exp.column(_CLUSTER) if has_cluster else no_text.copy(),
        "first": exp.func("MIN", day) if spans else day,
        "last": exp.func("MAX", day.copy()) if spans else day.copy(),
        "good": exp.func("SUM", _count_if(exp.EQ(this=cell, expression=exp.Literal.number(1)))),
        "known": exp.func("SUM", _count_if(exp.not_(is_null(cell)))),
        "missing": exp.func("SUM", _count_if(is_null(cell))),
        "bad": exp.func("SUM", exp.column(_BAD)),
    }
    keys = [key for key, is_key in ((_CLUSTER, has_cluster), (_STRATUM, by_stratum), (_DAY, by_day)) if is_key]
    selected = exp.select(*(exp.alias_(value, name, quoted=True) for name, value in columns.items())).from_(_RUNS)
    # Without a key an empty table would make a row of nothing but nulls.
    return selected.group_by(*keys) if keys else selected.having("COUNT(*) > 0")


def _sum_up(data: Data, *, named: bool) -> exp.Select:
    """The columns of the contract: of each cluster, of those that are alike, or of runs that stand alone."""
    good, known, missing, bad = (exp.column(name, quoted=True) for name in ("good", "known", "missing", "bad"))
    keys = ["outcome", "stratum", *(["cluster"] if named else []), "first", "last"]
    is_grouped = data.cluster is not None and not named
    sums: dict[str, Expr] = {"k": good, "n": known, "unknown": missing}
    if data.cluster is None:
        is_known = exp.GT(this=known, expression=exp.Literal.number(0))
        alone = exp.Case().when(is_known, known.copy()).else_(missing.copy())
        sums |= {"clusters": alone, "k2": good, "n2": known, "kn": good}
    else:
        products = (("k2", good, good), ("n2", known, known), ("kn", good, known))
        sums["clusters"] = exp.Literal.number(1)
        sums |= {name: exp.Mul(this=one.copy(), expression=other.copy()) for name, one, other in products}
    sums[UNREADABLE] = bad
    totals = {name: exp.func("SUM", value.copy()) if is_grouped else value.copy() for name, value in sums.items()}
    selected = exp.select(
        *(exp.column(key, quoted=True) for key in keys),
        *(exp.alias_(exp.cast(total, "BIGINT"), name, quoted=True) for name, total in totals.items()),
    ).from_(_GROUPS)
    alike = (*keys, "good", "known", "missing")
    return selected.group_by(*(exp.column(name, quoted=True) for name in alike)) if is_grouped else selected


def _count_if(condition: Expr) -> Expr:
    return exp.Case().when(condition.copy(), exp.Literal.number(1)).else_(exp.Literal.number(0))


def _as_number(truth: Expr) -> Expr:
    """1 where it is true, 0 where it is false, null where it is neither."""
    is_false = exp.not_(exp.paren(truth.copy()))
    return exp.Case().when(truth.copy(), exp.Literal.number(1)).when(is_false, exp.Literal.number(0))
