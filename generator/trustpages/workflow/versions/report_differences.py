"""Compare two JSON reports value by value, records matched by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, TypeAlias

from trustpages.secrets.scanning import mask_secrets

Json: TypeAlias = Any

LONGEST = 60
"""Characters of a value that are shown."""

_DERIVED = ("inputs_digest",)
"""Differ whenever anything does, and are compared elsewhere."""

_ABSENT = object()


def compare_reports(before: Json, after: Json, path: str = "") -> Iterator[str]:
    """A line for each value that only one side has, or that differs: where it stands, then both, as JSON.

    Lists of records are matched by their ids. The order is that of the earlier side. Nothing between equals.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            if path or key not in _DERIVED:
                yield from compare_reports(
                    before.get(key, _ABSENT), after.get(key, _ABSENT), _below(path, key)
                )
    elif isinstance(before, list) and isinstance(after, list):
        yield from _compare_lists(before, after, path)
    elif (one := _format_value(before)) != (other := _format_value(after)):
        yield f"{path} {_cut(one)} > {_cut(other)}"


def _compare_lists(before: list[Json], after: list[Json], path: str) -> Iterator[str]:
    old, new = _by_id(before), _by_id(after)
    if old is not None and new is not None:
        yield from compare_reports(old, new, path)
        return
    for number, (one, other) in enumerate(zip_longest(before, after, fillvalue=_ABSENT)):
        yield from compare_reports(one, other, _below(path, str(number)))


def _by_id(values: list[Json]) -> dict[str, Json] | None:
    """The records by their ids, None where they have none of their own."""
    named = {
        value["id"]: value for value in values if isinstance(value, dict) and isinstance(value.get("id"), str)
    }
    return named if len(named) == len(values) else None


def _below(path: str, key: str) -> str:
    return f"{path}/{key}" if path else key


def _format_value(value: Json) -> str:
    return "nothing" if value is _ABSENT else json.dumps(value)


def _cut(text: str) -> str:
    text = mask_secrets(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
