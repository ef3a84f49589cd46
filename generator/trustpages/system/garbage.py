"""Where the garbage collector need not look: at values that are many, stay, and hold hardly any circle.

And where it has to: once nearly all of them have gone.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_NEW_OBJECTS: Final = 20_000  # 700 without it
_ROUNDS: Final = 20


def collect_seldom() -> None:
    """For a process of this program alone: looking takes a twelfth of the processor time of a first `check`."""
    gc.set_threshold(_NEW_OBJECTS, _ROUNDS, _ROUNDS)


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """For what makes many small values that stay: collecting would only cost time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def spare_what_is_there() -> Iterator[None]:
    """Within it, only values that are new are looked through: a workspace that was read stays until the end."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def give_back() -> None:
    """Gives memory back to the system after much was let go of: the libraries keep what they might need again."""
    gc.collect()
    with suppress(AttributeError, OSError, TypeError):  # glibc alone can, and elsewhere there is not even the function
        ctypes.CDLL(None).malloc_trim(0)
