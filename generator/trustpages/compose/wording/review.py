"""A review of a change in words: its outcome, how sure a moved figure is, who accepted what, what sales may say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import describe_quantity
from trustpages.compose.wording.names import spell_with, to_title
from trustpages.compose.wording.numbers import count_of
from trustpages.model.measured import POINTS, Measured
from trustpages.model.pages.values import Code, Said, StateLabel, Value
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import (
    AcceptanceState,
    AcceptedChange,
    ChangeReview,
    MovedFigure,
    ReviewedChange,
    SideFacts,
    SideFigure,
)
from trustpages.model.sentence import read_days
from trustpages.model.states import CLAIMS, LEDGER, POSTURES, REVIEWS, SEVERITIES, TURNS, VERDICTS
from trustpages.secrets.scanning import mask_secrets

_STATES: Final[tuple[Mapping[StrEnum, StateLabel], ...]] = (SEVERITIES, REVIEWS, LEDGER, CLAIMS, VERDICTS, POSTURES)  # type: ignore[assignment]  # keys of six kinds
STATE_WORDS: Final = {state.value: label.word for labels in _STATES for state, label in labels.items()}
"""The word of each state by the name that machines have for it; no two kinds give one name different words."""

_ID: Final = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)+")
_STEP: Final = re.compile(r"(?P<version>\S+) (?P<step>major|minor|patch)")
"""The version of a pact with the step that a change of its terms demands."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_DIGITS_SHOWN: Final = 12
_LONGEST_LABEL: Final = 80
_CLIPPED: Final = "…"

TWO_READINGS: Final = "It may be an attempt to look better than the evidence allows. The harmless reading: "
ACCEPTANCES: Final = {
    AcceptanceState.IN_FORCE: "by",
    AcceptanceState.EXPIRED: "That has ended, so that it lets nothing pass: by",
    AcceptanceState.NOT_YET: "That begins later, so that it lets nothing pass: by",
    AcceptanceState.UNAUTHORISED: "Without the right to, so that it lets nothing pass: by",
}


def clip(text: str, longest: int) -> str:
    """The text, cut where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}{_CLIPPED}"


def name_agent(review: ChangeReview, agent: str) -> str:
    """The name of an agent as readers know it; its id where it has none, and the workspace where there is no agent."""
    return spell_out_for_readers(review, agent, review.names.get(agent, {}).get("", "") or agent or "All agents")


def spell_out_for_readers(review: ChangeReview, agent: str, text: str) -> str:
    """The text with names instead of ids and days in words; what looks like a secret is masked."""
    return mask_secrets(spell_with(text, review.names.get(agent, {})))


def say_reason(review: ChangeReview, agent: str, text: str) -> str:
    """A reason as a sentence of its own."""
    return f"{say_first_large(spell_out_for_readers(review, agent, text).rstrip('. '))}."


def say_first_large(words: str) -> str:
    """The words with a capital letter at their beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def say_state(review: ChangeReview, agent: str, state: str | None, absent: str) -> str:
    """One side of a change in words: a state by its word, an id in words, a digest by its beginning."""
    if state is None:
        return absent
    if state in STATE_WORDS:
        return STATE_WORDS[state]
    if _DIGEST.fullmatch(state):
        return f"SHA-256 {state[:_DIGITS_SHOWN]}"
    if asked := _STEP.fullmatch(state):
        return f"{asked['version']}, which asks for a {asked['step']} step"
    if _ID.fullmatch(state):
        return to_title(state)
    return spell_out_for_readers(review, agent, read_days(state))


def say_states(review: ChangeReview, change: ReviewedChange) -> tuple[str, str]:
    """Both sides of a change in words; empty where neither has a state."""
    if change.before is None and change.after is None:
        return "", ""
    return (
        say_state(review, change.agent, change.before, "not there"),
        say_state(review, change.agent, change.after, "gone"),
    )


def say_title(review: ChangeReview, change: ReviewedChange) -> str:
    """What changes, with the name of the agent before it, without final stop."""
    name, title = name_agent(review, change.agent), spell_out_for_readers(review, change.agent, change.title)
    title = title.rstrip(". ")
    return title if name in title else f"{name}: {title}"


def say_change(review: ChangeReview, change: ReviewedChange) -> str:
    """Both sides with an arrow between them, and the turn where it is one; that alone where the title has the sides."""
    before, after = say_states(review, change)
    title = say_title(review, change)
    if not after or (before in title and after in title):
        return TURNS[change.turn].word
    return f"{before} → {after}{'' if change.turn is Turn.NEUTRAL else f' ({TURNS[change.turn].in_sentence})'}"


