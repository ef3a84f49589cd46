"""L01 to L09: what a leaderboard position says of success in the workflow."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import (
    decimal,
    interval,
    lower,
    lower_points,
    points,
    upper,
    upper_points,
)
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import RankOutcome
from trustpages.model.vocabulary import Severity

NO_COMPARISON = NotEvaluable("no comparison of positions with outcomes is on record")


def _too_small(facts: Facts) -> Found:
    real = [one.n for one in facts.ranks if not one.stand_in and one.of == "agents"]
    n = max(real, default=0)
    if n >= facts.context.policy.rank.exploratory_from:
        return ()
    return (Occasion({"workflow": facts.agent.workflow.id, "n": n}),)


def _compared(facts: Facts) -> tuple[RankOutcome, ...]:
    least = facts.context.policy.rank.exploratory_from
    return tuple(one for one in facts.ranks if one.n >= least and isinstance(one.rho, Measured))


def _rho_slots(one: RankOutcome) -> dict[str, Slot]:
    limits = interval(one.rho) or (-1.0, 1.0)
    value = one.rho.value if isinstance(one.rho, Measured) else 0.0
    return {
        "rho": decimal(value),
        "low": lower(limits[0]),
        "high": upper(limits[1]),
        "n": one.n,
        "workflow": one.workflow,
    }


def _exploratory(facts: Facts) -> Found:
    if not facts.ranks:
        return NO_COMPARISON
    policy = facts.context.policy.rank
    return (Occasion(_rho_slots(one), one.comparison) for one in _compared(facts) if one.n < policy.ok_from)


def _not_established(facts: Facts) -> Found:
    if not _compared(facts):
        return NotEvaluable("no comparison has enough agents for a correlation")
    return (
        Occasion(_rho_slots(one), one.comparison)
        for one in _compared(facts)
        if (limits := interval(one.rho)) is not None and limits[0] <= 0 <= limits[1]
    )


def _reversed(facts: Facts) -> Found:
    if not _compared(facts):
        return NotEvaluable("no comparison has enough agents for a correlation")
    return (
        Occasion(_rho_slots(one), one.comparison)
        for one in _compared(facts)
        if (limits := interval(one.rho)) is not None and limits[1] < 0
    )


def _ceiling(facts: Facts) -> Found:
    known = [(one, one.ceiling.value) for one in facts.ranks if isinstance(one.ceiling, Measured)]
    if not known:
        return NotEvaluable("no comparison has outcome counts from which a ceiling could be simulated")
    return (
        Occasion({"runs": f"{one.median_runs or 0:g}", "ceiling": decimal(ceiling)}, one.comparison)
        for one, ceiling in known
        if ceiling < facts.context.policy.rank.ceiling
    )


def _restricted(facts: Facts) -> Found:
    known = [one for one in facts.ranks if one.top_share is not None and one.entrants is not None]
    if not known:
        return NotEvaluable("no comparison says how many entries its leaderboard had")
    return (
        Occasion(
            {"x": round((one.top_share or 0) * (one.entrants or 0)), "N": one.entrants or 0}, one.comparison
        )
        for one in known
        if (one.top_share or 0) < facts.context.policy.rank.restricted
    )


def _one_agent(facts: Facts) -> Found:
    if not facts.ranks:
        return NO_COMPARISON
    return (
        Occasion({"v": one.n}, one.comparison) for one in facts.ranks if one.of == "versions" and one.n >= 2
    )


def _not_transferred(facts: Facts) -> Found:
    known = [one for one in facts.ranks if one.gains is not None]
    if not known:
        return NotEvaluable("no comparison follows one agent over versions")
    return _untransferred(known)


def _untransferred(known: list[RankOutcome]) -> Iterator[Occasion]:
    for one in known:
        if one.gains is None:
            continue
        gain, change = one.gains.benchmark_change, one.gains.outcome_change
        risen, moved = interval(gain), interval(change)
        if (
            not isinstance(gain, Measured)
            or not isinstance(change, Measured)
            or risen is None
            or moved is None
        ):
            continue
        if risen[0] > 0 and moved[0] <= 0:
            slots: dict[str, Slot] = {
                "db": points(gain.value),
                "v": one.n,
                "workflow": one.workflow,
                "do": decimal(change.value * 100, 1),
                "lo": lower_points(moved[0]),
                "hi": upper_points(moved[1]),
            }
            yield Occasion(slots, one.comparison)


def _tie(facts: Facts) -> Found:
    known = [one for one in facts.ranks if one.intervals]
    if not known:
        return NotEvaluable("no comparison has scores with sample sizes, so positions have no range")
    names = {facts.agent.id, facts.agent.name, facts.agent.version}
    return (
        Occasion({"r": f"{entry.rank:g}", "r1": entry.low, "r2": entry.high}, one.comparison)
        for one in known
        for entry in one.intervals
        if entry.high > entry.low and (entry.name in names or (entry.rank == 1 and not _has(one, names)))
    )


def _has(one: RankOutcome, names: set[str]) -> bool:
    return any(entry.name in names for entry in one.intervals)


RULES = (
    Rule(
        "L01",
        "rank_n_too_small",
        Severity.HIGH,
        "fewer than 5 ranked agents or versions have outcomes in the workflow (stand-ins do not count)",
        "We cannot say whether leaderboard position predicts success in {workflow}: only {n} ranked agents or "
        "versions have outcome data; 5 are needed to compute anything and 10 to count as evidence.",
        "outcomes for at least 10 comparable agents or versions",
        "nothing",
        _too_small,
    ),
    Rule(
        "L02",
        "rank_exploratory",
        Severity.HIGH,
        "5 to 9 agents are compared",
        "The link between rank and success ({rho}) rests on {n} agents; the true value could be anywhere from "
        "{low} to {high}.",
        "at least 10 agents, ideally 15",
        "a comparison of positions with outcomes",
        _exploratory,
    ),
    Rule(
        "L03",
        "rank_not_established",
        Severity.HIGH,
        "at least 5 agents are compared and the interval of the correlation includes zero",
        "The data do not show that a better rank means better results in {workflow}: the range {low} to {high} "
        "includes no relation.",
        "more agents, or more runs for each agent",
        "a comparison of at least 5 agents",
        _not_established,
    ),
    Rule(
        "L04",
        "rank_reversed",
        Severity.CRITICAL,
        "the upper limit of the correlation is below zero",
        "In this workflow better-ranked agents did worse ({rho}, range {low} to {high}).",
        "new data that contradict it",
        "a comparison of at least 5 agents",
        _reversed,
    ),
    Rule(
        "L05",
        "noise_ceiling",
        Severity.MEDIUM,
        "the correlation that a perfect benchmark would reach with so few runs is below 0.8",
        "With {runs} runs per agent even a perfect benchmark would show a link of only about {ceiling}; a weak "
        "link may be noise.",
        "more runs for each agent",
        "a comparison with outcome counts",
        _ceiling,
    ),
    Rule(
        "L06",
        "range_restricted",
        Severity.MEDIUM,
        "the worst position in the sample lies in the upper half of the leaderboard",
        "Only agents from the top {x} of {N} were compared; the link across all agents is unknown.",
        "outcomes for lower-ranked agents",
        "a comparison that says how many entries the leaderboard had",
        _restricted,
    ),
    Rule(
        "L07",
        "one_agent_only",
        Severity.MEDIUM,
        "a comparison follows one agent over at least two versions",
        "Only one agent was observed, over {v} versions; this says whether its gains carried over, not whether "
        "the ranking is right.",
        "outcomes for other agents",
        "a comparison of positions with outcomes",
        _one_agent,
    ),
    Rule(
        "L08",
        "gain_not_transferred",
        Severity.HIGH,
        "the benchmark score rose beyond its error while the change in outcomes has no lower limit above zero",
        "The benchmark score rose by {db} points over {v} versions; success in {workflow} changed by {do} points "
        "(range {lo} to {hi}). The gain has not been shown to reach users.",
        "a change in outcomes whose lower limit is above zero",
        "a comparison of one agent over versions",
        _not_transferred,
    ),
    Rule(
        "L09",
        "rank_tie",
        Severity.MEDIUM,
        "the range of positions of the agent's entry (or of the first entry, where the agent is not named) is wider "
        "than one position",
        "Position {r} cannot be told apart from positions {r1} to {r2} given the score uncertainty.",
        "a larger benchmark, or repeated runs",
        "a comparison with scores and sample sizes",
        _tie,
    ),
)
