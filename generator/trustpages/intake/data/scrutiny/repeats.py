"""Rows that are like other rows: within a file, and between the files of two items of one agent.

A row is known by a digest over the cells of all its columns, whatever order rows and columns have. Where rows have
times of day, columns that only number them tell nothing apart, and are left out.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from trustpages.intake.data.tables import SqlTable
from trustpages.model.aggregate import SharedRows
from trustpages.model.documents.items.data_file import Data

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_DIGESTS = 2_000_000
"""Digests that are held at one time; of more rows every second, third and so on is looked at, by its digest."""

_MOST_GROUPS = 1 << 17
"""Groups of rows that are alike; of more, several are taken together, which makes the rows worth less, never more."""

_KEPT = 4096
"""Digests that are kept of a file: its smallest ones, so that two files with the same rows keep the same."""

_MOST_COLUMNS = 200
_PEEKED = 50
_FEWEST_SHARED = 10
_SHARE_OF_A_COPY = 0.5
"""Of the rows of the smaller file: from here on one is a copy of the other, changed or not."""


@dataclass(frozen=True, slots=True)
class RowDigests:
    """The smallest digests of a file's distinct rows, in order; `is_all` where these are all of them.

    `alike` is SQL that is the same for rows that are alike, `repeated` how many rows are like another one before and
    `distinct` how many are not, both estimated for very many rows; `numbering` are the columns that only number them.
    """

    alike: str
    repeated: int
    numbering: frozenset[str]
    distinct: int
    is_estimated: bool = False
    smallest: Sequence[int] = ()
    is_all: bool = True


def digest_rows(
    table: SqlTable, data: Data, named: Collection[str], rows: int, connection: DuckDBPyConnection
) -> RowDigests:
    """The digests of a table of so many rows, without the column of the run's name; of all columns, or the `named`.

    The smallest ones are kept where a column holds times: rows without may well be the same by chance.
    """
    import duckdb

    every = {name: table.columns[name].text for name in sorted(table.columns)[:_MOST_COLUMNS]}
    every |= {name: table.columns[name].text for name in named}
    try:
        return _digest_cells(table, every, data, rows, connection)
    except duckdb.Error:
        # A cell that nobody asks for may be anything, such as text in another encoding.
        return _digest_cells(table, {name: every[name] for name in named}, data, rows, connection)


def _digest_cells(
    table: SqlTable, cells: Mapping[str, str], data: Data, rows: int, connection: DuckDBPyConnection
) -> RowDigests:
    dated, numbering = _find_kinds(table, cells, data.at, rows, connection)
    telling = sorted(cells.keys() - numbering - {data.run}) or sorted(cells)
    alike = f"hash({', '.join(cells[name] for name in telling)})"
    step = 1 + rows // _MOST_DIGESTS
    # Every name in these was quoted by `tables`.
    digests = f"SELECT {alike} AS digest FROM {table.sql}"  # noqa: S608
    groups = f"SELECT digest, count(*) AS n FROM ({digests}) WHERE digest % {step} = 0 GROUP BY digest"  # noqa: S608
    smallest = f"min(digest, {_KEPT})" if dated else "NULL"
    distinct, looked_at, kept = connection.execute(
        f"SELECT count(*), coalesce(sum(n), 0), {smallest} FROM ({groups})"  # noqa: S608
    ).fetchall()[0]
    estimated = round(rows * distinct / looked_at) if looked_at else 0
    return RowDigests(
        alike=f"CAST({alike} AS VARCHAR)"
        if estimated <= _MOST_GROUPS
        else f"CAST({alike} % {_MOST_GROUPS} AS VARCHAR)",
        repeated=rows - estimated if looked_at else 0,
        numbering=numbering,
        distinct=estimated,
        is_estimated=step > 1,
        smallest=array("Q", kept or ()),  # machine integers: there may be thousands of files
        is_all=step == 1 and distinct <= _KEPT,
    )


def _find_kinds(
    table: SqlTable, columns: Mapping[str, str], at: str | None, rows: int, connection: DuckDBPyConnection
) -> tuple[bool, frozenset[str]]:
    """Whether a column holds days or moments, and the columns that number rows which have a time of day.

    Rows without one may be tasks with numbers for names, and are like another one by chance.
    """
    names, cells = list(columns), list(columns.values())
    # Some rows tell which columns are worth looking at in all of them: what holds for all rows holds for these.
    aliased = ", ".join(f"{cell} AS c{place}" for place, cell in enumerate(cells))
    peek = f"SELECT {aliased} FROM {table.sql} LIMIT {_PEEKED}"  # noqa: S608  # quoted as above
    shapes = ", ".join(shape(f"c{place}") for shape in (_is_whole, _is_date) for place in range(len(cells)))
    # Row by row: to plan so many aggregates takes longer than to look at the rows here.
    found = connection.execute(f"SELECT {shapes} FROM ({peek})").fetchall()  # noqa: S608
    holds = [all(values) for values in zip(*found, strict=True)] or [False] * (2 * len(cells))
    whole = [place for place in range(len(cells)) if holds[place]]
    dates = [place for place, name in enumerate(names) if holds[len(cells) + place] or name == at]
    if not dates or rows < 2:
        return False, frozenset()
    expressions = [
        f"coalesce(bool_and({'true' if names[place] == at else _is_date(cells[place])}), false), "
        f"coalesce(bool_or({_is_moment(cells[place])}), false)"
        for place in dates
    ]
    numbers = (f"TRY_CAST({cells[place]} AS BIGINT)" for place in whole)
    expressions += [
        f"count({number}), min({number}), max({number}), sum(CAST({number} AS DOUBLE)), approx_count_distinct({number})"
        for number in numbers
    ]
    values = connection.execute(f"SELECT {', '.join(expressions)} FROM {table.sql}").fetchall()[0]  # noqa: S608
    kinds, sums = values[: 2 * len(dates)], values[2 * len(dates) :]
    if not any(kinds[1::2]):
        return any(kinds[::2]), frozenset()
    return True, frozenset(
        names[place] for number, place in enumerate(whole) if _counts_up(rows, *sums[5 * number : 5 * number + 5])
    )


def _is_whole(cell: str) -> str:
    return f"{cell} IS NOT NULL AND TRY_CAST({cell} AS BIGINT) IS NOT NULL"


def _is_date(cell: str) -> str:
    return f"{cell} IS NULL OR {cell} LIKE '____-__-%'"


def _is_moment(cell: str) -> str:
    """Whether a time has one of day; what was exported without it often says midnight."""
    has_hour = f"(length({cell}) > 10 AND substr({cell}, 12, 8) <> '00:00:00')"
    return f"CASE WHEN substr({cell}, 5, 1) = '-' THEN {has_hour} ELSE TRY_CAST({cell} AS DOUBLE) % 86400 <> 0 END"


def _counts_up(rows: int, known: int, least: int, most: int, total: float, distinct: int) -> bool:
    """Whether numbers are those from one to another, each once: by their ends, their sum and about how many differ."""
    is_dense = known == rows and most - least + 1 == rows
    return is_dense and abs(total - rows * (least + most) / 2) < 0.5 and distinct > 0.8 * rows


def find_shared_rows(digests: Mapping[str, tuple[str, RowDigests]]) -> dict[str, tuple[SharedRows, ...]]:
    """The copies among items: by item, `agent/item-id`, the path of its file and its digests.

    Each copy is told at both of the two items, with how many of the rows of the one with fewer stand in the other.
    """
    holders: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    files = Counter(_find_agent(item) for item in digests)
    for item, (_, rows) in sorted(digests.items()):
        agent = _find_agent(item)
        for digest in rows.smallest if files[agent] > 1 else ():
            holders[agent, digest].append(item)
    pairs = {pair for items in holders.values() for pair in combinations(items, 2)}
    found: defaultdict[str, list[SharedRows]] = defaultdict(list)
    for first, second in sorted(pairs):
        if digests[first][0] == digests[second][0]:
            continue  # one file: seen by its name
        both = digests[first][1], digests[second][1]
        common, fewer = _compare(*both)
        if common >= _FEWEST_SHARED and common >= _SHARE_OF_A_COPY * fewer:
            smaller = min(each.distinct for each in both)
            is_estimated = not all(each.is_all for each in both)
            for item, other in ((first, second), (second, first)):
                shared = SharedRows(other.split("/", 1)[1], round(smaller * common / fewer), smaller, is_estimated)
                found[item].append(shared)
    return {item: tuple(shared) for item, shared in found.items()}


def _find_agent(item: str) -> str:
    return item.split("/", 1)[0]


def _compare(first: RowDigests, second: RowDigests) -> tuple[int, int]:
    """How many of the rows of the file with fewer stand in the other, as far as both kept their digests."""
    ends = [rows.smallest[-1] for rows in (first, second) if not rows.is_all and rows.smallest]
    kept = [_keep_up_to(rows.smallest, min(ends, default=None)) for rows in (first, second)]
    return len(kept[0] & kept[1]), min(map(len, kept))


def _keep_up_to(digests: Iterable[int], end: int | None) -> frozenset[int]:
    return frozenset(digest for digest in digests if end is None or digest <= end)
