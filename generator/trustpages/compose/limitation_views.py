"""Limitations as readers meet them."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.spelled import item_of, promise_of, sentence
from trustpages.compose.tones import SEVERITIES
from trustpages.compose.views import LimitationList, LimitationView, Link
from trustpages.model.results.limitation import Limitation, Limitations
from trustpages.model.results.report import AgentReport


def limitation_view(one: Limitation, agent: AgentReport | None) -> LimitationView:
    """One limitation, with a link to what it is about where that has a page."""
    return LimitationView(
        rule=one.rule,
        anchor=paths.rule(one.rule),
        severity=SEVERITIES[one.severity],
        text=sentence(one.text, agent),
        removed_by=sentence(one.removed_by, agent),
        subject=one.subject,
        about=None if agent is None else subject_link(one.subject, agent),
    )


def limitation_list(found: Limitations, agent: AgentReport, most: int, path: str) -> LimitationList:
    """The worst `most` limitations of an agent, how many more there are, and the page `path` that has them all."""
    shown = tuple(limitation_view(limitation, agent) for limitation in found.triggered[:most])
    return LimitationList(
        shown=shown,
        more=max(0, len(found.triggered) - len(shown)),
        not_evaluable=len(found.not_evaluable),
        clear=len(found.clear),
        path=path,
    )


def subject_link(subject: str, agent: AgentReport) -> Link | None:
    """The page of what a limitation is about: an obligation, an evidence item or a benchmark."""
    if any(obligation.ref == subject for obligation in agent.obligations):
        return Link(promise_of(agent, subject), paths.obligation(agent.id, subject))
    if any(item.id == subject for item in agent.evidence):
        return Link(item_of(agent, subject), paths.evidence(agent.id, subject))
    if any(benchmark.benchmark == subject for benchmark in agent.benchmarks):
        return Link(subject, paths.benchmark(subject))
    return None
