"""Two documents of one kind, key by key: what each says, whatever the order of keys and of what has names."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from trustpages.model.results.records.json_values import Json
from trustpages.review.typed.note import shorten

_IN_ORDER: Final = frozenset({"ladder", "steps", "leaderboard", "by_period", "successes_by_task", "groups", "table"})
"""Lists whose order says something; of all others it is that of whoever wrote them."""


@dataclass(frozen=True, slots=True)
class ValueMove:
    """A key whose value is not the same, with both values in short; None where it is not there."""

    key: str
    before: str | None
    after: str | None

    @property
    def states(self) -> tuple[str | None, str | None]:
        """Both values."""
        return self.before, self.after

    @property
    def is_short(self) -> bool:
        """Whether both values say something to a reader: a digest does not."""
        return all("sha256" not in state for state in self.states if state is not None)

    @property
    def name(self) -> str:
        """The key as words."""
        return self.key.replace("_", " ")

    @property
    def told(self) -> str:
        """Both values in words, the later first."""
        before, after = ("nothing" if state is None else state for state in self.states)
        return f"{after}, was {before}"


def read_values(model: BaseModel | None) -> Mapping[str, Json]:
    """What a document says by its keys, defaults left out, in an order of its own."""
    if model is None:
        return {}
    values = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {key: _sort(value, key) for key, value in values.items()}


def compare_values(
    before: BaseModel | Mapping[str, Json] | None,
    after: BaseModel | Mapping[str, Json] | None,
    leave_out: Collection[str] = (),
) -> Iterator[ValueMove]:
    """The keys that differ, by name."""
    old, new = (read_values(side) if not isinstance(side, Mapping) else side for side in (before, after))
    for key in sorted((old.keys() | new.keys()) - set(leave_out)):
        if old.get(key) != new.get(key):
            yield ValueMove(key, *(write_state(side.get(key)) for side in (old, new)))


def write_state(value: Json) -> str | None:
    """A value as text: words as they are, all else as JSON, of long ones the beginning and a digest."""
    if value is None or isinstance(value, str):
        return shorten(value)
    return shorten(json.dumps(value, ensure_ascii=False, sort_keys=True).replace('"', ""))


def join_states(moves: Iterable[ValueMove]) -> tuple[str | None, str | None]:
    """Both states of several keys at once; None where a side has none of them."""
    old, new = (
        "; ".join(f"{key} {state}" for key, state in side if state is not None) or None
        for side in zip(*(((move.key, move.before), (move.key, move.after)) for move in moves), strict=True)
    )
    return shorten(old), shorten(new)


def _sort(value: Json, key: str) -> Json:
    if isinstance(value, dict):
        return {name: _sort(part, name) for name, part in sorted(value.items())}
    if isinstance(value, list):
        parts = [_sort(part, key) for part in value]
        return parts if key in _IN_ORDER else sorted(parts, key=lambda part: json.dumps(part, sort_keys=True))
    return value
