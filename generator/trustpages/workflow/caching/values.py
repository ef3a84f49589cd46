"""Values of the model as bytes for the cache, and back.

They are pickled, since a report on an agent is a tree of some hundred classes that all of the program takes as they
are. A pickle names what it calls, so it is loaded with an allow-list: classes of the model, days and numbers. The seal
of the cache says besides that nobody but its user has written it.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_MODEL = "trustpages.model."
_OTHERS = frozenset({("datetime", "date"), ("decimal", "Decimal")})


def pack(value: object) -> bytes:
    """The bytes of a value of the model."""
    content = io.BytesIO()
    _Pickler(content, protocol=5).dump(value)
    return content.getvalue()


def unpack(content: bytes) -> object:
    """The value of which `pack` made `content`; raises ValueError where these are other bytes."""
    try:
        return _Unpickler(io.BytesIO(content)).load()
    except (pickle.UnpicklingError, EOFError, ImportError, AttributeError, TypeError, IndexError, KeyError) as error:
        raise ValueError(f"these are no values of the model: {error}") from error


@dataclass(frozen=True, slots=True)
class Passed(Generic[T]):
    """A value of the model that is packed where it goes to another process, and nowhere else."""

    value: T

    def __reduce__(self) -> tuple[Callable[[bytes], Passed[T]], tuple[bytes]]:
        return _take, (pack(self.value),)


def _take(content: bytes) -> Passed[Any]:
    return Passed(unpack(content))


class _Pickler(pickle.Pickler):
    """Writes what the fields of a value hold, for its constructor.

    What dataclasses with slots do by themselves looks up the fields of each value, which takes twice the time.
    """

    def reducer_override(self, value: Any) -> Any:
        """The class of a value and what it is called with; NotImplemented for what pickles itself."""
        read = _find_reader(type(value))  # type: ignore[arg-type]  # mypy takes classes for not hashable
        return NotImplemented if read is None else (type(value), read(value))


@cache
def _find_reader(kind: type) -> Callable[[Any], tuple[object, ...]] | None:
    """What reads the fields of a dataclass that takes them in order; None for other classes."""
    if not is_dataclass(kind) or not all(field.init and not field.kw_only for field in fields(kind)):
        return None
    names = [field.name for field in fields(kind)]
    return lambda value: tuple([getattr(value, name) for name in names])


class _Unpickler(pickle.Unpickler):
    """Calls nothing but the constructors of what `pack` is given."""

    def find_class(self, module: str, name: str) -> type:
        """The class of that name; raises UnpicklingError where the model has none."""
        return _find_class(module, name)


@cache
def _find_class(module: str, name: str) -> type:
    allowed = module.startswith(_MODEL) or (module, name) in _OTHERS
    found = getattr(import_module(module), name) if allowed else None
    # A module of the model holds what it imports, too.
    if not isinstance(found, type) or found.__module__ != module:
        raise pickle.UnpicklingError(f"{module}.{name} is not of the model")
    return found
