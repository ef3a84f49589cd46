"""Results as JSON: dates as text, absences with their reason, never NaN or Infinity; the same value, the same bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias, cast

from pydantic import BaseModel, JsonValue

from trustpages.model.measured import OWN_KEY, Measured, Quantity, Unmeasured
from trustpages.model.problem import Problem

Json: TypeAlias = JsonValue

_EMPTY: dict[str, Json] = {
    **dict.fromkeys(("value", "low", "high", "level", "method", "k", "n", "n_eff", "unit")),
    "unbounded": False,
}


def encode_json(value: Json) -> bytes:
    """Indented UTF-8 with a final newline; the same value gives the same bytes."""
    # NaN and Infinity are no JSON: one that slipped through shall end the command, not reach a reader.
    text = _lay_out(value, "\n")
    # A file name that is no UTF-8 has lone surrogates; JSON has an escape for them, and it is Python's.
    return f"{text}\n".encode(errors="backslashreplace")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_quote = json.encoder.encode_basestring
_LEAVES: Final[Mapping[type, Callable[[Any], str]]] = {
    str: _quote,
    int: int.__repr__,
    float: lambda value: repr(value) if math.isfinite(value) else _encode(value),  # which refuses it
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): {None: "null"}.__getitem__,
}


def _lay_out(value: Json, margin: str) -> str:
    """`value` as `json.dumps` indents it, in a third of the time: asked to, that gives up what it has in C."""
    if (write := _LEAVES.get(type(value))) is not None:
        return write(value)
    inner = f"{margin}  "
    if isinstance(value, dict) and value:
        lines = [f"{_quote(key)}: {_lay_out(held, inner)}" for key, held in value.items()]
        return f"{{{inner}{f',{inner}'.join(lines)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([_lay_out(held, inner) for held in value])}{margin}]"
    return _encode(value)


def encode_around(value: Mapping[str, Json], name: str, entries: Iterable[bytes]) -> Iterator[bytes]:
    """What `encode_json` makes of `value` with `entries` in its list `name`, where it made each of them already.

    It comes in pieces, since hundreds of entries are more than memory should hold.
    """
    begin = f'\n  "{name}": ['.encode()  # no line of a text, and no key further in, stands there
    head, _, tail = encode_json({**value, name: []}).partition(begin + b"]")
    yield head + begin
    before, end = b"\n    ", b"]"
    for entry in entries:
        yield before + entry.removesuffix(b"\n").replace(b"\n", b"\n    ")
        before, end = b",\n    ", b"\n  ]"
    yield end + tail


def problem_to_json(problem: Problem) -> dict[str, Json]:
    """One problem with its place, as it stands: whoever shows it masks the secrets that it may quote."""
    return {
        "code": problem.code,
        "level": problem.level.value,
        "sentence": problem.sentence,
        "remedy": problem.remedy,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
    }


def quantity_to_json(value: Quantity, inputs: Sequence[str] = ()) -> dict[str, Json]:
    """The record of a quantity: the same keys whether there is a number or not.

    `inputs` are the names of its evidence where it carries none itself. An infinite limit is null with
    `unbounded: true`.
    """
    match value:
        case Measured():
            return {
                "status": value.status.value,
                "value": _drop_infinite(value.value),
                "low": _drop_infinite(value.low),
                "high": _drop_infinite(value.high),
                "level": value.level,
                "method": value.method,
                "k": value.k,
                "n": value.n,
                "n_eff": value.n_eff,
                "unit": value.unit,
                "unbounded": any(limit is not None and math.isinf(limit) for limit in (value.value, value.high)),
                "inputs": list(value.inputs or inputs),
                "notes": list(value.notes),
                "reason": None,
            }
        case Unmeasured():
            return {"status": value.status.value, **_EMPTY, "inputs": [], "notes": [], "reason": value.reason}


_AS_THEY_ARE: Final = frozenset({str, int, bool, type(None)})  # most values


def to_json(value: object, inputs: Sequence[str] = ()) -> Json:
    """Any result as JSON values: mappings in the order of their fields, `class_` as `class`.

    Fields that have a key of their own elsewhere in the report are left out.

    A quantity that names no inputs has those of the result that it stands in: its `evidence`.
    """
    if type(value) in _AS_THEY_ARE:
        return cast("Json", value)
    if isinstance(value, tuple | list):
        return [to_json(entry, inputs) for entry in value]
    if isinstance(value, dict):
        return {str(to_json(key)): to_json(held, inputs) for key, held in value.items()}
    if isinstance(value, str | float | Enum | date | int):
        return _scalar_to_json(value)
    if isinstance(value, Measured | Unmeasured):
        return quantity_to_json(value, inputs)
    if is_dataclass(value) and not isinstance(value, type):
        known = _find_evidence(value) or inputs
        held = ((key, getattr(value, name), is_json) for name, key, is_json in _list_keys(type(value)))
        return {key: entry if is_json else to_json(entry, known) for key, entry, is_json in held}
    if isinstance(value, BaseModel):
        return to_json(value.model_dump(mode="json", by_alias=True, exclude_none=True))
    if isinstance(value, Mapping):
        return to_json(dict(value), inputs)
    if isinstance(value, frozenset | set):
        return to_json(sorted(value), inputs)  # it has no order of its own, and the same value gives the same bytes
    raise TypeError(f"{type(value).__name__} has no JSON form")


@cache
def _list_keys(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a dataclass that are shown, each with its key, and whether it holds JSON already."""
    shown = (field for field in fields(kind) if OWN_KEY not in field.metadata)
    return tuple((field.name, field.name.rstrip("_"), field.type == "Json") for field in shown)


def _find_evidence(value: object) -> tuple[str, ...]:
    evidence = getattr(value, "evidence", ())
    if isinstance(evidence, str):
        return (evidence,)
    return evidence if isinstance(evidence, tuple) and all(isinstance(id_, str) for id_ in evidence) else ()


def _scalar_to_json(value: str | bool | int | float | Enum | date | None) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _drop_infinite(value)
    return value


def _drop_infinite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