def say_weight(change: ReviewedChange) -> str:
    """How grave a change is, and whether it stops, or was accepted."""
    weight = SEVERITIES[change.weight].word
    if change.stops:
        return f"{weight}, stops"
    return f"{weight}, accepted" if change.is_gating else weight


def describe_move(figure: MovedFigure) -> str:
    """Both figures, and whether chance alone explains the difference."""
    before, after = (_say_figure(side, figure.unit) for side in (figure.before, figure.after))
    moved = f"{before} before, {after} now"
    if figure.difference is not None:
        unit = POINTS if figure.unit == "share" else figure.unit
        estimate, low, high = figure.difference
        shown = describe_quantity(_measure(SideFigure(estimate=estimate, low=low, high=high), unit))
        paired = f"on the {count_of(figure.paired, 'task')} that both have"
        how = paired if figure.paired else "between the runs of each side"
        limits = f" ({shown.interval})" if shown.interval else ""
        moved = f"{moved}; the difference is {shown.headline}{limits}, {how}"
    return f"{_judge_move(figure)} {moved}."


def _judge_move(figure: MovedFigure) -> str:
    more = "" if figure.runs_to_tell is None else f"; {count_of(figure.runs_to_tell, 'run')} a side would tell"
    match figure.is_outside_noise:
        case None:
            return f"Whether this is noise cannot be told{more}."
        case True:
            return "Outside noise: chance alone hardly explains it."
        case False:
            return f"Within noise: chance alone may explain it{more}."


def _say_figure(figure: SideFigure, unit: str) -> str:
    return "no figure" if figure.estimate is None else describe_quantity(_measure(figure, unit)).sentence


def _measure(figure: SideFigure, unit: str) -> Measured:
    return Measured(figure.estimate or 0.0, figure.low, figure.high, 0.95, "", figure.k, figure.n, None, unit)


def describe_acceptance(review: ChangeReview, change: ReviewedChange, accepted: AcceptedChange) -> str:
    """Who accepted a change, on which day, until when, and why; and whether that holds."""
    role = f" ({to_title(accepted.role)})" if accepted.role else ""
    reason = spell_out_for_readers(review, change.agent, accepted.reason).rstrip(". ")
    by = mask_secrets(accepted.by)
    days = f"on {format_day(accepted.on)}, until {format_day(accepted.until)}"
    return f"{ACCEPTANCES[accepted.state]} {by}{role} {days}: {reason}."


def describe_sides(before: SideFacts, after: SideFacts) -> Said:
    """What was compared with what, as of which days."""
    first, second = _name_side(before), _name_side(after)
    if before.as_of is None or after.as_of is None:
        return (*first, " compared with ", *second)
    if before.as_of == after.as_of:
        return (*first, " compared with ", *second, f", both as of {format_day(after.as_of)}")
    days = [f" as of {format_day(side.as_of)}" for side in (before, after)]
    return (*first, f"{days[0]}, compared with ", *second, f"{days[1]}: some changes may come from the days alone")


def _name_side(side: SideFacts) -> tuple[Value, ...]:
    label = clip(mask_secrets(side.label), _LONGEST_LABEL)
    if not side.commit or side.commit == side.label:
        return (label,)
    return (label, " (", Code(side.commit[:_DIGITS_SHOWN]), ")")


def describe_turns(changes: Iterable[ReviewedChange]) -> str:
    """How many changes are for the worse, for the better, or neither."""
    counts = Counter(change.turn for change in changes)
    listed = (f"{counts[turn]} {TURNS[turn].in_sentence}" for turn in _TURNS if counts[turn])
    return f"{count_of(counts.total(), 'change')} ({', '.join(listed)})"


_TURNS: Final = (Turn.WORSE, Turn.LOST, Turn.DISPUTED, Turn.NEUTRAL, Turn.BETTER)


def headline_of(review: ChangeReview) -> str:
    """The outcome in one line: failed, stopped and why, or nothing stops it."""
    if review.unreadable:
        labels = " and ".join(clip(mask_secrets(side.label), _LONGEST_LABEL) for side in review.unreadable)
        return f"The review failed: {labels} cannot be read"
    stopping = sum(change.stops for change in review.changes)
    reasons = [f"{count_of(stopping, 'change')} {'needs' if stopping == 1 else 'need'} a decision"] if stopping else []
    if wrong := len(review.wrong_acceptances):
        reasons.append(f"{count_of(wrong, 'acceptance')} {'does' if wrong == 1 else 'do'} not hold")
    if reasons:
        return f"Stopped: {' and '.join(reasons)}"
    if not review.changes:
        return "No change of meaning: files differ in their form alone" if review.only_form else "Nothing changes"
    accepted = sum(change.is_gating for change in review.changes)
    return (
        f"Nothing stops this: {count_of(len(review.changes), 'change')}{f', {accepted} accepted' if accepted else ''}"
    )
