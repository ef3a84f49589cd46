"""L01 to L06: what a leaderboard position says of success in the workflow."""

from __future__ import annotations

from collections.abc import Callable

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NOTHING_NEEDED, Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_decimal,
    format_decimal_down,
    format_decimal_up,
    get_limits,
)
from trustpages.model.measured import Measured, Status
from trustpages.model.results.benchmarks import RankOutcome
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

NO_COMPARISON = NotEvaluable("no comparison of positions with outcomes is on record")
NO_COMPARISON_OF_AGENTS = NotEvaluable("no comparison of several agents is on record")
NO_CORRELATION = "no correlation could be computed for some comparisons"
NEEDS_COMPARISON = "a comparison of positions with outcomes"


def count_paired(rank: RankOutcome) -> int:
    """What the correlation rests on: agents, or steps from version to version."""
    return rank.n if rank.of == "agents" else max(rank.n - 1, 0)


NONE_RANKED = (
    "We cannot say whether leaderboard position predicts success in {workflow}: no ranked agent or version has outcome "
    "data; {least} are needed to compute anything and {enough} to count as evidence."
)


def _find_rank_n_too_small(agent: AssessedAgent) -> Occasions:
    # Comparisons are not added up: each has its own benchmark, and the largest is the best that there is.
    n = max((count_paired(rank) for rank in agent.findings.ranks if not rank.stand_in), default=0)
    if n >= agent.policy.rank.exploratory_from:
        return ()
    slots: dict[str, Slot] = {
        "workflow": agent.document.workflow.id,
        "n": n,
        "least": agent.policy.rank.exploratory_from,
        "enough": agent.policy.rank.ok_from,
    }
    return (Occasion(slots, sentence=None if n else NONE_RANKED),)


def _describe_correlation(rank: RankOutcome) -> Occasion:
    low, high = get_limits(rank.rho) or (-1.0, 1.0)
    value = rank.rho.value if isinstance(rank.rho, Measured) else 0.0
    stand_in = " (which only stands in for real use)" if rank.stand_in else ""
    slots: dict[str, Slot] = {
        "rho": format_decimal(value),
        "low": format_decimal_down(low),
        "high": format_decimal_up(high),
        "n": count_paired(rank),
        "what": rank.of if rank.of == "agents" else "steps from version to version",
        "ranked": "agents" if rank.of == "agents" else "versions",
        "workflow": f"{rank.workflow}{stand_in}",
    }
    return Occasion(slots, (rank.comparison,))


def _find_rank_exploratory(agent: AssessedAgent) -> Occasions:
    if not agent.findings.ranks:
        return NO_COMPARISON
    policy = agent.policy.rank
    occasions = [
        _describe_correlation(rank)
        for rank in agent.findings.ranks
        if isinstance(rank.rho, Measured) and policy.exploratory_from <= count_paired(rank) < policy.ok_from
    ]
    # Too few agents is what another rule says (L01); it is no gap in the record.
    unknown = [
        rank.comparison
        for rank in agent.findings.ranks
        if not isinstance(rank.rho, Measured) and rank.rho.status is not Status.INSUFFICIENT
    ]
    return check_unknown(occasions, unknown, NO_CORRELATION)


def _find_rank_not_established(agent: AssessedAgent) -> Occasions:
    return _find_by_limits(agent, lambda low, high: low <= 0 <= high)


def _find_rank_reversed(agent: AssessedAgent) -> Occasions:
    return _find_by_limits(agent, lambda low, high: high < 0)


def _find_by_limits(agent: AssessedAgent, fires: Callable[[float, float], bool]) -> Occasions:
    """The comparisons whose rho has limits that fire."""
    if not agent.findings.ranks:
        return NO_COMPARISON
    occasions = [
        _describe_correlation(rank)
        for rank in agent.findings.ranks
        if (limits := get_limits(rank.rho)) is not None and fires(*limits)
    ]
    unknown = [rank.comparison for rank in agent.findings.ranks if not isinstance(rank.rho, Measured)]
    return check_unknown(occasions, unknown, NO_CORRELATION)


