"""Which changes chance alone explains: results of figures that moved within it, where only outcomes changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from trustpages.model.documents.bundle import OUTCOMES_BY_KIND
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import MovedFigure, ReviewedChange
from trustpages.model.sentence import Reference, Sentence, strip_full_stop
from trustpages.model.vocabulary import Severity
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.rules.catalog import RULES_BY_ID
from trustpages.review.rules.rule import Part
from trustpages.review.typed.noise import Moves, is_by_record, pair_promises
from trustpages.review.typed.note import note

BY_CHANCE = "Chance alone explains the move"
BEHIND_IT = "The figures behind it did not get worse by more than chance explains"


@dataclass(frozen=True, slots=True)
class Causes:
    """What was changed beside outcomes: for all agents, for whole agents, and for single promises of them.

    `deployed` are agents of which another version is deployed, or its changes are told otherwise.
    """

    is_global: bool
    agents: frozenset[str]
    promises: frozenset[tuple[str, str]]
    deployed: frozenset[str]

    def touch(self, change: ReviewedChange, ref: str | None = None) -> bool:
        """Whether anything but outcomes may have decided about the agent, or about one promise of it.

        Whether another version does worse is what its runs are compared for, so that it is a cause of limitations only.
        """
        agent = change.agent
        if self.is_global or agent in self.agents or (change.rule == "limitation" and agent in self.deployed):
            return True
        return (agent, ref) in self.promises if ref else any(agent == owner for owner, _ in self.promises)


def find_causes(changes: Iterable[ReviewedChange]) -> Causes:
    """The causes among the changes of a review."""
    causes = [change for change in changes if change.rule not in _FORMAL and _is_cause(change)]
    deployed = [change for change in causes if change.rule == "agent-version" or change.aspect in _OF_VERSION]
    on_promise = [change for change in causes if change.rule in _ON_PROMISES and "/" in change.subject]
    return Causes(
        is_global=any(not change.agent for change in causes),
        agents=frozenset(change.agent for change in causes if change not in on_promise and change not in deployed),
        promises=frozenset((change.agent, change.subject) for change in on_promise),
        deployed=frozenset(change.agent for change in deployed),
    )


def _is_cause(change: ReviewedChange) -> bool:
    """Whether it decides results by more than counts; an item that counts no outcomes does, by being there."""
    if change.rule in ("evidence-added", "evidence-removed"):
        return (change.after or change.before) not in OUTCOMES_BY_KIND
    return RULES_BY_ID[change.rule].part is Part.CAUSE


_ON_PROMISES = frozenset({"terms", "line-lowered", "window-shortened", "severity-lowered", "denominator-changed"})
_FORMAL = frozenset(
    {"missing-version-bump", "pact-version", "acceptance", "decision", "claim-worded", "gates", "report-date"}
)
"""Causes that decide no verdict: both sides are judged on one day unless somebody asks for two."""
_OF_VERSION = frozenset({"changes", "deployed_since", "digest"})


_WITH_FIGURE = frozenset({"verdict", "claim"})


def add_figures(
    comparison: SideComparison, changes: Sequence[ReviewedChange], moves: Moves
) -> Iterator[ReviewedChange]:
    """The changes, verdicts with their figures, and a change for each figure whose verdict did not move."""
    told = {(change.agent, change.subject) for change in changes if change.rule in _WITH_FIGURE}
    for change in changes:
        figure = moves.get((change.agent, change.subject)) if change.rule in _WITH_FIGURE else None
        yield change if figure is None else replace(change, figure=figure)
    for (agent, ref), figure in moves.items():
        # Of a claim the verdict is what is said, and its figure is that of promises or evidence.
        if (agent, ref) not in told and "/" in ref:
            yield _note_figure(comparison, agent, ref, figure)


def _note_figure(comparison: SideComparison, agent: str, ref: str, figure: MovedFigure) -> ReviewedChange:
    promise = comparison.agents[agent][1].promise(ref)
    severity = promise.severity if promise is not None else Severity.MEDIUM
    turn = find_figure_turn(comparison.agents[agent][1], ref, figure)
    return replace(
        note(
            "figure",
            agent,
            ref,
            (_round(figure.before.estimate), _round(figure.after.estimate)),
            ("Figure of ", Reference(ref), f" is {_WORDS[turn]}; its verdict is the same"),
            turn=turn,
            weight=severity if figure.is_outside_noise else Severity.LOW,
            place=comparison.place_promise(agent, ref),
        ),
        figure=figure,
    )


_WORDS = {Turn.BETTER: "better", Turn.WORSE: "worse", Turn.NEUTRAL: "as it was, of other runs"}


def _round(estimate: float | None) -> str | None:
    """A figure as coarse as a decision about it: a worse one is another state, and the last digit makes none."""
    return None if estimate is None else f"{estimate:.2g}"


def is_by_chance(comparison: SideComparison, change: ReviewedChange, moves: Moves, causes: Causes) -> bool:
    """Whether chance alone explains it: a result whose figures all moved within chance, where only outcomes changed.

    A limitation says no worse of an agent whose figures got better, even where they did beyond chance.
    """
    if RULES_BY_ID[change.rule].part is not Part.RESULT or change.agent not in comparison.agents:
        return False
    sides, agent = comparison.agents[change.agent], change.agent
    names = frozenset(_find_behind(change, sides))
    refs = [name for name in names if "/" in name]
    own = {name: figure for (owner, name), figure in moves.items() if owner == agent and (not names or name in names)}
    if not own or any(causes.touch(change, ref) for ref in refs or (None,)):
        return False
    turned = {
        new.ref
        for old, new in pair_promises(*sides)
        if old.verdict is not new.verdict and (not names or new.ref in names)
    }
    is_limitation = change.rule == "limitation"
    return turned <= own.keys() and all(
        _moved_by_chance(sides, name, figure)
        or (is_limitation and find_figure_turn(sides[1], name, figure) is Turn.BETTER)
        for name, figure in own.items()
    )


def find_figure_turn(side: AgentSide, name: str, figure: MovedFigure) -> Turn:
    """Whether the figure of a promise or claim is better or worse than it was, by the direction that is promised."""
    promise = side.promise(name)
    claim = next((claim for claim in side.record.claims if claim.id == name), None)
    target = promise.threshold if promise is not None else claim.line if claim is not None else None
    rise = (figure.after.estimate or 0) - (figure.before.estimate or 0)
    if not rise or target is None:
        return Turn.NEUTRAL
    return Turn.BETTER if (rise > 0) is (target.direction == "at_least") else Turn.WORSE


def _find_behind(change: ReviewedChange, sides: tuple[AgentSide, AgentSide]) -> Iterator[str]:
    """The promises and claims whose figures are behind a result; none where it is about the whole agent."""
    about = {change.subject, change.aspect, change.aspect.removeprefix("claim/")}
    for side in sides:
        yield from (promise.ref for promise in side.record.obligations if promise.ref in about)
        for claim in side.record.claims:
            if claim.id in about:
                yield from filter(None, (claim.id, claim.obligation))
        for item in side.record.evidence:
            if item.id in about:
                yield from item.bears_on
                yield from (claim.id for claim in side.record.claims if item.id in claim.evidence)


def _moved_by_chance(sides: tuple[AgentSide, AgentSide], name: str, figure: MovedFigure) -> bool:
    if figure.is_outside_noise is not False:
        return False
    old, new = (side.promise(name) for side in sides)
    if old is None or new is None:  # a claim
        return True
    return not is_by_record(new) and old.judged_on == new.judged_on


def tell_chance(change: ReviewedChange, *, by_chance: bool) -> ReviewedChange:
    """The change with a word on chance where that is the reason, and on how many runs would tell."""
    if not by_chance:
        return change
    figure = change.figure
    runs = figure.runs_to_tell if figure is not None else None
    more = f"; about {runs:,} runs a side would tell" if runs is not None else ""
    why = (strip_full_stop(change.why), ". ") if change.why else ()
    return replace(change, why=Sentence(*why, f"{BY_CHANCE if figure is not None else BEHIND_IT}{more}"))
