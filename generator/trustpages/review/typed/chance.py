"""Which changes chance alone explains: results of figures that moved within it, where only outcomes changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import MovedFigure, ReviewedChange
from trustpages.model.sentence import Reference, Sentence, strip_full_stop
from trustpages.model.vocabulary import Severity
from trustpages.review.comparison import AgentSide, Comparison
from trustpages.review.rules.catalog import RULES_BY_ID
from trustpages.review.rules.rule import Part
from trustpages.review.typed.noise import Moves, is_by_record, pair_promises
from trustpages.review.typed.note import note

BY_CHANCE = "Chance alone explains the move"
BEHIND_IT = "The figures behind it moved no further than chance explains"


@dataclass(frozen=True, slots=True)
class Causes:
    """What was changed beside outcomes: for all agents, for whole agents, and for single promises of them."""

    is_global: bool
    agents: frozenset[str]
    promises: frozenset[tuple[str, str]]

    def touch(self, agent: str, ref: str | None = None) -> bool:
        """Whether anything but outcomes may have decided about the agent, or about one promise of it."""
        if self.is_global or agent in self.agents:
            return True
        return (agent, ref) in self.promises if ref else any(agent == owner for owner, _ in self.promises)


def find_causes(changes: Iterable[ReviewedChange]) -> Causes:
    """The causes among the changes of a review."""
    causes = [change for change in changes if RULES_BY_ID[change.rule].part is Part.CAUSE]
    on_promise = [change for change in causes if change.rule in _ON_PROMISES and "/" in change.subject]
    return Causes(
        is_global=any(not change.agent for change in causes),
        agents=frozenset(change.agent for change in causes if change not in on_promise and change.rule not in _FORMAL),
        promises=frozenset((change.agent, change.subject) for change in on_promise),
    )


_ON_PROMISES = frozenset({"terms", "line-lowered", "window-shortened", "severity-lowered", "denominator-changed"})
_FORMAL = frozenset({"missing-version-bump", "pact-version", "acceptance", "decision", "claim-worded"})
"""Causes that decide no verdict."""


def add_figures(comparison: Comparison, changes: Sequence[ReviewedChange], moves: Moves) -> Iterator[ReviewedChange]:
    """The changes, verdicts with their figures, and a change for each figure whose verdict did not move."""
    told = {(change.agent, change.subject) for change in changes if change.rule == "verdict"}
    for change in changes:
        figure = moves.get((change.agent, change.subject)) if change.rule == "verdict" else None
        yield change if figure is None else replace(change, figure=figure)
    for (agent, ref), figure in moves.items():
        if (agent, ref) not in told:
            yield _note_figure(comparison, agent, ref, figure)


def _note_figure(comparison: Comparison, agent: str, ref: str, figure: MovedFigure) -> ReviewedChange:
    promise = comparison.agents[agent][1].promise(ref)
    severity = promise.severity if promise is not None else Severity.MEDIUM
    direction = promise.threshold.direction if promise is not None and promise.threshold is not None else ""
    rise = (figure.after.estimate or 0) - (figure.before.estimate or 0)
    turn = Turn.NEUTRAL
    if rise:
        turn = Turn.BETTER if (rise > 0) is (direction == "at_least") else Turn.WORSE
    pact = ref.partition("/")[0]
    return replace(
        note(
            "figure",
            agent,
            ref,
            (_round(figure.before.estimate), _round(figure.after.estimate)),
            ("Figure of ", Reference(ref), f" is {_WORDS[turn]}; its verdict is the same"),
            turn=turn,
            weight=severity if figure.is_outside_noise else Severity.LOW,
            place=comparison.place_document(f"pact:{agent}/{pact}"),
        ),
        figure=figure,
    )


_WORDS = {Turn.BETTER: "better", Turn.WORSE: "worse", Turn.NEUTRAL: "as it was, of other runs"}


def _round(estimate: float | None) -> str | None:
    """A figure as coarse as a decision about it: a worse one is another state, and the last digit makes none."""
    return None if estimate is None else f"{estimate:.2g}"


def is_by_chance(comparison: Comparison, change: ReviewedChange, moves: Moves, causes: Causes) -> bool:
    """Whether chance alone explains it: a result whose figures all moved within chance, where only outcomes changed."""
    if RULES_BY_ID[change.rule].part is not Part.RESULT or change.agent not in comparison.agents:
        return False
    sides, agent = comparison.agents[change.agent], change.agent
    named = [ref for ref in (change.subject, change.aspect) if "/" in ref]
    refs = named or list(_find_refs(change, sides))
    own = {ref: figure for (owner, ref), figure in moves.items() if owner == agent and (not refs or ref in refs)}
    if not own or any(causes.touch(agent, ref) for ref in refs or (None,)):
        return False
    turned = {
        new.ref
        for old, new in pair_promises(*sides)
        if old.verdict is not new.verdict and (not refs or new.ref in refs)
    }
    return turned <= own.keys() and all(_moved_by_chance(sides, ref, figure) for ref, figure in own.items())


def _find_refs(change: ReviewedChange, sides: tuple[AgentSide, AgentSide]) -> Iterator[str]:
    """The promises on which a claim rests, or a posture; those of an item that a limitation is about."""
    for side in sides:
        if change.rule == "claim":
            yield from (
                claim.obligation for claim in side.record.claims if claim.id == change.subject and claim.obligation
            )
        elif change.rule == "limitation" and change.aspect:
            item = side.item(change.aspect)
            yield from item.supports if item is not None else ()


def _moved_by_chance(sides: tuple[AgentSide, AgentSide], ref: str, figure: MovedFigure) -> bool:
    old, new = (side.promise(ref) for side in sides)
    if old is None or new is None or is_by_record(new):
        return False
    return figure.is_outside_noise is False and old.judged_on == new.judged_on


def tell_chance(change: ReviewedChange, *, by_chance: bool) -> ReviewedChange:
    """The change with a word on chance where that is the reason, and on how many runs would tell."""
    if not by_chance:
        return change
    runs = change.figure.runs_to_tell if change.figure is not None else None
    more = f"; about {runs:,} runs a side would tell" if runs is not None else ""
    why = (strip_full_stop(change.why), ". ") if change.why else ()
    return replace(change, why=Sentence(*why, f"{BY_CHANCE if change.figure is not None else BEHIND_IT}{more}"))
