"""Two documents of a report value by value, whatever the values mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from trustpages.model.results.records.changes import ValueChange
from trustpages.model.results.records.json_values import Json

_DERIVED = frozenset({"inputs_digest"})
"""Keys of the whole report that differ whenever anything does, and are compared elsewhere."""

_ABSENT: Final = object()  # since None is a value of JSON


def find_value_changes(before: Json, after: Json) -> Iterator[ValueChange]:
    """Every value that only one of two reports has, or that differs, whatever it means; nothing between equals.

    Takes the documents themselves, so that keys of no known format are held against each other too. Lists of records
    are matched by their ids. The order is that of the earlier side.
    """
    # They are of the whole report alone: the same key further down is a value like any other.
    if isinstance(before, dict) and isinstance(after, dict):
        before, after = ({key: value for key, value in side.items() if key not in _DERIVED} for side in (before, after))
    return _compare_values(before, after, ())


def _compare_values(before: object, after: object, path: tuple[str, ...]) -> Iterator[ValueChange]:
    # By id where there is one: an entry that is new at the top would otherwise change all those below it.
    if isinstance(before, list) and isinstance(after, list):
        before, after = _match_records(before, after)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _compare_values(before.get(key, _ABSENT), after.get(key, _ABSENT), (*path, key))
        return
    old, new = (None if value is _ABSENT else json.dumps(value) for value in (before, after))
    if old != new:
        yield ValueChange("/".join(path), old, new)


def _match_records(before: list[Json], after: list[Json]) -> tuple[dict[str, Json], dict[str, Json]]:
    """Both lists by the ids of their records, where all of them have one of their own; else by position."""
    old, new = _by_id(before), _by_id(after)
    if len(old) < len(before) or len(new) < len(after):
        old, new = ({str(number): value for number, value in enumerate(side)} for side in (before, after))
    return old, new


def _by_id(values: list[Json]) -> dict[str, Json]:
    return {id_: value for value in values if isinstance(value, dict) and isinstance(id_ := value.get("id"), str)}
