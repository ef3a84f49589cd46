"""A review of a change as findings beside the lines that cause them, for forges and scanners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from trustpages.compose.forges.finding import ForgeFinding, Level, RuleHelp
from trustpages.compose.problems import find_in_problem
from trustpages.compose.wording.names import to_title
from trustpages.compose.wording.review import (
    TWO_READINGS,
    describe_acceptance,
    describe_move,
    say_change,
    say_reason,
    say_title,
)
from trustpages.model.problem import Place
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ChangeReview, ReviewedChange
from trustpages.model.states import SEVERITIES

_ADVERSE: Final = frozenset({Turn.WORSE, Turn.LOST, Turn.DISPUTED})
_WORKSPACE: Final = Place("trust.yml")
HELP: Final = (
    "`trustpages diff` could not compare two states of the evidence, or found that an acceptance does not hold. "
    "`trustpages explain` tells more about the code."
)


def find_in_review(review: ChangeReview, *, adverse_alone: bool) -> tuple[ForgeFinding, ...]:
    """Every change as a finding, weightiest first, after whatever keeps the review from being one.

    With `adverse_alone`, what is better or merely different is left out, unless it stops or may be an attempt to look
    better.
    """
    problems = [problem for side in review.unreadable for problem in side.problems]
    failures = map(find_in_problem, (*problems, *review.wrong_acceptances))
    shown = (change for change in review.changes if not adverse_alone or _is_adverse(change))
    return (*failures, *(_find_in_change(review, change) for change in shown))


def place_all(change: ReviewedChange) -> ReviewedChange:
    """The change at a place that forges can show: where nobody wrote it, its agent or the workspace."""
    agent = Place(f"evidence/{change.agent}/agent.yml") if change.agent else _WORKSPACE
    return change if change.place is not None else replace(change, place=agent)


def explain_problem(rule: str) -> RuleHelp:
    """What is said of a problem that keeps a review from being one."""
    return RuleHelp(rule, to_title(rule), HELP)


def _is_adverse(change: ReviewedChange) -> bool:
    return change.is_gating or change.turn in _ADVERSE or bool(change.innocent)


def _find_in_change(review: ChangeReview, change: ReviewedChange) -> ForgeFinding:
    level: Level = "error" if change.stops else "warning" if _is_adverse(change) else "note"
    return ForgeFinding(
        rule=change.rule,
        level=level,
        place=place_all(change).place or _WORKSPACE,
        message=" ".join(_say_all(review, change)),
        title=f"{SEVERITIES[change.weight].word}: {to_title(change.rule)}",
        fingerprint=change.fingerprint,
        weight=change.weight,
        stops=change.stops,
    )


def _say_all(review: ChangeReview, change: ReviewedChange) -> Iterator[str]:
    yield f"{say_title(review, change)}: {say_change(review, change)}."
    if change.why is not None:
        yield say_reason(review, change.agent, change.why)
    if change.figure is not None:
        yield describe_move(change.figure)
    if change.innocent:
        yield f"{TWO_READINGS}{say_reason(review, change.agent, change.innocent)}"
    if change.accepted is not None:
        yield f"Accepted: {describe_acceptance(review, change, change.accepted)}"
    if change.stops:
        yield f"To let it pass: trustpages record acceptance {change.fingerprint}."
