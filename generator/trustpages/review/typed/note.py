"""A change as a review has it, made from what was found, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from trustpages.model.problem import Place
from trustpages.model.results.records.changes import ReportChange, Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Part, Sentence
from trustpages.model.vocabulary import Severity
from trustpages.review.rules.catalog import RULES_BY_ID

LONGEST = 120
"""Characters of a state that are shown; of a longer one the beginning, and a digest of all of it."""


def note(
    rule: str,
    agent: str,
    subject: str,
    states: tuple[str | None, str | None],
    title: tuple[Part, ...],
    *,
    aspect: str = "",
    turn: Turn = Turn.NEUTRAL,
    weight: Severity | None = None,
    why: Sentence | None = None,
    place: Place | None = None,
) -> ReviewedChange:
    """The change of one thing from the first of its `states` to the second; None where it was not there."""
    before, after = states
    return ReviewedChange(
        rule=rule,
        agent=agent,
        subject=subject,
        aspect=aspect,
        before=before,
        after=after,
        turn=turn,
        weight=weight or RULES_BY_ID[rule].weight,
        fingerprint="",
        title=Sentence(*title),
        why=why,
        place=place,
    )


def compute_fingerprint(change: ReviewedChange) -> str:
    """`fp-` and 16 hexadecimal digits over what changed from which state to which; no sentence and no figure is in it.

    A worse state is another one, so that an acceptance ends with it.
    """
    parts = (change.rule, change.agent, change.subject, change.aspect, change.before, change.after)
    return f"fp-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]}"


def shorten(state: str | None) -> str | None:
    """A state that is short enough to read; equal ones stay equal, and others stay different."""
    if state is None or len(state) <= LONGEST:
        return state
    return f"{state[: LONGEST - 30]}… (sha256 {hashlib.sha256(state.encode()).hexdigest()[:16]})"


def name_move(what: tuple[Part, ...], change: ReportChange, words: Mapping[str, str]) -> tuple[Part, ...]:
    """What it is, how it was and how it is."""
    old, new = (None if state is None else words.get(state, state) for state in (change.before, change.after))
    if old is None:
        return (*what, " is new: ", str(new))
    if new is None:
        return (*what, " is gone; it was: ", old)
    verb = {Turn.WORSE: " falls", Turn.BETTER: " rises"}.get(change.turn, " goes")
    return (*what, verb, f" from {old} to {new}")
