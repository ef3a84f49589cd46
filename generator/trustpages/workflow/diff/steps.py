"""Steps of `diff`: name both sides, read them, assess what can differ, review it, write that in a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from trustpages.compose.review.findings import place_all
from trustpages.model.problem import Problem
from trustpages.model.results.review import ChangeReview, ReviewedChange, ReviewSide, SideFacts, UnreadableSide
from trustpages.workflow.diff.assess_sides import Assessed, assess_sides
from trustpages.workflow.diff.forms import FORGES, OutputForm
from trustpages.workflow.diff.joined import make_facts, make_review, write_review
from trustpages.workflow.diff.named_sides import AskedSides, name_sides
from trustpages.workflow.diff.open_sides import OpenSide, ReadSide, open_sides
from trustpages.workflow.run import GATE, INVALID, Choice, Step

COULD_NOT_RUN = 1

NOT_FOUND: Final = frozenset(
    {"revision-name", "unknown-revision", "no-main-line", "no-merge-base", "ambiguous-side", "no-repository"}
    | {"git-missing", "git-ownership", "git-failed", "several-workspaces", "too-many-files", "other-audience"}
)
"""Codes of sides that were never reached: the command could not run, and nothing is known of the evidence."""


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """How two sides are compared and told: each on its own day or on one, in which form, what stops.

    Without `takes_short_cut` all agents are assessed on both sides, which comes to the same.
    """

    form: OutputForm
    each_day: bool = False
    fail_on: tuple[str, ...] = ()
    takes_short_cut: bool = True


@dataclass(frozen=True, slots=True)
class DiffOutcome:
    """The review in the wanted form, a summary for a person, the exit code."""

    text: str
    summary: str
    exit_code: int


def diff(asked: AskedSides, choice: Choice, options: DiffOptions, step: Step) -> DiffOutcome:
    """Compares two sides; the review of sides of which one cannot be read says so, and is never empty."""
    review = review_sides(asked, choice, options, step)
    return DiffOutcome(write_review(review, options.form), _summarize(review), find_exit_code(review))


def review_sides(asked: AskedSides, choice: Choice, options: DiffOptions, step: Step) -> ChangeReview:
    """The review of two sides."""
    with step("Finding both sides"):
        named = name_sides(asked)
    with step("Reading both sides"), open_sides(named, choice, each_day=options.each_day) as (before, after):
        with step("Assessing what differs"):
            old, new, same = assess_sides(before, after, takes_short_cut=options.takes_short_cut)
        prefixes = _find_prefixes((before, after), options.form.name)
    if isinstance(old, UnreadableSide) or isinstance(new, UnreadableSide):
        return _review_unreadable((old, new), prefixes)
    review = make_review(old, new, options.fail_on)
    placed = tuple(place_all(change) for change in review.changes) if options.form.name in FORGES else review.changes
    changes = tuple(_place_below(change, prefixes[1]) for change in placed)
    wrong = tuple(_add_prefix(problem, review.after.label, prefixes[1]) for problem in review.wrong_acceptances)
    knows_files = old.workspace is not None and new.workspace is not None  # of a version nobody knows them
    return replace(
        review,
        changes=changes,
        wrong_acceptances=wrong,
        only_form=review.only_form and knows_files,
        unassessed=len(same),
    )


def _find_prefixes(sides: Sequence[ReadSide], form: str) -> tuple[str, ...]:
    """What makes a path of each side's workspace one of the repository, or in text one from where the reader is."""
    if form == "json":
        return ("",) * len(sides)
    return tuple(side.find_prefix(from_here=form == "text") if isinstance(side, OpenSide) else "" for side in sides)


def _place_below(change: ReviewedChange, prefix: str) -> ReviewedChange:
    if change.place is None:
        return change
    return replace(change, place=replace(change.place, file=f"{prefix}{change.place.file}"))


def _review_unreadable(sides: tuple[Assessed, Assessed], prefixes: Sequence[str]) -> ChangeReview:
    facts = [
        make_facts(side) if isinstance(side, ReviewSide) else SideFacts(label=side.label, commit=None, as_of=None)
        for side in sides
    ]
    unreadable = tuple(
        replace(side, problems=tuple(_add_prefix(problem, side.label, prefix) for problem in side.problems))
        for side, prefix in zip(sides, prefixes, strict=True)
        if isinstance(side, UnreadableSide)
    )
    return ChangeReview(before=facts[0], after=facts[1], unreadable=unreadable)


def _add_prefix(problem: Problem, label: str, prefix: str) -> Problem:
    """The problem with its path from the repository; one with the side as a whole has its name for a place."""
    file = problem.place.file
    return problem if file.startswith(label) else replace(problem, place=replace(problem.place, file=f"{prefix}{file}"))


def find_exit_code(review: ChangeReview) -> int:
    """0 where nothing stops, 4 where something does, 3 where the evidence of a side is not valid, 1 for no side."""
    codes = {problem.code for side in review.unreadable for problem in side.problems}
    if review.unreadable:
        return COULD_NOT_RUN if codes & NOT_FOUND else INVALID
    return GATE if review.is_stopped else 0


def _summarize(review: ChangeReview) -> str:
    if review.unreadable:
        return f"not compared: {' and '.join(side.label for side in review.unreadable)} cannot be read"
    stops = sum(change.stops for change in review.changes) + len(review.wrong_acceptances)
    number = len(review.changes)
    agents = "1 agent is" if review.unassessed == 1 else f"{review.unassessed} agents are"
    same = f"; {agents} the same on both sides" if review.unassessed else ""
    return f"{number} change{'' if number == 1 else 's'}, {stops} that stop{'s' if stops == 1 else ''}{same}"
