"""The collector is as it was, whatever happens while it is spared."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from trustpages.system.garbage import give_back, pause_garbage_collection, spare_what_is_there


def test_a_pause_ends_also_by_an_error() -> None:
    with pytest.raises(KeyError), pause_garbage_collection():
        raise KeyError
    assert gc.isenabled()


def test_a_pause_within_a_pause_does_not_end_it() -> None:
    with pause_garbage_collection():
        with pause_garbage_collection():
            pass
        assert not gc.isenabled()


def test_what_was_spared_is_looked_through_again() -> None:
    with spare_what_is_there():
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


def test_circles_are_gone_once_memory_is_given_back() -> None:
    class Circle:
        def __init__(self) -> None:
            self.own = self

    gone = ref(Circle())
    give_back()
    assert gone() is None
