"""Functions whose latest answers are kept, found by the very things that they were asked about.

By these themselves, not by what they equal: things that are equal may print 1 or 1.0, and to compare them takes longer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _These:
    things: tuple[object, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.things)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and tuple(map(id, self.things)) == tuple(map(id, other.things))


def keep_latest(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A decorator for functions of frozen things, named in their order: the `most` latest answers are kept.

    What they were asked about is held with them, so that nothing else can be found in its place.
    """

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        ask = cast("Callable[..., T]", compute)
        keep = lru_cache(maxsize=most)(lambda these: ask(*these.things))

        @wraps(compute)
        def find(*things: P.args, **named: P.kwargs) -> T:
            return compute(*things, **named) if named else keep(_These(things))

        return find

    return decorate
