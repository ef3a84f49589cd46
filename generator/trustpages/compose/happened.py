"""What went wrong and what followed, in two sentences for a first screen."""

from __future__ import annotations

from trustpages.compose.figures import amount, number
from trustpages.model.measured import Measured
from trustpages.model.results.loop import FollowThrough, LedgerState
from trustpages.model.results.metrics import IncidentRates
from trustpages.model.results.report import AgentReport


def what_happened(agent: AgentReport) -> str:
    """Incidents against the use that they come from, then what became of the consequences that fell due."""
    return f"{_incidents(agent)} {_consequences(agent.follow_through)}"


def _incidents(agent: AgentReport) -> str:
    found = agent.incidents
    if found is None:
        return "No real use is on record, so nothing is known about incidents."
    use = f"in {amount(found.exposure)} {found.exposure_unit}" if found.exposure else "in use of unknown size"
    seen = [f"{number(count)} {severity}" for severity, count in found.counts if count]
    total = sum(count for _, count in found.counts)
    beside = outside_of_the_rate(found)
    more = f" And {beside}." if beside else ""
    if not seen:
        return f"No incident is on record {use}; rare ones cannot be excluded.{more}"
    return f"{', '.join(seen)} {'incident' if total == 1 else 'incidents'} {use}.{more}"


def outside_of_the_rate(found: IncidentRates) -> str:
    """The confirmed incidents that no rate holds, since no use is on record for their day; empty without one."""
    if not found.outside:
        return ""
    return f"{number(found.outside)} more on days without recorded use, which no rate counts"


def _consequences(follow: FollowThrough) -> str:
    states = (
        (follow.late, "late"),
        (follow.not_enacted, "not carried out"),
        (follow.missed, "never recorded"),
    )
    bad = [f"{number(count)} {word}" for count, word in states if count]
    undone = _undone(follow)
    if not follow.due:
        waiting = [f"{number(follow.pending)} not due yet"] if follow.pending else []
        return f"Consequences: {', '.join(waiting + undone) or 'none fell due'}."
    kept = follow.on_time.k if isinstance(follow.on_time, Measured) else None
    good = [] if kept is None else [f"{number(kept)} of {number(follow.due)} on time"]
    return f"Consequences that fell due: {', '.join(good + bad + undone) or number(follow.due)}."


def _undone(follow: FollowThrough) -> list[str]:
    """Consequences that were called for and are not in force, by somebody's decision."""
    words = (
        (LedgerState.OVERRIDDEN, "set aside by an override"),
        (LedgerState.WAIVED, "waived"),
        (LedgerState.REVERSED, "taken back"),
    )
    counts = [(sum(entry.state is state for entry in follow.entries), word) for state, word in words]
    return [f"{number(count)} {word}" for count, word in counts if count]
