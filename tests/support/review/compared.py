"""Two sides named, read and assessed, without the words that a review finds for them."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.review import ChangeReview, ReviewSide, UnreadableSide
from trustpages.model.vocabulary import Audience
from trustpages.review.changes import find_changes
from trustpages.workflow.diff.assess_sides import assess_sides
from trustpages.workflow.diff.forms import OutputForm
from trustpages.workflow.diff.named_sides import AskedSides, name_sides
from trustpages.workflow.diff.open_sides import open_sides
from trustpages.workflow.diff.steps import DiffOptions, review_sides
from trustpages.workflow.run import Choice

TODAY = date(2026, 7, 1)
Sides = tuple[ReviewSide | UnreadableSide, ReviewSide | UnreadableSide, frozenset[str]]


def a_choice(folder: Path, audience: Audience | None = None, as_of: date | None = None) -> Choice:
    """The options of a comparison on a day that never changes."""
    return Choice(folder, as_of, audience, TODAY)


def assessed(
    folder: Path,
    base: str | None = None,
    head: str | None = None,
    *,
    staged: bool = False,
    audience: Audience | None = None,
    as_of: date | None = None,
    each_day: bool = False,
    takes_short_cut: bool = True,
) -> Sides:
    """Both sides, and the agents that were left out; asked for in `folder`."""
    named = name_sides(AskedSides(folder, base, head, staged))
    with open_sides(named, a_choice(folder, audience, as_of), each_day=each_day) as (before, after):
        return assess_sides(before, after, takes_short_cut=takes_short_cut)


def changes_between(folder: Path, base: str | None = None, head: str | None = None) -> tuple[ReportChange, ...]:
    """What differs between the records of two sides that can be read."""
    before, after, _ = assessed(folder, base, head)
    assert isinstance(before, ReviewSide), before
    assert isinstance(after, ReviewSide), after
    return find_changes(before.record, after.record)


def reviewed(folder: Path, base: str | None = None, head: str | None = None) -> ChangeReview:
    """The whole review."""
    asked, options = AskedSides(folder, base, head), DiffOptions(OutputForm("text"))
    return review_sides(asked, a_choice(folder), options, lambda _: nullcontext())


def codes_of(side: ReviewSide | UnreadableSide) -> set[str]:
    """Why a side cannot be read; nothing where it can."""
    return {problem.code for problem in side.problems} if isinstance(side, UnreadableSide) else set()
