"""L07 to L09: one agent over its versions, and positions that cannot be told apart."""

from __future__ import annotations

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
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import RankInterval, RankOutcome
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
    changes = {over_version.comparison: _get_changes(over_version) for over_version in over_versions}
    found = [
        _describe_loss(over_version, changed[0], changed[1])
        for over_version in over_versions
        if (changed := changes[over_version.comparison]) is not None and _is_lost(*changed)
    ]
    unknown = [name for name, changed in changes.items() if changed is None]
    why = "the counts behind first and last score or outcome are not known in some comparisons"
    return check_unknown(found, unknown, why)


def _get_changes(one: RankOutcome) -> tuple[Measured, Measured] | None:
    """The change of score and of outcome from first to last version, if both have limits."""
    if one.gains is None:
        return None
    score, outcome = one.gains.benchmark_change, one.gains.outcome_change
    if not isinstance(score, Measured) or not isinstance(outcome, Measured):
        return None
    return (score, outcome) if get_limits(score) and get_limits(outcome) else None


def _is_lost(score: Measured, outcome: Measured) -> bool:
    risen, moved = get_limits(score) or (0.0, 0.0), get_limits(outcome) or (0.0, 0.0)
    return risen[0] > 0 and moved[0] <= 0


def _describe_loss(one: RankOutcome, score: Measured, outcome: Measured) -> Occasion:
    low, high = get_limits(outcome) or (0.0, 0.0)
    slots: dict[str, Slot] = {
        "db": format_points(score.value),
        "v": one.n,
        "workflow": one.workflow,
        "do": format_points(outcome.value),
        "lo": format_points_down(low),
        "hi": format_points_up(high),
    }
    return Occasion(slots, (one.comparison,))


def _find_rank_tie(agent: AssessedAgent) -> Occasions:
    of_agents = [rank for rank in agent.findings.ranks if rank.of == "agents"]
    if not of_agents:
        return NotEvaluable("no comparison of several agents is on record")
    found = [
        Occasion(
            {"r": format_amount(entry.rank), "r1": entry.low, "r2": entry.high, "entry": entry.name},
            (of_agent.comparison,),
        )
        for of_agent in of_agents
        for entry in _select_entries(agent, of_agent)
        if entry.high - entry.low >= 1
    ]
    unknown = [of_agent.comparison for of_agent in of_agents if not of_agent.intervals]
    return check_unknown(found, unknown, "scores or their sample sizes are not known in some comparisons")


def _select_entries(agent: AssessedAgent, one: RankOutcome) -> tuple[RankInterval, ...]:
    """The agent's own entries; the first of the board where it has none."""
    names = {agent.document.id, agent.document.name, agent.document.version}
    own = tuple(entry for entry in one.intervals if entry.name in names)
    return own or one.intervals[:1]


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
        fires="the range of positions of the agent's entry, or of the first entry where the agent has none, spans "
        "more than one position",
        sentence="Position {r} of {entry} cannot be told apart from positions {r1} to {r2} given the score "
        "uncertainty.",
        removed_by="a larger benchmark, or repeated runs",
        needs="a comparison of agents with scores and their sample sizes",
        find=_find_rank_tie,
    ),
)
