"""Latest answers are kept by the things themselves."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.system.latest import keep_latest


@dataclass(frozen=True)
class Thing:
    """Something that may be equal to another."""

    value: float


def test_a_thing_is_asked_about_once_and_what_equals_it_again() -> None:
    asked = []

    @keep_latest(4)
    def spell(thing: Thing) -> str:
        asked.append(thing)
        return repr(thing)

    whole, broken = Thing(1), Thing(1.0)
    assert whole == broken
    assert [spell(whole), spell(broken), spell(whole)] == ["Thing(value=1)", "Thing(value=1.0)", "Thing(value=1)"]
    assert len(asked) == 2


def test_the_oldest_answers_go_and_a_named_thing_is_asked_about_each_time() -> None:
    asked = []

    @keep_latest(1)
    def ask(thing: Thing) -> None:
        asked.append(thing.value)

    first, second = Thing(1), Thing(2)
    for thing in (first, second, second, first):
        ask(thing)
    ask(thing=first)
    assert asked == [1, 2, 1, 1]
