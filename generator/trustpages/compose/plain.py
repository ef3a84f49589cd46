"""Results as plain JSON values: dates as text, absences with their reason, never NaN or Infinity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from pydantic import BaseModel

from trustpages.model.measured import Measured, Quantity, Unmeasured

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def quantity(value: Quantity) -> dict[str, Json]:
    """The record of a quantity: the same keys whether there is a number or not (metrics G1).

    An infinite limit is null with `unbounded: true`.
    """
    match value:
        case Measured():
            return {
                "status": value.status.value,
                "value": _finite(value.value),
                "low": _finite(value.low),
                "high": _finite(value.high),
                "level": value.level,
                "method": value.method,
                "k": value.k,
                "n": value.n,
                "n_eff": value.n_eff,
                "unit": value.unit,
                "unbounded": any(one is not None and math.isinf(one) for one in (value.value, value.high)),
                "inputs": list(value.inputs),
                "notes": list(value.notes),
            }
        case Unmeasured():
            empty: dict[str, Json] = dict.fromkeys(
                ("value", "low", "high", "level", "method", "k", "n", "n_eff")
            )
            return {"status": value.status.value, **empty, "reason": value.reason}


def plain(value: object) -> Json:
    """Any result as JSON values, mappings in the order of their fields."""
    if value is None or isinstance(value, str | bool | int | float | Enum | date):
        return _scalar(value)
    if isinstance(value, Measured | Unmeasured):
        return quantity(value)
    if isinstance(value, BaseModel):
        return plain(value.model_dump(mode="json", by_alias=True, exclude_none=True))
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [plain(one) for one in (sorted(value) if isinstance(value, frozenset | set) else value)]
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _scalar(value: str | bool | int | float | Enum | date | None) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _finite(value)
    return value


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value
