"""The changes of a review as blocks: the worst as rows of a table, each with why, how sure, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.compose.wording.review import (
    TWO_READINGS,
    clip,
    describe_acceptance,
    describe_move,
    say_change,
    say_reason,
    say_states,
    say_title,
    say_weight,
)
from trustpages.model.pages.blocks import FactList, Panel, Row, Table
from trustpages.model.pages.values import Code, Fact, Said
from trustpages.model.problem import Place
from trustpages.model.results.review import ChangeReview, ReviewedChange
from trustpages.model.states import TURNS

MOST_ROWS: Final = 5
"""Changes that stand open where the others are folded."""
_LONGEST_TITLE: Final = 160
_LONGEST_STATE: Final = 60


def tabulate_worst(review: ChangeReview) -> Table:
    """The weightiest changes in a row each, cut to a length; those that stop first."""
    worst = sorted(review.changes, key=lambda change: not change.stops)[:MOST_ROWS]
    rows = [
        Row((say_weight(change), clip(say_title(review, change), _LONGEST_TITLE), _say_move(review, change)))
        for change in worst
    ]
    return Table("worst", "The weightiest changes", ("Weight", "What changes", "Before → now"), tuple(rows), level=0)


def _say_move(review: ChangeReview, change: ReviewedChange) -> str:
    before, after = (clip(side, _LONGEST_STATE) for side in say_states(review, change))
    return f"{before} → {after}" if after else TURNS[change.turn].word


def show_change(review: ChangeReview, change: ReviewedChange) -> Panel:
    """One change with everything that somebody needs who has to decide about it."""
    title = f"{say_weight(change)}. {say_title(review, change)}"
    return Panel((FactList(tuple(_list_facts(review, change)), "lines"),), title=title)


def _list_facts(review: ChangeReview, change: ReviewedChange) -> Iterator[Fact]:
    yield Fact("Change", say_change(review, change))
    if change.why is not None:
        yield Fact("Why", say_reason(review, change.agent, change.why))
    if change.figure is not None:
        yield Fact("Noise", describe_move(change.figure))
    if change.innocent:
        yield Fact("Two readings", f"{TWO_READINGS}{say_reason(review, change.agent, change.innocent)}")
    if change.accepted is not None:
        yield Fact("Accepted", describe_acceptance(review, change, change.accepted))
    if change.place is not None:
        yield Fact("Where", Code(_say_place(change.place)))
    if change.stops:
        yield Fact("To let it pass", _say_command(change))


def _say_place(place: Place) -> str:
    """File and line, as far as they are known."""
    return str(place) if place.column or not place.line else f"{place.file}:{place.line}"


def _say_command(change: ReviewedChange) -> Said:
    return Code(f"trustpages record acceptance {change.fingerprint}")
