"""JSON documents as SQL: the list of runs that a path leads to, and what stands in a run by key or by path."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from trustpages.intake.data.formats import LONGEST_DOCUMENT, FileFormat
from trustpages.intake.data.predicates import SqlColumn, quote_sql
from trustpages.intake.data.rows import open_text
from trustpages.intake.messages.quoting import join_names, quote
from trustpages.model.problem import Fault

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_KEYS = 1000
_DEEPEST = 5

RunsInDocument: TypeAlias = tuple[str, Mapping[str, SqlColumn]]
"""What stands after FROM, and the columns by the name by which they are asked for."""


def point_to(path: str) -> str:
    """A dotted path as a JSON pointer, in which a number is a key or a place in a list."""
    return quote_sql("".join(f"/{_escape(step)}" for step in path.split(".")))


def describe_documents(
    path: str, format_: FileFormat, wanted: Collection[str], rows: str | None, connection: DuckDBPyConnection
) -> RunsInDocument | Fault:
    """The runs in a JSON document, or in each line of JSONL, at the end of the path `rows`.

    Lists on the way are opened, so that one path leads to the runs of all of them.
    """
    sql = _build_sql(path, format_, rows)
    asked = sorted(wanted)
    there = "".join(f", count(run ->> {point_to(name)})" for name in asked)
    found = connection.execute(
        "SELECT count(*), count(*) FILTER (json_type(run) <> 'OBJECT'), "  # noqa: S608  # quoted by `_build_sql`
        f"list_sort(list_distinct(flatten(list(DISTINCT json_keys(run))))){there} FROM {sql}"
    ).fetchall()[0]
    runs, others, keys, *counts = found
    if not runs:
        return Fault("data-empty", "the file holds no row", "look where the path under 'rows' leads")
    if others:
        sentence = f"{others:,} of {runs:,} entries are no JSON object"
        return Fault("data-row", sentence, "let 'rows' lead to a list of objects, one a run")
    pointers = {name: quote_sql(f"/{_escape(name)}") for name in keys or ()}
    paths = {name: point_to(name) for name, count in zip(asked, counts, strict=True) if count and name not in pointers}
    if rows is None and runs == 1 and not pointers.keys() & wanted and not paths:
        return _refuse_no_list(path)
    shown = [name for place, name in enumerate(pointers) if place < _MOST_KEYS or name in wanted]
    pointers = {name: pointers[name] for name in shown} | paths
    return sql, {name: SqlColumn(f"NULLIF(run ->> {pointer}, '')") for name, pointer in pointers.items()}


def _build_sql(path: str, format_: FileFormat, rows: str | None) -> str:
    layout = "newline_delimited" if format_.kind == "jsonl" else "auto"
    sql = (
        f"(SELECT json AS run FROM read_json_objects({quote_sql(path)}, format = '{layout}', "  # noqa: S608
        f"maximum_object_size = {LONGEST_DOCUMENT}, compression = '{format_.compression}'))"
    )
    for step in ("", *(rows.split(".") if rows else ())):
        # Every literal in these is quoted.
        if step:
            sql = f"(SELECT run -> {point_to(step)} AS run FROM {sql})"  # noqa: S608
        opened = "CASE json_type(run) WHEN 'ARRAY' THEN json_extract(run, '$[*]') ELSE [run] END"
        sql = f"(SELECT unnest({opened}) AS run FROM {sql} WHERE run IS NOT NULL)"  # noqa: S608
    return sql


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _refuse_no_list(path: str) -> Fault:
    """What is said of a document that is one object, with the paths in it that lead to lists of objects."""
    with open_text(path, errors="replace") as text:
        lists = sorted(_find_lists(json.load(text), ""), key=lambda found: (-found[1], found[0]))
    remedy = "name the path to the list of runs under 'rows'"
    found = join_names(quote(name) for name, _ in lists[:3])
    sentence = "the file is one JSON object, not a list of runs"
    return Fault("data-form", sentence, f"{remedy}, such as {found}" if found else remedy)


def _find_lists(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, int]]:
    """The paths of lists of objects, with their lengths; of a list only the first entry is looked into."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        if path:
            yield path, len(value)
        value = value[0]
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _find_lists(inner, f"{path}.{key}".removeprefix("."), depth + 1)