def _find_noise_ceiling(agent: AssessedAgent) -> Occasions:
    of_agents = [rank for rank in agent.findings.ranks if rank.of == "agents"]
    if not of_agents:
        return NO_COMPARISON_OF_AGENTS
    line = agent.policy.rank.ceiling
    occasions = [
        Occasion(
            {"runs": format_amount(rank.median_runs or 0), "ceiling": format_decimal(rank.ceiling.value, line)},
            (rank.comparison,),
        )
        for rank in of_agents
        if isinstance(rank.ceiling, Measured) and rank.ceiling.value < line
    ]
    unknown = [rank.comparison for rank in of_agents if not isinstance(rank.ceiling, Measured)]
    return check_unknown(occasions, unknown, "no noise ceiling could be simulated for some comparisons")


def _find_range_restricted(agent: AssessedAgent) -> Occasions:
    if not agent.findings.ranks:
        return NO_COMPARISON
    line = agent.policy.rank.restricted
    occasions = [
        Occasion({"x": format_amount(rank.top_share * rank.entrants), "N": rank.entrants}, (rank.comparison,))
        for rank in agent.findings.ranks
        if rank.top_share is not None and rank.entrants is not None and rank.top_share < line
    ]
    unknown = [rank.comparison for rank in agent.findings.ranks if rank.top_share is None]
    return check_unknown(occasions, unknown, "positions or the number of entries are not known in some comparisons")


RANK_RULES = (
    Rule(
        id="L01",
        slug="rank_n_too_small",
        severity=Severity.HIGH,
        meaning="A place on a leaderboard tells a buyer nothing yet about success in this work.",
        fires="fewer than 5 ranked agents, or steps between versions of one, have outcomes in real use; outcomes "
        "that only stand in for real use do not count",
        sentence="We cannot say whether leaderboard position predicts success in {workflow}: only {n} ranked "
        "{n:agent or version has|agents or versions have} outcome data; {least} are needed to compute anything and "
        "{enough} to count as evidence.",
        removed_by="outcomes for at least 10 comparable agents or versions",
        needs=NOTHING_NEEDED,
        find=_find_rank_n_too_small,
    ),
    Rule(
        id="L02",
        slug="rank_exploratory",
        severity=Severity.HIGH,
        meaning="The link between rank and success was computed, and rests on too few agents to be quoted.",
        fires="5 to 9 agents, or steps between versions of one, are compared",
        sentence="The link between rank and success ({rho}) rests on {n} {what}; the true value could be anywhere "
        "from {low} to {high}.",
        removed_by="at least 10 agents, ideally 15",
        needs=NEEDS_COMPARISON,
        find=_find_rank_exploratory,
    ),
    Rule(
        id="L03",
        slug="rank_not_established",
        severity=Severity.HIGH,
        meaning="Choosing the better-ranked agent may bring nothing in this work.",
        fires="at least 5 agents are compared and the interval of the correlation includes zero",
        sentence="The data do not show that a better rank means better results in {workflow}: the range {low} to "
        "{high} includes no relation.",
        removed_by="more agents, or more runs for each agent",
        needs="a comparison of at least 5 agents",
        find=_find_rank_not_established,
    ),
    Rule(
        id="L04",
        slug="rank_reversed",
        severity=Severity.CRITICAL,
        meaning="Whoever buys by rank here buys the worse agent.",
        fires="the upper limit of the correlation lies below zero",
        sentence="In {workflow} better-ranked {ranked} did worse ({rho}, range {low} to {high}).",
        removed_by="new data that contradict it",
        needs="a comparison of at least 5 agents",
        find=_find_rank_reversed,
    ),
    Rule(
        id="L05",
        slug="noise_ceiling",
        severity=Severity.MEDIUM,
        meaning="A weak link between rank and success may be the fault of too few runs, not of the benchmark.",
        fires="even a perfect benchmark would reach a correlation below 0.8 with so few runs",
        sentence="With {runs} runs per agent even a perfect benchmark would show a link of only about {ceiling}; a "
        "weak link may be noise.",
        removed_by="more runs for each agent",
        needs="a comparison of agents with the counts behind each outcome",
        find=_find_noise_ceiling,
    ),
    Rule(
        id="L06",
        slug="range_restricted",
        severity=Severity.MEDIUM,
        meaning="What holds among the best agents of a leaderboard need not hold for the rest.",
        fires="the lowest position in the sample lies in the upper half of the leaderboard",
        sentence="Only agents from the top {x} of {N} were compared; the link across all agents is unknown.",
        removed_by="outcomes for lower-ranked agents",
        needs="a comparison that gives positions and the number of entries of the leaderboard",
        find=_find_range_restricted,
    ),
)
