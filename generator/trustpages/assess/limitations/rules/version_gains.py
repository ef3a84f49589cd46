"""L07 to L09: one agent over its versions, and positions that cannot be told apart."""

from __future__ import annotations

from typing import TypeAlias

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.rules.rank import NEEDS_COMPARISON, NO_COMPARISON
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_points,
    format_points_down,
    format_points_up,
    get_limits,
)
from trustpages.assess.metrics.benchmarks.positions import list_own_names
from trustpages.model.measured import Measured
from trustpages.model.results.benchmarks import RankInterval, RankOutcome
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity


def _find_one_agent_only(agent: AssessedAgent) -> Occasions:
    if not agent.findings.ranks:
        return NO_COMPARISON
    return tuple(
        Occasion({"v": rank.n}, (rank.comparison,))
        for rank in agent.findings.ranks
        if rank.of == "versions" and rank.n >= 2
    )


def _find_gain_not_transferred(agent: AssessedAgent) -> Occasions:
    over_versions = [rank for rank in agent.findings.ranks if rank.gains is not None]
    if not over_versions:
        return NotEvaluable("no comparison follows one agent over its versions")
    unknown, occasions = [], []
    for rank in over_versions:
        changed = _get_changes(rank)
        if changed is None:
            unknown.append(rank.comparison)
            continue
        (score, (least_gain, _)), (outcome, (low, high)) = changed
        # A gain that is not beyond its own error says nothing about where it went.
        if least_gain > 0 and low <= 0:
            slots: dict[str, Slot] = {
                "db": format_points(score),
                "v": rank.n,
                "workflow": rank.workflow,
                "do": format_points(outcome),
                "lo": format_points_down(low),
                "hi": format_points_up(high),
            }
            occasions.append(Occasion(slots, (rank.comparison,)))
    why = "the counts behind first and last score or outcome are not known in some comparisons"
    return check_unknown(occasions, unknown, why)


NO_POSITION = NotEvaluable("no comparison of several agents, and no position on a leaderboard, is on record")
ON_BOARD = (
    "Position {r} on the leaderboard of {board} cannot be told apart from positions {r1} to {r2} given the score "
    "uncertainty."
)

Change: TypeAlias = tuple[float, tuple[float, float]]


def _get_changes(rank: RankOutcome) -> tuple[Change, Change] | None:
    """The change of score and of outcome from first to last version with their limits, if both have any."""
    if rank.gains is None:
        return None
    score, outcome = rank.gains.benchmark_change, rank.gains.outcome_change
    limits = get_limits(score), get_limits(outcome)
    if not isinstance(score, Measured) or not isinstance(outcome, Measured) or limits[0] is None or limits[1] is None:
        return None
    return (score.value, limits[0]), (outcome.value, limits[1])


def _find_rank_tie(agent: AssessedAgent) -> Occasions:
    of_agents = [rank for rank in agent.findings.ranks if rank.of == "agents"]
    placed = [(result, result.position) for result in agent.results if result.position is not None]
    if not of_agents and not placed:
        return NO_POSITION
    names = set(list_own_names(agent.document))
    occasions = [
        Occasion(
            {"r": format_amount(at.rank), "r1": at.low, "r2": at.high, "board": agent.benchmark_name(result.benchmark)},
            (result.evidence,),
            sentence=ON_BOARD,
        )
        for result, at in placed
        if at.low is not None and at.high is not None and at.high > at.low
    ]
    occasions += [
        Occasion(
            {"r": format_amount(entry.rank), "r1": entry.low, "r2": entry.high, "entry": entry.name}, (rank.comparison,)
        )
        for rank in of_agents
        # The agent's own entries; the first of the board where it has none.
        for entry in _list_own(rank, names) or rank.intervals[:1]
        if entry.high - entry.low >= 1
    ]
    unknown = [rank.comparison for rank in of_agents if not rank.intervals]
    unknown += [result.evidence for result, at in placed if at.high is None]
    return check_unknown(occasions, unknown, "scores or their sample sizes are not known in some comparisons")


def _list_own(rank: RankOutcome, names: set[str]) -> list[RankInterval]:
    """The intervals of the agent's own entries: marked as ours, or of its name."""
    names = names | {point.name for point in rank.points if point.ours}
    return [entry for entry in rank.intervals if entry.name in names]


VERSION_GAIN_RULES = (
    Rule(
        id="L07",
        slug="one_agent_only",
        severity=Severity.MEDIUM,
        meaning="Versions of one agent cannot show whether a leaderboard ranks agents rightly.",
        fires="a comparison follows one agent over at least two versions",
        sentence="Only one agent was observed, over {v} versions; this says whether its gains carried over, not "
        "whether the ranking is right.",
        removed_by="outcomes for other agents",
        needs=NEEDS_COMPARISON,
        find=_find_one_agent_only,
    ),
    Rule(
        id="L08",
        slug="gain_not_transferred",
        severity=Severity.HIGH,
        meaning="A better score of a newer version has not made the work go better, as far as anyone can show.",
        fires="the score rose by more than its error while the change of outcomes has no lower limit above zero",
        sentence="The benchmark score rose by {db} points over {v} versions; success in {workflow} changed by {do} "
        "points (range {lo} to {hi}). The gain has not been shown to reach users.",
        removed_by="a change of outcomes whose lower limit is above zero",
        needs="a comparison of one agent over its versions, with the counts behind scores and outcomes",
        find=_find_gain_not_transferred,
    ),
    Rule(
        id="L09",
        slug="rank_tie",
        severity=Severity.MEDIUM,
        meaning="The position could as well be another one: the test is too small to order these agents.",
        fires="the range of positions of the agent's entry on a leaderboard or in a comparison, or of the first entry "
        "compared where the agent has none, spans more than one position",
        sentence="Position {r} of {entry} cannot be told apart from positions {r1} to {r2} given the score "
        "uncertainty.",
        removed_by="a larger benchmark, or repeated runs",
        needs="a comparison of agents, or a leaderboard, with scores and their sample sizes",
        find=_find_rank_tie,
    ),
)
