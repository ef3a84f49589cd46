"""How an agent stood in the reports before this one, handed on from report to report."""

from __future__ import annotations

from datetime import date
from typing import Final

from trustpages.assess.history.past import Past
from trustpages.model.results.history import Standing, VerdictThen

MOST_REMEMBERED: Final = 24
"""Earlier reports that a report remembers: two years of monthly ones."""


def standings_of(past: Past | None, as_of: date) -> tuple[Standing, ...]:
    """The standings before `as_of`, oldest first: of each day the last published, of very many the latest."""
    if past is None:
        return ()
    agent = past.agent
    verdicts = tuple(VerdictThen(obligation.ref, obligation.verdict) for obligation in agent.obligations)
    told = (*agent.history, Standing(past.as_of, agent.posture, verdicts))
    by_day = {standing.as_of: standing for standing in told if standing.as_of < as_of}
    return tuple(by_day[day] for day in sorted(by_day))[-MOST_REMEMBERED:]
