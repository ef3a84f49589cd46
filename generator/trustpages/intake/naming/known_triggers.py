"""Names that a review may close though nothing declares them any more: an earlier report spoke of them."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.intake.naming.references import describe_unknown
from trustpages.model.problem import Problem
from trustpages.model.results.records.report import ReportRecord


def list_names(record: ReportRecord) -> frozenset[str]:
    """All that a review can say of by name and that an earlier report speaks of: items, promises, claims."""
    return frozenset(
        name
        for agent in record.agents
        for named in (
            (item.id for item in agent.evidence),
            (item.item.id for item in agent.vanished),
            (obligation.ref for obligation in agent.obligations),
            (breach.ref for breach in agent.withdrawn),
            (claim.id for claim in agent.claims),
        )
        for name in named
    )


def drop_known_triggers(problems: Iterable[Problem], names: Iterable[str]) -> tuple[Problem, ...]:
    """The problems without those that nothing calls for a review by one of `names`: an earlier report knew it."""
    known = {describe_unknown("trigger", name) for name in names}
    return tuple(problem for problem in problems if problem.code != "unknown-trigger" or problem.sentence not in known)
