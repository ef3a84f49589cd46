"""A review of a change: everything that is otherwise on the later of two sides, what it weighs and whether it stops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.model.problem import Problem
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ChangeReview, ReviewedChange, ReviewSide, SideFacts
from trustpages.review.acceptances import accept_changes
from trustpages.review.comparison import SideComparison
from trustpages.review.gating import ReviewGates
from trustpages.review.reader_names import collect_names
from trustpages.review.rules.catalog import CHANGE_RULES
from trustpages.review.sayable import find_sayable_changes
from trustpages.review.typed.agents import find_agent_changes
from trustpages.review.typed.audiences import find_audience_changes
from trustpages.review.typed.chance import add_figures, find_causes, is_by_chance, tell_chance
from trustpages.review.typed.gaming import name_gaming
from trustpages.review.typed.items import find_item_changes
from trustpages.review.typed.noise import Moves, find_moved_figures
from trustpages.review.typed.note import compute_fingerprint
from trustpages.review.typed.results import find_result_changes
from trustpages.review.typed.terms import find_pact_changes
from trustpages.review.typed.workspace import find_workspace_changes

_TURNS: Final = (Turn.WORSE, Turn.LOST, Turn.DISPUTED, Turn.NEUTRAL, Turn.BETTER)
_ORDER: Final = {rule.id: place for place, rule in enumerate(CHANGE_RULES)}


def review_changes(before: ReviewSide, after: ReviewSide, gates: ReviewGates, as_of: date) -> ChangeReview:
    """What changed from one side to the other; `as_of` is the day on which acceptances have to be in force.

    Reads nothing but its arguments. A side that could not be read is told by whoever read it.
    """
    comparison = SideComparison(before, after)
    moves = find_moved_figures(comparison)
    changes = _weigh(comparison, tuple(_find(comparison)), moves, gates)
    changes, wrong = accept_changes(changes, before, after, as_of)
    changes = tuple(sorted(changes, key=_sort_key))
    return ChangeReview(
        before=_describe(before),
        after=_describe(after),
        changes=changes,
        sayable=find_sayable_changes(comparison, moves),
        wrong_acceptances=wrong,
        only_form=not changes and before.reads_files != after.reads_files,
        next_step=_find_next_step(changes, wrong),
        names=collect_names(before, after),
    )


def _find_next_step(changes: Sequence[ReviewedChange], wrong: Sequence[Problem]) -> tuple[str, ...]:
    """What tells more of the first thing that keeps the gate shut; nothing where it is open."""
    codes = (*(change.rule for change in changes if change.stops), *(problem.code for problem in wrong))
    return ("trustpages", "explain", codes[0]) if codes else ()


def _find(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """Everything that is otherwise, under its rule."""
    for find in (
        find_result_changes,
        find_item_changes,
        find_pact_changes,
        find_agent_changes,
        find_audience_changes,
        find_workspace_changes,
    ):
        for change in find(comparison):
            yield name_gaming(comparison, change)


def _weigh(
    comparison: SideComparison, found: Sequence[ReviewedChange], moves: Moves, gates: ReviewGates
) -> tuple[ReviewedChange, ...]:
    """The changes with figures, fingerprints, and whether chance alone explains them or a gate stops them."""
    causes = find_causes(found)
    changes = []
    for change in add_figures(comparison, found, moves):
        by_chance = is_by_chance(comparison, change, moves, causes)
        told = tell_chance(change, by_chance=by_chance)
        stops = gates.stop(told, by_chance=by_chance)
        changes.append(replace(told, fingerprint=compute_fingerprint(told), is_gating=stops))
    return tuple(changes)


def _sort_key(change: ReviewedChange) -> tuple[object, ...]:
    turn = _TURNS.index(change.turn)
    place = _ORDER[change.rule]
    return not change.is_gating, change.weight.rank, turn, place, change.agent, change.subject, change.aspect


def _describe(side: ReviewSide) -> SideFacts:
    return SideFacts(
        label=side.label, commit=side.commit, as_of=side.record.as_of, inputs_digest=side.record.inputs_digest
    )
