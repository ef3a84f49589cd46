"""What other choices of policy would change, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trustpages.compose.spelled import spelled_out, title_from
from trustpages.compose.views import Row, Table
from trustpages.model.results.report import AgentReport
from trustpages.model.results.sensitivity import Shift


def sensitivity_table(agent: AgentReport) -> Table:
    """Every policy parameter whose half or double changes something about the agent, and what it changes."""
    found = agent.sensitivity
    shifts = found.shifts if found is not None else ()
    tried = found.tried if found is not None else 0
    return Table(
        f"{agent.id}-sensitivity",
        "What other choices of policy would change",
        ("Parameter", "Value", "Tried", "What changes"),
        tuple(
            Row((shift.parameter, shift.value, shift.tried, "; ".join(_said(agent, shift))))
            for shift in shifts
        ),
        numeric=(1, 2),
        empty=f"{tried:,} other values were tried, half and double of each parameter: none changes anything.",
    )


def _said(agent: AgentReport, shift: Shift) -> Iterator[str]:
    yield from _changes(shift.verdicts, lambda name: spelled_out(name, agent))
    yield from _changes(shift.claims, lambda name: f"claim {name}")
    if shift.posture:
        yield from _changes((f"posture: {shift.posture}",), str)
    yield from _changes(shift.limitations, str)


def _changes(changes: tuple[str, ...], named: Callable[[str], str]) -> Iterator[str]:
    for one in changes:
        name, change = one.split(": ", 1)
        before, after = change.split(" -> ")
        yield f"{named(name)}: {title_from(before).lower()} → {title_from(after).lower()}"
