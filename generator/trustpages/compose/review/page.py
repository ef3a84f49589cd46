"""A review of a change as blocks: what stops it, every change with its reasons, what sales may say, what was compared.

The sections stand in the order of their weight: whoever has no room for all of them leaves out the last ones.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from trustpages.compose.review.changes import show_change, tabulate_worst
from trustpages.compose.review.sales import show_sales
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.review import clip, describe_sides, describe_turns, headline_of
from trustpages.model.pages.blocks import Block, Bullets, FactList, Section, Text
from trustpages.model.pages.values import Code, Fact, Said, Value
from trustpages.model.problem import Problem
from trustpages.model.results.review import ChangeReview, SideFacts
from trustpages.secrets.scanning import mask_problem, mask_secrets

MOST_PROBLEMS: Final = 5
"""Problems of a side that are told; `check` on that side tells all."""
_LONGEST_PROBLEM: Final = 300
_LONGEST_LABEL: Final = 80


def compose_review(review: ChangeReview, *, can_fold: bool) -> tuple[Section, ...]:
    """The sections of a review; where a reader can fold, the worst changes stand in a table before their details."""
    sections = [Section(headline_of(review), tuple(_lead(review, can_fold=can_fold)))]
    if review.changes:
        title = f"{describe_turns(review.changes)}: why, how sure, and what to do"
        details = tuple(show_change(review, change) for change in review.changes)
        sections.append(Section(title, (*details, *_tell_what_to_do(review)), folded=can_fold))
    if not review.unreadable and (review.changes or review.sayable):
        sections.append(show_sales(review, can_fold=can_fold))
    if can_fold:
        sections.append(Section("What was compared", (FactList(tuple(_list_sides(review)), "lines"),), folded=True))
    return tuple(sections)


def _lead(review: ChangeReview, *, can_fold: bool) -> Iterator[Block]:
    for side in review.unreadable:
        label = clip(mask_secrets(side.label), _LONGEST_LABEL)
        said = f"Nothing is known of what this change does, since {label} cannot be read. That is no clean result."
        yield Text(said, "caution")
        yield Bullets(tuple(_list_problems(side.problems)))
    yield Text(describe_sides(review.before, review.after))
    if review.wrong_acceptances:
        yield Bullets(tuple(_list_problems(review.wrong_acceptances)))
    if can_fold and review.changes:
        yield tabulate_worst(review)
    if doubtful := sum(bool(change.innocent) for change in review.changes):
        which = "1 change may be an attempt" if doubtful == 1 else f"{doubtful} changes may be attempts"
        yield Text(f"{which} to look better than the evidence allows, or harmless: both readings stand below.")
    if not review.changes:
        yield from _tell_what_to_do(review)


def _tell_what_to_do(review: ChangeReview) -> Iterator[Block]:
    if any(change.stops for change in review.changes):
        yield Text("An acceptance also names --by whom, in which --role, the --reason, and --until when.")
    if review.next_step:
        yield Text(("Next: ", Code(shlex.join(review.next_step))))


def _list_problems(problems: tuple[Problem, ...]) -> Iterator[Said]:
    for problem in problems[:MOST_PROBLEMS]:
        shown = mask_problem(problem)
        remedy = f"; {shown.remedy}" if shown.remedy else ""
        place = str(shown.place)
        said = f"[{shown.code}] {clip(f'{shown.sentence}{remedy}', _LONGEST_PROBLEM)}"
        yield (Code(clip(place, _LONGEST_PROBLEM)), f": {said}") if place else said
    if len(problems) > MOST_PROBLEMS:
        yield f"and {len(problems) - MOST_PROBLEMS} more"


def _list_sides(review: ChangeReview) -> Iterator[Fact]:
    for label, side in (("Before", review.before), ("After", review.after)):
        yield Fact(label, _describe_side(side))


def _describe_side(side: SideFacts) -> Said:
    parts: list[Value] = [clip(mask_secrets(side.label), _LONGEST_LABEL)]
    parts += [", commit ", Code(side.commit)] if side.commit else []
    parts += [f", as of {format_day(side.as_of)}"] if side.as_of else []
    parts += [", SHA-256 of its inputs ", Code(side.inputs_digest)] if side.inputs_digest else []
    return tuple(parts)
